//! Version 1: a hierarchy for each controller.

use std::fs;
use std::os::fd::OwnedFd;
use std::path::PathBuf;

use rustix::process::Pid;

use super::files;
use crate::error::{Failure, Step};
use crate::spec::Limits;
use crate::wire::Memory;

/// The share of a group that has one core's worth: the kernel's default.
const CORE_SHARES: u64 = 1_024;

/// The smallest share the kernel takes.
const MIN_SHARES: u64 = 2;

/// The folders that hold all groups, one for each controller that can be written.
#[derive(Debug)]
pub(crate) struct Roots(Vec<(&'static str, PathBuf)>);

/// The groups of one instance.
#[derive(Debug)]
pub(crate) struct Group(Vec<(&'static str, PathBuf)>);

/// What a group gets of a busy processor, beside others. Not a quota: what nobody else wants is not withheld.
fn shares(limits: &Limits) -> u64 {
    (u64::from(limits.cpu_millis) * CORE_SHARES / 1_000).max(MIN_SHARES)
}

impl Roots {
    /// Makes the folder `name` in the first candidate of each controller that can be written.
    pub(super) fn make(candidates: &[(&'static str, Vec<PathBuf>)], name: &str) -> Roots {
        let mut roots = Vec::new();
        for (controller, folders) in candidates {
            let made = folders.iter().map(|folder| folder.join(name)).find(|folder| {
                let made = files::make(folder).is_ok();
                made && files::door(&folder.join("cgroup.procs")).is_ok()
            });
            roots.extend(made.map(|folder| (*controller, folder)));
        }
        Roots(roots)
    }

    pub(super) fn some(&self) -> bool {
        !self.0.is_empty()
    }

    pub(super) fn controllers(&self) -> Vec<&'static str> {
        self.0.iter().map(|(controller, _)| *controller).collect()
    }

    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.0.iter().map(|(_, folder)| folder.clone()).collect()
    }

    pub(super) fn limits_memory(&self) -> bool {
        self.controllers().contains(&"memory")
    }

    pub(super) fn freezes(&self) -> bool {
        self.controllers().contains(&"freezer")
    }

    pub(super) fn create(&self, name: &str, limits: &Limits) -> Result<Group, Failure> {
        let mut group = Group(Vec::new());
        for (controller, root) in &self.0 {
            let folder = root.join(name);
            let made = files::make(&folder).and_then(|()| {
                group.0.push((*controller, folder.clone()));
                limit(controller, &folder, limits)
            });
            if let Err(failure) = made {
                group.remove();
                return Err(failure);
            }
        }
        Ok(group)
    }

    pub(super) fn remove(&self) {
        for (_, folder) in &self.0 {
            files::remove(folder);
        }
    }
}

/// Writes what one controller limits.
fn limit(controller: &str, folder: &std::path::Path, limits: &Limits) -> Result<(), Failure> {
    match controller {
        "memory" => {
            let bytes = limits.memory_bytes.to_string();
            files::write(&folder.join("memory.limit_in_bytes"), &bytes)?;
            // Where swap is counted: none of it.
            let with_swap = folder.join("memory.memsw.limit_in_bytes");
            if with_swap.exists() { files::write(&with_swap, &bytes) } else { Ok(()) }
        }
        // One more for init.
        "pids" => files::write(&folder.join("pids.max"), &limits.processes.saturating_add(1).to_string()),
        "cpu" => files::write(&folder.join("cpu.shares"), &shares(limits).to_string()),
        _ => Ok(()),
    }
}

impl Group {
    fn folder(&self, controller: &str) -> Option<&PathBuf> {
        self.0.iter().find(|(name, _)| *name == controller).map(|(_, folder)| folder)
    }

    pub(super) fn doors(&self) -> Result<Vec<OwnedFd>, Failure> {
        self.0.iter().map(|(_, folder)| files::door(&folder.join("cgroup.procs"))).collect()
    }

    pub(super) fn processes(&self) -> Vec<Pid> {
        self.0.first().map(|(_, folder)| files::processes(folder)).unwrap_or_default()
    }

    pub(super) fn memory(&self) -> Option<Memory> {
        let folder = self.folder("memory")?;
        Some(Memory {
            current_bytes: files::number(&folder.join("memory.usage_in_bytes"))?,
            peak_bytes: files::number(&folder.join("memory.max_usage_in_bytes"))?,
        })
    }

    pub(super) fn reset_peak(&self) -> bool {
        let Some(folder) = self.folder("memory") else { return false };
        files::write(&folder.join("memory.max_usage_in_bytes"), "0").is_ok()
    }

    pub(super) fn out_of_memory(&self) -> u64 {
        let Some(folder) = self.folder("memory") else { return 0 };
        files::keyed(&folder.join("memory.oom_control"), "oom_kill").unwrap_or(0)
    }

    pub(super) fn freeze(&self, frozen: bool) -> bool {
        let Some(folder) = self.folder("freezer") else { return false };
        let state = folder.join("freezer.state");
        let wanted = if frozen { "FROZEN" } else { "THAWED" };
        if fs::write(&state, wanted).step(|| format!("write({})", state.display())).is_err() {
            return false;
        }
        // A task that is on its way to the freezer counts as frozen: it runs no instruction of its own any more.
        fs::read_to_string(&state).is_ok_and(|now| (now.trim() == "THAWED") != frozen)
    }

    pub(super) fn remove(&self) -> bool {
        self.0.iter().fold(true, |gone, (_, folder)| files::remove(folder) && gone)
    }
}
