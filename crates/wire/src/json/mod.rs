//! JSON: the reader and writer of awsJson 1.0 and 1.1.

mod number;
mod reader;
mod scan;
mod text;
mod writer;

pub use reader::JsonReader;
pub(crate) use text::escape_into;
pub use writer::JsonWriter;
