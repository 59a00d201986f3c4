//! Every value of every own template replaced by values of other shapes: the transform answers, and does not panic.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};
use tradewind_wire::Document;

use crate::run;

/// How many values a template has.
fn count(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// Replaces one value, counted from the root.
fn replace(value: &mut Json, at: &mut usize, new: &Json) {
    if *at == 0 {
        *value = new.clone();
        *at = usize::MAX;
        return;
    }
    *at -= 1;
    let inner: Vec<&mut Json> = match value {
        Json::Array(items) => items.iter_mut().collect(),
        Json::Object(map) => map.values_mut().collect(),
        _ => Vec::new(),
    };
    for one in inner {
        if *at == usize::MAX {
            return;
        }
        replace(one, at, new);
    }
}

fn each_template() -> Vec<Json> {
    let folder = std::env::var_os("SAM_SHAPES").map(std::path::PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"));
    let files = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| fs::read_to_string(path).expect("the template is text"))
        .filter_map(|text| tradewind_template::parse(&text).ok())
        .map(|template| serde_json::from_slice(&template.root.to_json_vec()).expect("JSON"))
        .collect()
}

#[test]
fn values_of_other_shapes_are_answered() {
    let others = [json!(null), json!("x"), json!([7]), json!({}), json!({ "Fn::If": [] })];
    let mut answers = 0;
    for template in each_template() {
        for at in 0..count(&template) {
            for other in &others {
                let (mut odd, mut place) = (template.clone(), at);
                replace(&mut odd, &mut place, other);
                let answer = run(&Document::from_json(odd.to_string().as_bytes()).expect("JSON is a document"));
                assert!(answer.is_object() || answer.is_string());
                answers += 1;
            }
        }
    }
    assert!(answers > 1000, "{answers} templates");
}
