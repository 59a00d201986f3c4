//! The push side of a codec.

use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::{Document, Member, Stream};

/// Something shapes are written to. Writing can't fail.
///
/// Every value is preceded by what it is for: `member_start` in a structure, `item_start` in a list, `entry_start` in a
/// map, each with its matching end.
pub trait Writer {
    /// Opens a structure.
    fn structure_start(&mut self);
    /// Closes a structure.
    fn structure_end(&mut self);
    /// Announces a member of the open structure.
    fn member_start(&mut self, member: &'static Member);
    /// Ends the member.
    fn member_end(&mut self, member: &'static Member);
    /// Opens a list of this many elements.
    fn list_start(&mut self, member: &'static Member, len: usize);
    /// Announces an element.
    fn item_start(&mut self, member: &'static Member);
    /// Ends the element.
    fn item_end(&mut self, member: &'static Member);
    /// Closes a list.
    fn list_end(&mut self, member: &'static Member);
    /// Opens a map of this many entries.
    fn map_start(&mut self, member: &'static Member, len: usize);
    /// Announces an entry.
    fn entry_start(&mut self, member: &'static Member, key: &str);
    /// Ends the entry.
    fn entry_end(&mut self, member: &'static Member);
    /// Closes a map.
    fn map_end(&mut self, member: &'static Member);
    /// Writes text.
    fn string(&mut self, value: &str, member: &'static Member);
    /// Writes a number.
    fn long(&mut self, value: i64, member: &'static Member);
    /// Writes a floating-point number.
    fn double(&mut self, value: f64, member: &'static Member);
    /// Writes true or false.
    fn boolean(&mut self, value: bool, member: &'static Member);
    /// Writes bytes.
    fn blob(&mut self, value: &Bytes, member: &'static Member);
    /// Writes a point in time.
    fn timestamp(&mut self, value: Timestamp, member: &'static Member);
    /// Writes a stream. Only documents and the bodies of REST answers can hold one; elsewhere it is `null`.
    fn stream(&mut self, value: &Stream, member: &'static Member) {
        let _ = (value, member);
        self.document(&Document::Null);
    }
    /// Writes any value.
    fn document(&mut self, value: &Document);
}
