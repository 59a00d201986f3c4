//! Literals anywhere in a text: found by a few of their bytes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::Ids;

/// Ids of literals by one run of `SIZE` bytes of each. Every run of that length in a text is looked up,
/// through a bit map that turns most of them away without touching the table.
#[derive(Debug)]
pub(super) struct Grams<const SIZE: usize> {
    ids: FxHashMap<u64, Ids>,
    /// A power of two bits; at least sixteen for each gram.
    filter: Vec<u64>,
}

impl<const SIZE: usize> Default for Grams<SIZE> {
    fn default() -> Self {
        Self { ids: FxHashMap::default(), filter: Vec::new() }
    }
}

impl<const SIZE: usize> Grams<SIZE> {
    /// The least used gram of a literal and how many ids it has; `None` when the literal is shorter.
    pub(super) fn rarest(&self, literal: &[u8]) -> Option<(usize, u64)> {
        let grams = literal.windows(SIZE).map(pack);
        grams.map(|gram| (self.ids.get(&gram).map_or(0, |ids| ids.len()), gram)).min()
    }

    pub(super) fn insert(&mut self, gram: u64, id: u32) {
        self.ids.entry(gram).or_default().push(id);
        if self.ids.len() * 16 > self.filter.len() * 64 {
            let bits = (self.ids.len() * 32).next_power_of_two().max(1024);
            self.filter = vec![0; bits / 64];
            let grams: Vec<u64> = self.ids.keys().copied().collect();
            grams.into_iter().for_each(|gram| self.mark(gram));
        } else {
            self.mark(gram);
        }
    }

    fn mark(&mut self, gram: u64) {
        let (word, bit) = self.place(gram);
        self.filter[word] |= bit;
    }

    #[inline]
    fn place(&self, gram: u64) -> (usize, u64) {
        // The upper bits of a product with a large odd number depend on all bits of the gram.
        let hash = gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let word = (hash >> 6) as usize & (self.filter.len() - 1);
        (word, 1 << (hash & 63))
    }

    /// Calls `found` with the ids of every gram that occurs in `text`, once for each gram: what follows a find costs as much as
    /// the text is long, so a text that repeats a gram must not repeat that. `seen` is a buffer.
    #[inline]
    pub(super) fn search(&self, text: &[u8], seen: &mut FxHashSet<u64>, mut found: impl FnMut(u32)) {
        if self.ids.is_empty() {
            return;
        }
        seen.clear();
        for window in text.windows(SIZE) {
            let gram = pack(window);
            let (word, bit) = self.place(gram);
            if self.filter[word] & bit != 0
                && let Some(ids) = self.ids.get(&gram)
                && seen.insert(gram)
            {
                ids.iter().for_each(|&id| found(id));
            }
        }
    }
}

#[inline]
fn pack(window: &[u8]) -> u64 {
    window.iter().fold(0, |gram, &byte| gram << 8 | u64::from(byte))
}
