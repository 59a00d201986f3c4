//! Ids of versions and uploads: 32 characters that say a number to us and nothing to others.

use base64::Engine as _;
use base64::alphabet::Alphabet;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;
use std::sync::LazyLock;
use tradewind_clock::Random;

/// The letters of AWS's ids.
static LETTERS: LazyLock<GeneralPurpose> = LazyLock::new(|| {
    let letters = Alphabet::new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._");
    GeneralPurpose::new(&letters.unwrap_or(base64::alphabet::URL_SAFE), NO_PAD)
});

/// An id for a number. Of two ids of one number only one was given away: rows keep the whole id.
pub(crate) fn make(random: &Random, number: u64) -> String {
    let (first, second) = (random.next_u64(), random.next_u64());
    let parts = [first.to_be_bytes(), second.to_be_bytes(), (number ^ first).to_be_bytes()];
    LETTERS.encode(parts.concat())
}

/// The number of an id; none for what no id is.
pub(crate) fn number(id: &str) -> Option<u64> {
    let bytes: [u8; 24] = LETTERS.decode(id).ok()?.try_into().ok()?;
    let (first, rest) = bytes.split_first_chunk::<8>()?;
    let last = rest.last_chunk::<8>()?;
    Some(u64::from_be_bytes(*last) ^ u64::from_be_bytes(*first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_its_number() {
        let random = Random::seeded(7);
        for value in [0, 1, 77, u64::MAX] {
            let id = make(&random, value);
            assert_eq!((id.len(), number(&id)), (32, Some(value)));
        }
        assert_eq!(number("null"), None);
        assert_eq!(number("ä"), None);
    }
}
