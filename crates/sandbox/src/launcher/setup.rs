//! What the launcher may do, found out once.

use std::convert::Infallible;
use std::ffi::CString;
use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::mount::{MountPropagationFlags, mount_change};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CapabilitySet, UnshareFlags};
use serde::{Deserialize, Serialize};

use super::NOBODY;
use super::identity::{keep_over_exec, map};
use super::launch::remove_all;
use crate::cgroup::{Cgroups, owner};
use crate::egress::Gateway;
use crate::entry::{AGAIN, LAUNCHER};
use crate::error::{Failure, Step};
use crate::landlock;
use crate::level::{Egress, Feature, Level};
use crate::sys::{self, SingleThread};
use crate::wire::Config;

/// What says, in the launcher's folder, what is to be swept if it is killed.
const LEFT: &str = "left.json";

/// The first uid of those that instances get where they share the process list: each another one.
const FIRST_USER: u32 = 1_900_000_000;

/// So many different ones.
const USERS: u64 = 1_000_000;

/// What the launcher may do.
#[derive(Debug)]
pub(super) struct Rights {
    /// Whether it can give programs another user: it is root.
    pub(super) changes_user: bool,
    /// Whether the uids from [`FIRST_USER`] on exist here.
    many_users: bool,
    /// Its own network namespace, to come back to.
    pub(super) network: OwnedFd,
    /// Its own mount namespace, and its root.
    pub(super) mounts: (OwnedFd, OwnedFd),
}

impl Rights {
    /// Whether every instance has another user.
    pub(super) fn separate_users(&self) -> bool {
        self.changes_user && self.many_users
    }

    /// The user of an instance; none where it can't be changed.
    pub(super) fn user(&self, level: Level, number: u64) -> Option<u32> {
        if !self.changes_user {
            return None;
        }
        if level == Level::Sandbox || !self.many_users {
            return Some(NOBODY);
        }
        u32::try_from(number % USERS).ok().and_then(|offset| FIRST_USER.checked_add(offset)).or(Some(NOBODY))
    }
}

/// Gets what this level needs.
pub(super) fn prepare(single: &SingleThread, level: Level) -> Result<Rights, Failure> {
    if let (Level::Confined, Some(failure)) = (level, landlock::refuses_confined()) {
        return Err(failure);
    }
    let root = rustix::process::geteuid().is_root();
    let effective = rustix::thread::capabilities(None).step(|| "capget()".to_owned())?.effective;
    let changes_user = root && effective.contains(CapabilitySet::SETUID | CapabilitySet::SETGID | CapabilitySet::KILL);
    if level == Level::Sandbox {
        match (root, effective.contains(CapabilitySet::SYS_ADMIN)) {
            (true, false) => return Err(powerless_root()),
            (true, true) => unshare(single, UnshareFlags::NEWNS, "CLONE_NEWNS")?,
            // It owns its namespaces already.
            (false, _) => {}
        }
        mount_change("/", MountPropagationFlags::DOWNSTREAM | MountPropagationFlags::REC)
            .step(|| "mount(/, MS_REC | MS_SLAVE)".to_owned())?;
    }
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))
        .step(|| "prctl(PR_SET_CHILD_SUBREAPER)".to_owned())?;
    let open = |path: &str, flags: OFlags| {
        openat(CWD, path, flags | OFlags::CLOEXEC, Mode::empty()).step(|| format!("open({path})"))
    };
    Ok(Rights {
        changes_user,
        many_users: has_user(FIRST_USER) && has_user(FIRST_USER + (USERS as u32)),
        network: open("/proc/self/ns/net", OFlags::RDONLY)?,
        mounts: (open("/proc/self/ns/mnt", OFlags::RDONLY)?, open("/", OFlags::PATH | OFlags::DIRECTORY)?),
    })
}

/// Two or three descriptors are open for every instance, so this process takes what it may have. Programs get their own limit.
pub(super) fn many_files() {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
}

fn powerless_root() -> Failure {
    Failure {
        step: "unshare(CLONE_NEWNS)".to_owned(),
        error:
            "root without CAP_SYS_ADMIN can't make namespaces (start the container with --cap-add SYS_ADMIN, or the \
                server as an unprivileged user)"
                .to_owned(),
    }
}

/// An unprivileged user becomes the owner of a user namespace, in which it may do what root may. The network of its own is so that
/// it can come back from that of an instance: to the host's it may not.
///
/// Comes back only with what went wrong. What it executes is itself: whether the kernel lets it look into its children depends on
/// the user namespace in which their program was executed.
pub(super) fn become_owner(socket: &OwnedFd, config: &str) -> Failure {
    let owned = || -> Result<Infallible, Failure> {
        let single = SingleThread::prove()
            .ok_or_else(|| Failure { step: "start".to_owned(), error: "more than one thread".to_owned() })?;
        let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
        unshare(
            &single,
            UnshareFlags::NEWUSER | UnshareFlags::NEWNS | UnshareFlags::NEWNET,
            "CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET",
        )?;
        fs::write("/proc/self/setgroups", "deny").step(|| "write(/proc/self/setgroups, deny)".to_owned())?;
        map("uid_map", NOBODY, uid)?;
        map("gid_map", NOBODY, gid)?;
        keep_over_exec()?;
        rustix::stdio::dup2_stdin(socket).step(|| "dup2(the socket, 0)".to_owned())?;
        let args = [LAUNCHER, LAUNCHER, config, AGAIN].map(|one| CString::new(one).unwrap_or_default());
        Err(sys::execute(c"/proc/self/exe", &args, &[])).step(|| "execve(/proc/self/exe)".to_owned())
    };
    match owned() {
        Err(failure) => failure,
        Ok(never) => match never {},
    }
}

fn unshare(single: &SingleThread, flags: UnshareFlags, names: &str) -> Result<(), Failure> {
    sys::unshare(single, flags).step(|| format!("unshare({names})")).map_err(|mut failure| {
        failure.error.push_str(
            " (user namespaces may be off: see the sysctls user.max_user_namespaces, kernel.unprivileged_userns_clone and \
             kernel.apparmor_restrict_unprivileged_userns, and the seccomp profile of the container)",
        );
        failure
    })
}

/// Whether a uid exists in this process's user namespace.
fn has_user(uid: u32) -> bool {
    let map = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    map.lines().any(|line| {
        let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().unwrap_or(0));
        let (first, _, count) = (numbers.next().unwrap_or(0), numbers.next(), numbers.next().unwrap_or(0));
        u64::from(uid) >= first && u64::from(uid) - first < count
    })
}

/// What is to be swept if the launcher is killed.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    groups: Vec<PathBuf>,
    scratch: PathBuf,
    /// Forwarding of packets was switched on, since this start of the machine.
    #[serde(default)]
    forwarding: Option<String>,
}

/// Where folders for temporary files are made; the rest of the name is one launcher's alone.
const SCRATCH: &str = "/tmp/tradewind-";

/// Where things are, and the list that says so.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) cgroups: Cgroups,
    list: PathBuf,
    left: Left,
}

impl Places {
    /// Sweeps what a launcher that was killed left, and makes the groups of this one.
    pub(super) fn make(state: &Path) -> Result<Places, Failure> {
        fs::create_dir_all(state).step(|| format!("mkdir({})", state.display()))?;
        let list = state.join(LEFT);
        let mut forwarding = None;
        if let Ok(text) = fs::read(&list) {
            let left: Left = serde_json::from_slice(&text).unwrap_or_default();
            Cgroups::sweep(&left.groups);
            if left.scratch.to_string_lossy().starts_with(SCRATCH) {
                remove_all(&left.scratch);
            }
            forwarding = left.forwarding.filter(|boot| *boot == this_boot());
        }
        // Another server may use the same hierarchy.
        let unique = fs::read_to_string("/proc/sys/kernel/random/uuid").step(|| "read(uuid)".to_owned())?;
        let tag: String = unique.chars().take_while(|letter| *letter != '-').collect();
        let cgroups = Cgroups::find(&owner::name(&tag));
        let left = Left { groups: cgroups.folders(), scratch: PathBuf::from(format!("{SCRATCH}{tag}")), forwarding };
        let places = Places { cgroups, list, left };
        places.write()?;
        Ok(places)
    }

    fn write(&self) -> Result<(), Failure> {
        let text = serde_json::to_vec(&self.left).unwrap_or_default();
        fs::write(&self.list, text).step(|| format!("write({})", self.list.display()))
    }

    pub(super) fn scratch(&self) -> &Path {
        &self.left.scratch
    }

    /// The way out for instances, where they have one. Forwarding that a launcher which was killed has switched on is switched off
    /// with this one, or at once.
    pub(super) fn gateway(&mut self, wanted: bool) -> Result<Option<Gateway>, Failure> {
        let owed = self.left.forwarding.is_some();
        if !wanted {
            if owed {
                Gateway::stop_forwarding();
                self.left.forwarding = None;
                self.write()?;
            }
            return Ok(None);
        }
        let note = || {
            self.left.forwarding = Some(this_boot());
            self.write()
        };
        Gateway::open(owed, note).map(Some)
    }
}

/// Settings of the kernel last until the machine is started again.
fn this_boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default()
}

/// Removes what says where things were, when nothing is left of them.
pub(super) fn forget(state: &Path, scratch: &Path) {
    let _ = fs::remove_dir(scratch);
    let _ = fs::remove_file(state.join(LEFT));
}

/// Parts that a machine may lack.
pub(super) fn features(config: &Config, rights: &Rights, cgroups: &Cgroups) -> Vec<Feature> {
    let feature = |name: &str, state: String| Feature { name: name.to_owned(), state };
    let namespaces = config.level == Level::Sandbox;
    vec![
        feature("cgroup", cgroups.state()),
        feature("landlock", landlock::state()),
        feature(
            "userns",
            if rights.changes_user {
                "root"
            } else if namespaces {
                "user"
            } else {
                "none"
            }
            .to_owned(),
        ),
        feature("memory", if cgroups.limits_memory() { "limited by the kernel" } else { "watched" }.to_owned()),
        feature(
            "processes",
            match (cgroups.limits_processes(), namespaces || (rights.changes_user && rights.many_users)) {
                (true, _) => "limited by cgroup",
                (false, true) => "limited by rlimit",
                (false, false) => "not limited",
            }
            .to_owned(),
        ),
        feature("freezer", if cgroups.freezes() { "cgroup" } else { "signals" }.to_owned()),
        feature("egress", egress(config)),
    ]
}

/// What of the network is reached, and how.
fn egress(config: &Config) -> String {
    match (config.level, config.egress) {
        (Level::Process | Level::Vm, _) => {
            "full (the host's network; nothing is kept from it at this level)".to_owned()
        }
        (_, Egress::None) => "none".to_owned(),
        (Level::Sandbox, Egress::Full) => Gateway::state(),
        (Level::Confined, Egress::Full) => "full (the host's network)".to_owned(),
    }
}
