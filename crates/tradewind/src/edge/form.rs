//! Looking into a form (`a=b&c=d`) without taking all of it apart: the service does that.

use std::borrow::Cow;

/// The first value of a field whose name needs no escaping; none when the field is absent or its value is not UTF-8.
pub fn find<'a>(form: &'a [u8], name: &[u8]) -> Option<Cow<'a, str>> {
    let pair = form
        .split(|b| *b == b'&')
        .find(|pair| pair.strip_prefix(name).is_some_and(|rest| rest.first() == Some(&b'=')))?;
    let value = pair.get(name.len() + 1..)?;
    if !value.iter().any(|b| matches!(b, b'%' | b'+')) {
        return std::str::from_utf8(value).ok().map(Cow::Borrowed);
    }
    let spaced: Vec<u8> = value.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    let decoded: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// Two forms as one.
pub fn join(first: &[u8], second: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(first.len() + second.len() + 1);
    joined.extend_from_slice(first);
    if !first.is_empty() && !second.is_empty() {
        joined.push(b'&');
    }
    joined.extend_from_slice(second);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_value_and_decodes_it() {
        let form = b"XAction=no&Action=Send%4Dessage&Version=2012-11-05&Action=other&Text=a+b%2Bc&Bad=%ff&Empty=";
        assert_eq!(find(form, b"Action").as_deref(), Some("SendMessage"));
        assert!(matches!(find(form, b"Version"), Some(Cow::Borrowed("2012-11-05"))));
        assert_eq!(find(form, b"Text").as_deref(), Some("a b+c"));
        assert_eq!(find(form, b"Bad"), None);
        assert_eq!(find(form, b"Empty").as_deref(), Some(""));
        assert_eq!(find(form, b"Absent"), None);
        assert_eq!(find(b"Action", b"Action"), None);
    }

    #[test]
    fn joins_what_is_there() {
        assert_eq!(join(b"a=1", b"b=2"), b"a=1&b=2");
        assert_eq!(join(b"", b"b=2"), b"b=2");
        assert_eq!(join(b"a=1", b""), b"a=1");
    }
}
