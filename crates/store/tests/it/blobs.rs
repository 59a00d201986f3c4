//! Blobs.

use std::io::Read;

use futures::future::BoxFuture;
use tradewind_store::disk::{Disk as _, RealDisk};
use tradewind_store::{BlobId, Blobs, NewBlob, Outcome, Performer, SimDisk, StoreError, SyncFault, TaskRun, Watermark};

use crate::engine::{Engine, Simulated, block_on, write as commit};
use crate::on_all_engines;

on_all_engines!(a_blob_is_durable_when_its_id_is_known, a_deleted_blob_is_gone, blobs_are_listed);

fn a_blob_is_durable_when_its_id_is_known<E: Engine>() {
    let mut engine = E::new();
    let content = vec![7; 700_000];
    let id = block_on(engine.store().blobs().put(content.clone().into())).expect("writes").named();
    let empty = engine.store().blobs().write_blocking(&mut std::io::empty()).expect("writes").named();
    engine.crash();
    let blobs = engine.store().blobs();
    assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&content[..]));
    assert_eq!(blobs.get(&empty).expect("reads").as_deref(), Some(&[][..]));
    assert_eq!(blobs.get(&BlobId::new([1; 16])).expect("reads"), None);
}

fn a_deleted_blob_is_gone<E: Engine>() {
    let engine = E::new();
    let blobs = engine.store().blobs();
    let mut ids: Vec<_> = (0..3).map(|_| write(blobs, b"one")).collect();
    let kept = ids.pop().expect("three");
    block_on(blobs.delete(&ids)).expect("deletes");
    assert_eq!(blobs.list().expect("lists"), [kept]);
    assert_eq!(blobs.get(&ids[0]).expect("reads"), None);
    block_on(blobs.delete(&ids)).expect("has nothing to do");
    blobs.delete_blocking(&[ids[0], kept]).expect("deletes");
    assert_eq!(blobs.list().expect("lists"), []);
    // Who has let a row go need not have waited until that was durable.
    let cell = engine.store().cell::<()>("named");
    let position = commit(&cell, |tx| tx.put("blob", ids[0].bytes().to_vec()));
    block_on(blobs.delete(&ids)).expect("deletes");
    assert!(engine.store().durable() >= position);
}

fn write(blobs: &Blobs, content: &[u8]) -> BlobId {
    blobs.write_blocking(&mut &*content).expect("writes").named()
}

fn blobs_are_listed<E: Engine>() {
    let mut engine = E::new();
    let mut ids = [(); 3].map(|()| write(engine.store().blobs(), b"one"));
    ids.sort_unstable();
    assert_eq!(engine.store().blobs().list().expect("lists"), ids);
    engine.reopen();
    assert_eq!(engine.store().blobs().list().expect("lists"), ids);
}

#[test]
fn damage_is_noticed() {
    let engine = Simulated::new();
    let blobs = engine.store().blobs();
    let id = write(blobs, b"content");
    let name = engine.disk.files().into_iter().find(|name| name.contains(&id.to_string())).expect("a file");
    let whole = engine.disk.contents(&name).expect("a file");
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        engine.disk.overwrite(&name, damaged);
        let refused = blobs.get(&id).expect_err("damaged");
        let newer = matches!(refused, StoreError::Newer { .. });
        assert!(if at == 0 { newer } else { matches!(refused, StoreError::Corrupt(_)) }, "byte {at}: {refused}");
    }
    for length in 0..whole.len() {
        engine.disk.overwrite(&name, whole[..length].to_vec());
        assert!(matches!(blobs.get(&id), Err(StoreError::Corrupt(_))), "cut to {length} bytes");
    }
    engine.disk.overwrite(&name, whole);
    assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&b"content"[..]));
}

/// A source that fails half way.
struct Broken(u32);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0 += 1;
        if self.0 > 2 { Err(std::io::Error::other("on purpose")) } else { Ok(buffer.len().min(10)) }
    }
}

#[test]
fn a_failed_write_leaves_nothing() {
    let mut engine = Simulated::on(SimDisk::new(4));
    let count = |engine: &Simulated| engine.disk.files().iter().filter(|name| name.starts_with("blobs/")).count();
    assert!(engine.store().blobs().write_blocking(&mut Broken(0)).is_err());
    assert_eq!(count(&engine), 0);
    engine.disk.fail_sync(1, SyncFault::Fail);
    assert!(engine.store().blobs().write_blocking(&mut &b"one"[..]).is_err());
    assert_eq!(count(&engine), 0);
    engine.disk.set_free(Some(5));
    let full = engine.store().blobs().write_blocking(&mut &b"one"[..]);
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    engine.disk.set_free(None);
    // The power fails at any point of a write: afterwards there is a whole blob or none.
    for operation in 1..12 {
        engine.disk.crash_after(operation);
        let written = engine.store().blobs().write_blocking(&mut &b"two"[..]).map(NewBlob::named);
        engine.crash();
        let blobs = engine.store().blobs();
        for id in blobs.list().expect("lists") {
            // What was never handed out may be anything but wrong content.
            if !matches!(blobs.get(&id), Err(StoreError::Corrupt(_))) {
                assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&b"two"[..]));
            }
        }
        if let Ok(id) = written {
            assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&b"two"[..]));
        }
        assert!(!engine.disk.files().iter().any(|name| name.contains("new-")), "an opening sweeps what was cut short");
    }
}

#[test]
fn pieces_are_read_and_verified_by_themselves() {
    const BLOCK: usize = 128 * 1024;
    let engine = Simulated::new();
    let blobs = engine.store().blobs();
    let content: Vec<u8> = (0_u32..).flat_map(u32::to_le_bytes).take(3 * BLOCK + 5).collect();
    let mut writer = blobs.writer().expect("begins");
    for piece in content.chunks(70_001) {
        writer.write(piece).expect("writes");
    }
    let made = writer.finish().expect("finishes");
    assert!(blobs.is_unnamed(&made.id()));
    let id = made.named();
    assert!(!blobs.is_unnamed(&id));
    let reader = blobs.reader(&id).expect("opens").expect("is there");
    assert_eq!(reader.len(), content.len() as u64);
    for (from, to) in [(0, 1), (BLOCK - 1, BLOCK + 1), (5, 3 * BLOCK), (3 * BLOCK, 3 * BLOCK + 5), (0, usize::MAX)] {
        let (mut found, end) = (Vec::new(), to.min(content.len()));
        while from + found.len() < end {
            let pieces = reader.read((from + found.len()) as u64, to as u64).expect("reads");
            pieces.iter().for_each(|piece| found.extend_from_slice(piece));
        }
        assert!(found == content[from..end], "{from}..{to}");
    }
    assert!(reader.read(content.len() as u64, u64::MAX).expect("reads").is_empty());

    // A block that was changed, or that stands in another's place, is noticed; the others can be read.
    let name = engine.disk.files().into_iter().find(|name| name.contains(&id.to_string())).expect("a file");
    let mut damaged = engine.disk.contents(&name).expect("a file");
    let (first, second) = (8..8 + BLOCK + 4, 8 + BLOCK + 4..8 + 2 * (BLOCK + 4));
    let moved = damaged[first].to_vec();
    damaged[second].copy_from_slice(&moved);
    engine.disk.overwrite(&name, damaged);
    let reader = blobs.reader(&id).expect("opens").expect("is there");
    assert!(reader.read(0, 10).is_ok() && reader.read(3 * BLOCK as u64, u64::MAX).is_ok());
    assert!(matches!(reader.read(BLOCK as u64, u64::MAX), Err(StoreError::Corrupt(_))));
}

#[test]
fn what_was_gathered_elsewhere_is_the_same_blob() {
    const BLOCK: usize = 128 * 1024;
    let engine = Simulated::new();
    let blobs = engine.store().blobs();
    let content: Vec<u8> = (0_u32..).flat_map(u32::to_le_bytes).take(5 * BLOCK + 7).collect();
    for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 4 * BLOCK, 5 * BLOCK + 7] {
        let (mut writer, mut rest, mut pieces) = (blobs.writer().expect("begins"), &content[..length], Vec::new());
        while !rest.is_empty() {
            // What a buffer held before is of no meaning, and neither is how it is filled.
            let mut run = blobs.run();
            while !rest.is_empty() && !run.is_full() {
                rest = &rest[run.fill(&rest[..rest.len().min(99_991)])..];
            }
            pieces.extend(writer.append(run).expect("appends"));
        }
        assert!(pieces.concat() == content[..length], "{length}");
        writer.sync().expect("syncs");
        assert!(matches!(writer.write(b"more"), Err(StoreError::Corrupt(_))));
        let made = writer.finish().expect("finishes");
        assert_eq!(made.len(), length as u64);
        let read = blobs.get(&made.named()).expect("reads").expect("is there");
        assert!(read == content[..length], "{length}");
    }
    let (mut writer, mut short) = (blobs.writer().expect("begins"), blobs.run());
    short.fill(b"short");
    writer.append(short).expect("appends");
    let again = writer.append(blobs.run());
    assert!(matches!(again, Err(StoreError::Corrupt(_))), "nothing follows a block with room left");
}

#[test]
fn a_disk_that_is_not_waited_for_reads_what_is_in_memory() {
    let home = tempfile::tempdir().expect("a directory");
    let disk = RealDisk::new(home.path());
    let file = disk.create("file").expect("creates");
    file.write_at(b"content", 0).expect("writes");
    let mut buffer = [0; 4];
    // Where the system can't tell, none is as right.
    if let Some(read) = file.read_cached_at(&mut buffer, 3).expect("reads") {
        assert_eq!((read, &buffer), (4, b"tent"));
    }
}

#[test]
fn what_nobody_names_is_deleted() {
    let engine = Simulated::new();
    let space = engine.store().blobs().space("objects").expect("a space");
    let blobs = |engine: &Simulated| engine.disk.files().iter().filter(|name| name.starts_with("blobs/")).count();
    let mut writer = space.writer().expect("begins");
    writer.write(b"never finished").expect("writes");
    drop(writer);
    assert_eq!(blobs(&engine), 0);
    let made = space.writer().and_then(tradewind_store::BlobWriter::finish).expect("finishes");
    assert_eq!(blobs(&engine), 1);
    drop(made);
    assert_eq!(blobs(&engine), 0);
}

/// Deletes the blob whose id the task carries.
struct Deleting(Blobs);

impl Performer for Deleting {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let id = BlobId::new(<[u8; 16]>::try_from(&run.payload[..]).expect("an id"));
            match self.0.delete(&[id]).await {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::Buried { why: error.to_string() },
            }
        })
    }
}

/// A row names a blob; a transaction lets the row go and notes a task, which runs at once, also where the transaction is not
/// durable. Whenever the power goes, a row that is there afterwards has its blob.
#[test]
fn no_row_comes_back_without_its_blob() {
    let mut gone = 0;
    for (seed, blocking) in (1..9).flat_map(|seed| [(seed, false), (seed, true)]) {
        for operation in 1_u64.. {
            let mut engine = Simulated::on(SimDisk::new(seed));
            let id = write(engine.store().blobs(), b"content");
            let cell = engine.store().cell::<()>("named");
            commit(&cell, |tx| tx.put("blob", id.bytes().to_vec()));
            engine.store().flush().expect("flushes");
            engine.disk.crash_after(operation);
            commit(&cell, |tx| {
                tx.delete("blob");
                let now = tx.now();
                tx.task(now, "forget", id.bytes().to_vec());
            });
            let blobs = engine.store().blobs().clone();
            if blocking {
                // The error is the power's, if there is one.
                let _ = blobs.delete_blocking(&[id]);
            } else {
                block_on(engine.store().tasks().run_due(&Deleting(blobs)));
            }
            let whole = !engine.disk.is_dead();
            drop(cell);
            engine.crash();
            let cell = engine.store().cell::<()>("named");
            let named = cell.read(&Watermark::new(), |view, ()| view.get("blob")).expect("reads");
            let blob = engine.store().blobs().get(&id).expect("reads");
            assert!(
                named.is_none() || blob.is_some(),
                "seed {seed}, operation {operation}: the row is back, the blob is not"
            );
            gone += usize::from(named.is_none() && blob.is_none());
            if whole {
                break;
            }
        }
    }
    // Where a removal was not synced the blob may be back, and belongs to a sweep.
    assert!(gone > 0, "the blob goes in the end");
}

#[test]
fn nothing_is_deleted_while_rows_can_not_become_durable() {
    let engine = Simulated::on(SimDisk::new(5));
    let id = write(engine.store().blobs(), b"content");
    let cell = engine.store().cell::<()>("named");
    commit(&cell, |tx| tx.put("blob", id.bytes().to_vec()));
    engine.disk.set_free(Some(0));
    assert!(matches!(block_on(engine.store().blobs().delete(&[id])), Err(StoreError::Full)));
    assert!(engine.store().blobs().get(&id).expect("reads").is_some());
    engine.disk.set_free(None);
    block_on(engine.store().blobs().delete(&[id])).expect("deletes");
    let blobs = engine.store().blobs().clone();
    drop((cell, engine));
    assert!(matches!(blobs.delete_blocking(&[id]), Err(StoreError::Closed)), "blobs keep no store open");
}

#[test]
fn a_space_has_blobs_of_its_own() {
    let mut engine = Simulated::new();
    let other = write(engine.store().blobs(), b"other");
    let space = engine.store().blobs().space("objects").expect("a space");
    let id = write(&space, b"own");
    engine.crash();
    let (blobs, space) = (engine.store().blobs(), engine.store().blobs().space("objects").expect("a space"));
    assert_eq!((blobs.list().expect("lists"), space.list().expect("lists")), (vec![other], vec![id]));
    assert_eq!((blobs.get(&id).expect("reads"), space.get(&other).expect("reads")), (None, None));
    assert_eq!(space.get(&id).expect("reads").as_deref(), Some(&b"own"[..]));
}

#[test]
fn blobs_of_the_first_version_are_read() {
    let engine = Simulated::new();
    let content = b"123456789";
    let head = [&[1][..], &9_u64.to_le_bytes(), &0xcbf4_3926_u32.to_le_bytes(), content].concat();
    engine.disk.overwrite("blobs/07/07070707070707070707070707070707", head);
    let blobs = engine.store().blobs();
    let id = BlobId::new([7; 16]);
    assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&content[..]));
    let reader = blobs.reader(&id).expect("opens").expect("is there");
    assert_eq!(reader.read(3, 5).expect("reads"), [&content[3..5]]);
}
