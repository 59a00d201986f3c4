//! Finding values in compact, checked JSON text.

use super::string::unquoted;

/// The end of the value that starts at the beginning of compact, checked JSON text; the text's end if it is cut short.
fn value_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' => (depth, at) = (depth + 1, at + 1),
            b'}' | b']' | b',' | b':' if depth == 0 => return at,
            b'}' | b']' => (depth, at) = (depth - 1, at + 1),
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// The offset behind the string that starts at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The members of a compact object as (key without quotes, value); nothing for any other value.
pub(crate) fn members(object: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = object.strip_prefix('{').unwrap_or_default();
    std::iter::from_fn(move || {
        rest = rest.strip_prefix(',').unwrap_or(rest);
        if !rest.starts_with('"') {
            return None;
        }
        let (key, after) = rest.split_at(string_end(rest.as_bytes(), 0));
        let after = after.strip_prefix(':')?;
        let (value, after) = after.split_at(value_end(after));
        rest = after;
        Some((key.get(1..key.len() - 1)?, value))
    })
}

/// The elements of a compact array; nothing for any other value.
pub(crate) fn elements(array: &str) -> impl Iterator<Item = &str> {
    let mut rest = array.strip_prefix('[').unwrap_or_default();
    std::iter::from_fn(move || {
        rest = rest.strip_prefix(',').unwrap_or(rest);
        if rest.is_empty() || rest.starts_with(']') {
            return None;
        }
        let (value, after) = rest.split_at(value_end(rest));
        rest = after;
        Some(value)
    })
}

/// The member of a compact object with this name. Of members that repeat a name the last one counts.
pub(crate) fn member<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    let same = |key: &str| {
        if key.contains('\\') { unquoted(key).as_deref() == Some(name) } else { key == name }
    };
    members(object).filter(|(key, _)| same(key)).last().map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_members_and_elements() {
        let event = r#"{"a":1,"b\u002dc":{"x":[1,{"y":"}]"},[]],"a":"in"},"s":"q\"{","a":2}"#;
        assert_eq!(member(event, "a"), Some("2"));
        assert_eq!(member(event, "b-c"), Some(r#"{"x":[1,{"y":"}]"},[]],"a":"in"}"#));
        assert_eq!(member(event, "s"), Some(r#""q\"{""#));
        assert_eq!(member(event, "x"), None);
        assert_eq!(member("[1]", "a"), None);
        let array = member(member(event, "b-c").expect("there"), "x").expect("there");
        assert_eq!(elements(array).collect::<Vec<_>>(), ["1", r#"{"y":"}]"}"#, "[]"]);
        assert_eq!(elements("[]").count(), 0);
        assert_eq!(elements("{}").count(), 0);
    }
}
