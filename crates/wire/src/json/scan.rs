//! Finding the bytes that end a run of plain text, many at a time.

/// Bytes looked at in one step.
const WORD: usize = 8;

/// Bytes looked at in one step of a long run.
const BLOCK: usize = 32;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes of a word stand before its first quote, backslash or control character; eight if there is none.
///
/// Each test subtracts within bytes and keeps the top bits of those that borrowed. A borrow runs upwards only, so the
/// lowest bit kept is exact, and no other is used.
#[inline]
fn plain_bytes(word: [u8; WORD]) -> usize {
    let word = u64::from_le_bytes(word);
    let zero = |value: u64| value.wrapping_sub(ONES) & !value;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = zero(word ^ (ONES * b'"' as u64));
    let backslash = zero(word ^ (ONES * b'\\' as u64));
    let special = (control | quote | backslash) & HIGH;
    (special.trailing_zeros() / 8) as usize
}

/// The word that starts at `at`, if eight bytes are left.
#[inline]
fn word(bytes: &[u8], at: usize) -> Option<[u8; WORD]> {
    bytes.get(at..at + WORD)?.try_into().ok()
}

/// Whether plain text ends at this byte.
#[inline]
fn is_special(b: u8) -> bool {
    (b == b'"') | (b == b'\\') | (b < 0x20)
}

/// Whether a block holds a byte that ends plain text; the compiler makes vector instructions of it.
#[inline]
fn ends_plain_text(block: &[u8]) -> bool {
    let mut special = false;
    for &b in block {
        special |= is_special(b);
    }
    special
}

/// The place after the whole blocks of plain text that start at `from`.
#[inline]
fn plain_blocks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + BLOCK * rest.chunks_exact(BLOCK).take_while(|block| !ends_plain_text(block)).count()
}

/// The place of the first quote, backslash or control character at or after `from`, or the length.
#[inline]
pub(super) fn plain_run(bytes: &[u8], from: usize) -> usize {
    let mut at = plain_blocks(bytes, from);
    while let Some(word) = word(bytes, at) {
        let plain = plain_bytes(word);
        at += plain;
        if plain < WORD {
            return at;
        }
    }
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|b| !is_special(**b)).count()
}

/// Appends the plain text that starts at `from`; answers with the place after it.
///
/// Short runs are copied as whole words and what is too much is taken back, which is faster than a copy of each; after a
/// first plain word the run may be long, and blocks are tried.
#[inline]
pub(super) fn copy_plain_run(bytes: &[u8], from: usize, out: &mut Vec<u8>) -> usize {
    let mut at = from;
    while let Some(word) = word(bytes, at) {
        let plain = plain_bytes(word);
        let end = out.len() + plain;
        out.extend_from_slice(&word);
        out.truncate(end);
        at += plain;
        if plain < WORD {
            return at;
        }
        let blocks = plain_blocks(bytes, at);
        if blocks > at {
            out.extend_from_slice(bytes.get(at..blocks).unwrap_or_default());
            at = blocks;
        }
    }
    while let Some(&b) = bytes.get(at).filter(|b| !is_special(**b)) {
        out.push(b);
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_classified() {
        for b in 0..=255u8 {
            for at in 0..90 {
                let mut bytes = [b'x'; 90];
                bytes[at] = b;
                let expected = if is_special(b) { at } else { 90 };
                assert_eq!(plain_run(&bytes, 0), expected, "{b} at {at}");
                let mut copy = Vec::new();
                assert_eq!(copy_plain_run(&bytes, 0, &mut copy), expected);
                assert_eq!(copy, &bytes[..expected]);
            }
        }
    }
}
