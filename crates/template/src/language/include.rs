//! [`AWS::Include`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/create-reusable-transform-function-snippets-and-add-to-your-template-with-aws-include-transform.html).

use std::borrow::Cow;
use std::collections::BTreeSet;

use tradewind_wire::Document;

use super::{INCLUDE, applied, placed, with_scope};
use crate::compile::Inputs;
use crate::evaluate::Evaluator;
use crate::facts::{Facts, Want};
use crate::fault::{Fault, Stop};
use crate::structure::has_calls;
use crate::template::Template;

/// Puts snippets in the place of `Fn::Transform: {Name: AWS::Include, Parameters: {Location: ..}}`, beside what stands there, and
/// those of the section `Transform` beside the template's sections. Snippets are not transformed again.
///
/// # Errors
/// Macros, which this server has not; snippets that do not fit; and the snippets that are not there yet.
pub fn include(template: &Template, inputs: &Inputs, facts: &Facts) -> Result<Template, Stop> {
    if !has_calls(&template.root) && !named(template.root.get("Transform")) {
        return Ok(template.clone());
    }
    let mut wants = BTreeSet::new();
    let root = with_scope(template, inputs, facts, |evaluator, root| {
        let mut including = Including { evaluator, facts, wants: &mut wants, path: Vec::new() };
        including.sections(root)
    });
    if !wants.is_empty() {
        return Err(Stop::Wants(wants));
    }
    let root = root.map_err(|stop| placed(template, stop))?;
    Ok(template.with_root(root))
}

/// Whether the section `Transform` names it.
fn named(section: Option<&Document>) -> bool {
    let is =
        |one: &Document| one.get("Name").and_then(Document::as_str) == Some(INCLUDE) || one.as_str() == Some(INCLUDE);
    section.is_some_and(|section| is(section) || section.items().iter().any(is))
}

struct Including<'a, 'b> {
    evaluator: &'a mut Evaluator<'b>,
    facts: &'a Facts,
    wants: &'a mut BTreeSet<Want>,
    path: Vec<String>,
}

impl Including<'_, '_> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::of(&self.path, message)
    }

    fn sections(&mut self, root: &mut Document) -> Result<(), Fault> {
        let top: Vec<Document> = match root.get("Transform") {
            Some(Document::List(items)) => items.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        applied(root, INCLUDE);
        for one in top.iter().filter(|one| one.get("Name").and_then(Document::as_str) == Some(INCLUDE)) {
            self.path = vec!["Transform".to_owned()];
            match self.snippet(one)? {
                None => {}
                Some(Document::Map(entries)) => self.merge(root, entries)?,
                Some(_) => return Err(self.fault("Template format error: unsupported structure.")),
            }
        }
        self.path.clear();
        *root = self.value(std::mem::take(root))?;
        Ok(())
    }

    fn merge(&self, into: &mut Document, entries: Vec<(Cow<'static, str>, Document)>) -> Result<(), Fault> {
        for (name, value) in entries {
            if into.get(&name).is_some() {
                return Err(
                    self.fault(format!("The snippet of {INCLUDE} brings the key '{name}', which is there already"))
                );
            }
            into.set(name, value);
        }
        Ok(())
    }

    fn value(&mut self, value: Document) -> Result<Document, Fault> {
        match value {
            Document::List(items) => {
                let mut out = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    out.push(self.below(index.to_string(), item)?);
                }
                Ok(Document::List(out))
            }
            Document::Map(entries) => self.map(entries),
            scalar => Ok(scalar),
        }
    }

    fn below(&mut self, step: String, value: Document) -> Result<Document, Fault> {
        self.path.push(step);
        let value = self.value(value);
        self.path.pop();
        value
    }

    fn map(&mut self, entries: Vec<(Cow<'static, str>, Document)>) -> Result<Document, Fault> {
        let mut out = Vec::with_capacity(entries.len());
        let mut snippet = None;
        for (name, value) in entries {
            if name == "Fn::Transform" {
                self.path.push(name.into_owned());
                snippet = self.snippet(&value)?;
                self.path.pop();
            } else {
                let value = self.below(name.to_string(), value)?;
                out.push((name, value));
            }
        }
        let mut out = Document::Map(out);
        match snippet {
            None => Ok(out),
            Some(Document::Map(entries)) => {
                self.merge(&mut out, entries)?;
                Ok(out)
            }
            Some(other) if out.entries().is_empty() => Ok(other),
            Some(_) => {
                Err(self.fault(format!("The snippet of {INCLUDE} is no object, and other keys stand beside it")))
            }
        }
    }

    /// The snippet that a transform names, if it is there.
    fn snippet(&mut self, transform: &Document) -> Result<Option<Document>, Fault> {
        let name = transform.get("Name").and_then(Document::as_str).unwrap_or_default();
        if name != INCLUDE {
            return Err(self.fault(format!("No transform named {name} found.")));
        }
        let location = transform.get("Parameters").and_then(|parameters| parameters.get("Location"));
        let location = match location {
            Some(location) => self.evaluator.whole(location).map_err(|fault| self.fault(fault.message))?,
            None => Document::Null,
        };
        let Some(location) = location.as_str() else {
            return Err(self
                .fault(format!("Transform {INCLUDE} failed with: The value of parameter Location must be a string.")));
        };
        let want = Want::Include(location.to_owned());
        match self.facts.get(&want) {
            Some(Ok(snippet)) => Ok(Some(snippet.clone())),
            Some(Err(why)) => Err(self.fault(format!("Transform {INCLUDE} failed with: {why}"))),
            None => {
                self.wants.insert(want);
                Ok(None)
            }
        }
    }
}
