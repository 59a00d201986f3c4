//! Blobs.

use std::io::Read;

use tradewind_store::{BlobId, SimDisk, StoreError, SyncFault};

use crate::engine::{Engine, Simulated, block_on};
use crate::on_all_engines;

on_all_engines!(a_blob_is_durable_when_its_id_is_known, a_deleted_blob_is_gone, blobs_are_listed);

fn a_blob_is_durable_when_its_id_is_known<E: Engine>() {
    let mut engine = E::new();
    let content = vec![7; 700_000];
    let id = block_on(engine.store().blobs().put(content.clone().into())).expect("writes");
    let empty = engine.store().blobs().write_blocking(&mut std::io::empty()).expect("writes");
    engine.crash();
    let blobs = engine.store().blobs();
    assert_eq!(blobs.get(&id).expect("reads").as_deref(), Some(&content[..]));
    assert_eq!(blobs.get(&empty).expect("reads").as_deref(), Some(&[][..]));
    assert_eq!(blobs.get(&BlobId::new([1; 16])).expect("reads"), None);
}

fn a_deleted_blob_is_gone<E: Engine>() {
    let engine = E::new();
    let blobs = engine.store().blobs();
    let id = blobs.write_blocking(&mut &b"one"[..]).expect("writes");
    blobs.delete(&id).expect("deletes");
    assert_eq!(blobs.get(&id).expect("reads"), None);
    blobs.delete(&id).expect("has nothing to do");
}

fn blobs_are_listed<E: Engine>() {
    let mut engine = E::new();
    let write = |engine: &E| engine.store().blobs().write_blocking(&mut &b"one"[..]).expect("writes");
    let mut ids = [write(&engine), write(&engine), write(&engine)];
    ids.sort_unstable();
    assert_eq!(engine.store().blobs().list().expect("lists"), ids);
    engine.reopen();
    assert_eq!(engine.store().blobs().list().expect("lists"), ids);
}

#[test]
fn damage_is_noticed() {
    let engine = Simulated::new();
    let blobs = engine.store().blobs();
    let id = blobs.write_blocking(&mut &b"content"[..]).expect("writes");
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
        let written = engine.store().blobs().write_blocking(&mut &b"two"[..]);
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
            let pieces = reader.read((from + found.len()) as u64, to as u64, 2 * BLOCK).expect("reads");
            pieces.iter().for_each(|piece| found.extend_from_slice(piece));
        }
        assert!(found == content[from..end], "{from}..{to}");
    }
    assert!(reader.read(content.len() as u64, u64::MAX, BLOCK).expect("reads").is_empty());

    // A block that was changed, or that stands in another's place, is noticed; the others can be read.
    let name = engine.disk.files().into_iter().find(|name| name.contains(&id.to_string())).expect("a file");
    let mut damaged = engine.disk.contents(&name).expect("a file");
    let (first, second) = (8..8 + BLOCK + 4, 8 + BLOCK + 4..8 + 2 * (BLOCK + 4));
    let moved = damaged[first].to_vec();
    damaged[second].copy_from_slice(&moved);
    engine.disk.overwrite(&name, damaged);
    let reader = blobs.reader(&id).expect("opens").expect("is there");
    assert!(reader.read(0, 10, BLOCK).is_ok() && reader.read(3 * BLOCK as u64, u64::MAX, BLOCK).is_ok());
    assert!(matches!(reader.read(BLOCK as u64, u64::MAX, BLOCK), Err(StoreError::Corrupt(_))));
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

#[test]
fn a_space_has_blobs_of_its_own() {
    let mut engine = Simulated::new();
    let other = engine.store().blobs().write_blocking(&mut &b"other"[..]).expect("writes");
    let space = engine.store().blobs().space("objects").expect("a space");
    let id = space.write_blocking(&mut &b"own"[..]).expect("writes");
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
    assert_eq!(reader.read(3, 5, 1).expect("reads"), [&content[3..5]]);
}
