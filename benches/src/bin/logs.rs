//! `logs`: measures PutLogEvents and FilterLogEvents over HTTP, beside what a substring search over the same text costs.
//!
//! ```text
//! logs --binary target/release/tradewind [--connections 32] [--seconds 10] [--mib 1024]
//! ```

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use clap::Parser;
use memchr::memmem;
use serde_json::{Value, json};
use tokio::task::LocalSet;
use tradewind_benches::client::{Client, Service};
use tradewind_benches::error::Error;
use tradewind_benches::server::{Server, free_port};
use tradewind_benches::sigv4::Credentials;
use tradewind_benches::watch;

/// Measures CloudWatch Logs.
#[derive(Debug, Parser)]
struct Options {
    /// The server
    #[arg(long)]
    binary: PathBuf,
    /// Connections that write at once
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// How long small batches are written
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How much is searched, in MiB of text
    #[arg(long, default_value_t = 1024)]
    mib: usize,
}

/// Events of a small batch, and of a large one.
const SMALL: usize = 100;
const LARGE: usize = 6_000;
/// What stands in one event of all.
const NEEDLE: &str = "needle_7f3a9c51";
const GROUP: &str = "/bench/logs";

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("logs: {error}");
            return ExitCode::FAILURE;
        }
    };
    match LocalSet::new().block_on(&runtime, measure(&options)) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("logs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn credentials() -> Credentials {
    Credentials::default()
}

async fn measure(options: &Options) -> Result<String, Error> {
    let home = tempfile::tempdir_in(".").map_err(Error::io("making a directory"))?;
    let server = Server::start(&options.binary, &home.path().join("data"), free_port()?, &[]).await?;
    let mut report = String::from("| What | Result |\n|---|---|\n");
    let mut line = |what: &str, result: String| {
        writeln!(report, "| {what} | {result} |").map_err(|_| Error::Unexpected(String::new()))
    };
    prepare(&server, options.connections).await?;

    let (calls, took) = put_small(&server, options).await?;
    let rate = calls as f64 / took.as_secs_f64();
    let what = format!("PutLogEvents, {SMALL} events of 100 bytes, {} connections", options.connections);
    line(&what, format!("{rate:.0} calls/s, {:.0} events/s", rate * SMALL as f64))?;

    let (text, took) = fill(&server, options).await?;
    let mib = text.len() as f64 / f64::from(1 << 20);
    line(&format!("PutLogEvents, {LARGE} events a call"), format!("{:.0} MiB/s of text", mib / took.as_secs_f64()))?;
    // Sealing goes on behind the answers.
    watch::pause(Duration::from_secs(10)).await;

    let ceiling = best(5, || {
        assert_eq!(memmem::find_iter(text.as_bytes(), NEEDLE).count(), 1);
    });
    let speed = |took: Duration| mib / took.as_secs_f64();
    line("memchr over the same text in memory, one thread", format!("{:.0} MiB/s", speed(ceiling)))?;
    if let Some(grep) = grep(home.path(), &text)? {
        line("grep -F over the same text in a file", format!("{:.0} MiB/s", speed(grep)))?;
    }
    let mut client = Client::connect(server.address(), Some(&credentials())).await?;
    let patterns = [
        ("a term of one event", NEEDLE, 1),
        ("a term of none", "nowhere_at_all", 0),
        ("a regular expression", "%needle_[0-9a-f]+51%", 1),
        ("a member of JSON", "{ $.id = needle_7f3a9c51 }", 0),
        ("everything but the most", "-took", 0),
    ];
    for (what, pattern, expected) in patterns {
        let mut least = Duration::MAX;
        for _ in 0..3 {
            let begun = watch::now();
            let found = filter(&mut client, pattern).await?;
            least = least.min(begun.elapsed());
            if found != expected {
                return Err(Error::Unexpected(format!("{pattern} found {found} events instead of {expected}")));
            }
        }
        let ratio = ceiling.as_secs_f64() / least.as_secs_f64();
        line(
            &format!("FilterLogEvents over {mib:.0} MiB: {what}"),
            format!("{:.0} ms, {:.0} MiB/s, {ratio:.2} of memchr", least.as_secs_f64() * 1e3, speed(least)),
        )?;
    }
    Ok(report)
}

async fn call(client: &mut Client, operation: &str, input: &Value) -> Result<Value, Error> {
    let body = client.accepted(Service::Logs, operation, input.to_string().as_bytes()).await?;
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(|error| Error::Unexpected(error.to_string()))
}

async fn prepare(server: &Server, streams: usize) -> Result<(), Error> {
    let mut client = Client::connect(server.address(), Some(&credentials())).await?;
    for group in [GROUP, "/bench/small"] {
        call(&mut client, "CreateLogGroup", &json!({ "logGroupName": group })).await?;
        for stream in 0..streams {
            let input = json!({ "logGroupName": group, "logStreamName": format!("s{stream}") });
            call(&mut client, "CreateLogStream", &input).await?;
        }
    }
    Ok(())
}

/// Milliseconds since the epoch.
fn now() -> u64 {
    watch::unix_seconds() * 1_000
}

async fn put_small(server: &Server, options: &Options) -> Result<(u64, Duration), Error> {
    let begun = watch::now();
    let end = begun + Duration::from_secs(options.seconds);
    let work = (0..options.connections).map(|stream| async move {
        let mut client = Client::connect(server.address(), Some(&credentials())).await?;
        let at = now();
        let message =
            "2026-01-02 INFO request took 12 ms and did what requests do, with a text of a hundred bytes or so ....";
        let events: Vec<Value> = (0..SMALL).map(|_| json!({ "timestamp": at, "message": message })).collect();
        let input =
            json!({ "logGroupName": "/bench/small", "logStreamName": format!("s{stream}"), "logEvents": events });
        let body = input.to_string();
        let mut calls = 0_u64;
        while watch::now() < end {
            client.accepted(Service::Logs, "PutLogEvents", body.as_bytes()).await?;
            calls += 1;
        }
        Ok::<_, Error>(calls)
    });
    let calls = futures::future::try_join_all(work).await?;
    Ok((calls.into_iter().sum(), begun.elapsed()))
}

/// Writes text until there is enough of it; the text, and how long that took.
async fn fill(server: &Server, options: &Options) -> Result<(String, Duration), Error> {
    let wanted = options.mib << 20;
    let mut text = String::with_capacity(wanted + (2 << 20));
    let mut client = Client::connect(server.address(), Some(&credentials())).await?;
    let (mut number, mut took, mut hidden) = (0_u64, Duration::ZERO, false);
    while text.len() < wanted {
        let at = now();
        let mut events = Vec::with_capacity(LARGE);
        for _ in 0..LARGE {
            number += 1;
            let id = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let hide = !hidden && text.len() > wanted / 2;
            hidden |= hide;
            let mark = if hide { NEEDLE } else { "-" };
            let message = format!(
                "2026-01-02 INFO [{id:016x}] GET /items/{} took {} ms in zone {} {mark} user={:08x}",
                number % 9_973,
                id % 997,
                id % 7,
                id >> 32
            );
            text.push_str(&message);
            text.push('\n');
            events.push(json!({ "timestamp": at, "message": message }));
        }
        let stream = format!("s{}", (number / LARGE as u64) % options.connections as u64);
        let body = json!({ "logGroupName": GROUP, "logStreamName": stream, "logEvents": events }).to_string();
        let begun = watch::now();
        client.accepted(Service::Logs, "PutLogEvents", body.as_bytes()).await?;
        took += begun.elapsed();
    }
    Ok((text, took))
}

/// How many events FilterLogEvents finds, over all pages.
async fn filter(client: &mut Client, pattern: &str) -> Result<usize, Error> {
    let mut input = json!({ "logGroupName": GROUP, "filterPattern": pattern });
    let mut found = 0;
    loop {
        let page = call(client, "FilterLogEvents", &input).await?;
        found += page["events"].as_array().map_or(0, Vec::len);
        match page["nextToken"].as_str() {
            Some(token) => input["nextToken"] = json!(token),
            None => return Ok(found),
        }
    }
}

fn best(times: usize, mut work: impl FnMut()) -> Duration {
    let runs = (0..times).map(|_| {
        let begun = watch::now();
        work();
        begun.elapsed()
    });
    runs.min().unwrap_or_default()
}

/// How long grep takes, where there is one; the file is in the page cache.
fn grep(home: &Path, text: &str) -> Result<Option<Duration>, Error> {
    let file = home.join("text");
    std::fs::write(&file, text).map_err(Error::io("writing the text"))?;
    let mut ran = true;
    let least = best(3, || {
        let status =
            Command::new("grep").args(["-c", "-F", NEEDLE]).arg(&file).stdout(std::process::Stdio::null()).status();
        ran &= status.is_ok_and(|status| status.success());
    });
    Ok(ran.then_some(least))
}
