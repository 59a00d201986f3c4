//! Real time, for what happens between this process and the machine: clients' slowness, shutdown, measuring.
//!
//! Everything a user of the services can see goes by `tradewind_clock::Clock`, which may be virtual. A client that stops sending
//! in the middle of a request does so in real time, and moving the virtual clock must not cut it off. This is the only module of
//! the binary that may wait on or read the machine's clock.
#![expect(
    clippy::disallowed_methods,
    reason = "clients, signals and measurements live in real time, also under a virtual clock"
)]

use std::time::{Duration, Instant};

/// Waits for work for at most `period`; `None` when it took longer.
pub async fn within<T>(period: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(period, work).await.ok()
}

/// Lets `period` pass.
pub async fn pause(period: Duration) {
    tokio::time::sleep(period).await;
}

/// Counts real time from its making.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts counting.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// How long it has been.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
