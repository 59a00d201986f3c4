//! The trace header, and the lineage in it by which loops are found.
//!
//! A function gets `Root=1-...;Parent=...;Sampled=0;Lineage=1:fe460cdd:0`. The SDKs inside it pass the header on, queues keep it
//! (`AWSTraceHeader`), and when it comes back to the same function its counter is one higher. The 17th invocation of a function in
//! one chain is stopped: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html>.

use sha2::{Digest as _, Sha256};
use tradewind_clock::{Random, Timestamp};

/// A function runs this often in one chain of requests; the next invocation is stopped.
pub(crate) const LONGEST_CHAIN: u32 = 16;

/// A header longer than this (in bytes) is not read: it is none of ours.
const LONGEST_HEADER: usize = 4_096;

/// Functions that are remembered in one header; a chain through more of them forgets the ones it met first.
const MOST_LINEAGES: usize = 32;

/// What one invocation is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The header for the function.
    pub(crate) header: String,
    /// How often the function has run before in this chain.
    pub(crate) before: u32,
}

/// The header for an invocation of a function that was caused by a request with the header `incoming`.
pub(crate) fn step(incoming: Option<&str>, function_arn: &str, now: Timestamp, random: &Random) -> Step {
    let read = incoming.filter(|text| text.len() <= LONGEST_HEADER).map(Trace::read).unwrap_or_default();
    let own = hash(function_arn);
    let before = read.lineage.iter().find(|(hash, _)| **hash == *own).map_or(0, |(_, count)| count.saturating_add(1));
    let mut header = String::with_capacity(128);
    match read.root {
        Some(root) => header.extend(["Root=", root]),
        None => new_root(&mut header, now, random),
    }
    match read.parent {
        Some(parent) => header.extend([";Parent=", parent]),
        None => header.push_str(&format!(";Parent={:016x}", random.next_u64())),
    }
    header.extend([";Sampled=", read.sampled.unwrap_or("0"), ";Lineage="]);
    for (hash, count) in read.lineage.iter().filter(|(hash, _)| **hash != *own) {
        header.push_str(&format!("1:{hash}:{count}|"));
    }
    header.push_str(&format!("1:{own}:{before}"));
    Step { header, before }
}

fn new_root(out: &mut String, now: Timestamp, random: &Random) {
    let (high, low) = (random.next_u64(), random.next_u64() >> 32);
    out.push_str(&format!("Root=1-{:08x}-{high:016x}{low:08x}", now.as_secs() & 0xffff_ffff));
}

/// Eight hexadecimal digits that stand for a function.
fn hash(function_arn: &str) -> String {
    let digest = Sha256::digest(function_arn.as_bytes());
    hex::encode(digest.first_chunk::<4>().copied().unwrap_or_default())
}

/// What a header says; parts that are not as they should be count as absent.
#[derive(Default)]
struct Trace<'a> {
    root: Option<&'a str>,
    parent: Option<&'a str>,
    sampled: Option<&'a str>,
    lineage: Vec<(&'a str, u32)>,
}

impl<'a> Trace<'a> {
    fn read(text: &'a str) -> Trace<'a> {
        let mut trace = Trace::default();
        for part in text.split(';') {
            match part.trim().split_once('=') {
                Some(("Root", root)) if is_root(root) => trace.root = Some(root),
                Some(("Parent", parent)) if is_hex(parent, 16) => trace.parent = Some(parent),
                Some(("Sampled", sampled @ ("0" | "1"))) => trace.sampled = Some(sampled),
                Some(("Lineage", lineage)) => trace.lineage = read_lineage(lineage),
                _ => {}
            }
        }
        trace
    }
}

/// `1:fe460cdd:0|1:68fd508a:5`, or `a87bd80c:1|68fd508a:5` as it was written before.
fn read_lineage(text: &str) -> Vec<(&str, u32)> {
    let entry = |entry: &'_ str| {
        let (rest, count) = entry.rsplit_once(':')?;
        Some((rest.len(), count.parse::<u32>().ok()?))
    };
    let read = text.split('|').filter_map(|part| {
        let (length, count) = entry(part)?;
        let rest = part.get(..length)?;
        let hash = rest.rsplit_once(':').map_or(rest, |(_, hash)| hash);
        is_hex(hash, 8).then_some((hash, count))
    });
    let mut all: Vec<_> = read.collect();
    let surplus = all.len().saturating_sub(MOST_LINEAGES - 1);
    all.drain(..surplus);
    all
}

fn is_root(text: &str) -> bool {
    let mut parts = text.split('-');
    let (version, time, id) = (parts.next(), parts.next(), parts.next());
    version == Some("1")
        && time.is_some_and(|time| is_hex(time, 8))
        && id.is_some_and(|id| is_hex(id, 24))
        && parts.next().is_none()
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";
    const OTHER: &str = "arn:aws:lambda:us-east-1:000000000000:function:g";

    fn next(incoming: Option<&str>, arn: &str) -> Step {
        step(incoming, arn, Timestamp::from_secs(0x5759_e988), &Random::seeded(1))
    }

    #[test]
    fn a_chain_counts_how_often_it_has_met_a_function() {
        let mut last = next(None, ARN);
        assert_eq!(last.before, 0);
        for before in 1..40 {
            let between = next(Some(&last.header), OTHER);
            assert_eq!(between.before, before - 1);
            last = next(Some(&between.header), ARN);
            assert_eq!(last.before, before);
        }
    }

    #[test]
    fn keeps_what_is_right_and_makes_what_is_missing() {
        let given = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        let step = next(Some(given), ARN);
        assert_eq!(step.header, format!("{given};Lineage=1:{}:0", hash(ARN)));
        let made = next(Some("Root=x;Parent=y;Sampled=?;Lineage=z"), ARN);
        assert!(made.header.starts_with("Root=1-5759e988-"), "{}", made.header);
        assert!(is_root(&made.header[5..40]), "{}", made.header);
        assert!(made.header.contains(";Sampled=0;Lineage=1:"), "{}", made.header);
    }

    #[test]
    fn reads_both_forms_and_nothing_else() {
        assert_eq!(read_lineage("1:fe460cdd:0|1:68fd508a:5"), [("fe460cdd", 0), ("68fd508a", 5)]);
        assert_eq!(read_lineage("a87bd80c:1|68fd508a:5|c512fbe3:2").len(), 3);
        assert!(read_lineage("|:|x:y|a87bd80c:|:1|1:a87bd80:1|é:1").is_empty());
        let long = vec!["1:a87bd80c:1"; 100].join("|");
        assert!(read_lineage(&long).len() < MOST_LINEAGES);
    }

    #[test]
    fn a_header_that_is_too_long_is_not_read() {
        let long = format!("Lineage=1:{}:15;{}", hash(ARN), "x".repeat(LONGEST_HEADER));
        assert_eq!(next(Some(&long), ARN).before, 0);
    }
}
