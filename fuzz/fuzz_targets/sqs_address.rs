//! A queue's URL or ARN: `tradewind_sqs::fuzz::address`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_sqs::fuzz::address(input));
