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

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use serde::Serialize;
use tradewind_clock::Timestamp;
use tradewind_functions::{Function, LogLine, LogSink};

/// A file that is this large is followed by a new one, in bytes.
pub const FILE_BYTES: u64 = 64 << 20;

/// Files kept of a group.
pub const FILES_KEPT: usize = 5;

/// Batches of lines that may wait for the disk.
const WAITING: usize = 4_096;

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
    Lines { group: Group, text: Vec<u8> },
    Flush(SyncSender<()>),
}

/// The files of every group.
pub struct LogFiles {
    folder: PathBuf,
    orders: Mutex<Option<SyncSender<Order>>>,
    dropped: Arc<Dropped>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// Lines that were dropped since they were last spoken of, and in all.
#[derive(Default)]
struct Dropped {
    unsaid: Mutex<BTreeMap<Group, u64>>,
    total: AtomicU64,
}

impl LogFiles {
    /// Log files below a folder, which is made with the first line.
    ///
    /// # Errors
    /// When there can be no thread to write them.
    pub fn start(folder: PathBuf) -> io::Result<Arc<LogFiles>> {
        let (orders, received) = sync_channel(WAITING);
        let dropped = Arc::new(Dropped::default());
        let mut writer = Writer { folder: folder.clone(), open: VecDeque::new(), dropped: dropped.clone() };
        let thread =
            std::thread::Builder::new().name("function-logs".to_owned()).spawn(move || writer.run(&received))?;
        Ok(Arc::new(LogFiles { folder, orders: Mutex::new(Some(orders)), dropped, writer: Mutex::new(Some(thread)) }))
    }

    /// Lines dropped so far because the disk was too slow.
    pub fn dropped(&self) -> u64 {
        self.dropped.total.load(Ordering::Relaxed)
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
        read(&folder_of(&self.folder, group), from)
    }

    fn hand_over(&self, group: Group, text: Vec<u8>, lines: u64) {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(orders) = orders.as_ref() else { return };
        if let Err(TrySendError::Full(Order::Lines { group, .. })) = orders.try_send(Order::Lines { group, text }) {
            self.dropped.total.fetch_add(lines, Ordering::Relaxed);
            *self.dropped.unsaid.lock().unwrap_or_else(PoisonError::into_inner).entry(group).or_default() += lines;
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

/// The thread's side.
struct Writer {
    folder: PathBuf,
    /// The file written last comes last.
    open: VecDeque<(Group, Current)>,
    dropped: Arc<Dropped>,
}

/// A group's newest file.
struct Current {
    file: File,
    number: u64,
    bytes: u64,
}

impl Writer {
    fn run(&mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            match order {
                Order::Lines { group, text } => self.write(&group, &text),
                Order::Flush(done) => {
                    self.say_what_was_dropped();
                    // Whoever asked may have gone.
                    let _ = done.send(());
                }
            }
        }
        self.say_what_was_dropped();
    }

    fn say_what_was_dropped(&mut self) {
        let unsaid = std::mem::take(&mut *self.dropped.unsaid.lock().unwrap_or_else(PoisonError::into_inner));
        for (group, lines) in unsaid {
            tracing::warn!(group = group.name, lines, "log lines were dropped: the disk is too slow for them");
            let text = format!("-\t-\t{lines} lines were dropped here: the disk is too slow for them\n");
            self.write(&group, text.as_bytes());
        }
    }

    fn write(&mut self, group: &Group, text: &[u8]) {
        if let Err(error) = self.try_write(group, text) {
            tracing::warn!(group = group.name, %error, "log lines can't be written");
            self.open.retain(|(known, _)| known != group);
        }
    }

    fn try_write(&mut self, group: &Group, text: &[u8]) -> io::Result<()> {
        let mut current = match self.open.iter().position(|(known, _)| known == group) {
            Some(place) => self.open.remove(place).map(|(_, current)| current),
            None => None,
        };
        if current.as_ref().is_none_or(|current| current.bytes >= FILE_BYTES) {
            current = Some(Current::open(&folder_of(&self.folder, group))?);
        }
        let Some(mut current) = current else { return Ok(()) };
        current.file.write_all(text)?;
        current.bytes += text.len() as u64;
        if self.open.len() >= OPEN_FILES {
            self.open.pop_front();
        }
        self.open.push_back((group.clone(), current));
        Ok(())
    }
}

impl Current {
    /// The group's newest file, or the one after it if that is full.
    fn open(folder: &Path) -> io::Result<Current> {
        fs::create_dir_all(folder)?;
        let numbers = numbers(folder)?;
        let newest = numbers.last().copied().unwrap_or(1);
        let open = |number| OpenOptions::new().create(true).append(true).open(folder.join(file_name(number)));
        let file = open(newest)?;
        let bytes = file.metadata()?.len();
        if bytes < FILE_BYTES {
            return Ok(Current { file, number: newest, bytes });
        }
        let next = Current { file: open(newest + 1)?, number: newest + 1, bytes: 0 };
        for old in numbers.iter().take((numbers.len() + 1).saturating_sub(FILES_KEPT)) {
            fs::remove_file(folder.join(file_name(*old)))?;
        }
        tracing::debug!(number = next.number, "a log goes on in another file");
        Ok(next)
    }
}

fn file_name(number: u64) -> String {
    format!("{number:010}.log")
}

/// The numbers of a group's files, the oldest first.
fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".log"));
        numbers.extend(number.and_then(|number| number.parse::<u64>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

fn read(folder: &Path, from: Option<Place>) -> io::Result<Page> {
    let numbers = match numbers(folder) {
        Ok(numbers) => numbers,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut next = from.unwrap_or_default();
    let mut lines = Vec::new();
    for number in numbers {
        if number < next.file {
            continue;
        }
        if number > next.file {
            next = Place { file: number, offset: 0 };
        }
        let mut file = File::open(folder.join(file_name(number)))?;
        file.seek(SeekFrom::Start(next.offset))?;
        let mut text = Vec::new();
        file.take(READ_BYTES).read_to_end(&mut text)?;
        // A line that is not all there yet is left for the next reading.
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let read = text.get(..whole).unwrap_or_default();
        next.offset += whole as u64;
        lines.extend(read.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(line_of));
        if text.len() as u64 == READ_BYTES {
            return Ok(Page { lines, next, more: true });
        }
    }
    Ok(Page { lines, next, more: false })
}

fn line_of(line: &[u8]) -> Line {
    let text = String::from_utf8_lossy(line);
    let mut parts = text.splitn(3, '\t');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    Line { at: part(), stream: part(), text: part() }
}

/// A group's folder. Names come from users: whatever is not a letter, a digit, `-` or `_` is written as its code, so no name
/// leads out of the folder and no two names into the same one.
fn folder_of(root: &Path, group: &Group) -> PathBuf {
    root.join(escaped(&group.account)).join(escaped(&group.region)).join(escaped(&group.name))
}

/// Longest escaped name, in bytes; file systems take 255.
const NAME_BYTES: usize = 200;

fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 16);
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    if out.len() > NAME_BYTES {
        let mark = fnv(out.as_bytes());
        out.truncate(NAME_BYTES);
        out.push_str(&format!(".{mark:016x}"));
    }
    out
}

/// FNV-1a, to tell names apart whose beginnings are the same.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str) -> Group {
        Group { account: "000000000000".to_owned(), region: "us-east-1".to_owned(), name: name.to_owned() }
    }

    fn write(files: &LogFiles, name: &str, text: &str) {
        let mut line = Vec::new();
        append(&mut line, Timestamp::from_secs(1_767_323_045), "2026/01/02/[$LATEST]0f", text);
        files.hand_over(group(name), line, 1);
    }

    fn texts(page: &Page) -> Vec<&str> {
        page.lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn lines_are_read_in_their_order_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = LogFiles::start(folder.path().join("logs")).unwrap();
        assert_eq!(files.read(&group("/aws/lambda/a"), None).unwrap(), Page::default());
        write(&files, "/aws/lambda/a", "one\ttwo");
        write(&files, "/aws/lambda/b", "another group");
        write(&files, "/aws/lambda/a", "Traceback:\n  line 1");
        let page = files.read(&group("/aws/lambda/a"), None).unwrap();
        assert_eq!(texts(&page), ["one\ttwo", "Traceback:", "  line 1"]);
        assert_eq!(page.lines[0].at, "2026-01-02T03:04:05.000Z");
        assert_eq!(page.lines[0].stream, "2026/01/02/[$LATEST]0f");
        write(&files, "/aws/lambda/a", "later");
        let next: Place = page.next.to_string().parse().unwrap();
        let page = files.read(&group("/aws/lambda/a"), Some(next)).unwrap();
        assert_eq!(texts(&page), ["later"]);
        assert!(files.read(&group("/aws/lambda/a"), Some(page.next)).unwrap().lines.is_empty());
        files.stop();
        let again = LogFiles::start(folder.path().join("logs")).unwrap();
        write(&again, "/aws/lambda/a", "after a restart");
        let page = again.read(&group("/aws/lambda/a"), Some(page.next)).unwrap();
        assert_eq!(texts(&page), ["after a restart"]);
        again.stop();
    }

    #[test]
    fn no_name_leads_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("logs");
        let files = LogFiles::start(root.clone()).unwrap();
        let long = "x".repeat(512);
        let names = ["../../escape", "..", ".", "/etc/passwd", "a%2Fb", "a/b", "nul\0", &long, &format!("{long}y")];
        for name in names {
            write(&files, name, name);
        }
        for name in names {
            let page = files.read(&group(name), None).unwrap();
            assert_eq!(texts(&page), [name], "{name}");
        }
        let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(beside, ["logs"]);
        assert_eq!(fs::read_dir(root.join("000000000000/us-east-1")).unwrap().count(), names.len());
        files.stop();
    }

    #[test]
    fn old_files_go() {
        let folder = tempfile::tempdir().unwrap();
        let group = group("/aws/lambda/a");
        let place = folder_of(folder.path(), &group);
        fs::create_dir_all(&place).unwrap();
        for number in 3..=7 {
            let file = File::create(place.join(file_name(number))).unwrap();
            file.set_len(if number == 7 { FILE_BYTES } else { 1 }).unwrap();
        }
        let files = LogFiles::start(folder.path().to_owned()).unwrap();
        write(&files, "/aws/lambda/a", "fresh");
        files.flush();
        assert_eq!(numbers(&place).unwrap(), [4, 5, 6, 7, 8]);
        let page = files.read(&group, Some(Place { file: 8, offset: 0 })).unwrap();
        assert_eq!(texts(&page), ["fresh"]);
        // A reader that had not come further than a file that is gone goes on with the oldest there is.
        assert!(files.read(&group, Some(Place { file: 1, offset: 99 })).is_ok());
        files.stop();
    }

    #[test]
    fn what_the_disk_is_too_slow_for_is_counted_and_said() {
        let folder = tempfile::tempdir().unwrap();
        let (orders, received) = sync_channel(1);
        let dropped = Arc::new(Dropped::default());
        let files = LogFiles {
            folder: folder.path().to_owned(),
            orders: Mutex::new(Some(orders)),
            dropped: dropped.clone(),
            writer: Mutex::new(None),
        };
        // Nobody writes yet: the first fits, the others do not.
        for text in ["kept", "lost", "lost too"] {
            write(&files, "/aws/lambda/a", text);
        }
        assert_eq!(files.dropped(), 2);
        drop(files.orders.lock().unwrap().take());
        Writer { folder: folder.path().to_owned(), open: VecDeque::new(), dropped }.run(&received);
        let page = read(&folder_of(folder.path(), &group("/aws/lambda/a")), None).unwrap();
        assert_eq!(texts(&page), ["kept", "2 lines were dropped here: the disk is too slow for them"]);
    }
}
