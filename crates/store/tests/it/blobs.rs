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
