//! Templates that others have published.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tradewind_template::{Facts, Given, Inputs, Stop, Want, compile, parse, transforms, validate};
use tradewind_wire::Document;

use crate::compiling::environment;

/// A folder of templates, where there is one beside the repository.
fn folder(name: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.map(|folder| folder.join("shared").join(name)).find(|folder| folder.is_dir())
}

/// A value for every parameter that has no default.
fn parameters(root: &Document) -> Vec<(String, Given)> {
    let declared = root.get("Parameters").map(Document::entries).unwrap_or_default();
    let bare = declared.iter().filter(|(_, one)| one.get("Default").is_none());
    bare.map(|(name, one)| {
        let allowed = one.get("AllowedValues").and_then(|values| values.items().first()?.as_str());
        let number = one.get("Type").and_then(Document::as_str) == Some("Number");
        let value = allowed.unwrap_or(if number { "1" } else { "value@example.com" });
        (name.to_string(), Given::Value(value.to_owned()))
    })
    .collect()
}

fn outcome(text: &str) -> Result<&'static str, String> {
    let template = parse(text).map_err(|fault| fault.message)?;
    validate(&template).map_err(|fault| fault.message)?;
    let names = transforms(&template.root).map_err(|fault| fault.message)?;
    if !names.is_empty() {
        return Ok("read, wait for a transform");
    }
    let inputs = Inputs { environment: environment(), parameters: parameters(&template.root), ..Inputs::default() };
    let mut facts = Facts::new();
    loop {
        match compile(&template, &inputs, &facts) {
            Ok(_) => return Ok("compile"),
            Err(Stop::Fault(fault)) => return Err(fault.message),
            Err(Stop::Wants(wants)) => {
                for want in wants {
                    let list = matches!(want, Want::Parameter { list: true, .. });
                    let value = if list { Document::List(vec!["x".into()]) } else { "x".into() };
                    facts.add(want, Ok(value));
                }
            }
        }
    }
}

/// What comes of every template of a folder: how many come to each outcome, and their names.
fn outcomes(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut outcomes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        outcomes.entry(outcome(&text).map_or_else(|why| why, str::to_owned)).or_default().push(name);
    }
    for (outcome, names) in &outcomes {
        println!("{} {outcome}: {}", names.len(), if names.len() > 9 { String::new() } else { names.join(", ") });
    }
    outcomes
}

#[test]
fn published_templates_are_read() {
    let Some(folder) = folder("templates/open") else { return };
    let outcomes = outcomes(&folder);
    let well = ["compile", "read, wait for a transform"];
    let failed: Vec<_> = outcomes.iter().filter(|(outcome, _)| !well.contains(&outcome.as_str())).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn what_transforms_make_compiles() {
    let Some(folder) = folder("sam/output") else { return };
    let outcomes = outcomes(&folder);
    let compile = outcomes.get("compile").map_or(0, Vec::len);
    // The others hold the transform's own errors, or refer to what is not in them.
    assert!(compile >= 255, "only {compile} of the published outputs compile");
}
