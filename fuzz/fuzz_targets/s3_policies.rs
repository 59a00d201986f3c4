//! Policies of buckets, whose printed form is read back as itself, and forms with theirs.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tradewind_clock::Timestamp;
use tradewind_s3::reading;

fuzz_target!(|input: (&str, &str)| {
    let (policy, pairs) = input;
    if let Ok(printed) = reading::bucket_policy(policy, "b-1") {
        assert_eq!(reading::bucket_policy(&printed, "b-1").as_deref().ok(), Some(printed.as_str()), "{printed}");
    }
    if let Ok(key) = reading::form("b-1", pairs, policy, Timestamp::ZERO) {
        assert!(!key.is_empty());
    }
});
