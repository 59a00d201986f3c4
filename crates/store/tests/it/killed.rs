//! A process of its own is killed in the middle of its writes and checkpoints.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tradewind_clock::{Clock, Random};
use tradewind_store::{Options, Store, StoreError, Watermark};

use crate::engine::{START, block_on, rows};

const DIR: &str = "TRADEWIND_KILLED_DIR";
const CELLS: u64 = 3;
const KEYS: u64 = 40;

fn open(dir: &Path) -> Store {
    let options = Options::new(dir, Clock::manual(START), Random::seeded(1));
    Store::open(Options { checkpoint_bytes: 20_000, ..options }).expect("opens")
}

/// The child: writes rising numbers and prints each one that has been settled, until it is killed.
#[test]
#[ignore = "is started by the test below"]
fn child() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let store = open(Path::new(&dir));
    let start = 1 + newest(&store).values().flat_map(BTreeMap::values).max().copied().unwrap_or(0);
    println!("ready");
    for number in start.. {
        let (cell, key) = (number % CELLS, number * 7 % KEYS);
        let mark = Watermark::new();
        let cell = store.cell::<()>(&format!("{cell}"));
        let wrote: Result<(), StoreError> = cell.write(&mark, |tx, ()| {
            // Every row is written as a delete and a put, so that tombstones and rows of all ages meet.
            tx.delete(format!("{key:02}"));
            tx.put(format!("{key:02}"), format!("{number:0100}"));
            Ok(())
        });
        wrote.expect("commits");
        block_on(store.settle(mark.get())).expect("settles");
        println!("settled {number}");
    }
}

/// The newest number under each key of each cell.
fn newest(store: &Store) -> BTreeMap<u64, BTreeMap<u64, u64>> {
    let number = |text: &str| text.parse::<u64>().expect("a number");
    (0..CELLS)
        .map(|cell| {
            let rows = rows(&store.cell::<()>(&format!("{cell}")));
            (cell, rows.into_iter().map(|(key, value)| (number(&key), number(&value))).collect())
        })
        .collect()
}

#[test]
fn nothing_that_was_settled_is_lost_when_the_process_is_killed() {
    let dir = TempDir::new().expect("a directory");
    let mut expected: BTreeMap<u64, BTreeMap<u64, u64>> = (0..CELLS).map(|cell| (cell, BTreeMap::new())).collect();
    for round in 1..=8 {
        let mut child = Command::new(std::env::current_exe().expect("a path"))
            .args(["--exact", "killed::child", "--ignored", "--nocapture"])
            .env(DIR, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut settled = 0;
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        for line in lines {
            let line = line.expect("reads");
            let Some(number) = line.strip_prefix("settled ").map(|number| number.parse::<u64>().expect("a number"))
            else {
                continue;
            };
            expected.entry(number % CELLS).or_default().insert(number * 7 % KEYS, number);
            settled += 1;
            if settled == round * 60 {
                child.kill().expect("kills");
            }
        }
        child.wait().expect("ends");
        assert!(settled >= round * 60, "the child ended by itself after {settled}");
        let found = newest(&open(dir.path()));
        for (cell, rows) in &expected {
            for (key, number) in rows {
                let found = found[cell].get(key).copied();
                // The last write may have become durable without having been reported.
                assert!(
                    found >= Some(*number),
                    "round {round}, cell {cell}, key {key}: {found:?} is older than {number}"
                );
            }
        }
        expected = found;
    }
}
