//! System calls that a program must not be able to make, for the probes that try them.

use rustix::io::Errno;

use super::fork::last_error;

/// What is tried. Without a filter each gets past the entrance of its call: it succeeds, or fails because its arguments are void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forbidden {
    /// To trace a process.
    Trace(i32),
    /// To read no bytes of a process's memory.
    ReadMemory(i32),
    /// To find the session's keyring.
    Keyring,
    /// To make a map for programs in the kernel.
    Bpf,
    /// To measure.
    Perf,
    /// To make a ring for requests.
    IoUring,
    /// To handle page faults.
    UserFault,
    /// To load a module.
    Module,
    /// To open a file by its handle.
    Handle,
    /// To begin a file system.
    FileSystem,
    /// To make a process by the call whose flags a filter can't see.
    Clone3,
    /// To type into a terminal.
    Type,
    /// To give up the random layout of memory.
    Layout,
}

impl Forbidden {
    /// Tries it.
    pub(crate) fn attempt(self) -> Result<(), Errno> {
        let [number, a, b, c, d] = match self {
            Forbidden::Trace(process) => [libc::SYS_ptrace, libc::PTRACE_SEIZE as i64, i64::from(process), 0, 0],
            Forbidden::ReadMemory(process) => [libc::SYS_process_vm_readv, i64::from(process), 0, 0, 0],
            // `KEYCTL_GET_KEYRING_ID`, `KEY_SPEC_SESSION_KEYRING`, don't make one.
            Forbidden::Keyring => [libc::SYS_keyctl, 0, -3, 0, 0],
            Forbidden::Bpf => [libc::SYS_bpf, 0, 0, 0, 0],
            Forbidden::Perf => [libc::SYS_perf_event_open, 0, 0, -1, -1],
            Forbidden::IoUring => [libc::SYS_io_uring_setup, 1, 0, 0, 0],
            Forbidden::UserFault => [libc::SYS_userfaultfd, i64::from(libc::O_CLOEXEC), 0, 0, 0],
            Forbidden::Module => [libc::SYS_init_module, 0, 0, 0, 0],
            Forbidden::Handle => [libc::SYS_open_by_handle_at, -1, 0, 0, 0],
            Forbidden::FileSystem => [libc::SYS_fsopen, 0, 0, 0, 0],
            Forbidden::Clone3 => [libc::SYS_clone3, 0, 0, 0, 0],
            Forbidden::Type => [libc::SYS_ioctl, 0, libc::TIOCSTI as i64, 0, 0],
            Forbidden::Layout => [libc::SYS_personality, i64::from(libc::ADDR_NO_RANDOMIZE), 0, 0, 0],
        };
        // SAFETY: all pointers among the arguments are null and all lengths 0, so the kernel reads and writes no memory of this
        // process: such a call fails with `EFAULT` or does nothing. Those without pointers change how this process is observed or
        // laid out by a later exec, not its memory. A descriptor that is made has no owner and is closed with the process.
        match unsafe { libc::syscall(number, a, b, c, d, 0_i64) } {
            -1 => Err(last_error()),
            _ => Ok(()),
        }
    }
}

/// Ends this process with `SIGALRM` after some seconds, if it has not ended by itself.
pub(crate) fn end_after(seconds: u32) {
    // SAFETY: sets a timer of the kernel, touches no memory. No handler is set for its signal.
    unsafe { libc::alarm(seconds) };
}
