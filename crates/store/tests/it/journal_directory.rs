//! The data directory: set up, opened again, and refused without being touched.

#![allow(clippy::unwrap_used, reason = "a test's helper may fail like the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tradewind_clock::Random;
use tradewind_store::committer::{Committer, CommitterOptions, Pace};
use tradewind_store::directory::{DataDirectory, FORMAT};
use tradewind_store::disk::{Disk, RealDisk, SimDisk};
use tradewind_store::journal::SegmentOptions;
use tradewind_store::{OpenError, Position};

use crate::journal_disk::Commits;

fn open_at(disk: Arc<dyn Disk>) -> Result<DataDirectory, OpenError> {
    DataDirectory::open(disk, &Random::seeded(3))
}

fn open_real(path: &Path) -> Result<DataDirectory, OpenError> {
    open_at(Arc::new(RealDisk::new(path)))
}

fn committer(directory: &DataDirectory, options: SegmentOptions, pace: Pace) -> (Committer, Commits) {
    let mut commits = Commits::new();
    let visit = &mut |position: Position, bytes: &[u8]| {
        commits.push((position.get(), bytes.to_vec()));
        Ok(())
    };
    let journal = directory.journal(Position::NOTHING, visit).unwrap().resume(options).unwrap();
    (Committer::start(Box::new(journal), CommitterOptions::new(pace)).unwrap(), commits)
}

/// Every file below a directory with its contents.
fn tree(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
            found.insert(path, Vec::new());
        } else {
            found.insert(path.clone(), std::fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn a_real_directory_keeps_what_many_threads_settle() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("deep/data");
    let options = SegmentOptions { segment_bytes: 64 << 10, ..SegmentOptions::default() };
    let mut expected = BTreeMap::new();
    for life in 0..3 {
        let directory = open_real(&path).unwrap();
        let (committer, found) = committer(&directory, options, Pace::Threaded);
        assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
        let written: Vec<Commits> = std::thread::scope(|scope| {
            let write = |thread: u64| {
                let mut mine = Commits::new();
                for number in 0..20 {
                    let bytes = format!("{life} {thread} {number}").repeat(60).into_bytes();
                    let position = committer.append(&bytes).unwrap();
                    if number % 5 == 0 {
                        committer.flush_now().unwrap();
                        assert!(committer.durable() >= position);
                    }
                    mine.push((position.get(), bytes));
                }
                mine
            };
            let threads: Vec<_> = (0..8).map(|thread| scope.spawn(move || write(thread))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        expected.extend(written.into_iter().flatten());
        assert_eq!(expected.len() as u64, committer.appended().get());
        if life == 1 {
            committer.close().unwrap();
        }
    }
    assert!(path.join("journal/0000000000000003.seg").exists(), "several segments were needed");
    let (_, found) = committer(&open_real(&path).unwrap(), options, Pace::Manual);
    assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
}

#[test]
fn a_directory_is_held_by_one_at_a_time() {
    let disk = SimDisk::new(1);
    let held = open_at(disk.attach()).unwrap();
    assert!(matches!(open_at(disk.attach()), Err(OpenError::Locked { .. })));
    drop(held);
    let again = open_at(disk.attach()).unwrap();
    disk.kill();
    open_at(disk.attach()).unwrap();
    drop(again);
}

const CHILD: &str = "TRADEWIND_TEST_DIRECTORY";

#[test]
fn a_second_process_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let answer = || {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["journal_directory::opens_a_directory_for_another_test", "--exact", "--ignored", "--nocapture"])
            .env(CHILD, place.path())
            .output()
            .unwrap();
        String::from_utf8(child.stdout).unwrap()
    };
    let held = open_real(place.path()).unwrap();
    let refused = answer();
    assert!(refused.contains("is in use by another process"), "{refused}");
    drop(held);
    let opened = answer();
    assert!(opened.contains("the directory was opened"), "{opened}");
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn opens_a_directory_for_another_test() {
    let path = std::env::var_os(CHILD).expect("named by the test that starts this process");
    match open_real(Path::new(&path)) {
        Ok(_) => println!("the directory was opened"),
        Err(error) => println!("{error}"),
    }
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let place = tempfile::tempdir().unwrap();
    drop(open_real(place.path()).unwrap());
    let manifest = place.path().join("MANIFEST");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let newer = text.replace(&format!("\"format\": {FORMAT}"), &format!("\"format\": {}, \"more\": []", FORMAT + 1));
    assert_ne!(text, newer);
    std::fs::write(&manifest, newer).unwrap();
    let before = tree(place.path());
    let error = open_real(place.path()).unwrap_err();
    assert!(matches!(error, OpenError::Newer { found, known: FORMAT, .. } if found == FORMAT + 1), "{error}");
    assert_eq!(tree(place.path()), before);
}

#[test]
fn a_foreign_directory_is_refused_and_left_alone() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("thesis.txt"), "chapter 1").unwrap();
    let before = tree(place.path());
    let error = open_real(place.path()).unwrap_err();
    assert!(matches!(error, OpenError::NotATradewindDirectory { .. }), "{error}");
    assert_eq!(tree(place.path()), before);
    let error = open_real(&place.path().join("thesis.txt")).unwrap_err();
    assert!(matches!(error, OpenError::Io { .. }), "{error}");
}

#[test]
fn a_damaged_manifest_is_refused() {
    let disk = SimDisk::new(2);
    drop(open_at(disk.attach()).unwrap());
    let bytes = disk.contents("MANIFEST").unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut harmless = 0;
    for at in 0..bytes.len() {
        let damaged = disk.fork(0);
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        damaged.overwrite("MANIFEST", changed.clone());
        match open_at(damaged.attach()) {
            // White space became other white space.
            Ok(_) => harmless += 1,
            Err(OpenError::Corrupt { .. } | OpenError::Newer { .. }) => {
                assert_eq!(damaged.contents("MANIFEST").unwrap(), changed);
            }
            Err(error) => panic!("byte {at}: {error}"),
        }
    }
    assert!(harmless <= text.chars().filter(|letter| letter.is_whitespace()).count());
}

#[test]
fn a_journal_without_a_manifest_is_damage() {
    let disk = SimDisk::new(3);
    let directory = open_at(disk.attach()).unwrap();
    let (committer, _) = committer(&directory, SegmentOptions::default(), Pace::Manual);
    committer.append(b"a commit").unwrap();
    committer.close().unwrap();
    disk.crash();
    disk.lose("MANIFEST");
    let before = disk.contents("journal/0000000000000001.seg");
    assert!(matches!(open_at(disk.attach()), Err(OpenError::Corrupt { .. })));
    assert_eq!(disk.contents("journal/0000000000000001.seg"), before);
}

#[test]
fn an_interrupted_setup_is_taken_up_again() {
    let whole = SimDisk::new(4);
    drop(open_at(whole.attach()).unwrap());
    for at in 1..=whole.operations() {
        for seed in 0..8 {
            let disk = SimDisk::new(seed);
            disk.crash_after(at);
            assert!(open_at(disk.attach()).is_err());
            disk.crash();
            let directory = open_at(disk.attach()).unwrap();
            let (committer, found) = committer(&directory, SegmentOptions::default(), Pace::Manual);
            assert_eq!(found, []);
            committer.append(b"a commit").unwrap();
            committer.flush_now().unwrap();
            disk.crash();
            let directory = open_at(disk.attach()).unwrap();
            let mut count = 0;
            directory
                .journal(Position::NOTHING, &mut |_, _| {
                    count += 1;
                    Ok(())
                })
                .unwrap();
            assert_eq!(count, 1);
        }
    }
}
