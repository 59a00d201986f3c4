//! Several unpacked layers as one tree.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

/// Makes `into` (which does not exist yet) hold everything of `layers`; what a later one has replaces what earlier ones have.
/// Files are hard links where the file system has them, so a merged tree costs inodes of folders only.
///
/// Links stay safe: a layer's link leads up over folders of its own path only, and in the merged tree these are folders too.
pub(super) fn merge(layers: &[&Path], into: &Path) -> io::Result<()> {
    fs::create_dir(into)?;
    fs::set_permissions(into, Permissions::from_mode(0o755))?;
    for layer in layers {
        overlay(layer, into)?;
    }
    Ok(())
}

fn overlay(from: &Path, into: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = into.join(entry.file_name());
        let kind = entry.file_type()?;
        let there = fs::symlink_metadata(&target).ok().map(|there| there.file_type());
        if kind.is_dir() {
            if !there.is_some_and(|there| there.is_dir()) {
                if there.is_some() {
                    fs::remove_file(&target)?;
                }
                fs::create_dir(&target)?;
            }
            overlay(&entry.path(), &target)?;
            fs::set_permissions(&target, entry.metadata()?.permissions())?;
            continue;
        }
        match there {
            Some(there) if there.is_dir() => fs::remove_dir_all(&target)?,
            Some(_) => fs::remove_file(&target)?,
            None => {}
        }
        if kind.is_symlink() {
            symlink(fs::read_link(entry.path())?, &target)?;
        } else if fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
