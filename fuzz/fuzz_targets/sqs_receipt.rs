//! Receipt handles: `tradewind_sqs::fuzz::receipt`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_sqs::fuzz::receipt(input));
