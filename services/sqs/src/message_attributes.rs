//! Message attributes: checked when a message is sent, chosen when it is received.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html>

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::api::{MessageAttributeValue, MessageSystemAttributeValue};
use crate::error::SqsError;
use crate::limits::{ATTRIBUTE_NAME_CHARS, MESSAGE_ATTRIBUTES};
use crate::md5::{AttributesDigest, Sum};
use crate::message::{ALLOWED_CHARACTERS, Attribute, forbidden_character};

/// Which of the two kinds AWS's texts name.
#[derive(Clone, Copy)]
enum Kind {
    User,
    System,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::User => "user",
            Kind::System => "system",
        }
    }
}

/// The parts of a value, from either kind.
struct Given<'a> {
    data_type: Option<&'a str>,
    text: Option<&'a str>,
    bytes: Option<&'a Bytes>,
    lists: bool,
}

/// Reads and checks the attributes a sender gives, in the order of their names.
pub(crate) fn read(given: Option<&BTreeMap<String, MessageAttributeValue>>) -> Result<Vec<Attribute<'_>>, SqsError> {
    let Some(given) = given else { return Ok(Vec::new()) };
    if given.len() > MESSAGE_ATTRIBUTES {
        return Err(refuse(format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{MESSAGE_ATTRIBUTES}].",
            given.len()
        )));
    }
    given
        .iter()
        .map(|(name, value)| {
            check_name(name)?;
            let given = Given {
                data_type: value.data_type.as_deref(),
                text: value.string_value.as_deref(),
                bytes: value.binary_value.as_ref(),
                lists: lists(value.string_list_values.as_ref(), value.binary_list_values.as_ref()),
            };
            check_value(Kind::User, name, &given)
        })
        .collect()
}

/// Reads and checks the system attributes a sender gives: there is one, `AWSTraceHeader`.
pub(crate) fn read_system(
    given: Option<&BTreeMap<String, MessageSystemAttributeValue>>,
) -> Result<Option<Attribute<'_>>, SqsError> {
    let Some(given) = given else { return Ok(None) };
    let mut trace = None;
    for (name, value) in given {
        if name != "AWSTraceHeader" {
            return Err(refuse(format!(
                "Message system attribute name '{name}' is invalid. Only the following attributes are supported: [AWSTraceHeader]."
            )));
        }
        let parts = Given {
            data_type: value.data_type.as_deref(),
            text: value.string_value.as_deref(),
            bytes: value.binary_value.as_ref(),
            lists: lists(value.string_list_values.as_ref(), value.binary_list_values.as_ref()),
        };
        let attribute = check_value(Kind::System, name, &parts)?;
        if attribute.data_type != "String" {
            return Err(refuse(format!(
                "The type of message (system) attribute '{name}' is invalid. You must use only the following supported type: String."
            )));
        }
        trace = Some(attribute);
    }
    Ok(trace)
}

fn lists(texts: Option<&Vec<String>>, bytes: Option<&Vec<Bytes>>) -> bool {
    texts.is_some_and(|list| !list.is_empty()) || bytes.is_some_and(|list| !list.is_empty())
}

fn check_name(name: &str) -> Result<(), SqsError> {
    if name.is_empty() {
        return Err(refuse("The request must contain non-empty message attribute name.".to_owned()));
    }
    if name.len() > ATTRIBUTE_NAME_CHARS {
        return Err(refuse("Length of message attribute name must be less than 256 bytes.".to_owned()));
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if !name.bytes().all(plain) {
        return Err(refuse(
            "Message (user) attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) only."
                .to_owned(),
        ));
    }
    if name.starts_with('.') || name.ends_with('.') || name.contains("..") {
        return Err(refuse("You can't use message attribute names beginning or ending with a period, or containing successive periods.".to_owned()));
    }
    let reserved = |prefix: &str| name.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix));
    if reserved("aws.") || reserved("amazon.") {
        return Err(refuse("You can't use message attribute names beginning with 'AWS.' or 'Amazon.' because these strings are reserved for internal use.".to_owned()));
    }
    Ok(())
}

fn check_value<'a>(kind: Kind, name: &'a str, given: &Given<'a>) -> Result<Attribute<'a>, SqsError> {
    let word = kind.word();
    let Some(data_type) = given.data_type.filter(|data_type| !data_type.is_empty()) else {
        return Err(refuse(format!("The message attribute '{name}' must contain non-empty message attribute type.")));
    };
    if data_type.len() > ATTRIBUTE_NAME_CHARS {
        return Err(refuse("Length of message attribute type must be less than 256 bytes.".to_owned()));
    }
    let base = data_type.split('.').next().unwrap_or(data_type);
    if !matches!(base, "String" | "Number" | "Binary") || forbidden_character(data_type).is_some() {
        return Err(refuse(format!(
            "The type of message ({word}) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String."
        )));
    }
    if given.lists {
        return Err(refuse(format!("Message ({word}) attribute '{name}' has a list value, which is not supported.")));
    }
    let binary = base == "Binary";
    let value = if binary { given.bytes.map(|bytes| bytes.as_ref()) } else { given.text.map(str::as_bytes) };
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Err(refuse(format!(
            "Message ({word}) attribute '{name}' must contain a non-empty value of type '{base}'."
        )));
    };
    let other = if binary {
        given.text.is_some_and(|text| !text.is_empty())
    } else {
        given.bytes.is_some_and(|bytes| !bytes.is_empty())
    };
    if other {
        return Err(refuse(format!(
            "Message ({word}) attribute '{name}' has type '{base}' but must contain one value only."
        )));
    }
    if let Some(text) = given.text.filter(|_| !binary) {
        check_text(word, name, base, text)?;
    }
    Ok(Attribute { name, data_type, binary, value })
}

fn check_text(word: &str, name: &str, base: &str, text: &str) -> Result<(), SqsError> {
    if let Some(character) = forbidden_character(text) {
        return Err(refuse(format!(
            "Invalid binary character '{character}' was found in the message ({word}) attribute '{name}' value, {ALLOWED_CHARACTERS}"
        )));
    }
    // Up to 38 digits of precision between 10^-128 and 10^+126; what matters here is that it is a number at all.
    let number = || text.trim().parse::<f64>().is_ok_and(f64::is_finite);
    if base == "Number" && !number() {
        return Err(refuse(format!("Can't cast the value of message ({word}) attribute '{name}' to a number.")));
    }
    Ok(())
}

fn refuse(text: String) -> SqsError {
    SqsError::InvalidParameter(text.into())
}

/// The bytes that attributes add to a message's size.
pub(crate) fn size(attributes: &[Attribute<'_>]) -> usize {
    attributes.iter().map(|attribute| attribute.name.len() + attribute.data_type.len() + attribute.value.len()).sum()
}

/// The digest of attributes; none of no attributes.
pub(crate) fn digest<'a>(attributes: impl IntoIterator<Item = &'a Attribute<'a>>) -> Option<Sum> {
    let mut attributes = attributes.into_iter().peekable();
    attributes.peek()?;
    let mut digest = AttributesDigest::new();
    for attribute in attributes {
        digest.add(attribute.name, attribute.data_type, attribute.binary, attribute.value);
    }
    Some(digest.finish())
}

/// Which message attributes a receiver wants: `All` or `.*`, a name, or a prefix as `bar.*`.
#[derive(Debug)]
pub(crate) struct Wanted<'a>(&'a [String]);

impl<'a> Wanted<'a> {
    pub(crate) fn new(names: Option<&'a Vec<String>>) -> Wanted<'a> {
        Wanted(names.map_or(&[], Vec::as_slice))
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|wanted| {
            wanted == name || wanted == "All" || wanted.strip_suffix(".*").is_some_and(|begin| name.starts_with(begin))
        })
    }

    /// The wanted ones of a message's attributes.
    pub(crate) fn of<'b>(&self, attributes: &'b [Attribute<'b>]) -> Vec<&'b Attribute<'b>> {
        attributes.iter().filter(|attribute| self.has(attribute.name)).collect()
    }
}

/// An attribute as receivers get it.
pub(crate) fn show(attribute: &Attribute<'_>) -> MessageAttributeValue {
    let mut shown = MessageAttributeValue { data_type: Some(attribute.data_type.to_owned()), ..Default::default() };
    if attribute.binary {
        shown.binary_value = Some(Bytes::copy_from_slice(attribute.value));
    } else {
        shown.string_value = Some(String::from_utf8_lossy(attribute.value).into_owned());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::md5::hex;

    #[test]
    fn digests_are_those_clients_compute() {
        // One attribute by hand: name, type, transport type 1, value, each with its length in front.
        let attributes = [Attribute { name: "a", data_type: "String", binary: false, value: b"b" }];
        let bytes = b"\0\0\0\x01a\0\0\0\x06String\x01\0\0\0\x01b";
        assert_eq!(digest(&attributes), Some(crate::md5::of(bytes)));
        assert_eq!(digest(&[]), None);
        assert_eq!(hex(&digest(&attributes).unwrap()).len(), 32);
    }

    #[test]
    fn digests_are_those_of_the_published_examples() {
        // The examples of `aws sqs send-message-batch help` and `aws sqs receive-message help`, which print both ends.
        let text =
            |name, value: &'static str| Attribute { name, data_type: "String", binary: false, value: value.as_bytes() };
        let price = Attribute { name: "PricePerGallon", data_type: "Number", binary: false, value: b"1.99" };
        let report = [
            text("City", "Any City"),
            text("PostalCode", "99065"),
            price,
            text("Region", "WA"),
            text("SellerName", "Example Store"),
        ];
        assert_eq!(hex(&digest(&report).unwrap()), "10809b55e3d9b22c17220b7dbaf283ef");
        let place = [text("City", "Any City"), text("PostalCode", "ABC123")];
        assert_eq!(hex(&digest(&place).unwrap()), "9424c491ff2bbec06ecbc9d226bc3ae7");
        assert_eq!(hex(&digest(&place[1..]).unwrap()), "b8e89563a83b6381835710c1e088e74f");
    }

    #[test]
    fn a_prefix_takes_what_begins_with_it() {
        let attribute = |name| Attribute { name, data_type: "String", binary: false, value: b"v" };
        let all = ["bar", "bar.one", "foo"].map(attribute);
        let names = |wanted: &[&str]| {
            let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
            Wanted::new(Some(&wanted)).of(&all).iter().map(|a| a.name.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&["bar.*"]), ["bar", "bar.one"]);
        assert_eq!(names(&["foo"]), ["foo"]);
        assert_eq!(names(&[".*"]).len(), 3);
        assert_eq!(names(&["All"]).len(), 3);
        assert!(names(&[]).is_empty());
    }
}
