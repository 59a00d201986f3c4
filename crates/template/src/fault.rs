//! Why a template or its parameters are refused.

use std::collections::BTreeSet;
use std::fmt;

use crate::facts::Want;
use crate::position::Position;

/// Why a template is refused. CloudFormation answers it as `ValidationError` with this message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The text, as AWS words it where AWS has one.
    pub message: String,
    /// Where in the template, outermost key first; empty where it is about the whole of it.
    pub path: Vec<String>,
    /// The place in the text, where it is known.
    pub position: Option<Position>,
}

impl Fault {
    /// About the whole template.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), path: Vec::new(), position: None }
    }

    /// About what stands at a path.
    pub fn of<S: AsRef<str>>(path: &[S], message: impl Into<String>) -> Fault {
        let path = path.iter().map(|step| step.as_ref().to_owned()).collect();
        Fault { message: message.into(), path, position: None }
    }

    /// About a place in the text.
    pub(crate) fn here(position: Position, message: impl Into<String>) -> Fault {
        Fault { message: message.into(), path: Vec::new(), position: Some(position) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// Why an evaluation did not come to its end.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// The template is wrong.
    Fault(Fault),
    /// Facts from outside are missing. Find them, put them into [`crate::Facts`] and evaluate again.
    Wants(BTreeSet<Want>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}
