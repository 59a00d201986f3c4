//! One handler an operation: each reads its input, calls one decision on one bus, and says what came of it.

mod buses;
mod list_event_buses;
mod list_rules;
mod permissions;
mod put_events;
mod put_rule;
mod rules;
mod tags;
mod targets;
mod test_event_pattern;

pub(crate) use self::buses::{create_event_bus, delete_event_bus, describe_event_bus, update_event_bus};
pub(crate) use self::list_event_buses::list_event_buses;
pub(crate) use self::list_rules::{list_rule_names_by_target, list_rules};
pub(crate) use self::permissions::{put_permission, remove_permission};
pub(crate) use self::put_events::put_events;
pub(crate) use self::put_rule::put_rule;
pub(crate) use self::rules::{delete_rule, describe_rule, disable_rule, enable_rule};
pub(crate) use self::tags::{list_tags_for_resource, tag_resource, untag_resource};
pub(crate) use self::targets::{list_targets_by_rule, put_targets, remove_targets};
pub(crate) use self::test_event_pattern::test_event_pattern;
