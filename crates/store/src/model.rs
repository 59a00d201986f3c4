//! What a cell keeps in memory beside its rows.

use crate::error::StoreError;
use crate::view::View;

/// A typed picture of a cell's rows: a queue's index, a bus's compiled rules. It is made from the rows when the cell is first
/// touched, changed by the decisions that change the rows, and dropped when the cell has been idle or a decision failed half
/// way; it must therefore say nothing that the rows don't.
pub trait Model: Sized + Send + 'static {
    /// Builds the model from the rows.
    fn load(view: &View<'_>) -> Result<Self, StoreError>;
}

impl Model for () {
    fn load(_: &View<'_>) -> Result<Self, StoreError> {
        Ok(())
    }
}
