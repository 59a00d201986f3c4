//! Messages with attributes, and the rows kept of them: `tradewind_sqs::fuzz::message`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_sqs::fuzz::message(input));
