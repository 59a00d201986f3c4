//! The index from a function URL's id to its function: one cell an id, `lambda/urls/<id>`.
//!
//! ```text
//! key    value
//! 01     Target
//! ```
//!
//! The index is written before the function's cell names the id, and goes after it. So what it says counts only if the
//! function's cell says the same, and whoever looks an id up asks both. The task that takes an id out of the index is noted
//! together with whatever may make it useless: with the index itself (a function's cell may refuse the id after all), and with
//! the end of the URL.
//!
//! ```text
//! kind               payload
//! lambda/forget-url  the id
//! ```

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Cell, Key, Model, Outcome, Record, StoreError, TaskRun, Tx, View, Watermark, decode, encode};

use crate::Lambda;
use crate::error::LambdaError;
use crate::function::rows::UrlRow;
use crate::names::FunctionRef;

/// Takes an id out of the index if its function does not name it.
pub(crate) const FORGET: &str = "lambda/forget-url";

/// When it is looked whether the function took the id: longer than writing the function's cell can take.
const GRACE: Duration = Duration::from_secs(3_600);

/// How long it is waited when the store can't do its part.
const AGAIN: Duration = Duration::from_secs(60);

/// What a function URL leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    account: String,
    region: String,
    function: String,
    /// An alias; empty for the function itself.
    qualifier: String,
}

impl Record for Target {
    const VERSION: u8 = 1;
}

impl Target {
    fn of(at: &FunctionRef) -> Target {
        Target {
            account: at.account.clone(),
            region: at.region.clone(),
            function: at.name.clone(),
            qualifier: at.qualifier.clone().unwrap_or_default(),
        }
    }

    fn function(self) -> FunctionRef {
        let qualifier = (!self.qualifier.is_empty()).then_some(self.qualifier);
        FunctionRef { account: self.account, region: self.region, name: self.function, qualifier }
    }
}

/// The model of an index cell.
pub(crate) struct Index(Option<Target>);

impl Model for Index {
    fn load(view: &View<'_>) -> Result<Index, StoreError> {
        Ok(Index(view.get(Key::tag(1))?.map(|row| decode(&row)).transpose()?))
    }
}

/// Notes that an id is not named any more by the cell whose transaction this is.
pub(crate) fn note_forget(tx: &mut Tx<'_>, id: &str) {
    let now = tx.now();
    note(tx, now, id);
}

fn note(tx: &mut Tx<'_>, due: Timestamp, id: &str) {
    tx.task(due, FORGET, bytes::Bytes::copy_from_slice(id.as_bytes()));
}

/// Performs [`FORGET`].
pub(crate) fn forget(lambda: &Lambda, run: &TaskRun) -> Outcome {
    let Ok(id) = std::str::from_utf8(&run.payload) else {
        return Outcome::Buried { why: "the id of a function URL is not UTF-8".to_owned() };
    };
    match lambda.forget_url(id) {
        Ok(()) => Outcome::Done,
        Err(LambdaError::Store(StoreError::Corrupt(why))) => Outcome::Buried { why: why.to_string() },
        Err(error) => {
            tracing::warn!(%error, id, "a function URL can't be taken out of the index now");
            Outcome::Again { at: lambda.parts.clock.now().plus(AGAIN), payload: None }
        }
    }
}

impl Lambda {
    fn url_index(&self, id: &str) -> Cell<Index> {
        self.parts.store.cell(&["lambda/urls/", id].concat())
    }

    /// Writes an id into the index, for a function that is about to name it. False if the id is taken.
    pub(crate) fn index_url(&self, mark: &Watermark, id: &str, at: &FunctionRef) -> Result<bool, LambdaError> {
        self.url_index(id).write(mark, |tx, index| {
            if index.0.is_some() {
                return Ok(false);
            }
            let target = Target::of(at);
            tx.put(Key::tag(1), encode(&target));
            let due = tx.now().plus(GRACE);
            note(tx, due, id);
            index.0 = Some(target);
            Ok(true)
        })
    }

    /// The function or alias that a URL leads to, and how the URL is configured; none when there is no such URL.
    pub(crate) fn url_by_id(&self, mark: &Watermark, id: &str) -> Result<Option<(FunctionRef, UrlRow)>, LambdaError> {
        let target = self.url_index(id).read(mark, |_, index| Ok::<_, LambdaError>(index.0.clone()))?;
        let Some(at) = target.map(Target::function) else { return Ok(None) };
        let qualifier = at.qualifier.clone().unwrap_or_default();
        let row = self.function(&at).read(mark, |_, function| {
            Ok::<_, LambdaError>(function.urls().get(&qualifier).filter(|row| row.id == id).cloned())
        })?;
        Ok(row.map(|row| (at, row)))
    }

    fn forget_url(&self, id: &str) -> Result<(), LambdaError> {
        let mark = Watermark::new();
        if self.url_by_id(&mark, id)?.is_some() {
            return Ok(());
        }
        self.url_index(id).write(&mark, |tx, index| {
            if index.0.take().is_some() {
                tx.drop_cell();
            }
            Ok(())
        })
    }
}
