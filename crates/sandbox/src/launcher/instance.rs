//! What the launcher knows of one instance.
//!
//! ```text
//!                     init            program
//! sandbox, spawned    child           (init's child: init tells)
//! sandbox, forked     child           a zygote's child
//! others, spawned     -               child
//! others, forked      -               a zygote's child
//! ```

use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;

use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid};
use tradewind_clock::Timestamp;

use crate::cgroup::Group;
use crate::error::LaunchError;
use crate::spec::{Exit, Limits};

/// A process that is waited for.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) pid: Pid,
    pub(super) pidfd: OwnedFd,
    /// Until it has been waited for.
    pub(super) alive: bool,
}

impl Process {
    /// A process that exists: it has not been waited for.
    pub(super) fn open(pid: Pid) -> Result<Process, Errno> {
        Ok(Process { pid, pidfd: pidfd_open(pid, PidfdFlags::empty())?, alive: true })
    }

    pub(super) fn signal(&self, signal: Signal) {
        if self.alive {
            let _ = pidfd_send_signal(&self.pidfd, signal);
        }
    }

    /// Whether this process could wait for its end, now or later. Waits for nothing.
    pub(super) fn is_own_child(&self) -> bool {
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        !matches!(waitid(WaitId::PidFd(self.pidfd.as_fd()), look), Err(Errno::CHILD))
    }
}

/// What is still expected of a zygote.
#[derive(Debug)]
pub(super) struct Fork {
    pub(super) zygote: u64,
    /// The writing ends of stdout and stderr, and the fork's end of the control socket, until the zygote has them.
    pub(super) ends: Option<[OwnedFd; 3]>,
    /// The fork has given everything up, it says.
    pub(super) sealed: bool,
}

/// One instance, from the request until nothing is left.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) name: String,
    /// The request, until it is answered.
    pub(super) call: Option<u64>,
    pub(super) since: Timestamp,
    pub(super) init: Option<Process>,
    pub(super) program: Option<Process>,
    /// From init; from the program itself until it is executed, where there is no init.
    pub(super) channel: Option<OwnedFd>,
    pub(super) fork: Option<Fork>,
    pub(super) group: Option<Group>,
    /// The server's ends, until it has them.
    pub(super) ends: Vec<OwnedFd>,
    pub(super) limits: Limits,
    /// The number of its interfaces, where it has a way out of its network.
    pub(super) line: Option<u32>,
    /// Where something is mounted.
    pub(super) mounted: Vec<PathBuf>,
    /// For which of these a place was made.
    pub(super) places: Vec<PathBuf>,
    /// Its folder for temporary files, where it has no `/tmp` of its own.
    pub(super) tmp: Option<PathBuf>,
    pub(super) exit: Exit,
    /// Why it is not launched.
    pub(super) failed: Option<LaunchError>,
    pub(super) frozen: bool,
    pub(super) killed: bool,
    /// Whether its memory is looked at, because the kernel does not limit it; and the most that was seen.
    pub(super) watched: bool,
    pub(super) seen: u64,
}

impl Instance {
    /// Whether none of the processes that are waited for is left.
    pub(super) fn is_ended(&self) -> bool {
        let ended = |process: &Option<Process>| process.as_ref().is_none_or(|process| !process.alive);
        let expected = self.fork.is_some() && self.init.is_none() && self.program.is_none();
        !expected && ended(&self.init) && ended(&self.program)
    }
}
