//! `anything-but`: every group except those that exclude the leaf.

use rustc_hash::FxHashMap;

use crate::engine::record::Work;
use crate::number::Exact;
use crate::predicate::{Leaf, Test};

/// Exclusions of texts or numbers are kept by what they exclude, so that only the groups entered and
/// the few left out cost anything. Exclusions by other operators are tried one by one; almost all of
/// them hold, too.
#[derive(Debug, Default)]
pub(super) struct Exclusions {
    /// Groups whose test excludes nothing but listed texts or numbers.
    listed: Vec<u32>,
    /// Places in `listed`, ascending, of the groups that exclude a text.
    texts: FxHashMap<Box<[u8]>, Vec<u32>>,
    numbers: FxHashMap<Exact, Vec<u32>>,
    tried: Vec<(Test, u32)>,
}

impl Exclusions {
    pub(super) fn insert(&mut self, excluded: &[Test], group: u32) {
        if !excluded.iter().all(|test| matches!(test, Test::Text(_) | Test::Number(_))) {
            self.tried.push((Test::Not(excluded.into()), group));
            return;
        }
        let place = self.listed.len() as u32;
        self.listed.push(group);
        for test in excluded {
            match test {
                Test::Text(text) => self.texts.entry(text.clone()).or_default().push(place),
                Test::Number(number) => self.numbers.entry(number.clone()).or_default().push(place),
                _ => {}
            }
        }
    }

    /// Enters the groups that do not exclude a leaf; those that do not exclude the field's `first` leaf
    /// either were entered with that one.
    pub(super) fn enter(&self, leaf: Leaf<'_>, first: Option<Leaf<'_>>, work: &mut Work) {
        let excluded = self.excluding(leaf);
        match first {
            None => self.enter_all_but(excluded, work),
            Some(first) => {
                let left_out = self.excluding(first).iter().filter(|place| excluded.binary_search(place).is_err());
                left_out.for_each(|&place| work.enter(self.listed[place as usize]));
            }
        }
        for (test, group) in &self.tried {
            if !work.is_entered(*group) && test.accepts(leaf) {
                work.enter(*group);
            }
        }
    }

    fn enter_all_but(&self, excluded: &[u32], work: &mut Work) {
        let mut from = 0;
        for &place in excluded {
            let place = place as usize;
            self.listed[from..place].iter().for_each(|&group| work.enter(group));
            from = place + 1;
        }
        self.listed[from..].iter().for_each(|&group| work.enter(group));
    }

    /// Places in `listed`, ascending, of the groups that exclude a leaf.
    fn excluding(&self, leaf: Leaf<'_>) -> &[u32] {
        let places = match leaf {
            Leaf::Text(text) => self.texts.get(text),
            Leaf::Number(number) => self.numbers.get(&number.exact),
            _ => None,
        };
        places.map(Vec::as_slice).unwrap_or_default()
    }
}
