//! Packages of code: what is in a zip, and zips unpacked once by their content.
//!
//! A zip comes from outside. Everything in it is checked before anything is written: names, kinds, sizes as declared; sizes
//! again while writing, because a declaration can lie.

mod cache;
mod entries;
mod error;
mod inspect;
mod layers;
mod packages;
mod unpack;

pub use error::BadPackage;
pub use inspect::{Facts, inspect};
pub use packages::{Files, Packages};

/// What a package may contain.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all files together, unpacked. AWS: 250 MB, layers included.
    pub unzipped_bytes: u64,
    /// Files and folders together. AWS names none; this bounds the time and the inodes that one upload can take.
    pub entries: usize,
    /// Bytes of one path.
    pub path_bytes: usize,
    /// Folders in one path.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { unzipped_bytes: 262_144_000, entries: 100_000, path_bytes: 1_024, depth: 64 }
    }
}
