//! What `GetTemplateSummary` and `ValidateTemplate` say about a template.

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::template::Template;

/// The facts about a template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// The parameters, in the template's order.
    pub parameters: Vec<Declared>,
    /// The types of its resources, each once.
    pub resource_types: Vec<String>,
    /// Its transforms.
    pub transforms: Vec<String>,
    /// `CAPABILITY_IAM`, `CAPABILITY_NAMED_IAM`, `CAPABILITY_AUTO_EXPAND`: what the caller must acknowledge.
    pub capabilities: Vec<&'static str>,
    /// Why.
    pub capabilities_reason: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its metadata.
    pub metadata: Option<Document>,
    /// `AWSTemplateFormatVersion`.
    pub version: Option<String>,
}

/// A parameter as a template declares it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its type.
    pub type_name: String,
    /// Its default.
    pub default: Option<String>,
    /// Whether its value is a secret.
    pub no_echo: bool,
    /// Its description.
    pub description: Option<String>,
    /// `AllowedValues`.
    pub allowed_values: Vec<String>,
}

/// The facts about a template whose structure is right ([`crate::validate`]).
///
/// # Errors
/// What is wrong with it.
pub fn summary(template: &Template) -> Result<Summary, Fault> {
    let _ = template;
    Err(Fault::new("summaries are not built yet"))
}
