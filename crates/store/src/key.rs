//! Order-preserving keys.
//!
//! ```text
//! part      bytes                                         order
//! tag       1                                             numeric
//! u64       8, big endian                                 numeric
//! i64       8, big endian, sign bit flipped               numeric
//! str       UTF-8, 00 written as 00 FF, ended by 00 01    bytewise, a prefix before what it is a prefix of
//! bytes     as they are; only as the last part            bytewise
//! ```

use std::ops::{Bound, RangeBounds as _};

use smallvec::SmallVec;

use crate::error::StoreError;

/// Longest key the store takes, in bytes.
pub const MAX_KEY_BYTES: usize = 16 * 1024;

/// A key under construction; keys of up to 40 bytes need no allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(SmallVec<[u8; 40]>);

impl Key {
    /// A key that begins with a one-byte tag, which tells the kinds of rows of a cell apart.
    pub fn tag(tag: u8) -> Key {
        let mut bytes = SmallVec::new();
        bytes.push(tag);
        Key(bytes)
    }

    /// Appends a number; sorts numerically.
    pub fn u64(mut self, number: u64) -> Key {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Appends a signed number; sorts numerically, negative numbers first.
    pub fn i64(mut self, number: i64) -> Key {
        self.0.extend_from_slice(&flip_sign(number).to_be_bytes());
        self
    }

    /// Appends text in a form that another part can follow.
    pub fn str(mut self, text: &str) -> Key {
        for byte in text.bytes() {
            self.0.push(byte);
            if byte == 0 {
                self.0.push(0xff);
            }
        }
        self.0.extend_from_slice(&[0, 1]);
        self
    }

    /// Appends raw bytes. They have no end mark, so this must be the last part.
    pub fn bytes(mut self, bytes: &[u8]) -> Key {
        self.0.extend_from_slice(bytes);
        self
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn flip_sign(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

/// Takes a key apart, in the order in which it was built. A key of another shape gives [`StoreError::Corrupt`].
#[derive(Clone, Debug)]
pub struct KeyReader<'a>(&'a [u8]);

impl<'a> KeyReader<'a> {
    /// Starts at the first byte.
    pub fn new(key: &'a [u8]) -> Self {
        KeyReader(key)
    }

    /// Takes the tag.
    pub fn tag(&mut self) -> Result<u8, StoreError> {
        let (tag, rest) = self.0.split_first().ok_or_else(short)?;
        self.0 = rest;
        Ok(*tag)
    }

    /// Takes a number.
    pub fn u64(&mut self) -> Result<u64, StoreError> {
        let (number, rest) = self.0.split_first_chunk::<8>().ok_or_else(short)?;
        self.0 = rest;
        Ok(u64::from_be_bytes(*number))
    }

    /// Takes a signed number.
    pub fn i64(&mut self) -> Result<i64, StoreError> {
        Ok((self.u64()? ^ (1 << 63)).cast_signed())
    }

    /// Takes text.
    pub fn str(&mut self) -> Result<String, StoreError> {
        let mut text = Vec::new();
        loop {
            match self.0 {
                [0, 1, rest @ ..] => {
                    self.0 = rest;
                    break;
                }
                [0, 0xff, rest @ ..] => {
                    text.push(0);
                    self.0 = rest;
                }
                [0, ..] | [] => return Err(short()),
                [byte, rest @ ..] => {
                    text.push(*byte);
                    self.0 = rest;
                }
            }
        }
        String::from_utf8(text).map_err(|_| StoreError::corrupt("a key holds text that is not UTF-8"))
    }

    /// Takes all that is left.
    pub fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn short() -> StoreError {
    StoreError::corrupt("a key is shorter than its shape")
}

/// A key as the layers hold it.
pub(crate) type RowKey = SmallVec<[u8; 24]>;

/// Both ends of a scan.
#[derive(Clone, Debug)]
pub struct KeyBounds {
    pub(crate) from: Bound<RowKey>,
    pub(crate) to: Bound<RowKey>,
}

impl KeyBounds {
    /// A tree's range panics when its start lies beyond its end; such a scan simply sees nothing.
    pub(crate) fn is_empty(&self) -> bool {
        match (&self.from, &self.to) {
            (Bound::Included(from), Bound::Included(to)) => from > to,
            (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => from >= to,
            (Bound::Unbounded, Bound::Excluded(to)) => to.is_empty(),
            _ => false,
        }
    }
}

/// What a scan accepts: `from..to` and the other ranges over anything that is bytes, or [`prefix`].
pub trait KeyRange {
    /// Both ends, copied.
    fn into_bounds(self) -> KeyBounds;
}

/// All keys that begin with `prefix`.
pub fn prefix(prefix: impl AsRef<[u8]>) -> Prefix {
    let from = RowKey::from_slice(prefix.as_ref());
    let mut end = from.clone();
    while end.last() == Some(&0xff) {
        end.pop();
    }
    let to = match end.last_mut() {
        Some(last) => {
            *last += 1;
            Bound::Excluded(end)
        }
        None => Bound::Unbounded,
    };
    Prefix(KeyBounds { from: Bound::Included(from), to })
}

/// The range made by [`prefix`].
#[derive(Clone, Debug)]
pub struct Prefix(KeyBounds);

impl KeyRange for Prefix {
    fn into_bounds(self) -> KeyBounds {
        self.0
    }
}

impl KeyRange for KeyBounds {
    fn into_bounds(self) -> KeyBounds {
        self
    }
}

impl KeyRange for std::ops::RangeFull {
    fn into_bounds(self) -> KeyBounds {
        KeyBounds { from: Bound::Unbounded, to: Bound::Unbounded }
    }
}

macro_rules! ranges {
    ($($range:ty),*) => {$(
        impl<K: AsRef<[u8]>> KeyRange for $range {
            fn into_bounds(self) -> KeyBounds {
                KeyBounds { from: owned(self.start_bound()), to: owned(self.end_bound()) }
            }
        }
    )*};
}

ranges!(
    std::ops::Range<K>,
    std::ops::RangeFrom<K>,
    std::ops::RangeTo<K>,
    std::ops::RangeInclusive<K>,
    std::ops::RangeToInclusive<K>,
    (Bound<K>, Bound<K>)
);

fn owned<K: AsRef<[u8]>>(bound: Bound<&K>) -> Bound<RowKey> {
    bound.map(|key| RowKey::from_slice(key.as_ref()))
}
