//! A definition in the States Language, and an execution of it: `tradewind_states_lang::fuzz::definition`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_states_lang::fuzz::definition(input));
