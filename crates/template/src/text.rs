//! Values as text.

use tradewind_wire::Document;

/// A scalar as CloudFormation writes it where text is wanted; nothing for lists, maps and null.
pub(crate) fn text(value: &Document) -> Option<String> {
    match value {
        Document::String(text) => Some(text.clone()),
        Document::Bool(value) => Some(value.to_string()),
        Document::Integer(value) => Some(value.to_string()),
        Document::Float(_) => String::from_utf8(value.to_json_vec()).ok(),
        _ => None,
    }
}

/// Whether two values are equal where scalars count as text.
pub(crate) fn same(one: &Document, other: &Document) -> bool {
    match (text(one), text(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// `true` or `"true"`, `false` or `"false"`.
pub(crate) fn boolean(value: &Document) -> Option<bool> {
    match value {
        Document::Bool(value) => Some(*value),
        Document::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Document::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Names as CloudFormation lists them in messages: `[A, B]`.
pub(crate) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    format!("[{}]", names.join(", "))
}
