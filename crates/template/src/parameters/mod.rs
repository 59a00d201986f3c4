//! Parameters of templates.

mod constraints;
mod types;
mod values;

use tradewind_wire::Document;

pub(crate) use types::Type;
pub(crate) use values::resolve;

/// What a request says about a parameter.
#[derive(Clone, PartialEq, Eq)]
pub enum Given {
    /// Its value.
    Value(String),
    /// The value the stack has now (`UsePreviousValue`).
    Previous,
}

// Values may be secrets (`NoEcho`).
impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Given::Value(_) => "Value(..)",
            Given::Previous => "Previous",
        })
    }
}

/// A parameter with its value.
#[derive(Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type as the template writes it: `String`, `CommaDelimitedList`, `AWS::SSM::Parameter::Value<String>`.
    pub type_name: String,
    /// The text it was given, or its default.
    pub text: String,
    /// What `Ref` gives: text, or a list of texts.
    pub value: Document,
    /// The value SSM has for it, of SSM types (`ResolvedValue`).
    pub resolved: Option<String>,
    /// Whether its value is a secret.
    pub no_echo: bool,
}

impl std::fmt::Debug for Parameter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parameter")
            .field("name", &self.name)
            .field("type_name", &self.type_name)
            .finish_non_exhaustive()
    }
}
