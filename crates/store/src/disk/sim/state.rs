//! Everything a simulated disk knows.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use tradewind_clock::Random;

use super::contents::Contents;
use super::names::Names;

/// How a sync fails. Either way it answers an error, and no later sync writes what it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncFault {
    /// Nothing becomes durable.
    Fail,
    /// Some sectors become durable.
    Tear,
}

pub(super) struct State {
    random: Random,
    pub(super) generation: u64,
    /// The power has failed.
    pub(super) dead: bool,
    pub(super) names: Names,
    inodes: BTreeMap<u64, Contents>,
    next_inode: u64,
    pub(super) locks: BTreeSet<String>,
    pub(super) free: Option<u64>,
    pub(super) operations: u64,
    pub(super) crash_at: Option<u64>,
    pub(super) syncs: u64,
    pub(super) fault: Option<(u64, SyncFault)>,
    pub(super) hold: bool,
    /// So many syncs are being held.
    pub(super) waiting: usize,
}

pub(super) fn power() -> io::Error {
    io::Error::other("simulated failure of the power")
}

impl State {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: Random::seeded(seed),
            generation: 0,
            dead: false,
            names: Names::default(),
            inodes: BTreeMap::new(),
            next_inode: 1,
            locks: BTreeSet::new(),
            free: None,
            operations: 0,
            crash_at: None,
            syncs: 0,
            fault: None,
            hold: false,
            waiting: 0,
        }
    }

    pub(super) fn fork(&self, seed: u64) -> Self {
        let copy = Self::new(seed);
        Self { names: self.names.clone(), inodes: self.inodes.clone(), next_inode: self.next_inode, ..copy }
    }

    pub(super) fn crash(&mut self) {
        self.names.crash(&self.random);
        let named = self.names.inodes();
        self.inodes.retain(|inode, _| named.contains(inode));
        for contents in self.inodes.values_mut() {
            contents.crash(&self.random);
        }
        self.kill();
    }

    pub(super) fn kill(&mut self) {
        self.generation += 1;
        self.dead = false;
        self.crash_at = None;
        self.locks.clear();
    }

    /// Refuses a handle of a machine that is gone, or that has no power.
    pub(super) fn alive(&self, generation: u64) -> io::Result<()> {
        if self.dead || self.generation != generation { Err(power()) } else { Ok(()) }
    }

    /// Counts an operation; says whether the power fails with it.
    pub(super) fn operation(&mut self, generation: u64) -> io::Result<bool> {
        self.alive(generation)?;
        self.operations += 1;
        self.dead = self.crash_at.is_some_and(|at| self.operations >= at);
        Ok(self.dead)
    }

    /// The fault meant for the sync that has just been counted.
    pub(super) fn take_fault(&mut self) -> Option<SyncFault> {
        let (_, fault) = self.fault.filter(|&(at, _)| self.syncs >= at)?;
        self.fault = None;
        Some(fault)
    }

    pub(super) fn inode(&self, inode: u64) -> io::Result<&Contents> {
        self.inodes.get(&inode).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn inode_mut(&mut self, inode: u64) -> io::Result<&mut Contents> {
        self.inodes.get_mut(&inode).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn contents(&self, name: &str) -> Option<Vec<u8>> {
        let inode = self.names.file(name).ok()?;
        self.inodes.get(&inode).map(|contents| contents.current.clone())
    }

    pub(super) fn overwrite(&mut self, name: &str, bytes: Vec<u8>) {
        let inode = self.names.file(name).unwrap_or(self.next_inode);
        self.next_inode = self.next_inode.max(inode + 1);
        self.inodes.insert(inode, Contents::durable(bytes));
        self.names.add_durably(name, inode);
    }

    pub(super) fn create(&mut self, name: &str) -> io::Result<u64> {
        let inode = self.next_inode;
        self.names.add(name, inode)?;
        self.next_inode += 1;
        self.inodes.insert(inode, Contents::default());
        Ok(inode)
    }

    pub(super) fn remove(&mut self, name: &str) -> io::Result<()> {
        let inode = self.names.remove(name)?;
        self.refund(inode);
        Ok(())
    }

    pub(super) fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        if let Some(replaced) = self.names.rename(from, to)? {
            self.refund(replaced);
        }
        Ok(())
    }

    fn refund(&mut self, inode: u64) {
        let length = self.inodes.get(&inode).map_or(0, |contents| contents.current.len() as u64);
        self.free = self.free.map(|free| free + length);
    }

    /// Creates the lock file if needed; whether nobody holds it.
    pub(super) fn lock(&mut self, name: &str) -> io::Result<bool> {
        if !self.names.exists(name) {
            self.create(name)?;
        }
        Ok(self.locks.insert(name.to_owned()))
    }

    /// Writes what fits.
    pub(super) fn write(&mut self, inode: u64, bytes: &[u8], offset: u64) -> io::Result<()> {
        let offset = usize::try_from(offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let length = self.inode(inode)?.current.len();
        let growth = (offset + bytes.len()).saturating_sub(length) as u64;
        let missing = growth.saturating_sub(self.free.unwrap_or(u64::MAX));
        let fitting = bytes.len().saturating_sub(usize::try_from(missing).unwrap_or(usize::MAX));
        self.free = self.free.map(|free| free - (growth - missing));
        if fitting > 0 {
            self.inode_mut(inode)?.write(bytes.get(..fitting).unwrap_or_default(), offset);
        }
        if missing > 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    pub(super) fn set_len(&mut self, inode: u64, bytes: u64) -> io::Result<()> {
        let length = usize::try_from(bytes).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let before = self.inode(inode)?.current.len() as u64;
        if let Some(free) = self.free {
            self.free = Some((free + before).checked_sub(bytes).ok_or(io::ErrorKind::StorageFull)?);
        }
        self.inode_mut(inode)?.set_len(length);
        Ok(())
    }

    pub(super) fn sync_file(&mut self, inode: u64, fault: Option<SyncFault>) {
        let Some(contents) = self.inodes.get_mut(&inode) else { return };
        match fault {
            None => contents.sync(),
            Some(SyncFault::Fail) => contents.forget_changes(),
            Some(SyncFault::Tear) => contents.tear_changes(&self.random),
        }
    }
}
