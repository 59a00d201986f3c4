//! The other ceiling: a bare log. Waiters append 1 KiB each and wait for the fdatasync that covers it; all who wait at
//! the same time share one. No store that promises durability on this disk can acknowledge more.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use futures::future::join_all;
use tokio::sync::oneshot;

use crate::dice::Dice;
use crate::error::Error;
use crate::load::latency::Latencies;
use crate::watch;

/// What the log did.
#[derive(Clone, Debug)]
pub struct LogFigures {
    /// Appends acknowledged.
    pub appends: u64,
    /// fdatasyncs that took.
    pub syncs: u64,
    /// In this time.
    pub length: Duration,
    /// From handing in an append to its acknowledgement.
    pub latencies: Latencies,
}

/// Appends that wait for the next sync.
#[derive(Debug, Default)]
struct Group {
    bytes: Vec<u8>,
    waiting: Vec<oneshot::Sender<()>>,
    closed: bool,
}

#[derive(Debug, Default)]
struct Log {
    group: Mutex<Group>,
    filled: Condvar,
}

impl Log {
    fn change<T>(&self, change: impl FnOnce(&mut Group) -> T) -> T {
        let result = change(&mut self.group.lock().unwrap_or_else(PoisonError::into_inner));
        self.filled.notify_one();
        result
    }

    /// The next group that is not empty; `None` when the log was closed.
    fn take(&self) -> Option<Group> {
        let group = self.group.lock().unwrap_or_else(PoisonError::into_inner);
        let mut group = self
            .filled
            .wait_while(group, |group| group.waiting.is_empty() && !group.closed)
            .unwrap_or_else(PoisonError::into_inner);
        if group.waiting.is_empty() {
            return None;
        }
        let closed = group.closed;
        Some(std::mem::replace(&mut *group, Group { closed, ..Group::default() }))
    }

    /// Writes until the log is closed. Afterwards, for whatever reason, nobody waits in vain.
    fn serve(&self, file: &File) -> std::io::Result<u64> {
        let result = self.write_groups(file);
        self.change(|group| {
            group.closed = true;
            group.waiting.clear();
        });
        result
    }

    fn write_groups(&self, mut file: &File) -> std::io::Result<u64> {
        let mut syncs = 0;
        while let Some(group) = self.take() {
            file.write_all(&group.bytes)?;
            file.sync_data()?;
            syncs += 1;
            for waiter in group.waiting {
                // A waiter that is gone needs no acknowledgement.
                let _ = waiter.send(());
            }
        }
        Ok(syncs)
    }
}

/// Measures the log in a directory.
///
/// # Errors
/// When the disk refuses.
pub async fn measure(directory: &Path, waiters: usize, length: Duration) -> Result<LogFigures, Error> {
    let path = directory.join("bare-log");
    let file = File::create(&path).map_err(Error::io(format!("making {}", path.display())))?;
    let log = Arc::new(Log::default());
    let writer = {
        let log = Arc::clone(&log);
        thread::spawn(move || log.serve(&file))
    };
    let begin = watch::now();
    let lanes = (0..waiters).map(|lane| append_for(&log, lane, length));
    let all = join_all(lanes).await;
    let length = begin.elapsed();
    log.change(|group| group.closed = true);
    let syncs = writer
        .join()
        .map_err(|_| Error::Unexpected("the log's thread broke".to_owned()))?
        .map_err(Error::io("writing the bare log"))?;
    let mut figures = LogFigures { appends: 0, syncs, length, latencies: Latencies::default() };
    for latency in all.into_iter().flatten() {
        figures.appends += 1;
        figures.latencies.add(latency);
    }
    Ok(figures)
}

/// One waiter: append, wait, again. It ends early when the log's thread has failed, which `measure` reports.
async fn append_for(log: &Log, lane: usize, length: Duration) -> Vec<Duration> {
    let record = Dice::new(lane as u64).text(1_024);
    let end = watch::now() + length;
    let mut latencies = Vec::new();
    loop {
        let started = watch::now();
        if started >= end {
            return latencies;
        }
        let (sender, receiver) = oneshot::channel();
        log.change(|group| {
            if !group.closed {
                group.bytes.extend_from_slice(record.as_bytes());
                group.waiting.push(sender);
            }
        });
        if receiver.await.is_err() {
            return latencies;
        }
        latencies.push(started.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_acknowledged_append_is_in_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let work = measure(directory.path(), 8, Duration::from_millis(30));
        let figures = runtime.block_on(work).unwrap();
        let size = std::fs::metadata(directory.path().join("bare-log")).unwrap().len();
        assert_eq!(size, figures.appends * 1_024);
        assert!(figures.appends >= 8 && figures.syncs > 0);
        assert!(figures.syncs <= figures.appends);
    }
}
