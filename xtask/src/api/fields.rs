//! A member's Rust type and its `#[shape(...)]`.

use std::collections::BTreeSet;

use tradewind_wire::{Document, Matcher};

use crate::api::model::{Model, flag, text};
use crate::api::names;
use crate::api::reach::Reached;
use crate::api::traits;

/// What rendering collects on the way.
pub(crate) struct Collector<'a> {
    pub(crate) model: &'a Model,
    pub(crate) service: &'a str,
    /// Whether constraints are written at all.
    pub(crate) constraints: bool,
    /// Enumerations in use, to be written as constants.
    pub(crate) enums: BTreeSet<String>,
    /// `BTreeMap`, `Bytes`, `Timestamp`: the imports the file needs.
    pub(crate) imports: BTreeSet<&'static str>,
}

impl Collector<'_> {
    /// The Rust type of a member. What an output brings while it is sent is a stream; a request's payload is one in restXml, and
    /// elsewhere it has arrived before its handler starts and is bytes. A `jsonvalue` is text in the model and any JSON in fact.
    pub(crate) fn member_type(
        &mut self,
        member: &Document,
        owner: &Reached<'_>,
        payload: bool,
    ) -> Result<String, String> {
        let name = text(member, "shape");
        let shape = self.model.shape(name)?;
        if flag(member, "jsonvalue") || flag(shape, "jsonvalue") {
            return Ok(self.import("tradewind_wire::Document", "Document"));
        }
        let streams = flag(shape, "eventstream") || flag(shape, "streaming") || flag(member, "streaming");
        if payload && streams && (!owner.in_input || self.model.metadata("protocol") == Some("rest-xml")) {
            return Ok(self.import("tradewind_wire::Stream", "Stream"));
        }
        if flag(shape, "eventstream") {
            return Err(format!("{}: a stream of events in a request can't be read here", owner.name));
        }
        self.rust_type(name, owner.name)
    }

    /// The Rust type of a shape, seen from inside `owner`.
    pub(crate) fn rust_type(&mut self, name: &str, owner: &str) -> Result<String, String> {
        let shape = self.model.shape(name)?;
        let inner = |key: &str| shape.get(key).map(|member| text(member, "shape").to_owned()).unwrap_or_default();
        Ok(match text(shape, "type") {
            "string" | "character" => "String".to_owned(),
            "integer" => "i32".to_owned(),
            "long" => "i64".to_owned(),
            "float" | "double" => "f64".to_owned(),
            "boolean" => "bool".to_owned(),
            "timestamp" => self.import("tradewind_clock::Timestamp", "Timestamp"),
            "blob" => self.import("bytes::Bytes", "Bytes"),
            "list" => format!("Vec<{}>", self.rust_type(&inner("member"), "")?),
            "map" => {
                self.imports.insert("std::collections::BTreeMap");
                format!("BTreeMap<String, {}>", self.rust_type(&inner("value"), "")?)
            }
            "structure" if flag(shape, "document") => self.import("tradewind_wire::Document", "Document"),
            "structure" if !owner.is_empty() && self.holds(name, owner, 0)? => {
                format!("Box<{}>", names::type_name(name))
            }
            "structure" => names::type_name(name),
            other => return Err(format!("{name} is of the type {other}, which is not known here")),
        })
    }

    /// Whether a structure holds `owner` by value, so that a box must break the circle.
    fn holds(&self, name: &str, owner: &str, depth: usize) -> Result<bool, String> {
        if name == owner {
            return Ok(true);
        }
        let shape = self.model.shape(name)?;
        if text(shape, "type") != "structure" || depth > 16 {
            return Ok(false);
        }
        for (_, member) in super::model::entries(shape.get("members")) {
            if self.holds(text(member, "shape"), owner, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The words of `#[shape(...)]` for a member.
    pub(crate) fn words(
        &mut self,
        wire: &str,
        field: &str,
        member: &Document,
        required: bool,
        in_input: bool,
    ) -> Result<Vec<String>, String> {
        let name = text(member, "shape");
        let shape = self.model.shape(name)?;
        let mut words = Vec::new();
        if names::pascal_case(field) != wire {
            words.push(format!("name = {wire:?}"));
        }
        if required {
            words.push("required".to_owned());
        }
        words.extend(traits::location(member));
        words.extend(traits::query(self.model, self.service, wire, member, shape)?);
        if flag(member, "hostLabel") {
            words.push("host_label".to_owned());
        }
        let format = [member, shape].iter().map(|of| text(of, "timestampFormat")).find(|format| !format.is_empty());
        if let Some(format) = format {
            words.push(format!("timestamp_format = {format:?}"));
        }
        if flag(shape, "sensitive") || flag(member, "sensitive") {
            words.push("sensitive".to_owned());
        }
        if in_input && self.constraints {
            words.extend(self.rules(shape, name)?);
        }
        Ok(words)
    }

    /// The constraints of a shape, and of what a list or map of it holds.
    fn rules(&mut self, shape: &Document, name: &str) -> Result<Vec<String>, String> {
        let mut words = Vec::new();
        let kind = text(shape, "type");
        let word = if matches!(kind, "integer" | "long" | "float" | "double") { "range" } else { "length" };
        words.extend(range(shape).map(|range| format!("{word} = {range}")));
        let pattern = text(shape, "pattern");
        if !pattern.is_empty() && !is_anything(pattern) {
            if matches!(Matcher::new(pattern), Matcher::Unsupported) {
                eprintln!("xtask: {name}: the pattern {pattern} can't be run here; the service must check it itself");
            }
            words.push(format!("pattern = {}", literal(pattern)));
        }
        if shape.get("enum").is_some() {
            self.enums.insert(name.to_owned());
            words.push(format!("one_of = {}", names::constant(name)));
        }
        for (key, word) in [("member", "item"), ("value", "item"), ("key", "map_key")] {
            let Some(inner) = shape.get(key).map(|inner| text(inner, "shape")) else { continue };
            let inner_rules = match text(self.model.shape(inner)?, "type") {
                "structure" => Vec::new(),
                _ => self.rules(self.model.shape(inner)?, inner)?,
            };
            if !inner_rules.is_empty() {
                words.push(format!("{word}({})", inner_rules.join(", ")));
            }
        }
        Ok(words)
    }

    fn import(&mut self, path: &'static str, name: &str) -> String {
        self.imports.insert(path);
        name.to_owned()
    }
}

/// `min..=max`, as far as the model gives them.
fn range(shape: &Document) -> Option<String> {
    let bound = |key: &str| match shape.get(key) {
        Some(Document::Integer(value)) => Some(*value),
        Some(Document::Float(value)) => Some(*value as i64),
        _ => None,
    };
    match (bound("min"), bound("max")) {
        (None, None) => None,
        (Some(0), None) if text(shape, "type") != "integer" => None,
        (Some(min), None) => Some(format!("{min}..")),
        (None, Some(max)) => Some(format!("..={max}")),
        (Some(min), Some(max)) => Some(format!("{min}..={max}")),
    }
}

/// Whether a pattern accepts every text, so that it says nothing.
fn is_anything(pattern: &str) -> bool {
    matches!(pattern, "[\\s\\S]*" | "[\\S\\s]*" | "(?s).*")
}

/// A Rust string literal, raw where that reads better.
fn literal(text: &str) -> String {
    if !text.contains('\\') {
        return format!("{text:?}");
    }
    if text.contains('"') { format!("r#\"{text}\"#") } else { format!("r\"{text}\"") }
}
