//! How functions run.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use tradewind_functions::Versions;
use tradewind_sandbox::{Choice, Egress, Level};

use super::layer::{first_said, list, number};
use super::{ConfigError, Period, Size, count, period, size};

/// What one source says about functions: `--functions-idle`, `TRADEWIND_FUNCTIONS_IDLE`, or `idle` below `[functions]` in the file.
#[derive(Clone, Debug, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FunctionsLayer {
    /// How functions are isolated: auto (the strongest that passes its self-test), sandbox, confined or process [default: auto]
    #[arg(id = "functions_isolation", long = "functions-isolation", value_name = "LEVEL")]
    pub isolation: Option<Isolation>,
    /// Functions refuse to run below this: sandbox, confined or process [default: sandbox]
    #[arg(id = "functions_min_isolation", long = "functions-min-isolation", value_name = "LEVEL")]
    pub min_isolation: Option<Floor>,
    /// What functions reach of the network beside the platform: none, or full (the host's network: less isolated) [default: none]
    #[arg(id = "functions_egress", long = "functions-egress", value_name = "EGRESS")]
    pub egress: Option<EgressKind>,
    /// How long an instance without work is kept [default: 5m]
    #[arg(id = "functions_idle", long = "functions-idle", value_name = "PERIOD")]
    pub idle: Option<Period>,
    /// Memory that all instances may be configured for together [default: half of the machine's]
    #[arg(id = "functions_memory", long = "functions-memory", value_name = "SIZE")]
    pub memory: Option<Size>,
    /// Most invocations at a time in an account and region [default: 1000]
    #[arg(id = "functions_concurrency", long = "functions-concurrency", value_name = "NUMBER")]
    #[serde(deserialize_with = "number")]
    pub concurrency: Option<usize>,
    /// How instances start: auto (zygotes and pools where they help) or spawn (a fresh interpreter each time) [default: auto]
    #[arg(id = "functions_start", long = "functions-start", value_name = "STRATEGY")]
    pub start: Option<StartKind>,
    /// Which interpreters will do: exact (of the runtime's version), or nearest where that one is not installed, with a warning
    /// [default: exact; nearest beside an application]
    #[arg(id = "functions_versions", long = "functions-versions", value_name = "WHICH")]
    pub versions: Option<VersionsKind>,
    /// Further interpreter to run functions with (a path to python3.X, node or java); repeatable
    #[arg(id = "functions_runtime", long = "functions-runtime", value_name = "FILE")]
    #[serde(deserialize_with = "list")]
    pub runtime: Vec<String>,
}

/// How functions are isolated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Isolation {
    /// The strongest that passes.
    Auto,
    /// Namespaces, filters, limits.
    Sandbox,
    /// Landlock and filters.
    Confined,
    /// No boundary.
    Process,
    /// A kernel of its own; not built.
    Vm,
}

/// The least isolation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Floor {
    /// Nothing less than a private root, own namespaces and an own user.
    Sandbox,
    /// Rules for files and system calls at least.
    Confined,
    /// A plain process will do: for trusted code only.
    Process,
}

/// What functions reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EgressKind {
    /// The platform.
    None,
    /// What the host reaches.
    Full,
}

/// How instances start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartKind {
    /// Zygotes and pools where they help.
    Auto,
    /// A fresh interpreter each time.
    Spawn,
}

/// Which interpreters will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionsKind {
    /// Of the version that the runtime names.
    Exact,
    /// The nearest one that is installed.
    Nearest,
}

/// Everything decided about functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Functions {
    /// The level wanted.
    pub isolation: Choice,
    /// The least level.
    pub min_isolation: Level,
    /// What is reached of the network.
    pub egress: Egress,
    /// How long an instance without work is kept.
    pub idle: Duration,
    /// Bytes that all instances may be configured for together; none: half of the machine's.
    pub memory: Option<usize>,
    /// Invocations at a time in an account and region.
    pub concurrency: usize,
    /// Whether every instance is a fresh interpreter.
    pub always_spawn: bool,
    /// Which versions of interpreters will do.
    pub versions: Versions,
    /// Further interpreters.
    pub runtimes: Vec<PathBuf>,
}

impl FunctionsLayer {
    /// This layer on top of another.
    pub(super) fn over(self, lower: FunctionsLayer) -> FunctionsLayer {
        FunctionsLayer {
            isolation: self.isolation.or(lower.isolation),
            min_isolation: self.min_isolation.or(lower.min_isolation),
            egress: self.egress.or(lower.egress),
            idle: self.idle.or(lower.idle),
            memory: self.memory.or(lower.memory),
            concurrency: self.concurrency.or(lower.concurrency),
            start: self.start.or(lower.start),
            versions: self.versions.or(lower.versions),
            runtime: first_said(self.runtime, lower.runtime),
        }
    }

    pub(super) fn resolve(self) -> Result<Functions, ConfigError> {
        let isolation = match self.isolation.unwrap_or(Isolation::Auto) {
            Isolation::Auto => Choice::Auto,
            Isolation::Sandbox => Choice::Exactly(Level::Sandbox),
            Isolation::Confined => Choice::Exactly(Level::Confined),
            Isolation::Process => Choice::Exactly(Level::Process),
            Isolation::Vm => {
                let why = "functions_isolation: vm is not built yet; say auto, sandbox, confined or process";
                return Err(ConfigError(why.to_owned()));
            }
        };
        let min_isolation = match self.min_isolation.unwrap_or(Floor::Sandbox) {
            Floor::Sandbox => Level::Sandbox,
            Floor::Confined => Level::Confined,
            Floor::Process => Level::Process,
        };
        if let Choice::Exactly(level) = isolation
            && level < min_isolation
        {
            return Err(ConfigError(format!(
                "functions_isolation: {level} is below the floor of {min_isolation}; lower that too with \
                 functions_min_isolation if you mean it"
            )));
        }
        let memory = self.memory.map(|memory| size("functions_memory", Some(memory), 0, 128 << 20..=1 << 44));
        Ok(Functions {
            isolation,
            min_isolation,
            egress: match self.egress {
                Some(EgressKind::Full) => Egress::Full,
                Some(EgressKind::None) | None => Egress::None,
            },
            idle: period("functions_idle", self.idle, 300)?,
            memory: memory.transpose()?,
            concurrency: count("functions_concurrency", self.concurrency, 1_000, 100_000)?,
            versions: match self.versions {
                Some(VersionsKind::Nearest) => Versions::Nearest,
                Some(VersionsKind::Exact) | None => Versions::Exact,
            },
            always_spawn: self.start == Some(StartKind::Spawn),
            runtimes: self.runtime.into_iter().map(PathBuf::from).collect(),
        })
    }
}
