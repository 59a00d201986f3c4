//! What a warm invocation costs the pool, the Runtime API included.
//!
//! `cargo run --release -p tradewind-functions --example warm_path [invocations] [callers]`
//!
//! The runtime is a thread of this process that answers every event with itself over a socket, so the figures are those of the
//! platform and of two sockets. Processor time is of the whole process, and of the threads that play runtimes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement, run by hand")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_functions::{
    Credentials, Environment, Execution, Executor, Function, Host, InitKind, Invocation, InvokeError, LogFormat,
    LogLine, LogSink, Logging, Order, Package, PackageSource, Platform, Pool, PoolOptions, Process, Runtime, Started,
    Usage,
};
use tradewind_sandbox::Exit;

/// Nanoseconds of processor time that threads which play runtimes have used.
static PLAYED: AtomicU64 = AtomicU64::new(0);

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>().unwrap());
    let (invocations, callers) = (arguments.next().unwrap_or(50_000), arguments.next().unwrap_or(1));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let options = PoolOptions { freeze: None, ..PoolOptions::default() };
        let (clock, random) = (Clock::system(), Random::seeded(1));
        let pool = Pool::new(Arc::new(Threads), Arc::new(Nowhere), Arc::new(Nowhere), clock, random, options);
        let function = Arc::new(function());
        run(&pool, &function, invocations / 10, callers).await;
        let (before, played) = (processor_time(), PLAYED.load(Ordering::Relaxed));
        let start = Instant::now();
        let mut times = run(&pool, &function, invocations, callers).await;
        let took = start.elapsed();
        times.sort_unstable();
        let played = Duration::from_nanos(PLAYED.load(Ordering::Relaxed) - played);
        let own = (processor_time() - before).saturating_sub(played);
        let each = |time: Duration| time.as_secs_f64() * 1e6 / times.len() as f64;
        println!(
            "{} invocations by {callers}: {:.0}/s; p50 {:?}, p99 {:?}; processor time {:.1} us platform, {:.1} us runtime",
            times.len(),
            times.len() as f64 / took.as_secs_f64(),
            times[times.len() / 2],
            times[times.len() * 99 / 100],
            each(own),
            each(played),
        );
        pool.stop().await;
    });
}

async fn run(pool: &Pool, function: &Arc<Function>, invocations: usize, callers: usize) -> Vec<Duration> {
    let mut all = Vec::new();
    let calls: Vec<_> = (0..callers)
        .map(|caller| {
            let (pool, function) = (pool.clone(), function.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                for number in 0..invocations / callers {
                    let invocation = Invocation {
                        request_id: format!("5f0bd2a5-3b5c-4a4e-{caller:04x}-{number:012x}"),
                        payload: Bytes::from_static(b"{\"hello\":\"world\"}"),
                        invoked_arn: function.arn.clone(),
                        trace: Some("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0".to_owned()),
                        response_limit: 6_291_556,
                        ..Invocation::default()
                    };
                    let start = Instant::now();
                    let execution = pool.invoke(function.clone(), invocation).await.unwrap();
                    times.push(start.elapsed());
                    let Execution::Buffered { error: None, .. } = execution else { panic!("{execution:?}") };
                }
                times
            })
        })
        .collect();
    for call in calls {
        all.extend(call.await.unwrap());
    }
    all
}

fn processor_time() -> Duration {
    // utime and stime, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    Duration::from_millis(10 * (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()))
}

/// Of the calling thread, in nanoseconds.
fn thread_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// Plays a runtime until the connection ends.
fn play(address: SocketAddr) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut buffer, mut used, mut counted) = (vec![0; 64 * 1024], thread_time(), 0_u32);
    loop {
        stream.write_all(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let Some((head, body)) = answer(&mut stream, &mut buffer) else { return };
        let Some(at) = head.find("Lambda-Runtime-Aws-Request-Id: ") else { return };
        let id = head[at + 31..].split("\r\n").next().unwrap();
        let request = format!(
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        if answer(&mut stream, &mut buffer).is_none() {
            return;
        }
        counted += 1;
        if counted.is_multiple_of(256) {
            let now = thread_time();
            PLAYED.fetch_add(now - std::mem::replace(&mut used, now), Ordering::Relaxed);
        }
    }
}

fn answer(stream: &mut TcpStream, buffer: &mut [u8]) -> Option<(String, String)> {
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).ok().filter(|read| *read > 0)?;
        filled += read;
        let text = std::str::from_utf8(&buffer[..filled]).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let at = head.find("Content-Length: ").or_else(|| head.find("content-length: ")).unwrap();
        let length: usize = head[at + 16..].split("\r\n").next().unwrap().parse().unwrap();
        if body.len() == length {
            return Some((head.to_owned(), body.to_owned()));
        }
    }
}

struct Threads;
struct Thread(watch::Sender<Option<Exit>>);

impl Host for Threads {
    fn check(&self, _: Runtime) -> Result<(), InvokeError> {
        Ok(())
    }

    fn start(&self, _: Order) -> BoxFuture<'static, Result<Started, InvokeError>> {
        Box::pin(async {
            let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            let platform = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            let address = api.local_addr().unwrap();
            let (read, write) = std::io::pipe().unwrap();
            let reader = tokio::net::unix::pipe::Receiver::from_owned_fd(OwnedFd::from(read)).unwrap();
            std::thread::spawn(move || {
                let _stdout = write;
                play(address);
            });
            Ok(Started {
                process: Arc::new(Thread(watch::Sender::new(None))),
                api,
                platform,
                output: vec![reader.into_nonblocking_fd().unwrap()],
                extension_output: None,
                extensions: Vec::new(),
                control: None,
                level: None,
                version: None,
            })
        })
    }

    fn facts(&self) -> Value {
        json!({})
    }

    fn stop(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

impl Process for Thread {
    fn exited(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async { self.0.subscribe().wait_for(Option::is_some).await.unwrap().unwrap() })
    }

    fn kill(&self) -> BoxFuture<'_, Exit> {
        self.0.send_replace(Some(Exit::default()));
        self.exited()
    }

    fn freeze(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn thaw(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn memory(&self) -> BoxFuture<'_, Usage> {
        Box::pin(async { Usage::default() })
    }

    fn connect(&self, _: u16) -> BoxFuture<'_, std::io::Result<tokio::net::TcpStream>> {
        Box::pin(async { Err(std::io::ErrorKind::Unsupported.into()) })
    }
}

struct Nowhere;

impl LogSink for Nowhere {
    fn write(&self, _: &Function, _: &str, _: Vec<LogLine>) {}
}

impl Platform for Nowhere {
    fn credentials(&self, _: &Function) -> Credentials {
        let text = String::new;
        Credentials {
            access_key_id: text(),
            secret_access_key: text(),
            session_token: text(),
            expiration: Timestamp::MAX,
        }
    }

    fn serve(&self, _: tokio::net::TcpStream, _: Arc<Function>) {}
}

impl PackageSource for Nowhere {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>> {
        Box::pin(async { Err(std::io::ErrorKind::NotFound.into()) })
    }
}

fn function() -> Function {
    Function {
        key: "123456789012/eu-west-1/f/$LATEST/1".to_owned(),
        account: "123456789012".to_owned(),
        region: "eu-west-1".to_owned(),
        name: "f".to_owned(),
        version: "$LATEST".to_owned(),
        arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".to_owned(),
        runtime: Runtime::ProvidedAl2023,
        handler: "main.handler".to_owned(),
        code: Package { sha256: "0".repeat(64), source: Arc::new(Nowhere) },
        layers: Vec::new(),
        environment: Environment::default(),
        role: "arn:aws:iam::123456789012:role/r".to_owned(),
        timeout: Duration::from_secs(3),
        memory_mb: 128,
        tmp_mb: 512,
        logging: Logging {
            format: LogFormat::Text,
            application_level: None,
            system_level: None,
            group: "/aws/lambda/f".to_owned(),
        },
        init: InitKind::OnDemand,
        min_level: None,
    }
}
