//! Plans as data: each file of `tests/plans` holds a template before, a template after, and what is planned between them.
//!
//! Resources of the template before exist under the ids `id-<name>`, with the attribute `Arn`: `arn-<name>`. `UPDATE_PLANS=1` writes
//! the plans anew; read what it wrote.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use tradewind_template::{
    Compiled, Current, Detail, Facts, Known, Removal, Values, changes, coerce, decide, evaluate_with_references, plan,
    removal,
};
use tradewind_wire::Document;

use crate::compiling::compiled;
use crate::registry::registry;

struct There;

impl Values for There {
    fn id(&self, logical_id: &str) -> Known {
        Known::Value(format!("id-{logical_id}").into())
    }

    fn attribute(&self, logical_id: &str, attribute: &str) -> Known {
        Known::Value(format!("{}-{logical_id}", attribute.to_lowercase()).into())
    }
}

/// A template and its parameters: `# Name=value, ..` in the first line.
fn compile(text: &str) -> Compiled {
    let given: Vec<(&str, &str)> = match text.lines().next().and_then(|line| line.strip_prefix("# ")) {
        Some(line) => line.split(", ").filter_map(|pair| pair.split_once('=')).collect(),
        None => Vec::new(),
    };
    compiled(text, &given).expect("it compiles")
}

/// The resources a template has made.
fn stack(compiled: &Compiled) -> Vec<Current> {
    let made = |resource: &tradewind_template::Resource| {
        let properties = evaluate_with_references(&resource.properties, compiled, &There, &Facts::new());
        let properties = coerce(resource, properties.expect("it evaluates"), &registry()).expect("it fits");
        Current {
            logical_id: resource.logical_id.clone(),
            type_name: resource.type_name.clone(),
            physical_id: format!("id-{}", resource.logical_id),
            properties,
            attributes: vec![("Arn".into(), format!("arn-{}", resource.logical_id).into())],
            dependencies: resource.dependencies.clone(),
            deletion_policy: resource.deletion_policy,
            update_replace_policy: resource.update_replace_policy,
        }
    };
    compiled.resources.iter().map(made).collect()
}

fn show_removals(out: &mut String, removals: &[Removal]) {
    for one in removals {
        let verb = if one.retain { "forget" } else { "delete" };
        let after = if one.after.is_empty() { String::new() } else { format!(" after {}", one.after.join(", ")) };
        writeln!(out, "{verb} {} {}{after}", one.logical_id, one.physical_id).expect("text");
    }
}

fn show(before: &str, after: &str) -> String {
    let mut out = String::new();
    let old = (!before.trim().is_empty()).then(|| compile(before));
    let current = old.as_ref().map(stack).unwrap_or_default();
    if after.trim().is_empty() {
        show_removals(&mut out, &removal(&current));
        return out;
    }
    let new = compile(after);
    let plan = match plan(&new, &current, &registry(), &Facts::new()) {
        Ok(plan) => plan,
        Err(fault) => return format!("refused: {}\n", fault.message),
    };
    for step in &plan.steps {
        let after = if step.after.is_empty() { String::new() } else { format!(" after {}", step.after.join(", ")) };
        writeln!(out, "{}: {:?} {}{after}", step.wave, step.action, step.logical_id).expect("text");
    }
    show_removals(&mut out, &plan.cleanup);
    let previous: BTreeMap<String, String> =
        old.iter().flat_map(|old| old.parameters.iter().map(|one| (one.name.clone(), one.text.clone()))).collect();
    let changes = changes(&new, &current, &previous, &registry(), &Facts::new()).expect("it was planned");
    for change in changes {
        let replacement = change.replacement.map(|one| format!(" {one:?}")).unwrap_or_default();
        writeln!(out, "change: {:?} {}{replacement} {:?}", change.action, change.logical_id, change.scope)
            .expect("text");
        for one in change.details {
            let name = one.name.map(|name| format!(".{name}")).unwrap_or_default();
            let evaluation = if one.is_static { "Static" } else { "Dynamic" };
            let entity = one.causing_entity.map(|entity| format!(" {entity}")).unwrap_or_default();
            let Detail { attribute, requires_recreation, source, .. } = one;
            writeln!(out, "  {attribute}{name} {requires_recreation} {evaluation} {source}{entity}").expect("text");
        }
    }
    out
}

#[test]
fn plans_are_those_of_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let (before, rest) = text.split_once("=== after\n").expect("a template after");
        let (after, expected) = rest.split_once("=== plan\n").expect("a plan");
        let found = show(before, after);
        if std::env::var_os("UPDATE_PLANS").is_some() {
            std::fs::write(&path, format!("{before}=== after\n{after}=== plan\n{found}")).expect("it is written");
        } else {
            assert_eq!(found, expected, "{}", path.display());
        }
        seen += 1;
    }
    assert!(seen >= 10, "only {seen} plans");
}

#[test]
fn updates_are_decided_when_properties_are_known() {
    let compiled =
        compile("Resources:\n  Q:\n    Type: T::Q::Queue\n    Properties: {QueueName: a, DelaySeconds: 1, Mode: x}\n");
    let current = &stack(&compiled)[0];
    let with = |json: &str| {
        let new = Document::from_json(json.as_bytes()).expect("JSON");
        format!("{:?}", decide(current, "T::Q::Queue", &new, &registry()))
    };
    for (new, expected) in [
        (r#"{"QueueName":"a","DelaySeconds":1,"Mode":"x"}"#, "Keep"),
        (r#"{"Mode":"x","DelaySeconds":1,"QueueName":"a"}"#, "Keep"),
        (r#"{"QueueName":"a","DelaySeconds":2,"Mode":"x"}"#, "Update"),
        (r#"{"QueueName":"a","Mode":"x"}"#, "Update"),
        (r#"{"QueueName":"b","DelaySeconds":1,"Mode":"x"}"#, "Replace"),
        (r#"{"DelaySeconds":1,"Mode":"x"}"#, "Replace"),
        (r#"{"QueueName":"a","DelaySeconds":1,"Mode":"y"}"#, "Update"),
        (r#"{"QueueName":"a","DelaySeconds":1,"Mode":"other"}"#, "Replace"),
    ] {
        assert_eq!(with(new), expected, "{new}");
    }
}
