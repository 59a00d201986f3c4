//! The thread that writes.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError};

use super::names::{file_name, folder_of, numbers};
use super::{FILE_BYTES, FILES_KEPT, Group, OPEN_FILES, Order, Tally};

/// The thread's side.
pub(super) struct Writer {
    pub(super) folder: PathBuf,
    /// The file written last comes last.
    pub(super) open: VecDeque<(Group, Current)>,
    pub(super) tally: Arc<Tally>,
}

/// A group's newest file.
pub(super) struct Current {
    file: File,
    number: u64,
    bytes: u64,
}

impl Writer {
    pub(super) fn run(&mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            match order {
                Order::Lines { group, text, lines } => {
                    self.write(&group, &text, lines);
                    self.tally.waiting.fetch_sub(text.len(), Ordering::Relaxed);
                }
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
        let unsaid = std::mem::take(&mut *self.tally.unsaid.lock().unwrap_or_else(PoisonError::into_inner));
        for (group, lines) in unsaid {
            tracing::warn!(group = group.name, lines, "log lines were dropped: the disk is too slow for them, or full");
            let text = format!("-\t-\t{lines} lines were dropped here: the disk is too slow for them, or full\n");
            self.write(&group, text.as_bytes(), 0);
        }
    }

    fn write(&mut self, group: &Group, text: &[u8], lines: u64) {
        if let Err(error) = self.try_write(group, text) {
            tracing::warn!(group = group.name, %error, "log lines can't be written");
            self.open.retain(|(known, _)| known != group);
            if lines > 0 {
                self.tally.drop_lines(group.clone(), lines);
            }
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
        let open =
            |number| OpenOptions::new().create(true).read(true).append(true).open(folder.join(file_name(number)));
        let mut file = open(newest)?;
        let bytes = file.metadata()?.len();
        if bytes < FILE_BYTES {
            // What a process that was killed left of a line stays a line of its own.
            let bytes = if ends_in_a_line(&file, bytes)? { bytes } else { file.write(b"\n")? as u64 + bytes };
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

fn ends_in_a_line(file: &File, bytes: u64) -> io::Result<bool> {
    let mut last = [b'\n'];
    if let Some(at) = bytes.checked_sub(1) {
        file.read_exact_at(&mut last, at)?;
    }
    Ok(last == [b'\n'])
}
