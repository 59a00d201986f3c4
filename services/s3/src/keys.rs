//! The names of cells and the keys of their rows.
//!
//! ```text
//! cell          key                                value
//! s3/b/NAME     01                                 the bucket's record
//!               02 kind                            a configuration document
//!               03                                 sequence numbers from this one on were never given
//!               10 key                             the object's current version (or delete marker)
//!               11 key, 2^64-1 - sequence          an older version; the newest first
//!               12 key                             the sequence of the null version, where it is an older one
//!               20 key, sequence                   an upload that is under way
//!               21 sequence, part number           a part of it
//!    (bodies)   30 sequence                        a small body, or the list of the parts of an object
//! s3/names      01 account, name                   the list of buckets
//! ```

use tradewind_store::Key;

/// The cell that lists all buckets.
pub(crate) const NAMES: &str = "s3/names";

/// Brings the list of buckets up to date; payload: the name.
pub(crate) const LIST: &str = "s3/list";
/// Delivers a notification.
pub(crate) const NOTIFY: &str = "s3/notify";
/// Does what a bucket's lifecycle rules say.
pub(crate) const LIFECYCLE: &str = "s3/lifecycle";

/// Makes the restored copy of an archived object available, and takes it away.
pub(crate) const RESTORE: &str = "s3/restore";

pub(crate) const OBJECT: u8 = 0x10;
pub(crate) const OLDER: u8 = 0x11;
pub(crate) const UPLOAD: u8 = 0x20;
pub(crate) const CONFIG: u8 = 2;

/// The name of a bucket's cell. A bucket's name is unique on the whole server.
pub(crate) fn bucket_cell(name: &str) -> String {
    ["s3/b/", name].concat()
}

/// The bucket's record.
pub(crate) fn record() -> Key {
    Key::tag(1)
}

/// A configuration document.
pub(crate) fn config(kind: &str) -> Key {
    Key::tag(CONFIG).str(kind)
}

/// The reservation of sequence numbers.
pub(crate) fn sequence() -> Key {
    Key::tag(3)
}

/// A bucket in the list.
pub(crate) fn listed(account: &str, name: &str) -> Key {
    Key::tag(1).str(account).str(name)
}

/// Deletes blobs that no row names any more; payload: their ids, 16 bytes each.
pub(crate) const FORGET: &str = "s3/forget";

pub(crate) const PART: u8 = 0x21;

/// The current version of an object.
pub(crate) fn object(key: &str) -> Key {
    Key::tag(OBJECT).str(key)
}

/// An older version of an object.
pub(crate) fn older(key: &str, sequence: u64) -> Key {
    all_older(key).u64(u64::MAX - sequence)
}

/// What the keys of all older versions of an object begin with.
pub(crate) fn all_older(key: &str) -> Key {
    Key::tag(OLDER).str(key)
}

/// Which older version is the null version.
pub(crate) fn null(key: &str) -> Key {
    Key::tag(0x12).str(key)
}

/// An upload that is under way.
pub(crate) fn upload(key: &str, sequence: u64) -> Key {
    Key::tag(UPLOAD).str(key).u64(sequence)
}

/// A part of an upload.
pub(crate) fn part(upload: u64, number: u32) -> Key {
    parts(upload).u64(u64::from(number))
}

/// What the keys of all parts of an upload begin with.
pub(crate) fn parts(upload: u64) -> Key {
    Key::tag(PART).u64(upload)
}

/// A body.
pub(crate) fn body(number: u64) -> Key {
    Key::tag(0x30).u64(number)
}
