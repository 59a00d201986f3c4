//! Policy documents: whatever is taken is written and read back as itself, for every purpose.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tradewind_policy::{Policy, Purpose};

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    for purpose in [Purpose::Identity, Purpose::Managed, Purpose::Trust, Purpose::Resource] {
        if let Ok(policy) = Policy::read(&text, purpose) {
            let written = serde_json::to_string(&policy).expect("the normal form can be written");
            assert_eq!(Policy::read(&written, purpose).as_ref(), Ok(&policy), "{written}");
        }
    }
});
