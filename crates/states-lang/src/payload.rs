//! JSON in which parts are computed: payload templates of paths, and JSON with JSONata in it.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html>

use serde_json::{Map, Value};
use tradewind_clock::Timestamp;

use crate::fault::{Fault, QUERY};
use crate::intrinsic::Call;
use crate::jsonata::{self, Chance, Miss, Scene};
use crate::path::{Path, Sight};

/// The deepest nesting of a template.
const DEEPEST: usize = 100;

/// JSON, with parts that are computed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Template {
    /// As it is.
    Json(Value),
    Object(Vec<(String, Template)>),
    List(Vec<Template>),
    /// What a path leads to, or an intrinsic function comes to; and the field it stands in.
    Source(String, Source),
    /// What an expression comes to; and the field it stands in: `Arguments/order[0]`.
    Query(String, String),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    Path(Path),
    Call(Call),
}

/// What templates see, and where chance comes from.
pub(crate) struct Eyes<'a> {
    pub(crate) input: &'a Value,
    pub(crate) context: &'a Value,
    pub(crate) variables: &'a Value,
    /// `$states` of JSONata.
    pub(crate) states: &'a Value,
    pub(crate) now: Timestamp,
    pub(crate) chance: &'a mut Chance<'a>,
}

/// What is wrong with a template, and where in it.
pub(crate) type Wrong = (String, String);

impl Template {
    /// Reads a payload template: fields whose names end in `.$` are computed.
    ///
    /// # Errors
    /// The first that is wrong.
    pub(crate) fn of_paths(value: &Value) -> Result<Template, Wrong> {
        of_paths(value, "", 0)
    }

    /// Reads JSON with expressions in it. `place` is the field it stands in.
    ///
    /// # Errors
    /// The first that is wrong.
    pub(crate) fn of_queries(value: &Value, place: &str) -> Result<Template, Wrong> {
        of_queries(value, place, "", 0)
    }

    /// A path or an intrinsic function, as the value of this field.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn source(field: &str, text: &str) -> Result<Template, String> {
        let source = match text.starts_with("States.") {
            true => Source::Call(Call::read(text)?),
            false => Source::Path(Path::read(text)?),
        };
        Ok(Template::Source(field.to_owned(), source))
    }

    /// What it comes to.
    ///
    /// # Errors
    /// A path that leads nowhere, a function or an expression that fails.
    pub(crate) fn evaluate(&self, eyes: &mut Eyes<'_>) -> Result<Value, Fault> {
        Ok(match self {
            Template::Json(value) => value.clone(),
            Template::Object(members) => {
                let mut object = Map::with_capacity(members.len());
                for (name, value) in members {
                    object.insert(name.clone(), value.evaluate(eyes)?);
                }
                Value::Object(object)
            }
            Template::List(items) => {
                Value::Array(items.iter().map(|item| item.evaluate(eyes)).collect::<Result<_, _>>()?)
            }
            Template::Source(field, Source::Path(path)) => path.find(eyes.sight()).ok_or_else(|| {
                Fault::runtime(format!(
                    "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
                    path.text(),
                    eyes.input
                ))
            })?,
            Template::Source(_, Source::Call(call)) => {
                let sight = Sight { input: eyes.input, context: eyes.context, variables: eyes.variables };
                call.evaluate(sight, eyes.chance)?
            }
            Template::Query(field, text) => query(field, text, eyes)?,
        })
    }
}

impl<'a> Eyes<'a> {
    fn sight(&self) -> Sight<'a> {
        Sight { input: self.input, context: self.context, variables: self.variables }
    }
}

/// What an expression comes to.
pub(crate) fn query(field: &str, text: &str, eyes: &mut Eyes<'_>) -> Result<Value, Fault> {
    let scene = Scene { states: eyes.states, variables: eyes.variables, now: eyes.now };
    jsonata::evaluate(text, scene, eyes.chance).map_err(|miss| {
        let why = match miss {
            Miss::Undefined => "returned nothing (undefined).".to_owned(),
            Miss::NoJson => "returned a value that is not valid JSON.".to_owned(),
            Miss::Failed(why) => format!("threw an error during evaluation. {why}"),
        };
        Fault::new(QUERY, format!("The JSONata expression '{text}' specified for the field '{field}' {why}"))
    })
}

fn of_paths(value: &Value, place: &str, depth: usize) -> Result<Template, Wrong> {
    if depth > DEEPEST {
        return Err((format!("values nest at most {DEEPEST} deep"), place.to_owned()));
    }
    Ok(match value {
        Value::Object(members) => {
            let mut read = Vec::with_capacity(members.len());
            for (name, value) in members {
                let place = format!("{place}/{name}");
                read.push(match name.strip_suffix(".$") {
                    None => (name.clone(), of_paths(value, &place, depth + 1)?),
                    Some(short) => {
                        let text = value.as_str().ok_or_else(|| (sourceless(name), place.clone()))?;
                        let source = Template::source(name, text).map_err(|_| (sourceless(name), place.clone()))?;
                        (short.to_owned(), source)
                    }
                });
            }
            flat(read, Template::Object)
        }
        Value::Array(items) => {
            let read = items.iter().enumerate();
            let read = read.map(|(at, item)| of_paths(item, &format!("{place}[{at}]"), depth + 1));
            Template::List(read.collect::<Result<_, _>>()?)
        }
        plain => Template::Json(plain.clone()),
    })
}

fn sourceless(name: &str) -> String {
    format!("The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call")
}

fn of_queries(value: &Value, field: &str, place: &str, depth: usize) -> Result<Template, Wrong> {
    if depth > DEEPEST {
        return Err((format!("values nest at most {DEEPEST} deep"), place.to_owned()));
    }
    Ok(match value {
        Value::Object(members) => {
            let read = members.iter().map(|(name, value)| {
                let read = of_queries(value, &format!("{field}/{name}"), &format!("{place}/{name}"), depth + 1)?;
                Ok((name.clone(), read))
            });
            flat(read.collect::<Result<_, Wrong>>()?, Template::Object)
        }
        Value::Array(items) => {
            let read = items.iter().enumerate();
            let read = read
                .map(|(at, item)| of_queries(item, &format!("{field}[{at}]"), &format!("{place}[{at}]"), depth + 1));
            Template::List(read.collect::<Result<_, _>>()?)
        }
        Value::String(text) => match jsonata::expression(text) {
            None => Template::Json(value.clone()),
            Some(expression) => {
                jsonata::check(expression).map_err(|why| (why, place.to_owned()))?;
                Template::Query(field.to_owned(), expression.to_owned())
            }
        },
        plain => Template::Json(plain.clone()),
    })
}

/// An object in which nothing is computed is JSON.
fn flat(members: Vec<(String, Template)>, make: fn(Vec<(String, Template)>) -> Template) -> Template {
    let plain = members.iter().map(|(name, value)| match value {
        Template::Json(value) => Some((name.clone(), value.clone())),
        _ => None,
    });
    match plain.collect::<Option<Map<String, Value>>>() {
        Some(plain) => Template::Json(Value::Object(plain)),
        None => make(members),
    }
}
