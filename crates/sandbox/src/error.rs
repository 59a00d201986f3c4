//! What can go wrong, by name.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Why there is no launcher. Isolation that can't be had is no error here: see [`crate::SelfTest`].
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The executable could not be started.
    #[error("can't start the launcher {executable}: {error}")]
    Execute {
        /// What was to be executed.
        executable: PathBuf,
        /// The system's error.
        error: std::io::Error,
    },
    /// The launcher refused to work, ended, or did not answer; says why.
    #[error("the launcher did not start: {0}")]
    Refused(String),
}

/// Why something was not launched or not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum LaunchError {
    /// No isolation level at or above the floor is in force. A sentence for each level tried.
    #[error("no isolation level can be had: {}", .0.join("; "))]
    NoLevel(Vec<String>),
    /// The launcher, or the instance, is gone.
    #[error("{0} is gone")]
    Gone(String),
    /// The request contradicts itself or the level in force.
    #[error("invalid: {0}")]
    Invalid(String),
    /// A step of the isolation failed.
    #[error("{step}: {error}")]
    Failed {
        /// The system call and what it was for.
        step: String,
        /// The system's error.
        error: String,
    },
    /// The program could not be executed.
    #[error("can't execute {path}: {error}")]
    Program {
        /// As seen from inside.
        path: PathBuf,
        /// The system's error.
        error: String,
    },
    /// There is no such zygote: it ended, or the launcher was started anew.
    #[error("there is no such zygote")]
    NoZygote,
    /// The zygote did not do its part, or what it made is not as isolated as it must be.
    #[error("zygote: {0}")]
    Zygote(String),
}

/// A step that failed, on its way to a [`LaunchError`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    /// The system call and what it was for.
    pub(crate) step: String,
    /// The system's error, in words and by name where the name says more.
    pub(crate) error: String,
}

/// Names the step of a system call that fails.
pub(crate) trait Step<T> {
    /// With `step` as its name.
    fn step(self, step: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T> Step<T> for Result<T, rustix::io::Errno> {
    fn step(self, step: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| Failure { step: step(), error: describe(error) })
    }
}

impl<T> Step<T> for std::io::Result<T> {
    fn step(self, step: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| Failure {
            step: step(),
            error: rustix::io::Errno::from_io_error(&error).map_or_else(|| error.to_string(), describe),
        })
    }
}

impl From<Failure> for LaunchError {
    fn from(failure: Failure) -> Self {
        LaunchError::Failed { step: failure.step, error: failure.error }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.step, self.error)
    }
}

/// `EPERM (Operation not permitted)`: by the name that documentation uses.
pub(crate) fn describe(error: rustix::io::Errno) -> String {
    use rustix::io::Errno;
    let name = match error {
        Errno::PERM => "EPERM",
        Errno::ACCESS => "EACCES",
        Errno::NOENT => "ENOENT",
        Errno::NOSPC => "ENOSPC",
        Errno::INVAL => "EINVAL",
        Errno::NOSYS => "ENOSYS",
        Errno::ROFS => "EROFS",
        Errno::AGAIN => "EAGAIN",
        Errno::NOMEM => "ENOMEM",
        Errno::BUSY => "EBUSY",
        Errno::USERS => "EUSERS",
        Errno::NOTDIR => "ENOTDIR",
        Errno::MSGSIZE => "EMSGSIZE",
        Errno::NOEXEC => "ENOEXEC",
        Errno::ADDRINUSE => "EADDRINUSE",
        Errno::SRCH => "ESRCH",
        _ => "",
    };
    if name.is_empty() { error.to_string() } else { format!("{name} ({error})") }
}
