//! Where rows rest once a checkpoint has written them down.

mod fjall;
mod simulated;

use std::sync::Arc;

use bytes::Bytes;

use crate::error::StoreError;
use crate::key::{KeyBounds, RowKey};
use crate::overlay::{Overlay, Space};
use crate::position::Position;

pub(crate) use fjall::FjallBase;
pub(crate) use simulated::SimBase;

/// A row found by a scan.
pub(crate) type Row = (RowKey, Bytes);

/// What one checkpoint writes down.
#[derive(Debug)]
pub(crate) struct Changes {
    /// The frozen layer of each cell.
    pub(crate) layers: Vec<(u64, Arc<Overlay>)>,
    /// Cells whose rows go away.
    pub(crate) dropped: Vec<u64>,
    /// The base then holds every commit up to this one.
    pub(crate) holds: Position,
}

impl Changes {
    /// What happens to each cell, by rising id: its frozen layer, or `None` when its rows go away.
    fn by_cell(&self) -> Vec<(u64, Option<&Overlay>)> {
        let mut cells: Vec<_> = self.dropped.iter().map(|id| (*id, None)).collect();
        cells.extend(self.layers.iter().map(|(id, layer)| (*id, Some(&**layer))));
        cells.sort_by_key(|(id, layer)| (*id, layer.is_some()));
        // A cell that is dropped has no layer left to write, whatever was frozen before.
        cells.dedup_by_key(|(id, _)| *id);
        cells
    }
}

/// An ordered store of rows.
pub(crate) trait Base: Send + Sync + 'static {
    fn get(&self, space: Space, cell: u64, key: &[u8]) -> Result<Option<Bytes>, StoreError>;

    /// The rows of a cell in key order, or against it.
    fn scan<'a>(
        &'a self,
        cell: u64,
        bounds: &KeyBounds,
        reverse: bool,
    ) -> Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a>;

    /// Writes changes and returns when they are durable. After a failure, or a crash meanwhile, some of them may be there:
    /// writing them again, or replaying the journal over them, makes them whole.
    fn write(&self, changes: &Changes) -> Result<(), StoreError>;

    /// Every commit up to this one is in the base.
    fn holds(&self) -> Result<Position, StoreError>;
}
