//! One shard: reads, batches, lanes, how far it has come.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tradewind_clock::{Awake, Clock};
use tradewind_cloud::Stopping;

use super::attempts::{Attempts, Stopped};
use super::{Config, Entry, From, Host, Look, Stream};
use crate::invoke::input::SYNCHRONOUS_BYTES;
use crate::mapping::filter::Filters;

/// How often a shard that gives nothing is looked at: AWS does once a second.
const INTERVAL: Duration = Duration::from_secs(1);

/// The longest wait when a shard can't be read.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Reads a shard to its end. Stopped: it was time to stop before.
pub(super) struct Reader<'a> {
    pub(super) stream: &'a dyn Stream,
    pub(super) host: &'a dyn Host,
    pub(super) config: &'a Config,
    pub(super) clock: &'a Clock,
    pub(super) shard: &'a str,
    pub(super) stopping: &'a Stopping,
}

/// What was gathered, and where reading goes on.
struct Gathered {
    entries: Vec<Entry>,
    ended: bool,
}

impl Reader<'_> {
    /// `start` is where a shard begins of which nothing has been processed.
    pub(super) async fn read(&self, start: &From) -> Result<(), Stopped> {
        let filters = Filters::new(&self.config.filters);
        let mut from = self.host.position(self.shard).map_or_else(|| start.clone(), From::After);
        let mut held = self.clock.hold();
        loop {
            let gathered;
            (held, gathered) = self.gather(&mut from, held).await?;
            if let Some(last) = gathered.entries.last().map(|last| last.sequence.clone()) {
                let entries = gathered.entries.into_iter();
                let wanted = entries.filter(|entry| filters.want(entry.filtered.as_deref().unwrap_or(&entry.record)));
                let wanted: Vec<_> = wanted.collect();
                // The batches hold time themselves, and let it go between attempts.
                drop(held);
                self.run(wanted).await?;
                held = self.clock.hold();
                self.host.keep(self.shard, &last);
            }
            if gathered.ended {
                return Ok(());
            }
        }
    }

    /// Reads until there is enough, the window ends, or the shard does. At least one record, unless the shard ends.
    async fn gather(&self, from: &mut From, mut held: Awake) -> Result<(Awake, Gathered), Stopped> {
        let most = self.config.batch_size.saturating_mul(self.config.lanes).max(1);
        let mut gathered = Gathered { entries: Vec::new(), ended: false };
        let (mut deadline, mut bytes, mut pause) = (None, 0, INTERVAL);
        loop {
            let wait = match self.stream.look(self.shard, from, most - gathered.entries.len()).await {
                Ok(Look { entries, next, ended }) => {
                    pause = INTERVAL;
                    if let Some(last) = entries.last() {
                        *from = From::After(last.sequence.clone());
                    } else if let Some(next) = next {
                        *from = next;
                    }
                    bytes += entries.iter().map(|entry| entry.record.len()).sum::<usize>();
                    gathered.entries.extend(entries);
                    gathered.ended = ended;
                    INTERVAL
                }
                Err(error) => {
                    tracing::warn!(shard = self.shard, error, "a shard can't be read now");
                    let wait = pause;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    wait
                }
            };
            let now = self.clock.now();
            if !gathered.entries.is_empty() {
                let deadline = *deadline.get_or_insert(now + self.config.window);
                let enough = gathered.entries.len() >= most || bytes >= SYNCHRONOUS_BYTES;
                if enough || now >= deadline || gathered.ended {
                    return Ok((held, gathered));
                }
            }
            if gathered.ended {
                return Ok((held, gathered));
            }
            let until = deadline.map_or(now + wait, |deadline| deadline.min(now + wait));
            let sleep = self.clock.sleep_until(until);
            drop(held);
            held = self.stopping.or(sleep).await.ok_or(Stopped)?;
        }
    }

    /// Runs what was gathered: records of one key in their order, others at the same time as far as there are lanes.
    async fn run(&self, entries: Vec<Entry>) -> Result<(), Stopped> {
        let mut lanes: Vec<Vec<Entry>> = vec![Vec::new(); self.config.lanes.max(1)];
        let count = lanes.len();
        for entry in entries {
            if let Some(lane) = lanes.get_mut(lane(&entry.key, count)) {
                lane.push(entry);
            }
        }
        let lanes = lanes.into_iter().filter(|lane| !lane.is_empty()).map(|lane| self.run_lane(lane));
        futures::future::try_join_all(lanes).await.map(drop)
    }

    async fn run_lane(&self, mut lane: Vec<Entry>) -> Result<(), Stopped> {
        let Reader { host, config, clock, shard, stopping, .. } = self;
        let attempts = Attempts { host: *host, config, clock, shard, stopping };
        while !lane.is_empty() {
            let rest = lane.split_off(batch(&lane, config.batch_size));
            attempts.process(lane).await?;
            lane = rest;
        }
        Ok(())
    }
}

/// How many records make the next batch: as many as may, of what one event can hold.
fn batch(lane: &[Entry], most: usize) -> usize {
    let mut bytes = 0;
    let fits = |entry: &&Entry| {
        bytes += entry.record.len() + 1;
        bytes < SYNCHRONOUS_BYTES
    };
    lane.iter().take(most.max(1)).take_while(fits).count().max(1)
}

/// The lane of a key: always the same.
fn lane(key: &str, lanes: usize) -> usize {
    let digest = Sha256::digest(key.as_bytes());
    let number = digest.first_chunk::<4>().map_or(0, |bytes| u32::from_be_bytes(*bytes));
    usize::try_from(number).unwrap_or(0) % lanes.max(1)
}
