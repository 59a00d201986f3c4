//! Signals of the launcher and of its children.

use std::mem::MaybeUninit;
use std::os::fd::{FromRawFd, OwnedFd};

use rustix::io::Errno;
use rustix::process::Signal;

use super::fork::last_error;

/// Blocks `SIGCHLD` and returns a descriptor that becomes readable when it is pending.
pub(crate) fn child_signals() -> Result<OwnedFd, Errno> {
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: `sigemptyset` initialises the set before anything reads it; the others get a valid pointer to it.
    let fd = unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        libc::sigaddset(set.as_mut_ptr(), libc::SIGCHLD);
        if libc::sigprocmask(libc::SIG_BLOCK, set.as_ptr(), std::ptr::null_mut()) != 0 {
            return Err(last_error());
        }
        libc::signalfd(-1, set.as_ptr(), libc::SFD_CLOEXEC | libc::SFD_NONBLOCK)
    };
    if fd < 0 {
        return Err(last_error());
    }
    // SAFETY: the kernel has just made this descriptor for us.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Default dispositions and an empty mask, as a new program expects them: ignored signals (Rust ignores `SIGPIPE`) and blocked
/// ones survive an exec.
pub(crate) fn reset_signals() {
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the default disposition is always valid; numbers that can't be changed are refused without effect. `sigemptyset`
    // initialises the set before it is read.
    unsafe {
        for number in 1..=64 {
            libc::signal(number, libc::SIG_DFL);
        }
        libc::sigemptyset(set.as_mut_ptr());
        libc::sigprocmask(libc::SIG_SETMASK, set.as_ptr(), std::ptr::null_mut());
    }
}

/// Blocks every signal: they wait for [`next_signal`].
pub(crate) fn block_signals() -> Result<(), Errno> {
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: `sigfillset` initialises the set before it is read; the old mask is not asked for.
    let result = unsafe {
        libc::sigfillset(set.as_mut_ptr());
        libc::sigprocmask(libc::SIG_BLOCK, set.as_ptr(), std::ptr::null_mut())
    };
    if result == 0 { Ok(()) } else { Err(last_error()) }
}

/// Waits for a blocked signal; none for one without a name (a real-time signal).
pub(crate) fn next_signal() -> Option<Signal> {
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: `sigfillset` initialises the set before it is read; what is known of the signal beside its number is not asked for.
    let number = unsafe {
        libc::sigfillset(set.as_mut_ptr());
        libc::sigwaitinfo(set.as_ptr(), std::ptr::null_mut())
    };
    Signal::from_named_raw(number)
}

/// Makes writing beyond the limit of a file's size an error (`EFBIG`); otherwise it ends the process. Survives an exec.
pub(crate) fn ignore_long_files() {
    // SAFETY: ignoring is a valid disposition.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}
