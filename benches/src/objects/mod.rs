//! PutObject and GetObject over HTTP, small and large, beside what the disk can do (syncs of 4 KiB one after the other, and 8 MiB
//! files written and synced) and beside what the HTTP library does on the same machine at the same time with as little as can be
//! ([`bare`]).
//!
//! What a busy machine leaves to a server changes from run to run; the processor time it takes for an operation does not, so that
//! stands beside the rates.
//!
//! Requests name a key that the server does not check (it runs with `--auth=off`), and their bodies are not signed, as SDKs send
//! them over TLS: what is measured is the server.

mod bare;
mod ceiling;
mod connection;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use futures::future::try_join_all;
use tempfile::TempDir;

use self::bare::Bare;
pub(crate) use self::connection::Connection;
use crate::error::Error;
use crate::process;
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
    /// Only these: put-4k, get-4k, put-8m, get-8m; all if absent. What is got must have been put.
    #[arg(long)]
    pub only: Vec<String>,
    /// Leaves out the ceilings.
    #[arg(long)]
    pub no_ceilings: bool,
    /// More arguments for the server, each as one word.
    #[arg(long, allow_hyphen_values = true)]
    pub server_arg: Vec<String>,
}

/// What is measured: its name for `--only`, in the table, the method and the bytes of a body.
const CASES: [(&str, &str, &str, usize); 4] = [
    ("put-4k", "PutObject 4 KiB", "PUT", 4 << 10),
    ("get-4k", "GetObject 4 KiB", "GET", 4 << 10),
    ("put-8m", "PutObject 8 MiB", "PUT", 8 << 20),
    ("get-8m", "GetObject 8 MiB", "GET", 8 << 20),
];

/// The same without the services.
const BARE: [(&str, &str, &str, usize); 2] = [
    ("put-8m", "the HTTP library: 8 MiB put, hashed (MD5), written, fdatasync", "PUT", 8 << 20),
    ("get-8m", "the HTTP library: 8 MiB got from memory", "GET", 8 << 20),
];

/// What one measurement found.
struct Figures {
    name: &'static str,
    requests: u64,
    bytes: u64,
    length: Duration,
    /// In microseconds, sorted.
    latencies: Vec<u64>,
    /// Processor time of the server and of the generator.
    cpu: (Duration, Duration),
}

impl Figures {
    fn row(&self) -> String {
        let seconds = self.length.as_secs_f64();
        let at = |share: usize| {
            let index = (self.latencies.len() * share / 100).min(self.latencies.len().saturating_sub(1));
            self.latencies.get(index).copied().unwrap_or_default() as f64 / 1_000.0
        };
        let each = |cpu: Duration| cpu.as_secs_f64() * 1e6 / self.requests.max(1) as f64;
        format!(
            "| {} | {:.0} | {:.1} | {:.2} | {:.2} | {:.0} | {:.2} | {:.0} |\n",
            self.name,
            self.requests as f64 / seconds,
            self.bytes as f64 / seconds / 1e6,
            at(50),
            at(99),
            each(self.cpu.0),
            self.cpu.0.as_secs_f64() * 1e9 / self.bytes.max(1) as f64,
            each(self.cpu.1),
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
    let mut report = String::from(
        "| | per second | MB/s | p50 ms | p99 ms | server, CPU us each | server, CPU s/GB | generator, CPU us each |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    if !options.no_ceilings {
        report.push_str(&ceiling::measure(home.path(), length.min(Duration::from_secs(3)))?);
        let bare = Bare::start(home.path(), content(8 << 20).into())?;
        let mut connections = connect(bare.address(), options.connections).await?;
        for (_, name, method, size) in BARE.into_iter().filter(|case| wanted(case.0)) {
            let figures = drive(&mut connections, name, method, size, length, || bare.cpu()).await?;
            report.push_str(&figures.row());
        }
    }
    let server = Server::start(&options.binary, &home.path().join("data"), free_port()?, &options.server_arg).await?;
    let mut connections = connect(server.address(), options.connections).await?;
    if let Some(first) = connections.first_mut() {
        first.ask("PUT", "/objects", &[]).await?;
    }
    let mut memory = 0;
    for (_, name, method, size) in CASES.into_iter().filter(|case| wanted(case.0)) {
        let figures = drive(&mut connections, name, method, size, length, || server.process().cpu()).await?;
        report.push_str(&figures.row());
        memory = memory.max(server.process().resident()?);
    }
    let peak = server.process().peak()?;
    let _ = writeln!(
        report,
        "\nThe server's memory after each of these, the highest: {} MiB; its peak: {} MiB",
        memory >> 20,
        peak >> 20
    );
    Ok(report)
}

async fn connect(address: SocketAddr, count: usize) -> Result<Vec<Connection>, Error> {
    let mut connections = Vec::new();
    for _ in 0..count.max(1) {
        connections.push(Connection::open(address).await?);
    }
    Ok(connections)
}

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|n| (n * 31 % 251) as u8).collect()
}

/// Lets every connection ask one request after the other. Keys come again after 64 rounds, so that much is overwritten and the
/// disk does not fill; what is got was put before.
async fn drive(
    connections: &mut [Connection],
    name: &'static str,
    method: &'static str,
    size: usize,
    length: Duration,
    cpu: impl Fn() -> Result<Duration, Error>,
) -> Result<Figures, Error> {
    let body = content(size);
    let keys = if size > 1 << 20 { 2 } else { 64 };
    let sent = if method == "PUT" { &body[..] } else { &[] };
    let last = body.last().copied().filter(|_| method == "GET");
    let of_generator = || process::cpu_of_threads("objects");
    let before = (cpu()?, of_generator()?);
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
            let got = connection.skim(method, &path, sent, last).await?;
            latencies.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
            bytes += (got + sent.len()) as u64;
        }
        Ok::<_, Error>((latencies, bytes))
    });
    let found = try_join_all(asked).await?;
    let length = start.elapsed();
    let cpu = (cpu()?.saturating_sub(before.0), of_generator()?.saturating_sub(before.1));
    let bytes = found.iter().map(|(_, bytes)| bytes).sum();
    let mut latencies: Vec<u64> = found.into_iter().flat_map(|(latencies, _)| latencies).collect();
    latencies.sort_unstable();
    Ok(Figures { name, requests: latencies.len() as u64, bytes, length, latencies, cpu })
}
