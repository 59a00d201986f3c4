//! What the store counts: groups, syncs, tasks.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use tradewind_store::{Stats, Store, SyncEvent};

use crate::real_time::Stopwatch;

/// Upper bounds of the time a group takes to become durable, in seconds.
const SYNC_BOUNDS: [f64; 12] =
    [0.000_1, 0.000_2, 0.000_4, 0.000_8, 0.001_6, 0.003, 0.006, 0.012, 0.025, 0.05, 0.2, 1.0];

/// Upper bounds of the number of commits in a group.
const GROUP_BOUNDS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 256.0, 1024.0];

/// Told of every group. The store is asked for the rest when somebody wants to know.
#[derive(Debug)]
pub(super) struct Syncs {
    took: Histogram,
    commits: Histogram,
    refused: Counter,
    started: Mutex<Option<Stopwatch>>,
}

/// Reads the store's own counters, once there is a store. Apart from [`Syncs`], because the store holds on to those.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters(Arc<OnceLock<Store>>);

impl Syncs {
    pub(super) fn register(registry: &mut Registry) -> Syncs {
        let syncs = Syncs {
            took: Histogram::new(SYNC_BOUNDS),
            commits: Histogram::new(GROUP_BOUNDS),
            refused: Counter::default(),
            started: Mutex::new(None),
        };
        let help = "Writing and syncing one group of commits";
        registry.register_with_unit("store_sync_duration", help, Unit::Seconds, syncs.took.clone());
        registry.register("store_group_commits", "Commits in a group", syncs.commits.clone());
        registry.register("store_refused_groups", "Groups the disk did not take", syncs.refused.clone());
        syncs
    }

    pub(super) fn note(&self, event: SyncEvent) {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            SyncEvent::Started { commits, .. } => {
                *started = Some(Stopwatch::start());
                self.commits.observe(f64::from(commits));
            }
            SyncEvent::Finished => {
                if let Some(began) = started.take() {
                    self.took.observe(began.elapsed().as_secs_f64());
                }
            }
            SyncEvent::Refused => drop(self.refused.inc()),
        }
    }
}

impl Counters {
    pub(super) fn attach(&self, store: Store) {
        // The wiring opens one store; a second one would not be read.
        let _ = self.0.set(store);
    }
}

impl Collector for Counters {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let Some(store) = self.0.get() else { return Ok(()) };
        let stats = store.stats();
        let counters = [
            ("store_groups", "Groups written to the journal, one sync each", stats.groups),
            ("store_commits", "Commits in them", stats.commits),
            ("store_journal_bytes", "Bytes written to the journal", stats.journal_bytes),
            ("store_checkpoints", "Checkpoints completed", stats.checkpoints),
            ("store_failed_checkpoints", "Checkpoints that failed and are tried again", stats.failed_checkpoints),
            ("tasks_buried", "Tasks given up", stats.buried_tasks),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        for (name, help, value) in gauges(&stats) {
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

fn gauges(stats: &Stats) -> [(&'static str, &'static str, u64); 4] {
    [
        ("store_journal_lag", "Commits not durable yet", stats.journal_lag),
        ("store_unsaved_bytes", "Bytes no checkpoint has written down yet", stats.unsaved_bytes),
        ("store_open_cells", "Cells kept in memory", stats.open_cells as u64),
        ("tasks_pending", "Tasks, those being performed included", stats.tasks as u64),
    ]
}
