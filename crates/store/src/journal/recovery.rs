//! Reading a journal back when the store is opened, and telling an interrupted write from damage.
//!
//! Only the last group can be interrupted by a crash, because a group is written when the one before is durable. So an
//! unreadable group is cut off only if nothing shows that it had become durable: no later group in the same segment, no
//! later segment, no checkpoint and no mark beyond it. In every other case the opening is refused, and nothing is changed.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::frame::{BLOCK, HEADER, Link};
use super::group::checked_batches;
use super::mark::Mark;
use super::segment::{self, Frame, Kind, Stop};
use super::segments::{SegmentJournal, SegmentOptions};
use super::source::Source;
use crate::disk::Disk;
use crate::error::{OpenError, StoreError};
use crate::position::Position;

/// What takes each commit that a recovery finds.
pub type Visit<'a> = &'a mut dyn FnMut(Position, &[u8]) -> Result<(), StoreError>;

/// Where a group is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The segment's index.
    pub(super) segment: u64,
    /// Where the frame starts in it, in bytes.
    pub(super) offset: u64,
    /// The frame's length without filling, in bytes.
    pub(super) length: usize,
}

/// What a recovery found out.
#[derive(Debug)]
pub(super) struct Recovered {
    /// The segments that are needed: index and position of the first commit, oldest first. Never empty.
    pub(super) live: Vec<(u64, Position)>,
    /// Segments that a checkpoint has made obsolete.
    pub(super) obsolete: Vec<u64>,
    /// Where in the last segment the next frame goes.
    pub(super) offset: u64,
    /// What the next group must follow.
    pub(super) link: Link,
    /// Where the last group is stored, if there is one after the checkpoint's segment began.
    pub(super) last_frame: Option<Place>,
}

impl Recovered {
    /// The position of the last commit.
    pub(super) fn last(&self) -> Position {
        Position::new(self.link.first.get().saturating_sub(1))
    }
}

/// A journal that has been read and is whole. None of its files has been changed yet.
#[derive(Debug)]
pub struct RecoveredJournal {
    disk: Arc<dyn Disk>,
    salt: u64,
    recovered: Recovered,
}

impl RecoveredJournal {
    /// Reads a journal and hands every commit after `after` (what the last checkpoint holds) to `visit` in order.
    ///
    /// # Errors
    /// As [`SegmentJournal::open`]; nothing has been changed.
    pub fn read(disk: Arc<dyn Disk>, salt: u64, after: Position, visit: Visit<'_>) -> Result<Self, OpenError> {
        let recovered = recover(&*disk, salt, after, visit)?;
        Ok(Self { disk, salt, recovered })
    }

    /// Opens it for appending: makes sure that everything handed out is durable, and tidies the files up.
    ///
    /// # Errors
    /// [`OpenError::Io`]. The last group may have been written once more then.
    pub fn resume(self, options: SegmentOptions) -> Result<SegmentJournal, OpenError> {
        let dir = self.disk.path(segment::DIR);
        let resumed = SegmentJournal::resume(self.disk, self.salt, options, &self.recovered);
        resumed.map_err(|error| OpenError::io(dir, error))
    }
}

/// Reads the journal, hands every commit after `after` to `visit`, and finds where it ends. Changes nothing.
fn recover(disk: &dyn Disk, salt: u64, after: Position, visit: Visit<'_>) -> Result<Recovered, OpenError> {
    let (live, obsolete) = needed_segments(disk, salt, after)?;
    let mut scan = Scan { disk, salt, after, visit, live: &live, link: Link::START, last_frame: None };
    let offset = scan.segments()?;
    let (link, last_frame) = (scan.link, scan.last_frame);
    let live = live.iter().map(|segment| (segment.index, segment.link.first)).collect();
    let recovered = Recovered { live, obsolete, offset, link, last_frame };
    check_floor(disk, salt, after, &recovered)?;
    Ok(recovered)
}

/// A segment that must be read, with what its header says.
struct Needed {
    index: u64,
    link: Link,
}

/// Goes from the newest segment back to the one that holds the first commit after `after`; older ones are obsolete.
fn needed_segments(disk: &dyn Disk, salt: u64, after: Position) -> Result<(Vec<Needed>, Vec<u64>), OpenError> {
    let dir = disk.path(segment::DIR);
    let names = disk.list(segment::DIR).map_err(|error| OpenError::io(&dir, error))?;
    let mut indexes: Vec<u64> = names
        .iter()
        .filter_map(|name| match segment::kind(name) {
            Kind::Segment(index) => Some(index),
            Kind::Spare(_) | Kind::Other => None,
        })
        .collect();
    indexes.sort_unstable();
    let mut needed: Vec<Needed> = Vec::new();
    while let Some(index) = indexes.pop() {
        if let Some(newer) = needed.last().filter(|newer| newer.index != index + 1) {
            let what = format!("segment {} is missing", newer.index - 1);
            return Err(OpenError::corrupt(dir, None, what));
        }
        let link = segment_link(disk, salt, index)?;
        needed.push(Needed { index, link });
        if link.first.get() <= after.get().saturating_add(1) {
            needed.reverse();
            return Ok((needed, indexes));
        }
    }
    let what = match needed.last() {
        None => "it has no segment".to_owned(),
        Some(oldest) => format!(
            "it begins with commit {}, but the last checkpoint ends with commit {after}: a segment is missing",
            oldest.link.first
        ),
    };
    Err(OpenError::corrupt(dir, None, what))
}

fn segment_link(disk: &dyn Disk, salt: u64, index: u64) -> Result<Link, OpenError> {
    let name = segment::file_name(index);
    let read = || {
        let mut block = vec![0; BLOCK];
        let length = disk.open(&name)?.read_at(&mut block, 0)?;
        block.truncate(length);
        Ok(block)
    };
    let block = read().map_err(|error| OpenError::io(disk.path(&name), error))?;
    segment::read_header(&block, index, segment::key(salt, index))
        .ok_or_else(|| OpenError::corrupt(disk.path(&name), 0, "the segment's header is unreadable"))
}

/// The state of a pass over the segments.
struct Scan<'a> {
    disk: &'a dyn Disk,
    salt: u64,
    after: Position,
    visit: Visit<'a>,
    live: &'a [Needed],
    link: Link,
    last_frame: Option<Place>,
}

impl Scan<'_> {
    /// Reads all segments and answers where the last one ends.
    fn segments(&mut self) -> Result<u64, OpenError> {
        let live = self.live;
        let mut source: Option<Source> = None;
        let mut end = BLOCK as u64;
        for (at, needed) in live.iter().enumerate() {
            let path = self.disk.path(&segment::file_name(needed.index));
            let failed = |error| OpenError::io(&path, error);
            let file = self.disk.open(&segment::file_name(needed.index)).map_err(failed)?;
            let source = match &mut source {
                Some(source) => {
                    source.change(file).map_err(failed)?;
                    source
                }
                None => {
                    self.link = needed.link;
                    source.insert(Source::new(file).map_err(failed)?)
                }
            };
            let (offset, stop) = self.segment(source, needed.index, &path)?;
            if let Some(what) = self.damage(source, needed.index, live.get(at + 1), offset, stop).map_err(failed)? {
                return Err(OpenError::corrupt(path, offset, what));
            }
            end = offset;
        }
        Ok(end)
    }

    /// Reads one segment up to the first place where no group can be read: that place, and why.
    fn segment(&mut self, source: &mut Source, index: u64, path: &Path) -> Result<(u64, Stop), OpenError> {
        let key = segment::key(self.salt, index);
        let mut offset = BLOCK as u64;
        loop {
            let frame = source.frame(offset, self.link, key).map_err(|error| OpenError::io(path, error))?;
            let frame = match frame {
                Ok(frame) => frame,
                Err(stop) => return Ok((offset, stop)),
            };
            self.frame(&frame).map_err(|error| explain(error, path, offset))?;
            self.last_frame = Some(Place { segment: index, offset, length: HEADER + frame.body.len() });
            offset += frame.room;
        }
    }

    /// What shows that the group which is unreadable at `offset` had become durable, in words; `None`: nothing does.
    fn damage(
        &self,
        source: &mut Source,
        index: u64,
        following: Option<&Needed>,
        offset: u64,
        stop: Stop,
    ) -> io::Result<Option<String>> {
        let number = self.link.number;
        let why = match stop {
            Stop::Contradiction(why) => return Ok(Some(why.to_owned())),
            Stop::Unreadable(why) => why,
        };
        let Some(next) = following else {
            let later = source.later_group(offset, number, segment::key(self.salt, index))?;
            return Ok(
                later.map(|at| format!("group {number} is missing here ({why}), but a later one is at byte {at}"))
            );
        };
        let follows = next.link == self.link;
        Ok((!follows).then(|| format!("group {number} is missing here ({why}), but segment {} follows", next.index)))
    }

    /// Hands on the commits of one group.
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), StoreError> {
        let not_whole = || StoreError::corrupt("the group's commits are not what its header says");
        let next = frame.header.next().ok_or_else(not_whole)?;
        let commits = checked_batches(frame.header.link.first, frame.header.commits, frame.body);
        for (position, commit) in commits.ok_or_else(not_whole)? {
            if position > self.after {
                (self.visit)(position, commit)?;
            }
        }
        self.link = next;
        Ok(())
    }
}

/// A commit that can't be applied, as a reason not to open.
fn explain(error: StoreError, path: &Path, offset: u64) -> OpenError {
    match error {
        StoreError::Newer { found, known, .. } => OpenError::Newer { path: path.to_path_buf(), found, known },
        error => OpenError::corrupt(path, offset, error),
    }
}

/// What a checkpoint or the mark knows to be durable must have been found.
fn check_floor(disk: &dyn Disk, salt: u64, after: Position, recovered: &Recovered) -> Result<(), OpenError> {
    let mark = Mark::open(disk, salt).and_then(|mark| mark.read());
    let mark = mark.map_err(|error| OpenError::io(disk.path(super::mark::NAME), error))?;
    let floor = after.max(mark.unwrap_or(Position::NOTHING));
    if recovered.last() >= floor {
        return Ok(());
    }
    let segment = recovered.live.last().map_or(0, |&(index, _)| index);
    let what = format!(
        "the journal ends here with commit {}, but everything through commit {floor} had become durable",
        recovered.last()
    );
    Err(OpenError::corrupt(disk.path(&segment::file_name(segment)), recovered.offset, what))
}
