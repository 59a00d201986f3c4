//! What is to be launched.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One process tree to be launched in an isolation of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// A name for logs, cgroups and folders: letters, digits, dashes; unique among what runs.
    pub name: String,
    /// How the program comes to life.
    pub start: Start,
    /// What is visible beside the system's own read-only folders, in this order.
    pub mounts: Vec<Mount>,
    /// TCP ports to listen on at 127.0.0.1 of the process's own loopback; the listeners are handed to the server. Only at levels
    /// with a loopback of their own (`Launcher::own_loopback`).
    pub listen: Vec<u16>,
    /// TCP ports of the host's loopback it may connect to at level `confined`, which shares the loopback; without meaning at the
    /// others. The rule knows ports only: the same port of another host is reachable too.
    #[serde(default)]
    pub connect: Vec<u16>,
    /// What it may use.
    pub limits: Limits,
}

/// How a program comes to life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// Executes a program.
    Spawn(Program),
    /// Forks a zygote into the new isolation. The fork finds the control socket and goes on as the zygote's code says.
    Fork(ZygoteId),
}

/// A program to execute. Nothing is inherited: what is not in `env` is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its path, as seen from inside.
    pub path: PathBuf,
    /// Arguments, without the program's name.
    pub args: Vec<String>,
    /// The whole environment.
    pub env: Vec<(String, String)>,
    /// The working directory, as seen from inside.
    pub dir: PathBuf,
}

/// A host folder or file made visible, with `nosuid,nodev`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mount {
    /// On the host.
    pub source: PathBuf,
    /// As seen from inside; absolute.
    pub target: PathBuf,
    /// Whether it can't be written.
    pub read_only: bool,
}

/// What a process tree may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Memory of all processes together, `/tmp` included, in bytes.
    pub memory_bytes: u64,
    /// Size of `/tmp`, in bytes.
    pub tmp_bytes: u64,
    /// Share of the processor while others want it too, in thousandths of a core's worth. What is idle may be used.
    pub cpu_millis: u32,
    /// Processes and threads.
    pub processes: u32,
    /// Open files of one process.
    pub files: u32,
}

/// Names a zygote of a launcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ZygoteId(pub u64);

/// A process that has everything loaded and waits to be forked. It runs with the launcher's rights, so it must run trusted code
/// only, and it never sees anything of a program that is forked from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZygoteSpec {
    /// A name for logs.
    pub name: String,
    /// What it executes, on the host's file system.
    pub program: Program,
}

/// How a process tree ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The exit status of the program, if it exited.
    pub code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Whether the kernel ended a process of the tree because the memory limit was reached (from the kernel's own counter).
    pub out_of_memory: bool,
    /// The most memory the tree used, in bytes, where a cgroup counts it or as last seen.
    pub peak_memory_bytes: Option<u64>,
}
