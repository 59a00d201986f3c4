//! Giving up: identity, capabilities, privileges.

use std::fs;

use rustix::io::Errno;
use rustix::process::{DumpableBehavior, Resource, Rlimit, setrlimit};
use rustix::thread::{
    CapabilitySet, CapabilitySets, UnshareFlags, clear_ambient_capability_set, configure_capability_in_ambient_set,
    remove_capability_from_bounding_set, set_capabilities, set_no_new_privs, set_thread_groups, set_thread_res_gid,
    set_thread_res_uid,
};
use rustix::{fs::Gid, fs::Uid};

use crate::error::{Failure, Step};
use crate::spec::Limits;
use crate::sys::{self, SingleThread};

/// More capabilities than any kernel has.
const CAPABILITIES: u32 = 64;

/// What a process becomes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    /// Its uid and gid; none to keep those it has.
    pub(super) id: Option<u32>,
    /// Whether its processes are counted in a user namespace of its own: where no cgroup counts them, this is how the limit on
    /// processes is its own.
    pub(super) counted: bool,
}

/// Limits of every process of an instance, as numbers of `setrlimit`.
pub(super) fn limits(limits: &Limits, own_count: bool, whole_disk: bool) -> Vec<(Resource, u64)> {
    let mut all = vec![
        (Resource::Nofile, u64::from(limits.files)),
        (Resource::Core, 0),
        (Resource::Nice, 0),
        (Resource::Rtprio, 0),
    ];
    if own_count {
        // One more for init.
        all.push((Resource::Nproc, u64::from(limits.processes).saturating_add(1)));
    }
    if whole_disk {
        // No file system of its own limits it.
        all.push((Resource::Fsize, limits.tmp_bytes));
    }
    all
}

/// Sets them.
pub(super) fn set_limits(limits: &[(Resource, u64)]) -> Result<(), Failure> {
    limits.iter().try_for_each(|(resource, most)| {
        let most = Some(*most);
        setrlimit(*resource, Rlimit { current: most, maximum: most }).step(|| format!("setrlimit({resource:?})"))
    })
}

/// Gives up everything that is more than nothing. What made it stays in sight of nobody: its memory can't be read by others of the
/// same uid.
pub(super) fn give_up(identity: Identity) -> Result<(), Failure> {
    if let Some(id) = identity.id {
        set_thread_groups(&[]).step(|| "setgroups(0)".to_owned())?;
        let (uid, gid) = (Uid::from_raw(id), Gid::from_raw(id));
        drop_bounding()?;
        set_thread_res_gid(gid, gid, gid).step(|| format!("setresgid({id})"))?;
        set_thread_res_uid(uid, uid, uid).step(|| format!("setresuid({id})"))?;
    } else {
        drop_bounding()?;
    }
    clear_ambient_capability_set().step(|| "prctl(PR_CAP_AMBIENT_CLEAR_ALL)".to_owned())?;
    let none = CapabilitySet::empty();
    set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })
        .step(|| "capset(nothing)".to_owned())?;
    set_no_new_privs(true).step(|| "prctl(PR_SET_NO_NEW_PRIVS)".to_owned())?;
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable).step(|| "prctl(PR_SET_DUMPABLE)".to_owned())
}

/// A user namespace with one user, in which the kernel counts processes apart, if this identity has one.
///
/// Before the limit is set: the limit that a namespace is made under counts for all of its user outside.
pub(super) fn count_apart(single: &SingleThread, identity: Identity) -> Result<(), Failure> {
    if !identity.counted {
        return Ok(());
    }
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    sys::unshare(single, UnshareFlags::NEWUSER).step(|| "unshare(CLONE_NEWUSER)".to_owned())?;
    map("uid_map", uid, uid)?;
    map("gid_map", gid, gid)
}

/// Writes the one line of a map.
pub(super) fn map(file: &str, inside: u32, outside: u32) -> Result<(), Failure> {
    fs::write(format!("/proc/self/{file}"), format!("{inside} {outside} 1"))
        .step(|| format!("write(/proc/self/{file}, {inside} {outside} 1)"))
}

/// Without the right to do this (an unprivileged server), the set says what could be gained by a privileged file, and
/// `no_new_privs` says that nothing can.
fn drop_bounding() -> Result<(), Failure> {
    for number in 0..CAPABILITIES {
        match remove_capability_from_bounding_set(CapabilitySet::from_bits_retain(1 << number)) {
            Ok(()) => {}
            // The kernel knows no more, or this process may not.
            Err(Errno::INVAL | Errno::PERM) => break,
            Err(error) => return Err(error).step(|| format!("prctl(PR_CAPBSET_DROP, {number})")),
        }
    }
    Ok(())
}

/// Lets the program that this process is about to become keep what it may, although it is not root.
pub(super) fn keep_over_exec() -> Result<(), Failure> {
    let step = || "capset(inheritable)".to_owned();
    let mut sets = rustix::thread::capabilities(None).step(step)?;
    sets.inheritable = sets.permitted;
    set_capabilities(None, sets).step(step)?;
    for number in (0..CAPABILITIES).filter(|number| sets.permitted.bits() & (1 << number) != 0) {
        configure_capability_in_ambient_set(CapabilitySet::from_bits_retain(1 << number), true)
            .step(|| format!("prctl(PR_CAP_AMBIENT_RAISE, {number})"))?;
    }
    Ok(())
}
