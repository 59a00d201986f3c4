//! Unique ids.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>

use tradewind_clock::Random;

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Four letters that say what it is, and 17 letters and digits.
pub(crate) fn unique(prefix: &str, chance: &Random) -> String {
    let mut letters = [0; 17];
    chance.fill(&mut letters);
    prefix.chars().chain(letters.map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))).collect()
}
