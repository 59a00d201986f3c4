//! One interpreter, as it described itself.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tradewind_sandbox::Mount;

use crate::runtime::Runtime;

/// Folders of which every instance sees a read-only part anyway.
const SYSTEM: [&str; 6] = ["/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin"];

/// The languages that are asked for a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Family {
    Python,
    Node,
    Java,
}

/// An interpreter that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Interpreter {
    pub(super) family: Family,
    /// The part of the version that names the runtime: CPython's minor, the major of the others.
    pub(super) number: u8,
    /// The whole version: `3.12.1`.
    pub(super) version: String,
    /// Its real path.
    pub(super) executable: PathBuf,
    /// Files and folders that it needs to see.
    pub(super) needs: Vec<PathBuf>,
    /// Whether boto3 can be imported (Python).
    pub(super) boto3: bool,
}

impl Interpreter {
    /// The runtime it serves, if it is one that can be named.
    pub(super) fn runtime(&self) -> Option<Runtime> {
        let identifier = match self.family {
            Family::Python => format!("python3.{}", self.number),
            Family::Node => format!("nodejs{}.x", self.number),
            Family::Java => format!("java{}", self.number),
        };
        Runtime::parse(&identifier)
    }

    /// 64 hexadecimal digits that stand for this version at this place.
    pub(super) fn identity(&self) -> String {
        hex::encode(Sha256::digest(format!("{:?} {} {}", self.family, self.version, self.executable.display())))
    }

    /// What must be mounted beside the system's folders, each at its own path.
    pub(super) fn mounts(&self) -> Vec<Mount> {
        outermost(&self.needs)
            .into_iter()
            .map(|path| Mount { source: path.to_owned(), target: path.to_owned(), read_only: true })
            .collect()
    }
}

/// Paths outside the system's folders, without those that lie in another one.
fn outermost(paths: &[PathBuf]) -> Vec<&Path> {
    let mut wanted: Vec<&Path> = paths
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| path.is_absolute() && path.parent().is_some())
        .filter(|path| !SYSTEM.iter().any(|system| path.starts_with(system)))
        .collect();
    wanted.sort_unstable();
    let mut kept: Vec<&Path> = Vec::new();
    for path in wanted {
        if !kept.last().is_some_and(|outer| path.starts_with(outer)) {
            kept.push(path);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::outermost;

    #[test]
    fn only_the_outermost_folders_outside_the_system_are_mounted() {
        let paths = ["/opt/py/lib/x", "/usr/lib/y", "/opt/py", "/opt/python", "/", "/lib/z", "relative", "/opt/py/bin"];
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let kept: Vec<_> = outermost(&paths).into_iter().map(|path| path.display().to_string()).collect();
        assert_eq!(kept, ["/opt/py", "/opt/python"]);
    }
}
