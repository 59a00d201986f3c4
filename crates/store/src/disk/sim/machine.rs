//! What a process sees of a simulated disk.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Shared;
use super::state::{self, State, SyncFault};
use crate::disk::{Disk, DiskFile, DiskLock};

/// The disk as one run of a process sees it.
#[derive(Clone)]
pub(super) struct Machine {
    pub(super) shared: Arc<Shared>,
    /// Handles made before a crash or a kill belong to a process that is gone.
    pub(super) generation: u64,
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimDisk").field("generation", &self.generation).finish_non_exhaustive()
    }
}

impl Machine {
    fn file(&self, inode: u64) -> Arc<dyn DiskFile> {
        Arc::new(SimFile { machine: self.clone(), inode })
    }

    /// Counts a sync, waits while syncs are held, and performs it.
    fn sync(&self, perform: impl FnOnce(&mut State, Option<SyncFault>)) -> io::Result<()> {
        let mut state = self.shared.state.lock();
        state.alive(self.generation)?;
        state.waiting += 1;
        while state.hold && state.generation == self.generation {
            self.shared.held.notify_all();
            self.shared.held.wait(&mut state);
        }
        state.waiting -= 1;
        let power_fails = state.operation(self.generation)?;
        state.syncs += 1;
        if power_fails {
            return Err(state::power());
        }
        let fault = state.take_fault();
        perform(&mut state, fault);
        match fault {
            Some(_) => Err(io::Error::other("simulated failure of a sync")),
            None => Ok(()),
        }
    }

    /// Performs an operation that changes something.
    fn change<T>(&self, perform: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.shared.state.lock();
        let power_fails = state.operation(self.generation)?;
        let outcome = perform(&mut state);
        if power_fails { Err(state::power()) } else { outcome }
    }

    fn look<T>(&self, look: impl FnOnce(&State) -> io::Result<T>) -> io::Result<T> {
        let state = self.shared.state.lock();
        state.alive(self.generation)?;
        look(&state)
    }
}

impl Disk for Machine {
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        Ok(self.file(self.change(|state| state.create(name))?))
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        Ok(self.file(self.look(|state| state.names.file(name))?))
    }

    fn exists(&self, name: &str) -> io::Result<bool> {
        self.look(|state| Ok(state.names.exists(name)))
    }

    fn list(&self, dir: &str) -> io::Result<Vec<String>> {
        self.look(|state| state.names.list(dir))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.change(|state| state.remove(name))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.change(|state| state.rename(from, to))
    }

    fn create_dir(&self, dir: &str) -> io::Result<()> {
        self.change(|state| {
            state.names.create_dir(dir);
            Ok(())
        })
    }

    fn sync_dir(&self, dir: &str) -> io::Result<()> {
        self.sync(|state, fault| {
            if fault.is_none() {
                state.names.sync(dir);
            }
        })
    }

    fn lock(&self, name: &str) -> io::Result<Option<DiskLock>> {
        let is_free = self.change(|state| state.lock(name))?;
        Ok(is_free.then(|| DiskLock::new(SimLock { machine: self.clone(), name: name.to_owned() })))
    }

    fn path(&self, name: &str) -> PathBuf {
        PathBuf::from("simulated").join(name)
    }
}

struct SimLock {
    machine: Machine,
    name: String,
}

impl Drop for SimLock {
    fn drop(&mut self) {
        let mut state = self.machine.shared.state.lock();
        if state.generation == self.machine.generation {
            state.locks.remove(&self.name);
        }
    }
}

#[derive(Debug)]
struct SimFile {
    machine: Machine,
    inode: u64,
}

impl DiskFile for SimFile {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.machine.change(|state| state.write(self.inode, bytes, offset))
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.machine.look(|state| {
            let bytes = state.inode(self.inode)?.current.as_slice();
            let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
            let rest = bytes.get(start..).unwrap_or_default();
            let read = rest.len().min(buffer.len());
            if let (Some(target), Some(source)) = (buffer.get_mut(..read), rest.get(..read)) {
                target.copy_from_slice(source);
            }
            Ok(read)
        })
    }

    fn len(&self) -> io::Result<u64> {
        self.machine.look(|state| Ok(state.inode(self.inode)?.current.len() as u64))
    }

    fn set_len(&self, bytes: u64) -> io::Result<()> {
        self.machine.change(|state| state.set_len(self.inode, bytes))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.machine.sync(|state, fault| state.sync_file(self.inode, fault))
    }
}
