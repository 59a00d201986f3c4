//! The Telemetry API, version 2022-07-01: what extensions subscribed to, and how it gets to them.
//!
//! ```text
//! journal --> Hub --> a queue for each subscriber --> its task --> the extension's listener, inside the instance
//! ```
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html>

mod deliver;
mod queue;
mod subscription;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use serde_json::json;
use tradewind_clock::Timestamp;

use crate::logs::Source;
pub(crate) use deliver::{Connect, deliver};
pub(crate) use queue::Queue;
pub(crate) use subscription::{Protocol, Schema, Subscription};

/// Records of the init phase that are kept for who subscribes within it.
const EARLY: usize = 1_000;

/// Something to be told.
#[derive(Clone, Debug)]
pub(crate) enum Record {
    /// An event of the platform, as JSON.
    Platform(Arc<str>),
    /// A line of the function or of an extension. `structured`: it is a JSON object and its function's log format is JSON.
    Line { source: Source, at: Timestamp, line: Arc<str>, structured: bool },
}

impl Record {
    /// As a subscriber of this schema gets it.
    fn json(&self, schema: Schema) -> String {
        match self {
            Record::Platform(event) => event.to_string(),
            // The newer schemas have objects as they are, the oldest knows texts only.
            Record::Line { source, at, line, structured: true } if schema != Schema::V2022July => {
                format!("{{\"time\":\"{at}\",\"type\":\"{}\",\"record\":{line}}}", kind(*source))
            }
            Record::Line { source, at, line, .. } => {
                json!({"time": at.to_string(), "type": kind(*source), "record": &**line}).to_string()
            }
        }
    }
}

fn kind(source: Source) -> &'static str {
    match source {
        Source::Function => "function",
        Source::Extension => "extension",
    }
}

/// Who is told what. While nobody is interested, asking so costs one atomic read.
pub(crate) struct Hub {
    listening: AtomicBool,
    inner: Mutex<Inner>,
}

struct Inner {
    /// What was said before anybody could subscribe; none when the init phase is over.
    early: Option<Vec<Record>>,
    queues: Vec<(String, Arc<Queue>)>,
}

impl Hub {
    /// At the beginning of an init phase.
    pub(crate) fn new() -> Hub {
        let inner = Inner { early: Some(Vec::new()), queues: Vec::new() };
        Hub { listening: AtomicBool::new(true), inner: Mutex::new(inner) }
    }

    /// Whether anybody is, or may become, interested.
    pub(crate) fn is_listening(&self) -> bool {
        self.listening.load(Ordering::Relaxed)
    }

    /// Tells everybody who wants it.
    pub(crate) fn tell(&self, record: &Record) {
        let mut inner = self.inner.lock();
        for (_, queue) in &inner.queues {
            queue.offer(record);
        }
        if let Some(early) = inner.early.as_mut().filter(|early| early.len() < EARLY) {
            early.push(record.clone());
        }
    }

    /// An extension subscribes; a second subscription takes the place of its first. None when the init phase is over.
    pub(crate) fn subscribe(&self, extension: &str, subscription: Subscription) -> Option<Arc<Queue>> {
        let mut inner = self.inner.lock();
        let queue = Arc::new(Queue::new(subscription));
        for record in inner.early.as_ref()? {
            queue.offer(record);
        }
        inner.queues.retain(|(name, old)| {
            let same = name == extension;
            if same {
                old.close();
            }
            !same
        });
        inner.queues.push((extension.to_owned(), queue.clone()));
        Some(queue)
    }

    /// The init phase is over: nobody comes any more.
    pub(crate) fn close(&self) {
        let mut inner = self.inner.lock();
        inner.early = None;
        self.listening.store(!inner.queues.is_empty(), Ordering::Relaxed);
    }

    /// Has everything delivered that waits to become more.
    pub(crate) fn flush(&self) {
        for (_, queue) in &self.inner.lock().queues {
            queue.flush();
        }
    }

    /// Whether nothing waits that could be delivered.
    pub(crate) fn is_quiet(&self) -> bool {
        !self.is_listening() || self.inner.lock().queues.iter().all(|(_, queue)| queue.is_quiet())
    }
}
