//! The pull side of a codec.

use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::{Document, Malformed, Member, Notes, Shape, Stream};

/// Something shapes are read from. A shape asks for what it is; the reader answers or refuses.
///
/// Structures, lists and maps are bracketed: `structure_start`, then `next_member` until it answers `None`, which also
/// closes the structure; the same for lists and maps. Between two calls of `next_*` exactly one value is read (or
/// skipped). Members that the shape does not know are skipped, as AWS does; null members count as absent.
pub trait Reader {
    /// Opens a structure.
    fn structure_start(&mut self) -> Result<(), Malformed>;
    /// The place in `S::MEMBERS` of the next known member, or `None` at the structure's end.
    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed>;
    /// Opens a list.
    fn list_start(&mut self, member: &'static Member) -> Result<(), Malformed>;
    /// Whether another element follows.
    fn next_item(&mut self, member: &'static Member) -> Result<bool, Malformed>;
    /// Opens a map.
    fn map_start(&mut self, member: &'static Member) -> Result<(), Malformed>;
    /// The next key, or `None` at the map's end.
    fn next_entry(&mut self, member: &'static Member) -> Result<Option<String>, Malformed>;
    /// Consumes a null, if one is next.
    fn null(&mut self) -> Result<bool, Malformed>;
    /// Reads text.
    fn string(&mut self, member: &'static Member) -> Result<String, Malformed>;
    /// Reads a 32-bit number.
    fn integer(&mut self, member: &'static Member) -> Result<i32, Malformed>;
    /// Reads a 64-bit number.
    fn long(&mut self, member: &'static Member) -> Result<i64, Malformed>;
    /// Reads a floating-point number.
    fn double(&mut self, member: &'static Member) -> Result<f64, Malformed>;
    /// Reads true or false.
    fn boolean(&mut self, member: &'static Member) -> Result<bool, Malformed>;
    /// Reads bytes.
    fn blob(&mut self, member: &'static Member) -> Result<Bytes, Malformed>;
    /// Reads a point in time.
    fn timestamp(&mut self, member: &'static Member) -> Result<Timestamp, Malformed>;
    /// Reads a stream: bytes, unless the reader knows of streams.
    fn stream(&mut self, member: &'static Member) -> Result<Stream, Malformed> {
        self.blob(member).map(Stream::once)
    }
    /// Reads whatever comes.
    fn document(&mut self) -> Result<Document, Malformed>;
    /// Skips whatever comes.
    fn skip(&mut self) -> Result<(), Malformed>;
    /// What this reader noticed so far.
    fn notes(&mut self) -> &mut Notes;
}
