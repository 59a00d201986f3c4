//! IAM words broken patterns of names and paths in its own way, and all else as other services do.

use tradewind_wire::{ApiError, Constraint, ErrorDocument, Violation};

use crate::error::IamError;

/// The first broken pattern that IAM has words for, or all violations in the usual ones.
pub(crate) fn word(found: &[Violation]) -> ErrorDocument {
    let special = found.iter().find_map(|violation| match violation.constraint {
        Constraint::Pattern(pattern) => Some((violation, what_it_takes(pattern)?)),
        _ => None,
    });
    match special {
        Some((violation, takes)) => {
            let text = format!("The specified value for {} is invalid. It must {takes}", violation.path);
            IamError::Validation(text.into()).to_document()
        }
        None => ErrorDocument::validation(found),
    }
}

fn what_it_takes(pattern: &str) -> Option<&'static str> {
    match pattern {
        r"[\w+=,.@-]+" => Some("contain only alphanumeric characters and/or the following: +=,.@_-"),
        r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)" | r"((/[A-Za-z0-9\.,\+@=_-]+)*)/" => {
            Some("begin and end with / and contain only alphanumeric characters and/or / characters.")
        }
        _ => None,
    }
}
