//! JSON: any bytes as a shape and as a document. What is read must be written so that it reads the same.

#![no_main]

#[path = "shapes/tree.rs"]
mod tree;

use libfuzzer_sys::fuzz_target;
use tradewind_wire::{Document, Protocol, decode, encode, from_document, to_document};
use tree::Tree;

fuzz_target!(|input: &[u8]| {
    if let Ok(document) = Document::from_json(input) {
        let json = document.to_json_vec();
        assert_eq!(Document::from_json(&json), Ok(document));
    }
    if let Ok(tree) = decode::<Tree>(Protocol::AwsJson11, input) {
        let json = encode(Protocol::AwsJson11, "Any", &tree);
        assert_eq!(decode::<Tree>(Protocol::AwsJson11, &json).as_ref(), Ok(&tree));
        assert_eq!(from_document::<Tree>(to_document(&tree)), Ok(tree));
    }
});
