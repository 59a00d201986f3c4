//! The platform's own log lines, in text and in JSON.
//!
//! Text is what AWS prints, with one field more at the end of REPORT: `Isolation`. JSON objects are those of the Telemetry API's
//! schema: <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html>

use std::time::Duration;

use serde_json::{Map, Value, json};
use tradewind_clock::Timestamp;

use super::level::Severity;
use crate::execution::Report;

/// Which part of an instance's life an init belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Its beginning.
    Init,
    /// Done again because the first one failed, within an invocation's time.
    Invoke,
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Phase::Init => "init",
            Phase::Invoke => "invoke",
        }
    }
}

/// How an init, a restore or an invocation went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Success,
    /// The error's type, if it is to be named.
    Error(Option<String>),
    /// The process is gone or did not start: text REPORTs name the type.
    Failure(String),
    Timeout,
}

impl Status {
    fn name(&self) -> &'static str {
        match self {
            Status::Success => "success",
            Status::Error(_) => "error",
            Status::Failure(_) => "failure",
            Status::Timeout => "timeout",
        }
    }

    fn kind(&self) -> Option<&str> {
        match self {
            Status::Error(kind) => kind.as_deref(),
            Status::Failure(kind) => Some(kind),
            Status::Success | Status::Timeout => None,
        }
    }

    fn severity(&self, success: Severity) -> Severity {
        if matches!(self, Status::Success) { success } else { Severity::Warn }
    }
}

/// Something the platform has to say in a function's log.
#[derive(Clone, Debug)]
pub(crate) enum Event<'a> {
    InitStart { version: Option<&'a (String, String)>, phase: Phase, kind: &'a str },
    InitRuntimeDone { phase: Phase, status: &'a Status, kind: &'a str },
    InitReport { duration: Duration, phase: Phase, status: &'a Status, kind: &'a str },
    RestoreStart { version: Option<&'a (String, String)> },
    RestoreReport { duration: Duration, status: &'a Status },
    Extension { name: &'a str, events: &'a [&'static str], state: &'a str, error: Option<&'a str> },
    Subscription { name: &'a str, types: &'a [&'static str] },
    Start { request_id: &'a str, version: &'a str, trace: Option<&'a str> },
    TimedOut { request_id: &'a str, after: Duration },
    Died { request_id: &'a str, what: &'a str, kind: &'a str },
    RuntimeDone { request_id: &'a str, done: Done<'a>, status: &'a Status },
    Report { request_id: &'a str, report: &'a Report, status: &'a Status, trace: Option<&'a str> },
    Dropped { lines: u64, bytes: u64 },
}

/// How far a runtime has come with an invocation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Done<'a> {
    pub(crate) begun: Timestamp,
    /// From the event to the beginning of the response, and to its end.
    pub(crate) latency: Duration,
    pub(crate) duration: Duration,
    /// Bytes of the response, where there is one.
    pub(crate) produced: Option<u64>,
    pub(crate) trace: Option<&'a str>,
}

/// `12.34`: milliseconds with two digits.
pub(crate) fn millis(duration: Duration) -> String {
    let hundredths = duration.as_micros().saturating_add(5) / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn json_millis(duration: Duration) -> Value {
    json!((duration.as_micros() as f64) / 1_000.0)
}

/// `3.00`: seconds with two digits.
pub(crate) fn seconds(duration: Duration) -> String {
    let hundredths = duration.as_millis() / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Event<'_> {
    /// As AWS assigns them.
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Event::InitStart { version, .. } | Event::RestoreStart { version } if version.is_none() => Severity::Debug,
            Event::InitReport { status, kind, .. } => {
                status.severity(if *kind == "on-demand" { Severity::Debug } else { Severity::Info })
            }
            Event::RuntimeDone { status, .. } | Event::InitRuntimeDone { status, .. } => {
                status.severity(Severity::Debug)
            }
            Event::RestoreReport { status, .. } | Event::Report { status, .. } => status.severity(Severity::Info),
            Event::Dropped { .. } | Event::TimedOut { .. } | Event::Died { .. } => Severity::Warn,
            Event::Extension { error, .. } if error.is_some() => Severity::Warn,
            _ => Severity::Info,
        }
    }

    /// Lines of text; none for what text logs leave out.
    pub(crate) fn text(&self, at: Timestamp, lines: &mut Vec<String>) {
        match self {
            Event::InitStart { version: Some((name, arn)), .. } => {
                lines.push(format!("INIT_START Runtime Version: {name}\tRuntime Version ARN: {arn}"));
            }
            Event::RestoreStart { version: Some((name, arn)) } => {
                lines.push(format!("RESTORE_START Runtime Version: {name}\tRuntime Version ARN: {arn}"));
            }
            Event::InitReport { status: Status::Success, phase: Phase::Init, kind: "on-demand", .. } => {}
            Event::InitReport { duration, phase, status, .. } => {
                let mut line = format!("INIT_REPORT Init Duration: {} ms\tPhase: {}", millis(*duration), phase.name());
                if **status != Status::Success {
                    line += &format!("\tStatus: {}", text_status(status));
                }
                line += &status.kind().map(|kind| format!("\tError Type: {kind}")).unwrap_or_default();
                lines.push(line);
            }
            Event::RestoreReport { duration, status } => {
                let mut line = format!("RESTORE_REPORT Restore Duration: {} ms", millis(*duration));
                if **status != Status::Success {
                    line += &format!("\tStatus: {}", text_status(status));
                }
                lines.push(line);
            }
            Event::Extension { name, events, state, error } => {
                let mut line = format!("EXTENSION\tName: {name}\tState: {state}\tEvents: [{}]", events.join(","));
                line += &error.map(|error| format!("\tError Type: {error}")).unwrap_or_default();
                lines.push(line);
            }
            Event::Subscription { name, types } => {
                lines.push(format!("TELEMETRY\tName: {name}\tState: Subscribed\tTypes: [{}]", capitalised(types)));
            }
            Event::Start { request_id, version, .. } => {
                lines.push(format!("START RequestId: {request_id} Version: {version}"));
            }
            Event::TimedOut { request_id, after } => {
                lines.push(format!("{at} {request_id} Task timed out after {} seconds", seconds(*after)));
                lines.push(String::new());
            }
            Event::Died { request_id, what, kind } => {
                lines.push(format!("RequestId: {request_id} Error: {what}"));
                lines.push((*kind).to_owned());
            }
            Event::Report { request_id, report, status, .. } => {
                lines.push(format!("END RequestId: {request_id}"));
                lines.push(report_text(request_id, report, status));
            }
            Event::Dropped { lines: dropped, bytes } => {
                lines.push(format!("LOGS_DROPPED Lines: {dropped}\tBytes: {bytes}\tReason: written faster than taken"));
            }
            Event::InitStart { .. }
            | Event::InitRuntimeDone { .. }
            | Event::RestoreStart { .. }
            | Event::RuntimeDone { .. } => {}
        }
    }

    /// One JSON object.
    pub(crate) fn json(&self, at: Timestamp) -> String {
        let (kind, record) = self.record();
        json!({"time": at.to_string(), "type": kind, "record": record}).to_string()
    }

    /// As subscribers of the Telemetry API get it; none for what only logs have.
    pub(crate) fn telemetry(&self, at: Timestamp) -> Option<String> {
        let trace = match self {
            // There the process's end is told by the status of what it was doing.
            Event::TimedOut { .. } | Event::Died { .. } => return None,
            Event::Start { trace, .. } | Event::Report { trace, .. } => *trace,
            Event::RuntimeDone { done, .. } => done.trace,
            _ => None,
        };
        let (kind, mut record) = self.record();
        set(&mut record, "tracing", trace.map(|value| json!({"type": "X-Amzn-Trace-Id", "value": value})));
        Some(json!({"time": at.to_string(), "type": kind, "record": record}).to_string())
    }

    fn record(&self) -> (&'static str, Value) {
        match self {
            Event::InitStart { version, phase, kind } => {
                let mut record = json!({"initializationType": kind, "phase": phase.name()});
                name_version(&mut record, *version);
                ("platform.initStart", record)
            }
            Event::InitRuntimeDone { phase, status, kind } => {
                let record = json!({"initializationType": kind, "phase": phase.name()});
                ("platform.initRuntimeDone", with_status(record, status))
            }
            Event::InitReport { duration, phase, status, kind } => {
                let metrics = json!({"durationMs": json_millis(*duration)});
                let record = json!({"initializationType": kind, "phase": phase.name(), "metrics": metrics});
                ("platform.initReport", with_status(record, status))
            }
            Event::RestoreStart { version } => {
                let mut record = json!({});
                name_version(&mut record, *version);
                ("platform.restoreStart", record)
            }
            Event::RestoreReport { duration, status } => {
                let record = json!({"metrics": {"durationMs": json_millis(*duration)}});
                ("platform.restoreReport", with_status(record, status))
            }
            Event::Extension { name, events, state, error } => {
                let mut record = json!({"name": name, "events": events, "state": state});
                set(&mut record, "errorType", error.map(Value::from));
                ("platform.extension", record)
            }
            Event::Subscription { name, types } => {
                let record = json!({"name": name, "state": "Subscribed", "types": types});
                ("platform.telemetrySubscription", record)
            }
            Event::Start { request_id, version, .. } => {
                ("platform.start", json!({"requestId": request_id, "version": version}))
            }
            Event::TimedOut { request_id, after } => {
                let message = format!("{request_id} Task timed out after {} seconds", seconds(*after));
                ("platform.fault", Value::from(message))
            }
            Event::Died { request_id, what, kind } => {
                ("platform.fault", Value::from(format!("RequestId: {request_id} Error: {what}\n{kind}")))
            }
            Event::RuntimeDone { request_id, done, status } => {
                let mut metrics = json!({"durationMs": json_millis(done.duration)});
                set(&mut metrics, "producedBytes", done.produced.map(Value::from));
                let mut record = json!({"requestId": request_id, "metrics": metrics});
                set(&mut record, "spans", done.produced.map(|_| spans(done)));
                ("platform.runtimeDone", with_status(record, status))
            }
            Event::Report { request_id, report, status, .. } => {
                let mut metrics = json!({
                    "durationMs": json_millis(report.duration),
                    "billedDurationMs": report.billed.as_millis() as u64,
                    "memorySizeMB": report.memory_mb,
                    "maxMemoryUsedMB": report.max_memory_mb,
                });
                set(&mut metrics, "initDurationMs", report.init.map(json_millis));
                let mut record = json!({"requestId": request_id, "metrics": metrics});
                set(&mut record, "isolation", report.level.map(|level| Value::from(level.to_string())));
                ("platform.report", with_status(record, status))
            }
            Event::Dropped { lines, bytes } => {
                let reason = "lines were written faster than they are taken";
                let record = json!({"reason": reason, "droppedRecords": lines, "droppedBytes": bytes});
                ("platform.logsDropped", record)
            }
        }
    }
}

/// How long the response was waited for, and how long it took.
fn spans(done: &Done<'_>) -> Value {
    let span = |name: &str, start: Timestamp, duration: Duration| json!({"name": name, "start": start.to_string(), "durationMs": json_millis(duration)});
    json!([
        span("responseLatency", done.begun, done.latency),
        span("responseDuration", done.begun + done.latency, done.duration.saturating_sub(done.latency)),
    ])
}

/// `Platform, Function`
fn capitalised(types: &[&str]) -> String {
    let capital = |name: &&str| name.get(..1).unwrap_or_default().to_uppercase() + name.get(1..).unwrap_or_default();
    types.iter().map(capital).collect::<Vec<_>>().join(", ")
}

fn text_status(status: &Status) -> &'static str {
    // Text logs know no `failure`.
    if matches!(status, Status::Timeout) { "timeout" } else { "error" }
}

fn report_text(request_id: &str, report: &Report, status: &Status) -> String {
    let mut line = format!(
        "REPORT RequestId: {request_id}\tDuration: {} ms\tBilled Duration: {} ms\tMemory Size: {} MB\tMax Memory Used: {} MB\t",
        millis(report.duration),
        report.billed.as_millis(),
        report.memory_mb,
        report.max_memory_mb,
    );
    if let Some(init) = report.init {
        line += &format!("Init Duration: {} ms\t", millis(init));
    }
    match status {
        // A function that raised an error has done what it was written to do.
        Status::Success | Status::Error(_) => {}
        Status::Timeout => line += "Status: timeout\t",
        Status::Failure(kind) => line += &format!("Status: error\tError Type: {kind}\t"),
    }
    if let Some(level) = report.level {
        line += &format!("Isolation: {level}\t");
    }
    line
}

fn name_version(record: &mut Value, version: Option<&(String, String)>) {
    set(record, "runtimeVersion", version.map(|(name, _)| Value::from(name.as_str())));
    set(record, "runtimeVersionArn", version.map(|(_, arn)| Value::from(arn.as_str())));
}

fn with_status(mut record: Value, status: &Status) -> Value {
    set(&mut record, "status", Some(Value::from(status.name())));
    set(&mut record, "errorType", status.kind().map(Value::from));
    record
}

fn set(record: &mut Value, name: &str, value: Option<Value>) {
    let members: Option<&mut Map<String, Value>> = record.as_object_mut();
    if let (Some(members), Some(value)) = (members, value) {
        members.insert(name.to_owned(), value);
    }
}
