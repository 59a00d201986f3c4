//! Many patterns under the caller's keys.

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::engine::record::Record;
use crate::event::parts::EventParts;
use crate::{EventError, Pattern};

/// Finds, for an event, every key whose pattern matches.
///
/// Adding a key costs about the size of its pattern. Removing one leaves a gap; when gaps are in the
/// majority the next removal builds everything anew, so that a removal costs the same over time.
#[derive(Debug)]
pub struct Matcher<K> {
    engine: Engine,
    /// Rules by the numbers the engine knows; gaps where a key was removed.
    rules: Vec<Option<(K, Pattern)>>,
    numbers: BTreeMap<K, u32>,
}

/// Buffers that matching reuses. One fits any matcher, and any number of them one after another.
#[derive(Debug, Default)]
pub struct Scratch {
    record: Record,
}

impl<K> Default for Matcher<K> {
    fn default() -> Self {
        Self { engine: Engine::default(), rules: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl<K: Clone + Ord> Matcher<K> {
    /// A matcher without rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rule, in place of the one the key had before, if any.
    pub fn insert(&mut self, key: K, pattern: &Pattern) {
        self.remove(&key);
        self.add(key, pattern.clone());
    }

    /// Removes a rule; false when the key has none.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some(number) = self.numbers.remove(key) else { return false };
        self.rules[number as usize] = None;
        if self.rules.len() > 2 * self.numbers.len() + 64 {
            self.rebuild();
        }
        true
    }

    /// The number of rules.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    fn add(&mut self, key: K, pattern: Pattern) {
        let number = self.rules.len() as u32;
        self.engine.insert(number, pattern.conjunctions());
        self.numbers.insert(key.clone(), number);
        self.rules.push(Some((key, pattern)));
    }

    fn rebuild(&mut self) {
        let rules = std::mem::take(&mut self.rules);
        self.numbers.clear();
        self.engine = Engine::default();
        for (key, pattern) in rules.into_iter().flatten() {
            self.add(key, pattern);
        }
    }

    /// The keys whose patterns match an event, given as the JSON text of an object; each once, in
    /// ascending order.
    ///
    /// # Errors
    ///
    /// [`EventError`] when the part of the event that had to be read is not JSON.
    pub fn matches<'m>(&'m self, event: &[u8], scratch: &'m mut Scratch) -> Result<Hits<'m, K>, EventError> {
        self.engine.matches(event, &mut scratch.record)?;
        Ok(self.hits(scratch))
    }

    /// As [`Matcher::matches`], of an event on a bus given in parts: the envelope need not be written.
    ///
    /// # Errors
    ///
    /// As [`Matcher::matches`], of the `detail` part.
    pub fn matches_parts<'m>(
        &'m self,
        event: &EventParts<'_>,
        scratch: &'m mut Scratch,
    ) -> Result<Hits<'m, K>, EventError> {
        self.engine.matches_parts(event, &mut scratch.record)?;
        Ok(self.hits(scratch))
    }

    /// Leaves removed rules out and brings the rest into order.
    fn hits<'m>(&'m self, scratch: &'m mut Scratch) -> Hits<'m, K> {
        let hits = &mut scratch.record.hits;
        if hits.rules.len() > self.numbers.len() / 16 && hits.rules.len() > 64 {
            // So many that going through all keys in order is cheaper than sorting.
            let mut rules = std::mem::take(&mut hits.rules);
            rules.clear();
            rules.extend(self.numbers.values().filter(|&&number| hits.contains(number)));
            hits.rules = rules;
        } else {
            let key = |number: &u32| self.rules[*number as usize].as_ref().map(|(key, _)| key);
            hits.rules.retain(|number| key(number).is_some());
            if hits.rules.len() > 1 {
                hits.rules.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
            }
        }
        Hits { numbers: &scratch.record.hits.rules, rules: &self.rules }
    }
}

/// The keys that matched an event, each once, in ascending order.
#[derive(Debug)]
pub struct Hits<'m, K> {
    numbers: &'m [u32],
    rules: &'m [Option<(K, Pattern)>],
}

impl<K> Clone for Hits<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Hits<'_, K> {}

impl<'m, K> Hits<'m, K> {
    /// How many rules matched.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether no rule matched.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The keys, in ascending order.
    pub fn iter(&self) -> HitsIter<'m, K> {
        self.into_iter()
    }
}

impl<'m, K> IntoIterator for Hits<'m, K> {
    type Item = &'m K;
    type IntoIter = HitsIter<'m, K>;

    fn into_iter(self) -> HitsIter<'m, K> {
        HitsIter { hits: self }
    }
}

/// The keys of [`Hits`], one by one.
#[derive(Debug)]
pub struct HitsIter<'m, K> {
    hits: Hits<'m, K>,
}

impl<'m, K> Iterator for HitsIter<'m, K> {
    type Item = &'m K;

    fn next(&mut self) -> Option<&'m K> {
        let (number, rest) = self.hits.numbers.split_first()?;
        self.hits.numbers = rest;
        self.hits.rules.get(*number as usize)?.as_ref().map(|(key, _)| key)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.hits.len(), Some(self.hits.len()))
    }
}
