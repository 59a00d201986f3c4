//! JSON text, against serde: `tradewind_events::fuzz::json`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_events::fuzz::json(input));
