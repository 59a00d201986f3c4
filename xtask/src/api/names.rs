//! Rust names from wire names.

/// `AWSAccountIds` becomes `aws_account_ids`, `MD5OfMessageBody` becomes `md5_of_message_body`.
pub(crate) fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let starts_word = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()) && !plural(&chars, i))
            });
        if matches!(c, '-' | '.' | '_') {
            out.push('_');
            continue;
        }
        if starts_word {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Whether the capital at `i` ends an acronym whose plural follows: the `N` of `ARNs`.
fn plural(chars: &[char], i: usize) -> bool {
    chars.get(i + 1) == Some(&'s') && chars.get(i + 2).is_none_or(|c| c.is_uppercase())
}

/// A field name that Rust accepts.
pub(crate) fn field(name: &str) -> String {
    let snake = snake_case(name);
    const KEYWORDS: &[&str] = &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn",
        "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static",
        "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "gen",
    ];
    if KEYWORDS.contains(&snake.as_str()) {
        return format!("r#{snake}");
    }
    if matches!(snake.as_str(), "self" | "super") { format!("{snake}_") } else { snake }
}

/// The wire name that the derive makes of a field name.
pub(crate) fn pascal_case(field: &str) -> String {
    field.trim_start_matches("r#").split('_').map(capitalise).collect()
}

/// A type name that Rust and this house accept: capitalised.
pub(crate) fn type_name(shape: &str) -> String {
    capitalise(shape)
}

/// `RuleState` becomes `RULE_STATE`.
pub(crate) fn constant(shape: &str) -> String {
    snake_case(shape).to_uppercase()
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_words() {
        for (wire, field) in [
            ("QueueName", "queue_name"),
            ("AWSAccountIds", "aws_account_ids"),
            ("MD5OfMessageBody", "md5_of_message_body"),
            ("queueUrls", "queue_urls"),
            ("ResourceARN", "resource_arn"),
            ("DbUser", "db_user"),
            ("TargetARNs", "target_arns"),
        ] {
            assert_eq!(snake_case(wire), field);
        }
    }
}
