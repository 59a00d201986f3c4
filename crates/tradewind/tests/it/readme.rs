//! The README's table is what the operation tables say.

use std::path::Path;

use tradewind::coverage;

const BEGIN: &str =
    "<!-- operations: printed by `tradewind operations`; a test holds it against the operation tables -->\n";
const END: &str = "<!-- /operations -->";

#[test]
fn the_readme_lists_what_is_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(&path).expect("the README can be read");
    let (before, rest) = readme.split_once(BEGIN).expect("the README has a place for the table");
    let (written, after) = rest.split_once(END).expect("the table's place has an end");
    let now = coverage::markdown().expect("the services can be put together");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, [before, BEGIN, &now, END, after].concat()).expect("the README can be written");
        return;
    }
    assert!(
        written == now,
        "the README's table is old; write it anew with UPDATE_README=1 cargo nextest run -p tradewind readme"
    );
}
