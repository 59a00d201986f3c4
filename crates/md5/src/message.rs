//! A body's MD5 as far as it has come, and what has arrived and is not in it yet.

use std::collections::VecDeque;

use bytes::{Buf as _, Bytes};

use super::lanes::{self, BLOCK, LANES};
use super::rounds::START;

/// Fewer messages than this are hashed one after the other.
const FEWEST: usize = 3;

/// So many messages are worth hashing together also where none of them has to go on.
const MANY: usize = 8;

/// A message on its way.
pub(super) struct Message {
    state: [u32; 4],
    /// Bytes that have arrived.
    length: u64,
    waiting: VecDeque<Bytes>,
    /// Bytes in `waiting`.
    bytes: usize,
    /// A block whose bytes lie in several pieces, as far as it has been put together.
    split: ([u8; BLOCK], usize),
}

impl Message {
    pub(super) fn new() -> Message {
        Message { state: START, length: 0, waiting: VecDeque::new(), bytes: 0, split: ([0; BLOCK], 0) }
    }

    /// Adds what has arrived.
    pub(super) fn push(&mut self, piece: Bytes) {
        self.length += piece.len() as u64;
        self.bytes += piece.len();
        self.waiting.push_back(piece);
    }

    /// Bytes that wait to be hashed.
    pub(super) fn waits(&self) -> usize {
        self.bytes
    }

    /// Brings a block to the front, if there is a whole one.
    fn prepare(&mut self) -> bool {
        let (block, filled) = &mut self.split;
        while *filled < BLOCK {
            let Some(piece) = self.waiting.front_mut() else { return false };
            if *filled == 0 && piece.len() >= BLOCK {
                return true;
            }
            let here = piece.len().min(BLOCK - *filled);
            block[*filled..*filled + here].copy_from_slice(&piece[..here]);
            *filled += here;
            self.bytes -= here;
            piece.advance(here);
            if piece.is_empty() {
                self.waiting.pop_front();
            }
        }
        true
    }

    /// Whole blocks at the front, and perhaps some bytes more; after [`Message::prepare`] has found one.
    fn front(&self) -> &[u8] {
        let (block, filled) = &self.split;
        if *filled == BLOCK { block } else { self.waiting.front().map_or(&[], |piece| piece) }
    }

    /// Drops what is in the hash now.
    fn forget(&mut self, blocks: usize) {
        if self.split.1 == BLOCK {
            self.split.1 = 0;
            return;
        }
        self.bytes -= blocks * BLOCK;
        if let Some(piece) = self.waiting.front_mut() {
            piece.advance(blocks * BLOCK);
            if piece.is_empty() {
                self.waiting.pop_front();
            }
        }
    }

    /// Hashes until not more than so many bytes wait, and no whole block where that is none.
    fn alone(&mut self, most: usize) {
        while (most == 0 || self.bytes > most) && self.prepare() {
            let front = self.front();
            // A block that had to be put together is not among those that wait any more.
            let excess = self.bytes.saturating_sub(most).max(1).next_multiple_of(BLOCK);
            let excess = if most == 0 { front.len() } else { excess };
            let part = front.get(..excess).unwrap_or(front);
            let blocks = part.len() / BLOCK;
            self.state = lanes::alone(self.state, part);
            self.forget(blocks);
        }
    }

    /// The hash, when all that has arrived is in it.
    pub(super) fn finish(mut self) -> [u8; 16] {
        self.alone(0);
        let (block, filled) = &self.split;
        let mut end = block.get(..*filled).unwrap_or_default().to_vec();
        end.push(0x80);
        end.resize((end.len() + 8).next_multiple_of(BLOCK) - 8, 0);
        end.extend_from_slice(&self.length.wrapping_mul(8).to_le_bytes());
        let state = lanes::alone(self.state, &end);
        let mut digest = [0; 16];
        for (bytes, word) in digest.as_chunks_mut::<4>().0.iter_mut().zip(state) {
            *bytes = word.to_le_bytes();
        }
        digest
    }
}

/// Hashes what has arrived of the first message until not more than so many bytes wait, and of the others as much as goes along with
/// it. At most [`LANES`] messages. What may wait is left for a time when there is company again.
pub(super) fn hash_first(messages: &mut [&mut Message], most: usize) {
    while messages.first_mut().is_some_and(|first| first.prepare()) {
        let must = messages.first().is_some_and(|first| first.waits() > most);
        let mut ready: Vec<&mut &mut Message> =
            messages.iter_mut().filter_map(|one| one.prepare().then_some(one)).collect();
        ready.truncate(LANES);
        if ready.len() < if must { FEWEST } else { MANY } {
            break;
        }
        step(&mut ready);
    }
    if let Some(first) = messages.first_mut() {
        first.alone(most);
    }
}

/// As many blocks of each as all have in one piece.
fn step(ready: &mut [&mut &mut Message]) {
    let blocks = ready.iter().map(|one| one.front().len() / BLOCK).min().unwrap_or_default();
    let mut states = [[0; LANES]; 4];
    for (lane, one) in ready.iter().enumerate() {
        for (words, word) in states.iter_mut().zip(one.state) {
            words[lane] = word;
        }
    }
    // A lane that nobody has goes along empty.
    let contents: [&[u8]; LANES] = std::array::from_fn(|lane| ready.get(lane).map_or(&[][..], |one| one.front()));
    lanes::together(&mut states, &contents, blocks);
    for (lane, one) in ready.iter_mut().enumerate() {
        one.state = states.map(|words| words[lane]);
        one.forget(blocks);
    }
}
