//! PutObject and GetObject over HTTP, small and large, beside what the disk can do: syncs of 4 KiB one after the other, and 8 MiB
//! files written and synced.
//!
//! Requests name a key that the server does not check (it runs with `--auth=off`), and their bodies are not signed, as SDKs send
//! them over TLS: what is measured is the server.

mod ceiling;
mod connection;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use futures::future::try_join_all;
use tempfile::TempDir;

pub(crate) use self::connection::Connection;
use crate::error::Error;
use crate::server::{Server, free_port};
use crate::watch;

/// What to measure.
#[derive(clap::Parser, Debug)]
#[command(about = "Measures objects put and got over HTTP, beside what the disk can do")]
pub struct Options {
    /// The server's binary.
    #[arg(long, default_value = "target/release/tradewind")]
    pub binary: PathBuf,
    /// Where the server's data goes: a directory on the disk that is to be measured; a temporary one if absent.
    #[arg(long)]
    pub home: Option<PathBuf>,
    /// Connections that ask at the same time.
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
}

/// What one measurement found.
struct Figures {
    name: &'static str,
    requests: u64,
    bytes: u64,
    length: Duration,
    /// In microseconds, sorted.
    latencies: Vec<u64>,
}

impl Figures {
    fn row(&self) -> String {
        let seconds = self.length.as_secs_f64();
        let at = |share: usize| {
            let index = (self.latencies.len() * share / 100).min(self.latencies.len().saturating_sub(1));
            self.latencies.get(index).copied().unwrap_or_default() as f64 / 1_000.0
        };
        format!(
            "| {} | {:.0} | {:.1} | {:.2} | {:.2} |\n",
            self.name,
            self.requests as f64 / seconds,
            self.bytes as f64 / seconds / 1e6,
            at(50),
            at(99)
        )
    }
}

/// Measures, and tells what was found as a table.
///
/// # Errors
/// What goes wrong with the server, its answers or the disk.
pub async fn run(options: &Options) -> Result<String, Error> {
    let home = match &options.home {
        Some(path) => TempDir::new_in(path),
        None => TempDir::new(),
    };
    let home = home.map_err(Error::io("making a directory"))?;
    let length = Duration::from_secs(options.seconds);
    let disk = ceiling::measure(home.path(), length.min(Duration::from_secs(3)))?;
    let server = Server::start(&options.binary, &home.path().join("data"), free_port()?, &[]).await?;
    let mut connections = Vec::new();
    for _ in 0..options.connections.max(1) {
        connections.push(Connection::open(server.address()).await?);
    }
    if let Some(first) = connections.first_mut() {
        first.ask("PUT", "/objects", &[]).await?;
    }
    let mut report = String::from("| | per second | MB/s | p50 ms | p99 ms |\n|---|---|---|---|---|\n");
    report.push_str(&disk);
    let mut memory = 0;
    for (name, method, size) in [
        ("PutObject 4 KiB", "PUT", 4 << 10),
        ("GetObject 4 KiB", "GET", 4 << 10),
        ("PutObject 8 MiB", "PUT", 8 << 20),
        ("GetObject 8 MiB", "GET", 8 << 20),
    ] {
        report.push_str(&drive(&mut connections, name, method, size, length).await?.row());
        memory = memory.max(server.process().resident()?);
    }
    let _ = writeln!(report, "\nThe server's memory after each of these, the highest: {} MiB", memory >> 20);
    Ok(report)
}

/// Lets every connection ask one request after the other. Keys come again after 64 rounds, so that much is overwritten and the
/// disk does not fill; what is got was put before.
async fn drive(
    connections: &mut [Connection],
    name: &'static str,
    method: &'static str,
    size: usize,
    length: Duration,
) -> Result<Figures, Error> {
    let body: Vec<u8> = (0..size).map(|n| (n * 31 % 251) as u8).collect();
    let keys = if size > 1 << 20 { 2 } else { 64 };
    let sent = if method == "PUT" { &body[..] } else { &[] };
    let start = watch::now();
    let asked = connections.iter_mut().enumerate().map(|(number, connection)| async move {
        let mut latencies = Vec::new();
        let mut bytes = 0;
        for round in 0_usize.. {
            if start.elapsed() >= length {
                break;
            }
            let path = format!("/objects/{size}/{number}/{}", round % keys);
            let begun = watch::now();
            let got = connection.ask(method, &path, sent).await?;
            latencies.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
            bytes += (got + sent.len()) as u64;
        }
        Ok::<_, Error>((latencies, bytes))
    });
    let found = try_join_all(asked).await?;
    let length = start.elapsed();
    let bytes = found.iter().map(|(_, bytes)| bytes).sum();
    let mut latencies: Vec<u64> = found.into_iter().flat_map(|(latencies, _)| latencies).collect();
    latencies.sort_unstable();
    Ok(Figures { name, requests: latencies.len() as u64, bytes, length, latencies })
}
