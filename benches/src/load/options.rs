//! The command line of the load generator.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::sigv4::Credentials;

/// Measures a server over HTTP, beside a bare hyper server and a bare log on the same disk.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "load")]
pub struct Options {
    /// The server's binary; every case gets a fresh server on an empty directory.
    #[arg(long, conflicts_with_all = ["endpoint", "pid"])]
    pub server: Option<PathBuf>,
    /// A server that runs already, as host:port or http://host:port.
    #[arg(long, value_parser = parse_endpoint)]
    pub endpoint: Option<SocketAddr>,
    /// The process of --endpoint, whose CPU time is read; without it CPU figures are absent.
    #[arg(long, requires = "endpoint")]
    pub pid: Option<u32>,
    /// One more argument for `tradewind up`; may be said again.
    #[arg(long = "server-arg", allow_hyphen_values = true)]
    pub server_args: Vec<String>,
    /// Connections of each closed loop (the case send-256 always has 256).
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
    /// Length of the measured window; half a second of warm-up comes before it.
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// Only these cases. The ceilings are measured in any case, unless --no-ceiling is said.
    #[arg(long, num_args = 1.., value_parser = clap::builder::PossibleValuesParser::new(CASES))]
    pub only: Vec<String>,
    /// Leave out the ceilings, and with them the ratios.
    #[arg(long)]
    pub no_ceiling: bool,
    /// The numbers of rules of the case put-events, rising.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 100, 10_000])]
    pub rules: Vec<usize>,
    /// Start again on 1,000,000 stored messages, after a kill -9 (case start).
    #[arg(long)]
    pub million: bool,
    /// Where data directories are made; a real disk, or fsync means nothing [default: target/load].
    #[arg(long)]
    pub data_root: Option<PathBuf>,
    /// Send requests without signatures.
    #[arg(long)]
    pub no_sign: bool,
    /// Write the figures here, too.
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Play a part of the comparison.
    #[command(subcommand)]
    pub part: Option<Part>,
}

/// The parts this binary plays as a child of itself.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Part {
    /// The bare hyper server; it ends when its standard input does.
    #[command(hide = true)]
    Peer,
}

/// Every case, in the order in which they run.
pub const CASES: [&str; 8] =
    ["send", "send-256", "send-batch", "send-receive-delete", "receive-batch", "put-events", "latency", "start"];

impl Options {
    /// Whether a case was asked for.
    #[must_use]
    pub fn wants(&self, case: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == case)
    }

    /// The measured window.
    #[must_use]
    pub fn window(&self) -> Duration {
        Duration::from_secs(self.seconds.max(1))
    }

    /// Where data directories are made: as said, or beside the build, which is on a disk where /tmp may not be.
    #[must_use]
    pub fn data_root(&self) -> PathBuf {
        self.data_root.clone().unwrap_or_else(|| beside_the_build("load"))
    }

    /// Who signs.
    #[must_use]
    pub fn credentials(&self) -> Option<Credentials> {
        (!self.no_sign).then(Credentials::default)
    }
}

/// `target/NAME`, seen from this binary in `target/PROFILE`.
#[must_use]
pub fn beside_the_build(name: &str) -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|path| path.ancestors().nth(2).map(Path::to_path_buf))
        .unwrap_or_else(|| PathBuf::from("target"))
        .join(name)
}

fn parse_endpoint(text: &str) -> Result<SocketAddr, String> {
    let address = text.strip_prefix("http://").unwrap_or(text).trim_end_matches('/');
    let address = address.replace("localhost", "127.0.0.1");
    let address: SocketAddr = address.parse().map_err(|_| format!("{text} is not an address and a port"))?;
    if !address.ip().is_loopback() {
        return Err(format!("{text} is another machine; this generator stays on the loopback interface"));
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[test]
    fn endpoints_are_on_this_machine() {
        assert_eq!(parse_endpoint("http://localhost:4566/").unwrap().port(), 4566);
        assert!(parse_endpoint("127.0.0.1:1").is_ok());
        assert!(parse_endpoint("http://192.0.2.1:80").unwrap_err().contains("another machine"));
        assert!(parse_endpoint("nowhere").is_err());
    }

    #[test]
    fn the_command_line_reads() {
        let line = "load --server s --only send latency --rules 1,5 --million --server-arg --auth=verify";
        let options = Options::try_parse_from(line.split(' ')).unwrap();
        assert!(options.wants("send") && options.wants("latency") && !options.wants("send-batch"));
        assert_eq!(options.rules, [1, 5]);
        assert_eq!(options.server_args, ["--auth=verify"]);
        assert!(Options::try_parse_from(["load", "--only", "sendd"]).is_err());
        assert!(Options::try_parse_from(["load", "--pid", "1"]).is_err());
        assert!(Options::try_parse_from(["load"]).unwrap().wants("start"));
        assert!(matches!(Options::try_parse_from(["load", "peer"]).unwrap().part, Some(Part::Peer)));
    }
}
