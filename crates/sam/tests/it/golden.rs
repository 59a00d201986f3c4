//! Own pairs, in `tests/golden`: a template beside what it becomes.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::compare::{differences, normal};
use crate::run;

/// Set, this variable writes the results instead of comparing them; read them before they are committed.
const WRITE: &str = "SAM_WRITE_GOLDEN";

#[test]
fn own_pairs_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (mut paths, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let input = entry.expect("the entry is readable").path();
        if input.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        count += 1;
        let text = fs::read_to_string(&input).expect("the template is text");
        let template = tradewind_template::parse(&text).expect("the template is readable");
        let (got, output) = (run(&template.root), input.with_extension("json"));
        if std::env::var_os(WRITE).is_some() {
            fs::write(&output, format!("{got:#}\n")).expect("the result is written");
        }
        let want: Json = serde_json::from_slice(&fs::read(&output).expect("the result is there")).expect("JSON");
        differences(&input.display().to_string(), &normal(&got, ""), &normal(&want, ""), &mut paths);
    }
    assert!(count >= 5, "{count} pairs");
    assert!(paths.is_empty(), "{}", paths.join("\n"));
}
