//! Machines that run on virtual time against answers that are given beforehand.
//!
//! `cases/*.json` are lists of cases:
//!
//! ```text
//! name        what it is about
//! machine     the definition; or `state`, one state by itself
//! input       of the execution; {} if it is not said
//! answers     by state, one after the other: {"result": ..}, {"error": .., "cause": ..}, "timeout", "heartbeat"
//! output      what it ends with; or `error` and `cause`
//! history     types of its events, where they matter: names may stand behind them
//! seconds     how long it took, where that matters
//! parameters  of the first task, where they matter
//! ```

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod definitions;
mod hostile;
mod stage;

use serde_json::Value;
use stage::play;

fn run(text: &str) {
    let cases: Vec<Value> = serde_json::from_str(text).unwrap();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases.iter().filter_map(|case| play(case).err()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn data_goes_through_states() {
    run(include_str!("cases/data.json"));
}

#[test]
fn errors_are_tried_again_and_caught() {
    run(include_str!("cases/errors.json"));
}

#[test]
fn choices_are_made() {
    run(include_str!("cases/choices.json"));
}

#[test]
fn branches_and_items_run_side_by_side() {
    run(include_str!("cases/branches.json"));
}

#[test]
fn expressions_shape_data() {
    run(include_str!("cases/jsonata.json"));
}
