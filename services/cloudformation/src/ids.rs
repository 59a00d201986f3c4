//! Ids and names.

use tradewind_clock::Random;

/// What stands behind names that CloudFormation makes: twelve letters and digits.
pub(crate) fn suffix(chance: &Random) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    (0..12).map(|_| ALPHABET.get(chance.below(62) as usize).map_or('A', |letter| char::from(*letter))).collect()
}
