//! The rows of a bus's cell, `events/<account>/<region>/bus/<name>`.
//!
//! ```text
//! key                          value
//! 01                           Settings        there from CreateEventBus on; of the default bus, from its first use on
//! 02 <rule>                    RuleRow
//! 03 <rule> <target id>        TargetRow
//! ```
//!
//! Tasks that a bus's cell notes:
//!
//! ```text
//! kind               payload
//! events/deliver     Delivery: up to ten events for one target of one rule
//! events/fan-out    FanOut: events whose deliveries did not all fit into one transaction
//! events/dead-letter DeadLetter: events that could not be delivered, and why
//! events/schedule    Firing: a rule's name and the time it fires for
//! ```

use tradewind_store::{Key, KeyReader, StoreError};

/// The bus's own settings.
pub(crate) fn settings() -> Key {
    Key::tag(1)
}

/// All rules.
pub(crate) fn rules() -> Key {
    Key::tag(2)
}

/// One rule.
pub(crate) fn rule(name: &str) -> Key {
    Key::tag(2).str(name)
}

/// All targets.
pub(crate) fn targets() -> Key {
    Key::tag(3)
}

/// One target of a rule.
pub(crate) fn target(rule: &str, id: &str) -> Key {
    Key::tag(3).str(rule).str(id)
}

/// The rule's name from its key.
pub(crate) fn read_rule(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}

/// The rule's name and the target's id from the target's key.
pub(crate) fn read_target(key: &[u8]) -> Result<(String, String), StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    Ok((reader.str()?, reader.str()?))
}

/// Delivers events to a target.
pub(crate) const DELIVER: &str = "events/deliver";

/// Goes on noting deliveries.
pub(crate) const FAN_OUT: &str = "events/fan-out";

/// Takes events that could not be delivered to a dead-letter queue.
pub(crate) const DEAD_LETTER: &str = "events/dead-letter";

/// Fires a scheduled rule.
pub(crate) const SCHEDULE: &str = "events/schedule";
