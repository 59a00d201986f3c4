//! Ciphertexts: `tradewind_kms::fuzz::ciphertext`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| tradewind_kms::fuzz::ciphertext(input));
