//! What tasks take in the rows that are read when a store is opened.

use tradewind_clock::{Clock, Random, Timestamp};

use crate::disk::SimDisk;
use crate::error::StoreError;
use crate::overlay::Space;
use crate::position::Watermark;
use crate::store::Store;
use crate::tasks::TaskId;

/// The lengths of the values that stand in one space of the tasks' cell.
fn lengths(store: &Store, space: Space) -> Vec<usize> {
    use crate::overlay::Entry;
    let layers = store.tasks().inner.tasks.rows.layers.lock();
    let values = layers.active.space(space).values();
    let lengths = values.filter_map(|entry| match entry {
        Entry::Put { value, .. } => Some(value.len()),
        Entry::Tombstone => None,
    });
    lengths.collect()
}

#[test]
fn a_large_payload_is_not_in_the_scanned_rows() {
    let store = Store::simulated(&SimDisk::new(1), Clock::manual(Timestamp::ZERO), Random::seeded(1)).expect("opens");
    let cell = store.cell::<()>("a");
    let write = |decide: &dyn Fn(&mut crate::Tx<'_>) -> TaskId| {
        let done = cell.write(&Watermark::new(), |tx, ()| Ok::<_, StoreError>(decide(tx)));
        done.expect("commits")
    };
    let large = write(&|tx| tx.task(tx.now(), "test", vec![1; 100_000]));
    write(&|tx| tx.task(tx.now(), "test", vec![1; 50]));
    assert!(lengths(&store, Space::Rows).iter().all(|length| *length < 200), "{:?}", lengths(&store, Space::Rows));
    assert_eq!(lengths(&store, Space::Bodies), [100_000]);
    write(&|tx| {
        tx.cancel(large);
        large
    });
    assert!(lengths(&store, Space::Bodies).is_empty());
}
