//! The reader of segments, for a fuzzer.

use std::io;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::frame::{BLOCK, HEADER, Header, Link, frame_room, put};
use super::group::checked_batches;
use super::segment;
use super::source::Source;
use crate::disk::SimDisk;

/// Reads foreign bytes as a segment and answers how many groups it holds. Must never panic.
///
/// Checksums, which a fuzzer can't guess, are put right first, so that the rest of the reader sees the bytes too.
#[doc(hidden)]
pub fn fuzz_read(bytes: &[u8]) -> usize {
    let key = segment::key(0, 1);
    let mut bytes = bytes.to_vec();
    reseal_segment(&mut bytes, key);
    let disk = SimDisk::new(0);
    disk.overwrite("segment", bytes);
    let file = disk.attach().open("segment");
    file.and_then(Source::new).and_then(|source| groups(source, key)).unwrap_or_default()
}

fn groups(mut source: Source, key: u64) -> io::Result<usize> {
    let mut link = segment::read_header(source.bytes(0, BLOCK)?, 1, key).unwrap_or(Link::START);
    let mut offset = BLOCK as u64;
    let mut groups = 0;
    while let Ok(frame) = source.frame(offset, link, key)? {
        let header = frame.header;
        let batches = checked_batches(header.link.first, header.commits, frame.body);
        let (Some(batches), Some(next)) = (batches, header.next()) else { break };
        assert_eq!(batches.count(), header.commits as usize, "a group holds as many commits as it says");
        groups += 1;
        offset += frame.room;
        link = next;
    }
    let later = source.later_group(offset, link.number, key)?;
    assert!(later.is_none_or(|later| later > offset), "a later group is later");
    Ok(groups)
}

/// Puts the checksums right where this looks like a segment with frames, and chains them.
fn reseal_segment(bytes: &mut [u8], key: u64) {
    if bytes.starts_with(b"TWJO") {
        reseal(bytes, 40, key);
    }
    let mut offset = BLOCK;
    let mut previous = 0_u64;
    while let Some(frame) = bytes.get_mut(offset..).filter(|frame| frame.len() >= HEADER) {
        let length = frame.get(24..).and_then(|bytes| bytes.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four));
        let length = usize::try_from(length).unwrap_or(0).min(frame.len() - HEADER);
        let body = frame.get(HEADER..HEADER + length).map_or(0, |body| xxh3_64_with_seed(body, key));
        put(frame, 32, &previous.to_le_bytes());
        put(frame, 40, &body.to_le_bytes());
        reseal(frame, 48, key);
        let Some(header) = Header::read(frame, key) else { break };
        previous = header.checksum;
        offset += usize::try_from(frame_room(length)).unwrap_or(BLOCK);
    }
}

/// Puts the checksum that follows `checked` bytes right.
fn reseal(bytes: &mut [u8], checked: usize, key: u64) {
    if let Some(checksum) = bytes.get(..checked).map(|bytes| xxh3_64_with_seed(bytes, key)) {
        put(bytes, checked, &checksum.to_le_bytes());
    }
}
