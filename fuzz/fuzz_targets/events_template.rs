//! An `InputTransformer` and an event: `tradewind_events::fuzz::template`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_events::fuzz::template(input));
