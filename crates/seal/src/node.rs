//! Keys that a node keeps for itself.

use tradewind_clock::Random;
use tradewind_store::{Store, StoreError, Watermark};

use crate::Key;

/// The cell that keeps them, beside the master key of temporary credentials.
const CELL: &str = "cloud/keys";

const VERSION: u8 = 1;

/// The node's key of this name; the first time it is made and written down. It is durable before anything is that was sealed
/// with it: one journal orders both. `random` must have all the machine's entropy ([`Random::split`] of it has, a fork has not).
///
/// # Errors
/// Those of the store; [`StoreError::Corrupt`] for a key that is none.
pub fn node_key(store: &Store, random: &Random, name: &'static str, mark: &Watermark) -> Result<Key, StoreError> {
    store.cell::<()>(CELL).write(mark, |tx, ()| {
        if let Some(kept) = tx.get(name)? {
            let bytes = kept.strip_prefix(&[VERSION]).and_then(Key::from_slice);
            return bytes.ok_or_else(|| StoreError::corrupt(format_args!("the node's key {name} has not 32 bytes")));
        }
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        random.fill(&mut *bytes);
        tx.put(name, [&[VERSION][..], &*bytes].concat());
        Ok(Key::new(*bytes))
    })
}
