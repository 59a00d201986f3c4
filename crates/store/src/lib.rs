//! Cells, transactions, tasks, blobs and the journal they share.
//!
//! A [`Store`] is one data directory. State lives in [`Cell`]s, each with a name, an ordered key space, one writer at a time and
//! a [`Model`] in memory; [`Cell::write`] runs a decision over a [`Tx`] and commits what it wrote. A commit is durable once
//! [`Store::settle`] has resolved for the [`Watermark`] that observed it; nothing that depends on it may leave the process
//! before. [`Tasks`] happen later or elsewhere, [`Blobs`] hold what is too large for a row.
//!
//! # Guarantees
//!
//! - What was settled survives a kill or a power cut at any instant, and what a recovery brings back is a prefix of the commits:
//!   a commit is there whole or not at all, and not without those before it.
//! - A decision that fails, panics or can't be written leaves no trace.
//! - A task is performed at least once, not before it is due, by one executor at a time.
//! - A blob is durable when its id is known, and never read back other than it was written.
//! - A directory that is damaged, newer than this program, or somebody else's is refused, with the reason and the file, before
//!   anything in it is changed. Only the files in `base/` may have been tidied up by their engine if the reason is found there.
//! - A full disk refuses writes with [`StoreError::Full`]; a failed sync stops all writing until the next opening.
//! - [`Store::simulated`] runs the same code on a [`SimDisk`], on one thread: a seed replays exactly.
//!
//! # Limits
//!
//! Keys: [`MAX_KEY_BYTES`]. A transaction: [`MAX_BATCH_BYTES`]. A blob: [`MAX_BLOB_BYTES`]. Memory beside the models: at worst four
//! times [`Options::checkpoint_bytes`], the base's cache, the journal's buffers, and some 60 bytes for each task. Values from
//! about 32 KiB on belong in blobs.
//!
//! # Absent
//!
//! - Transactions over more than one cell: what must reach another cell travels as a task.
//! - Reading as of an earlier time, and snapshots that outlive a call.
//! - A journal on other machines: [`journal::Journal`] has its shape, only segment files implement it.
//! - Giving a clearing back its space at once: dropped rows leave the base with the next checkpoint and its compactions.
//!
//! `docs/ARCHITECTURE.md` draws how a commit travels; `docs/adr/0001-journal.md` and `0002-overlay-over-base.md` say why.

mod base;
mod batch;
mod blobs;
mod catalog;
mod cell;
mod checkpoint;
pub mod committer;
pub mod directory;
pub mod disk;
mod error;
mod inner;
pub mod journal;
mod key;
mod model;
mod note;
mod options;
mod overlay;
mod position;
mod record;
mod stats;
mod store;
mod tasks;
mod tx;
mod view;

pub use blobs::{BlobId, BlobReader, BlobWriter, Blobs, MAX_BLOB_BYTES, NewBlob, Run};
pub use cell::Cell;
pub use committer::{MAX_BATCH_BYTES, OnSync, SyncEvent};
pub use disk::{SimDisk, SyncFault};
pub use error::{OpenError, StoreError};
pub use key::{Key, KeyBounds, KeyRange, KeyReader, MAX_KEY_BYTES, Prefix, prefix};
pub use model::Model;
pub use options::Options;
pub use position::{Position, Watermark};
pub use record::{Decoder, Encoder, Record, decode, encode};
pub use stats::Stats;
pub use store::Store;
pub use tasks::{Outcome, Performer, TaskId, TaskRun, Tasks};
pub use tx::Tx;
pub use view::{Scan, View};
