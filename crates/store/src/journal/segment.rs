//! A segment file: a header block, then frames.
//!
//! ```text
//!  0  magic "TWJOURN1"
//!  8  index          u64   of the segment, also in its file name
//! 16  number         u64   of the first group that belongs into it
//! 24  first          u64   position of that group's first commit
//! 32  previous       u64   header checksum of the group before that
//! 40  checksum       u64   XXH3 of bytes 0..40, keyed with the segment
//! 4096 frames
//! ```

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::frame::{BLOCK, HEADER, Header, Link, frame_room, put, u64_at};
use crate::position::Position;

/// Where the journal's files are.
pub(super) const DIR: &str = "journal";

const MAGIC: [u8; 8] = *b"TWJOURN1";
const CHECKED: usize = 40;
const SEGMENT_HEADER: usize = 48;
const SUFFIX: &str = ".seg";
const SPARE: &str = "spare-";

/// The name of the segment with this index.
pub(super) fn file_name(index: u64) -> String {
    format!("{DIR}/{index:016}{SUFFIX}")
}

/// The name under which a segment that is no longer needed waits to be used again.
pub(super) fn spare_name(index: u64) -> String {
    format!("{DIR}/{SPARE}{index:016}{SUFFIX}")
}

/// The name under which a new segment is prepared.
pub(super) const NEW: &str = "journal/new.tmp";

/// What a file in the journal's directory is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A segment with this index.
    Segment(u64),
    /// A spare that once was the segment with this index.
    Spare(u64),
    /// None of ours, or one that is being prepared.
    Other,
}

/// Tells a segment from a spare and from anything else.
pub(super) fn kind(name: &str) -> Kind {
    let digits = |text: &str| -> Option<u64> {
        let digits = text.strip_suffix(SUFFIX)?;
        (digits.len() >= 16 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
    };
    match name.strip_prefix(SPARE) {
        Some(rest) => digits(rest).map_or(Kind::Other, Kind::Spare),
        None => digits(name).map_or(Kind::Other, Kind::Segment),
    }
}

/// The key of a segment's checksums: the directory's random number mixed with the segment's index.
pub(super) fn key(salt: u64, index: u64) -> u64 {
    xxh3_64_with_seed(&index.to_le_bytes(), salt)
}

/// The first block of a segment.
pub(super) fn header_block(index: u64, link: Link, key: u64) -> Vec<u8> {
    let mut block = vec![0; BLOCK];
    put(&mut block, 0, &MAGIC);
    put(&mut block, 8, &index.to_le_bytes());
    put(&mut block, 16, &link.number.to_le_bytes());
    put(&mut block, 24, &link.first.get().to_le_bytes());
    put(&mut block, 32, &link.previous.to_le_bytes());
    let checksum = xxh3_64_with_seed(block.get(..CHECKED).unwrap_or_default(), key);
    put(&mut block, CHECKED, &checksum.to_le_bytes());
    block
}

/// Reads a segment's header: the link of its first group. `None` when it is not the header of this segment.
pub(super) fn read_header(bytes: &[u8], index: u64, key: u64) -> Option<Link> {
    let header: &[u8; SEGMENT_HEADER] = bytes.first_chunk()?;
    let whole = header.starts_with(&MAGIC)
        && u64_at(header, 8) == index
        && u64_at(header, CHECKED) == xxh3_64_with_seed(header.get(..CHECKED)?, key);
    whole.then(|| Link {
        number: u64_at(header, 16),
        first: Position::new(u64_at(header, 24)),
        previous: u64_at(header, 32),
    })
}

/// A whole frame in a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) header: Header,
    pub(super) body: &'a [u8],
    /// How far on the next frame starts, in bytes.
    pub(super) room: u64,
}

/// Why no frame was taken from a place in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Nothing, or a part of a group, or a damaged one: the end of the journal, if nothing follows.
    Unreadable(&'static str),
    /// A readable group that can't stand here: never the result of an interrupted write.
    Contradiction(&'static str),
}

/// The frame at the start of `bytes`, if it is whole and follows `link`; else why not.
pub(super) fn frame_at(bytes: &[u8], link: Link, key: u64) -> Result<Frame<'_>, Stop> {
    let header = Header::read(bytes, key).ok_or(Stop::Unreadable("no group starts here"))?;
    if header.link != link {
        return Err(Stop::Contradiction("the group here does not follow the one before it"));
    }
    let length = usize::try_from(header.body_length).map_err(|_| Stop::Unreadable("the group is too long"))?;
    let body = bytes.get(HEADER..).and_then(|rest| rest.get(..length));
    let body = body.ok_or(Stop::Unreadable("the group is cut short"))?;
    if xxh3_64_with_seed(body, key) != header.body_checksum {
        return Err(Stop::Unreadable("the group's checksum is wrong"));
    }
    Ok(Frame { header, body, room: frame_room(length) })
}
