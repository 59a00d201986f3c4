//! How strongly a process is isolated.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An isolation level; a later one is stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A process of its own with an unprivileged uid where possible and a time limit. No security boundary: for trusted code only.
    Process,
    /// Landlock on files and TCP ports, a system call filter, limits, a session of its own; no namespaces. Shares the process list
    /// and the loopback with the host; memory is watched, not limited.
    Confined,
    /// Namespaces, a private root, read-only code, no host network, no capabilities, a system call filter, landlock; cgroups where
    /// they are writable.
    Sandbox,
    /// A kernel of its own. Named, and refused until it exists.
    Vm,
}

/// Which level is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The strongest whose self-test passes.
    Auto,
    /// This one or nothing.
    Exactly(Level),
}

/// What of the network a process reaches beside its own loopback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Egress {
    /// Nothing.
    #[default]
    None,
    /// What the host reaches.
    Full,
}

/// What the self-test found, at start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTest {
    /// The level in force; none when no level at or above the floor passed: then nothing is launched.
    pub level: Option<Level>,
    /// Why no stronger level is in force, or why there is none: the system call, its error and what would help; a sentence each.
    pub reasons: Vec<String>,
    /// Parts of the level that a machine may lack, and how each is done: `cgroup` (`v1`, `v2`, `none`), `landlock` (`abi 7`,
    /// `none`), `userns` (`root`, `user`), `egress` ...
    pub features: Vec<Feature>,
    /// Every probe that ran, with its outcome.
    pub probes: Vec<Probe>,
}

/// One part of the isolation that may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// What it is.
    pub name: String,
    /// How it is done here, or `none` with the reason.
    pub state: String,
}

/// One thing the self-test tried from the inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// What was tried.
    pub name: String,
    /// Whether the isolation held.
    pub held: bool,
    /// What was seen.
    pub seen: String,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Process => "process",
            Level::Confined => "confined",
            Level::Sandbox => "sandbox",
            Level::Vm => "vm",
        })
    }
}
