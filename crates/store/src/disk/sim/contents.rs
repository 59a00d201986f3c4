//! One file's bytes: as they are now, and as a crash would leave them.

use tradewind_clock::Random;

use super::names::Fate;

/// What a disk writes as a whole, in bytes.
const SECTOR: usize = 512;

/// A change that is not durable yet.
#[derive(Clone, Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Change {
    fn apply(&self, target: &mut Vec<u8>) {
        match self {
            Change::Write { offset, bytes } => place(target, *offset, bytes),
            Change::Length(length) => target.resize(*length, 0),
        }
    }

    /// Applies it sector by sector, each by chance.
    fn apply_torn(&self, target: &mut Vec<u8>, random: &Random) {
        let Change::Write { offset, bytes } = self else { return self.apply(target) };
        let mut at = 0;
        while at < bytes.len() {
            let length = (SECTOR - (offset + at) % SECTOR).min(bytes.len() - at);
            if random.below(2) == 0 {
                place(target, offset + at, bytes.get(at..at + length).unwrap_or_default());
            }
            at += length;
        }
    }
}

fn place(target: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if target.len() < end {
        target.resize(end, 0);
    }
    if let Some(place) = target.get_mut(offset..end) {
        place.copy_from_slice(bytes);
    }
}

/// A file's bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    /// What a reader sees.
    pub(super) current: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
}

impl Contents {
    /// Durable at once.
    pub(super) fn durable(bytes: Vec<u8>) -> Self {
        Self { current: bytes.clone(), durable: bytes, unsynced: Vec::new() }
    }

    pub(super) fn write(&mut self, bytes: &[u8], offset: usize) {
        self.change(Change::Write { offset, bytes: bytes.to_vec() });
    }

    pub(super) fn set_len(&mut self, length: usize) {
        self.change(Change::Length(length));
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.current);
        self.unsynced.push(change);
    }

    pub(super) fn sync(&mut self) {
        for change in self.unsynced.drain(..) {
            change.apply(&mut self.durable);
        }
    }

    /// A sync that fails: readers still see the changes, no later sync writes them.
    pub(super) fn forget_changes(&mut self) {
        self.unsynced.clear();
    }

    /// A sync that fails halfway: as [`Contents::forget_changes`], but some sectors have been written.
    pub(super) fn tear_changes(&mut self, random: &Random) {
        for change in self.unsynced.drain(..) {
            change.apply_torn(&mut self.durable, random);
        }
    }

    /// The power fails.
    pub(super) fn crash(&mut self, random: &Random) {
        let fate = Fate::draw(random, self.unsynced.len());
        for (index, change) in self.unsynced.drain(..).enumerate() {
            if fate.keeps(index, random) {
                change.apply(&mut self.durable);
            } else if fate == Fate::Some {
                change.apply_torn(&mut self.durable, random);
            }
        }
        self.current.clone_from(&self.durable);
    }
}
