//! Entries for the fuzzers of `fuzz/`: each takes any bytes, must never panic, and checks what must hold of what it could read.

use tradewind_clock::Timestamp;

use crate::json;
use crate::schedule::Schedule;
use crate::transform::{Path, Surroundings, Template};

/// A template, a path and an event, cut at zero bytes: reads the template with `<a>` for the path and fills it.
pub fn template(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == 0).map(String::from_utf8_lossy);
    let (Some(template), Some(path), Some(event)) = (parts.next(), parts.next(), parts.next()) else { return };
    let mut compact = Vec::new();
    if json::compact(&event, &mut compact).is_err() {
        return;
    }
    let event = String::from_utf8_lossy(&compact);
    if let Some(found) = Path::parse(&path).and_then(|path| path.find(&event).map(String::from)) {
        assert!(json::compact(&found, &mut Vec::new()).is_ok(), "a path leads to a value: {found}");
    }
    let surroundings = Surroundings { rule_arn: "arn", rule_name: "rule", ingestion_time: "2026-01-02T03:04:05Z" };
    if let Ok(template) = Template::parse(&template, [("a", &*path)]) {
        template.fill(&event, &surroundings);
    }
}

/// Eight bytes of time in seconds, then an expression: what fires, fires later and on the beat.
pub fn schedule(bytes: &[u8]) {
    let Some((time, expression)) = bytes.split_first_chunk::<8>() else { return };
    let Ok(schedule) = Schedule::parse(&String::from_utf8_lossy(expression)) else { return };
    // Until beyond the last year an expression can name.
    let now = Timestamp::from_secs(u64::from_le_bytes(*time) % 8_000_000_000);
    let Some(first) = schedule.first(now) else { return };
    assert!(first > now, "the first time is to come");
    let Some(second) = schedule.following(first, now) else { return };
    assert!(second > first, "the second time is after the first");
    if matches!(schedule, Schedule::Cron(_)) {
        assert_eq!((first.as_micros() % 60_000_000, second.as_micros() % 60_000_000), (0, 0), "whole minutes");
        let between = Timestamp::from_micros(second.as_micros() - 1);
        assert_eq!(schedule.first(between), Some(second), "nothing lies between, and nothing is left out");
    }
}

/// Any text as JSON: taken exactly when serde takes it, as the same value, and walked without getting lost.
pub fn json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut compact = Vec::new();
    let ours = json::compact(text, &mut compact);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            assert!(ours.is_ok(), "{text:?}");
            assert_eq!(serde_json::from_slice::<serde_json::Value>(&compact).ok(), Some(value), "{text:?}");
        }
        // Serde gives up at 128 levels, and on numbers beyond its range.
        Err(error) => assert!(ours.is_err() || is_a_limit(&error), "{text:?}: {error}"),
    }
    if ours.is_err() {
        return;
    }
    let compact = String::from_utf8_lossy(&compact);
    let mut again = Vec::new();
    assert!(json::compact(&compact, &mut again).is_ok() && again == compact.as_bytes(), "compact is compact");
    walk(&compact, 0);
}

fn is_a_limit(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    // An escape of half a surrogate pair is JSON by its grammar; serde wants it to be text, too.
    ["recursion limit", "number out of range", "surrogate", "hex escape"].iter().any(|limit| text.contains(limit))
}

fn walk(value: &str, depth: usize) {
    if depth > 100 {
        return;
    }
    for (key, inner) in json::members(value) {
        assert!(json::member(value, key).is_some() || key.contains('\\'), "{key} is a member of {value}");
        walk(inner, depth + 1);
    }
    for inner in json::elements(value) {
        walk(inner, depth + 1);
    }
    assert!(json::compact(value, &mut Vec::new()).is_ok(), "a walk leads to values: {value}");
}
