//! A CloudFormation template: `tradewind_template::fuzz::template`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_template::fuzz::template(input));
