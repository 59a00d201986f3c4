//! What is in a package, found out without writing anything.

use std::io::{Read, sink};

use bytes::Bytes;

use super::entries::{Archive, Entry, Kind, open};
use super::{BadPackage, Limits};

/// What is in a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Bytes of all files, unpacked.
    pub unzipped_bytes: u64,
    /// How many files and links there are.
    pub files: usize,
    /// Their paths, sorted.
    paths: Vec<String>,
}

impl Facts {
    /// Whether there is a file (or a link) of this path.
    pub fn has_file(&self, path: &str) -> bool {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }

    /// The paths of all files and links, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}

/// Reads a whole package as unpacking would, every byte and checksum of it, and writes nothing. Takes as long as unpacking
/// 250 MB in memory at most: call it where blocking is allowed if the package is large.
///
/// # Errors
/// [`BadPackage`].
pub fn inspect(zip: &Bytes, limits: &Limits) -> Result<Facts, BadPackage> {
    let (mut archive, entries) = open(zip, limits)?;
    let mut left = limits.unzipped_bytes;
    for entry in entries.iter().filter(|entry| entry.kind == Kind::File) {
        left = left.saturating_sub(verify(&mut archive, entry, left, limits)?);
    }
    let mut paths: Vec<String> =
        entries.into_iter().filter(|entry| entry.kind != Kind::Folder).map(|entry| entry.path).collect();
    paths.sort_unstable();
    Ok(Facts { unzipped_bytes: limits.unzipped_bytes - left, files: paths.len(), paths })
}

fn verify(archive: &mut Archive<'_>, entry: &Entry, left: u64, limits: &Limits) -> Result<u64, BadPackage> {
    let file = archive.by_index(entry.index)?;
    let read = std::io::copy(&mut file.take(left.saturating_add(1)), &mut sink())
        .map_err(|e| BadPackage::because(format!("{:?}: {e}", entry.path)))?;
    if read > left {
        return Err(BadPackage::TooLarge { limit: limits.unzipped_bytes });
    }
    entry.check_size(read)?;
    Ok(read)
}
