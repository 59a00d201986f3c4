//! What services do beside answering and beside tasks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::task::JoinSet;
use tradewind_clock::Clock;

use crate::service::Service;
use crate::stopping::Stopping;

/// The wait after the first panic, and the longest one.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// How long work must have gone well, for its next panic to be treated as the first.
const LONG_AGO: Duration = Duration::from_secs(600);

/// Starts the background work of these services. Dropping what is returned cuts it off.
pub(crate) fn start(services: Vec<Arc<dyn Service>>, clock: &Clock, stopping: &Stopping) -> JoinSet<()> {
    let mut all = JoinSet::new();
    for service in services {
        all.spawn(keep(service, clock.clone(), stopping.clone()));
    }
    all
}

/// One service's work, begun again after a panic.
async fn keep(service: Arc<dyn Service>, clock: Clock, stopping: Stopping) {
    let mut pause = PAUSE;
    loop {
        let begun = clock.now();
        let work = service.clone().background(stopping.clone());
        if AssertUnwindSafe(work).catch_unwind().await.is_ok() {
            return;
        }
        if clock.now().saturating_since(begun) >= LONG_AGO {
            pause = PAUSE;
        }
        let name = service.definition().name;
        tracing::error!(service = name, ?pause, "a service's background work panicked; it is started again");
        if stopping.or(clock.sleep(pause)).await.is_none() {
            return;
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
