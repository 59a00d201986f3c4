//! Entries for the fuzzers of `fuzz/`: each takes any bytes, must never panic, and checks what must hold of what it could read.

use std::collections::BTreeMap;

use tradewind_clock::Random;
use tradewind_seal::Key;

use crate::blob::{self, Blob};

/// Any bytes as a ciphertext: nothing that was not sealed opens, and what is sealed under the names that were read opens again,
/// for the same context only.
pub fn ciphertext(bytes: &[u8]) {
    let Some(read) = Blob::read(bytes) else { return };
    let (key, random, none) = (Key::new([7; 32]), Random::seeded(1), BTreeMap::new());
    assert!(read.open(&key, &none).is_err(), "nobody has sealed it");
    let content = bytes.last_chunk::<4>().map_or(&b"x"[..], |last| &last[..]);
    let sealed = blob::seal(&random, (read.account, &read.key, read.material), &key, &none, content);
    let again = Blob::read(&sealed);
    let Some(again) = again else { panic!("what was sealed is a ciphertext") };
    assert_eq!((again.account, again.key, again.material), (read.account, read.key, read.material));
    assert_eq!(again.open(&key, &none).as_deref().map(Vec::as_slice), Ok(content));
    let some = BTreeMap::from([(String::new(), String::new())]);
    assert!(again.open(&key, &some).is_err(), "the context is bound");
}
