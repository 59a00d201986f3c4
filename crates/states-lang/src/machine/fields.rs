//! Reads the fields of a JSON object, and remembers which.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::payload::Template;

/// An object of a definition.
pub(super) struct Fields<'a, 'd> {
    object: &'a Map<String, Value>,
    /// `/States/Order`
    pub(super) location: String,
    read: Vec<&'static str>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a, 'd> Fields<'a, 'd> {
    pub(super) fn new(
        object: &'a Map<String, Value>,
        location: String,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Fields<'a, 'd> {
        Fields { object, location, read: Vec::new(), diagnostics }
    }

    /// Something is wrong with a field.
    pub(super) fn wrong(&mut self, field: &str, why: impl Into<String>) {
        let location = format!("{}/{field}", self.location);
        self.diagnostics.push(Diagnostic::schema(why, location));
    }

    /// Something is wrong with the object itself.
    pub(super) fn wrong_here(&mut self, why: impl Into<String>) {
        self.diagnostics.push(Diagnostic::schema(why, self.location.clone()));
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.object.contains_key(field)
    }

    pub(super) fn value(&mut self, field: &'static str) -> Option<&'a Value> {
        self.read.push(field);
        self.object.get(field)
    }

    pub(super) fn text(&mut self, field: &'static str) -> Option<&'a str> {
        let value = self.value(field)?;
        if value.as_str().is_none() {
            self.wrong(field, format!("The value for the field '{field}' must be a string"));
        }
        value.as_str()
    }

    pub(super) fn flag(&mut self, field: &'static str) -> Option<bool> {
        let value = self.value(field)?;
        if value.as_bool().is_none() {
            self.wrong(field, format!("The value for the field '{field}' must be a boolean"));
        }
        value.as_bool()
    }

    /// A whole number between two, both included.
    pub(super) fn whole(&mut self, field: &'static str, least: u64, most: u64) -> Option<u64> {
        let value = self.value(field)?;
        let number = value.as_u64().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.wrong(
                field,
                format!("The value for the field '{field}' must be an integer between {least} and {most}"),
            );
        }
        number
    }

    /// What a path or an intrinsic function of this field leads to.
    pub(super) fn source(&mut self, field: &'static str) -> Option<Template> {
        let text = self.text(field)?;
        let read = Template::source(field, text);
        if read.is_err() {
            self.wrong(field, format!("The value for the field '{field}' must be a valid JSONPath"));
        }
        read.ok()
    }

    /// A payload template.
    pub(super) fn template(&mut self, field: &'static str) -> Option<Template> {
        let value = self.value(field)?;
        match Template::of_paths(value) {
            Ok(template) => Some(template),
            Err((why, place)) => {
                self.wrong(&format!("{field}{place}"), why);
                None
            }
        }
    }

    /// JSON with expressions in it. `prefix` stands before the field's name where errors name it.
    pub(super) fn queries(&mut self, field: &'static str, prefix: &str) -> Option<Template> {
        let value = self.value(field)?;
        match Template::of_queries(value, &format!("{prefix}{field}")) {
            Ok(template) => Some(template),
            Err((why, place)) => {
                self.wrong(&format!("{field}{place}"), why);
                None
            }
        }
    }

    /// What nobody has asked for is not supported.
    pub(super) fn finish(mut self) {
        let unknown: Vec<String> =
            self.object.keys().filter(|name| !self.read.contains(&name.as_str())).cloned().collect();
        for name in unknown {
            self.wrong(&name, format!("The field '{name}' is not supported by Step Functions"));
        }
    }
}
