//! `../shared/sam` beside the repository holds pairs of templates and what they become; this test is skipped where it is missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tradewind_wire::Document;

use crate::compare::{differences, normal, without_hashes};
use crate::run;

/// How many pairs have to agree. It may only grow.
const FLOOR: usize = 377;

/// The pairs that differ, by reason.
type Reasons = BTreeMap<&'static str, Vec<String>>;

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/sam");
    std::env::var_os("SAM_PAIRS").map(PathBuf::from).or(Some(beside)).filter(|folder| folder.is_dir())
}

fn names(folder: &Path) -> Vec<String> {
    let only = std::env::var("SAM_ONLY").unwrap_or_default();
    let mut names: Vec<String> = fs::read_dir(folder.join("input"))
        .expect("the folder is readable")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".yaml").map(str::to_owned))
        .filter(|name| name.contains(&only))
        .collect();
    names.sort();
    names
}

fn wanted(expected: &Json) -> Json {
    expected.get("errorMessage").cloned().unwrap_or_else(|| normal(expected, ""))
}

/// Why two results differ.
fn reason(template: &Document, got: &Json, want: &Json) -> &'static str {
    let text = String::from_utf8_lossy(&template.to_json_vec()).into_owned();
    let kinds = [
        ("AWS::Serverless::WebSocketApi", "web socket APIs"),
        ("AWS::Serverless::GraphQLApi", "GraphQL APIs"),
        ("AWS::Serverless::Connector", "connectors"),
        ("\"Connectors\"", "connectors"),
        ("\"ApplicationId\"", "the application repository"),
    ];
    if without_hashes(&normal(got, "")) == without_hashes(want) {
        return "a hash";
    }
    if let Some((_, reason)) = kinds.iter().find(|(word, _)| text.contains(word)) {
        return reason;
    }
    if want.is_string() { "an error's text" } else { "the template" }
}

fn pair(folder: &Path, name: &str, reasons: &mut Reasons) -> bool {
    let text = fs::read_to_string(folder.join("input").join(format!("{name}.yaml"))).expect("the input is text");
    let expected = fs::read(folder.join("output").join(format!("{name}.json"))).expect("the output is there");
    let want = wanted(&serde_json::from_slice(&expected).expect("the output is JSON"));
    let template = match tradewind_template::parse(&text) {
        Ok(template) => template.root,
        Err(fault) => {
            reasons.entry("unreadable").or_default().push(format!("{name}: {fault:?}"));
            return false;
        }
    };
    let got = normal(&run(&template), "");
    if got == want {
        return true;
    }
    let mut paths = Vec::new();
    differences("", &got, &want, &mut paths);
    let shown = if std::env::var_os("SAM_ONLY").is_some() { 6000 } else { 420 };
    let lines = paths.iter().take(shown / 100).map(|line| format!("{name}: {line:.shown$}"));
    reasons.entry(reason(&template, &got, &want)).or_default().push(lines.collect::<Vec<_>>().join("\n"));
    false
}

#[test]
fn the_public_pairs_agree() {
    let Some(folder) = folder() else {
        println!("skipped: there is no ../shared/sam");
        return;
    };
    let names = names(&folder);
    let mut reasons = Reasons::new();
    let agree = names.iter().filter(|name| pair(&folder, name, &mut reasons)).count();
    for (reason, pairs) in &reasons {
        println!("== {reason}: {}\n{}", pairs.len(), pairs.join("\n"));
    }
    println!("{agree} of {} agree", names.len());
    let floor = if std::env::var_os("SAM_ONLY").is_some() { 0 } else { FLOOR };
    assert!(agree >= floor, "{agree} pairs agree, and {FLOOR} have agreed before");
}
