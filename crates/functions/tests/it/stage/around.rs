//! What is around a pool: a log and a platform.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tradewind_clock::Clock;
use tradewind_functions::{Credentials, Function, LogLine, LogSink, Platform};

/// Everything that was logged.
#[derive(Default)]
pub(crate) struct Sink {
    lines: Mutex<Vec<(String, LogLine)>>,
}

impl Sink {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().iter().map(|(_, line)| line.text.clone()).collect()
    }

    pub(crate) fn streams(&self) -> Vec<String> {
        let mut streams: Vec<String> = self.lines.lock().iter().map(|(stream, _)| stream.clone()).collect();
        streams.dedup();
        streams
    }
}

impl LogSink for Sink {
    fn write(&self, _: &Function, stream: &str, lines: Vec<LogLine>) {
        self.lines.lock().extend(lines.into_iter().map(|line| (stream.to_owned(), line)));
    }
}

/// A platform that says the name of the function that calls.
pub(crate) struct World {
    clock: Clock,
    pub(crate) given: AtomicUsize,
    pub(crate) lifetime: Mutex<Duration>,
}

impl World {
    pub(crate) fn new(clock: Clock) -> World {
        World { clock, given: AtomicUsize::new(0), lifetime: Mutex::new(Duration::from_secs(12 * 3600)) }
    }
}

impl Platform for World {
    fn credentials(&self, function: &Function) -> Credentials {
        let number = self.given.fetch_add(1, Ordering::SeqCst);
        Credentials {
            access_key_id: format!("ASIA{number}"),
            secret_access_key: format!("secret of {}", function.name),
            session_token: "token".to_owned(),
            expiration: self.clock.now() + *self.lifetime.lock(),
        }
    }

    fn serve(&self, mut connection: TcpStream, function: Arc<Function>) {
        tokio::spawn(async move {
            // The other end may be gone.
            let _ = connection.write_all(function.name.as_bytes()).await;
        });
    }
}
