//! AWS's wire protocols as codecs over one plain Rust type per API shape.
//!
//! A shape is a struct with `#[derive(Shape)]`. The derive writes a static member table ([`Member`]) and straight-line
//! code that pulls from any [`Reader`] (JSON, form-encoded query, [`Document`]) and pushes to any [`Writer`] (JSON, XML,
//! [`Document`]); there is no tree in between. Validation is central: [`decode`] answers with the [`Violation`]s that
//! AWS's own front would have found, and a service may word them differently.
//!
//! Beside the codecs live what every request needs before a service sees it: [`sigv4`], [`Arn`], and errors
//! ([`ApiError`], [`ErrorDocument`], [`CommonError`]).
//!
//! # Absent
//!
//! rpcv2Cbor has its vocabulary in the member table and is refused by name ([`DecodeError::Unsupported`]) until the first
//! service that needs it. Errors in restXml are S3's; other restXml services wrap theirs. SigV4A is refused by name.

pub mod arn;
pub mod chunked;
mod decode;
mod document;
mod error;
pub mod eventstream;
mod json;
mod malformed;
mod member;
mod notes;
mod numbers;
mod path;
mod pattern;
mod query;
mod reader;
mod response;
mod rest;
mod shape;
pub mod sigv4;
mod stream;
mod timestamp;
pub mod upload;
mod value;
mod violation;
mod writer;
mod xml;

pub use arn::Arn;
pub use decode::{DecodeError, Protocol, decode, from_document, to_document, to_json};
pub use document::{Document, DocumentReader, DocumentWriter};
pub use error::{ApiError, CommonError, ErrorDocument, ErrorShape, Fault};
pub use json::{JsonReader, JsonWriter};
pub use malformed::{Malformed, Token, Wanted};
pub use member::{Location, Member, Rules, TimestampFormat};
pub use notes::Notes;
pub use path::Path;
pub use pattern::{Matcher, Pattern};
pub use query::QueryReader;
pub use reader::Reader;
pub use response::{Response, ServiceWire, encode, host_id, request_id, respond, respond_error};
pub use rest::{Found, Labels, NoRoute, RestAnswer, RestHead, Route, Router, decode_rest, encode_rest, respond_rest};
pub use shape::{Shape, note_if_absent, read_member, required, validate_member, write_member};
pub use stream::{Body, ByteStream, Payload, Stream, Trailers};
pub use tradewind_wire_derive::{Shape, ShapeEnum};
pub use value::{ShowStructure, Value};
pub use violation::{Constraint, Violation, Violations, validation_message};
pub use writer::Writer;
pub use xml::{XmlReader, XmlWriter};

/// The text of a [`Document`]: a plain `String`, so that a body moves from one service to the next without a copy.
pub type Text = String;

/// How deeply a request may nest structures, lists and maps. Deeper input is refused as malformed.
pub const MAX_DEPTH: usize = 128;
