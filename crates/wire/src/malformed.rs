//! Input that can't be read at all: AWS's `SerializationException` and its texts.

use std::fmt;

/// Why bytes are not the shape they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// A value of one kind where another was expected.
    Unexpected {
        /// What was there.
        found: Token,
        /// What should have been.
        wanted: Wanted,
    },
    /// A number that its type can't hold.
    OutOfRange(Wanted),
    /// Text that is not base64 where a blob was expected.
    Base64,
    /// Text that is not a timestamp where one was expected.
    Timestamp,
    /// Not JSON (or not a form), at this byte.
    Syntax(usize),
    /// Nothing at all, or an end too early.
    Truncated,
    /// Not UTF-8, at this byte.
    Utf8(usize),
    /// Nested more deeply than [`crate::MAX_DEPTH`].
    Depth,
    /// XML that is well-formed and not what the shape's schema says: an element that its place does not have, one that
    /// stands twice, text where elements should be.
    Schema,
    /// XML that declares a document type or names an entity of its own. Neither is ever looked at.
    Entity,
    /// A form with more parameters, or XML with more elements, than this reader takes.
    TooManyParameters,
}

/// What stood in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// `"..."`
    String,
    /// `1`
    Integer,
    /// `1.5`
    Float,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
    /// `[`
    List,
    /// `{`
    Structure,
}

/// What the shape wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Text.
    String,
    /// A 32-bit number.
    Integer,
    /// A 64-bit number.
    Long,
    /// A floating-point number.
    Double,
    /// True or false.
    Boolean,
    /// Bytes.
    Blob,
    /// A point in time.
    Timestamp,
    /// A list.
    List,
    /// A map.
    Map,
    /// A structure.
    Structure,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unexpected { found, wanted } => unexpected(*found, *wanted, f),
            Self::OutOfRange(Wanted::Integer) => f.write_str("Number is out of range of int"),
            Self::OutOfRange(Wanted::Double) => f.write_str("Number is out of range of double"),
            Self::OutOfRange(_) => f.write_str("Number is out of range of long"),
            Self::Base64 => f.write_str("Failed to decode base64 blob"),
            Self::Timestamp => f.write_str("Unable to parse date"),
            Self::Syntax(_) | Self::Truncated | Self::Utf8(_) => f.write_str("Unable to parse the request body"),
            Self::Schema => f.write_str("The XML does not fit its schema"),
            Self::Entity => f.write_str("Document types and entities are not accepted"),
            Self::Depth => f.write_str("The request is nested too deeply"),
            Self::TooManyParameters => f.write_str("The request has too many parameters"),
        }
    }
}

impl std::error::Error for Malformed {}

fn unexpected(found: Token, wanted: Wanted, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (found, wanted) {
        (Token::Structure, _) => f.write_str("Start of structure or map found where not expected."),
        (Token::List, _) => f.write_str("Start of list found where not expected"),
        (_, Wanted::Structure | Wanted::Map) => f.write_str("Expected null"),
        (_, Wanted::List) => f.write_str("Expected list or null"),
        (_, Wanted::Timestamp) => write!(f, "{} can not be converted to a Timestamp", found.token()),
        _ => write!(f, "{} can not be converted to {}", found.token(), wanted.phrase()),
    }
}

impl Token {
    /// The token's name as AWS's parser prints it.
    fn token(self) -> &'static str {
        match self {
            Self::String => "STRING_VALUE",
            Self::Integer => "NUMBER_VALUE",
            Self::Float => "DECIMAL_VALUE",
            Self::True => "TRUE_VALUE",
            Self::False => "FALSE_VALUE",
            Self::Null => "NULL_VALUE",
            Self::List => "START_ARRAY",
            Self::Structure => "START_OBJECT",
        }
    }
}

impl Wanted {
    fn phrase(self) -> &'static str {
        match self {
            Self::String => "a String",
            Self::Integer => "an Integer",
            Self::Long => "a Long",
            Self::Double => "a Double",
            Self::Boolean => "a Boolean",
            Self::Blob => "a Blob",
            Self::Timestamp => "a Timestamp",
            Self::List => "a List",
            Self::Map => "a Map",
            Self::Structure => "a Structure",
        }
    }
}
