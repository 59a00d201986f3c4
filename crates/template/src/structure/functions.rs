//! Whether functions are known and stand where they may.

use std::collections::BTreeSet;

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::template::Template;

/// What properties and outputs may call.
const EVERYWHERE: [&str; 12] = [
    "Fn::Base64",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::FindInMap",
    "Fn::Split",
    "Fn::Sub",
    "Ref",
    "Fn::Cidr",
    "Fn::If",
];

/// What needs `AWS::LanguageExtensions`.
const EXTENSIONS: [&str; 2] = ["Fn::Length", "Fn::ToJsonString"];

pub(super) fn check(template: &Template) -> Result<(), Fault> {
    let root = &template.root;
    let conditions = root.get("Conditions").map(Document::entries).unwrap_or_default();
    let conditions: BTreeSet<&str> = conditions.iter().map(|(name, _)| name.as_ref()).collect();
    for block in ["Resources", "Outputs"] {
        if let Some(section) = root.get(block) {
            let mut walk = Walk { extended: template.extended, conditions: &conditions, path: vec![block.to_owned()] };
            walk.value(section)?;
        }
    }
    Ok(())
}

struct Walk<'a> {
    extended: bool,
    conditions: &'a BTreeSet<&'a str>,
    path: Vec<String>,
}

impl Walk<'_> {
    fn value(&mut self, value: &Document) -> Result<(), Fault> {
        match value {
            Document::List(items) => {
                items.iter().enumerate().try_for_each(|(index, item)| self.below(&index.to_string(), item))
            }
            Document::Map(entries) => {
                if let Some((name, argument)) = entries.iter().find(|(name, _)| name.starts_with("Fn::")) {
                    self.call(name, argument, entries.len())?;
                }
                entries.iter().try_for_each(|(name, value)| self.below(name, value))
            }
            _ => Ok(()),
        }
    }

    fn below(&mut self, step: &str, value: &Document) -> Result<(), Fault> {
        self.path.push(step.to_owned());
        let done = self.value(value);
        self.path.pop();
        done
    }

    fn call(&self, name: &str, argument: &Document, siblings: usize) -> Result<(), Fault> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).chain([name]).collect();
        if name == "Fn::Transform" {
            let macros = argument.get("Name").and_then(Document::as_str).unwrap_or_default();
            return Err(Fault::of(&path, format!("Template error: the transform {macros} has not been applied")));
        }
        if siblings > 1 {
            let message = format!("Template error: {name} must be the only member of its object");
            return Err(Fault::of(&path, message));
        }
        let extension = EXTENSIONS.contains(&name)
            || name == "Fn::FindInMap" && argument.items().len() > 3
            || name.starts_with("Fn::ForEach::");
        if extension && !self.extended {
            let message = format!("Template error: {name} needs the transform AWS::LanguageExtensions");
            return Err(Fault::of(&path, message));
        }
        if let ("Fn::If", Some(Document::String(condition))) = (name, argument.items().first())
            && !self.conditions.contains(condition.as_str())
        {
            let block = self.path.first().map_or("Resources", String::as_str);
            let message = format!(
                "Template format error: Unresolved condition dependency {condition} in the {block} block of the template"
            );
            return Err(Fault::of(&path, message));
        }
        let known = EVERYWHERE.contains(&name) || EXTENSIONS.contains(&name);
        if known {
            return Ok(());
        }
        let supported = EVERYWHERE[..11].join(", ");
        let message =
            format!("Template error: Encountered unsupported function: {name} Supported functions are: [{supported}]");
        Err(Fault::of(&path, message))
    }
}
