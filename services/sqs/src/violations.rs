//! SQS does not word broken constraints as other services do: a missing member is a `MissingParameter` that names the
//! parameter as the query protocol calls it.

use tradewind_wire::{ApiError, Constraint, ErrorDocument, Protocol, Violation};

use crate::error::SqsError;

/// The first broken constraint, in SQS's words.
pub(crate) fn word(operation: &str, _: Protocol, found: &[Violation]) -> ErrorDocument {
    let missing = found.iter().find(|violation| matches!(violation.constraint, Constraint::NotNull));
    let Some(missing) = missing else { return ErrorDocument::validation(found) };
    let entry = batch_entry(operation);
    let error = match missing.path.strip_prefix("entries") {
        Some("") => SqsError::EmptyBatch(entry),
        Some(place) => {
            let index: String = place.chars().filter(char::is_ascii_digit).collect();
            SqsError::MissingParameter(format!("{entry}.{index}.{}", missing.member).into())
        }
        None => SqsError::MissingParameter(query_name(missing.member).to_owned().into()),
    };
    error.to_document()
}

/// What a batch's entry is called.
pub(crate) fn batch_entry(operation: &str) -> &'static str {
    match operation {
        "DeleteMessageBatch" => "DeleteMessageBatchRequestEntry",
        "ChangeMessageVisibilityBatch" => "ChangeMessageVisibilityBatchRequestEntry",
        _ => "SendMessageBatchRequestEntry",
    }
}

/// The names that differ between the protocols.
fn query_name(member: &str) -> &str {
    match member {
        "AWSAccountIds" => "AWSAccountId",
        "Actions" => "ActionName",
        "Attributes" => "Attribute.Name",
        "Tags" => "Tags",
        other => other,
    }
}
