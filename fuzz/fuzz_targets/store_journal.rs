//! A segment of the journal with its groups and batches: `tradewind_store::journal::fuzz_read`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    tradewind_store::journal::fuzz_read(input);
});
