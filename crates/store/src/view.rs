//! Reading a cell's rows.

use std::collections::btree_map;
use std::iter::Peekable;

use bytes::Bytes;

use crate::base::{Base, Row};
use crate::error::StoreError;
use crate::key::{KeyRange, RowKey};
use crate::overlay::{Entry, Layers, Space};

/// A cell's rows as they stand.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(crate) base: &'a dyn Base,
    pub(crate) cell: u64,
    pub(crate) layers: &'a Layers,
}

impl<'a> View<'a> {
    /// The row at `key`.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Result<Option<Bytes>, StoreError> {
        self.layers.get(self.base, self.cell, Space::Rows, key.as_ref())
    }

    /// The body at `key`.
    pub fn get_body(&self, key: impl AsRef<[u8]>) -> Result<Option<Bytes>, StoreError> {
        self.layers.get(self.base, self.cell, Space::Bodies, key.as_ref())
    }

    /// The rows of a range in key order. Bodies are not scanned.
    pub fn scan(&self, range: impl KeyRange) -> Scan<'a> {
        Scan::new(self, range, false)
    }

    /// The rows of a range against key order.
    pub fn scan_rev(&self, range: impl KeyRange) -> Scan<'a> {
        Scan::new(self, range, true)
    }
}

/// Merges the layers: at equal keys the upper one counts.
pub struct Scan<'a> {
    reverse: bool,
    active: Peekable<Walk<'a>>,
    frozen: Peekable<Walk<'a>>,
    base: Peekable<Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a>>,
}

/// One layer's entries in the scan's direction.
enum Walk<'a> {
    Forward(btree_map::Range<'a, RowKey, Entry>),
    Backward(std::iter::Rev<btree_map::Range<'a, RowKey, Entry>>),
    Empty,
}

impl<'a> Iterator for Walk<'a> {
    type Item = (&'a RowKey, &'a Entry);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Walk::Forward(range) => range.next(),
            Walk::Backward(range) => range.next(),
            Walk::Empty => None,
        }
    }
}

impl<'a> Scan<'a> {
    fn new(view: &View<'a>, range: impl KeyRange, reverse: bool) -> Scan<'a> {
        let bounds = range.into_bounds();
        let empty = bounds.is_empty();
        let walk = |layer: Option<&'a crate::overlay::Overlay>| match layer {
            Some(layer) if !empty => {
                let range = layer.rows.range((bounds.from.clone(), bounds.to.clone()));
                if reverse { Walk::Backward(range.rev()) } else { Walk::Forward(range) }
            }
            _ => Walk::Empty,
        };
        let base: Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a> = if view.layers.in_base && !empty {
            view.base.scan(view.cell, &bounds, reverse)
        } else {
            Box::new(std::iter::empty())
        };
        Scan {
            reverse,
            active: walk(Some(&view.layers.active)).peekable(),
            frozen: walk(view.layers.frozen.as_deref()).peekable(),
            base: base.peekable(),
        }
    }

    /// The key that comes first in the scan's direction.
    fn head(&mut self) -> Option<RowKey> {
        let active = self.active.peek().map(|(key, _)| *key);
        let frozen = self.frozen.peek().map(|(key, _)| *key);
        let base = match self.base.peek() {
            Some(Ok((key, _))) => Some(key),
            _ => None,
        };
        let heads = [active, frozen, base].into_iter().flatten();
        if self.reverse { heads.max().cloned() } else { heads.min().cloned() }
    }

    /// Takes the uppermost value at `key` out of all layers.
    fn take(&mut self, key: &RowKey) -> Option<Bytes> {
        let active = self.active.next_if(|(at, _)| *at == key);
        let frozen = self.frozen.next_if(|(at, _)| *at == key);
        let base = self.base.next_if(|row| matches!(row, Ok((at, _)) if at == key));
        match active.or(frozen) {
            Some((_, Entry::Put { value, .. })) => Some(value.clone()),
            Some((_, Entry::Tombstone)) => None,
            None => base.and_then(Result::ok).map(|(_, value)| value),
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = Result<(Bytes, Bytes), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(Err(error)) = self.base.next_if(Result::is_err) {
                return Some(Err(error));
            }
            let key = self.head()?;
            if let Some(value) = self.take(&key) {
                return Some(Ok((Bytes::copy_from_slice(&key), value)));
            }
        }
    }
}
