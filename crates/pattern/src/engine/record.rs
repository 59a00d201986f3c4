//! What the matching of one event remembers. Reused from event to event.

use rustc_hash::FxHashSet;

use crate::event::leaves::Leaves;

/// Everything one event needs; a warm record makes matching free of allocation.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) leaves: Leaves,
    pub(crate) work: Work,
    pub(crate) hits: HitList,
}

/// Whether a condition holds by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    False,
    True,
    /// The field is absent from some array elements; the rest of the conjunction decides.
    Maybe,
}

#[derive(Debug, Default)]
pub(crate) struct Work {
    /// Groups still to be entered.
    pub(crate) queue: Vec<u32>,
    /// Buffers for the folded and the reversed form of a text.
    pub(crate) folded: Vec<u8>,
    pub(crate) reversed: Vec<u8>,
    /// A buffer for the search of literals inside a text.
    pub(crate) grams: FxHashSet<u64>,
    /// For every condition, four times the event of its last evaluation plus its state.
    states: Vec<u64>,
    /// For every group, the last event that entered it.
    entered: Vec<u64>,
    event: u64,
}

impl Work {
    pub(crate) fn begin(&mut self, conditions: usize, groups: usize) {
        self.event += 1;
        self.queue.clear();
        if self.states.len() < conditions {
            self.states.resize(conditions, 0);
        }
        if self.entered.len() < groups {
            self.entered.resize(groups, 0);
        }
    }

    #[inline]
    pub(crate) fn state(&self, condition: u32) -> Option<State> {
        let known = self.states[condition as usize];
        if known >> 2 != self.event {
            return None;
        }
        Some(match known & 3 {
            0 => State::False,
            1 => State::True,
            _ => State::Maybe,
        })
    }

    #[inline]
    pub(crate) fn set_state(&mut self, condition: u32, state: State) {
        self.states[condition as usize] = self.event << 2 | state as u64;
    }

    #[inline]
    pub(crate) fn is_entered(&self, group: u32) -> bool {
        self.entered[group as usize] == self.event
    }

    /// Enters a group, once an event.
    #[inline]
    pub(crate) fn enter(&mut self, group: u32) {
        if std::mem::replace(&mut self.entered[group as usize], self.event) != self.event {
            self.queue.push(group);
        }
    }
}

/// The rules that matched, each once.
#[derive(Debug, Default)]
pub(crate) struct HitList {
    pub(crate) rules: Vec<u32>,
    seen: Vec<u64>,
    event: u64,
}

impl HitList {
    pub(crate) fn begin(&mut self) {
        self.rules.clear();
        self.event += 1;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    #[inline]
    pub(crate) fn contains(&self, rule: u32) -> bool {
        self.seen.get(rule as usize) == Some(&self.event)
    }

    pub(crate) fn push(&mut self, rule: u32) {
        if self.seen.len() <= rule as usize {
            self.seen.resize(rule as usize + 1, 0);
        }
        self.seen[rule as usize] = self.event;
        self.rules.push(rule);
    }
}
