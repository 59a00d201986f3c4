//! Blocks of one message, or of sixteen at once.
//!
//! A step of MD5 waits for the one before it, so one message leaves most of a core idle: about 500 MB/s, however wide its
//! registers are. Sixteen messages that have nothing to do with each other fill them: 3 to 6 GB/s, all together.

use fearless_simd::{Level, Simd, SimdBase as _, dispatch, u32x16};

use super::rounds::take;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// Messages at once.
pub(super) const LANES: usize = 16;

/// Takes the whole blocks of a message in.
pub(super) fn alone(mut state: [u32; 4], content: &[u8]) -> [u32; 4] {
    for block in content.as_chunks::<BLOCK>().0 {
        state = take(state, &words(block));
    }
    state
}

/// Takes the first `blocks` of each message in. All have as many.
pub(super) fn together(states: &mut [[u32; LANES]; 4], contents: &[&[u8]; LANES], blocks: usize) {
    dispatch!(Level::new(), simd => sixteen(simd, states, contents, blocks));
}

#[inline(always)]
fn sixteen<S: Simd>(simd: S, states: &mut [[u32; LANES]; 4], contents: &[&[u8]; LANES], blocks: usize) {
    let contents = contents.map(|content| content.as_chunks::<BLOCK>().0);
    let mut state = states.map(|words| u32x16::load_array(simd, words));
    for number in 0..blocks {
        let rows = contents.map(|blocks| match blocks.get(number) {
            Some(block) => u32x16::load_array(simd, words(block)),
            None => u32x16::load_array(simd, [0; 16]),
        });
        state = take(state, &turned(rows));
    }
    *states = state.map(|words| words.to_array());
}

/// The words of each message become the same word of all messages: four times the lower and the upper halves are interleaved.
#[inline(always)]
fn turned<S: Simd>(mut rows: [u32x16<S>; LANES]) -> [u32x16<S>; LANES] {
    for _ in 0..LANES.ilog2() {
        rows = std::array::from_fn(|row| {
            let (upper, lower) = (rows[row / 2], rows[row / 2 + LANES / 2]);
            if row % 2 == 0 { upper.zip_low(lower) } else { upper.zip_high(lower) }
        });
    }
    rows
}

#[inline(always)]
fn words(block: &[u8; BLOCK]) -> [u32; 16] {
    let (words, _) = block.as_chunks::<4>();
    std::array::from_fn(|number| words.get(number).map_or(0, |word| u32::from_le_bytes(*word)))
}
