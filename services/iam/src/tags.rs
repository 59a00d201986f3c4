//! Tags. Keys are kept as given and compared without regard to case.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::api::Tag;
use crate::error::IamError;
use crate::limits;

/// The tags of a resource, in the order in which their keys came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tags(Vec<(String, String)>);

impl Tags {
    /// The tags of something new.
    pub(crate) fn of(given: Option<Vec<Tag>>) -> Result<Tags, IamError> {
        let mut tags = Tags::default();
        tags.set(given.unwrap_or_default())?;
        Ok(tags)
    }

    /// Adds tags, and replaces those whose keys are there.
    pub(crate) fn set(&mut self, given: Vec<Tag>) -> Result<(), IamError> {
        for (at, tag) in given.iter().enumerate() {
            if given.iter().take(at).any(|earlier| earlier.key.eq_ignore_ascii_case(&tag.key)) {
                return Err(invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive."));
            }
            if tag.key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
                return Err(invalid("Tag keys beginning with aws: are reserved for system use."));
            }
        }
        for Tag { key, value } in given {
            match self.0.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&key)) {
                Some(known) => *known = (key, value),
                None => self.0.push((key, value)),
            }
        }
        if self.0.len() > limits::TAGS {
            return Err(IamError::LimitExceeded("The number of tags has reached the maximum limit.".to_owned()));
        }
        Ok(())
    }

    /// Takes tags away; keys that are not there are none.
    pub(crate) fn unset(&mut self, keys: &[String]) {
        self.0.retain(|(known, _)| !keys.iter().any(|key| known.eq_ignore_ascii_case(key)));
    }

    /// All of them.
    pub(crate) fn list(&self) -> Vec<Tag> {
        self.0.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
    }

    /// All of them, if there are any: most answers leave the member out otherwise.
    pub(crate) fn some(&self) -> Option<Vec<Tag>> {
        (!self.0.is_empty()).then(|| self.list())
    }
}

fn invalid(text: &'static str) -> IamError {
    IamError::InvalidInput(Cow::Borrowed(text))
}
