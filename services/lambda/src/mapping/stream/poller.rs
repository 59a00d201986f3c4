//! Shards: parents before children, one reader each.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tradewind_clock::Clock;
use tradewind_cloud::Stopping;

use super::attempts::Stopped;
use super::shard::Reader;
use super::{Config, From, Host, Shard, Stream};
use crate::mapping::attentive::attentive;

/// How often it is looked for new shards.
const INTERVAL: Duration = Duration::from_secs(10);

/// Reads a stream until it is time to stop.
pub(in crate::mapping) async fn poll(
    stream: Arc<dyn Stream>,
    host: Arc<dyn Host>,
    config: Config,
    clock: Clock,
    stopping: Stopping,
) {
    let config = Arc::new(config);
    let mut readers: JoinSet<(String, Result<(), Stopped>)> = JoinSet::new();
    let mut shards = Shards::default();
    let mut held = clock.hold();
    while !stopping.is_stopping() {
        match stream.shards().await {
            Ok(all) => {
                for (shard, start) in shards.ready(&all, &config.start) {
                    let (stream, host, config) = (stream.clone(), host.clone(), config.clone());
                    let (clock, stopping) = (clock.clone(), stopping.clone());
                    readers.spawn(async move {
                        let reader = Reader {
                            stream: &*stream,
                            host: &*host,
                            config: &config,
                            clock: &clock,
                            shard: &shard,
                            stopping: &stopping,
                        };
                        let read = reader.read(&start).await;
                        (shard, read)
                    });
                }
            }
            Err(error) => tracing::warn!(error, "the shards of a stream can't be listed now"),
        }
        let sleep = clock.sleep(INTERVAL);
        let wait = async {
            tokio::select! {
                () = stopping.stopped() => None,
                Some(ended) = readers.join_next(), if !readers.is_empty() => ended.ok(),
                _ = sleep => None,
            }
        };
        let ended;
        (held, ended) = attentive(&clock, held, wait).await;
        if let Some((shard, Ok(()))) = ended {
            shards.ended.insert(shard);
        }
    }
    drop(held);
    while readers.join_next().await.is_some() {}
}

/// Which shards are read and which have been.
#[derive(Default)]
struct Shards {
    /// Whether the stream's shards were seen before: those that come later are read from their beginning.
    seen: bool,
    begun: BTreeSet<String>,
    ended: BTreeSet<String>,
}

impl Shards {
    /// Shards that may be read from now on, and where they begin.
    fn ready(&mut self, all: &[Shard], start: &From) -> Vec<(String, From)> {
        let known: BTreeSet<&str> = all.iter().map(|shard| shard.id.as_str()).collect();
        // A parent that the stream has forgotten has nothing to be waited for.
        let waits = |shard: &Shard| {
            shard.parents.iter().any(|parent| known.contains(parent.as_str()) && !self.ended.contains(parent))
        };
        let ready = all.iter().filter(|shard| !self.begun.contains(&shard.id) && !waits(shard));
        let ready: Vec<_> = ready
            .map(|shard| {
                let child = shard.parents.iter().any(|parent| known.contains(parent.as_str()));
                let start = if self.seen || child { From::TrimHorizon } else { start.clone() };
                (shard.id.clone(), start)
            })
            .collect();
        self.begun.extend(ready.iter().map(|(id, _)| id.clone()));
        self.seen |= !all.is_empty();
        ready
    }
}
