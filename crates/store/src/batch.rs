//! The bytes of one commit in the journal.
//!
//! ```text
//! commit  = version (1 byte) section*
//! section = cell id (8 bytes, little endian) length (4 bytes, little endian) operation*
//! put     = 01 | 03  key length (varint) key  value length (varint) value      03: into the bodies
//! delete  = 02 | 04  key length (varint) key                                   04: from the bodies
//! ```
//!
//! The operations say what is, not what changes: applying a commit twice is the same as applying it once.

use crate::error::StoreError;
use crate::overlay::Space;

const VERSION: u8 = 1;
const HEADER: usize = 12;

/// A commit being written.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    bytes: Vec<u8>,
    /// Where the open section's header stands.
    section: usize,
    operations: u64,
}

impl Batch {
    pub(crate) const fn empty() -> Batch {
        Batch { bytes: Vec::new(), section: 0, operations: 0 }
    }

    /// Empties the batch and opens its first section.
    pub(crate) fn start(&mut self) {
        self.bytes.clear();
        self.operations = 0;
        self.bytes.push(VERSION);
        self.open_section();
    }

    fn open_section(&mut self) {
        self.section = self.bytes.len();
        self.bytes.extend_from_slice(&[0; HEADER]);
    }

    /// Whether the open section has operations.
    pub(crate) fn section_is_empty(&self) -> bool {
        self.bytes.len() == self.section + HEADER
    }

    /// Forgets the open section's operations.
    pub(crate) fn clear_section(&mut self) {
        self.bytes.truncate(self.section + HEADER);
    }

    /// Ends the open section as one of `cell` and opens the next. An empty section leaves no trace.
    pub(crate) fn end_section(&mut self, cell: u64) {
        if self.section_is_empty() {
            return;
        }
        let length = u32::try_from(self.bytes.len() - self.section - HEADER).unwrap_or(u32::MAX);
        if let Some(header) = self.bytes.get_mut(self.section..self.section + HEADER) {
            let (id, size) = header.split_at_mut(8);
            id.copy_from_slice(&cell.to_le_bytes());
            size.copy_from_slice(&length.to_le_bytes());
        }
        self.open_section();
    }

    /// The finished commit; empty when nothing was written.
    pub(crate) fn finish(&mut self) -> &[u8] {
        self.bytes.truncate(self.section);
        if self.bytes.len() == 1 { &[] } else { &self.bytes }
    }

    pub(crate) fn put(&mut self, space: Space, key: &[u8], value: &[u8]) {
        self.operations += 1;
        self.bytes.reserve(key.len() + value.len() + 12);
        self.bytes.push(if space == Space::Rows { 1 } else { 3 });
        varint(&mut self.bytes, key.len() as u64);
        self.bytes.extend_from_slice(key);
        varint(&mut self.bytes, value.len() as u64);
        self.bytes.extend_from_slice(value);
    }

    pub(crate) fn delete(&mut self, space: Space, key: &[u8]) {
        self.operations += 1;
        self.bytes.push(if space == Space::Rows { 2 } else { 4 });
        varint(&mut self.bytes, key.len() as u64);
        self.bytes.extend_from_slice(key);
    }

    /// Roughly what the batch's rows take in memory, in bytes.
    pub(crate) fn weight(&self) -> u64 {
        weight(self.bytes.len(), self.operations)
    }

    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}

/// Roughly what a commit of so many bytes and operations takes in memory, in bytes: a row in a layer costs about so much beside
/// its key and value.
pub(crate) fn weight(bytes: usize, operations: u64) -> u64 {
    bytes as u64 + operations * 100
}

/// Appends a number, seven bits a byte, lowest first.
pub(crate) fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number as u8) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number written by [`varint`]; `None` when the bytes end early or the number has more than 64 bits.
pub(crate) fn take_varint(input: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = input.split_first()?;
        *input = rest;
        let bits = u64::from(byte & 0x7f);
        if shift == 63 && bits > 1 {
            return None;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// One operation of a commit. `value` is `None` for a delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operation<'a> {
    pub(crate) cell: u64,
    pub(crate) space: Space,
    pub(crate) key: &'a [u8],
    pub(crate) value: Option<&'a [u8]>,
}

/// Reads a commit's operations one by one and stops at the first that is not well formed.
pub(crate) fn operations(commit: &[u8]) -> Operations<'_> {
    Operations { rest: commit, section: &[], cell: 0, started: false }
}

pub(crate) struct Operations<'a> {
    rest: &'a [u8],
    section: &'a [u8],
    cell: u64,
    started: bool,
}

impl<'a> Iterator for Operations<'a> {
    type Item = Result<Operation<'a>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.started {
            self.started = true;
            match self.rest.split_first() {
                Some((&VERSION, rest)) => self.rest = rest,
                Some((&found, _)) => {
                    self.rest = &[];
                    return Some(Err(StoreError::newer("a commit", u32::from(found), u32::from(VERSION))));
                }
                None => return None,
            }
        }
        if self.section.is_empty() {
            if self.rest.is_empty() {
                return None;
            }
            if self.open_section().is_none() {
                return Some(Err(self.malformed()));
            }
        }
        match self.operation() {
            Some(operation) => Some(Ok(operation)),
            None => Some(Err(self.malformed())),
        }
    }
}

impl<'a> Operations<'a> {
    fn open_section(&mut self) -> Option<()> {
        let (cell, rest) = self.rest.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (section, rest) = rest.split_at_checked(length)?;
        self.cell = u64::from_le_bytes(*cell);
        self.section = section;
        self.rest = rest;
        Some(())
    }

    fn operation(&mut self) -> Option<Operation<'a>> {
        let (kind, rest) = self.section.split_first()?;
        let mut input = rest;
        let space = if matches!(kind, 1 | 2) { Space::Rows } else { Space::Bodies };
        let key = take_bytes(&mut input)?;
        let value = match kind {
            1 | 3 => Some(take_bytes(&mut input)?),
            2 | 4 => None,
            _ => return None,
        };
        self.section = input;
        Some(Operation { cell: self.cell, space, key, value })
    }

    fn malformed(&mut self) -> StoreError {
        self.rest = &[];
        self.section = &[];
        StoreError::corrupt("a commit in the journal is not well formed")
    }
}

fn take_bytes<'a>(input: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_varint(input)?).ok()?;
    let (bytes, rest) = input.split_at_checked(length)?;
    *input = rest;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use tradewind_clock::Random;

    use super::*;

    fn sample() -> Vec<u8> {
        let mut batch = Batch::default();
        batch.start();
        batch.put(Space::Rows, b"key", b"value");
        batch.delete(Space::Bodies, b"");
        batch.end_section(7);
        batch.end_section(8);
        batch.put(Space::Bodies, &[b'k'; 200], &[b'v'; 300]);
        batch.delete(Space::Rows, b"key");
        batch.end_section(u64::MAX);
        batch.finish().to_vec()
    }

    #[test]
    fn a_commit_reads_back() {
        let bytes = sample();
        let read = operations(&bytes).collect::<Result<Vec<_>, _>>().expect("well formed");
        let expected = [
            Operation { cell: 7, space: Space::Rows, key: b"key", value: Some(b"value") },
            Operation { cell: 7, space: Space::Bodies, key: b"", value: None },
            Operation { cell: u64::MAX, space: Space::Bodies, key: &[b'k'; 200], value: Some(&[b'v'; 300]) },
            Operation { cell: u64::MAX, space: Space::Rows, key: b"key", value: None },
        ];
        assert_eq!(read, expected);
        let mut nothing = Batch::default();
        nothing.start();
        nothing.end_section(1);
        assert!(nothing.finish().is_empty());
    }

    #[test]
    fn a_newer_commit_is_refused() {
        let mut bytes = sample();
        bytes[0] = VERSION + 1;
        let first = operations(&bytes).next();
        assert!(matches!(first, Some(Err(StoreError::Newer { found: 2, known: 1, .. }))));
    }

    #[test]
    fn foreign_bytes_end_in_an_error_and_never_in_a_panic() {
        let whole = sample();
        let random = Random::seeded(1);
        let below = |bound: usize| usize::try_from(random.below(bound as u64)).expect("small");
        let mut refused = 0;
        for _ in 0..20_000 {
            let mut bytes = whole.clone();
            for _ in 0..=below(3) {
                let at = below(bytes.len());
                bytes[at] = random.next_u64() as u8;
            }
            bytes.truncate(below(bytes.len() + 1));
            let read: Vec<_> = operations(&bytes).take(1000).collect();
            assert!(read.len() < 1000, "it must end");
            refused += usize::from(read.iter().any(Result::is_err));
        }
        assert!(refused > 10_000, "only {refused} were refused");
    }
}
