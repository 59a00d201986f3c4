//! The pattern compiler and the matcher against the reference matcher, and on raw bytes.
//!
//! An input's first byte chooses: raw text as pattern and event, or patterns and events generated from
//! the rest and compared as `crates/pattern/tests/agreement.rs` does.

#![no_main]

#[path = "../../crates/pattern/tests/reference/mod.rs"]
mod reference;

use libfuzzer_sys::fuzz_target;
use reference::generate::{self, Choices};
use tradewind_pattern::{Matcher, Pattern, Scratch};

fuzz_target!(|input: &[u8]| {
    match input.split_first() {
        Some((kind, rest)) if kind % 2 == 0 => raw(rest),
        Some((_, rest)) => compare(rest),
        None => {}
    }
});

/// Any bytes as a pattern and an event, cut at the first zero: no panic, whatever they are.
fn raw(input: &[u8]) {
    let (pattern, event) = match input.iter().position(|&byte| byte == 0) {
        Some(cut) => (&input[..cut], &input[cut + 1..]),
        None => (input, input),
    };
    if let Ok(pattern) = Pattern::parse(&String::from_utf8_lossy(pattern)) {
        let _ = pattern.matches(event);
    }
    let fixed = r#"{"a":[{"anything-but":"x"}],"b":{"c":[{"prefix":"é"},{"numeric":["<",5]}]},"d":[{"exists":false}]}"#;
    if let Ok(pattern) = Pattern::parse(fixed) {
        let _ = pattern.matches(event);
    }
}

fn compare(input: &[u8]) {
    let choices = &mut Choices::new(input);
    let mut matcher = Matcher::new();
    let mut patterns = Vec::new();
    let simple = choices.below(2) == 0;
    for key in 0..1 + choices.below(32) {
        let pattern = if simple { generate::simple_pattern(choices) } else { generate::pattern(choices) };
        let text = generate::write(&pattern, choices);
        let compiled = Pattern::parse(&text).expect("generated patterns are valid");
        matcher.insert(key, &compiled);
        patterns.push((pattern, compiled));
    }
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        let event = generate::event(choices);
        let text = generate::write(&event, choices);
        let hits = matcher.matches(text.as_bytes(), &mut scratch).expect("generated events are valid");
        let found: Vec<usize> = hits.iter().copied().collect();
        for (key, (pattern, compiled)) in patterns.iter().enumerate() {
            let expected = reference::matches(pattern, &event);
            assert_eq!(found.contains(&key), expected, "{pattern} {text}");
            assert_eq!(compiled.matches(text.as_bytes()), Ok(expected), "{pattern} {text}");
        }
    }
}
