//! From the leaves of an event to the child groups of a group whose condition holds.
//!
//! Each kind of test has its own structure; all of them answer with ids of groups and touch only the
//! groups that they answer with, up to a logarithm or the length of the text.

mod affixes;
mod exclusions;
mod networks;
mod ranges;
mod substrings;
mod values;
mod wildcards;

use rustc_hash::FxHashMap;

use super::Engine;
use super::record::{State, Work};
use crate::event::leaves::Leaves;
use crate::event::trie::NodeId;
use crate::predicate::Test;
use values::Values;

/// The children of one group.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Child groups by their condition.
    children: FxHashMap<u32, u32>,
    /// One index for each field that some child's condition is about.
    fields: Vec<(NodeId, Values)>,
    positions: FxHashMap<NodeId, u32>,
    /// Conditions that may hold without a leaf, and their groups.
    absent: Vec<(u32, u32)>,
}

impl Index {
    pub(super) fn child(&self, condition: u32) -> Option<u32> {
        self.children.get(&condition).copied()
    }

    pub(super) fn insert(&mut self, condition: u32, node: NodeId, tests: &[Test], group: u32) {
        self.children.insert(condition, group);
        for test in tests {
            if *test == Test::Absent {
                self.absent.push((condition, group));
                continue;
            }
            let position = *self.positions.entry(node).or_insert_with(|| {
                self.fields.push((node, Values::default()));
                self.fields.len() as u32 - 1
            });
            self.fields[position as usize].1.insert(test, group);
        }
    }

    /// Enters every child whose condition holds.
    pub(super) fn enter(&self, engine: &Engine, leaves: &Leaves, work: &mut Work) {
        if self.fields.len() <= leaves.touched().len() {
            for (node, values) in &self.fields {
                enter_field(values, *node, leaves, work);
            }
        } else {
            for node in leaves.touched() {
                if let Some(&position) = self.positions.get(node) {
                    enter_field(&self.fields[position as usize].1, *node, leaves, work);
                }
            }
        }
        for &(condition, group) in &self.absent {
            if engine.state(condition, leaves, work) != State::False {
                work.enter(group);
            }
        }
    }
}

fn enter_field(values: &Values, node: NodeId, leaves: &Leaves, work: &mut Work) {
    let mut first = None;
    for (_, leaf) in leaves.of(node) {
        values.enter(leaf, first, work);
        first = first.or(Some(leaf));
    }
}
