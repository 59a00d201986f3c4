//! Which condition of a conjunction to look up first.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::event::trie::NodeId;
use crate::pattern::Condition;
use crate::predicate::Test;

/// How many rows use each test of each field. Kept by hash: a collision only makes a guess worse.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    counts: FxHashMap<u64, u32>,
}

/// Conditions with a lower class can be looked up more directly and hold more rarely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Value,
    Affix,
    Wildcard,
    Range,
    /// Holds for most events: exclusions and existence.
    Common,
}

impl Usage {
    pub(crate) fn count(&mut self, field: NodeId, condition: &Condition) {
        for test in &condition.tests {
            *self.counts.entry(key(field, test)).or_default() += 1;
        }
    }

    /// Lower is better. Among selective conditions the rarest comes first, as it narrows the most;
    /// among common ones the most shared, as one failure then rules out the most.
    pub(crate) fn rank(&self, field: NodeId, condition: &Condition) -> impl Ord + use<> {
        let class = condition.tests.iter().map(class).max().unwrap_or(Class::Common);
        let used = condition.tests.iter().map(|test| self.counts.get(&key(field, test)).copied().unwrap_or_default());
        let used: u64 = used.map(u64::from).sum();
        (class, if class == Class::Common { u64::MAX - used } else { used })
    }
}

fn key(field: NodeId, test: &Test) -> u64 {
    let mut hasher = FxHasher::default();
    (field, test).hash(&mut hasher);
    hasher.finish()
}

fn class(test: &Test) -> Class {
    match test {
        Test::Text(_) | Test::Number(_) | Test::True | Test::False | Test::Null => Class::Value,
        Test::EqualsFolded(_) | Test::Cidr(_) => Class::Value,
        Test::Prefix(text) | Test::Suffix(text) | Test::PrefixFolded(text) | Test::SuffixFolded(text) => {
            if text.is_empty() { Class::Common } else { Class::Affix }
        }
        Test::Wildcard(wildcard) => {
            let literal = |text: &[u8]| !text.is_empty();
            if literal(&wildcard.first) || literal(&wildcard.last) || !wildcard.middle.is_empty() {
                Class::Wildcard
            } else {
                Class::Common
            }
        }
        Test::Range(_) => Class::Range,
        Test::Exists | Test::Not(_) | Test::Absent => Class::Common,
    }
}
