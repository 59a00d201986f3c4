//! A filter over the trigrams of a block: which texts can't be in it.
//!
//! One bit for each value of a hash of three bytes in a row. A text is in the block only if the bits of all its trigrams are set;
//! the reverse does not hold. 128 KiB of bits for 1 MiB of text would be too much; with 16 KiB, a line of log text of some
//! twenty thousand different trigrams fills a seventh, so a text of ten characters is found where it is not once in millions.

/// Bits of a filter.
const BITS: usize = 1 << 17;

/// Bytes of a filter.
pub(crate) const BYTES: usize = BITS / 8;

/// The filter's bytes.
pub(crate) fn filter(text: &[u8]) -> Vec<u8> {
    let mut bits = vec![0_u8; BYTES];
    for gram in text.windows(3) {
        let (place, bit) = place(gram);
        if let Some(byte) = bits.get_mut(place) {
            *byte |= bit;
        }
    }
    bits
}

/// Whether a text may be in what the filter was made of.
pub(crate) fn may_hold(filter: &[u8], text: &[u8]) -> bool {
    text.windows(3).all(|gram| {
        let (place, bit) = place(gram);
        // A filter of another size says nothing.
        filter.get(place).is_none_or(|byte| byte & bit != 0)
    })
}

fn place(gram: &[u8]) -> (usize, u8) {
    let number = gram.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    let hash = number.wrapping_mul(0x9e37_79b1) >> 15;
    ((hash >> 3) as usize, 1 << (hash & 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_denied() {
        let text = b"2026-01-02 INFO request 7f3a took 12 ms for GET /index.html";
        let filter = filter(text);
        for start in 0..text.len() {
            for end in start..text.len() {
                assert!(may_hold(&filter, &text[start..end]));
            }
        }
        assert!(!may_hold(&filter, b"ERROR 500"));
        assert!(may_hold(&filter, b"xy"));
    }

    #[test]
    fn a_full_filter_holds_every_word() {
        let words: Vec<String> = (1..5_000_u32).map(|n| format!("{:08x}", n.wrapping_mul(0x9e37_79b1))).collect();
        let filter = filter(words.join(" ").as_bytes());
        assert!(words.iter().all(|word| may_hold(&filter, word.as_bytes())));
        let set: u32 = filter.iter().map(|byte| byte.count_ones()).sum();
        assert!(set < 1 << 16, "{set} bits are set");
    }
}
