//! Writing a package into a folder of its own.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::entries::{Archive, Entry, Kind, open};
use super::{BadPackage, Limits};

/// Why a package was not unpacked.
#[derive(Debug, thiserror::Error)]
pub(super) enum UnpackError {
    #[error("{0}")]
    Bad(#[from] BadPackage),
    #[error("the package can't be written: {0}")]
    Disk(#[from] io::Error),
}

/// Unpacks into a folder that does not exist yet.
///
/// Permission bits stay as the zip has them, because AWS keeps them too: a file that others may not read can't be read by the
/// function. Without any: 0644, folders 0755. Owners can always enter and change folders, so that these can be deleted.
pub(super) fn unpack(zip: &[u8], into: &Path, limits: &Limits) -> Result<(), UnpackError> {
    let (mut archive, entries) = open(zip, limits)?;
    make_folder(into)?;
    let mut left = limits.unzipped_bytes;
    for entry in &entries {
        let target = into.join(&entry.path);
        match &entry.kind {
            Kind::Folder => make_folder(&target)?,
            Kind::File => {
                make_parent(&target)?;
                left = left.saturating_sub(write(&mut archive, entry, &target, left, limits)?);
            }
            Kind::Link { target: leads_to } => {
                make_parent(&target)?;
                symlink(leads_to, &target)?;
            }
        }
    }
    // Afterwards, because a folder that is read-only could not be filled.
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Folder) {
        let mode = entry.mode.unwrap_or(0o755) | 0o700;
        fs::set_permissions(into.join(&entry.path), Permissions::from_mode(mode))?;
    }
    Ok(())
}

fn make_parent(target: &Path) -> io::Result<()> {
    match target.parent() {
        Some(parent) if !parent.is_dir() => make_folder(parent),
        _ => Ok(()),
    }
}

/// Makes a folder with its parents. They can be entered by a function's user, whatever the server's umask is.
fn make_folder(target: &Path) -> io::Result<()> {
    match fs::create_dir(target) {
        Ok(()) => fs::set_permissions(target, Permissions::from_mode(0o755)),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            make_parent(target)?;
            fs::create_dir(target)?;
            fs::set_permissions(target, Permissions::from_mode(0o755))
        }
        Err(e) => Err(e),
    }
}

fn write(
    archive: &mut Archive<'_>,
    entry: &Entry,
    target: &Path,
    left: u64,
    limits: &Limits,
) -> Result<u64, UnpackError> {
    let source = archive.by_index(entry.index).map_err(BadPackage::from)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(target)?;
    let written = copy(source.take(left.saturating_add(1)), &mut file, &entry.path)?;
    if written > left {
        return Err(BadPackage::TooLarge { limit: limits.unzipped_bytes }.into());
    }
    entry.check_size(written)?;
    file.set_permissions(Permissions::from_mode(entry.mode.unwrap_or(0o644)))?;
    if let Some(modified) = entry.modified.and_then(|modified| UNIX_EPOCH.checked_add(modified)) {
        // Compiled Python files in the package name the time of their source.
        file.set_modified(modified)?;
    }
    Ok(written)
}

/// Copies, and tells a damaged zip (reading fails) from a full disk (writing fails).
fn copy(mut source: impl Read, file: &mut File, path: &str) -> Result<u64, UnpackError> {
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut total = 0_u64;
    loop {
        let read = match source.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(BadPackage::because(format!("{path:?}: {e}")).into()),
        };
        io::Write::write_all(file, buffer.get(..read).unwrap_or_default())?;
        total = total.saturating_add(read as u64);
    }
}
