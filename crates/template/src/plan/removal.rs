//! Deletions, in reverse of the order in which resources were made.

use super::{Current, Removal};
use crate::graph::waves;

/// How a stack's resources go when it is deleted: those that use others before these.
pub fn removal(current: &[Current]) -> Vec<Removal> {
    reversed(current, |one| Some(one.deletion_policy.retains()))
}

/// The removals of the resources that go; `retain` says of those whether they stay outside of their stack.
pub(super) fn reversed(current: &[Current], retain: impl Fn(&Current) -> Option<bool>) -> Vec<Removal> {
    let going: Vec<(&Current, bool)> = current.iter().filter_map(|one| Some((one, retain(one)?))).collect();
    let users = |one: &Current| {
        let uses = |other: &&(&Current, bool)| other.0.dependencies.contains(&one.logical_id);
        going.iter().filter(uses).map(|(other, _)| other.logical_id.clone()).collect()
    };
    let nodes: Vec<(&str, &[String])> =
        current.iter().map(|one| (one.logical_id.as_str(), one.dependencies.as_slice())).collect();
    // A stack can't have been made in a circle; if one says so, all go at once.
    let waves = waves(&nodes).unwrap_or_default();
    let remove = |(one, retain): &(&Current, bool)| Removal {
        logical_id: one.logical_id.clone(),
        physical_id: one.physical_id.clone(),
        retain: *retain,
        after: users(one),
    };
    let mut removals: Vec<Removal> = going.iter().map(remove).collect();
    removals.sort_by_key(|removal| std::cmp::Reverse(waves.get(&removal.logical_id).copied().unwrap_or(0)));
    removals
}
