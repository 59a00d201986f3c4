//! The transform `AWS::LanguageExtensions`, and what a template says about transforms.

use tradewind_wire::Document;

use crate::compile::Inputs;
use crate::facts::Facts;
use crate::fault::{Fault, Stop};
use crate::template::Template;

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

/// Expands what `AWS::LanguageExtensions` adds to the language: `Fn::ForEach`, `Fn::Length`, `Fn::ToJsonString` and default values
/// of `Fn::FindInMap`; functions in policies. The other functions stay.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html>
///
/// # Errors
/// What is wrong, and facts that are missing.
pub fn expand(template: &Template, inputs: &Inputs, facts: &Facts) -> Result<Template, Stop> {
    let _ = (template, inputs, facts);
    Err(Fault::new("AWS::LanguageExtensions is not built yet").into())
}
