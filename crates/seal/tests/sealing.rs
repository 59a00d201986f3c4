//! What a seal promises, and where a node's keys are.

use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_seal::{Broken, Key, OVERHEAD, node_key};
use tradewind_store::{SimDisk, Store, Watermark};

#[test]
fn what_was_sealed_opens_for_the_same_only() {
    let (random, key) = (Random::seeded(1), Key::new([7; 32]));
    let sealed = key.seal(&random, &[b"a", b"b"], b"content");
    assert_eq!(sealed.len(), 7 + OVERHEAD);
    assert_eq!(key.open(&[b"a", b"b"], &sealed).as_deref().map(Vec::as_slice), Ok(&b"content"[..]));
    for bound in [&[b"ab".as_slice()][..], &[b"a", b"c"], &[b"a"], &[b"a", b"b", b""]] {
        assert_eq!(key.open(bound, &sealed), Err(Broken), "{bound:?}");
    }
    assert_eq!(Key::new([8; 32]).open(&[b"a", b"b"], &sealed), Err(Broken));
    assert_ne!(sealed, key.seal(&random, &[b"a", b"b"], b"content"), "no two are alike");
}

#[test]
fn every_bit_counts() {
    let (random, key) = (Random::seeded(1), Key::new([7; 32]));
    let sealed = key.seal(&random, &[], b"x");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.open(&[], &changed), Err(Broken), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert_eq!(key.open(&[], &sealed[..length]), Err(Broken), "{length} bytes");
    }
}

#[test]
fn derived_keys_keep_their_purposes_apart() {
    let (random, key) = (Random::seeded(1), Key::new([7; 32]));
    let sealed = key.derive(&[b"a", b"b"]).seal(&random, &[], b"x");
    assert!(key.derive(&[b"a", b"b"]).open(&[], &sealed).is_ok());
    assert!(key.derive(&[b"ab"]).open(&[], &sealed).is_err());
    assert_eq!(format!("{key:?}"), "Key(..)");
}

#[tokio::test]
async fn a_node_keeps_its_key() {
    let (disk, clock) = (SimDisk::new(1), Clock::manual(Timestamp::from_secs(1)));
    let random = Random::seeded(2);
    let mark = Watermark::new();
    let store = Store::simulated(&disk, clock.clone(), random.clone()).expect("opens");
    let sealed = node_key(&store, &random, "test", &mark).expect("made").seal(&random, &[], b"x");
    assert!(node_key(&store, &random, "other", &mark).expect("made").open(&[], &sealed).is_err());
    store.settle(mark.get()).await.expect("settles");
    disk.crash();
    let store = Store::simulated(&disk, clock, random.clone()).expect("opens");
    assert!(node_key(&store, &Random::seeded(3), "test", &mark).expect("kept").open(&[], &sealed).is_ok());
}
