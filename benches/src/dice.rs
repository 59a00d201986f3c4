//! Seeded chance, so that a run can say which numbers it drew.

/// SplitMix64: small, even, and the same everywhere. Not for secrets.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts the sequence that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to, not including, `high`; `low` when the range is empty.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % high.saturating_sub(low).max(1)
    }

    /// True in about `percent` of 100 rolls.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.between(0, 100) < percent
    }

    /// `length` letters and digits. Random, so that nothing along the way profits from compressing them.
    pub fn text(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        (0..length).map(|_| char::from(ALPHABET[(self.roll() >> 58) as usize])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_sequence() {
        let mut dice = Dice::new(1_234_567);
        // The reference sequence of SplitMix64 for this seed.
        assert_eq!(dice.roll(), 6_457_827_717_110_365_317);
        assert_eq!(dice.roll(), 3_203_168_211_198_807_973);
        let mut again = Dice::new(1_234_567);
        assert_eq!(again.roll(), 6_457_827_717_110_365_317);
    }

    #[test]
    fn ranges_hold() {
        let mut dice = Dice::new(7);
        assert!((0..1_000).all(|_| (300..1_200).contains(&dice.between(300, 1_200))));
        assert_eq!(dice.between(5, 5), 5);
        assert_eq!(dice.text(40).len(), 40);
    }
}
