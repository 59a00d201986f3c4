//! What the journal's tests share: journals on simulated disks.

#![allow(clippy::unwrap_used, reason = "a test's helper may fail like the test")]

use std::sync::Arc;

use tradewind_store::disk::{Disk, SimDisk};
use tradewind_store::journal::{Group, Journal, JournalError, SegmentJournal, SegmentOptions};
use tradewind_store::{OpenError, Position};

/// The random number of the directories here.
pub(crate) const SALT: u64 = 0x5eed;

/// Small segments, so that few commits fill several.
pub(crate) fn small() -> SegmentOptions {
    SegmentOptions { segment_bytes: 32 << 10, ahead_bytes: 8 << 10, spares: 2 }
}

/// A disk with an empty journal.
pub(crate) fn new_disk(seed: u64) -> SimDisk {
    let disk = SimDisk::new(seed);
    SegmentJournal::create(&*disk.attach(), SALT).unwrap();
    disk
}

pub(crate) type Commits = Vec<(u64, Vec<u8>)>;

/// Opens the journal and answers it with the commits after `after`.
pub(crate) fn open_after(disk: Arc<dyn Disk>, after: u64) -> Result<(SegmentJournal, Commits), OpenError> {
    let mut commits = Vec::new();
    let journal = SegmentJournal::open(disk, SALT, small(), Position::new(after), &mut |position, bytes| {
        commits.push((position.get(), bytes.to_vec()));
        Ok(())
    })?;
    Ok((journal, commits))
}

/// Opens the journal with all its commits.
pub(crate) fn open(disk: &SimDisk) -> Result<(SegmentJournal, Commits), OpenError> {
    open_after(disk.attach(), 0)
}

/// What commit number `number` holds here: its length varies.
pub(crate) fn commit(number: u64) -> Vec<u8> {
    let length = usize::try_from(number * 37 % 900).unwrap();
    let mut bytes = format!("commit {number}").into_bytes();
    bytes.resize(bytes.len() + length, u8::try_from(number % 251).unwrap());
    bytes
}

/// The first so many commits.
pub(crate) fn commits(count: u64) -> Commits {
    (1..=count).map(|number| (number, commit(number))).collect()
}

/// Appends one group with the next `count` commits.
pub(crate) fn append(journal: &mut SegmentJournal, count: u64) -> Result<(), JournalError> {
    let last = journal.last();
    let mut group = Group::new(last.next());
    for number in last.get() + 1..=last.get() + count {
        group.push(&commit(number));
    }
    journal.append(last, &mut group)
}

/// The commits that `read_from` finds.
pub(crate) fn read_from(journal: &SegmentJournal, after: u64) -> Commits {
    let groups = journal.read_from(Position::new(after)).collect::<Result<Vec<_>, _>>().unwrap();
    let all = groups.iter().flat_map(|group| group.batches().map(|(position, bytes)| (position.get(), bytes.to_vec())));
    all.filter(|(position, _)| *position > after).collect()
}
