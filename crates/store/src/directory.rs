//! The data directory: its format, its lock, and the refusal to open what is not ours.
//!
//! ```text
//! MANIFEST        format version and the random number that keys the journal's checksums (JSON, written once)
//! LOCK            held by the process that has the directory open
//! journal/        see the journal
//! ```
//!
//! The manifest is written last when a directory is set up: a directory without one is either being set up or not ours.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tradewind_clock::Random;
use xxhash_rust::xxh3::xxh3_64;

use crate::disk::{Disk, DiskLock, read_whole};
use crate::error::OpenError;
use crate::journal::{RecoveredJournal, SegmentJournal, Visit};
use crate::position::Position;

/// The format of data directories that this program writes, and the newest it reads.
pub const FORMAT: u32 = 1;

const MANIFEST: &str = "MANIFEST";
const NEW_MANIFEST: &str = "MANIFEST.tmp";
const LOCK: &str = "LOCK";
const JOURNAL: &str = "journal";

/// A manifest is far smaller than this many bytes.
const LONGEST: u64 = 64 << 10;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: u32,
    /// In hexadecimal: JSON's numbers are too short for 64 bits.
    salt: String,
    /// XXH3 of format and salt, in hexadecimal.
    check: String,
}

/// What every version can read of a manifest.
#[derive(Deserialize)]
struct AnyManifest {
    format: u32,
}

impl Manifest {
    fn new(salt: u64) -> Self {
        let salt = format!("{salt:016x}");
        let check = Self::check(FORMAT, &salt);
        Self { format: FORMAT, salt, check }
    }

    fn check(format: u32, salt: &str) -> String {
        format!("{:016x}", xxh3_64(format!("tradewind {format} {salt}").as_bytes()))
    }
}

/// A data directory that this process holds.
#[derive(Debug)]
pub struct DataDirectory {
    disk: Arc<dyn Disk>,
    salt: u64,
    _lock: DiskLock,
}

impl DataDirectory {
    /// Opens the root of `disk` as a data directory, or sets it up if it is empty or does not exist.
    ///
    /// # Errors
    /// See [`OpenError`]. The directory is not changed then, but for an interrupted setup and the empty file `LOCK` in a
    /// directory that is ours.
    pub fn open(disk: Arc<dyn Disk>, random: &Random) -> Result<DataDirectory, OpenError> {
        let root = disk.path("");
        let failed = |error| OpenError::io(&root, error);
        disk.create_dir("").map_err(failed)?;
        look_around(&*disk)?;
        let lock = disk.lock(LOCK).map_err(failed)?.ok_or_else(|| OpenError::Locked { path: root.clone() })?;
        // Looked at again under the lock: another process may have set the directory up meanwhile.
        let salt = if look_around(&*disk)? {
            read_manifest(&*disk)?
        } else {
            let salt = random.next_u64();
            set_up(&*disk, salt).map_err(failed)?;
            salt
        };
        Ok(DataDirectory { disk, salt, _lock: lock })
    }

    /// The disk whose root this directory is.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Reads the journal: hands every commit after `after` (what the last checkpoint holds) to `visit`, in order. Changes
    /// nothing before [`RecoveredJournal::resume`].
    ///
    /// # Errors
    /// As [`RecoveredJournal::read`].
    pub fn journal(&self, after: Position, visit: Visit<'_>) -> Result<RecoveredJournal, OpenError> {
        RecoveredJournal::read(Arc::clone(&self.disk), self.salt, after, visit)
    }
}

/// Whether there is a manifest. If there is none, nothing else may be there but what an interrupted setup leaves.
fn look_around(disk: &dyn Disk) -> Result<bool, OpenError> {
    let root = disk.path("");
    let names = disk.list("").map_err(|error| OpenError::io(&root, error))?;
    if names.iter().any(|name| name == MANIFEST) {
        return Ok(true);
    }
    let is_ours = |name: &str| matches!(name, NEW_MANIFEST | LOCK | JOURNAL);
    // A freshly made file system has a directory of its own in its root.
    if names.iter().any(|name| !is_ours(name) && name != "lost+found") {
        return Err(OpenError::NotATradewindDirectory { path: root });
    }
    if !names.iter().any(|name| name == JOURNAL) {
        return Ok(false);
    }
    match SegmentJournal::is_unused(disk) {
        Ok(true) => Ok(false),
        Ok(false) => Err(OpenError::corrupt(disk.path(MANIFEST), None, "the file is missing, but there is a journal")),
        Err(error) => Err(OpenError::io(disk.path(JOURNAL), error)),
    }
}

fn read_manifest(disk: &dyn Disk) -> Result<u64, OpenError> {
    let path = disk.path(MANIFEST);
    let bytes = read_whole(disk, MANIFEST, LONGEST).map_err(|error| OpenError::io(&path, error))?;
    let any: AnyManifest = serde_json::from_slice(&bytes).map_err(|error| OpenError::corrupt(&path, None, error))?;
    if any.format > FORMAT {
        return Err(OpenError::Newer { path, found: any.format, known: FORMAT });
    }
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| OpenError::corrupt(&path, None, error))?;
    if manifest.check != Manifest::check(manifest.format, &manifest.salt) {
        return Err(OpenError::corrupt(path, None, "its checksum is wrong"));
    }
    u64::from_str_radix(&manifest.salt, 16).map_err(|error| OpenError::corrupt(path, None, error))
}

fn set_up(disk: &dyn Disk, salt: u64) -> io::Result<()> {
    SegmentJournal::create(disk, salt)?;
    if disk.exists(NEW_MANIFEST)? {
        disk.remove(NEW_MANIFEST)?;
    }
    let file = disk.create(NEW_MANIFEST)?;
    let mut text = serde_json::to_vec_pretty(&Manifest::new(salt))?;
    text.push(b'\n');
    file.write_at(&text, 0)?;
    file.sync_data()?;
    disk.rename(NEW_MANIFEST, MANIFEST)?;
    disk.sync_dir("")
}
