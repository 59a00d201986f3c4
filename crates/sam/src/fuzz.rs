//! What the fuzzer calls.

use std::collections::BTreeMap;

use tradewind_wire::Document;

use crate::{Inputs, explain, transform};

/// Transforms whatever the bytes hold, if they hold JSON.
pub fn template(input: &[u8]) {
    let Ok(template) = Document::from_json(input) else { return };
    let inputs = Inputs {
        region: "us-east-1".to_owned(),
        partition: "aws".to_owned(),
        parameters: BTreeMap::new(),
        managed_policies: BTreeMap::new(),
    };
    match transform(&template, &inputs) {
        Ok(made) => assert!(made.get("Resources").is_some()),
        Err(faults) => assert!(!explain(&faults).is_empty()),
    }
}
