//! What reaches the kernel.

use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::mount::{MountFlags, UnmountFlags, mount, unmount};
use rustix::process::{WaitOptions, chroot, pivot_root, waitpid};
use rustix::thread::{LinkNameSpaceType, UnshareFlags, move_into_link_name_space};

use super::super::bait::Facts;
use super::{Outcome, all_fail};
use crate::sys::{self, Forbidden, SingleThread};

/// Each in a child, which would live in the namespace that must not come to be.
pub(super) fn namespaces(_: &Facts) -> Outcome {
    let alone = SingleThread::prove().ok_or("can't fork: there are threads")?;
    let made = [
        ("clone(CLONE_NEWUSER)", libc::CLONE_NEWUSER),
        ("clone(CLONE_NEWNS)", libc::CLONE_NEWNS),
        ("clone(CLONE_NEWNET)", libc::CLONE_NEWNET),
        ("clone(CLONE_NEWPID)", libc::CLONE_NEWPID),
    ]
    .map(|(name, flags)| (name, in_child(&alone, flags, || Ok(()))));
    let left = [
        ("unshare(CLONE_NEWUSER)", UnshareFlags::NEWUSER),
        ("unshare(CLONE_NEWNS)", UnshareFlags::NEWNS),
        ("unshare(CLONE_NEWNET)", UnshareFlags::NEWNET),
    ]
    .map(|(name, flags)| {
        let unshare = || match SingleThread::prove() {
            Some(alone) => sys::unshare(&alone, flags),
            None => Err(Errno::AGAIN),
        };
        (name, in_child(&alone, 0, unshare))
    });
    all_fail(made.into_iter().chain(left))
}

/// How it went in a child that ended.
fn in_child(alone: &SingleThread, flags: i32, run: impl FnOnce() -> Result<(), Errno>) -> Result<(), Errno> {
    let child = sys::fork(alone, flags, || run().map_or_else(Errno::raw_os_error, |()| 0))?;
    match waitpid(Some(child.pid), WaitOptions::empty())? {
        Some((_, status)) if status.exit_status() == Some(0) => Ok(()),
        Some((_, status)) => Err(Errno::from_raw_os_error(status.exit_status().unwrap_or(libc::ECHILD))),
        None => Err(Errno::CHILD),
    }
}

pub(super) fn joining(_: &Facts) -> Outcome {
    let join = |path: &str, kind| {
        let fd = open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        move_into_link_name_space(std::os::fd::AsFd::as_fd(&fd), Some(kind))
    };
    all_fail([
        ("the network of init", join("/proc/1/ns/net", LinkNameSpaceType::Network)),
        ("its own network", join("/proc/self/ns/net", LinkNameSpaceType::Network)),
        ("its own names", join("/proc/self/ns/uts", LinkNameSpaceType::HostNameAndNISDomainName)),
    ])
}

/// The target is a file, so that a mount of a folder there fails too, but only after everything that should have refused it.
pub(super) fn mounting(_: &Facts) -> Outcome {
    let refused = |result: Result<(), Errno>| match result {
        Err(Errno::PERM | Errno::ACCESS | Errno::NOSYS) => result,
        Err(_) | Ok(()) => Ok(()),
    };
    all_fail([
        ("mount(tmpfs)", refused(mount("none", "/dev/null", "tmpfs", MountFlags::empty(), None))),
        ("mount(bind)", refused(mount("/tmp", "/dev/null", "", MountFlags::BIND, None))),
        ("umount(/dev/null)", refused(unmount("/dev/null", UnmountFlags::DETACH))),
        ("fsopen", refused(Forbidden::FileSystem.attempt())),
    ])
}

pub(super) fn roots(_: &Facts) -> Outcome {
    // Of the root itself: where it is allowed it changes nothing.
    let pivoted = match pivot_root("/", "/") {
        Err(Errno::PERM | Errno::NOSYS) => Err(Errno::PERM),
        Err(_) | Ok(()) => Ok(()),
    };
    all_fail([("chroot(/)", chroot("/")), ("pivot_root(/)", pivoted)])
}

pub(super) fn keyrings(_: &Facts) -> Outcome {
    refused("keyctl", Forbidden::Keyring)
}

pub(super) fn calls(_: &Facts) -> Outcome {
    let calls = [
        ("bpf", Forbidden::Bpf),
        ("perf_event_open", Forbidden::Perf),
        ("io_uring_setup", Forbidden::IoUring),
        ("userfaultfd", Forbidden::UserFault),
        ("init_module", Forbidden::Module),
        ("open_by_handle_at", Forbidden::Handle),
        ("clone3", Forbidden::Clone3),
        ("ioctl(TIOCSTI)", Forbidden::Type),
        ("personality(ADDR_NO_RANDOMIZE)", Forbidden::Layout),
    ];
    let seen: Vec<Outcome> = calls.into_iter().map(|(name, call)| refused(name, call)).collect();
    let through: Vec<&str> = seen.iter().filter_map(|one| one.as_ref().err()).map(String::as_str).collect();
    let held: Vec<&str> = seen.iter().filter_map(|one| one.as_ref().ok()).map(String::as_str).collect();
    if through.is_empty() { Ok(held.join(", ")) } else { Err(through.join(", ")) }
}

/// A call with void arguments fails anyway; only these two errors say that it was not even looked at.
fn refused(name: &str, call: Forbidden) -> Outcome {
    match call.attempt() {
        Err(error @ (Errno::PERM | Errno::NOSYS)) => Ok(format!("{name}: {error}")),
        Err(error) => Err(format!("{name}: {error}")),
        Ok(()) => Err(name.to_owned()),
    }
}
