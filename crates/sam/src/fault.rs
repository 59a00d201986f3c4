//! [`Fault`]: why a template can't be transformed, in SAM's words.

use std::fmt;

/// One reason why a template can't be transformed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is at fault.
    pub place: Place,
    /// What is wrong with it.
    pub message: String,
}

/// What is at fault in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The template as a whole.
    Template,
    /// The section `Globals`.
    Globals,
    /// A resource, by its logical id.
    Resource(String),
    /// An event of a resource: the logical id of the resource, where SAM names it, and the event's.
    Event(Option<String>, String),
}

impl Fault {
    pub(crate) fn template(message: impl Into<String>) -> Self {
        Self { place: Place::Template, message: message.into() }
    }

    pub(crate) fn resource(id: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Place::Resource(id.into()), message: message.into() }
    }

    pub(crate) fn event(id: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Place::Event(None, id.into()), message: message.into() }
    }

    /// Faults stand in the order of what they name.
    pub(crate) fn order(&self) -> (String, String) {
        match &self.place {
            Place::Template | Place::Globals => (String::new(), self.message.clone()),
            Place::Resource(id) => (id.clone(), self.message.clone()),
            Place::Event(None, event) => (event.clone(), self.message.clone()),
            Place::Event(Some(id), event) => (id.clone(), event.clone()),
        }
    }

    /// The same fault of an event, named with the resource that it belongs to.
    pub(crate) fn of(self, resource: &str) -> Self {
        match self.place {
            Place::Event(None, event) => {
                Self { place: Place::Event(Some(resource.to_owned()), event), message: self.message }
            }
            place => Self { place, message: self.message },
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Template => write!(f, "Structure of the SAM template is invalid. {}", self.message),
            Place::Globals => write!(f, "'Globals' section is invalid. {}", self.message),
            Place::Resource(id) => write!(f, "Resource with id [{id}] is invalid. {}", self.message),
            Place::Event(None, event) => write!(f, "Event with id [{event}] is invalid. {}", self.message),
            Place::Event(Some(id), event) => {
                write!(f, "Resource with id [{id}] is invalid. Event with id [{event}] is invalid. {}", self.message)
            }
        }
    }
}

impl std::error::Error for Fault {}

/// All faults of a template as one message, as CloudFormation answers it.
pub fn explain(faults: &[Fault]) -> String {
    let mut text =
        format!("Invalid Serverless Application Specification document. Number of errors found: {}.", faults.len());
    for fault in faults {
        text.push(' ');
        text.push_str(&fault.to_string());
    }
    text
}
