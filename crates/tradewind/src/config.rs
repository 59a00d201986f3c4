//! What the server is told: on the command line, in `TRADEWIND_*` variables, in a TOML file, or nothing (defaults).
//!
//! The command line counts before the environment, the environment before the file, the file before the defaults. A variable or
//! a key that is none of ours is an error: a misspelt limit must not silently be no limit.

pub mod functions;
mod keys;
mod layer;
mod units;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use crate::edge::guard::{Hosts, Origins};

pub use functions::Functions;
pub use keys::{Key, Keys, Secret};
pub use layer::Layer;
pub use tradewind_deploy::client::{DEFAULT_ACCOUNT, is_account};
pub use units::{Period, Size};

/// A setting that can't be followed. One sentence that says which and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Who is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    /// Any credentials do, also none.
    Off,
    /// Requests must be signed with a known key.
    Verify,
}

/// Whose time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockKind {
    /// The machine's.
    System,
    /// It stands still until `POST /_tradewind/clock` moves it.
    Virtual,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What clients may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of a request's line and headers.
    pub header: usize,
    /// Connections at a time.
    pub connections: usize,
    /// Time for a request's head to arrive.
    pub header_timeout: Duration,
    /// Time for a request's body to arrive.
    pub body_timeout: Duration,
    /// Time a connection may rest, or an answer wait for its reader.
    pub idle_timeout: Duration,
    /// Time for requests in flight to finish when the server stops.
    pub drain_timeout: Duration,
}

/// Everything decided: what the server runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data directory.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Who is let in.
    pub auth: Auth,
    /// Whose time it is.
    pub clock: ClockKind,
    /// The region of requests that name none.
    pub region: String,
    /// Web origins that may call.
    pub origins: Origins,
    /// Names under which the server is reached, beyond those that always mean this machine.
    pub hosts: Hosts,
    /// Keys that requests may be signed with.
    pub keys: Keys,
    /// Log directives.
    pub log: String,
    /// How logs are written.
    pub log_format: LogFormat,
    /// What clients may cost.
    pub limits: Limits,
    /// Threads that serve requests.
    pub threads: usize,
    /// Tasks performed at a time.
    pub tasks: usize,
    /// Bytes the journal grows by before a checkpoint.
    pub checkpoint: usize,
    /// Bytes of memory for what is read from the base.
    pub cache: usize,
    /// How functions run.
    pub functions: Functions,
}

impl Config {
    /// Puts the sources together; `manners` speak where all of them are silent.
    ///
    /// # Errors
    /// [`ConfigError`] for an unknown or malformed setting, an unreadable file, or settings that contradict each other.
    pub fn gather(
        command_line: Layer,
        file: Option<PathBuf>,
        environment: impl IntoIterator<Item = (String, String)>,
        manners: Layer,
    ) -> Result<Config, ConfigError> {
        let (environment, named_there) = Layer::from_environment(environment)?;
        let file = match file.or(named_there) {
            Some(path) => Layer::from_file(&path)?,
            None => Layer::default(),
        };
        Config::resolve(command_line.over(environment).over(file).over(manners))
    }

    fn resolve(layer: Layer) -> Result<Config, ConfigError> {
        let listen = layer.listen.as_deref().map_or(Ok(DEFAULT_LISTEN), parse_listen)?;
        let auth = layer.auth.unwrap_or(Auth::Off);
        if auth == Auth::Off && !listen.ip().is_loopback() && layer.insecure != Some(true) {
            return Err(ConfigError(format!(
                "listen: {listen} can be reached from other machines, and with authentication off everybody could do everything: \
                 say --auth=verify with keys, listen on 127.0.0.1, or say --insecure if you mean it"
            )));
        }
        let keys = Keys::collect(layer.keys, layer.credentials.as_deref())?;
        if auth == Auth::Verify && keys.is_empty() {
            return Err(ConfigError(
                "--auth=verify needs a key: add [[keys]] to the configuration file or name a file with --credentials"
                    .to_owned(),
            ));
        }
        let region = layer.region.unwrap_or_else(|| "us-east-1".to_owned());
        if !is_region(&region) {
            return Err(ConfigError(format!("region: {region:?} is not the name of a region, such as us-east-1")));
        }
        Ok(Config {
            data: layer.data.unwrap_or_else(|| PathBuf::from("./.tradewind")),
            listen,
            auth,
            clock: layer.clock.unwrap_or(ClockKind::System),
            region,
            origins: Origins::parse(&layer.allow_origin).map_err(of("allow_origin"))?,
            hosts: Hosts::parse(&layer.host_name).map_err(of("host_name"))?,
            keys,
            log: layer.log.unwrap_or_else(|| "info".to_owned()),
            log_format: layer.log_format.unwrap_or(LogFormat::Text),
            limits: Limits {
                body: size("max_body", layer.max_body, 16 << 20, 1 << 10..=1 << 30)?,
                header: size("max_header", layer.max_header, 64 << 10, 8 << 10..=384 << 10)?,
                connections: count("max_connections", layer.max_connections, 10_000, 1_000_000)?,
                header_timeout: period("header_timeout", layer.header_timeout, 30)?,
                body_timeout: period("body_timeout", layer.body_timeout, 60)?,
                idle_timeout: period("idle_timeout", layer.idle_timeout, 180)?,
                drain_timeout: layer.drain_timeout.map_or(Duration::from_secs(10), |period| period.0),
            },
            threads: match layer.threads {
                None => std::thread::available_parallelism().map_or(1, usize::from),
                said => count("threads", said, 1, 1024)?,
            },
            tasks: count("tasks", layer.tasks, 256, 1_000_000)?,
            checkpoint: size("checkpoint", layer.checkpoint, 48 << 20, 1 << 20..=4 << 30)?,
            cache: size("cache", layer.cache, 16 << 20, 1 << 20..=1 << 40)?,
            functions: layer.functions.resolve()?,
        })
    }
}

const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4566);

fn parse_listen(text: &str) -> Result<SocketAddr, ConfigError> {
    let address = match text.strip_prefix("localhost:") {
        Some(port) => u16::from_str(port).ok().map(|port| SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port)),
        None => text.parse().ok(),
    };
    address.ok_or_else(|| {
        ConfigError(format!("listen: {text:?} is not an address and a port, such as 127.0.0.1:4566 or [::1]:4566"))
    })
}

fn size(
    name: &str,
    said: Option<Size>,
    default: u64,
    allowed: std::ops::RangeInclusive<u64>,
) -> Result<usize, ConfigError> {
    let bytes = said.map_or(default, |size| size.0);
    if !allowed.contains(&bytes) {
        let (least, most) = (allowed.start(), allowed.end());
        return Err(ConfigError(format!("{name} must be from {least} to {most} bytes, not {bytes}")));
    }
    usize::try_from(bytes).map_err(|_| ConfigError(format!("{name} is more than this machine can address")))
}

fn count(name: &str, said: Option<usize>, default: usize, most: usize) -> Result<usize, ConfigError> {
    let number = said.unwrap_or(default);
    if !(1..=most).contains(&number) {
        return Err(ConfigError(format!("{name} must be from 1 to {most}, not {number}")));
    }
    Ok(number)
}

/// Puts the setting's name before what is wrong with its value.
fn of(name: &'static str) -> impl Fn(String) -> ConfigError {
    move |problem| ConfigError(format!("{name}: {problem}"))
}

fn period(name: &str, said: Option<Period>, default_seconds: u64) -> Result<Duration, ConfigError> {
    let period = said.map_or(Duration::from_secs(default_seconds), |period| period.0);
    if period.is_zero() {
        return Err(ConfigError(format!("{name} must be longer than nothing")));
    }
    Ok(period)
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("the file {} can't be read: {error}", path.display())))
}

/// Whether text can be a region's name. Which regions AWS has today is not our business; what may stand in an ARN is.
pub fn is_region(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests;
