//! Many rules at once.
//!
//! Every conjunction of every rule sits in exactly one [`Group`]. A group stands for a set of
//! conditions that hold; the conjunctions in it have those conditions in common. A group with few
//! conjunctions tries each one. A group with many picks, for each conjunction, one more condition (its
//! most selective) and keeps the conjunction in the child group of that condition; an index over the
//! children's conditions finds, for a leaf of the event, the children to go on with.
//!
//! So the cost of an event is that of the groups it enters, and a condition that thousands of rules
//! share is looked up once, whichever rule has it.
//!
//! Invariants: groups, conditions and conjunctions are only added; the owner starts anew to forget.
//! A group's ancestors' conditions all differ.

mod consistency;
mod index;
pub(crate) mod record;
mod selectivity;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::EventError;
use crate::event::leaves::Leaves;
use crate::event::parts::EventParts;
use crate::event::scan;
use crate::event::trie::{NodeId, ROOT, Trie};
use crate::pattern::{Condition, Conjunction};
use crate::predicate::{Test, any};
use index::Index;
use record::{Record, State, Work};
use selectivity::Usage;

/// Ids of groups, conditions or conjunctions; mostly one.
type Ids = SmallVec<[u32; 2]>;

/// The most conjunctions a group tries one by one.
const TRIED: usize = 8;

const TOP: u32 = 0;

/// The condition of the top group, which stands for none.
const NONE: u32 = u32::MAX;

/// The rules, under numbers the owner chooses.
#[derive(Debug)]
pub(crate) struct Engine {
    trie: Trie,
    conditions: Vec<Field>,
    condition_ids: FxHashMap<Arc<Condition>, u32>,
    rows: Vec<Row>,
    groups: Vec<Group>,
    usage: Usage,
}

/// A condition and the field it is about.
#[derive(Debug)]
struct Field {
    node: NodeId,
    condition: Arc<Condition>,
    /// One of the alternatives is that there is no leaf.
    absent: bool,
}

/// A conjunction of conditions of one rule.
#[derive(Debug)]
struct Row {
    rule: u32,
    conditions: Box<[u32]>,
}

#[derive(Debug)]
struct Group {
    parent: u32,
    /// The condition that leads here from the parent.
    condition: u32,
    /// Rows whose conditions all hold here.
    complete: Ids,
    /// Rows to try.
    open: Ids,
    index: Option<Box<Index>>,
}

impl Group {
    fn new(parent: u32, condition: u32) -> Self {
        Self { parent, condition, complete: Ids::new(), open: Ids::new(), index: None }
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self {
            trie: Trie::default(),
            conditions: Vec::new(),
            condition_ids: FxHashMap::default(),
            rows: Vec::new(),
            groups: vec![Group::new(TOP, NONE)],
            usage: Usage::default(),
        }
    }
}

impl Engine {
    /// Adds a rule: it matches when one of the conjunctions holds.
    pub(crate) fn insert(&mut self, rule: u32, conjunctions: &[Conjunction]) {
        for conjunction in conjunctions {
            let mut conditions: Vec<u32> = conjunction.iter().map(|condition| self.intern(condition)).collect();
            conditions.sort_unstable();
            conditions.dedup();
            for &condition in &conditions {
                self.usage
                    .count(self.conditions[condition as usize].node, &self.conditions[condition as usize].condition);
            }
            let row = self.rows.len() as u32;
            self.rows.push(Row { rule, conditions: conditions.into() });
            self.place(TOP, row);
        }
    }

    fn intern(&mut self, condition: &Arc<Condition>) -> u32 {
        if let Some(&id) = self.condition_ids.get(condition) {
            return id;
        }
        let id = self.conditions.len() as u32;
        let node = self.trie.insert(&condition.path);
        let absent = condition.tests.contains(&Test::Absent);
        self.conditions.push(Field { node, condition: Arc::clone(condition), absent });
        self.condition_ids.insert(Arc::clone(condition), id);
        id
    }

    /// Puts a row into a group or one of its descendants.
    fn place(&mut self, mut group: u32, row: u32) {
        while let Some(condition) = self.next_condition(group, row) {
            let here = &mut self.groups[group as usize];
            let Some(index) = &here.index else {
                here.open.push(row);
                if here.open.len() > TRIED {
                    self.split(group);
                }
                return;
            };
            group = match index.child(condition) {
                Some(child) => child,
                None => self.add_child(group, condition),
            };
        }
        self.groups[group as usize].complete.push(row);
    }

    /// The most selective condition of a row that the group does not stand for yet.
    fn next_condition(&self, group: u32, row: u32) -> Option<u32> {
        let held = self.held(group);
        let conditions = self.rows[row as usize].conditions.iter().copied();
        conditions.filter(|condition| !held.contains(condition)).min_by_key(|&condition| {
            let field = &self.conditions[condition as usize];
            self.usage.rank(field.node, &field.condition)
        })
    }

    /// The conditions a group stands for.
    fn held(&self, mut group: u32) -> SmallVec<[u32; 8]> {
        let mut held = SmallVec::new();
        while group != TOP {
            let here = &self.groups[group as usize];
            held.push(here.condition);
            group = here.parent;
        }
        held
    }

    fn split(&mut self, group: u32) {
        let here = &mut self.groups[group as usize];
        here.index = Some(Box::default());
        for row in std::mem::take(&mut here.open) {
            self.place(group, row);
        }
    }

    fn add_child(&mut self, group: u32, condition: u32) -> u32 {
        let child = self.groups.len() as u32;
        self.groups.push(Group::new(group, condition));
        let field = &self.conditions[condition as usize];
        if let Some(index) = &mut self.groups[group as usize].index {
            index.insert(condition, field.node, &field.condition.tests, child);
        }
        child
    }

    /// Finds the rules that match an event given as text; they are in `record.hits`, each once.
    pub(crate) fn matches(&self, event: &[u8], record: &mut Record) -> Result<(), EventError> {
        self.begin(record);
        scan::object(&self.trie, ROOT, event, &mut record.leaves)?;
        self.run(record);
        Ok(())
    }

    /// Finds the rules that match an event given in parts; they are in `record.hits`, each once.
    pub(crate) fn matches_parts(&self, event: &EventParts<'_>, record: &mut Record) -> Result<(), EventError> {
        self.begin(record);
        event.collect(&self.trie, &mut record.leaves)?;
        self.run(record);
        Ok(())
    }

    fn begin(&self, record: &mut Record) {
        record.leaves.begin(self.trie.len());
        record.work.begin(self.conditions.len(), self.groups.len());
        record.hits.begin();
    }

    fn run(&self, record: &mut Record) {
        let Record { leaves, work, hits } = record;
        work.queue.push(TOP);
        while let Some(group) = work.queue.pop() {
            let group = &self.groups[group as usize];
            if group.condition != NONE && work.state(group.condition).is_none() {
                work.set_state(group.condition, State::True);
            }
            for &row in &group.complete {
                self.finish(row, leaves, work, hits);
            }
            for &row in &group.open {
                let conditions = &self.rows[row as usize].conditions;
                if conditions.iter().all(|&condition| self.state(condition, leaves, work) != State::False) {
                    self.finish(row, leaves, work, hits);
                }
            }
            if let Some(index) = &group.index {
                index.enter(self, leaves, work);
            }
        }
    }

    /// Counts a row whose conditions each hold by themselves, if they hold together.
    fn finish(&self, row: u32, leaves: &Leaves, work: &mut Work, hits: &mut record::HitList) {
        let row = &self.rows[row as usize];
        if hits.contains(row.rule) || (leaves.in_arrays() && !self.consistent(row, leaves, work)) {
            return;
        }
        hits.push(row.rule);
    }

    /// Whether a condition holds by itself; asked once an event.
    fn state(&self, condition: u32, leaves: &Leaves, work: &mut Work) -> State {
        if let Some(state) = work.state(condition) {
            return state;
        }
        let state = self.evaluate(condition, leaves);
        work.set_state(condition, state);
        state
    }

    fn evaluate(&self, condition: u32, leaves: &Leaves) -> State {
        let field = &self.conditions[condition as usize];
        let mut state = if field.absent { State::True } else { State::False };
        for (scope, leaf) in leaves.of(field.node) {
            if any(&field.condition.tests, leaf) {
                return State::True;
            }
            state = match state {
                State::False => State::False,
                _ if scope == crate::event::leaves::OUTSIDE => State::False,
                _ => State::Maybe,
            };
        }
        state
    }
}
