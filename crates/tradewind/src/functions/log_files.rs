//! What functions write, in files under the data directory, until there is a log service.
//!
//! ```text
//! <data>/functions/logs/<account>/<region>/<log group, escaped>/0000000042.log
//! line:  2026-01-02T03:04:05.678Z <tab> <log stream> <tab> <text>
//! ```
//!
//! One thread writes; functions hand over their lines and go on. What the thread can't keep up with is dropped, counted, and said
//! in the log of the group it was dropped from. A group's files are cut at [`FILE_BYTES`] and the oldest go when there are more
//! than [`FILES_KEPT`].

mod names;
mod reading;
mod writer;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use serde::Serialize;
use tradewind_clock::Timestamp;
use tradewind_functions::{Function, LogLine, LogSink};

use writer::Writer;

/// A file that is this large is followed by a new one, in bytes.
pub const FILE_BYTES: u64 = 64 << 20;

/// Files kept of a group.
pub const FILES_KEPT: usize = 5;

/// Batches of lines that may wait for the disk, and the bytes in them.
const WAITING: usize = 4_096;
const WAITING_BYTES: usize = 64 << 20;

/// Files that are held open.
const OPEN_FILES: usize = 64;

/// Most bytes that one reading looks at.
const READ_BYTES: u64 = 1 << 20;

/// One log group of one account and region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// 12 digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
    /// Such as `/aws/lambda/orders`.
    pub name: String,
}

/// A line as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// RFC 3339, milliseconds.
    pub at: String,
    /// The log stream.
    pub stream: String,
    /// The text.
    pub text: String,
}

/// What a reading found, and where the next one goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// In the order they were written.
    pub lines: Vec<Line>,
    /// Where the next reading goes on.
    pub next: Place,
    /// Whether there was more than one reading gives.
    pub more: bool,
}

/// A place in a group's files. As text: `<file>:<offset>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    file: u64,
    offset: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.offset)
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let (file, offset) = text.split_once(':').ok_or(())?;
        Ok(Place { file: file.parse().map_err(drop)?, offset: offset.parse().map_err(drop)? })
    }
}

enum Order {
    Lines { group: Group, text: Vec<u8>, lines: u64 },
    Flush(SyncSender<()>),
}

/// The files of every group.
pub struct LogFiles {
    folder: PathBuf,
    orders: Mutex<Option<SyncSender<Order>>>,
    tally: Arc<Tally>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What waits, and what did not get to wait.
#[derive(Default)]
struct Tally {
    /// Bytes that wait for the disk.
    waiting: AtomicUsize,
    /// Lines that were dropped since they were last spoken of.
    unsaid: Mutex<BTreeMap<Group, u64>>,
    /// Lines that were dropped in all.
    total: AtomicU64,
}

impl Tally {
    fn drop_lines(&self, group: Group, lines: u64) {
        self.total.fetch_add(lines, Ordering::Relaxed);
        *self.unsaid.lock().unwrap_or_else(PoisonError::into_inner).entry(group).or_default() += lines;
    }
}

impl LogFiles {
    /// Log files below a folder, which is made with the first line.
    ///
    /// # Errors
    /// When there can be no thread to write them.
    pub fn start(folder: PathBuf) -> io::Result<Arc<LogFiles>> {
        let (orders, received) = sync_channel(WAITING);
        let tally = Arc::new(Tally::default());
        let mut writer = Writer { folder: folder.clone(), open: VecDeque::new(), tally: tally.clone() };
        let thread =
            std::thread::Builder::new().name("function-logs".to_owned()).spawn(move || writer.run(&received))?;
        Ok(Arc::new(LogFiles { folder, orders: Mutex::new(Some(orders)), tally, writer: Mutex::new(Some(thread)) }))
    }

    /// Lines dropped so far because the disk was too slow.
    pub fn dropped(&self) -> u64 {
        self.tally.total.load(Ordering::Relaxed)
    }

    /// Waits until what was handed over before is in the files.
    pub fn flush(&self) {
        let (done, is_done) = sync_channel(1);
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if orders.is_some_and(|orders| orders.send(Order::Flush(done)).is_ok()) {
            // A writer that is gone has nothing left to write.
            let _ = is_done.recv();
        }
    }

    /// Writes what is left and ends the thread.
    pub fn stop(&self) {
        drop(self.orders.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(writer) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // It has nothing to say.
            let _ = writer.join();
        }
    }

    /// Reads on from a place; none: from the oldest line there is.
    ///
    /// # Errors
    /// When a file can't be read.
    pub fn read(&self, group: &Group, from: Option<Place>) -> io::Result<Page> {
        self.flush();
        reading::read(&names::folder_of(&self.folder, group), from)
    }

    fn hand_over(&self, group: Group, text: Vec<u8>, lines: u64) {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(orders) = orders.as_ref() else { return };
        let bytes = text.len();
        if self.tally.waiting.fetch_add(bytes, Ordering::Relaxed) > WAITING_BYTES {
            self.tally.waiting.fetch_sub(bytes, Ordering::Relaxed);
            return self.tally.drop_lines(group, lines);
        }
        if let Err(TrySendError::Full(Order::Lines { group, .. })) =
            orders.try_send(Order::Lines { group, text, lines })
        {
            self.tally.waiting.fetch_sub(bytes, Ordering::Relaxed);
            self.tally.drop_lines(group, lines);
        }
    }
}

impl LogSink for LogFiles {
    fn write(&self, function: &Function, stream: &str, lines: Vec<LogLine>) {
        let group = Group {
            account: function.account.clone(),
            region: function.region.clone(),
            name: function.logging.group.clone(),
        };
        let mut text = Vec::with_capacity(lines.iter().map(|line| line.text.len() + stream.len() + 32).sum());
        for line in &lines {
            append(&mut text, line.at, stream, &line.text);
        }
        self.hand_over(group, text, lines.len() as u64);
    }
}

/// A text of several lines (a stack trace that one write brought) is several lines of the same time.
fn append(out: &mut Vec<u8>, at: Timestamp, stream: &str, text: &str) {
    let at = at.format("%Y-%m-%dT%H:%M:%S%.3fZ");
    for part in text.split('\n') {
        for piece in [&at, "\t", stream, "\t", part, "\n"] {
            out.extend_from_slice(piece.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests;
