//! A rule: its row, and the decisions that make, change and delete it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_pattern::Pattern;
use tradewind_store::{Record, StoreError, TaskId, Tx, encode};

use crate::bus::Bus;
use crate::error::EventsError;
use crate::firing::Firing;
use crate::keys;
use crate::limits;
use crate::names::BusName;
use crate::schedule::Schedule;
use crate::target::Target;

/// The state of a rule that does nothing.
pub(crate) const DISABLED: &str = "DISABLED";
/// The state of a rule that does what it says.
pub(crate) const ENABLED: &str = "ENABLED";

/// A rule as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RuleRow {
    pub(crate) event_pattern: Option<String>,
    pub(crate) schedule_expression: Option<String>,
    pub(crate) state: String,
    pub(crate) description: Option<String>,
    pub(crate) role_arn: Option<String>,
    /// The account whose call made the rule.
    pub(crate) created_by: String,
    pub(crate) tags: BTreeMap<String, String>,
    /// When the schedule fires next, in microseconds since the epoch; there exactly while the rule is enabled, has a schedule
    /// and the schedule has not come to its end. A firing for any other time is stale.
    pub(crate) next_fire: Option<u64>,
    /// The task that will fire it.
    pub(crate) fire_task: Option<u64>,
}

impl Record for RuleRow {
    const VERSION: u8 = 1;
}

/// A rule with its targets, by their ids.
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) row: RuleRow,
    pub(crate) targets: BTreeMap<String, Target>,
}

impl RuleRow {
    /// Both enabled states are: which management events of AWS's own services they see makes no difference here.
    pub(crate) fn is_enabled(&self) -> bool {
        self.state != DISABLED
    }

    /// The stored pattern, compiled.
    pub(crate) fn pattern(&self) -> Result<Option<Pattern>, StoreError> {
        let compiled = self.event_pattern.as_deref().map(Pattern::parse).transpose();
        compiled.map_err(|error| StoreError::corrupt(format_args!("a rule's pattern: {error}")))
    }

    /// The stored schedule.
    pub(crate) fn schedule(&self) -> Result<Option<Schedule>, StoreError> {
        let parsed = self.schedule_expression.as_deref().map(Schedule::parse).transpose();
        parsed.map_err(|_| StoreError::corrupt("a rule's schedule expression can't be read"))
    }

    /// Brings the task that fires the rule in line with state and schedule. A rule that was enabled on the same schedule
    /// `before` keeps its beat.
    fn arm(&mut self, tx: &mut Tx<'_>, name: &str, schedule: Option<&Schedule>, before: Option<&RuleRow>) {
        if let Some(before) = before {
            let same = self.is_enabled() && self.schedule_expression == before.schedule_expression;
            if same && before.next_fire.is_some() {
                (self.next_fire, self.fire_task) = (before.next_fire, before.fire_task);
                return;
            }
            if let Some(task) = before.fire_task {
                tx.cancel(TaskId::new(task));
            }
        }
        let now = tx.now();
        let next = schedule.filter(|_| self.is_enabled()).and_then(|schedule| schedule.first(now));
        self.set_next(tx, name, next.map(|next| next.as_micros()));
    }

    /// Notes when the rule fires next, and the task for it.
    pub(crate) fn set_next(&mut self, tx: &mut Tx<'_>, name: &str, next: Option<u64>) {
        self.next_fire = next;
        self.fire_task = next.map(|at| Firing { rule: name.to_owned(), at }.note(tx).get());
    }
}

/// What PutRule says, already read.
pub(crate) struct NewRule {
    pub(crate) row: RuleRow,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) schedule: Option<Schedule>,
}

impl Bus {
    /// Makes a rule or replaces one. The tags of a rule that is there stay as they are, and so do its targets and its maker.
    pub(crate) fn put_rule(
        &mut self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        name: &str,
        new: NewRule,
    ) -> Result<(), EventsError> {
        self.require(bus)?;
        let NewRule { mut row, pattern, schedule } = new;
        let before = self.rule(name).map(|rule| &rule.row);
        match before {
            Some(before) => {
                row.tags = before.tags.clone();
                row.created_by = before.created_by.clone();
            }
            None if self.rule_count() >= limits::RULES => return Err(EventsError::LimitExceeded),
            None => {}
        }
        row.arm(tx, name, schedule.as_ref(), before);
        self.settle_default(tx, bus);
        tx.put(keys::rule(name), encode(&row));
        self.insert(name.to_owned(), row, pattern.as_ref());
        Ok(())
    }

    /// Enables or disables a rule.
    pub(crate) fn set_state(
        &mut self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        name: &str,
        state: &str,
    ) -> Result<(), EventsError> {
        let before = &self.require_rule(bus, name)?.row;
        let mut row = RuleRow { state: state.to_owned(), ..before.clone() };
        let (pattern, schedule) = (row.pattern()?, row.schedule()?);
        row.arm(tx, name, schedule.as_ref(), Some(before));
        tx.put(keys::rule(name), encode(&row));
        self.insert(name.to_owned(), row, pattern.as_ref());
        Ok(())
    }

    /// Deletes a rule that has no targets. One that is not there is as good as deleted.
    pub(crate) fn delete_rule(&mut self, tx: &mut Tx<'_>, bus: &BusName, name: &str) -> Result<(), EventsError> {
        self.require(bus)?;
        let Some(rule) = self.rule(name) else { return Ok(()) };
        if !rule.targets.is_empty() {
            return Err(EventsError::invalid("Rule can't be deleted since it has targets."));
        }
        if let Some(task) = rule.row.fire_task {
            tx.cancel(TaskId::new(task));
        }
        tx.delete(keys::rule(name));
        self.remove(name);
        Ok(())
    }

    /// Changes a rule's tags.
    pub(crate) fn retag_rule(
        &mut self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        name: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> Result<(), EventsError>,
    ) -> Result<(), EventsError> {
        let mut row = self.require_rule(bus, name)?.row.clone();
        change(&mut row.tags)?;
        tx.put(keys::rule(name), encode(&row));
        if let Some(rule) = self.rule_mut(name) {
            rule.row = row;
        }
        Ok(())
    }
}
