//! Numbers for Prometheus, at `GET /_tradewind/metrics`.
//!
//! Counting a request must cost next to nothing: its counters are looked up by the operation's static name in a table that is
//! made once, when the services are known; only errors go through a family of labels. What others count already (the store, the
//! process) is read when somebody asks.

mod process;
mod store;

use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use rustc_hash::FxHashMap;
use tradewind_cloud::{Audit, CallRecord, Cloud};
use tradewind_store::{OnSync, Store};

use crate::real_time::Stopwatch;
use crate::server::Ward;

/// Upper bounds of the time a call takes, in seconds.
const CALL_BOUNDS: [f64; 14] =
    [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 20.0];

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    calls: Family<CallLabels, Counter>,
    took: Family<OperationLabels, Histogram, fn() -> Histogram>,
    operations: OnceLock<FxHashMap<(&'static str, &'static str), OfOperation>>,
    panics: Counter,
    syncs: Arc<store::Syncs>,
    store: store::Counters,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabels {
    service: &'static str,
    operation: &'static str,
    /// `OK`, or the error's code.
    code: String,
    /// `client`, or `service` for calls from inside.
    caller: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    service: &'static str,
    operation: &'static str,
}

/// What nearly every call of one operation touches.
#[derive(Debug)]
struct OfOperation {
    fine: Counter,
    fine_inside: Counter,
    took: Histogram,
}

/// The page with each family's series in the order of their labels: the library keeps them in a hash map, and a page that is
/// shuffled at every look can't be read or compared.
fn in_order(page: &str) -> String {
    let mut ordered = String::with_capacity(page.len());
    let mut series: Vec<&str> = Vec::new();
    for line in page.lines() {
        if line.starts_with('#') {
            flush(&mut series, &mut ordered);
            let _ = writeln!(ordered, "{line}");
        } else {
            series.push(line);
        }
    }
    flush(&mut series, &mut ordered);
    ordered
}

/// Writes one family's lines. The sort is stable and looks at the labels before `le`, so that a histogram's buckets stay in
/// theirs.
fn flush(series: &mut Vec<&str>, ordered: &mut String) {
    series.sort_by_key(|line| line.find("le=\"").map_or(line.split('}').next(), |at| line.get(..at)));
    for line in series.drain(..) {
        let _ = writeln!(ordered, "{line}");
    }
}

fn call_histogram() -> Histogram {
    Histogram::new(CALL_BOUNDS)
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new(ward: Arc<Ward>) -> Arc<Metrics> {
        let mut registry = Registry::with_prefix("tradewind");
        let calls = Family::default();
        registry.register("calls", "Calls that went through the pipeline", calls.clone());
        let took = Family::<OperationLabels, Histogram, fn() -> Histogram>::new_with_constructor(call_histogram);
        let help = "From a client's call at the pipeline to its durable answer, on the server's clock";
        registry.register_with_unit("call_duration", help, Unit::Seconds, took.clone());
        let panics = Counter::default();
        registry.register("panics", "Requests whose handler failed", panics.clone());
        let syncs = Arc::new(store::Syncs::register(&mut registry));
        let store = store::Counters::default();
        registry.register_collector(Box::new(store.clone()));
        registry.register_collector(Box::new(process::Connections(ward)));
        registry.register_collector(Box::new(process::Process { running: Stopwatch::start() }));
        Arc::new(Metrics { registry, calls, took, operations: OnceLock::new(), panics, syncs, store })
    }

    /// What the store is to tell when it syncs.
    pub fn on_sync(&self) -> OnSync {
        let syncs = self.syncs.clone();
        Arc::new(move |event| syncs.note(event))
    }

    /// The same numbers, and the store's.
    pub fn with_store(self: Arc<Metrics>, store: Store) -> Arc<Metrics> {
        self.store.attach(store);
        self
    }

    /// Makes the table of operations. Before, calls are counted the slow way.
    pub fn know(&self, cloud: &Cloud) {
        let mut table = FxHashMap::default();
        for service in cloud.services() {
            let name = service.definition().name;
            for operation in service.operations().names() {
                let labels = OperationLabels { service: name, operation };
                let of_operation = OfOperation {
                    fine: self.calls.get_or_create_owned(&call_labels(name, operation, None, false)),
                    fine_inside: self.calls.get_or_create_owned(&call_labels(name, operation, None, true)),
                    took: self.took.get_or_create_owned(&labels),
                };
                table.insert((name, operation), of_operation);
            }
        }
        // Called once, by the wiring; a second table would say the same.
        let _ = self.operations.set(table);
    }

    /// A handler failed.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// Everything in the OpenMetrics text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if prometheus_client::encoding::text::encode(&mut text, &self.registry).is_err() {
            // Only a broken collector of ours gets here; half a page would look like a reset of all counters.
            text.clear();
            let _ = writeln!(text, "# EOF");
        }
        in_order(&text)
    }

    fn note(&self, call: &CallRecord<'_>) {
        let known = self.operations.get().and_then(|table| table.get(&(call.service, call.operation)));
        match (known, call.error) {
            (Some(known), None) if call.internal => drop(known.fine_inside.inc()),
            (Some(known), None) => drop(known.fine.inc()),
            (_, error) => {
                let labels = call_labels(call.service, call.operation, error, call.internal);
                self.calls.get_or_create(&labels).inc();
            }
        }
        if let Some(known) = known.filter(|_| !call.internal) {
            known.took.observe(call.took.as_secs_f64());
        }
    }
}

fn call_labels(service: &'static str, operation: &'static str, error: Option<&str>, internal: bool) -> CallLabels {
    CallLabels {
        service,
        operation,
        code: error.unwrap_or("OK").to_owned(),
        caller: if internal { "service" } else { "client" },
    }
}

/// Counts every call.
#[derive(Debug)]
pub struct Counting(pub Arc<Metrics>);

impl Audit for Counting {
    fn record(&self, call: &CallRecord<'_>) {
        self.0.note(call);
        tracing::debug!(
            service = call.service,
            operation = call.operation,
            error = call.error.unwrap_or("-"),
            status = call.status,
            internal = call.internal,
            took = ?call.took,
            account = call.account,
            region = call.region,
            request_id = call.request_id,
            "answered"
        );
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn call(operation: &'static str, error: Option<&'static str>, internal: bool) -> CallRecord<'static> {
        CallRecord {
            service: "sqs",
            operation,
            error,
            status: if error.is_some() { 400 } else { 200 },
            internal,
            took: Duration::from_micros(700),
            account: "000000000000",
            region: "us-east-1",
            request_id: "id",
        }
    }

    #[test]
    fn calls_are_counted_by_operation_and_code() {
        let metrics = Metrics::new(Ward::new(1, Duration::from_secs(1), Duration::from_secs(1)));
        metrics.note(&call("SendMessage", None, false));
        metrics.note(&call("SendMessage", None, false));
        metrics.note(&call("SendMessage", Some("QueueDoesNotExist"), true));
        let text = metrics.text();
        let fine = r#"tradewind_calls_total{service="sqs",operation="SendMessage",code="OK",caller="client"} 2"#;
        let bad = r#"tradewind_calls_total{service="sqs",operation="SendMessage",code="QueueDoesNotExist",caller="service"} 1"#;
        assert!(text.contains(fine) && text.contains(bad), "{text}");
        assert!(text.contains("process_resident_memory_bytes") && text.ends_with("# EOF\n"), "{text}");
    }
}
