//! A schedule expression and a time: `tradewind_events::fuzz::schedule`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_events::fuzz::schedule(input));
