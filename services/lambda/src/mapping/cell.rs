//! The mappings of an account in a region, and the decisions about them.
//!
//! ```text
//! lambda/mappings/<account>/<region>
//!     key          value
//!     01 <uuid>    MappingRow
//!
//! task             payload
//! lambda/mapping   Settle: what a change began is ended once nothing of the time before is under way
//! ```
//!
//! ```text
//! create -> Creating -+                 +-> Enabled
//! update -> Updating, +- (the task) ----+-> Disabled
//!           Enabling, |                 +-> (gone)
//!           Disabling |
//! delete -> Deleting -+
//! ```

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_store::{Decoder, Encoder, Key, KeyReader, Model, StoreError, Tx, View, decode, encode, prefix};

use super::row::{MappingRow, State};
use crate::error::LambdaError;
use crate::names::FunctionRef;

/// Ends a change.
pub(crate) const SETTLE: &str = "lambda/mapping";

/// What the names of the cells begin with.
pub(super) const CELLS: &str = "lambda/mappings/";

/// The name of the cell of an account in a region.
pub(super) fn name(account: &str, region: &str) -> String {
    [CELLS, account, "/", region].concat()
}

/// Whose cell it is: the account and the region.
pub(super) fn owner(cell: &str) -> Option<(&str, &str)> {
    cell.strip_prefix(CELLS)?.split_once('/')
}

/// All mappings, by UUID.
#[derive(Default)]
pub(crate) struct Mappings {
    rows: BTreeMap<String, MappingRow>,
}

impl Model for Mappings {
    fn load(view: &View<'_>) -> Result<Mappings, StoreError> {
        let mut rows = BTreeMap::new();
        for row in view.scan(prefix(Key::tag(1))) {
            let (key, value) = row?;
            let mut reader = KeyReader::new(&key);
            reader.tag()?;
            rows.insert(reader.str()?, decode(&value)?);
        }
        Ok(Mappings { rows })
    }
}

fn key(uuid: &str) -> Key {
    Key::tag(1).str(uuid)
}

/// What an operation wants to know of a mapping that is not there.
pub(crate) fn absent() -> LambdaError {
    LambdaError::not_found("The resource you requested does not exist.")
}

/// The payload of [`SETTLE`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settle {
    pub(super) uuid: String,
    pub(super) change: u64,
}

impl Settle {
    const VERSION: u8 = 1;

    fn encode(&self) -> Bytes {
        Encoder::with_capacity(Self::VERSION, 64).str(&self.uuid).str(&self.change.to_string()).finish()
    }

    pub(super) fn decode(payload: &Bytes) -> Result<Settle, StoreError> {
        let mut decoder = Decoder::new("the end of a mapping's change", Self::VERSION, payload)?;
        let uuid = decoder.str()?.to_owned();
        let change = decoder.str()?.parse().map_err(|_| StoreError::corrupt("a change has no number"))?;
        decoder.end()?;
        Ok(Settle { uuid, change })
    }
}

impl Mappings {
    pub(crate) fn rows(&self) -> &BTreeMap<String, MappingRow> {
        &self.rows
    }

    /// The mapping, or the error that says there is none.
    pub(crate) fn require(&self, uuid: &str) -> Result<&MappingRow, LambdaError> {
        self.rows.get(uuid).ok_or_else(absent)
    }

    fn put(&mut self, tx: &mut Tx<'_>, uuid: &str, row: MappingRow) {
        tx.put(key(uuid), encode(&row));
        self.rows.insert(uuid.to_owned(), row);
    }

    /// Begins a change: it is ended by a task.
    fn begin(&mut self, tx: &mut Tx<'_>, uuid: &str, mut row: MappingRow, state: State) -> MappingRow {
        row.state = state;
        row.change = row.change.saturating_add(1);
        row.modified = tx.now().as_micros();
        let now = tx.now();
        tx.task(now, SETTLE, Settle { uuid: uuid.to_owned(), change: row.change }.encode());
        self.put(tx, uuid, row.clone());
        row
    }

    /// Adds a mapping.
    pub(crate) fn create(&mut self, tx: &mut Tx<'_>, uuid: &str, row: MappingRow) -> Result<MappingRow, LambdaError> {
        self.check_unique(uuid, &row)?;
        Ok(self.begin(tx, uuid, row, State::Creating))
    }

    /// Refuses a second mapping of the same queue to the same function.
    fn check_unique(&self, uuid: &str, row: &MappingRow) -> Result<(), LambdaError> {
        let same = |(other, kept): &(&String, &MappingRow)| {
            *other != uuid && kept.source == row.source && kept.function == row.function
        };
        let Some((other, _)) = self.rows.iter().find(same) else { return Ok(()) };
        let name = FunctionRef::from_arn(&row.function).map(|at| match at.qualifier {
            Some(qualifier) => [at.name.as_str(), ":", &qualifier].concat(),
            None => at.name,
        });
        Err(LambdaError::conflict(format!(
            "An event source mapping with SQS arn (\" {} \") and function (\" {} \") already exists. \
             Please update or delete the existing mapping with UUID {other}",
            row.source,
            name.unwrap_or_default()
        )))
    }

    /// Changes a mapping that is at rest.
    pub(crate) fn update(
        &mut self,
        tx: &mut Tx<'_>,
        uuid: &str,
        before: &MappingRow,
        after: MappingRow,
    ) -> Result<MappingRow, LambdaError> {
        let row = self.require(uuid)?;
        // What was checked is what stood there; if another change came in between, this one is too late.
        if !row.state.is_settled() || row.change != before.change {
            return Err(in_use("update"));
        }
        self.check_unique(uuid, &after)?;
        let state = match (row.enabled, after.enabled) {
            (false, true) => State::Enabling,
            (true, false) => State::Disabling,
            _ => State::Updating,
        };
        let tags = row.tags.clone();
        Ok(self.begin(tx, uuid, MappingRow { tags, ..after }, state))
    }

    /// Begins to delete a mapping.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, uuid: &str) -> Result<MappingRow, LambdaError> {
        let row = self.require(uuid)?.clone();
        if !row.state.is_settled() {
            return Err(in_use("delete"));
        }
        Ok(self.begin(tx, uuid, row, State::Deleting))
    }

    /// Ends a change, unless a later one took its place.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>, settle: &Settle) {
        let Some(row) = self.rows.get(&settle.uuid).filter(|row| row.change == settle.change) else { return };
        match row.state {
            State::Enabled | State::Disabled => {}
            State::Deleting => {
                tx.delete(key(&settle.uuid));
                self.rows.remove(&settle.uuid);
                if self.rows.is_empty() {
                    tx.drop_cell();
                }
            }
            _ => {
                let state = if row.enabled { State::Enabled } else { State::Disabled };
                let modified = tx.now().as_micros();
                let row = MappingRow { state, modified, ..row.clone() };
                self.put(tx, &settle.uuid, row);
            }
        }
    }

    /// Replaces a mapping's tags; that is no change its poller must know of.
    pub(super) fn set_tags(
        &mut self,
        tx: &mut Tx<'_>,
        uuid: &str,
        tags: BTreeMap<String, String>,
    ) -> Result<(), LambdaError> {
        let row = MappingRow { tags, ..self.require(uuid)?.clone() };
        self.put(tx, uuid, row);
        Ok(())
    }
}

/// A change is under way already.
fn in_use(verb: &str) -> LambdaError {
    LambdaError::InUse(format!("Cannot {verb} the event source mapping because it is in use."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_change_goes_both_ways() {
        let settle = Settle { uuid: "a1b2".to_owned(), change: 7 };
        let bytes = settle.encode();
        assert_eq!(Settle::decode(&bytes).expect("decodes"), settle);
        assert!(Settle::decode(&bytes.slice(..bytes.len() - 1)).is_err());
    }

    #[test]
    fn cells_know_whose_they_are() {
        assert_eq!(owner(&name("123456789012", "us-east-1")), Some(("123456789012", "us-east-1")));
        assert_eq!(owner("lambda/123456789012/us-east-1/function/f"), None);
    }
}
