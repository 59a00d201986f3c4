//! Making processes.

use std::marker::PhantomData;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rustix::io::Errno;
use rustix::process::Pid;

/// Proof that this process has one thread. Not `Send`, so it stays with it.
#[derive(Debug)]
pub(crate) struct SingleThread(PhantomData<*const ()>);

impl SingleThread {
    /// Asks the kernel; none if there are other threads, or if it does not say.
    pub(crate) fn prove() -> Option<SingleThread> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let threads = status.lines().find_map(|line| line.strip_prefix("Threads:"))?;
        (threads.trim() == "1").then_some(SingleThread(PhantomData))
    }
}

/// A child that was made.
#[derive(Debug)]
pub(crate) struct Child {
    /// Its number in this process's pid namespace.
    pub(crate) pid: Pid,
    /// A descriptor that names exactly this process.
    pub(crate) pidfd: OwnedFd,
}

/// What a child exits with when its code panicked.
const PANICKED: i32 = 70;

/// Makes a child, in new namespaces as `flags` (`CLONE_NEW*`) say, that runs `run` and exits with what it returns. The child never
/// comes back into the caller's frames, so it drops nothing that belongs to them.
pub(crate) fn fork(_: &SingleThread, flags: i32, run: impl FnOnce() -> i32) -> Result<Child, Errno> {
    let mut pidfd: RawFd = -1;
    let flags = flags | libc::CLONE_PIDFD | libc::SIGCHLD;
    // SAFETY: without `CLONE_VM` and with a null stack this is fork(2): the child gets a copy of the address space and goes on here.
    // There is one thread (the token proves it), so no lock of the heap or the library is held by a thread that the child lacks.
    // `pidfd` outlives the call. The order of the last two arguments differs between machines, and both are null.
    let pid = unsafe {
        libc::syscall(
            libc::SYS_clone,
            flags as libc::c_long,
            std::ptr::null_mut::<libc::c_void>(),
            &raw mut pidfd,
            std::ptr::null_mut::<libc::c_void>(),
            std::ptr::null_mut::<libc::c_void>(),
        )
    };
    match pid {
        -1 => Err(last_error()),
        0 => {
            let code = catch_unwind(AssertUnwindSafe(run)).unwrap_or(PANICKED);
            // SAFETY: `_exit` ends the process without running anything of it; always allowed.
            unsafe { libc::_exit(code) }
        }
        pid => {
            // SAFETY: the kernel has just made this descriptor for us (`CLONE_PIDFD`), and nobody else knows its number.
            let pidfd = unsafe { OwnedFd::from_raw_fd(pidfd) };
            let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(Errno::RANGE)?;
            Ok(Child { pid, pidfd })
        }
    }
}

/// `errno` after a failed call of the C library.
pub(super) fn last_error() -> Errno {
    Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::IO)
}
