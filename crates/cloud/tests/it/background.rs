//! Work that goes on beside calls and tasks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::oneshot;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Definition, Operations, Service, Stopping};
use tradewind_store::{SimDisk, Store};

static DEFINITION: Definition = Definition { name: "mill", title: "Mill", ..Definition::BLANK };

/// Counts its beginnings; the first ones panic.
struct Mill {
    begun: AtomicUsize,
    panics: usize,
    ended: AtomicUsize,
}

impl Service for Mill {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).build()
    }

    fn background(self: Arc<Self>, stopping: Stopping) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let begun = self.begun.fetch_add(1, Ordering::Relaxed);
            assert!(begun >= self.panics, "on purpose");
            assert!(!stopping.is_stopping());
            stopping.stopped().await;
            assert!(stopping.is_stopping());
            self.ended.fetch_add(1, Ordering::Relaxed);
        })
    }
}

async fn settled() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn work_that_panics_is_begun_again_and_told_to_stop() {
    let (disk, clock) = (SimDisk::new(7), Clock::manual(Timestamp::from_secs(1)));
    let store = Store::simulated(&disk, clock.clone(), Random::seeded(1)).unwrap();
    let mill = Arc::new(Mill { begun: AtomicUsize::new(0), panics: 2, ended: AtomicUsize::new(0) });
    let registered = mill.clone();
    let cloud = Cloud::builder(store, clock.clone(), Random::seeded(1)).register(move |_| registered).build();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        let told = async { drop(stopped.await) };
        cloud.run_tasks(4, told).await;
    });
    settled().await;
    assert_eq!(mill.begun.load(Ordering::Relaxed), 1);
    // A second after the first panic, two after the second.
    for (seconds, begun) in [(1, 2), (1, 2), (1, 3), (3_600, 3)] {
        clock.advance(Duration::from_secs(seconds)).await.unwrap();
        settled().await;
        assert_eq!(mill.begun.load(Ordering::Relaxed), begun);
    }
    assert_eq!(mill.ended.load(Ordering::Relaxed), 0);
    stop.send(()).unwrap();
    running.await.unwrap();
    assert_eq!(mill.ended.load(Ordering::Relaxed), 1);
}
