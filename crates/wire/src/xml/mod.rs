//! XML: the answers of awsQuery, and the bodies of restXml both ways.

mod escape;
mod reader;
mod tree;
mod writer;

pub(crate) use self::escape::{escape_into, escape_s3_into};
pub use self::reader::XmlReader;
pub use self::writer::XmlWriter;

/// What a body begins with.
pub(crate) const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
