//! Wildcards: found by their rarest literal, then compared as a whole.

use super::affixes::Affixes;
use super::substrings::Grams;
use super::values::reversed;
use crate::engine::record::Work;
use crate::wildcard::Wildcard;

/// Each wildcard is kept under one of its literals: the text before the first star, the text after
/// the last one, or a few bytes of one in between, whichever fewest others are kept under.
#[derive(Debug, Default)]
pub(super) struct Wildcards {
    all: Vec<(Wildcard, u32)>,
    first: Affixes,
    /// Reversed.
    last: Affixes,
    eights: Grams<8>,
    fours: Grams<4>,
    twos: Grams<2>,
    ones: Grams<1>,
    /// Stars alone: they fit any text.
    any: Vec<u32>,
}

/// Where a wildcard may be kept.
#[derive(Debug, Clone, Copy)]
enum Anchor {
    First,
    Last,
    Eight(u64),
    Four(u64),
    Two(u64),
    One(u64),
}

impl Wildcards {
    pub(super) fn need_reversed(&self) -> bool {
        !self.last.is_empty()
    }

    pub(super) fn insert(&mut self, wildcard: &Wildcard, group: u32) {
        let id = self.all.len() as u32;
        match self.anchor(wildcard) {
            None => {
                self.any.push(group);
                return;
            }
            Some(Anchor::First) => self.first.insert(&wildcard.first, id),
            Some(Anchor::Last) => self.last.insert(&reversed(&wildcard.last), id),
            Some(Anchor::Eight(gram)) => self.eights.insert(gram, id),
            Some(Anchor::Four(gram)) => self.fours.insert(gram, id),
            Some(Anchor::Two(gram)) => self.twos.insert(gram, id),
            Some(Anchor::One(gram)) => self.ones.insert(gram, id),
        }
        self.all.push((wildcard.clone(), group));
    }

    /// The place with the fewest others; among equals, that of the longest literal.
    fn anchor(&self, wildcard: &Wildcard) -> Option<Anchor> {
        let mut best: Option<((usize, usize), Anchor)> = None;
        let mut offer = |load: usize, len: usize, anchor: Anchor| {
            let rank = (load, usize::MAX - len);
            if len > 0 && best.is_none_or(|(other, _)| rank < other) {
                best = Some((rank, anchor));
            }
        };
        offer(self.first.load(&wildcard.first), wildcard.first.len(), Anchor::First);
        offer(self.last.load(&reversed(&wildcard.last)), wildcard.last.len(), Anchor::Last);
        for literal in &wildcard.middle {
            let eight = self.eights.rarest(literal).map(|(load, gram)| (load, Anchor::Eight(gram)));
            let four = || self.fours.rarest(literal).map(|(load, gram)| (load, Anchor::Four(gram)));
            let two = || self.twos.rarest(literal).map(|(load, gram)| (load, Anchor::Two(gram)));
            let one = || self.ones.rarest(literal).map(|(load, gram)| (load, Anchor::One(gram)));
            if let Some((load, anchor)) = eight.or_else(four).or_else(two).or_else(one) {
                offer(load, literal.len().min(8), anchor);
            }
        }
        best.map(|(_, anchor)| anchor)
    }

    pub(super) fn enter(&self, text: &[u8], work: &mut Work) {
        self.any.iter().for_each(|&group| work.enter(group));
        if self.all.is_empty() {
            return;
        }
        if !self.last.is_empty() {
            let reversed = std::mem::take(&mut work.reversed);
            self.last.walk(&reversed, |id| self.try_one(id, text, work));
            work.reversed = reversed;
        }
        self.first.walk(text, |id| self.try_one(id, text, work));
        let mut seen = std::mem::take(&mut work.grams);
        self.eights.search(text, &mut seen, |id| self.try_one(id, text, work));
        self.fours.search(text, &mut seen, |id| self.try_one(id, text, work));
        self.twos.search(text, &mut seen, |id| self.try_one(id, text, work));
        self.ones.search(text, &mut seen, |id| self.try_one(id, text, work));
        work.grams = seen;
    }

    #[inline]
    fn try_one(&self, id: u32, text: &[u8], work: &mut Work) {
        let (wildcard, group) = &self.all[id as usize];
        if !work.is_entered(*group) && wildcard.matches(text) {
            work.enter(*group);
        }
    }
}
