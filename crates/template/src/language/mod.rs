//! Transforms of this crate: `AWS::LanguageExtensions` and `AWS::Include`, and what a template says about transforms.

mod foreach;
mod include;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use tradewind_wire::Document;

use crate::compile::Inputs;
use crate::evaluate::{Evaluator, Nothing, Scope};
use crate::facts::Facts;
use crate::fault::{Fault, Stop};
use crate::limits::MAX_OBJECT;
use crate::parameters::resolve;
use crate::template::Template;
use foreach::Loops;
pub use include::include;

/// The name of the transform that [`expand`] is.
pub const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";
/// The name of the transform that [`include`] is.
pub const INCLUDE: &str = "AWS::Include";

/// The transforms of a template's `Transform` section, in order.
///
/// # Errors
/// A section that is neither a name nor a list of names and macros.
pub fn transforms(root: &Document) -> Result<Vec<String>, Fault> {
    let name = |one: &Document| {
        let name = one.as_str().or_else(|| one.get("Name")?.as_str());
        name.map(str::to_owned)
            .ok_or_else(|| Fault::of(&["Transform"], "Template format error: unsupported structure."))
    };
    match root.get("Transform") {
        None | Some(Document::Null) => Ok(Vec::new()),
        Some(Document::List(items)) => items.iter().map(name).collect(),
        Some(one) => Ok(vec![name(one)?]),
    }
}

/// Expands what [`AWS::LanguageExtensions`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html)
/// adds to the language: `Fn::ForEach`, and functions that name what `Ref` and `Fn::GetAtt` refer to. `Fn::Length`,
/// `Fn::ToJsonString`, default values of `Fn::FindInMap` and functions in policies stay for evaluation, and may stand in the result.
/// The transform's name is gone from `Transform`.
///
/// # Errors
/// What is wrong, and facts that are missing.
pub fn expand(template: &Template, inputs: &Inputs, facts: &Facts) -> Result<Template, Stop> {
    let expanded = with_scope(template, inputs, facts, |evaluator, root| {
        for section in ["Conditions", "Resources", "Outputs"] {
            let Some(old) = root.get(section).cloned() else { continue };
            let mut loops = Loops::new(evaluator, section);
            let new = loops.section(old)?;
            root.set(section, names::settle(new, evaluator, section)?);
        }
        Ok(())
    });
    let mut root = expanded.map_err(|stop| placed(template, stop))?;
    applied(&mut root, LANGUAGE_EXTENSIONS);
    let size = root.to_json_vec().len();
    if size > MAX_OBJECT {
        return Err(Fault::new(format!("The expanded template exceeds {MAX_OBJECT} bytes in size.")).into());
    }
    Ok(Template { extended: true, ..template.with_root(root) })
}

/// Changes a template in the scope of its parameters and mappings.
fn with_scope(
    template: &Template,
    inputs: &Inputs,
    facts: &Facts,
    change: impl FnOnce(&mut Evaluator<'_>, &mut Document) -> Result<(), Fault>,
) -> Result<Document, Stop> {
    let mut root = template.root.clone();
    let parameters = resolve(&root, inputs, facts)?;
    let values = parameters.into_iter().map(|one| (one.name, one.value)).collect();
    let (conditions, resources) = (BTreeMap::new(), BTreeSet::new());
    let mappings = root.get("Mappings").cloned();
    let scope = Scope {
        environment: &inputs.environment,
        parameters: &values,
        conditions: &conditions,
        mappings: mappings.as_ref(),
        resources: &resources,
    };
    let mut evaluator = Evaluator::new(scope, &Nothing, facts);
    let changed = change(&mut evaluator, &mut root);
    let wants = evaluator.wants();
    if !wants.is_empty() {
        return Err(Stop::Wants(wants));
    }
    changed?;
    Ok(root)
}

/// Takes a transform out of the section `Transform`.
pub(crate) fn applied(root: &mut Document, name: &str) {
    let named = |one: &Document| one.as_str() == Some(name) || one.get("Name").and_then(Document::as_str) == Some(name);
    let left = match root.get("Transform") {
        Some(Document::List(items)) => items.iter().filter(|item| !named(item)).cloned().collect(),
        Some(one) if named(one) => Vec::new(),
        _ => return,
    };
    if left.is_empty() {
        root.remove("Transform");
    } else {
        root.set("Transform", Document::List(left));
    }
}

fn placed(template: &Template, stop: Stop) -> Stop {
    match stop {
        Stop::Fault(fault) => Stop::Fault(template.placed(fault)),
        wants @ Stop::Wants(_) => wants,
    }
}
