//! Properties held against a schema.

use std::borrow::Cow;

use tradewind_resource::{Kind, Property};
use tradewind_wire::Document;

use crate::evaluate::has_reference;
use crate::fault::Fault;
use crate::resource::Resource;
use crate::text::{boolean, text};
use crate::walk::is_function;

type Entries = Vec<(Cow<'static, str>, Document)>;

/// Gives the properties of a resource their types, and collects what is wrong with them.
pub(super) struct Typed<'a> {
    resource: &'a Resource,
    /// Where it is, below the properties.
    path: Vec<String>,
    pub(super) faults: Vec<Fault>,
}

impl<'a> Typed<'a> {
    pub(super) fn new(resource: &'a Resource) -> Typed<'a> {
        Typed { resource, path: Vec::new(), faults: Vec::new() }
    }

    pub(super) fn properties(&mut self, schema: &[Property], properties: Document) -> Document {
        match properties {
            Document::Map(entries) => self.object(schema, entries),
            Document::Null => self.object(schema, Vec::new()),
            // `Properties` as a whole may be a function that waits.
            other => other,
        }
    }

    /// Notes what is wrong here. A reason is of the kind that AWS's registry gives.
    fn wrong(&mut self, member: Option<&str>, reason: &str) {
        let name = &self.resource.logical_id;
        let pointer: String = self.path.iter().map(|step| format!("/{step}")).collect();
        let message = format!("Properties validation failed for resource {name} with message:\n#{pointer}: {reason}");
        self.fault(member, message);
    }

    fn fault(&mut self, member: Option<&str>, message: String) {
        let start = ["Resources", self.resource.logical_id.as_str(), "Properties"];
        let below = self.path.iter().map(String::as_str).chain(member);
        let path: Vec<&str> = start.into_iter().chain(below).collect();
        self.faults.push(Fault::of(&path, message));
    }

    fn refused(&mut self, member: &str, why: &str) {
        let Resource { logical_id, type_name, .. } = self.resource;
        let whole: Vec<&str> = self.path.iter().map(String::as_str).chain([member]).collect();
        let whole = whole.join(".");
        self.fault(
            Some(member),
            format!("Property {whole} of resource {logical_id} ({type_name}) is not supported: {why}"),
        );
    }

    fn object(&mut self, schema: &[Property], entries: Entries) -> Document {
        for property in schema.iter().filter(|property| property.required) {
            if entries.iter().all(|(name, _)| name != property.name) {
                self.wrong(None, &format!("required key [{}] not found", property.name));
            }
        }
        let mut out = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            // `*` stands for every other name.
            let property = schema.iter().find(|property| property.name == name);
            match property.or_else(|| schema.iter().find(|property| property.name == "*")) {
                None => self.wrong(Some(&name), &format!("extraneous key [{name}] is not permitted")),
                Some(Property { refused: Some(why), .. }) => self.refused(&name, why),
                Some(property) => {
                    let value = self.below(&name, &property.kind, value);
                    out.push((name, value));
                }
            }
        }
        Document::Map(out)
    }

    fn below(&mut self, step: &str, kind: &Kind, value: Document) -> Document {
        self.path.push(step.to_owned());
        let value = self.value(kind, value);
        self.path.pop();
        value
    }

    fn value(&mut self, kind: &Kind, value: Document) -> Document {
        if is_function(&value) && !matches!(kind, Kind::Json) {
            return value;
        }
        let fits = match (kind, &value) {
            (Kind::Json, _) => return value,
            (Kind::List(_), Document::List(_)) | (Kind::Map(_) | Kind::Object(_), Document::Map(_)) => true,
            (Kind::String | Kind::Integer | Kind::Number | Kind::Boolean, _) => return self.scalar(kind, value),
            (_, Document::String(text)) if has_reference(text) => return value,
            _ => false,
        };
        if !fits {
            self.mismatch(kind, &value);
            return value;
        }
        match (kind, value) {
            (Kind::List(kind), Document::List(items)) => {
                let item = |(index, item): (usize, Document)| self.below(&index.to_string(), kind, item);
                Document::List(items.into_iter().enumerate().map(item).collect())
            }
            (Kind::Map(kind), Document::Map(entries)) => {
                let mut out = Vec::with_capacity(entries.len());
                for (name, value) in entries {
                    let value = self.below(&name, kind, value);
                    out.push((name, value));
                }
                Document::Map(out)
            }
            (Kind::Object(schema), Document::Map(entries)) => self.object(schema, entries),
            (_, other) => other,
        }
    }

    fn scalar(&mut self, kind: &Kind, value: Document) -> Document {
        let turned = match kind {
            Kind::String => text(&value).map(Document::String),
            Kind::Boolean => boolean(&value).map(Document::Bool),
            Kind::Integer => integer(&value).map(Document::Integer),
            _ => number(&value),
        };
        match turned {
            Some(turned) => turned,
            None if value.as_str().is_some_and(has_reference) => value,
            None => {
                self.mismatch(kind, &value);
                value
            }
        }
    }

    fn mismatch(&mut self, kind: &Kind, value: &Document) {
        let wanted = match kind {
            Kind::String => "String",
            Kind::Integer => "Integer",
            Kind::Number => "Number",
            Kind::Boolean => "Boolean",
            Kind::List(_) => "JSONArray",
            Kind::Json | Kind::Map(_) | Kind::Object(_) => "JSONObject",
        };
        let found = match value {
            Document::Bool(_) => "Boolean",
            Document::Integer(_) => "Integer",
            Document::Float(_) => "BigDecimal",
            Document::List(_) => "JSONArray",
            Document::Map(_) => "JSONObject",
            Document::Null => "Null",
            _ => "String",
        };
        self.wrong(None, &format!("expected type: {wanted}, found: {found}"));
    }
}

fn integer(value: &Document) -> Option<i64> {
    match value {
        Document::Integer(value) => Some(*value),
        Document::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
        Document::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn number(value: &Document) -> Option<Document> {
    match value {
        Document::Integer(_) | Document::Float(_) => Some(value.clone()),
        Document::String(text) => {
            let text = text.trim();
            let float = |value: f64| value.is_finite().then_some(Document::Float(value));
            text.parse().map(Document::Integer).ok().or_else(|| text.parse().ok().and_then(float))
        }
        _ => None,
    }
}
