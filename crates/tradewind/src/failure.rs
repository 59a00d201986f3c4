//! Why the program ends, in one line that says what to do, and with which exit code.

use std::fmt;
use std::net::SocketAddr;
use std::process::ExitCode;

use tradewind_store::{OpenError, StoreError};

use crate::config::ConfigError;

/// What keeps the server from starting, or from ending well.
#[derive(Debug)]
pub enum Failure {
    /// A setting can't be followed.
    Config(ConfigError),
    /// The data directory can't be opened.
    Open(OpenError),
    /// Nothing can be served at the address.
    Listen(SocketAddr, std::io::Error),
    /// The store was opened and can't be used.
    Store(StoreError),
    /// The store did not close well.
    Close(StoreError),
    /// The application could not be brought up. What happened, for people.
    Application(String),
    /// The operating system refused something else that is needed.
    System(&'static str, std::io::Error),
}

/// Exit codes and their meanings, as `tradewind up --help` prints them.
pub const EXIT_CODES: &str = "\
Exit codes:
  0   stopped when told to
  1   the application could not be brought up
  2   a setting can't be followed
  10  the data directory is in use by another process
  11  the data directory was written by a newer version
  12  the data directory is damaged
  13  the directory holds something else
  14  the data directory can't be read or written
  15  the address can't be listened on
  16  the operating system refused something else
  17  the store did not close well; the next start recovers it
  18  the store was opened and can't be used";

impl Failure {
    /// The process's exit code; see [`EXIT_CODES`].
    pub fn code(&self) -> u8 {
        match self {
            Failure::Application(_) => 1,
            Failure::Config(_) => 2,
            Failure::Open(OpenError::Locked { .. }) => 10,
            Failure::Open(OpenError::Newer { .. }) => 11,
            Failure::Open(OpenError::Corrupt { .. }) => 12,
            Failure::Open(OpenError::NotATradewindDirectory { .. }) => 13,
            Failure::Open(OpenError::Io { .. }) => 14,
            Failure::Listen(..) => 15,
            Failure::System(..) => 16,
            Failure::Close(_) => 17,
            Failure::Store(_) => 18,
        }
    }

    /// Prints the line and gives the exit code.
    pub fn report(&self) -> ExitCode {
        eprintln!("tradewind: {self}");
        ExitCode::from(self.code())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Application(why) => f.write_str(why),
            Failure::Config(error) => error.fmt(f),
            Failure::Open(error) => write!(f, "{error}; {}", advice(error)),
            Failure::Listen(address, error) => match error.kind() {
                std::io::ErrorKind::AddrInUse => {
                    write!(f, "{address} is in use by another process; stop it, or name another port with --listen")
                }
                std::io::ErrorKind::PermissionDenied => {
                    write!(f, "listening on {address} is not permitted; name a port above 1023 with --listen")
                }
                _ => write!(f, "{address} can't be listened on: {error}; name another address with --listen"),
            },
            Failure::Close(error) => {
                write!(
                    f,
                    "the store did not close well: {error}; nothing acknowledged is lost, the next start recovers it"
                )
            }
            Failure::Store(error) => {
                write!(f, "the store can't be used: {error}; see to the disk of the data directory")
            }
            Failure::System(what, error) => write!(f, "{what}: {error}"),
        }
    }
}

fn advice(error: &OpenError) -> &'static str {
    match error {
        OpenError::Locked { .. } => "stop that one, or name another directory with --data",
        OpenError::Newer { .. } => "nothing was changed",
        OpenError::Corrupt { .. } => "nothing was changed: restore a backup, or name another directory with --data",
        OpenError::NotATradewindDirectory { .. } => "nothing was changed: name an empty or a new directory with --data",
        OpenError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotADirectory => {
            "name a directory with --data"
        }
        OpenError::Io { .. } => "see to its permissions and its disk, or name another directory with --data",
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        Failure::Config(error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        Failure::Open(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_is_one_line_with_a_code_of_its_own() {
        let path = std::path::PathBuf::from("/data");
        let failures = [
            Failure::Application("t.yaml:3: no".to_owned()),
            Failure::Config(ConfigError("listen: no".to_owned())),
            Failure::Open(OpenError::Locked { path: path.clone() }),
            Failure::Open(OpenError::Newer { path: path.clone(), found: 9, known: 1 }),
            Failure::Open(OpenError::corrupt(&path, 12, "a group is missing")),
            Failure::Open(OpenError::NotATradewindDirectory { path: path.clone() }),
            Failure::Open(OpenError::io(&path, std::io::ErrorKind::PermissionDenied.into())),
            Failure::Listen(([127, 0, 0, 1], 4566).into(), std::io::ErrorKind::AddrInUse.into()),
            Failure::System("no entropy", std::io::ErrorKind::NotFound.into()),
            Failure::Close(StoreError::Full),
            Failure::Store(StoreError::Full),
        ];
        let mut codes = std::collections::BTreeSet::new();
        for failure in &failures {
            assert!(!failure.to_string().contains('\n'), "{failure}");
            assert!(codes.insert(failure.code()), "{failure}");
            assert!(EXIT_CODES.contains(&format!("\n  {:<4}", failure.code())), "{failure}");
        }
    }
}
