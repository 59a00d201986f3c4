//! Definitions that have been read.

use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tradewind_states_lang::Machine;
use tradewind_store::{StoreError, View};

use crate::keys;

/// How many are kept.
const MOST: usize = 512;

/// By revision; a definition of a revision never changes.
#[derive(Default)]
pub(crate) struct Cache(Mutex<FxHashMap<String, Arc<Machine>>>);

impl Cache {
    /// The machine of a revision.
    ///
    /// # Errors
    /// A definition that was taken and can't be read any more.
    pub(crate) fn get(&self, view: View<'_>, revision: &str) -> Result<Arc<Machine>, StoreError> {
        if let Some(known) = self.0.lock().get(revision) {
            return Ok(known.clone());
        }
        let text = view.get_body(keys::definition(revision))?;
        let text = text.ok_or_else(|| StoreError::corrupt(format_args!("there is no definition {revision}")))?;
        let read = Machine::read(&String::from_utf8_lossy(&text));
        let machine = read.map_err(|_| StoreError::corrupt(format_args!("the definition {revision} is none")))?;
        let machine = Arc::new(machine);
        let mut known = self.0.lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(revision.to_owned(), machine.clone());
        Ok(machine)
    }
}
