//! Connections, and what the operating system says about this process.

use std::fmt;
use std::sync::Arc;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

use crate::real_time::Stopwatch;
use crate::server::Ward;

/// Open connections.
#[derive(Debug)]
pub(super) struct Connections(pub(super) Arc<Ward>);

impl Collector for Connections {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        gauge(encoder, "connections", "Open connections", self.0.connections() as u64)
    }
}

/// The process, as `/proc` describes it. What can't be read is left out.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) running: Stopwatch,
}

/// Bytes of a page of memory, and ticks of the CPU clock a second: fixed on every Linux this program is built for.
const PAGE: u64 = 4096;
const TICKS: f64 = 100.0;

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let uptime = ConstGauge::new(self.running.elapsed().as_secs_f64());
        metric(&mut encoder, "process_uptime_seconds", "Time since the start", &uptime)?;
        if let Some(pages) = field("/proc/self/statm", 1) {
            let memory = ConstGauge::new(pages.saturating_mul(PAGE));
            metric(&mut encoder, "process_resident_memory_bytes", "Memory that is resident", &memory)?;
        }
        if let Some(ticks) = cpu_ticks() {
            let seconds = ConstCounter::new(ticks as f64 / TICKS);
            metric(&mut encoder, "process_cpu_seconds", "CPU time used, user and system", &seconds)?;
        }
        if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
            let files = ConstGauge::new(files.count() as u64);
            metric(&mut encoder, "process_open_fds", "Open files and sockets", &files)?;
        }
        Ok(())
    }
}

fn metric(encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str, metric: &impl EncodeMetric) -> fmt::Result {
    metric.encode(encoder.encode_descriptor(name, help, None, metric.metric_type())?)
}

pub(super) fn gauge(mut encoder: DescriptorEncoder<'_>, name: &str, help: &str, value: u64) -> fmt::Result {
    metric(&mut encoder, name, help, &ConstGauge::new(value))
}

/// A number of a file of numbers, by its place.
fn field(path: &str, place: usize) -> Option<u64> {
    std::fs::read_to_string(path).ok()?.split_whitespace().nth(place)?.parse().ok()
}

/// User and system time: fields 14 and 15, counted behind the program's name, which may hold spaces.
fn cpu_ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind_name) = stat.rsplit_once(')')?;
    let mut fields = behind_name.split_whitespace().skip(11).map(str::parse::<u64>);
    Some(fields.next()?.ok()? + fields.next()?.ok()?)
}
