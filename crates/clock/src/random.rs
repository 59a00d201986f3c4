//! Seeded chance.

use std::sync::Arc;

use parking_lot::Mutex;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

/// A stream of random numbers. The same seed gives the same stream; clones share one stream.
#[derive(Clone, Debug)]
pub struct Random(Arc<Mutex<ChaCha8Rng>>);

impl Random {
    /// Seeded by the operating system. Only the binary calls this.
    pub fn from_entropy() -> std::io::Result<Random> {
        use std::io::Read;
        let mut seed = [0_u8; 32];
        std::fs::File::open("/dev/urandom")?.read_exact(&mut seed)?;
        Ok(Random(Arc::new(Mutex::new(ChaCha8Rng::from_seed(seed)))))
    }

    /// Seeded by a number: replays exactly.
    pub fn seeded(seed: u64) -> Random {
        Random(Arc::new(Mutex::new(ChaCha8Rng::seed_from_u64(seed))))
    }

    /// A stream of its own, derived from this one.
    pub fn fork(&self) -> Random {
        Random::seeded(self.next_u64())
    }

    /// A stream of its own with all the entropy of this one, where a [`Random::fork`] has 64 bits of it: for keys and secrets.
    pub fn split(&self) -> Random {
        let mut seed = [0_u8; 32];
        self.fill(&mut seed);
        Random(Arc::new(Mutex::new(ChaCha8Rng::from_seed(seed))))
    }

    /// 64 random bits.
    pub fn next_u64(&self) -> u64 {
        self.0.lock().next_u64()
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub fn below(&self, bound: u64) -> u64 {
        // Multiply-shift: the bias is under 2^-64 per unit of `bound`, far below what anybody here could observe.
        ((u128::from(self.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Fills a buffer with random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().fill_bytes(bytes);
    }

    /// A random (version 4) UUID in lower-case hexadecimal with hyphens, 36 characters.
    pub fn uuid_v4(&self) -> String {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(36);
        for (index, byte) in bytes.into_iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_replays() {
        let (one, two) = (Random::seeded(7), Random::seeded(7));
        assert_eq!(one.next_u64(), two.next_u64());
        assert_eq!(one.uuid_v4(), two.uuid_v4());
        assert_ne!(one.uuid_v4(), one.uuid_v4());
    }

    #[test]
    fn a_split_has_a_stream_of_its_own() {
        let (one, two) = (Random::seeded(7), Random::seeded(7));
        let (first, second) = (one.split(), one.split());
        assert_ne!(first.next_u64(), second.next_u64());
        assert_eq!(two.split().uuid_v4(), {
            let again = Random::seeded(7).split();
            again.uuid_v4()
        });
    }

    #[test]
    fn uuids_carry_version_and_variant() {
        let text = Random::seeded(1).uuid_v4();
        assert_eq!(text.len(), 36);
        assert_eq!(text.as_bytes()[14], b'4');
        assert!(matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }

    #[test]
    fn below_stays_below() {
        let random = Random::seeded(3);
        assert!((0..1000).all(|_| random.below(10) < 10));
        assert_eq!(random.below(0), 0);
    }
}
