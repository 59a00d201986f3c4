//! What a store does not open, and what it does when its disk fails.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tradewind_clock::{Clock, Random};
use tradewind_store::{OpenError, Options, SimDisk, Store, StoreError, SyncFault, Watermark};

use crate::engine::{Embedded, Engine, START, Simulated, block_on, copy_dir, rows, write};

fn open(disk: &SimDisk) -> Result<Store, OpenError> {
    Store::simulated(disk, Clock::manual(START), Random::seeded(7))
}

fn try_write(store: &Store, key: &str) -> Result<(), StoreError> {
    store.cell::<()>("a").write(&Watermark::new(), |tx, ()| {
        tx.put(key, "1");
        Ok(())
    })
}

#[test]
fn a_second_process_is_refused() {
    let engine = Embedded::new();
    let options = Options::new(engine.dir.path(), Clock::manual(START), Random::seeded(7));
    assert!(matches!(Store::open(options), Err(OpenError::Locked { .. })));
    assert!(try_write(engine.store(), "a").is_ok());
}

#[test]
fn a_closed_store_refuses() {
    let engine = Simulated::new();
    let cell = engine.store().cell::<()>("a");
    engine.store().clone().close().expect("closes");
    let refused: Result<(), StoreError> = cell.write(&Watermark::new(), |tx, ()| {
        tx.put("a", "1");
        Ok(())
    });
    assert!(matches!(refused, Err(StoreError::Closed)));
    assert_eq!(rows(&cell), [], "what is refused leaves no trace");
}

#[test]
fn a_full_disk_refuses_and_goes_on() {
    let engine = Simulated::new();
    write(&engine.store().cell::<()>("a"), |tx| tx.put("0", "1"));
    engine.store().flush().expect("flushes");
    engine.disk.set_free(Some(0));
    // The journal has blocks ahead; it takes some before the disk says no.
    let big = "x".repeat(100_000);
    let refused = (0..100).find_map(|_| {
        let mark = Watermark::new();
        let wrote: Result<(), StoreError> = engine.store().cell::<()>("b").write(&mark, |tx, ()| {
            tx.put("big", big.clone());
            Ok(())
        });
        wrote.and_then(|()| block_on(engine.store().settle(mark.get()))).err()
    });
    assert!(matches!(refused, Some(StoreError::Full)), "{refused:?}");
    assert!(matches!(try_write(engine.store(), "1"), Err(StoreError::Full)));
    assert_eq!(rows(&engine.store().cell::<()>("a")).len(), 1, "a refused write leaves no trace");
    engine.disk.set_free(None);
    engine.store().flush().expect("flushes");
    try_write(engine.store(), "2").expect("writes again");
    assert_eq!(rows(&engine.store().cell::<()>("a")).len(), 2);
}

#[test]
fn a_failed_sync_stops_the_store_until_it_is_opened_again() {
    let mut engine = Simulated::new();
    try_write(engine.store(), "a").expect("commits");
    engine.store().flush().expect("flushes");
    try_write(engine.store(), "b").expect("commits");
    engine.disk.fail_sync(1, SyncFault::Fail);
    assert!(matches!(engine.store().flush(), Err(StoreError::Failed(_))));
    assert!(matches!(try_write(engine.store(), "c"), Err(StoreError::Failed(_))));
    assert!(matches!(engine.store().checkpoint(), Err(StoreError::Failed(_))));
    engine.crash();
    assert!(rows(&engine.store().cell::<()>("a")).iter().any(|(key, _)| key == "a"));
    try_write(engine.store(), "c").expect("commits");
}

#[test]
fn a_lost_or_newer_or_damaged_note_is_refused() {
    let mut engine = Simulated::new();
    try_write(engine.store(), "a").expect("commits");
    engine.store().checkpoint().expect("checkpoints");
    // Enough that the journal's first segment is gone.
    engine.reopen();
    let disk = engine.disk.clone();
    disk.kill();
    let note = disk.contents("CHECKPOINT").expect("a note");
    for at in 0..note.len() {
        let mut damaged = note.clone();
        damaged[at] ^= 4;
        disk.overwrite("CHECKPOINT", damaged);
        let before = snapshot(&disk);
        let refused = open(&disk).expect_err("damaged");
        match at {
            0 => assert!(matches!(refused, OpenError::Newer { found: 5, known: 1, .. }), "{refused}"),
            _ => assert!(matches!(refused, OpenError::Corrupt { .. }), "byte {at}: {refused}"),
        }
        assert!(snapshot(&disk) == before, "byte {at}");
    }
    disk.overwrite("CHECKPOINT", note);
    assert_eq!(rows(&open(&disk).expect("opens").cell::<()>("a")).len(), 1);
}

#[test]
fn a_base_that_has_gone_is_refused() {
    let dir = {
        let engine = Embedded::new();
        write(&engine.store().cell::<()>("a"), |tx| tx.put("a", "1"));
        engine.store().checkpoint().expect("checkpoints");
        engine.store().clone().close().expect("closes");
        engine.into_dir()
    };
    let open = || Store::open(Options::new(dir.path(), Clock::manual(START), Random::seeded(7)));
    std::fs::rename(dir.path().join("base"), dir.path().join("elsewhere")).expect("renames");
    leave_leftovers(dir.path());
    let before = directory(dir.path());
    let refused = open().expect_err("the base is missing");
    assert!(matches!(refused, OpenError::Corrupt { .. }), "{refused}");
    assert!(directory(dir.path()) == before, "a refused directory has been changed");
    std::fs::rename(dir.path().join("elsewhere"), dir.path().join("base")).expect("renames");
    assert_eq!(rows(&open().expect("opens").cell::<()>("a")).len(), 1);
}

/// Bytes of the base are changed, file by file. Whatever the engine notices at once or when it reads, it never makes up rows.
#[test]
fn a_damaged_base_never_lies() {
    let dir = {
        let engine = Embedded::new();
        for number in 0..50 {
            write(&engine.store().cell::<()>("a"), |tx| tx.put(format!("{number:02}"), "the value"));
        }
        engine.store().checkpoint().expect("checkpoints");
        engine.store().clone().close().expect("closes");
        engine.into_dir()
    };
    let mut files = Vec::new();
    list_files(&dir.path().join("base"), &mut files);
    let (mut noticed, mut refused, mut tried) = (0, 0, 0);
    for file in files {
        let whole = std::fs::read(&file).expect("reads");
        let name = file.strip_prefix(dir.path()).expect("below the directory");
        if whole.is_empty() || whole.len() > 1 << 20 {
            continue;
        }
        for at in [0, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let copy = tempfile::TempDir::new().expect("a directory");
            copy_dir(dir.path(), copy.path());
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            std::fs::write(copy.path().join(name), &damaged).expect("writes");
            tried += 1;
            leave_leftovers(copy.path());
            let before = outside_base(copy.path());
            let opened = Store::open(Options::new(copy.path(), Clock::manual(START), Random::seeded(7)));
            if opened.is_err() {
                refused += 1;
                assert!(
                    outside_base(copy.path()) == before,
                    "{} at {at}: a refused directory was changed",
                    name.display()
                );
            }
            let read = opened.map_err(|error| error.to_string()).and_then(|store| {
                let cell = store.cell::<()>("a");
                let seen =
                    cell.read(&Watermark::new(), |view, ()| view.scan(..).collect::<Result<Vec<_>, StoreError>>());
                seen.map_err(|error| error.to_string())
            });
            match read {
                Ok(rows) => {
                    assert_eq!(rows.len(), 50, "{} at {at}", name.display());
                    assert!(rows.iter().all(|(_, value)| value == "the value"), "{} at {at}", name.display());
                }
                Err(_) => noticed += 1,
            }
        }
    }
    assert!(noticed > 5 && refused > 0, "{noticed} noticed, {refused} of them at once, of {tried}");
}

/// What is newer inside the base is found when its engine is open. Nothing outside it has been changed by then.
#[test]
fn a_newer_base_is_refused() {
    let dir = {
        let engine = Embedded::new();
        write(&engine.store().cell::<()>("a"), |tx| {
            tx.put("a", "1");
            tx.task(START, "test", "payload");
        });
        engine.store().checkpoint().expect("checkpoints");
        engine.store().clone().close().expect("closes");
        engine.into_dir()
    };
    let note = [0xff; 8].to_vec();
    let next_cell = [&0_u64.to_be_bytes()[..], &[3]].concat();
    let next_task = [&1_u64.to_be_bytes()[..], &[0]].concat();
    let task = [&1_u64.to_be_bytes()[..], &[1], &0_u64.to_be_bytes()[..]].concat();
    for key in [note, next_cell, next_task, task] {
        let copy = tempfile::TempDir::new().expect("a directory");
        copy_dir(dir.path(), copy.path());
        {
            let base = fjall::Database::builder(copy.path().join("base")).open().expect("opens");
            let rows = base.keyspace("rows", fjall::KeyspaceCreateOptions::default).expect("opens");
            let mut row = rows.get(&key).expect("reads").expect("a row").to_vec();
            row[0] = 9;
            rows.insert(&key, row).expect("writes");
            base.persist(fjall::PersistMode::SyncAll).expect("writes");
        }
        leave_leftovers(copy.path());
        let before = outside_base(copy.path());
        let opened = Store::open(Options::new(copy.path(), Clock::manual(START), Random::seeded(7)));
        let refused = opened.expect_err("newer");
        assert!(matches!(refused, OpenError::Newer { found: 9, known: 1, .. }), "{key:?}: {refused}");
        assert!(outside_base(copy.path()) == before, "{key:?}: a refused directory was changed");
    }
}

/// The simulated base reads its files without changing them, so there the whole disk stays as it is.
#[test]
fn a_newer_simulated_base_is_refused_untouched() {
    let engine = Simulated::new();
    try_write(engine.store(), "a").expect("commits");
    engine.store().checkpoint().expect("checkpoints");
    let disk = engine.disk.clone();
    disk.kill();
    let names: Vec<_> = disk.files().into_iter().filter(|name| name.starts_with("base/")).collect();
    assert!(!names.is_empty());
    for name in names.iter().filter(|name| name.ends_with(".rows")) {
        let whole = disk.contents(name).expect("a file");
        let mut newer = whole.clone();
        newer[0] = 9;
        disk.overwrite(name, newer);
        disk.overwrite("journal/new.tmp", b"a leftover".to_vec());
        disk.overwrite("blobs/new-1-x", b"a leftover".to_vec());
        let before = snapshot(&disk);
        let refused = open(&disk).expect_err("newer");
        assert!(matches!(refused, OpenError::Newer { found: 9, known: 1, .. }), "{refused}");
        assert!(snapshot(&disk) == before, "{name}: a refused directory was changed");
        disk.overwrite(name, whole);
    }
    assert_eq!(rows(&open(&disk).expect("opens").cell::<()>("a")).len(), 1);
}

/// All files of a simulated disk, with their contents.
fn snapshot(disk: &SimDisk) -> Vec<(String, Option<Vec<u8>>)> {
    disk.files().into_iter().map(|name| (name.clone(), disk.contents(&name))).collect()
}

/// What interrupted work leaves, and the next opening removes.
fn leave_leftovers(dir: &Path) {
    std::fs::write(dir.join("journal/new.tmp"), "a leftover").expect("writes");
    std::fs::write(dir.join("blobs/new-1-x"), "a leftover").expect("writes");
}

/// All files below a directory, with their contents.
fn directory(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = Vec::new();
    list_files(dir, &mut files);
    files.into_iter().map(|file| (file.clone(), std::fs::read(&file).expect("reads"))).collect()
}

/// As [`directory`], without what belongs to the base's engine.
fn outside_base(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let base = dir.join("base");
    directory(dir).into_iter().filter(|(path, _)| !path.starts_with(&base)).collect()
}

fn list_files(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("lists") {
        let path = entry.expect("lists").path();
        if path.is_dir() { list_files(&path, files) } else { files.push(path) }
    }
}

#[test]
fn a_key_beyond_the_limit_is_refused() {
    let engine = Simulated::new();
    let long = "x".repeat(tradewind_store::MAX_KEY_BYTES + 1);
    assert!(matches!(try_write(engine.store(), &long), Err(StoreError::TooLarge { .. })));
    assert_eq!(rows(&engine.store().cell::<()>("a")), []);
    try_write(engine.store(), &long[1..]).expect("commits");
}

#[test]
#[should_panic(expected = "is open with another model")]
fn a_name_belongs_to_one_kind_of_cell() {
    struct Other;
    impl tradewind_store::Model for Other {
        fn load(_: &tradewind_store::View<'_>) -> Result<Self, StoreError> {
            Ok(Other)
        }
    }
    let engine = Simulated::new();
    let _first = engine.store().cell::<()>("a");
    let _second = engine.store().cell::<Other>("a");
}
