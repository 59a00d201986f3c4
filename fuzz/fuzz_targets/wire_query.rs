//! awsQuery: any bytes as a form; what is read must be writable as XML and JSON, and JSON must read the same.

#![no_main]

#[path = "shapes/tree.rs"]
mod tree;

use libfuzzer_sys::fuzz_target;
use tradewind_wire::{Protocol, decode, encode};
use tree::Tree;

fuzz_target!(|input: &[u8]| {
    if let Ok(tree) = decode::<Tree>(Protocol::AwsQuery, input) {
        let xml = encode(Protocol::AwsQuery, "Any", &tree);
        assert!(std::str::from_utf8(&xml).is_ok());
        let json = encode(Protocol::AwsJson10, "Any", &tree);
        assert_eq!(decode::<Tree>(Protocol::AwsJson10, &json), Ok(tree));
    }
});
