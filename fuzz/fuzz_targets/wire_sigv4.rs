//! SigV4: any path, query and header values. Nothing panics and nothing verifies.
//!
//! The input is cut at zero bytes into path, query, `authorization`, `x-amz-date` and body.

#![no_main]

use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use tradewind_clock::Timestamp;
use tradewind_wire::sigv4::{Claim, Credential, Request, SigningKey};

fuzz_target!(|input: &[u8]| {
    let mut parts = input.split(|byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (path, query) = (String::from_utf8_lossy(next()), String::from_utf8_lossy(next()));
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    for name in ["authorization", "x-amz-date"] {
        if let Ok(value) = HeaderValue::from_bytes(next()) {
            headers.insert(name, value);
        }
    }
    let _ = Credential::of_query(&query);
    let request = Request { method: "POST", path: &path, query: &query, headers: &headers, body: next() };
    if let Ok(Some(claim)) = Claim::of(&request) {
        let key = SigningKey::derive("a secret no input knows", &claim.credential);
        for now in [0, 1_440_938_160, u64::MAX / 1_000_000] {
            assert!(claim.verify(&request, &key, Timestamp::from_secs(now)).is_err());
        }
    }
});
