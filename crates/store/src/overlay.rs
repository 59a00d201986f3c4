//! The rows of one cell that the base does not have yet.
//!
//! ```text
//! a read:   active  ->  frozen (while a checkpoint writes it down)  ->  base
//! ```
//!
//! Invariants:
//! - an entry marked `fresh` has no older version below it, so deleting it leaves no tombstone;
//! - `frozen` never changes; it goes away once the base holds all of it;
//! - whoever changes `active` holds the cell's lock until the change is in the journal's buffer.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

use crate::base::Base;
use crate::error::StoreError;
use crate::key::RowKey;

/// Which of a cell's two key spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    /// Small rows that are scanned.
    Rows,
    /// Values that are read one by one.
    Bodies,
}

/// What a layer knows about a key.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Put { value: Bytes, fresh: bool },
    Tombstone,
}

/// One layer of rows in memory.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) rows: BTreeMap<RowKey, Entry>,
    pub(crate) bodies: BTreeMap<RowKey, Entry>,
}

impl Overlay {
    pub(crate) fn space(&self, space: Space) -> &BTreeMap<RowKey, Entry> {
        match space {
            Space::Rows => &self.rows,
            Space::Bodies => &self.bodies,
        }
    }

    fn space_mut(&mut self, space: Space) -> &mut BTreeMap<RowKey, Entry> {
        match space {
            Space::Rows => &mut self.rows,
            Space::Bodies => &mut self.bodies,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.bodies.is_empty()
    }

    /// Writes a row and gives back what stood there. `fresh` says that no layer below knows the key.
    fn put(&mut self, space: Space, key: RowKey, value: Bytes, fresh: bool) -> Option<Entry> {
        match self.space_mut(space).entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(Entry::Put { value, fresh });
                None
            }
            Slot::Occupied(mut slot) => {
                let fresh = matches!(slot.get(), Entry::Put { fresh: true, .. });
                Some(slot.insert(Entry::Put { value, fresh }))
            }
        }
    }

    /// Deletes a row and gives back what stood there. `bottom` says that no layer below knows the key.
    fn delete(&mut self, space: Space, key: RowKey, bottom: bool) -> Option<Entry> {
        match self.space_mut(space).entry(key) {
            Slot::Vacant(slot) => {
                if !bottom {
                    slot.insert(Entry::Tombstone);
                }
                None
            }
            Slot::Occupied(mut slot) => {
                if matches!(slot.get(), Entry::Put { fresh: true, .. }) {
                    Some(slot.remove())
                } else {
                    Some(slot.insert(Entry::Tombstone))
                }
            }
        }
    }

    /// Puts back what stood at a key before a change.
    pub(crate) fn restore(&mut self, space: Space, key: RowKey, before: Option<Entry>) {
        match before {
            Some(entry) => self.space_mut(space).insert(key, entry),
            None => self.space_mut(space).remove(&key),
        };
    }
}

/// The layers of one cell.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    pub(crate) active: Overlay,
    pub(crate) frozen: Option<Arc<Overlay>>,
    /// Whether the base may hold rows of this cell.
    pub(crate) in_base: bool,
    /// Whether the cell stands in the list that the next checkpoint goes through.
    pub(crate) dirty: bool,
    /// Whether the cell's rows are forgotten: nothing of it needs to be written down any more.
    pub(crate) dropped: bool,
}

impl Layers {
    /// Layers over what a base may hold.
    pub(crate) fn over_base() -> Layers {
        Layers { in_base: true, ..Layers::default() }
    }

    pub(crate) fn get(
        &self,
        base: &dyn Base,
        cell: u64,
        space: Space,
        key: &[u8],
    ) -> Result<Option<Bytes>, StoreError> {
        let above = self.active.space(space).get(key);
        let above = above.or_else(|| self.frozen.as_ref().and_then(|frozen| frozen.space(space).get(key)));
        match above {
            Some(Entry::Put { value, .. }) => Ok(Some(value.clone())),
            Some(Entry::Tombstone) => Ok(None),
            None if self.in_base => base.get(space, cell, key),
            None => Ok(None),
        }
    }

    /// Writes a row; `new` is the caller's word that the key never existed.
    pub(crate) fn put(&mut self, space: Space, key: RowKey, value: Bytes, new: bool) -> Option<Entry> {
        let fresh = new || self.nothing_below();
        self.active.put(space, key, value, fresh)
    }

    pub(crate) fn delete(&mut self, space: Space, key: RowKey) -> Option<Entry> {
        let bottom = self.nothing_below();
        self.active.delete(space, key, bottom)
    }

    fn nothing_below(&self) -> bool {
        !self.in_base && self.frozen.is_none()
    }
}

/// The rows that belong to one cell id.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) id: u64,
    pub(crate) layers: Mutex<Layers>,
}

impl Rows {
    pub(crate) fn new(id: u64, layers: Layers) -> Arc<Rows> {
        Arc::new(Rows { id, layers: Mutex::new(layers) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Changes, Row};
    use crate::key::KeyBounds;
    use crate::position::Position;

    /// A base that must not be asked.
    struct NoBase;

    impl Base for NoBase {
        fn get(&self, _: Space, _: u64, _: &[u8]) -> Result<Option<Bytes>, StoreError> {
            Err(StoreError::Closed)
        }

        fn scan<'a>(
            &'a self,
            _: u64,
            _: &KeyBounds,
            _: bool,
        ) -> Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a> {
            Box::new(std::iter::once(Err(StoreError::Closed)))
        }

        fn write(&self, _: &Changes) -> Result<(), StoreError> {
            Err(StoreError::Closed)
        }

        fn holds(&self) -> Result<Position, StoreError> {
            Err(StoreError::Closed)
        }
    }

    fn key(text: &str) -> RowKey {
        RowKey::from_slice(text.as_bytes())
    }

    fn value() -> Bytes {
        Bytes::from_static(b"1")
    }

    #[test]
    fn a_row_that_is_born_and_dies_leaves_nothing() {
        let mut layers = Layers::over_base();
        for space in [Space::Rows, Space::Bodies] {
            layers.put(space, key("a"), value(), true);
            layers.put(space, key("a"), value(), false);
            layers.delete(space, key("a"));
        }
        assert!(layers.active.is_empty());
    }

    #[test]
    fn a_row_that_the_base_may_have_leaves_a_tombstone() {
        let mut layers = Layers::over_base();
        layers.put(Space::Rows, key("a"), value(), false);
        layers.delete(Space::Rows, key("a"));
        layers.delete(Space::Rows, key("b"));
        assert_eq!(layers.active.rows.len(), 2);
        assert_eq!(layers.get(&NoBase, 1, Space::Rows, b"a").expect("does not ask the base"), None);
        // Born again over a tombstone, it is not fresh, whatever the caller believes.
        layers.put(Space::Rows, key("a"), value(), true);
        layers.delete(Space::Rows, key("a"));
        assert_eq!(layers.active.rows.len(), 2);
    }

    #[test]
    fn a_cell_without_anything_below_leaves_no_tombstones() {
        let mut layers = Layers::default();
        layers.put(Space::Rows, key("a"), value(), false);
        layers.delete(Space::Rows, key("a"));
        layers.delete(Space::Rows, key("b"));
        assert!(layers.active.is_empty());
        layers.put(Space::Rows, key("a"), value(), false);
        layers.frozen = Some(Arc::new(std::mem::take(&mut layers.active)));
        layers.delete(Space::Rows, key("a"));
        assert_eq!(layers.active.rows.len(), 1, "the frozen layer has it");
        assert_eq!(layers.get(&NoBase, 1, Space::Rows, b"a").expect("does not ask the base"), None);
        assert_eq!(layers.get(&NoBase, 1, Space::Rows, b"b").expect("does not ask the base"), None);
    }
}
