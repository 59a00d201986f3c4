//! The matcher against the crate `quamina` and a naive matcher: events a second on one thread.
//!
//! `cargo bench -p tradewind-benches --bench matcher [-- family]` prints a Markdown table. Every
//! row first checks that all matchers find the same rules for every event.

mod families;
#[path = "../../../crates/pattern/tests/reference/mod.rs"]
mod reference;

use std::hint::black_box;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use families::Family;
use quamina::{MatcherBuildMode, Quamina, QuaminaBuilder};
use serde_json::Value;
use tradewind_benches::watch;
use tradewind_pattern::{EventParts, Matcher, Pattern, Scratch};

const COUNTS: [usize; 5] = [1, 100, 1_000, 10_000, 100_000];
const EVENTS: usize = 64;
/// How long one matcher is measured on one row, in slices that take turns with the other's.
const MEASURED: Duration = Duration::from_millis(300);
const SLICES: u32 = 10;
/// How long `quamina` may take to take in the rules of one row.
const BUILD_LIMIT: Duration = Duration::from_secs(8);
const ARENA_BYTES: usize = 1 << 30;
/// The most rules the naive matcher is asked to try, and the most for which quamina's deterministic
/// mode is tried beside its default.
const NAIVE_RULES: usize = 1_000;

/// The texts and parts of the events of one row.
struct Events {
    texts: Vec<String>,
    details: Vec<String>,
}

impl Events {
    /// Half of the events match a rule picked from all over the set, half match none of them (except
    /// where exclusions match everything).
    fn new(rules: usize) -> Self {
        let numbers: Vec<usize> =
            (0..EVENTS).map(|n| if n % 2 == 0 { n * 7919 % rules } else { 200_000 + n * 7919 }).collect();
        Self {
            texts: numbers.iter().map(|&n| families::event(n)).collect(),
            details: numbers.iter().map(|&n| families::detail(n)).collect(),
        }
    }

    fn parts<'a>(&'a self, n: usize, resources: &'a [String]) -> EventParts<'a> {
        EventParts {
            version: "0",
            id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
            detail_type: "Order State Changed",
            source: "shop.orders",
            account: "111122223333",
            time: "2026-01-22T18:43:48Z",
            region: "eu-central-1",
            resources,
            detail: self.details[n].as_bytes(),
        }
    }
}

fn main() {
    // Cargo adds `--bench`.
    let only = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    let wanted = |family: &Family| only.as_ref().is_none_or(|only| only == family.name());
    println!("| rules | family | ours/s | ours, parts/s | quamina/s | naive/s | ours / quamina | ours: MB, build |");
    println!("|---|---|---|---|---|---|---|---|");
    for family in Family::ALL.into_iter().filter(wanted) {
        for rules in COUNTS {
            row(family, rules);
        }
    }
}

fn row(family: Family, rules: usize) {
    let patterns: Vec<String> = (0..rules).map(|n| family.pattern(n)).collect();
    let events = Events::new(rules);

    let before = resident();
    let started = watch::now();
    let mut matcher = Matcher::new();
    for (key, pattern) in (0u32..).zip(&patterns) {
        match Pattern::parse(pattern) {
            Ok(pattern) => matcher.insert(key, &pattern),
            Err(error) => panic!("{pattern}: {error}"),
        }
    }
    let built = started.elapsed();
    let megabytes = resident().saturating_sub(before) >> 10;
    let found = ours_found(&matcher, &events);

    let resources = ["arn:aws:dynamodb:eu-central-1:111122223333:table/orders".to_owned()];
    let (mut one, mut two) = (Scratch::default(), Scratch::default());
    let (peers, refusal) = quamina(&patterns, &events, &found);
    let mut runs: Vec<Run<'_>> = vec![
        Box::new(|n| matcher.matches(events.texts[n].as_bytes(), &mut one).map_or(0, |hits| hits.len())),
        Box::new(|n| matcher.matches_parts(&events.parts(n, &resources), &mut two).map_or(0, |hits| hits.len())),
    ];
    for peer in &peers {
        let texts = &events.texts;
        runs.push(Box::new(|n| peer.matches_for_event(texts[n].as_bytes()).map_or(0, |hits| hits.len())));
    }
    let rates = rates(&mut runs);
    let [ours, parts, peers @ ..] = rates.as_slice() else { return };
    let (quamina, ratio) = match peers.iter().copied().reduce(f64::max) {
        Some(rate) => (format!("{rate:.0}"), format!("{:.2}", ours / rate)),
        None => (refusal, "-".to_owned()),
    };
    let naive = (rules <= NAIVE_RULES).then(|| naive(&patterns, &events, &found));
    let naive = naive.map_or("-".to_owned(), |rate| format!("{rate:.0}"));
    let name = family.name();
    println!(
        "| {rules} | {name} | {ours:.0} | {parts:.0} | {quamina} | {naive} | {ratio} | {megabytes}, {built:.1?} |"
    );
}

fn ours_found(matcher: &Matcher<u32>, events: &Events) -> Vec<Vec<u32>> {
    let mut scratch = Scratch::default();
    let found = |text: &String| match matcher.matches(text.as_bytes(), &mut scratch) {
        Ok(hits) => hits.iter().copied().collect(),
        Err(error) => panic!("{text}: {error}"),
    };
    events.texts.iter().map(found).collect()
}

/// One of the matchers that are compared: what it finds in event `n`, as a count.
type Run<'a> = Box<dyn FnMut(usize) -> usize + 'a>;

/// Events a second of each matcher. They take turns, slice by slice, and the best slice of each
/// counts, so that neither another process nor a change of clock rate favours one of them.
fn rates(runs: &mut [Run<'_>]) -> Vec<f64> {
    let mut best = vec![0f64; runs.len()];
    for _ in 0..SLICES {
        for (run, best) in runs.iter_mut().zip(&mut best) {
            let started = watch::now();
            let mut done = 0u32;
            // The clock is asked every eight events, so that its cost does not show.
            while done == 0 || started.elapsed() < MEASURED / SLICES {
                for _ in 0..8 {
                    black_box(run(done as usize % EVENTS));
                    done += 1;
                }
            }
            *best = best.max(f64::from(done) / started.elapsed().as_secs_f64());
        }
    }
    best
}

fn naive(patterns: &[String], events: &Events, found: &[Vec<u32>]) -> f64 {
    let patterns: Vec<Value> = patterns.iter().map(|pattern| pattern.parse().unwrap_or_default()).collect();
    let find = |n: usize| -> Vec<u32> {
        let event: Value = events.texts[n].parse().unwrap_or_default();
        (0u32..).zip(&patterns).filter(|(_, pattern)| reference::matches(pattern, &event)).map(|(key, _)| key).collect()
    };
    for (n, found) in found.iter().enumerate().take(8) {
        assert_eq!(find(n), *found, "naive, event {n}");
    }
    let started = watch::now();
    let mut done = 0u32;
    while started.elapsed() < MEASURED {
        black_box(find(done as usize % EVENTS));
        done += 1;
    }
    f64::from(done) / started.elapsed().as_secs_f64()
}

/// quamina in each of its modes that takes these rules, and why the default one does not.
fn quamina(patterns: &[String], events: &Events, found: &[Vec<u32>]) -> (Vec<Quamina<u32>>, String) {
    let comfort = quamina_in(MatcherBuildMode::BuiltForComfort, patterns, events, found);
    let speed = match patterns.len() <= NAIVE_RULES {
        true => quamina_in(MatcherBuildMode::BuiltForSpeed, patterns, events, found).ok(),
        false => None,
    };
    let refusal = comfort.as_ref().err().cloned().unwrap_or_default();
    (comfort.into_iter().chain(speed).collect(), refusal)
}

fn quamina_in(
    mode: MatcherBuildMode,
    patterns: &[String],
    events: &Events,
    found: &[Vec<u32>],
) -> Result<Quamina<u32>, String> {
    let builder = QuaminaBuilder::new().with_arena_byte_budget(ARENA_BYTES).with_max_states_per_pattern(1 << 20);
    let mut matcher: Quamina<u32> = builder.build().map_err(|error| error.to_string())?;
    matcher.set_matcher_build_mode(mode);
    let started: Instant = watch::now();
    for (key, pattern) in (0u32..).zip(patterns) {
        if let Err(error) = matcher.add_pattern(key, pattern) {
            return Err(format!("gives up at rule {key}: {error}"));
        }
        if started.elapsed() > BUILD_LIMIT {
            return Err(format!("took {BUILD_LIMIT:?} for {key} rules"));
        }
    }
    // Some sets make it panic when the first event freezes its automaton.
    let check = AssertUnwindSafe(|| {
        for (text, found) in events.texts.iter().zip(found) {
            let mut other = matcher.matches_for_event(text.as_bytes()).map_err(|error| error.to_string())?;
            other.sort_unstable();
            if other != *found {
                return Err(format!("finds {} rules instead of {}", other.len(), found.len()));
            }
            if started.elapsed() > BUILD_LIMIT {
                return Err(format!("took {BUILD_LIMIT:?} for the first events"));
            }
        }
        Ok(())
    });
    std::panic::catch_unwind(check).unwrap_or_else(|_| Err("panics at the first event".to_owned()))?;
    Ok(matcher)
}

/// This process's resident memory in KiB, or 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
