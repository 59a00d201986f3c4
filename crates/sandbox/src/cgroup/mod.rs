//! Limits of process trees by control groups, version 1 or 2, where the launcher may write them.
//!
//! ```text
//! v1   <hierarchy>/<own path>/tradewind-<owner>/<instance>     for memory, pids, cpu, freezer each
//! v2   <mount>/<own path>/tradewind-<owner>/<instance>         one folder for all
//! ```

mod files;
mod find;
pub(crate) mod owner;
mod quick;
mod v1;
mod v2;

use std::os::fd::OwnedFd;
use std::path::PathBuf;

use rustix::process::Pid;

use crate::error::Failure;
use crate::spec::Limits;
use crate::wire::Memory;

/// Where groups can be made.
#[derive(Debug)]
pub(crate) enum Cgroups {
    /// Version 1: a hierarchy for each controller.
    V1(v1::Roots),
    /// Version 2: one hierarchy.
    V2(v2::Root),
    /// Nowhere, and why.
    None(String),
}

/// The groups of one instance.
#[derive(Debug)]
pub(crate) enum Group {
    /// Version 1.
    V1(v1::Group),
    /// Version 2.
    V2(v2::Group),
}

impl Cgroups {
    /// Looks where this process may make groups, and makes the folder `name` there that holds all of them. What lies in it from a
    /// launcher that was killed is ended and removed.
    pub(crate) fn find(name: &str) -> Cgroups {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        let own = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let (candidates, v2) = (find::v1(&mounts, &own), find::v2(&mounts, &own));
        candidates.iter().flat_map(|(_, folders)| folders).chain(&v2).for_each(|folder| owner::bury(folder));
        let v1 = v1::Roots::make(&candidates, name);
        if v1.limits_memory() {
            return Cgroups::V1(v1);
        }
        match v2.ok_or_else(|| "no cgroup file system is mounted".to_owned()) {
            Ok(folder) => match v2::Root::make(&folder, name) {
                Ok(root) => {
                    v1.remove();
                    Cgroups::V2(root)
                }
                Err(_) if v1.some() => Cgroups::V1(v1),
                Err(why) => Cgroups::None(why),
            },
            Err(_) if v1.some() => Cgroups::V1(v1),
            Err(why) => Cgroups::None(why),
        }
    }

    /// The folders that hold everything, to be swept by a later launcher if this one is killed.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        match self {
            Cgroups::V1(roots) => roots.folders(),
            Cgroups::V2(root) => vec![root.folder().to_owned()],
            Cgroups::None(_) => Vec::new(),
        }
    }

    /// Ends and removes what a launcher that was killed left in `folders`.
    pub(crate) fn sweep(folders: &[PathBuf]) {
        for folder in folders {
            files::clear(folder);
            let _ = std::fs::remove_dir(folder);
        }
    }

    /// For people: what is limited here, or why not.
    pub(crate) fn state(&self) -> String {
        match self {
            Cgroups::V1(roots) => format!("v1 ({})", roots.controllers().join(", ")),
            Cgroups::V2(root) => format!("v2 ({})", root.controllers().join(", ")),
            Cgroups::None(why) => format!("none ({why})"),
        }
    }

    /// Lets processes join at once while this is open; none where the kernel or this user can't, or there is nothing to join.
    pub(crate) fn quick(&self) -> Option<OwnedFd> {
        match self {
            Cgroups::None(_) => None,
            _ => quick::quick().ok(),
        }
    }

    /// Whether memory is limited by the kernel.
    pub(crate) fn limits_memory(&self) -> bool {
        match self {
            Cgroups::V1(roots) => roots.limits_memory(),
            Cgroups::V2(root) => root.limits_memory(),
            Cgroups::None(_) => false,
        }
    }

    /// Whether processes are counted by the kernel.
    pub(crate) fn limits_processes(&self) -> bool {
        match self {
            Cgroups::V1(roots) => roots.controllers().contains(&"pids"),
            Cgroups::V2(root) => root.controllers().contains(&"pids"),
            Cgroups::None(_) => false,
        }
    }

    /// Whether process trees can be frozen.
    pub(crate) fn freezes(&self) -> bool {
        match self {
            Cgroups::V1(roots) => roots.freezes(),
            Cgroups::V2(_) => true,
            Cgroups::None(_) => false,
        }
    }

    /// Makes the group of an instance.
    pub(crate) fn create(&self, name: &str, limits: &Limits) -> Result<Option<Group>, Failure> {
        match self {
            Cgroups::V1(roots) => roots.create(name, limits).map(Group::V1).map(Some),
            Cgroups::V2(root) => root.create(name, limits).map(Group::V2).map(Some),
            Cgroups::None(_) => Ok(None),
        }
    }

    /// Removes the folders that held everything.
    pub(crate) fn remove(&self) {
        match self {
            Cgroups::V1(roots) => roots.remove(),
            Cgroups::V2(root) => root.remove(),
            Cgroups::None(_) => {}
        }
    }
}

impl Group {
    /// Files into which a process writes `0` to join.
    pub(crate) fn doors(&self) -> Result<Vec<OwnedFd>, Failure> {
        match self {
            Group::V1(group) => group.doors(),
            Group::V2(group) => group.doors(),
        }
    }

    /// The processes that are in.
    pub(crate) fn processes(&self) -> Vec<Pid> {
        match self {
            Group::V1(group) => group.processes(),
            Group::V2(group) => group.processes(),
        }
    }

    /// What the tree uses; none where the kernel does not count it.
    pub(crate) fn memory(&self) -> Option<Memory> {
        match self {
            Group::V1(group) => group.memory(),
            Group::V2(group) => group.memory(),
        }
    }

    /// Measures the peak from now on; false where the kernel can't.
    pub(crate) fn reset_peak(&self) -> bool {
        match self {
            Group::V1(group) => group.reset_peak(),
            Group::V2(group) => group.reset_peak(),
        }
    }

    /// How many processes the kernel ended because the limit was reached.
    pub(crate) fn out_of_memory(&self) -> u64 {
        match self {
            Group::V1(group) => group.out_of_memory(),
            Group::V2(group) => group.out_of_memory(),
        }
    }

    /// Stops or continues all processes; false where there is no freezer.
    pub(crate) fn freeze(&self, frozen: bool) -> bool {
        match self {
            Group::V1(group) => group.freeze(frozen),
            Group::V2(group) => group.freeze(frozen),
        }
    }

    /// Removes the group. True when it is gone.
    pub(crate) fn remove(&self) -> bool {
        match self {
            Group::V1(group) => group.remove(),
            Group::V2(group) => group.remove(),
        }
    }
}
