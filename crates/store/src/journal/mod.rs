//! The journal: an append-only log of numbered groups of commits.
//!
//! [`Journal`] is the shape; [`SegmentJournal`] keeps it in segment files on this machine's [`Disk`](crate::disk::Disk).
//! `docs/adr/0001-journal.md` has the measurements behind the layout.

mod frame;
mod fuzz;
mod group;
mod mark;
mod recovery;
mod segment;
mod segments;
mod source;

use crate::error::StoreError;
use crate::position::Position;

#[doc(hidden)]
pub use fuzz::fuzz_read;
pub use group::{Batches, Group};
pub use recovery::{RecoveredJournal, Visit};
pub use segments::{SegmentJournal, SegmentOptions};

/// An append-only log of numbered groups, with one writer.
///
/// The shape fits a log that other machines keep as well: an append names the position it expects to follow, so that a
/// writer which has been replaced finds out instead of forking the log.
pub trait Journal: Send {
    /// Appends one group and answers when it is durable.
    ///
    /// `expected` is the position of the last commit before the group; the journal refuses the group when it is elsewhere.
    /// The group is `&mut` because its header is filled in place, so that it reaches the disk in one write without a copy.
    ///
    /// # Errors
    /// See [`JournalError`]: only after [`JournalError::Refused`] may the same group be appended again.
    fn append(&mut self, expected: Position, group: &mut Group) -> Result<(), JournalError>;

    /// The groups that hold commits after `after`, in order. The first may also hold earlier commits.
    fn read_from(&self, after: Position) -> Box<dyn Iterator<Item = Result<Group, StoreError>> + '_>;

    /// Allows the journal to forget commits up to and including `through`. It may keep some of them.
    ///
    /// # Errors
    /// What the operating system refused. The journal stays usable; the space is given back at a later call.
    fn truncate(&mut self, through: Position) -> Result<(), StoreError>;

    /// The position of the last durable commit.
    fn last(&self) -> Position;

    /// Notes durably where the journal ends, so that the next opening notices if its end is missing.
    ///
    /// # Errors
    /// When the note could not be written; everything appended is durable all the same.
    fn close(&mut self) -> Result<(), StoreError>;
}

/// Why a group was not appended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum JournalError {
    /// The group is not in the journal, nothing was promised, and the same group may be appended again: the disk is full,
    /// or the operating system refused a write.
    #[error(transparent)]
    Refused(StoreError),
    /// It is unknown whether the group is durable. Nothing may be appended until the journal is opened again.
    #[error(transparent)]
    Failed(StoreError),
    /// The journal does not end where the writer thought: somebody else has appended to it.
    #[error("the journal ends at position {last}, not at {expected}")]
    Moved {
        /// Where the writer thought that the journal ends.
        expected: Position,
        /// Where it ends.
        last: Position,
    },
}
