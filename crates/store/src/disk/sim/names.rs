//! The names of files and directories: as they are now, and as a crash would leave them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use tradewind_clock::Random;

/// What becomes of changes that are not durable when the power fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// All are kept.
    All,
    /// None is kept.
    None,
    /// The first so many are kept.
    First(usize),
    /// Each is kept by chance.
    Some,
}

impl Fate {
    pub(super) fn draw(random: &Random, changes: usize) -> Self {
        match random.below(4) {
            0 => Fate::All,
            1 => Fate::None,
            2 => Fate::First(usize::try_from(random.below(changes as u64 + 1)).unwrap_or(0)),
            _ => Fate::Some,
        }
    }

    pub(super) fn keeps(self, index: usize, random: &Random) -> bool {
        match self {
            Fate::All => true,
            Fate::None => false,
            Fate::First(count) => index < count,
            Fate::Some => random.below(2) == 0,
        }
    }
}

/// A change of names that is not durable yet.
#[derive(Clone, Debug)]
enum NameChange {
    Add { name: String, inode: u64 },
    Remove { name: String },
    Rename { from: String, to: String, inode: u64 },
}

impl NameChange {
    fn apply(&self, files: &mut BTreeMap<String, u64>) {
        match self {
            NameChange::Add { name, inode } => {
                files.insert(name.clone(), *inode);
            }
            NameChange::Remove { name } => {
                files.remove(name);
            }
            NameChange::Rename { from, to, inode } => {
                files.remove(from);
                files.insert(to.clone(), *inode);
            }
        }
    }

    fn touches(&self, dir: &str) -> bool {
        match self {
            NameChange::Add { name, .. } | NameChange::Remove { name } => parent(name) == dir,
            NameChange::Rename { from, to, .. } => parent(from) == dir || parent(to) == dir,
        }
    }
}

/// Which names there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    current: BTreeMap<String, u64>,
    durable: BTreeMap<String, u64>,
    unsynced: Vec<NameChange>,
    dirs: BTreeSet<String>,
}

impl Names {
    pub(super) fn files(&self) -> Vec<String> {
        self.current.keys().cloned().collect()
    }

    pub(super) fn file(&self, name: &str) -> io::Result<u64> {
        self.current.get(name).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn exists(&self, name: &str) -> bool {
        name.is_empty() || self.current.contains_key(name) || self.dirs.contains(name)
    }

    pub(super) fn list(&self, dir: &str) -> io::Result<Vec<String>> {
        if !dir.is_empty() && !self.dirs.contains(dir) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside: BTreeSet<&String> =
            self.current.keys().chain(&self.dirs).filter(|name| parent(name) == dir).collect();
        Ok(inside.into_iter().map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()).collect())
    }

    pub(super) fn create_dir(&mut self, dir: &str) {
        let mut dir = dir;
        while !dir.is_empty() {
            self.dirs.insert(dir.to_owned());
            dir = parent(dir);
        }
    }

    pub(super) fn add(&mut self, name: &str, inode: u64) -> io::Result<()> {
        if !self.exists(parent(name)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if self.exists(name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.change(NameChange::Add { name: name.to_owned(), inode });
        Ok(())
    }

    /// Durable at once.
    pub(super) fn add_durably(&mut self, name: &str, inode: u64) {
        self.create_dir(parent(name));
        self.current.insert(name.to_owned(), inode);
        self.durable.insert(name.to_owned(), inode);
    }

    /// Removed durably at once.
    pub(super) fn lose(&mut self, name: &str) {
        self.current.remove(name);
        self.durable.remove(name);
    }

    pub(super) fn remove(&mut self, name: &str) -> io::Result<u64> {
        let inode = self.file(name)?;
        self.change(NameChange::Remove { name: name.to_owned() });
        Ok(inode)
    }

    /// Answers the file that had the new name before.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> io::Result<Option<u64>> {
        let inode = self.file(from)?;
        if !self.exists(parent(to)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let replaced = self.current.get(to).copied().filter(|&other| other != inode);
        self.change(NameChange::Rename { from: from.to_owned(), to: to.to_owned(), inode });
        Ok(replaced)
    }

    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.current);
        self.unsynced.push(change);
    }

    pub(super) fn sync(&mut self, dir: &str) {
        let (synced, rest) = std::mem::take(&mut self.unsynced).into_iter().partition(|change| change.touches(dir));
        self.unsynced = rest;
        let synced: Vec<NameChange> = synced;
        for change in synced {
            change.apply(&mut self.durable);
        }
    }

    /// The power fails.
    pub(super) fn crash(&mut self, random: &Random) {
        let fate = Fate::draw(random, self.unsynced.len());
        for (index, change) in std::mem::take(&mut self.unsynced).into_iter().enumerate() {
            if fate.keeps(index, random) {
                change.apply(&mut self.durable);
            }
        }
        self.current.clone_from(&self.durable);
    }

    /// Whether any name leads, or could lead after a crash, to this file.
    pub(super) fn inodes(&self) -> BTreeSet<u64> {
        let unsynced = self.unsynced.iter().filter_map(|change| match change {
            NameChange::Add { inode, .. } | NameChange::Rename { inode, .. } => Some(*inode),
            NameChange::Remove { .. } => None,
        });
        self.current.values().chain(self.durable.values()).copied().chain(unsynced).collect()
    }
}

/// The directory of a name; `""` is the root.
fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(dir, _)| dir)
}
