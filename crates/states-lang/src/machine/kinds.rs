//! Reads what states do.

use serde_json::{Map as Object, Value};

use super::fields::Fields;
use super::read::{MAX_SECONDS, Reader, assign};
use super::{Fail, Kind, Language, Machine, Map, Rule, Task, Until, Wait};
use crate::choice::Test;
use crate::diagnostic::Diagnostic;
use crate::payload::Template;

/// Machines within a state: branches, or what a Map runs. Read first, as they have diagnostics of their own.
pub(super) fn machines(
    reader: &mut Reader<'_>,
    object: &Object<String, Value>,
    location: &str,
    language: Language,
) -> Vec<Machine> {
    let language = match object.get("QueryLanguage").and_then(Value::as_str) {
        Some("JSONata") => Language::Jsonata,
        _ => language,
    };
    let mut found = Vec::new();
    match object.get("Type").and_then(Value::as_str) {
        Some("Parallel") => {
            for (at, branch) in object.get("Branches").and_then(Value::as_array).into_iter().flatten().enumerate() {
                let place = format!("{location}/Branches[{at}]");
                match branch.as_object() {
                    Some(branch) => found.extend(reader.machine(branch, place, language, false)),
                    None => reader.diagnostics.push(Diagnostic::schema("A branch is a JSON object", place)),
                }
            }
        }
        Some("Map") => {
            for field in ["ItemProcessor", "Iterator"] {
                if let Some(processor) = object.get(field).and_then(Value::as_object) {
                    found.extend(reader.machine(processor, format!("{location}/{field}"), language, false));
                }
            }
        }
        _ => {}
    }
    found
}

pub(super) fn kind(fields: &mut Fields<'_, '_>, word: &str, language: Language, inner: Vec<Machine>) -> Option<Kind> {
    match word {
        "Pass" => Some(Kind::Pass {
            result: if language == Language::JsonPath { fields.value("Result").cloned() } else { None },
        }),
        "Task" => task(fields, language),
        "Choice" => choice(fields, language),
        "Wait" => wait(fields, language),
        "Succeed" => Some(Kind::Succeed),
        "Fail" => Some(Kind::Fail(fail(fields, language))),
        "Parallel" => {
            if fields.value("Branches").and_then(Value::as_array).is_none_or(Vec::is_empty) {
                fields.wrong("Branches", "The value for the field 'Branches' must be a list of machines");
            }
            Some(Kind::Parallel { branches: inner })
        }
        "Map" => map(fields, language, inner),
        _ => {
            let types = "'Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'";
            fields.wrong("Type", format!("The value for the field 'Type' must be one of {types}"));
            None
        }
    }
}

/// A number that stands in a field, or in the input where `..Path` leads; or an expression.
fn amount(
    fields: &mut Fields<'_, '_>,
    field: &'static str,
    path: &'static str,
    language: Language,
    (least, most): (u64, u64),
) -> Option<Template> {
    if language == Language::Jsonata {
        return match fields.value(field) {
            Some(Value::String(_)) => {
                let template = fields.queries(field, "");
                if matches!(template, Some(Template::Json(_))) {
                    fields.wrong(
                        field,
                        format!("The value for the field '{field}' must be a number or a JSONata expression"),
                    );
                }
                template
            }
            Some(_) => fields.whole(field, least, most).map(|number| Template::Json(number.into())),
            None => None,
        };
    }
    if fields.has(field) && fields.has(path) {
        fields.wrong_here(format!("A state has only one of the fields '{field}' and '{path}'"));
    }
    let fixed = fields.whole(field, least, most).map(|number| Template::Json(number.into()));
    fixed.or_else(|| fields.source(path))
}

fn task(fields: &mut Fields<'_, '_>, language: Language) -> Option<Kind> {
    let resource = fields.text("Resource").map(str::to_owned);
    if !fields.has("Resource") {
        fields.wrong_here("The field 'Resource' is required but was missing");
    }
    let timeout = amount(fields, "TimeoutSeconds", "TimeoutSecondsPath", language, (1, MAX_SECONDS));
    let heartbeat = amount(fields, "HeartbeatSeconds", "HeartbeatSecondsPath", language, (1, MAX_SECONDS));
    if let (Some(Template::Json(timeout)), Some(Template::Json(heartbeat))) = (&timeout, &heartbeat)
        && heartbeat.as_u64() >= timeout.as_u64()
    {
        fields.wrong(
            "HeartbeatSeconds",
            "The value for the field 'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'",
        );
    }
    let credentials = match language {
        Language::JsonPath => fields.template("Credentials"),
        Language::Jsonata => fields.queries("Credentials", ""),
    };
    let resource = resource?;
    if !resource.starts_with("arn:") {
        fields.wrong("Resource", "The value for the field 'Resource' must be a valid ARN");
    }
    Some(Kind::Task(Task { resource, timeout, heartbeat, credentials }))
}

fn choice(fields: &mut Fields<'_, '_>, language: Language) -> Option<Kind> {
    let default = fields.text("Default").map(str::to_owned);
    let choices = fields.value("Choices").and_then(Value::as_array).filter(|choices| !choices.is_empty());
    let Some(choices) = choices else {
        fields.wrong("Choices", "The value for the field 'Choices' must be a list of rules");
        return None;
    };
    let mut rules = Vec::new();
    for (at, choice) in choices.iter().enumerate() {
        let place = format!("Choices[{at}]");
        match choice.as_object() {
            Some(choice) => rules.extend(rule(fields, choice, at, language)),
            None => fields.wrong(&place, "A rule is an object"),
        }
    }
    Some(Kind::Choice { rules, default })
}

fn rule(fields: &mut Fields<'_, '_>, object: &Object<String, Value>, at: usize, language: Language) -> Option<Rule> {
    let location = format!("{}/Choices[{at}]", fields.location);
    let mut inner = Fields::new(object, location, fields.diagnostics);
    let prefix = format!("Choices[{at}]/");
    let next = inner.text("Next").map(str::to_owned);
    if !inner.has("Next") {
        inner.wrong_here("The field 'Next' is required but was missing");
    }
    let assign = assign(&mut inner, language, &prefix);
    let (test, output) = match language {
        Language::Jsonata => {
            let condition = inner.value("Condition").unwrap_or(&Value::Null);
            let test = Test::condition(condition, &format!("{prefix}Condition"));
            inner.value("Comment");
            (test.map_err(|why| (why, "/Condition".to_owned())), inner.queries("Output", &prefix))
        }
        Language::JsonPath => (Test::read(object, 0), None),
    };
    let test = match test {
        Ok(test) => Some(test),
        Err((why, place)) => {
            inner.wrong(place.trim_start_matches('/'), why);
            None
        }
    };
    if language == Language::Jsonata {
        inner.finish();
    }
    Some(Rule { test: test?, next: next?, output, assign })
}

fn wait(fields: &mut Fields<'_, '_>, language: Language) -> Option<Kind> {
    let given = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
    let given = given.iter().filter(|field| fields.has(field)).count();
    if given != 1 {
        fields.wrong_here("A Wait state has exactly one of 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'");
        // They are known, whatever is wrong with them.
        for field in ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"] {
            fields.value(field);
        }
        return None;
    }
    if let Some(seconds) = amount(fields, "Seconds", "SecondsPath", language, (0, MAX_SECONDS)) {
        return Some(Kind::Wait(Wait { until: Until::Seconds(seconds) }));
    }
    let moment = match (language, fields.has("Timestamp")) {
        (Language::Jsonata, _) => fields.queries("Timestamp", ""),
        (Language::JsonPath, true) => fields.value("Timestamp").cloned().map(Template::Json),
        (Language::JsonPath, false) => fields.source("TimestampPath"),
    };
    if let Some(Template::Json(moment)) = &moment
        && crate::choice::instant(moment).is_none()
    {
        fields.wrong("Timestamp", "The value for the field 'Timestamp' must be a valid ISO-8601 timestamp");
    }
    Some(Kind::Wait(Wait { until: Until::Moment(moment?) }))
}

fn fail(fields: &mut Fields<'_, '_>, language: Language) -> Fail {
    let mut word = |field: &'static str, path: &'static str| {
        if language == Language::Jsonata {
            return fields.queries(field, "");
        }
        if fields.has(field) && fields.has(path) {
            fields.wrong_here(format!("A state has only one of the fields '{field}' and '{path}'"));
        }
        let fixed = fields.text(field).map(|text| Template::Json(text.into()));
        fixed.or_else(|| fields.source(path))
    };
    Fail { error: word("Error", "ErrorPath"), cause: word("Cause", "CausePath") }
}

fn map(fields: &mut Fields<'_, '_>, language: Language, inner: Vec<Machine>) -> Option<Kind> {
    let processor = [fields.value("ItemProcessor"), fields.value("Iterator")];
    let given: Vec<&Value> = processor.into_iter().flatten().collect();
    if given.len() != 1 {
        fields.wrong_here("A Map state has exactly one of the fields 'ItemProcessor' and 'Iterator'");
    }
    let config = given.first().and_then(|processor| processor.get("ProcessorConfig"));
    match config.and_then(|config| config.get("Mode")).and_then(Value::as_str) {
        None | Some("INLINE") => {}
        Some("DISTRIBUTED") => {
            fields.wrong("ItemProcessor/ProcessorConfig/Mode", "Maps in mode DISTRIBUTED are not supported yet");
        }
        Some(_) => {
            let why = "The value for the field 'Mode' must be one of 'INLINE', 'DISTRIBUTED'";
            fields.wrong("ItemProcessor/ProcessorConfig/Mode", why);
        }
    }
    let (items, selector) = match language {
        Language::JsonPath => (fields.source("ItemsPath"), selector(fields)),
        Language::Jsonata => (fields.queries("Items", ""), fields.queries("ItemSelector", "")),
    };
    let concurrency = amount(fields, "MaxConcurrency", "MaxConcurrencyPath", language, (0, MAX_SECONDS));
    let processor = inner.into_iter().next()?;
    Some(Kind::Map(Map { processor, items, selector, concurrency }))
}

/// `ItemSelector`; its name was `Parameters` once.
fn selector(fields: &mut Fields<'_, '_>) -> Option<Template> {
    if fields.has("ItemSelector") && fields.has("Parameters") {
        fields.wrong_here("A Map state has only one of the fields 'ItemSelector' and 'Parameters'");
    }
    fields.template("ItemSelector").or_else(|| fields.template("Parameters"))
}
