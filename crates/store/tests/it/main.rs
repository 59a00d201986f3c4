//! The store's behaviour, the same on every engine.

mod blobs;
mod checkpoints;
mod engine;
mod formats;
mod full_disk;
mod journal_committer;
mod journal_crashes;
mod journal_directory;
mod journal_disk;
mod journal_format;
mod killed;
mod lanes;
mod refusals;
mod rows;
mod shadow;
mod tasks;
