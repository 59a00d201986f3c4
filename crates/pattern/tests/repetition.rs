//! Texts and rules that repeat themselves: what one find costs must not be paid at every repetition.
//!
//! No clock is asked. Each of these takes a fraction of a second; if a wildcard were tried again at each place where its literal
//! occurs, the work would grow by a factor of a million and the runner's time limit would end the test.

use tradewind_pattern::{Matcher, Pattern, Scratch};

#[test]
fn a_thousand_wildcards_meet_a_megabyte_of_their_own_literal() {
    let mut matcher = Matcher::new();
    for rule in 0..1000_u32 {
        let pattern = format!(r#"{{"detail":{{"w":[{{"wildcard":"*{rule}*x*"}}]}}}}"#);
        matcher.insert(rule, &Pattern::parse(&pattern).expect("valid"));
    }
    let mut scratch = Scratch::default();
    let nines = "9".repeat(1_000_000);
    let event = format!(r#"{{"detail":{{"w":"{nines}"}}}}"#);
    let hits: Vec<u32> = matcher.matches(event.as_bytes(), &mut scratch).expect("an event").iter().copied().collect();
    assert_eq!(hits, [] as [u32; 0]);
    let event = format!(r#"{{"detail":{{"w":"{nines}x"}}}}"#);
    let hits: Vec<u32> = matcher.matches(event.as_bytes(), &mut scratch).expect("an event").iter().copied().collect();
    assert_eq!(hits, [9, 99, 999]);
}
