//! The bytes of one group in a segment.
//!
//! ```text
//! frame, starting at a multiple of 4,096 bytes and filled up to the next one; numbers are little endian
//!  0  magic "TWG1"
//!  4  commits        u32
//!  8  number         u64   of the group, from 1, without gaps
//! 16  first          u64   position of the first commit
//! 24  body length    u32   in bytes
//! 28  zero           u32
//! 32  previous       u64   header checksum of the group before; 0 for group 1
//! 40  body checksum  u64   XXH3 of the body, keyed with the segment
//! 48  checksum       u64   XXH3 of bytes 0..48, keyed with the segment
//! 56  body                 length | commit, length | commit, ...
//! ```
//!
//! The checksums are keyed with a number that is random for each data directory and differs for each segment. So what a
//! reused segment file held before is not taken for a group, nor is a message body that looks like one.
//!
//! A frame has its blocks to itself: a write that the machine interrupts can't harm the acknowledged group before it. And a
//! search for later groups needs to look only at the start of each block.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::group::Group;
use crate::position::Position;

/// Frames start at multiples of this many bytes.
pub(super) const BLOCK: usize = 4096;

/// The size of a frame's header, in bytes.
pub(super) const HEADER: usize = 56;

const MAGIC: [u8; 4] = *b"TWG1";
const CHECKED: usize = 48;

/// What the next frame must say about itself to follow the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The number of the group.
    pub(super) number: u64,
    /// The position of its first commit.
    pub(super) first: Position,
    /// The header checksum of the group before.
    pub(super) previous: u64,
}

impl Link {
    /// Before the first group of all.
    pub(super) const START: Link = Link { number: 1, first: Position::new(1), previous: 0 };
}

/// A header whose checksum was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) link: Link,
    pub(super) commits: u32,
    pub(super) body_length: u32,
    pub(super) body_checksum: u64,
    pub(super) checksum: u64,
}

impl Header {
    /// Reads a header from the start of `bytes`. `None` when there is none that this key has written.
    pub(super) fn read(bytes: &[u8], key: u64) -> Option<Header> {
        let header: &[u8; HEADER] = bytes.first_chunk()?;
        if !header.starts_with(&MAGIC) {
            return None;
        }
        let checksum = u64_at(header, 48);
        if xxh3_64_with_seed(header.get(..CHECKED)?, key) != checksum {
            return None;
        }
        Some(Header {
            link: Link {
                number: u64_at(header, 8),
                first: Position::new(u64_at(header, 16)),
                previous: u64_at(header, 32),
            },
            commits: u32_at(header, 4),
            body_length: u32_at(header, 24),
            body_checksum: u64_at(header, 40),
            checksum,
        })
    }

    /// The link of the group after this one. `None` when the numbers run over, which no journal of ours can reach.
    pub(super) fn next(&self) -> Option<Link> {
        Some(Link {
            number: self.link.number.checked_add(1)?,
            first: Position::new(self.link.first.get().checked_add(u64::from(self.commits))?),
            previous: self.checksum,
        })
    }
}

/// Fills in the header of a group and answers its checksum.
pub(super) fn seal(group: &mut Group, link: Link, key: u64) -> Header {
    debug_assert_eq!(group.first(), link.first);
    let commits = group.commits();
    let body_checksum = xxh3_64_with_seed(group.body(), key);
    let body_length = group.bytes() as u32;
    assert!(body_length as usize == group.bytes(), "a group is limited to far less than 4 GiB");
    let mut header = [0; HEADER];
    put(&mut header, 0, &MAGIC);
    put(&mut header, 4, &commits.to_le_bytes());
    put(&mut header, 8, &link.number.to_le_bytes());
    put(&mut header, 16, &link.first.get().to_le_bytes());
    put(&mut header, 24, &body_length.to_le_bytes());
    put(&mut header, 32, &link.previous.to_le_bytes());
    put(&mut header, 40, &body_checksum.to_le_bytes());
    let checksum = xxh3_64_with_seed(header.get(..CHECKED).unwrap_or_default(), key);
    put(&mut header, CHECKED, &checksum.to_le_bytes());
    put(group.frame_mut(), 0, &header);
    Header { link, commits, body_length, body_checksum, checksum }
}

/// The room a frame with a body of so many bytes takes in a segment.
pub(super) fn frame_room(body: usize) -> u64 {
    (HEADER + body).next_multiple_of(BLOCK) as u64
}

/// Copies `bytes` to `offset`; both are constants of the layout or the caller's own buffer.
pub(super) fn put(target: &mut [u8], offset: usize, bytes: &[u8]) {
    if let Some(place) = target.get_mut(offset..offset + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// Eight bytes at `offset`, little endian; 0 where the bytes end before.
pub(super) fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    bytes.get(offset..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    bytes.get(offset..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}
