//! Positions in the journal.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of a commit in the journal, from 1; 0 stands for "nothing".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(u64);

impl Position {
    /// Before the first commit.
    pub const NOTHING: Position = Position(0);

    /// From the commit's number.
    pub const fn new(number: u64) -> Position {
        Position(number)
    }

    /// The commit's number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The next commit's position.
    pub const fn next(self) -> Position {
        Position(self.0 + 1)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The highest position that a call has read or written. Its answer may leave the process when the store has settled it.
#[derive(Debug, Default)]
pub struct Watermark(AtomicU64);

impl Watermark {
    /// Nothing seen yet.
    pub const fn new() -> Watermark {
        Watermark(AtomicU64::new(0))
    }

    /// Raises the mark to `position` if it is lower.
    pub fn observe(&self, position: Position) {
        self.0.fetch_max(position.get(), Ordering::Relaxed);
    }

    /// The highest position observed.
    pub fn get(&self) -> Position {
        Position::new(self.0.load(Ordering::Relaxed))
    }
}
