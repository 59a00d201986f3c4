//! MD5's rounds (RFC 1321): of one message, or of as many at once as a vector has lanes.

use std::ops::{BitAnd, BitOr, BitXor, Not};

use fearless_simd::{Simd, u32x16};

/// A word of 32 bits, or one of each lane.
pub(super) trait Word:
    Copy + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> + Not<Output = Self>
{
    /// The sum, wrapping.
    fn plus(self, other: Self) -> Self;
    /// The sum with the same word in each lane, wrapping.
    fn plus_word(self, word: u32) -> Self;
    /// Rotated to the left.
    fn rotated(self, bits: u32) -> Self;
}

impl Word for u32 {
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    #[inline(always)]
    fn plus_word(self, word: u32) -> Self {
        self.wrapping_add(word)
    }

    #[inline(always)]
    fn rotated(self, bits: u32) -> Self {
        self.rotate_left(bits)
    }
}

impl<S: Simd> Word for u32x16<S> {
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn plus_word(self, word: u32) -> Self {
        self + word
    }

    #[inline(always)]
    fn rotated(self, bits: u32) -> Self {
        (self << bits) | (self >> (32 - bits))
    }
}

/// What a hash begins with.
pub(super) const START: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

#[rustfmt::skip]
const SINES: [u32; 64] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
    0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
    0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
];

/// One of the 64 steps: what takes `a`'s place.
#[inline(always)]
fn step<W: Word, const ROUND: usize>([a, b, c, d]: [W; 4], word: W, number: usize) -> W {
    let mixed = match ROUND {
        0 => d ^ (b & (c ^ d)),
        1 => c ^ (d & (b ^ c)),
        2 => b ^ c ^ d,
        _ => c ^ (b | !d),
    };
    let sum = a.plus(mixed).plus(word.plus_word(SINES[16 * ROUND + number]));
    b.plus(sum.rotated(SHIFTS[ROUND][number % 4]))
}

#[inline(always)]
fn round<W: Word, const ROUND: usize>([mut a, mut b, mut c, mut d]: [W; 4], block: &[W; 16]) -> [W; 4] {
    let word = |number: usize| match ROUND {
        0 => block[number],
        1 => block[(5 * number + 1) % 16],
        2 => block[(3 * number + 5) % 16],
        _ => block[(7 * number) % 16],
    };
    // Written out, so that the compiler sees constants everywhere.
    macro_rules! four {
        ($($number:literal)*) => {$(
            a = step::<W, ROUND>([a, b, c, d], word($number), $number);
            d = step::<W, ROUND>([d, a, b, c], word($number + 1), $number + 1);
            c = step::<W, ROUND>([c, d, a, b], word($number + 2), $number + 2);
            b = step::<W, ROUND>([b, c, d, a], word($number + 3), $number + 3);
        )*};
    }
    four!(0 4 8 12);
    [a, b, c, d]
}

/// Takes a block of 64 bytes in.
#[inline(always)]
pub(super) fn take<W: Word>(state: [W; 4], block: &[W; 16]) -> [W; 4] {
    let mixed = round::<W, 0>(state, block);
    let mixed = round::<W, 1>(mixed, block);
    let mixed = round::<W, 2>(mixed, block);
    let [a, b, c, d] = round::<W, 3>(mixed, block);
    [state[0].plus(a), state[1].plus(b), state[2].plus(c), state[3].plus(d)]
}
