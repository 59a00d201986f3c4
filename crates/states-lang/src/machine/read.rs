//! Reads definitions.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value};

use super::fields::Fields;
use super::{
    Catcher, Filter, Language, MAX_DEFINITION, MAX_NAME, Machine, Placing, Retrier, Shape, State, graph, kinds,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::{Path, ReferencePath};
use crate::payload::Template;

/// How deep machines may stand in each other.
const DEEPEST: usize = 25;
/// The longest time of a state or an execution, in seconds.
pub(super) const MAX_SECONDS: u64 = 99_999_999;

pub(super) fn machine(text: &str) -> (Option<Machine>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    if text.len() > MAX_DEFINITION {
        let why = format!("Request size is too large. The definition has more than {MAX_DEFINITION} bytes.");
        return (None, vec![Diagnostic::schema(why, "/")]);
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let diagnostic = Diagnostic {
                severity: Severity::Error,
                code: "INVALID_JSON_DESCRIPTION",
                message: error.to_string(),
                location: "/".to_owned(),
            };
            return (None, vec![diagnostic]);
        }
    };
    let Some(object) = value.as_object() else {
        return (None, vec![Diagnostic::schema("A definition is a JSON object", "/")]);
    };
    let mut reader = Reader { diagnostics: &mut diagnostics, depth: 0 };
    let machine = reader.machine(object, String::new(), Language::JsonPath, true);
    if let Some(machine) = &machine {
        graph::check(machine, "", &mut diagnostics);
    }
    (machine, diagnostics)
}

/// Reads machines and collects what is wrong.
pub(super) struct Reader<'d> {
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    depth: usize,
}

impl Reader<'_> {
    /// A machine, or a branch of one.
    pub(super) fn machine(
        &mut self,
        object: &Object<String, Value>,
        location: String,
        outer: Language,
        whole: bool,
    ) -> Option<Machine> {
        if self.depth > DEEPEST {
            self.diagnostics.push(Diagnostic::schema(format!("machines nest at most {DEEPEST} deep"), location));
            return None;
        }
        let mut fields = Fields::new(object, location, self.diagnostics);
        let comment = fields.text("Comment").map(str::to_owned);
        let language = language(&mut fields, outer);
        let timeout_seconds = if whole { fields.whole("TimeoutSeconds", 1, MAX_SECONDS) } else { None };
        if whole && fields.text("Version").is_some_and(|version| version != "1.0") {
            fields.wrong("Version", "The value for the field 'Version' must be '1.0'");
        }
        if !whole {
            fields.value("ProcessorConfig");
        }
        let start_at = fields.text("StartAt").map(str::to_owned);
        let states = fields.value("States").and_then(Value::as_object).filter(|states| !states.is_empty());
        if start_at.is_none() && !fields.has("StartAt") {
            fields.wrong_here("The field 'StartAt' is required but was missing");
        }
        if states.is_none() {
            fields.wrong_here("The field 'States' is required and has to hold a state at least");
        }
        let location = fields.location.clone();
        fields.finish();
        let (start_at, states) = start_at.zip(states)?;
        let mut read = BTreeMap::new();
        for (position, (name, state)) in states.iter().enumerate() {
            let place = format!("{location}/States/{name}");
            if name.is_empty() || name.chars().count() > MAX_NAME {
                let why = format!("The name of a state has between 1 and {MAX_NAME} characters");
                self.diagnostics.push(Diagnostic::schema(why, place.clone()));
            }
            match state.as_object() {
                Some(state) => {
                    read.extend(self.state(name, position, state, place, language).map(|state| (name.clone(), state)));
                }
                None => self.diagnostics.push(Diagnostic::schema("A state is a JSON object", place)),
            }
        }
        // What could not be read has been told; its name is known nevertheless.
        (read.len() == states.len()).then_some(Machine { comment, start_at, states: read, timeout_seconds })
    }

    fn state(
        &mut self,
        name: &str,
        position: usize,
        object: &Object<String, Value>,
        location: String,
        outer: Language,
    ) -> Option<State> {
        self.depth += 1;
        let before = self.diagnostics.len();
        let inner = kinds::machines(self, object, &location, outer);
        self.depth -= 1;
        let mut fields = Fields::new(object, location, self.diagnostics);
        let comment = fields.text("Comment").map(str::to_owned);
        let language = language(&mut fields, outer);
        let word = fields.text("Type").unwrap_or_default().to_owned();
        let kind = kinds::kind(&mut fields, &word, language, inner);
        let shape = shape(&mut fields, &word, language);
        let tries = matches!(word.as_str(), "Task" | "Parallel" | "Map");
        let (retry, catch) = match tries {
            true => (retriers(&mut fields), catchers(&mut fields, language)),
            false => (Vec::new(), Vec::new()),
        };
        let next = match word.as_str() {
            "Choice" | "Succeed" | "Fail" => None,
            _ => next(&mut fields),
        };
        fields.finish();
        let whole =
            self.diagnostics.get(before..).unwrap_or_default().iter().all(|one| one.severity == Severity::Warning);
        let kind = kind.filter(|_| whole)?;
        Some(State { name: name.to_owned(), position, comment, language, kind, next, retry, catch, shape })
    }
}

fn language(fields: &mut Fields<'_, '_>, outer: Language) -> Language {
    match fields.text("QueryLanguage") {
        None => outer,
        Some("JSONata") => Language::Jsonata,
        Some("JSONPath") if outer == Language::JsonPath => Language::JsonPath,
        Some("JSONPath") => {
            fields.wrong("QueryLanguage", "A state of a machine in JSONata can't use JSONPath");
            outer
        }
        Some(_) => {
            fields
                .wrong("QueryLanguage", "The value for the field 'QueryLanguage' must be one of 'JSONPath', 'JSONata'");
            outer
        }
    }
}

fn next(fields: &mut Fields<'_, '_>) -> Option<String> {
    let next = fields.text("Next").map(str::to_owned);
    let end = fields.flag("End");
    match (&next, end) {
        (None, None) if !fields.has("Next") && !fields.has("End") => {
            fields.wrong_here("A state needs one of the fields 'Next' and 'End'");
        }
        (Some(_), Some(_)) => fields.wrong_here("A state has only one of the fields 'Next' and 'End'"),
        (None, Some(false)) => fields.wrong("End", "The value for the field 'End' must be true"),
        _ => {}
    }
    next
}

/// `InputPath`, `OutputPath`.
pub(super) fn filter(fields: &mut Fields<'_, '_>, field: &'static str) -> Filter {
    match fields.value(field) {
        None => Filter::Whole,
        Some(Value::Null) => Filter::Nothing,
        Some(value) => match value.as_str().map(Path::read) {
            Some(Ok(path)) => Filter::At(path),
            _ => {
                fields.wrong(field, format!("The value for the field '{field}' must be a valid JSONPath"));
                Filter::Whole
            }
        },
    }
}

/// `ResultPath`.
pub(super) fn placing(fields: &mut Fields<'_, '_>) -> Placing {
    match fields.value("ResultPath") {
        None => Placing::Whole,
        Some(Value::Null) => Placing::Nowhere,
        Some(value) => match value.as_str().map(ReferencePath::read) {
            Some(Ok(path)) => Placing::At(path),
            _ => {
                fields.wrong("ResultPath", "The value for the field 'ResultPath' must be a valid Reference Path");
                Placing::Whole
            }
        },
    }
}

/// `Assign`.
pub(super) fn assign(fields: &mut Fields<'_, '_>, language: Language, prefix: &str) -> Vec<(String, Template)> {
    let template = match language {
        Language::JsonPath => fields.template("Assign"),
        Language::Jsonata => fields.queries("Assign", prefix),
    };
    let members = match template {
        None => return Vec::new(),
        Some(Template::Object(members)) => members,
        Some(Template::Json(Value::Object(members))) => {
            members.into_iter().map(|(name, value)| (name, Template::Json(value))).collect()
        }
        Some(_) => {
            fields.wrong("Assign", "The value for the field 'Assign' must be an object");
            return Vec::new();
        }
    };
    for (name, _) in &members {
        if !crate::path::is_variable(name) || name == "states" {
            fields.wrong("Assign", format!("'{name}' can't be the name of a variable"));
        }
    }
    members
}

fn errors(fields: &mut Fields<'_, '_>, last: bool) -> Vec<String> {
    let names = fields.value("ErrorEquals").and_then(Value::as_array);
    let names: Option<Vec<String>> =
        names.and_then(|names| names.iter().map(|name| name.as_str().map(str::to_owned)).collect());
    let names = names.filter(|names| !names.is_empty()).unwrap_or_default();
    if names.is_empty() {
        fields.wrong("ErrorEquals", "The value for the field 'ErrorEquals' must be a list of names of errors");
    }
    if names.iter().any(|name| name == crate::fault::ALL) && (names.len() > 1 || !last) {
        fields.wrong("ErrorEquals", "'States.ALL' has to stand alone, and in the last of the list");
    }
    names
}

fn each(fields: &mut Fields<'_, '_>, field: &'static str, mut read: impl FnMut(&mut Fields<'_, '_>, usize, bool)) {
    let Some(value) = fields.value(field) else { return };
    let Some(items) = value.as_array() else {
        return fields.wrong(field, format!("The value for the field '{field}' must be a list"));
    };
    for (at, item) in items.iter().enumerate() {
        let location = format!("{}/{field}[{at}]", fields.location);
        match item.as_object() {
            Some(object) => {
                let mut inner = Fields::new(object, location, fields.diagnostics);
                read(&mut inner, at, at + 1 == items.len());
                inner.value("Comment");
                inner.finish();
            }
            None => fields.wrong(&format!("{field}[{at}]"), "It has to be an object"),
        }
    }
}

fn retriers(fields: &mut Fields<'_, '_>) -> Vec<Retrier> {
    let mut retriers = Vec::new();
    each(fields, "Retry", |fields, _, last| {
        let errors = errors(fields, last);
        let backoff = fields.value("BackoffRate").map(|rate| rate.as_f64().filter(|rate| *rate >= 1.0));
        if backoff == Some(None) {
            fields.wrong("BackoffRate", "The value for the field 'BackoffRate' must be a number of at least 1.0");
        }
        let jitter = match fields.text("JitterStrategy") {
            None | Some("NONE") => false,
            Some("FULL") => true,
            Some(_) => {
                fields
                    .wrong("JitterStrategy", "The value for the field 'JitterStrategy' must be one of 'FULL', 'NONE'");
                false
            }
        };
        let interval = fields.whole("IntervalSeconds", 1, MAX_SECONDS).unwrap_or(1);
        let longest = fields.whole("MaxDelaySeconds", 1, 31_622_400);
        if longest.is_some_and(|longest| longest <= interval) {
            fields.wrong(
                "MaxDelaySeconds",
                "The value for the field 'MaxDelaySeconds' must be greater than IntervalSeconds",
            );
        }
        let attempts = fields.whole("MaxAttempts", 0, MAX_SECONDS).unwrap_or(3);
        retriers.push(Retrier {
            errors,
            interval,
            attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
            backoff: backoff.flatten().unwrap_or(2.0),
            longest,
            jitter,
        });
    });
    retriers
}

fn catchers(fields: &mut Fields<'_, '_>, language: Language) -> Vec<Catcher> {
    let mut catchers = Vec::new();
    each(fields, "Catch", |fields, at, last| {
        let errors = errors(fields, last);
        let prefix = format!("Catch[{at}]/");
        let (result, output) = match language {
            Language::JsonPath => (placing(fields), None),
            Language::Jsonata => (Placing::Whole, fields.queries("Output", &prefix)),
        };
        let assign = assign(fields, language, &prefix);
        match fields.text("Next").map(str::to_owned) {
            Some(next) => catchers.push(Catcher { errors, next, result, output, assign }),
            None => fields.wrong_here("The field 'Next' is required but was missing"),
        }
    });
    catchers
}

/// Fields that only some languages and types have.
pub(super) fn shape(fields: &mut Fields<'_, '_>, word: &str, language: Language) -> Shape {
    let mut shape = Shape::default();
    let (results, terminal) = (matches!(word, "Task" | "Parallel" | "Map" | "Pass"), matches!(word, "Fail"));
    if terminal {
        return shape;
    }
    match language {
        Language::JsonPath => {
            shape.input = filter(fields, "InputPath");
            shape.output_path = filter(fields, "OutputPath");
            if results && word != "Map" {
                shape.parameters = fields.template("Parameters");
            }
            if results {
                shape.result = placing(fields);
            }
            if results && word != "Pass" {
                shape.selector = fields.template("ResultSelector");
            }
        }
        Language::Jsonata => {
            if matches!(word, "Task" | "Parallel") {
                shape.parameters = fields.queries("Arguments", "");
            }
            shape.output = fields.queries("Output", "");
        }
    }
    if word != "Succeed" {
        shape.assign = assign(fields, language, "");
    }
    shape
}
