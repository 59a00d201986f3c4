//! Ciphertexts that somebody has made or changed.

use tradewind_clock::Random;
use tradewind_kms::fuzz;

/// Runs the fuzzer's checks over what looks like a ciphertext and over what is near to one.
#[test]
fn bytes_that_look_like_a_ciphertext_open_nothing() {
    let random = Random::seeded(7);
    let below = |bound: usize| usize::try_from(random.below(bound as u64)).expect("small");
    for _ in 0..3_000 {
        let mut bytes = vec![0; below(160)];
        random.fill(&mut bytes);
        if let Some(first) = bytes.first_mut() {
            *first = u8::try_from(below(3)).expect("small");
        }
        for place in 1..13 {
            if let Some(byte) = bytes.get_mut(place) {
                *byte = b'0' + u8::try_from(below(11)).expect("small");
            }
        }
        fuzz::ciphertext(&bytes);
    }
}
