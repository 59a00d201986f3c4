//! What is wrong with a definition.

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The definition can't be used.
    Error,
    /// It can be used, and probably does not do what it should.
    Warning,
}

/// One thing that is wrong:
/// [`ValidateStateMachineDefinitionDiagnostic`](https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// `SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET` ...
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where: `/States/Order/Next`.
    pub location: String,
}

impl Diagnostic {
    pub(crate) fn schema(message: impl Into<String>, location: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: "SCHEMA_VALIDATION_FAILED",
            message: message.into(),
            location: location.into(),
        }
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} at {}", self.code, self.message, self.location)
    }
}
