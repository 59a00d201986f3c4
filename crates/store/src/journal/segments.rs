//! The journal of one machine: segment files on a [`Disk`].

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use super::frame::{self, BLOCK, Link};
use super::group::Group;
use super::mark::Mark;
use super::recovery::{Place, Recovered, RecoveredJournal, Visit};
use super::segment::{self, Kind};
use super::source::Source;
use super::{Journal, JournalError};
use crate::disk::{Disk, DiskFile};
use crate::error::{OpenError, StoreError};
use crate::position::Position;

/// How the segment files are laid out. The defaults follow the measurements in `docs/adr/0001-journal.md`.
#[derive(Clone, Copy, Debug)]
pub struct SegmentOptions {
    /// A segment takes groups until it would grow beyond this many bytes; a larger group gets a segment of its own.
    pub segment_bytes: u64,
    /// In a segment that has not been written before, so many bytes behind a group are filled with zeros along with it.
    /// Syncing a write into blocks that exist costs a third of one that makes the file grow.
    pub ahead_bytes: usize,
    /// So many obsolete segments are kept to be written again; further ones are removed.
    pub spares: usize,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self { segment_bytes: 64 << 20, ahead_bytes: 256 << 10, spares: 2 }
    }
}

/// The segment that groups are written to.
#[derive(Debug)]
struct Current {
    index: u64,
    key: u64,
    file: Arc<dyn DiskFile>,
    /// Where the next frame goes, in bytes.
    offset: u64,
    /// Up to here the file's blocks exist, in bytes.
    ready: u64,
}

/// A journal in segment files.
///
/// Invariants: the live segments have consecutive indexes and the last of them is `current`; a group is written only when
/// the one before is durable; a segment gets its name only when its header is durable.
#[derive(Debug)]
pub struct SegmentJournal {
    disk: Arc<dyn Disk>,
    salt: u64,
    options: SegmentOptions,
    /// Index and position of the first commit, oldest first.
    live: VecDeque<(u64, Position)>,
    /// Indexes that the spare files once had.
    spares: Vec<u64>,
    current: Current,
    /// What the next group must follow.
    link: Link,
    mark: Mark,
    /// Set when a sync failed.
    failed: Option<StoreError>,
}

impl SegmentJournal {
    /// Creates an empty journal in a directory that has none. What an interrupted creation left is replaced.
    ///
    /// # Errors
    /// What the operating system refused.
    pub fn create(disk: &dyn Disk, salt: u64) -> io::Result<()> {
        disk.create_dir(segment::DIR)?;
        for name in disk.list(segment::DIR)? {
            disk.remove(&format!("{}/{name}", segment::DIR))?;
        }
        Mark::create(disk, salt)?;
        let file = disk.create(segment::NEW)?;
        file.write_at(&segment::header_block(1, Link::START, segment::key(salt, 1)), 0)?;
        file.sync_data()?;
        disk.rename(segment::NEW, &segment::file_name(1))?;
        disk.sync_dir(segment::DIR)
    }

    /// Whether the journal's directory holds nothing but what an interrupted [`SegmentJournal::create`] leaves: no commit.
    ///
    /// # Errors
    /// What the operating system refused.
    pub fn is_unused(disk: &dyn Disk) -> io::Result<bool> {
        for name in disk.list(segment::DIR)? {
            if disk.open(&format!("{}/{name}", segment::DIR))?.len()? > BLOCK as u64 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Opens the journal, hands every commit after `after` (what the last checkpoint holds) to `visit` in order, and makes
    /// sure that everything handed out is durable.
    ///
    /// # Errors
    /// [`OpenError::Corrupt`] when something that had become durable is missing or unreadable, or when `visit` refuses a
    /// commit; [`OpenError::Newer`] when `visit` says so; [`OpenError::Io`]. Nothing has been changed then, except perhaps
    /// after [`OpenError::Io`], where the last group may have been written once more.
    pub fn open(
        disk: Arc<dyn Disk>,
        salt: u64,
        options: SegmentOptions,
        after: Position,
        visit: Visit<'_>,
    ) -> Result<Self, OpenError> {
        RecoveredJournal::read(disk, salt, after, visit)?.resume(options)
    }

    /// Goes on where a recovery has ended: rewrites the last group and removes what is not needed.
    pub(super) fn resume(
        disk: Arc<dyn Disk>,
        salt: u64,
        options: SegmentOptions,
        recovered: &Recovered,
    ) -> io::Result<Self> {
        if let Some(place) = recovered.last_frame {
            rewrite(&*disk, place)?;
        }
        disk.sync_dir(segment::DIR)?;
        let index = recovered.live.last().map_or(1, |&(index, _)| index);
        let file = disk.open(&segment::file_name(index))?;
        let ready = file.len()?;
        let current = Current { index, key: segment::key(salt, index), file, offset: recovered.offset, ready };
        let mark = Mark::open(&*disk, salt)?;
        let mut journal = Self {
            disk,
            salt,
            options,
            live: recovered.live.iter().copied().collect(),
            spares: Vec::new(),
            current,
            link: recovered.link,
            mark,
            failed: None,
        };
        journal.tidy(&recovered.obsolete)?;
        Ok(journal)
    }

    /// Removes what an interrupted rotation left and sets obsolete segments aside.
    fn tidy(&mut self, obsolete: &[u64]) -> io::Result<()> {
        for name in self.disk.list(segment::DIR)? {
            if let Kind::Spare(index) = segment::kind(&name) {
                self.spares.push(index);
            }
        }
        remove_if_there(&*self.disk, segment::NEW)?;
        while self.spares.len() > self.options.spares {
            if let Some(index) = self.spares.pop() {
                self.disk.remove(&segment::spare_name(index))?;
            }
        }
        obsolete.iter().try_for_each(|&index| self.set_aside(index))
    }

    /// Keeps an obsolete segment as a spare, or removes it.
    fn set_aside(&mut self, index: u64) -> io::Result<()> {
        let name = segment::file_name(index);
        let length = self.disk.open(&name)?.len()?;
        if self.spares.len() < self.options.spares && length <= self.options.segment_bytes {
            self.disk.rename(&name, &segment::spare_name(index))?;
            self.spares.push(index);
            Ok(())
        } else {
            self.disk.remove(&name)
        }
    }

    /// Makes the next segment the current one.
    fn rotate(&mut self) -> Result<(), JournalError> {
        let index = self.current.index + 1;
        let key = segment::key(self.salt, index);
        let (source, file) = self.next_file().map_err(refused)?;
        file.write_at(&segment::header_block(index, self.link, key), 0).map_err(refused)?;
        file.sync_data().map_err(|error| self.fail(&error))?;
        let ready = file.len().map_err(refused)?;
        self.disk.rename(&source, &segment::file_name(index)).map_err(refused)?;
        self.spares.retain(|&spare| segment::spare_name(spare) != source);
        // From here on the segment has its name: it must be entered even if the sync fails.
        self.live.push_back((index, self.link.first));
        self.current = Current { index, key, file, offset: BLOCK as u64, ready };
        self.disk.sync_dir(segment::DIR).map_err(|error| self.fail(&error))
    }

    /// A file for the next segment, under a name that no recovery reads.
    fn next_file(&self) -> io::Result<(String, Arc<dyn DiskFile>)> {
        if let Some(&index) = self.spares.first() {
            let name = segment::spare_name(index);
            return Ok((name.clone(), self.disk.open(&name)?));
        }
        remove_if_there(&*self.disk, segment::NEW)?;
        Ok((segment::NEW.to_owned(), self.disk.create(segment::NEW)?))
    }

    /// Writes a sealed group and, where the file would grow, zeros behind it.
    fn write(&mut self, group: &mut Group, room: u64) -> io::Result<()> {
        let current = &mut self.current;
        let end = current.offset + room;
        if end > current.ready {
            let limit = self.options.segment_bytes.max(end);
            let ready = (end + self.options.ahead_bytes as u64).min(limit);
            let zeros = vec![0; usize::try_from(ready - end).unwrap_or(0)];
            current.file.write_at(&zeros, end)?;
            current.file.write_at(group.frame_mut(), current.offset)?;
            current.ready = ready;
            return Ok(());
        }
        current.file.write_at(group.frame_mut(), current.offset)
    }

    fn fail(&mut self, error: &io::Error) -> JournalError {
        let failed = StoreError::failed(error);
        self.failed = Some(failed.clone());
        JournalError::Failed(failed)
    }
}

impl Journal for SegmentJournal {
    fn append(&mut self, expected: Position, group: &mut Group) -> Result<(), JournalError> {
        if let Some(failed) = &self.failed {
            return Err(JournalError::Failed(failed.clone()));
        }
        let last = self.last();
        if expected != last || group.first() != self.link.first {
            return Err(JournalError::Moved { expected, last });
        }
        if group.is_empty() {
            return Ok(());
        }
        let room = frame::frame_room(group.bytes());
        let is_used = self.current.offset > BLOCK as u64;
        if is_used && self.current.offset + room > self.options.segment_bytes {
            self.rotate()?;
        }
        let header = frame::seal(group, self.link, self.current.key);
        let Some(next) = header.next() else {
            return Err(JournalError::Refused(StoreError::corrupt("the journal's numbers are used up")));
        };
        self.write(group, room).map_err(refused)?;
        if let Err(error) = self.current.file.sync_data() {
            return Err(self.fail(&error));
        }
        self.current.offset += room;
        self.link = next;
        if let Err(error) = self.mark.write(header.link.number, group.last()) {
            // The group is durable; only the proof against later damage is one group older.
            tracing::warn!(%error, "the journal's mark could not be written");
        }
        Ok(())
    }

    fn read_from(&self, after: Position) -> Box<dyn Iterator<Item = Result<Group, StoreError>> + '_> {
        let older = self.live.iter().rposition(|&(_, first)| first.get() <= after.get().saturating_add(1));
        let reader = Reader { journal: self, at: older.unwrap_or(0), open: None };
        Box::new(reader.filter(move |group| group.as_ref().map_or(true, |group| group.last() > after)))
    }

    fn truncate(&mut self, through: Position) -> Result<(), StoreError> {
        while let (Some(&(index, _)), Some(&(_, next))) = (self.live.front(), self.live.get(1)) {
            if next.get() > through.get().saturating_add(1) {
                break;
            }
            self.set_aside(index)?;
            self.live.pop_front();
        }
        Ok(())
    }

    fn last(&self) -> Position {
        Position::new(self.link.first.get().saturating_sub(1))
    }

    fn close(&mut self) -> Result<(), StoreError> {
        if let Some(failed) = &self.failed {
            return Err(failed.clone());
        }
        self.mark.write(self.link.number.saturating_sub(1), self.last())?;
        Ok(self.mark.sync()?)
    }
}

/// The groups of a journal, segment after segment.
struct Reader<'a> {
    journal: &'a SegmentJournal,
    /// Index into the live segments.
    at: usize,
    open: Option<OpenSegment>,
}

struct OpenSegment {
    source: Source,
    key: u64,
    link: Link,
    offset: u64,
}

impl Reader<'_> {
    fn open(&mut self) -> Result<Option<OpenSegment>, StoreError> {
        let Some(&(index, _)) = self.journal.live.get(self.at) else { return Ok(None) };
        let mut source = Source::new(self.journal.disk.open(&segment::file_name(index))?)?;
        let key = segment::key(self.journal.salt, index);
        let link = segment::read_header(source.bytes(0, BLOCK)?, index, key);
        let link = link.ok_or_else(|| StoreError::corrupt(format!("the header of segment {index} is unreadable")))?;
        self.at += 1;
        Ok(Some(OpenSegment { source, key, link, offset: BLOCK as u64 }))
    }

    fn step(&mut self) -> Result<Option<Group>, StoreError> {
        loop {
            if self.open.is_none() {
                self.open = self.open()?;
            }
            let Some(open) = &mut self.open else { return Ok(None) };
            if open.link == self.journal.link {
                return Ok(None);
            }
            let following = self.journal.live.get(self.at).map(|&(_, first)| first);
            if following == Some(open.link.first) {
                self.open = None;
                continue;
            }
            let gone = || StoreError::corrupt(format!("group {} has become unreadable", open.link.number));
            let frame = open.source.frame(open.offset, open.link, open.key)?.map_err(|_| gone())?;
            let header = frame.header;
            let group = Group::from_body(header.link.first, header.commits, frame.body).ok_or_else(gone)?;
            open.offset += frame.room;
            open.link = header.next().ok_or_else(gone)?;
            return Ok(Some(group));
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Group, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            // After damage there is nothing that could follow.
            self.at = usize::MAX;
            self.open = None;
        }
        step.transpose()
    }
}

/// Writes the last group once more and syncs it.
///
/// The process that wrote it may have been killed before its sync, or its sync may have failed: then the operating system
/// shows the bytes but believes them written, and a further sync alone would not write them.
fn rewrite(disk: &dyn Disk, place: Place) -> io::Result<()> {
    let file = disk.open(&segment::file_name(place.segment))?;
    let mut bytes = vec![0; place.length];
    file.read_at(&mut bytes, place.offset)?;
    file.write_at(&bytes, place.offset)?;
    file.sync_data()
}

fn remove_if_there(disk: &dyn Disk, name: &str) -> io::Result<()> {
    match disk.remove(name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn refused(error: io::Error) -> JournalError {
    JournalError::Refused(error.into())
}
