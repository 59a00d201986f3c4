//! Entries for the fuzzers of `fuzz/`: each takes any bytes, must never panic, and checks what must hold of what it could read.

use std::collections::BTreeMap;

use tradewind_resource::Registry;
use tradewind_wire::Document;

use crate::{
    Compiled, Current, Environment, Facts, Inputs, Known, Stop, Template, Values, Want, changes, check, compile,
    evaluate, expand, include, parse, plan, preview, summary, validate,
};

/// How often facts are found for one template.
const ROUNDS: usize = 8;

struct There;

impl Values for There {
    fn id(&self, logical_id: &str) -> Known {
        Known::Value(logical_id.into())
    }

    fn attribute(&self, _: &str, attribute: &str) -> Known {
        Known::Value(Document::List(vec![attribute.into()]))
    }
}

/// A template: what was read says the same when it is written as JSON and read again; and everything that can be done with it can be
/// done. An evaluation that comes to its end leaves no function.
pub fn template(bytes: &[u8]) {
    let Ok(template) = parse(&String::from_utf8_lossy(bytes)) else { return };
    let written = String::from_utf8_lossy(&template.root.to_json_vec()).into_owned();
    // Short forms and aliases may nest deeper than a text may.
    if let Ok(again) = parse(&written) {
        assert_eq!(again.root, template.root, "{written}");
    }
    let right = validate(&template).is_ok() && crate::transforms(&template.root).is_ok();
    assert_eq!(summary(&template).is_ok(), right);
    let environment =
        Environment { region: "us-east-1".into(), zones: vec!["us-east-1a".into()], ..Environment::default() };
    let inputs = Inputs { environment, ..Inputs::default() };
    let mut facts = Facts::new();
    let included = found(&mut facts, |facts| include(&template, &inputs, facts));
    let included = included.unwrap_or(template);
    let expanded = found(&mut facts, |facts| expand(&included, &inputs, facts)).unwrap_or(included);
    let Some(compiled) = found(&mut facts, |facts| compile(&expanded, &inputs, facts)) else { return };
    for resource in &compiled.resources {
        let _ = found(&mut facts, |facts| evaluate(&resource.properties, &compiled, &There, facts));
        let _ = preview(&resource.properties, &compiled, &crate::Nothing, &facts);
    }
    planned(&expanded, &compiled, &facts);
}

fn planned(template: &Template, compiled: &Compiled, facts: &Facts) {
    let registry = Registry::default();
    for fault in check(compiled, &registry, facts) {
        assert!(!fault.message.is_empty() && template.placed(fault).position.is_some());
    }
    let current: Vec<Current> = compiled
        .resources
        .iter()
        .map(|resource| Current {
            logical_id: resource.logical_id.clone(),
            type_name: resource.type_name.clone(),
            dependencies: resource.dependencies.clone(),
            ..Current::default()
        })
        .collect();
    let made = plan(compiled, &[], &registry, facts);
    let _ = changes(compiled, &current, &BTreeMap::new(), &registry, facts);
    let Ok(plan) = made else { return };
    assert_eq!(plan.steps.len(), compiled.resources.len());
    for step in &plan.steps {
        let before = plan.steps.iter().filter(|one| step.after.contains(&one.logical_id));
        assert!(before.map(|one| one.wave).all(|wave| wave < step.wave), "steps come after what they wait for");
    }
}

/// Finds what is asked for: the same text for everything.
fn found<T>(facts: &mut Facts, mut run: impl FnMut(&Facts) -> Result<T, Stop>) -> Option<T> {
    for _ in 0..ROUNDS {
        match run(facts) {
            Ok(done) => return Some(done),
            Err(Stop::Fault(_)) => return None,
            Err(Stop::Wants(wants)) => {
                for want in wants {
                    let list = matches!(want, Want::Parameter { list: true, .. });
                    let value = if list { Document::List(vec!["x".into()]) } else { "x".into() };
                    facts.add(want, Ok(value));
                }
            }
        }
    }
    None
}
