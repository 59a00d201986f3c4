//! Version 2: one hierarchy, controllers delegated from the parent group.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, getpid, getppid};

use super::files;
use crate::error::Failure;
use crate::spec::Limits;
use crate::wire::Memory;

/// The controllers that are used.
const CONTROLLERS: [&str; 3] = ["memory", "pids", "cpu"];

/// The group that the server and the launcher move to: a group with processes of its own can't delegate controllers.
const LEAF: &str = "tradewind-server";

/// The folder that holds all groups.
#[derive(Debug)]
pub(crate) struct Root {
    folder: PathBuf,
    controllers: Vec<&'static str>,
}

/// The group of one instance.
#[derive(Debug)]
pub(crate) struct Group {
    folder: PathBuf,
    controllers: Vec<&'static str>,
    /// Stays open: a peak that was reset is seen through the same descriptor only.
    peak: Option<File>,
}

impl Root {
    /// Makes the folder `name` below the own group and lets it delegate. Memory has to be among what it can limit.
    pub(super) fn make(own: &Path, name: &str) -> Result<Root, String> {
        let listed = |file: &str| fs::read_to_string(own.join(file)).unwrap_or_default();
        let available = listed("cgroup.controllers");
        let has = |list: &str, name: &str| list.split_whitespace().any(|word| word == name);
        if !has(&available, "memory") {
            return Err(format!("{} has no memory controller", own.display()));
        }
        let wanted: Vec<&'static str> = CONTROLLERS.into_iter().filter(|name| has(&available, name)).collect();
        if !wanted.iter().all(|name| has(&listed("cgroup.subtree_control"), name)) {
            delegate(own, &wanted)?;
        }
        let folder = own.join(name);
        files::make(&folder).map_err(|failure| failure.to_string())?;
        files::write(&folder.join("cgroup.subtree_control"), &enable(&wanted)).map_err(|failure| {
            files::remove(&folder);
            failure.to_string()
        })?;
        Ok(Root { folder, controllers: wanted })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn controllers(&self) -> &[&'static str] {
        &self.controllers
    }

    pub(super) fn limits_memory(&self) -> bool {
        self.controllers.contains(&"memory")
    }

    pub(super) fn create(&self, name: &str, limits: &Limits) -> Result<Group, Failure> {
        let folder = self.folder.join(name);
        files::make(&folder)?;
        let limited = self.controllers.iter().try_for_each(|controller| limit(controller, &folder, limits));
        if let Err(failure) = limited {
            files::remove(&folder);
            return Err(failure);
        }
        let path = folder.join("memory.peak");
        let peak = OpenOptions::new().read(true).write(true).open(&path).or_else(|_| File::open(&path)).ok();
        Ok(Group { folder, controllers: self.controllers.clone(), peak })
    }

    pub(super) fn remove(&self) {
        files::remove(&self.folder);
    }
}

fn enable(controllers: &[&str]) -> String {
    controllers.iter().map(|name| format!("+{name}")).collect::<Vec<_>>().join(" ")
}

/// Enables controllers for the groups below `own`. Moves the server and the launcher out of the way if they are all that is in it.
fn delegate(own: &Path, controllers: &[&str]) -> Result<(), String> {
    let control = own.join("cgroup.subtree_control");
    let Err(refused) = files::write(&control, &enable(controllers)) else { return Ok(()) };
    let ours = [Some(getpid()), getppid()];
    let inside = files::processes(own);
    if inside.is_empty() || !inside.iter().all(|pid| ours.contains(&Some(*pid))) {
        return Err(format!("{refused}; other processes are in {}", own.display()));
    }
    let leaf = own.join(LEAF);
    files::make(&leaf).map_err(|failure| failure.to_string())?;
    for pid in inside {
        files::write(&leaf.join("cgroup.procs"), &pid.as_raw_nonzero().to_string())
            .map_err(|failure| failure.to_string())?;
    }
    files::write(&control, &enable(controllers)).map_err(|failure| failure.to_string())
}

/// What a group gets of a busy processor, beside others: 100 for one core's worth, the kernel's default; 1 to 10,000. Not a quota:
/// what nobody else wants is not withheld.
fn weight(limits: &Limits) -> u32 {
    (limits.cpu_millis / 10).clamp(1, 10_000)
}

/// Writes what one controller limits.
fn limit(controller: &str, folder: &Path, limits: &Limits) -> Result<(), Failure> {
    match controller {
        "memory" => {
            files::write(&folder.join("memory.max"), &limits.memory_bytes.to_string())?;
            let swap = folder.join("memory.swap.max");
            if swap.exists() { files::write(&swap, "0") } else { Ok(()) }
        }
        // One more for init.
        "pids" => files::write(&folder.join("pids.max"), &limits.processes.saturating_add(1).to_string()),
        "cpu" => files::write(&folder.join("cpu.weight"), &weight(limits).to_string()),
        _ => Ok(()),
    }
}

impl Group {
    pub(super) fn doors(&self) -> Result<Vec<OwnedFd>, Failure> {
        Ok(vec![files::door(&self.folder.join("cgroup.procs"))?])
    }

    pub(super) fn processes(&self) -> Vec<Pid> {
        files::processes(&self.folder)
    }

    pub(super) fn memory(&self) -> Option<Memory> {
        if !self.controllers.contains(&"memory") {
            return None;
        }
        let current_bytes = files::number(&self.folder.join("memory.current"))?;
        let peak = self.peak.as_ref().and_then(files::reread);
        // Before Linux 5.19 there is no peak: what is used now is the least it can be.
        Some(Memory { current_bytes, peak_bytes: peak.unwrap_or(current_bytes) })
    }

    pub(super) fn reset_peak(&self) -> bool {
        self.peak.as_ref().is_some_and(|mut file| file.write_all(b"0").is_ok())
    }

    pub(super) fn out_of_memory(&self) -> u64 {
        files::keyed(&self.folder.join("memory.events"), "oom_kill").unwrap_or(0)
    }

    pub(super) fn freeze(&self, frozen: bool) -> bool {
        files::write(&self.folder.join("cgroup.freeze"), if frozen { "1" } else { "0" }).is_ok()
    }

    pub(super) fn remove(&self) -> bool {
        files::remove(&self.folder)
    }
}
