//! Sixty-four bytes of JSON at a time: which of them are quotes, escapes and brackets.

use wide::u8x16;

pub(super) const BLOCK: usize = 64;

/// One bit for each byte of the block that starts at `base`, the first byte's lowest. Blocks are read
/// in order, as whether a block's first byte is escaped depends on the one before.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) base: usize,
    /// Quotes that no backslash precedes.
    pub(super) quotes: u64,
    pub(super) backslashes: u64,
    bytes: [u8x16; 4],
    /// The next block's first byte is escaped.
    escapes_next: bool,
}

impl Block {
    /// The first block of a text.
    pub(super) fn first(text: &[u8]) -> Self {
        let mut block =
            Self { base: 0, quotes: 0, backslashes: 0, bytes: [u8x16::splat(b' '); 4], escapes_next: false };
        block.read(text);
        block
    }

    /// Moves on to the next block; behind the text's end there are blanks.
    #[inline]
    pub(super) fn advance(&mut self, text: &[u8]) {
        self.base += BLOCK;
        self.read(text);
    }

    #[inline]
    fn read(&mut self, text: &[u8]) {
        let rest = text.get(self.base..).unwrap_or_default();
        let mut padded = [b' '; BLOCK];
        let block = match rest.first_chunk::<BLOCK>() {
            Some(block) => block,
            None => {
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            }
        };
        for (lane, bytes) in self.bytes.iter_mut().zip(block.as_chunks::<16>().0) {
            *lane = u8x16::new(*bytes);
        }
        self.backslashes = self.places(b'\\');
        let escaped = self.escaped();
        self.quotes = self.places(b'"') & !escaped;
    }

    /// The bytes a backslash precedes that is not itself escaped.
    #[inline]
    fn escaped(&mut self) -> u64 {
        let mut escaped = u64::from(self.escapes_next);
        self.escapes_next = false;
        let mut rest = self.backslashes & !escaped;
        while rest != 0 {
            let place = rest.trailing_zeros();
            if place == 63 {
                self.escapes_next = true;
                break;
            }
            escaped |= 2 << place;
            rest &= !(3 << place);
        }
        escaped
    }

    #[inline]
    fn places(&self, byte: u8) -> u64 {
        bits(self.bytes, u8x16::splat(byte))
    }

    /// Opening and closing brackets of both kinds, also those in strings.
    #[inline]
    pub(super) fn brackets(&self) -> (u64, u64) {
        // With the bit 0x20 set, square brackets are curly ones.
        let curly = self.bytes.map(|bytes| bytes | u8x16::splat(0x20));
        (bits(curly, u8x16::splat(b'{')), bits(curly, u8x16::splat(b'}')))
    }
}

#[inline]
fn bits(bytes: [u8x16; 4], wanted: u8x16) -> u64 {
    let [a, b, c, d] = bytes.map(|bytes| u64::from(bytes.simd_eq(wanted).to_bitmask()));
    a | b << 16 | c << 32 | d << 48
}

/// For every bit, whether the number of set bits up to and including it is odd.
#[inline]
pub(super) fn parity_so_far(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_plain_loop_finds() {
        let text = br#"{"a":"\"[\\","b\\\"":[{"c":"]"}],"long":"...............................................\\","x":"\\\\\""}"#;
        for cut in 0..text.len() {
            let text = &text[cut..];
            let mut block = Block::first(text);
            let mut escaped = false;
            for (at, &byte) in text.iter().enumerate() {
                if at == block.base + BLOCK {
                    block.advance(text);
                }
                let bit = 1 << (at - block.base);
                let (open, close) = block.brackets();
                assert_eq!(block.quotes & bit != 0, byte == b'"' && !escaped, "{cut} {at}");
                assert_eq!(block.backslashes & bit != 0, byte == b'\\', "{cut} {at}");
                assert_eq!(open & bit != 0, matches!(byte, b'{' | b'['), "{cut} {at}");
                assert_eq!(close & bit != 0, matches!(byte, b'}' | b']'), "{cut} {at}");
                escaped = byte == b'\\' && !escaped;
            }
        }
        assert_eq!(parity_so_far(0b0010_0100), 0b0001_1100);
    }
}
