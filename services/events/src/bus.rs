//! A bus: its settings and its rules, and the decisions about the bus itself.
//!
//! [`Bus`] is the model of the bus's cell. What it says stands in the rows that [`crate::keys`] lists:
//!
//! ```text
//! rules    every rule of the cell, by name -> slot
//! slots    slot -> the rule with its targets; freed slots are used again
//! matcher  exactly the slots whose rule has a pattern and is not disabled
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_pattern::{Matcher, Scratch};
use tradewind_store::{Model, Record, StoreError, Tx, View, decode, encode, prefix};

use crate::error::EventsError;
use crate::keys;
use crate::names::BusName;
use crate::rule::{Rule, RuleRow};
use crate::target::{Target, TargetRow};

/// What a bus keeps about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// In microseconds since the epoch.
    pub(crate) created: u64,
    /// In microseconds since the epoch.
    pub(crate) modified: u64,
    pub(crate) description: Option<String>,
    /// The policy document as it is printed.
    pub(crate) policy: Option<String>,
    /// `DeadLetterConfig`: `Some(None)` when it was given without an ARN.
    pub(crate) dead_letter: Option<Option<String>>,
    /// `LogConfig`: its detail and its level, which is `OFF`.
    pub(crate) log: Option<(Option<String>, Option<String>)>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Record for Settings {
    const VERSION: u8 = 1;
}

/// The model of a bus's cell.
pub(crate) struct Bus {
    settings: Option<Settings>,
    rules: BTreeMap<String, u32>,
    slots: Vec<Option<Rule>>,
    free: Vec<u32>,
    pub(crate) matcher: Matcher<u32>,
    pub(crate) scratch: Scratch,
}

impl Model for Bus {
    fn load(view: &View<'_>) -> Result<Bus, StoreError> {
        let settings = view.get(keys::settings())?.map(|row| decode(&row)).transpose()?;
        let mut bus = Bus {
            settings,
            rules: BTreeMap::new(),
            slots: Vec::new(),
            free: Vec::new(),
            matcher: Matcher::new(),
            scratch: Scratch::default(),
        };
        for row in view.scan(prefix(keys::rules())) {
            let (key, value) = row?;
            let name = keys::read_rule(&key)?;
            let row: RuleRow = decode(&value)?;
            let pattern = row.pattern()?;
            bus.insert(name, row, pattern.as_ref());
        }
        for row in view.scan(prefix(keys::targets())) {
            let (key, value) = row?;
            let (rule, id) = keys::read_target(&key)?;
            let row: TargetRow = decode(&value)?;
            let target = Target::stored(row)?;
            let rule = bus.rule_mut(&rule).ok_or_else(|| StoreError::corrupt("a target without its rule"))?;
            rule.targets.insert(id, target);
        }
        Ok(bus)
    }
}

impl Bus {
    /// Whether there is such a bus. The default bus always is.
    pub(crate) fn exists(&self, name: &BusName) -> bool {
        self.settings.is_some() || name.is_default()
    }

    /// Refuses an operation on a bus that is not there.
    pub(crate) fn require(&self, name: &BusName) -> Result<(), EventsError> {
        if self.exists(name) { Ok(()) } else { Err(EventsError::NoBus(name.name.clone())) }
    }

    /// What the bus keeps about itself; none for the default bus before its first use.
    pub(crate) fn settings(&self) -> Option<&Settings> {
        self.settings.as_ref()
    }

    /// Makes a custom bus.
    pub(crate) fn create(&mut self, tx: &mut Tx<'_>, name: &BusName, settings: Settings) -> Result<(), EventsError> {
        if self.exists(name) {
            return Err(EventsError::BusExists(name.name.clone()));
        }
        let now = tx.now().as_micros();
        self.store_settings(tx, Settings { created: now, modified: now, ..settings });
        Ok(())
    }

    /// The default bus is there from the beginning, but only its first use gives it a time of creation.
    pub(crate) fn settle_default(&mut self, tx: &mut Tx<'_>, name: &BusName) {
        if name.is_default() && self.settings.is_none() {
            let now = tx.now().as_micros();
            self.store_settings(tx, Settings { created: now, modified: now, ..Settings::default() });
        }
    }

    /// Changes the settings and notes the time.
    pub(crate) fn update(
        &mut self,
        tx: &mut Tx<'_>,
        name: &BusName,
        change: impl FnOnce(&mut Settings) -> Result<(), EventsError>,
    ) -> Result<(), EventsError> {
        self.require(name)?;
        let now = tx.now().as_micros();
        let mut settings = self.settings.clone().unwrap_or_else(|| Settings { created: now, ..Settings::default() });
        change(&mut settings)?;
        settings.modified = now;
        self.store_settings(tx, settings);
        Ok(())
    }

    /// Changes the tags; that is no modification of the bus.
    pub(crate) fn retag(
        &mut self,
        tx: &mut Tx<'_>,
        name: &BusName,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> Result<(), EventsError>,
    ) -> Result<(), EventsError> {
        self.require(name)?;
        self.settle_default(tx, name);
        let mut settings = self.settings.clone().unwrap_or_default();
        change(&mut settings.tags)?;
        self.store_settings(tx, settings);
        Ok(())
    }

    fn store_settings(&mut self, tx: &mut Tx<'_>, settings: Settings) {
        tx.put(keys::settings(), encode(&settings));
        self.settings = Some(settings);
    }

    /// Deletes a custom bus that has no rules. One that is not there is as good as deleted.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, name: &BusName) -> Result<(), EventsError> {
        if name.is_default() {
            return Err(EventsError::invalid("Cannot delete event bus default."));
        }
        if self.settings.is_none() {
            return Ok(());
        }
        if !self.rules.is_empty() {
            return Err(EventsError::invalid("EventBus can't be deleted since it has rules."));
        }
        tx.drop_cell();
        self.settings = None;
        Ok(())
    }

    /// The rules from a name on, in the order of their names.
    pub(crate) fn rules_after<'a>(&'a self, after: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Rule)> {
        let from = after.map_or(std::ops::Bound::Unbounded, |name| std::ops::Bound::Excluded(name.to_owned()));
        let range = self.rules.range((from, std::ops::Bound::Unbounded));
        range.filter_map(|(name, slot)| Some((name.as_str(), self.slot(*slot)?)))
    }

    pub(crate) fn rule_count(&self) -> usize {
        self.rules.len()
    }

    pub(crate) fn rule(&self, name: &str) -> Option<&Rule> {
        self.slot(*self.rules.get(name)?)
    }

    /// The rule, or the error that says it is not there.
    pub(crate) fn require_rule(&self, bus: &BusName, name: &str) -> Result<&Rule, EventsError> {
        self.require(bus)?;
        self.rule(name).ok_or_else(|| EventsError::NoRule { rule: name.to_owned(), bus: bus.name.clone() })
    }

    pub(crate) fn rule_mut(&mut self, name: &str) -> Option<&mut Rule> {
        let slot = *self.rules.get(name)?;
        self.slots.get_mut(slot as usize)?.as_mut()
    }

    pub(crate) fn slot(&self, slot: u32) -> Option<&Rule> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// Puts a rule's row into the model, in the place of the one of that name; targets stay. Costs about the pattern's size,
    /// however many rules there are.
    pub(crate) fn insert(&mut self, name: String, row: RuleRow, pattern: Option<&tradewind_pattern::Pattern>) {
        let slot = match self.rules.get(&name) {
            Some(slot) => *slot,
            None => self.new_slot(),
        };
        match pattern.filter(|_| row.is_enabled()) {
            Some(pattern) => self.matcher.insert(slot, pattern),
            None => {
                self.matcher.remove(&slot);
            }
        }
        if let Some(place) = self.slots.get_mut(slot as usize) {
            let targets = place.take().map(|rule| rule.targets).unwrap_or_default();
            *place = Some(Rule { name: name.clone(), row, targets });
        }
        self.rules.insert(name, slot);
    }

    fn new_slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Takes a rule out of the model.
    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(slot) = self.rules.remove(name) {
            self.matcher.remove(&slot);
            if let Some(place) = self.slots.get_mut(slot as usize) {
                *place = None;
            }
            self.free.push(slot);
        }
    }
}

impl Settings {
    /// In whole milliseconds, as AWS tells times.
    pub(crate) fn creation_time(&self) -> Timestamp {
        Timestamp::from_micros(self.created / 1_000 * 1_000)
    }

    /// In whole milliseconds, as AWS tells times.
    pub(crate) fn last_modified_time(&self) -> Timestamp {
        Timestamp::from_micros(self.modified / 1_000 * 1_000)
    }
}
