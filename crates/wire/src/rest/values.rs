//! Texts from query strings and headers.

use std::borrow::Cow;

use crate::query::decode_text;
use crate::{Malformed, Member, RestHead};

/// Most parameters a query string may have.
const MAX_PARAMETERS: usize = 4096;

/// The name and the value of a query string's parameter, decoded.
pub(super) type Parameter<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The decoded parameters of a query string.
pub(super) fn parameters(query: &str) -> Result<Vec<Parameter<'_>>, Malformed> {
    let mut out = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if out.len() >= MAX_PARAMETERS {
            return Err(Malformed::TooManyParameters);
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        out.push((decode_text(name.as_bytes())?, decode_text(value.as_bytes())?));
    }
    Ok(out)
}

/// The value of a header. Several lines of the same name are one value with commas, as HTTP has it.
pub(super) fn header<'a>(head: &'a RestHead, name: &str) -> Result<Option<Cow<'a, str>>, Malformed> {
    let mut lines = head.headers.get_all(name).into_iter();
    let Some(first) = lines.next() else { return Ok(None) };
    let mut value = Cow::Borrowed(text(first)?);
    for line in lines {
        let whole = value.to_mut();
        whole.push_str(", ");
        whole.push_str(text(line)?);
    }
    Ok(Some(value))
}

/// A header's value as text.
pub(super) fn text(value: &http::HeaderValue) -> Result<&str, Malformed> {
    std::str::from_utf8(value.as_bytes()).map_err(|error| Malformed::Utf8(error.valid_up_to()))
}

/// The headers with this prefix: what follows it, and their values.
pub(super) fn prefixed<'a>(
    head: &'a RestHead,
    prefix: &str,
) -> impl Iterator<Item = Result<(&'a str, Cow<'a, str>), Malformed>> {
    head.headers.keys().filter_map(move |name| {
        let rest = name.as_str().strip_prefix(prefix)?;
        header(head, name.as_str()).map(|value| value.map(|value| (rest, value))).transpose()
    })
}

/// Takes a header's list apart: commas separate, and quotes keep a comma inside an element.
pub(super) fn elements(header: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut element, mut quoted, mut was_quoted) = (String::new(), false, false);
    let mut chars = header.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => element.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if element.trim().is_empty() && !was_quoted => {
                element.clear();
                (quoted, was_quoted) = (true, true);
            }
            ',' if !quoted => finish(&mut out, &mut element, &mut was_quoted),
            _ if was_quoted && !quoted && c.is_ascii_whitespace() => {}
            _ => element.push(c),
        }
    }
    finish(&mut out, &mut element, &mut was_quoted);
    out
}

/// An element without quotes loses the white space around it; an empty one does not count, as HTTP has it.
fn finish(out: &mut Vec<String>, element: &mut String, was_quoted: &mut bool) {
    let text = std::mem::take(element);
    if std::mem::take(was_quoted) {
        out.push(text);
    } else if !text.trim().is_empty() {
        out.push(text.trim().to_owned());
    }
}

/// Appends an element to a header's list, quoted where it could be taken apart wrongly.
pub(super) fn append(list: &mut String, element: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    let plain = !element.is_empty() && element.trim() == element && !element.contains([',', '"']);
    if plain {
        list.push_str(element);
        return;
    }
    list.push('"');
    for c in element.chars() {
        if matches!(c, '"' | '\\') {
            list.push('\\');
        }
        list.push(c);
    }
    list.push('"');
}

/// Whether a member of this shape takes the parameter with this name.
pub(super) fn is_taken(members: &'static [Member], name: &str) -> bool {
    members.iter().any(|member| matches!(member.location, crate::Location::Query(taken) if taken == name))
}
