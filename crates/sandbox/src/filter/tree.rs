//! From a call's number to its verdict by halving.
//!
//! `seccompiler` compares number after number. Before it takes a filter, the kernel runs it once for every call there is (to answer
//! the unconditional ones from a bitmap later), and with hundreds of comparisons each that takes longer than all else that isolates a
//! program. A tree over ranges of numbers takes eight comparisons.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::sock_filter;

/// Jump if what is loaded is at least `k` (`BPF_JMP | BPF_JGE | BPF_K`).
const JUMP_IF_AT_LEAST: u16 = 0x35;
/// Jump (`BPF_JMP | BPF_JA`).
const JUMP: u16 = 0x05;
/// End with the answer `k` (`BPF_RET | BPF_K`).
const RETURN: u16 = 0x06;

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// This answer (`SECCOMP_RET_*`).
    Answer(u32),
    /// What comes behind the tree decides.
    Behind,
}

/// The instructions; the call's number is loaded already. Numbers that are not in the map get `otherwise`.
pub(super) fn tree(verdicts: &BTreeMap<c_long, Verdict>, otherwise: Verdict) -> Vec<sock_filter> {
    let mut code = node(&ranges(verdicts, otherwise));
    let length = code.len();
    for (at, one) in code.iter_mut().enumerate() {
        if *one == BEHIND {
            one.k = (length - at - 1) as u32;
        }
    }
    code
}

/// A jump out of the tree, until it is known how far.
const BEHIND: sock_filter = sock_filter { code: JUMP, jt: 0, jf: 0, k: u32::MAX };

/// Neighbours with the same verdict as one: the first number of each range, and its verdict. The first range begins at 0, the last
/// one has no end.
fn ranges(verdicts: &BTreeMap<c_long, Verdict>, otherwise: Verdict) -> Vec<(u32, Verdict)> {
    let mut ranges = vec![(0, otherwise)];
    let mut begin = |number: u32, verdict: Verdict| match ranges.last_mut() {
        Some((first, last)) if *first == number => *last = verdict,
        _ => ranges.push((number, verdict)),
    };
    for (number, verdict) in verdicts {
        let Ok(number) = u32::try_from(*number) else { continue };
        begin(number, *verdict);
        begin(number + 1, otherwise);
    }
    ranges.dedup_by_key(|(_, verdict)| *verdict);
    ranges
}

fn node(ranges: &[(u32, Verdict)]) -> Vec<sock_filter> {
    if let [(_, verdict)] = ranges {
        return vec![match verdict {
            Verdict::Answer(answer) => statement(RETURN, *answer),
            Verdict::Behind => BEHIND,
        }];
    }
    let (below, above) = ranges.split_at(ranges.len() / 2);
    let first = above.first().map_or(0, |(first, _)| *first);
    let below = node(below);
    let mut code = match u8::try_from(below.len()) {
        Ok(over) => vec![sock_filter { code: JUMP_IF_AT_LEAST, jt: over, jf: 0, k: first }],
        // A conditional jump reaches 255 instructions.
        Err(_) => {
            vec![sock_filter { code: JUMP_IF_AT_LEAST, jt: 0, jf: 1, k: first }, statement(JUMP, below.len() as u32)]
        }
    };
    code.extend(below);
    code.extend(node(above));
    code
}

fn statement(code: u16, k: u32) -> sock_filter {
    sock_filter { code, jt: 0, jf: 0, k }
}
