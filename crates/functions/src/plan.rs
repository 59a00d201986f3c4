//! How an instance of a function starts: what the runtimes decide and the instance carries out.
//!
//! A program that is spawned finds everything in its environment. What was running before it knew its function (a fork of a
//! zygote, a worker from the pool) is told on the control socket, in one line of JSON:
//!
//! ```text
//! {"env": {the whole environment}, "handler": "...", "task": "/var/task", "runtime_api": "127.0.0.1:9001"}
//! ```

use std::path::{Path, PathBuf};

use tradewind_sandbox::{Limits, Mount, Program, ZygoteId};

use crate::function::Function;

/// The port of the Runtime API on an instance's own loopback.
pub(crate) const RUNTIME_API_PORT: u16 = 9001;
/// The port of the platform endpoint on an instance's own loopback.
pub(crate) const PLATFORM_PORT: u16 = 4566;
/// Where code lives in a private root.
pub(crate) const TASK_ROOT: &str = "/var/task";
/// Where a compile cache is seen.
pub(crate) const COMPILED_ROOT: &str = "/var/lib/tradewind-compiled";
/// What a client is told about it: `make`, or where it is. It removes the variable.
pub(crate) const COMPILED: &str = "TRADEWIND_COMPILE_CACHE";
/// Where layers live in a private root.
pub(crate) const LAYERS_ROOT: &str = "/opt";

/// How an instance starts.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// How its process comes to life.
    pub(crate) strategy: Strategy,
    /// Everything that has to be visible: [`Layout::mounts`] and what the runtime needs. Without a private root, everything that
    /// has to be allowed.
    pub(crate) mounts: Vec<Mount>,
    /// What [`Strategy::Spawn`] executes, and [`Strategy::Pooled`] when no worker is there. `env` lacks the instance's own
    /// variables, which the instance adds; what is here wins over its defaults, not over the function's own variables.
    pub(crate) program: Program,
    /// Whether the process waits for the line of JSON described above, also when it was spawned.
    pub(crate) specialise: bool,
    /// External extensions that the program starts, by name. It waits for the line `go` on its control socket then.
    pub(crate) extensions: Vec<String>,
    /// What initialises a template to fork instances from, where there is such a thing for this function. It has the plan's
    /// mounts.
    pub(crate) template: Option<Program>,
    /// Whether it can make and use a compile cache.
    pub(crate) compiles: bool,
    /// Why the function has no program that could be executed, in AWS's words.
    pub(crate) missing: Option<String>,
    /// `python:3.12.v1` and the ARN of the runtime's version, for the line INIT_START.
    pub(crate) version: Option<(String, String)>,
}

impl Plan {
    /// A plan of this program, with nothing yet about extensions and versions.
    pub(crate) fn new(strategy: Strategy, mounts: Vec<Mount>, program: Program) -> Plan {
        let specialise = strategy != Strategy::Spawn;
        let (extensions, template, compiles, missing, version) = (Vec::new(), None, false, None, None);
        Plan { strategy, mounts, program, specialise, extensions, template, compiles, missing, version }
    }

    /// The same by executing the program, for a fork that could not be had. Its program is told by its environment.
    pub(crate) fn anew(self) -> Plan {
        Plan { strategy: Strategy::Spawn, specialise: false, ..self }
    }
}

/// How a process comes to life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// Executes the plan's program.
    Spawn,
    /// Forks this zygote into the new isolation.
    Zygote(ZygoteId),
    /// Takes a sandboxed worker that waits for its function; where none is ready, spawns.
    Pooled,
}

/// Where a function's files are.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The unpacked code, on the host.
    pub(crate) code: PathBuf,
    /// The merged layers, on the host.
    pub(crate) layers: Option<PathBuf>,
    /// Whether instances have a root of their own. Otherwise they see the host's paths.
    pub(crate) private_root: bool,
}

impl Layout {
    /// `LAMBDA_TASK_ROOT`: the code as an instance sees it.
    pub(crate) fn task(&self) -> &Path {
        if self.private_root { Path::new(TASK_ROOT) } else { &self.code }
    }

    /// The layers as an instance sees them.
    pub(crate) fn opt(&self) -> &Path {
        match &self.layers {
            Some(layers) if !self.private_root => layers,
            _ => Path::new(LAYERS_ROOT),
        }
    }

    /// The function's own files as mounts.
    pub(crate) fn mounts(&self) -> Vec<Mount> {
        let mut mounts = vec![self.mount(&self.code, TASK_ROOT)];
        mounts.extend(self.layers.as_deref().map(|layers| self.mount(layers, LAYERS_ROOT)));
        mounts
    }

    /// Something to read, at a place of its own. Without a private root it stays where it is, and only has to be allowed.
    pub(crate) fn mount(&self, source: &Path, target: &str) -> Mount {
        let target = if self.private_root { Path::new(target) } else { source };
        Mount { source: source.to_owned(), target: target.to_owned(), read_only: true }
    }
}

/// What instances of a function may use.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>: 1,024 descriptors, 1,024 processes and threads; a
/// whole core at 1,769 MB.
pub(crate) fn limits(function: &Function) -> Limits {
    Limits {
        memory_bytes: u64::from(function.memory_mb) << 20,
        tmp_bytes: u64::from(function.tmp_mb) << 20,
        cpu_millis: (function.memory_mb.saturating_mul(1_000) / 1_769).max(50),
        processes: 1_024,
        files: 1_024,
    }
}
