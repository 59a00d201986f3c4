//! The log of one instance: lines of the function and of the platform in the order in which they came.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use tradewind_clock::{Clock, Timestamp};

use super::level::{Severity, is_object, of_line};
use super::lines::Lines;
use super::output::{Drained, Output, Source};
use super::platform::Event;
use super::tail::Tail;
use crate::executor::{LogLine, LogSink};
use crate::function::{Function, LogFormat};
use crate::runtime::Runtime;
use crate::telemetry::{Hub, Record};

/// Bytes of a function's lines that are passed on within one [`WINDOW`]; what comes on top is counted and dropped. The tail of an
/// invocation knows all of it.
const RATE: u64 = 16 * 1024 * 1024;
const WINDOW: Duration = Duration::from_secs(1);
/// What a line costs beside its bytes.
const LINE: u64 = 64;
/// Lines are handed on when so many are there, otherwise when a drain or an invocation ends.
const BATCH: usize = 256;

/// See the module.
pub(crate) struct Journal {
    function: Arc<Function>,
    stream: String,
    sink: Arc<dyn LogSink>,
    clock: Clock,
    outputs: Vec<Output>,
    application: Severity,
    system: Severity,
    telemetry: Hub,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    lines: Vec<Lines>,
    tail: Tail,
    pending: Vec<LogLine>,
    buffer: Vec<u8>,
    window: Timestamp,
    spent: u64,
    dropped: (u64, u64),
}

impl Journal {
    pub(crate) fn new(
        function: Arc<Function>,
        stream: String,
        sink: Arc<dyn LogSink>,
        clock: Clock,
        outputs: Vec<Output>,
    ) -> Journal {
        let level = |named: &Option<String>| named.as_deref().and_then(Severity::parse).unwrap_or(Severity::Info);
        let (application, system) = (level(&function.logging.application_level), level(&function.logging.system_level));
        let lines = outputs.iter().map(|_| Lines::default()).collect();
        let inner = Mutex::new(Inner { lines, ..Inner::default() });
        let telemetry = Hub::new();
        Journal { function, stream, sink, clock, outputs, application, system, telemetry, inner }
    }

    /// The log stream's name.
    pub(crate) fn stream(&self) -> &str {
        &self.stream
    }

    /// Who else is told.
    pub(crate) fn telemetry(&self) -> &Hub {
        &self.telemetry
    }

    /// The pipes, for whoever waits on them.
    pub(crate) fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    fn json(&self) -> bool {
        self.function.logging.format == LogFormat::Json
    }

    /// Takes what the process has written to one pipe by now.
    pub(crate) fn drain(&self, which: usize) -> Drained {
        let mut inner = self.inner.lock();
        let drained = self.drain_one(&mut inner, which);
        self.pass_on(&mut inner);
        drained
    }

    fn drain_all(&self, inner: &mut Inner) {
        for which in 0..self.outputs.len() {
            self.drain_one(inner, which);
        }
    }

    fn drain_one(&self, inner: &mut Inner, which: usize) -> Drained {
        let mut lines = inner.lines.get_mut(which).map(std::mem::take).unwrap_or_default();
        let mut buffer = std::mem::take(&mut inner.buffer);
        let now = self.clock.now();
        let drained = self.outputs.get(which).map_or(Drained::Closed, |output| {
            let source = output.source();
            output.drain(&mut buffer, |bytes| lines.feed(bytes, |line| self.own_line(inner, now, source, line)))
        });
        inner.buffer = buffer;
        if let Some(place) = inner.lines.get_mut(which) {
            *place = lines;
        }
        drained
    }

    /// A message of several lines is one event: the clients of the managed runtimes write it as one line, with carriage returns
    /// where its lines end.
    fn unfolded<'a>(&self, line: &'a [u8]) -> Cow<'a, [u8]> {
        let managed = matches!(self.function.runtime, Runtime::Python(_) | Runtime::Node(_));
        if !managed || !line.contains(&b'\r') {
            return Cow::Borrowed(line);
        }
        line.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect()
    }

    fn own_line(&self, inner: &mut Inner, now: Timestamp, source: Source, line: &[u8]) {
        if self.json() && of_line(line) < self.application {
            return;
        }
        let line = &*self.unfolded(line);
        inner.tail.line(line);
        if self.telemetry.is_listening() {
            let structured = self.json() && is_object(line);
            let line = String::from_utf8_lossy(line).into();
            self.telemetry.tell(&Record::Line { source, at: now, line, structured });
        }
        if now.saturating_since(inner.window) >= WINDOW {
            self.say_dropped(inner, now);
            (inner.window, inner.spent) = (now, 0);
        }
        let cost = line.len() as u64 + LINE;
        if inner.spent + cost > RATE {
            inner.dropped.0 += 1;
            inner.dropped.1 += line.len() as u64;
            return;
        }
        inner.spent += cost;
        inner.pending.push(LogLine { at: now, text: String::from_utf8_lossy(line).into_owned() });
        if inner.pending.len() >= BATCH {
            self.pass_on(inner);
        }
    }

    fn say_dropped(&self, inner: &mut Inner, now: Timestamp) {
        let (lines, bytes) = std::mem::take(&mut inner.dropped);
        if lines > 0 {
            self.say(inner, now, &Event::Dropped { lines, bytes });
        }
    }

    fn say(&self, inner: &mut Inner, now: Timestamp, event: &Event<'_>) {
        if self.telemetry.is_listening()
            && let Some(event) = event.telemetry(now)
        {
            self.telemetry.tell(&Record::Platform(event.into()));
        }
        let mut lines = Vec::new();
        if !self.json() {
            event.text(now, &mut lines);
        } else if event.severity() >= self.system {
            lines.push(event.json(now));
        }
        for text in lines {
            inner.tail.line(text.as_bytes());
            inner.pending.push(LogLine { at: now, text });
        }
    }

    fn pass_on(&self, inner: &mut Inner) {
        if !inner.pending.is_empty() {
            let lines = std::mem::take(&mut inner.pending);
            self.sink.write(&self.function, &self.stream, lines);
        }
    }

    /// Writes what the platform has to say, behind everything the process has written by now. The sink gets it with the next
    /// batch.
    pub(crate) fn event(&self, event: &Event<'_>) {
        let mut inner = self.inner.lock();
        self.drain_all(&mut inner);
        let now = self.clock.now();
        self.say(&mut inner, now, event);
    }

    /// An invocation begins: its tail is empty unless it had to wait for the start, whose lines it then shows.
    pub(crate) fn begin(&self, keep: bool, event: &Event<'_>) {
        let mut inner = self.inner.lock();
        self.drain_all(&mut inner);
        if !keep {
            inner.tail.clear();
        }
        let now = self.clock.now();
        self.say(&mut inner, now, event);
    }

    /// An invocation has ended: everything the process has written by now comes first, half a line included.
    pub(crate) fn end(&self, events: &[Event<'_>]) -> Bytes {
        let mut inner = self.inner.lock();
        self.drain_all(&mut inner);
        let now = self.clock.now();
        self.flush_partial(&mut inner, now);
        self.say_dropped(&mut inner, now);
        for event in events {
            self.say(&mut inner, now, event);
        }
        self.pass_on(&mut inner);
        inner.tail.take()
    }

    /// The tail of an invocation that has not ended.
    pub(crate) fn so_far(&self) -> Bytes {
        let mut inner = self.inner.lock();
        self.drain_all(&mut inner);
        self.pass_on(&mut inner);
        inner.tail.so_far()
    }

    fn flush_partial(&self, inner: &mut Inner, now: Timestamp) {
        for (mut lines, output) in std::mem::take(&mut inner.lines).into_iter().zip(&self.outputs) {
            lines.flush(|line| self.own_line(inner, now, output.source(), line));
            inner.lines.push(lines);
        }
    }

    /// Hands on whatever there is. Whoever ends an instance calls it.
    pub(crate) fn close(&self) {
        self.end(&[]);
    }

    /// What the tail of this log holds, for a log that goes on elsewhere (a second start of the same instance).
    pub(crate) fn carry(&self) -> Bytes {
        self.end(&[])
    }

    /// Begins the tail with what another log has carried.
    pub(crate) fn continue_from(&self, carried: &[u8]) {
        let mut inner = self.inner.lock();
        for line in carried.strip_suffix(b"\n").unwrap_or(carried).split(|byte| *byte == b'\n') {
            if !carried.is_empty() {
                inner.tail.line(line);
            }
        }
    }
}
