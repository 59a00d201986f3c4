//! The central directory of a zip, checked as a whole before anything is written.
//!
//! ```text
//! every path is relative, without ".." and NUL, and without "." but at its beginning
//! every ancestor of an entry is a folder, never a file or a link   -> writing never follows a link
//! a link's target: leading ".." at most as many as the link is deep, then names only   -> it stays inside
//! no path twice, no two entries over the same bytes
//! ```

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::io::{Cursor, Read};
use std::time::Duration;

use zip::ZipArchive;

use super::Limits;
use super::error::BadPackage;

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Longest target of a link in bytes.
const LINK_BYTES: u64 = 1_024;
const KIND_MASK: u32 = 0o170_000;

/// One entry, fit to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its number in the archive.
    pub(super) index: usize,
    /// Its path, without a slash at the end.
    pub(super) path: String,
    pub(super) kind: Kind,
    /// As declared.
    pub(super) bytes: u64,
    /// Permission bits; none when the zip has none (written on a system without them).
    pub(super) mode: Option<u32>,
    /// Since 1970, from the zip's local time taken as UTC.
    pub(super) modified: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    Link { target: String },
}

impl Entry {
    /// Whether what came out is what was declared.
    pub(super) fn check_size(&self, read: u64) -> Result<(), BadPackage> {
        if read == self.bytes {
            return Ok(());
        }
        Err(BadPackage::because(format!("{:?} says that it has {} bytes and has {read}", self.path, self.bytes)))
    }
}

/// Opens a zip and checks everything that can be checked without unpacking it.
pub(super) fn open<'a>(zip: &'a [u8], limits: &Limits) -> Result<(Archive<'a>, Vec<Entry>), BadPackage> {
    let mut archive = ZipArchive::new(Cursor::new(zip))?;
    if archive.len() > limits.entries {
        return Err(BadPackage::because(format!("it has more than {} entries", limits.entries)));
    }
    if archive.has_duplicate_names() {
        return Err(BadPackage::because("two entries have the same name"));
    }
    if archive.has_overlapping_entries()? {
        return Err(BadPackage::because("entries overlap each other"));
    }
    let entries = (0..archive.len()).filter_map(|index| entry(&mut archive, index, limits).transpose());
    let entries = entries.collect::<Result<Vec<_>, _>>()?;
    check_tree(&entries, limits)?;
    let total = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
    if total > limits.unzipped_bytes {
        return Err(BadPackage::TooLarge { limit: limits.unzipped_bytes });
    }
    Ok((archive, entries))
}

/// One entry; none for the folder that holds all others, which some tools write down as `./`.
fn entry(archive: &mut Archive<'_>, index: usize, limits: &Limits) -> Result<Option<Entry>, BadPackage> {
    let data = archive.by_index_data(index)?;
    let name = match std::str::from_utf8(data.name_raw()) {
        Ok(name) => name.to_owned(),
        Err(_) => data.name()?.into_owned(),
    };
    if data.encrypted() {
        return Err(BadPackage::because(format!("{name:?} is encrypted")));
    }
    let attributes = data.external_attributes() >> 16;
    let mode = (attributes != 0).then_some(attributes & 0o777);
    let bytes = data.size();
    let modified = data.last_modified().and_then(|at| {
        let days = days_since_1970(i64::from(at.year()), i64::from(at.month()), i64::from(at.day()));
        let clock = u64::from(at.hour()) * 3_600 + u64::from(at.minute()) * 60 + u64::from(at.second());
        u64::try_from(days).ok().map(|days| Duration::from_secs(days * 86_400 + clock))
    });
    let slash = name.ends_with('/');
    let path = below_root(&name).to_owned();
    if slash && (path.is_empty() || path == ".") && bytes == 0 && name.starts_with('.') {
        return Ok(None);
    }
    check_path(&path, limits)?;
    let kind = match attributes & KIND_MASK {
        0o040_000 => Kind::Folder,
        0 if slash => Kind::Folder,
        0 | 0o100_000 if !slash => Kind::File,
        0o120_000 if !slash => Kind::Link { target: link_target(archive, index, &path)? },
        _ => return Err(BadPackage::because(format!("{name:?} is neither a file, a folder nor a link"))),
    };
    if kind == Kind::Folder && bytes != 0 {
        return Err(BadPackage::because(format!("the folder {name:?} has content")));
    }
    Ok(Some(Entry { index, path, kind, bytes, mode, modified }))
}

/// A name without `./` before it, as tools write that pack the folder they stand in, and without a slash behind it.
fn below_root(name: &str) -> &str {
    let mut name = name.trim_end_matches('/');
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn check_path(path: &str, limits: &Limits) -> Result<(), BadPackage> {
    let bad = |what: &str| Err(BadPackage::because(format!("the path {path:?} {what}")));
    if path.is_empty() || path.starts_with('/') {
        return bad("is empty or absolute");
    }
    if path.len() > limits.path_bytes {
        return Err(BadPackage::because(format!("a path is longer than {} bytes", limits.path_bytes)));
    }
    if path.contains('\0') {
        return bad("contains NUL");
    }
    if path.split('/').count() > limits.depth {
        return bad("is too deep");
    }
    if path.split('/').any(|part| part.is_empty() || part == "." || part == ".." || part.len() > 255) {
        return bad("has an empty, relative or too long part");
    }
    Ok(())
}

fn link_target(archive: &mut Archive<'_>, index: usize, path: &str) -> Result<String, BadPackage> {
    let file = archive.by_index(index)?;
    let mut target = Vec::new();
    file.take(LINK_BYTES + 1).read_to_end(&mut target).map_err(|e| BadPackage::because(e.to_string()))?;
    let bad = || BadPackage::because(format!("the link {path:?} leads outside or can't be followed"));
    if target.len() as u64 > LINK_BYTES {
        return Err(bad());
    }
    let target = String::from_utf8(target).map_err(|_| bad())?;
    if stays_inside(path, &target) { Ok(target) } else { Err(bad()) }
}

/// Whether a link stays inside: `..` may only lead, and only over folders that are known to be none but folders. What follows
/// goes down, through links for which the same holds.
fn stays_inside(path: &str, target: &str) -> bool {
    if target.is_empty() || target.starts_with('/') || target.contains('\0') {
        return false;
    }
    let depth = path.split('/').count() - 1;
    let mut parts = target.split('/').filter(|part| !part.is_empty() && *part != ".").peekable();
    let mut up = 0;
    while parts.next_if(|part| *part == "..").is_some() {
        up += 1;
    }
    up <= depth && parts.all(|part| part != "..")
}

/// No ancestor of an entry is anything but a folder, and nothing is there twice.
fn check_tree(entries: &[Entry], limits: &Limits) -> Result<(), BadPackage> {
    // Whether a path is a folder.
    let mut tree: BTreeMap<&str, bool> = BTreeMap::new();
    let clash = |path: &str| BadPackage::because(format!("{path:?} is there twice, as different things"));
    for entry in entries {
        let folder = entry.kind == Kind::Folder;
        match tree.entry(&entry.path) {
            Slot::Vacant(slot) => _ = slot.insert(folder),
            Slot::Occupied(slot) if *slot.get() && folder => continue,
            Slot::Occupied(_) => return Err(clash(&entry.path)),
        }
        let mut rest = entry.path.as_str();
        while let Some((parent, _)) = rest.rsplit_once('/') {
            match tree.insert(parent, true) {
                None => rest = parent,
                Some(true) => break,
                Some(false) => return Err(clash(parent)),
            }
        }
        if tree.len() > limits.entries {
            return Err(BadPackage::because(format!("it makes more than {} files and folders", limits.entries)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{days_since_1970, stays_inside};

    #[test]
    fn links_may_not_leave() {
        assert!(stays_inside("a/b/link", "../c"));
        assert!(stays_inside("a/b/link", "../../c/d"));
        assert!(stays_inside("link", "./x/y"));
        assert!(!stays_inside("link", "../c"));
        assert!(!stays_inside("a/b/link", "../../../c"));
        assert!(!stays_inside("a/link", "d/../../c"), "d may itself be a link to where it is");
        assert!(!stays_inside("a/link", "/etc/passwd"));
        assert!(!stays_inside("a/link", ""));
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(days_since_1970(1970, 1, 1), 0);
        assert_eq!(days_since_1970(1980, 1, 1), 3_652);
        assert_eq!(days_since_1970(2000, 3, 1), 11_017);
        assert_eq!(days_since_1970(2024, 2, 29), 19_782);
    }
}
