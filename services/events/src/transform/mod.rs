//! What a target gets instead of the event: `Input`, `InputPath` or `InputTransformer`.
//!
//! See <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html>.

mod path;
mod template;

pub(crate) use self::path::Path;
pub(crate) use self::template::{Surroundings, Template, TemplateError};

/// How the message for a target is made from an event.
#[derive(Clone, Debug)]
pub(crate) enum Transform {
    /// The event as it is.
    Whole,
    /// `Input`: always the same text.
    Constant(String),
    /// `InputPath`: a part of the event.
    Part(Path),
    /// `InputTransformer`.
    Template(Box<Template>),
}

impl Transform {
    /// The message, or none when the target gets the event as it is.
    pub(crate) fn apply(&self, event: &str, surroundings: &Surroundings<'_>) -> Option<String> {
        match self {
            Transform::Whole => None,
            Transform::Constant(text) => Some(text.clone()),
            // A path that leads nowhere selects nothing; AWS delivers an empty object then.
            Transform::Part(path) => {
                Some(path.find(event).map_or_else(|| "{}".to_owned(), std::borrow::Cow::into_owned))
            }
            Transform::Template(template) => Some(template.fill(event, surroundings)),
        }
    }
}
