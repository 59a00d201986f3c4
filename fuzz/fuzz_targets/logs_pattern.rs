//! Filter patterns, against themselves without their short cuts: `tradewind_logs::fuzz::pattern`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| tradewind_logs::fuzz::pattern(input));
