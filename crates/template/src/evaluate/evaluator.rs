//! From values of a template to what they come to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use tradewind_wire::Document;

use super::dynamic::shielded;
use super::{Known, Values};
use crate::environment::Environment;
use crate::facts::{Facts, Want};
use crate::fault::Fault;
use crate::walk::IF_ARGUMENTS;

/// What names stand for.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) parameters: &'a BTreeMap<String, Document>,
    pub(crate) conditions: &'a BTreeMap<String, bool>,
    pub(crate) mappings: Option<&'a Document>,
    /// The resources that exist.
    pub(crate) resources: &'a BTreeSet<String>,
}

/// What a value comes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// This.
    Known(Document),
    /// What is left of it until more is known.
    Later(Document),
    /// `AWS::NoValue`.
    Gone,
}

impl Value {
    pub(crate) fn or_null(self) -> Document {
        match self {
            Value::Known(value) | Value::Later(value) => value,
            Value::Gone => Document::Null,
        }
    }
}

/// Evaluates values in a scope.
pub(crate) struct Evaluator<'a> {
    pub(super) scope: Scope<'a>,
    values: &'a dyn Values,
    pub(super) facts: &'a Facts,
    lenient: bool,
    wants: BTreeSet<Want>,
    path: Vec<String>,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(scope: Scope<'a>, values: &'a dyn Values, facts: &'a Facts) -> Evaluator<'a> {
        Evaluator { scope, values, facts, lenient: false, wants: BTreeSet::new(), path: Vec::new() }
    }

    /// Leaves in place what needs resources that are not there yet.
    pub(crate) fn leniently(self) -> Evaluator<'a> {
        Evaluator { lenient: true, ..self }
    }

    /// Begins its faults' paths here.
    pub(crate) fn at(self, path: &[&str]) -> Evaluator<'a> {
        Evaluator { path: path.iter().map(|step| (*step).to_owned()).collect(), ..self }
    }

    /// The facts that were missing.
    pub(crate) fn wants(self) -> BTreeSet<Want> {
        self.wants
    }

    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::of(&self.path, message)
    }

    /// A value that must be known now: of a condition, a rule, a transform.
    pub(crate) fn whole(&mut self, value: &Document) -> Result<Document, Fault> {
        match self.value(value)? {
            Value::Known(value) => Ok(value),
            Value::Gone => Ok(Document::Null),
            Value::Later(_) => Err(self.fault("Template error: this value must not depend on resources or exports")),
        }
    }

    pub(crate) fn value(&mut self, value: &Document) -> Result<Value, Fault> {
        match value {
            Document::List(items) => self.list(items),
            Document::Map(entries) => match entries.as_slice() {
                [(name, argument)] if name == "Ref" || name.starts_with("Fn::") => {
                    self.path.push(name.to_string());
                    let value = self.call(name, argument);
                    self.path.pop();
                    value
                }
                entries => self.map(entries),
            },
            scalar => Ok(Value::Known(scalar.clone())),
        }
    }

    pub(super) fn below(&mut self, step: &str, value: &Document) -> Result<Value, Fault> {
        self.path.push(step.to_owned());
        let value = self.value(value);
        self.path.pop();
        value
    }

    fn list(&mut self, items: &[Document]) -> Result<Value, Fault> {
        let (mut out, mut known) = (Vec::with_capacity(items.len()), true);
        for (index, item) in items.iter().enumerate() {
            match self.below(&index.to_string(), item)? {
                Value::Known(value) => out.push(value),
                Value::Later(value) => {
                    known = false;
                    out.push(value);
                }
                Value::Gone => {}
            }
        }
        Ok(if known { Value::Known(Document::List(out)) } else { Value::Later(Document::List(out)) })
    }

    pub(super) fn map(&mut self, entries: &[(Cow<'static, str>, Document)]) -> Result<Value, Fault> {
        let (mut out, mut known) = (Vec::with_capacity(entries.len()), true);
        for (name, value) in entries {
            match self.below(name, value)? {
                Value::Known(value) => out.push((name.clone(), value)),
                Value::Later(value) => {
                    known = false;
                    out.push((name.clone(), value));
                }
                Value::Gone => {}
            }
        }
        Ok(if known { Value::Known(Document::Map(out)) } else { Value::Later(Document::Map(out)) })
    }

    fn call(&mut self, name: &str, argument: &Document) -> Result<Value, Fault> {
        match name {
            "Ref" => self.reference(argument),
            "Fn::GetAtt" => self.get_attribute(argument),
            "Fn::If" => self.branch(argument),
            "Fn::Sub" => self.sub(argument),
            "Fn::FindInMap" => self.find_in_map(argument),
            _ => match self.value(argument)? {
                Value::Known(argument) => self.apply(name, argument),
                Value::Later(argument) => Ok(Value::Later(call(name, argument))),
                Value::Gone => self.apply(name, Document::Null),
            },
        }
    }

    /// Functions of values that are known.
    fn apply(&mut self, name: &str, argument: Document) -> Result<Value, Fault> {
        let known = match name {
            "Fn::Join" => self.join(&argument),
            "Fn::Select" => self.select(&argument),
            "Fn::Split" => self.split(&argument),
            "Fn::Base64" => self.base64(&argument),
            "Fn::GetAZs" => self.zones(&argument),
            "Fn::Cidr" => self.cidr(&argument),
            "Fn::Length" => self.length(&argument),
            "Fn::ToJsonString" => self.json(&argument),
            "Fn::ImportValue" => return self.import(&argument),
            _ => Err(self.fault(format!("Template error: Encountered unsupported function: {name}"))),
        };
        known.map(Value::Known)
    }

    fn branch(&mut self, argument: &Document) -> Result<Value, Fault> {
        let [Document::String(condition), yes, no] = argument.items() else { return Err(self.fault(IF_ARGUMENTS)) };
        match self.scope.conditions.get(condition) {
            Some(true) => self.below("1", yes),
            Some(false) => self.below("2", no),
            None => Err(self.fault(format!(
                "Template format error: Unresolved condition dependency {condition} in the Resources block of the template"
            ))),
        }
    }

    fn reference(&mut self, argument: &Document) -> Result<Value, Fault> {
        let Some(name) = argument.as_str() else {
            return Err(self.fault("Template error: every Ref object must have a single String value."));
        };
        self.named(name)
    }

    /// What `Ref` gives for a name.
    pub(super) fn named(&mut self, name: &str) -> Result<Value, Fault> {
        if let Some(value) = self.scope.parameters.get(name) {
            return Ok(Value::Known(value.clone()));
        }
        if let Some(value) = pseudo(self.scope.environment, name) {
            return Ok(value);
        }
        if !self.scope.resources.contains(name) {
            return Err(self.unresolved(name));
        }
        let known = self.values.id(name);
        self.known(known, name, None, || reference(name))
    }

    fn get_attribute(&mut self, argument: &Document) -> Result<Value, Fault> {
        let (name, attribute) = match argument {
            Document::String(text) => text.split_once('.').unwrap_or_default(),
            Document::List(items) => match items.as_slice() {
                [Document::String(name), Document::String(attribute)] => (name.as_str(), attribute.as_str()),
                [Document::String(name), attribute] => {
                    return match self.below("1", attribute)? {
                        Value::Known(Document::String(attribute)) => self.attribute(name, &attribute),
                        Value::Later(attribute) => {
                            Ok(Value::Later(call("Fn::GetAtt", Document::List(vec![name.as_str().into(), attribute]))))
                        }
                        _ => Err(self.fault(GET_ATT_ARGUMENTS)),
                    };
                }
                _ => ("", ""),
            },
            _ => ("", ""),
        };
        if name.is_empty() || attribute.is_empty() {
            return Err(self.fault(GET_ATT_ARGUMENTS));
        }
        self.attribute(name, attribute)
    }

    pub(super) fn attribute(&mut self, name: &str, attribute: &str) -> Result<Value, Fault> {
        if !self.scope.resources.contains(name) {
            return Err(self.unresolved(name));
        }
        let known = self.values.attribute(name, attribute);
        self.known(known, name, Some(attribute), || {
            call("Fn::GetAtt", Document::List(vec![name.into(), attribute.into()]))
        })
    }

    fn known(
        &self,
        known: Known,
        name: &str,
        attribute: Option<&str>,
        again: impl FnOnce() -> Document,
    ) -> Result<Value, Fault> {
        match known {
            Known::Value(value) => Ok(Value::Known(shielded(value))),
            Known::Later if self.lenient => Ok(Value::Later(again())),
            Known::Later => Err(self.fault(format!("Template error: resource {name} is not there yet"))),
            Known::Missing => {
                let attribute = attribute.unwrap_or("Ref");
                let message = format!(
                    "Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt"
                );
                Err(self.fault(message))
            }
        }
    }

    fn unresolved(&self, name: &str) -> Fault {
        let block = self.path.first().map_or("Resources", String::as_str);
        let block = if block == "Outputs" { "Outputs" } else { "Resources" };
        self.fault(format!(
            "Template format error: Unresolved resource dependencies [{name}] in the {block} block of the template"
        ))
    }

    pub(super) fn want(&mut self, want: Want, again: Document) -> Value {
        self.wants.insert(want);
        Value::Later(again)
    }
}

const GET_ATT_ARGUMENTS: &str = "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and \
     the resource attribute";

/// A call of a function.
pub(super) fn call(name: &str, argument: Document) -> Document {
    Document::Map(vec![(Cow::Owned(name.to_owned()), argument)])
}

fn reference(name: &str) -> Document {
    call("Ref", name.into())
}

/// What a pseudo parameter gives.
fn pseudo(environment: &Environment, name: &str) -> Option<Value> {
    let text = match name {
        "AWS::NoValue" => return Some(Value::Gone),
        "AWS::NotificationARNs" => {
            let arns = environment.notification_arns.iter().map(|arn| arn.as_str().into()).collect();
            return Some(Value::Known(Document::List(arns)));
        }
        "AWS::AccountId" => &environment.account,
        "AWS::Partition" => &environment.partition,
        "AWS::Region" => &environment.region,
        "AWS::StackId" => &environment.stack_id,
        "AWS::StackName" => &environment.stack_name,
        "AWS::URLSuffix" => &environment.url_suffix,
        _ => return None,
    };
    Some(Value::Known(text.as_str().into()))
}
