//! The matcher against the reference, on random patterns and events.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod reference;

use proptest::prelude::*;
use reference::generate::{self, Choices};
use serde_json::Value;
use tradewind_pattern::{Matcher, Pattern, Scratch};

/// One comparison: up to `most` rules, a few events, and some rules removed in between. Everything is
/// drawn from `bytes`. Returns how many times a rule matched.
fn compare(bytes: &[u8], most: usize) -> usize {
    let mut matched = 0;
    let choices = &mut Choices::new(bytes);
    let mut matcher = Matcher::new();
    let mut scratch = Scratch::default();
    let mut rules: Vec<(u32, Value, Pattern)> = Vec::new();
    // Many rules on few fields fill the indexes; fewer and larger rules try everything else.
    let simple = choices.below(2) == 0;
    let most = if simple { 4 * most } else { most };
    let mut keys = 0u32..;
    let mut add = |matcher: &mut Matcher<u32>, rules: &mut Vec<_>, choices: &mut Choices<'_>| {
        let key = keys.next().unwrap();
        let pattern = if simple { generate::simple_pattern(choices) } else { generate::pattern(choices) };
        let text = generate::write(&pattern, choices);
        let compiled = Pattern::parse(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
        matcher.insert(key, &compiled);
        rules.push((key, pattern, compiled));
    };
    for _ in 0..choices.below(most) {
        add(&mut matcher, &mut rules, choices);
    }
    for _ in 0..3 {
        add(&mut matcher, &mut rules, choices);
        let event = generate::event(choices);
        let text = generate::write(&event, choices);
        let expected: Vec<u32> =
            rules.iter().filter(|(_, pattern, _)| reference::matches(pattern, &event)).map(|(key, ..)| *key).collect();
        let found: Vec<u32> = matcher.matches(text.as_bytes(), &mut scratch).unwrap().iter().copied().collect();
        assert_eq!(found, expected, "event {text}\nrules {}", show(&rules));
        matched += found.len();
        for (key, pattern, compiled) in &rules {
            let alone = compiled.matches(text.as_bytes()).unwrap();
            assert_eq!(alone, expected.contains(key), "event {text}\npattern {pattern}");
        }
        let gone = choices.below(rules.len() + 1);
        if gone < rules.len() {
            assert!(matcher.remove(&rules.remove(gone).0));
        }
        assert_eq!(matcher.len(), rules.len());
    }
    matched
}

fn show(rules: &[(u32, Value, Pattern)]) -> String {
    rules.iter().map(|(key, pattern, _)| format!("\n  {key} {pattern}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_reference(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
        compare(&bytes, 16);
    }

    #[test]
    fn any_text_is_refused_or_read(pattern in ".{0,60}", event in ".{0,60}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            let _ = pattern.matches(event.as_bytes());
        }
        let _ = Pattern::parse(r#"{"a":[1]}"#).unwrap().matches(event.as_bytes());
    }
}

/// The same comparison from a fixed seed: longer, and the same in every run.
#[test]
fn agrees_with_the_reference_from_a_seed() {
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut matched = 0;
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..500)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8
            })
            .collect();
        matched += compare(&bytes, 6);
    }
    // The vocabulary is small enough for a fair share of the rules to match.
    assert!(matched > 5_000, "{matched}");
}

/// Cutting or damaging a valid event never panics, and never changes what was decided unless the
/// damage was read.
#[test]
fn damaged_events_are_refused_or_read() {
    let pattern = r#"{"a":[{"anything-but":"x"}],"detail":{"b":[1],"c":[{"suffix":"é"}],"d":{"e":[true,null]}}}"#;
    let pattern = Pattern::parse(pattern).unwrap();
    let event = r#"{"z":[[{"q":"\\\""}],-1.5e3],"a":"\u00e9\ud83d\ude00","detail":{"d":[{"e":null},{"f":{}}],"c":"caf\u00e9","b":1.0}}"#;
    assert_eq!(pattern.matches(event.as_bytes()), Ok(true));
    let mut refused = 0;
    for cut in 0..event.len() {
        refused += usize::from(pattern.matches(&event.as_bytes()[..cut]).is_err());
        for byte in [b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'0', 0, 0xFF] {
            let mut damaged = event.as_bytes().to_vec();
            damaged[cut] = byte;
            let _ = pattern.matches(&damaged);
        }
    }
    // The number is the last thing looked at: without the brackets after it, and cut to `1`, it is
    // still a number.
    assert_eq!(refused, event.len() - 3);
}
