//! Mount attributes, landlock, unshare.

use std::os::fd::{AsRawFd, BorrowedFd};

use rustix::io::Errno;
use rustix::thread::UnshareFlags;

use super::fork::{SingleThread, last_error};

/// Sets attributes (`MOUNT_ATTR_*`) on the mount tree that `tree` names, and on everything below it if `recursive`, and makes it
/// private. Linux 5.12.
pub(crate) fn mount_attributes(tree: BorrowedFd<'_>, set: u64, recursive: bool) -> Result<(), Errno> {
    let attributes = libc::mount_attr { attr_set: set, attr_clr: 0, propagation: libc::MS_PRIVATE, userns_fd: 0 };
    let flags = libc::AT_EMPTY_PATH | if recursive { libc::AT_RECURSIVE } else { 0 };
    // SAFETY: the path is an empty string that ends with a zero byte, the structure is valid for reads of the size given, and both
    // outlive the call.
    let result = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            tree.as_raw_fd(),
            c"".as_ptr(),
            flags,
            &raw const attributes,
            size_of::<libc::mount_attr>(),
        )
    };
    if result == 0 { Ok(()) } else { Err(last_error()) }
}

/// The version of landlock this kernel has; 0 for none.
pub(crate) fn landlock_abi() -> i64 {
    /// `LANDLOCK_CREATE_RULESET_VERSION`.
    const VERSION: u32 = 1;
    // SAFETY: with this flag the kernel reads no attributes: the pointer must be null and the size 0.
    let version =
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<libc::c_void>(), 0_usize, VERSION) };
    version.max(0)
}

/// Restricts this process (it has one thread) and all it makes to `rules`.
pub(crate) fn landlock_restrict(rules: BorrowedFd<'_>) -> Result<(), Errno> {
    // SAFETY: takes a descriptor and flags, touches no memory.
    match unsafe { libc::syscall(libc::SYS_landlock_restrict_self, rules.as_raw_fd(), 0) } {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}

/// Leaves namespaces for new ones.
pub(crate) fn unshare(_: &SingleThread, flags: UnshareFlags) -> Result<(), Errno> {
    if flags.contains(UnshareFlags::FILES) {
        return Err(Errno::INVAL);
    }
    // SAFETY: descriptors stay shared with nobody new: `FILES` is refused above, and there is one thread.
    unsafe { rustix::thread::unshare_unsafe(flags) }
}
