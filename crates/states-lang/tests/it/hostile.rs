//! Definitions with bytes changed, cut and repeated.

use proptest::prelude::*;
use serde_json::Value;
use tradewind_states_lang::fuzz::definition;

use crate::stage::definition_of;

/// Definitions of the cases.
fn definitions() -> Vec<String> {
    let files = [
        include_str!("cases/data.json"),
        include_str!("cases/errors.json"),
        include_str!("cases/choices.json"),
        include_str!("cases/branches.json"),
        include_str!("cases/jsonata.json"),
    ];
    let cases = files.iter().flat_map(|text| serde_json::from_str::<Vec<Value>>(text).unwrap());
    cases.map(|case| definition_of(&case).to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_definition_panics(which in 0_usize..1_000, edits in prop::collection::vec((any::<u16>(), any::<u8>(), 0_u8..4), 1..6)) {
        let all = definitions();
        let mut bytes = all[which % all.len()].clone().into_bytes();
        for (at, byte, how) in edits {
            let at = usize::from(at) % bytes.len().max(1);
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => { bytes.remove(at); }
                _ => { let tail = bytes[at..].to_vec(); bytes.extend(tail); }
            }
            if bytes.is_empty() { bytes.push(byte); }
        }
        definition(&bytes);
    }
}
