//! The command line.

use std::path::PathBuf;

use crate::load::options::beside_the_build;

/// Measures functions: cold, warm, many at once, idle, fed by a queue.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "functions")]
pub struct Options {
    /// The server's binary.
    #[arg(long)]
    pub server: PathBuf,
    /// Cold starts of each kind.
    #[arg(long, default_value_t = 30)]
    pub samples: usize,
    /// Length of the warm window, in seconds.
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// Simultaneous cold starts of the case burst.
    #[arg(long, default_value_t = 100)]
    pub burst: usize,
    /// A `bootstrap` for provided.al2023 that echoes its event; without it that runtime is left out.
    #[arg(long)]
    pub bootstrap: Option<PathBuf>,
    /// The Python whose bare start is the ceiling; its version names the runtime.
    #[arg(long, default_value = "/usr/bin/python3")]
    pub python: PathBuf,
    /// The Node.js whose bare start is the ceiling; its version names the runtime.
    #[arg(long, default_value = "/usr/bin/node")]
    pub node: PathBuf,
    /// Only these cases.
    #[arg(long, num_args = 1.., value_parser = clap::builder::PossibleValuesParser::new(CASES))]
    pub only: Vec<String>,
    /// Where data directories are made [default: target/functions].
    #[arg(long)]
    pub data_root: Option<PathBuf>,
}

/// Every case, in the order in which they run.
pub const CASES: [&str; 5] = ["cold", "warm", "burst", "memory", "delivery"];

impl Options {
    /// Whether a case was asked for.
    #[must_use]
    pub fn wants(&self, case: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == case)
    }

    /// Where data directories are made.
    #[must_use]
    pub fn data_root(&self) -> PathBuf {
        self.data_root.clone().unwrap_or_else(|| beside_the_build("functions"))
    }
}
