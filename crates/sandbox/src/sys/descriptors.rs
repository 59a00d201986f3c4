//! File descriptors by number.

use std::os::fd::{AsRawFd, BorrowedFd, IntoRawFd, OwnedFd, RawFd};

use rustix::io::{Errno, fcntl_dupfd_cloexec};

use super::fork::last_error;

/// Above every number a program starts with.
const ASIDE: RawFd = 64;

/// Takes what is at 0 away and puts `instead` there.
pub(crate) fn take_stdin(instead: BorrowedFd<'_>) -> Result<OwnedFd, Errno> {
    // SAFETY: descriptor 0 is always open in a process that the server started (it is the socket), and Rust's standard library
    // holds no owner of it.
    let stdin = unsafe { BorrowedFd::borrow_raw(0) };
    let taken = fcntl_dupfd_cloexec(stdin, 3)?;
    rustix::stdio::dup2_stdin(instead)?;
    Ok(taken)
}

/// Puts `descriptors` at 0, 1, 2 ... in this order, without close-on-exec. What was there before is closed.
///
/// For a process that is about to become another program: an owner of what was there would own the new one.
pub(crate) fn place(descriptors: &[BorrowedFd<'_>]) -> Result<(), Errno> {
    // First out of the way: one of them may sit at a number that another is to get.
    let aside: Vec<OwnedFd> =
        descriptors.iter().map(|one| fcntl_dupfd_cloexec(one, ASIDE)).collect::<Result<_, _>>()?;
    for (number, from) in aside.iter().enumerate() {
        let number = RawFd::try_from(number).map_err(|_| Errno::INVAL)?;
        // SAFETY: both are plain numbers; `dup2` touches no memory. Owners of the old numbers are the caller's to give up, see above.
        if unsafe { libc::dup2(from.as_raw_fd(), number) } < 0 {
            return Err(last_error());
        }
    }
    // They are closed by number with everything else, or by the exec.
    aside.into_iter().for_each(|one| {
        let _ = one.into_raw_fd();
    });
    Ok(())
}

/// Closes everything from 3 on but `kept`. For a child that never returns into the frames of its parent: owners there are dead.
pub(crate) fn close_all_but(kept: &[RawFd]) -> Result<(), Errno> {
    let mut kept: Vec<u32> = kept.iter().filter_map(|one| u32::try_from(*one).ok()).filter(|one| *one >= 3).collect();
    kept.sort_unstable();
    let mut first = 3;
    for one in kept {
        if one > first {
            close_range(first, one - 1)?;
        }
        first = one.saturating_add(1);
    }
    close_range(first, u32::MAX)
}

fn close_range(first: u32, last: u32) -> Result<(), Errno> {
    // SAFETY: closes by number and touches no memory. The callers' documentation says for which processes: those in which no owner
    // of a closed descriptor is ever used or dropped again.
    match unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) } {
        0 => Ok(()),
        _ => Err(last_error()),
    }
}
