//! All tests on one field.

use rustc_hash::FxHashMap;

use super::affixes::Affixes;
use super::exclusions::Exclusions;
use super::networks::Networks;
use super::ranges::Ranges;
use super::wildcards::Wildcards;
use crate::casefold::fold_into;
use crate::engine::Ids;
use crate::engine::record::Work;
use crate::number::Exact;
use crate::predicate::{Leaf, Test};

/// The groups to enter for a leaf of one field, by what their tests ask.
#[derive(Debug, Default)]
pub(super) struct Values {
    texts: FxHashMap<Box<[u8]>, Ids>,
    numbers: FxHashMap<Exact, Ids>,
    words: [Ids; 3],
    exists: Ids,
    /// Whatever is rarer than equality; most fields have none of it.
    others: Option<Box<Others>>,
}

#[derive(Debug, Default)]
struct Others {
    folded: FxHashMap<Box<[u8]>, Ids>,
    prefixes: Affixes,
    suffixes: Affixes,
    folded_prefixes: Affixes,
    folded_suffixes: Affixes,
    wildcards: Wildcards,
    ranges: Ranges,
    networks: Networks,
    exclusions: Exclusions,
}

impl Values {
    pub(super) fn insert(&mut self, test: &Test, group: u32) {
        match test {
            Test::Text(text) => self.texts.entry(text.clone()).or_default().push(group),
            Test::Number(number) => self.numbers.entry(number.clone()).or_default().push(group),
            Test::True => self.words[0].push(group),
            Test::False => self.words[1].push(group),
            Test::Null => self.words[2].push(group),
            Test::Exists => self.exists.push(group),
            other => self.others.get_or_insert_default().insert(other, group),
        }
    }

    /// Enters the groups of a leaf. `first` is the field's first leaf when this is a later one: groups
    /// that any leaf enters were entered with it.
    #[inline]
    pub(super) fn enter(&self, leaf: Leaf<'_>, first: Option<Leaf<'_>>, work: &mut Work) {
        let equal = match leaf {
            Leaf::Text(text) => self.texts.get(text),
            Leaf::Number(number) => self.numbers.get(&number.exact),
            Leaf::True => Some(&self.words[0]),
            Leaf::False => Some(&self.words[1]),
            Leaf::Null => Some(&self.words[2]),
        };
        equal.into_iter().flatten().for_each(|&group| work.enter(group));
        if first.is_none() {
            self.exists.iter().for_each(|&group| work.enter(group));
        }
        if let Some(others) = &self.others {
            others.enter(leaf, first, work);
        }
    }
}

impl Others {
    fn insert(&mut self, test: &Test, group: u32) {
        match test {
            Test::EqualsFolded(text) => self.folded.entry(text.clone()).or_default().push(group),
            Test::Prefix(text) => self.prefixes.insert(text, group),
            Test::Suffix(text) => self.suffixes.insert(&reversed(text), group),
            Test::PrefixFolded(text) => self.folded_prefixes.insert(text, group),
            Test::SuffixFolded(text) => self.folded_suffixes.insert(&reversed(text), group),
            Test::Wildcard(wildcard) => self.wildcards.insert(wildcard, group),
            Test::Range(range) => self.ranges.insert(*range, group),
            Test::Cidr(cidr) => self.networks.insert(*cidr, group),
            Test::Not(tests) => self.exclusions.insert(tests, group),
            // Equality and existence are the caller's; absence is of no leaf.
            _ => {}
        }
    }

    fn enter(&self, leaf: Leaf<'_>, first: Option<Leaf<'_>>, work: &mut Work) {
        match leaf {
            Leaf::Text(text) => self.enter_text(text, work),
            Leaf::Number(number) => self.ranges.enter(number.order, work),
            _ => {}
        }
        self.exclusions.enter(leaf, first, work);
    }

    fn enter_text(&self, text: &[u8], work: &mut Work) {
        self.prefixes.enter(text, work);
        if !self.suffixes.is_empty() || self.wildcards.need_reversed() {
            let mut reversed = std::mem::take(&mut work.reversed);
            reversed.clear();
            reversed.extend(text.iter().rev());
            self.suffixes.enter(&reversed, work);
            work.reversed = reversed;
        }
        self.wildcards.enter(text, work);
        self.networks.enter(text, work);
        if !(self.folded.is_empty() && self.folded_prefixes.is_empty() && self.folded_suffixes.is_empty()) {
            self.enter_folded(text, work);
        }
    }

    fn enter_folded(&self, text: &[u8], work: &mut Work) {
        let mut folded = std::mem::take(&mut work.folded);
        folded.clear();
        fold_into(text, &mut folded);
        for &group in self.folded.get(folded.as_slice()).into_iter().flatten() {
            work.enter(group);
        }
        self.folded_prefixes.enter(&folded, work);
        if !self.folded_suffixes.is_empty() {
            folded.reverse();
            self.folded_suffixes.enter(&folded, work);
        }
        work.folded = folded;
    }
}

pub(super) fn reversed(text: &[u8]) -> Vec<u8> {
    text.iter().rev().copied().collect()
}
