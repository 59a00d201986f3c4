//! Crashes of the journal at every operation of the disk: what is recovered is a prefix that includes everything settled.

#![allow(clippy::unwrap_used, reason = "a test's helper may fail like the test")]

use tradewind_clock::Random;
use tradewind_store::committer::{Committer, CommitterOptions, Pace};
use tradewind_store::disk::{SimDisk, SyncFault};
use tradewind_store::journal::SegmentJournal;
use tradewind_store::{OpenError, Position, StoreError};

use crate::journal_disk::{SALT, new_disk, small};

/// A journal with its committer, and what the test knows about both.
struct Run {
    disk: SimDisk,
    random: Random,
    committer: Committer,
    /// Commit number n is `model[n - 1]`.
    model: Vec<Vec<u8>>,
    /// A caller has been told that everything up to here is durable.
    settled: u64,
    /// What the last checkpoint holds, durably.
    checkpoint: u64,
    /// Positions are given out again after a crash; this tells the commits apart.
    life: u64,
}

fn manual() -> CommitterOptions {
    CommitterOptions::new(Pace::Manual)
}

impl Run {
    fn new(seed: u64) -> Self {
        let disk = new_disk(seed);
        let journal =
            SegmentJournal::open(disk.attach(), SALT, small(), Position::NOTHING, &mut |_, _| Ok(())).unwrap();
        let committer = Committer::start(Box::new(journal), manual()).unwrap();
        let random = Random::seeded(seed);
        Self { disk, random, committer, model: Vec::new(), settled: 0, checkpoint: 0, life: 0 }
    }

    /// One step of a random workload. Errors are what the disk's faults bring.
    fn step(&mut self) -> Result<(), StoreError> {
        match self.random.below(10) {
            0..=5 => {
                let length = if self.random.below(12) == 0 { 20_000 } else { self.random.below(2_000) };
                let mut bytes = format!("{} {} ", self.life, self.model.len()).into_bytes();
                bytes.resize(bytes.len() + usize::try_from(length).unwrap(), 0xee);
                let position = self.committer.append(&bytes)?;
                self.model.push(bytes);
                assert_eq!(position.get(), self.model.len() as u64, "positions have no gaps");
            }
            6..=8 => {
                let appended = self.committer.appended();
                self.committer.flush_now()?;
                assert_eq!(self.committer.durable(), appended);
                self.settled = appended.get();
            }
            _ => {
                self.checkpoint = self.checkpoint.max(self.settled.saturating_sub(self.random.below(4)));
                self.committer.truncate(Position::new(self.checkpoint))?;
            }
        }
        Ok(())
    }

    /// Opens the journal again and compares; the commits that were lost are forgotten.
    fn reopen(&mut self) -> Result<(), OpenError> {
        let mut found = self.checkpoint;
        let model = &self.model;
        let visit = &mut |position: Position, bytes: &[u8]| {
            found += 1;
            assert_eq!(position.get(), found, "commits come in order");
            let expected = model.get(usize::try_from(found).unwrap() - 1).map(Vec::as_slice);
            assert_eq!(Some(bytes), expected, "commit {found}");
            Ok(())
        };
        let journal = SegmentJournal::open(self.disk.attach(), SALT, small(), Position::new(self.checkpoint), visit)?;
        assert!(found >= self.settled, "commit {} was settled, recovered is {found}", self.settled);
        self.model.truncate(usize::try_from(found).unwrap());
        self.settled = found;
        self.life += 1;
        self.committer = Committer::start(Box::new(journal), manual()).unwrap();
        Ok(())
    }

    fn crash_and_reopen(&mut self) {
        self.disk.crash();
        self.reopen().unwrap();
    }
}

const STEPS: usize = 120;

#[test]
fn a_crash_at_every_operation_loses_nothing_settled() {
    for seed in 0..12 {
        let mut whole = Run::new(seed);
        let start = whole.disk.operations();
        (0..STEPS).for_each(|_| whole.step().unwrap());
        let operations = whole.disk.operations() - start;
        assert!(operations > 40, "a workload that does little proves little: {operations}");
        for at in 1..=operations {
            let mut run = Run::new(seed);
            run.disk.crash_after(at);
            while !run.disk.is_dead() {
                let _ = run.step();
            }
            run.crash_and_reopen();
            // Life goes on, and the next crash is survived too, also one in the middle of the opening.
            for _ in 0..5 {
                run.step().unwrap();
            }
            run.disk.crash_after(1 + run.random.below(8));
            for _ in 0..5 {
                let _ = run.step();
            }
            run.disk.crash();
            run.disk.crash_after(1 + run.random.below(6));
            if run.reopen().is_err() {
                run.crash_and_reopen();
            }
            run.disk.crash();
            run.reopen().unwrap();
        }
    }
}

#[test]
fn a_killed_process_loses_nothing_written() {
    for seed in 0..60 {
        let mut run = Run::new(seed);
        for _ in 0..6 {
            run.disk.crash_after(1 + run.random.below(25));
            while !run.disk.is_dead() {
                let _ = run.step();
            }
            run.disk.kill();
            run.reopen().unwrap();
        }
        // What an opening has shown is durable from then on, whoever wrote it.
        let shown = run.model.len();
        run.crash_and_reopen();
        assert_eq!(run.model.len(), shown);
    }
}

#[test]
fn after_a_failed_sync_nothing_is_accepted_until_the_next_opening() {
    for fault in [SyncFault::Fail, SyncFault::Tear] {
        for seed in 0..40 {
            let mut run = Run::new(seed);
            (0..20).for_each(|_| run.step().unwrap());
            run.disk.fail_sync(1 + run.random.below(4), fault);
            let error = loop {
                if let Err(error) = run.step() {
                    break error;
                }
            };
            assert!(matches!(error, StoreError::Failed(_)), "{error}");
            assert!(matches!(run.committer.append(b"more"), Err(StoreError::Failed(_))));
            assert!(
                matches!(run.committer.flush_now(), Err(StoreError::Failed(_)))
                    || run.settled == run.model.len() as u64
            );
            assert!(run.committer.durable().get() <= run.settled);
            assert!(matches!(run.committer.close(), Err(StoreError::Failed(_))));
            if seed % 2 == 0 {
                // The operating system still shows what it will never write: the opening must write it again.
                run.disk.kill();
                run.reopen().unwrap();
                let shown = run.model.len();
                run.crash_and_reopen();
                assert_eq!(run.model.len(), shown);
            } else {
                run.crash_and_reopen();
            }
            (0..20).for_each(|_| run.step().unwrap());
            run.crash_and_reopen();
        }
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_space() {
    for seed in 0..60 {
        let mut run = Run::new(seed);
        (0..10).for_each(|_| run.step().unwrap());
        run.disk.set_free(Some(run.random.below(40_000)));
        let mut refused = 0;
        for _ in 0..200 {
            if let Err(error) = run.step() {
                assert!(matches!(error, StoreError::Full), "{error}");
                refused += 1;
            }
        }
        assert!(refused > 0, "the disk never got full");
        if seed % 3 == 0 {
            run.crash_and_reopen();
        }
        run.disk.set_free(None);
        run.committer.flush_now().unwrap();
        assert_eq!(run.committer.durable().get(), run.model.len() as u64, "what waited in memory is written once");
        run.settled = run.model.len() as u64;
        (0..20).for_each(|_| run.step().unwrap());
        run.crash_and_reopen();
        run.committer.close().unwrap();
        run.crash_and_reopen();
    }
}

#[test]
fn obsolete_segments_are_used_again() {
    let mut run = Run::new(7);
    let mut most = 0;
    for _ in 0..400 {
        run.step().unwrap();
        run.checkpoint = run.settled;
        run.committer.truncate(Position::new(run.checkpoint)).unwrap();
        most = most.max(run.disk.files().len());
    }
    let highest = run.disk.files().into_iter().rfind(|name| name.starts_with("journal/0")).unwrap();
    assert!(highest.as_str() > "journal/0000000000000008.seg", "{highest}");
    assert!(most <= 6, "{most} files at a time");
    run.crash_and_reopen();
}
