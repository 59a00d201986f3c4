//! The static member table: what AWS's model says about each member of a shape.

use crate::pattern::Pattern;

/// One member of a structure, or the element of a list, or the key or value of a map.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name in JSON, and in XML and query unless `query` says otherwise.
    pub name: &'static str,
    /// Its name in validation messages: `queueName` for `QueueName`.
    pub path: &'static str,
    /// Its name in awsQuery requests and in XML. An empty one is the text of its structure's element itself in XML:
    /// `<LocationConstraint>eu-west-1</LocationConstraint>`.
    pub query: &'static str,
    /// Whether a list or map is flattened: `Tag.1.Key` instead of `Tag.entry.1.key`.
    pub flat: bool,
    /// Whether the model marks it required.
    pub required: bool,
    /// Whether XML carries it as an attribute of its structure's element: `xsi:type`. It must be text.
    pub attribute: bool,
    /// The namespace that XML declares at its element, with the prefix: `xsi` and
    /// `http://www.w3.org/2001/XMLSchema-instance`. The prefix may be empty.
    pub namespace: Option<(&'static str, &'static str)>,
    /// What a map calls its keys in query and XML.
    pub key: &'static str,
    /// What a map calls its values in query and XML.
    pub value: &'static str,
    /// The elements of a list, or the values of a map.
    pub item: Option<&'static Member>,
    /// The keys of a map.
    pub map_key: Option<&'static Member>,
    /// Where a REST protocol puts it.
    pub location: Location,
    /// Whether it is also a label of the host name.
    pub host_label: bool,
    /// The timestamp format, where the model overrides the protocol's own.
    pub timestamp_format: Option<TimestampFormat>,
    /// What its value must satisfy.
    pub rules: Rules,
    /// Whether its value must not appear in logs and messages.
    pub sensitive: bool,
}

impl Member {
    /// A member without any trait.
    pub const fn new(name: &'static str, path: &'static str) -> Self {
        Self {
            name,
            path,
            query: name,
            flat: false,
            required: false,
            attribute: false,
            namespace: None,
            key: "key",
            value: "value",
            item: None,
            map_key: None,
            location: Location::Body,
            host_label: false,
            timestamp_format: None,
            rules: Rules::NONE,
            sensitive: false,
        }
    }

    /// The element of a list about which the model says nothing.
    pub const ITEM: &'static Member = &Member::new("member", "member");

    /// The key of a map about which the model says nothing.
    pub const KEY: &'static Member = &Member::new("key", "key");

    /// The whole input or output.
    pub const ROOT: &'static Member = &Member::new("", "");

    /// The elements of this list, or the values of this map.
    pub fn item(&self) -> &'static Member {
        self.item.unwrap_or(Self::ITEM)
    }

    /// The keys of this map.
    pub fn map_key(&self) -> &'static Member {
        self.map_key.unwrap_or(Self::KEY)
    }
}

/// Where a REST protocol carries a member. JSON, query and documents carry everything in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// A member of the body.
    Body,
    /// The header with this name.
    Header(&'static str),
    /// Every header with this prefix, as a map.
    Headers(&'static str),
    /// The query parameter with this name.
    Query(&'static str),
    /// Every query parameter that no other member takes, as a map.
    QueryRest,
    /// The label with this name in the URI's path.
    Label(&'static str),
    /// The whole body.
    Payload,
    /// The response's status code.
    StatusCode,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since the epoch, with a fraction: the awsJson default.
    EpochSeconds,
    /// `2026-01-02T03:04:05.678Z`: the awsQuery and restXml default.
    DateTime,
    /// `2026-01-02T03:04:05Z`: what IAM and STS write.
    DateTimeSeconds,
    /// `Fri, 02 Jan 2026 03:04:05 GMT`: the default in headers.
    HttpDate,
}

/// What a value must satisfy.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Fewest characters, bytes (blobs), elements or entries.
    pub min_length: Option<u64>,
    /// Most characters, bytes (blobs), elements or entries.
    pub max_length: Option<u64>,
    /// Smallest number.
    pub min: Option<i64>,
    /// Largest number.
    pub max: Option<i64>,
    /// The pattern that the whole text must match.
    pub pattern: Option<Pattern>,
    /// The values of an enumeration.
    pub one_of: Option<&'static [&'static str]>,
}

impl Rules {
    /// Anything goes.
    pub const NONE: Rules =
        Rules { min_length: None, max_length: None, min: None, max: None, pattern: None, one_of: None };
}
