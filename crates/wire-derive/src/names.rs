//! How Rust names and wire names correspond.

/// `queue_name` becomes `QueueName`.
pub(crate) fn pascal_case(field: &str) -> String {
    field.split('_').map(capitalise).collect()
}

/// `QueueName` becomes `queueName`, the form AWS's validation messages use.
pub(crate) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `DuplicateRule` becomes `DUPLICATE_RULE`, the usual spelling of an enum value.
pub(crate) fn screaming_snake_case(variant: &str) -> String {
    let mut out = String::new();
    for (i, c) in variant.chars().enumerate() {
        if i > 0 && c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
