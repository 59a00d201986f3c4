//! A SAM template: `tradewind_sam::fuzz::template`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_sam::fuzz::template(input));
