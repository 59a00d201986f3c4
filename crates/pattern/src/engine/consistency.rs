//! Array consistency: conditions that hold by themselves must hold in one choice of array elements.
//!
//! An event's arrays form a tree of elements ([`crate::event::leaves::Scope`]). A conjunction holds
//! when one element can be chosen of every array that has to be entered, such that every condition is
//! met by a leaf in chosen elements, or by having no leaf there. A condition met only by absence
//! never makes an element chosen.

use super::record::{State, Work};
use super::{Engine, Row};
use crate::event::leaves::{Leaves, OUTSIDE, ScopeId};
use crate::predicate::any;

/// The leaves of one condition within the element under consideration, in the order of the event.
/// Elements are numbered in that order too, so the leaves within an inner element are neighbours.
#[derive(Clone, Copy)]
struct Claim<'a> {
    absent: bool,
    leaves: &'a [Found],
}

#[derive(Clone, Copy)]
struct Found {
    scope: ScopeId,
    accepted: bool,
}

/// What choosing elements below a scope can achieve.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Fails,
    /// All conditions are met, all by absence.
    Absent,
    /// All conditions are met, at least one by a leaf.
    Present,
}

impl Engine {
    /// Whether the conditions of a row, none of which is false by itself, hold together.
    pub(super) fn consistent(&self, row: &Row, leaves: &Leaves, work: &mut Work) -> bool {
        let mut in_arrays = 0;
        let mut certain = true;
        for &condition in &row.conditions {
            let node = self.conditions[condition as usize].node;
            in_arrays += usize::from(leaves.of(node).any(|(scope, _)| scope != OUTSIDE));
            certain &= self.state(condition, leaves, work) == State::True;
        }
        if in_arrays < 2 {
            return certain;
        }
        let found: Vec<Vec<Found>> = row.conditions.iter().map(|&condition| self.found(condition, leaves)).collect();
        let claims = row.conditions.iter().zip(&found).map(|(&condition, leaves)| {
            let absent = self.conditions[condition as usize].absent;
            Claim { absent, leaves }
        });
        let claims: Vec<Claim<'_>> = claims.collect();
        solve(OUTSIDE, &claims, leaves) != Outcome::Fails
    }

    fn found(&self, condition: u32, leaves: &Leaves) -> Vec<Found> {
        let field = &self.conditions[condition as usize];
        let found = |(scope, leaf)| Found { scope, accepted: any(&field.condition.tests, leaf) };
        leaves.of(field.node).map(found).collect()
    }
}

fn solve(scope: ScopeId, claims: &[Claim<'_>], leaves: &Leaves) -> Outcome {
    let mut outcome = Outcome::Absent;
    // The claims with leaves in arrays below the scope, with those arrays.
    let mut inner: Vec<(u32, Claim<'_>)> = Vec::new();
    for claim in claims {
        let Some(first) = claim.leaves.first() else {
            if !claim.absent {
                return Outcome::Fails;
            }
            continue;
        };
        if first.scope == scope {
            if !first.accepted {
                return Outcome::Fails;
            }
            outcome = Outcome::Present;
            continue;
        }
        match element_below(scope, first.scope, leaves) {
            Some((_, array)) => inner.push((array, *claim)),
            None => return Outcome::Fails,
        }
    }
    inner.sort_by_key(|(array, _)| *array);
    for of_array in inner.chunk_by(|(a, _), (b, _)| a == b) {
        if !some_element_fits(scope, of_array.iter().map(|(_, claim)| *claim).collect(), leaves) {
            return Outcome::Fails;
        }
        outcome = Outcome::Present;
    }
    outcome
}

/// Whether one element of an array below `scope` meets all claims, at least one by a leaf.
fn some_element_fits(scope: ScopeId, mut claims: Vec<Claim<'_>>, leaves: &Leaves) -> bool {
    let mut inside = Vec::with_capacity(claims.len());
    loop {
        let next = claims.iter().filter_map(|claim| claim.leaves.first()).map(|found| found.scope).min();
        let Some((element, _)) = next.and_then(|next| element_below(scope, next, leaves)) else { return false };
        inside.clear();
        for claim in &mut claims {
            let end = claim.leaves.partition_point(|found| is_inside(element, found.scope, leaves));
            let (here, later) = claim.leaves.split_at(end);
            inside.push(Claim { absent: claim.absent, leaves: here });
            claim.leaves = later;
        }
        if solve(element, &inside, leaves) == Outcome::Present {
            return true;
        }
    }
}

/// The element directly below `outer` that `inner` is or lies in, and its array.
fn element_below(outer: ScopeId, mut inner: ScopeId, leaves: &Leaves) -> Option<(ScopeId, u32)> {
    loop {
        let scope = leaves.scope(inner)?;
        if scope.parent == outer {
            return Some((inner, scope.array));
        }
        inner = scope.parent;
    }
}

fn is_inside(element: ScopeId, mut scope: ScopeId, leaves: &Leaves) -> bool {
    while scope > element {
        let Some(around) = leaves.scope(scope) else { return false };
        scope = around.parent;
    }
    scope == element
}
