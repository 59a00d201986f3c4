//! Functions of texts and lists.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tradewind_wire::Document;

use super::dynamic::bare;
use super::evaluator::{Evaluator, Value, call};
use crate::fault::Fault;
use crate::sub::{Piece, pieces};
use crate::text::text;
use crate::walk::SUB_ARGUMENTS;

impl Evaluator<'_> {
    pub(super) fn join(&self, argument: &Document) -> Result<Document, Fault> {
        let parts = match argument.items() {
            [Document::String(delimiter), Document::List(items)] => {
                let texts: Option<Vec<String>> = items.iter().map(text).collect();
                texts.map(|texts| texts.join(delimiter))
            }
            _ => None,
        };
        parts.map(Document::from).ok_or_else(|| {
            self.fault(
                "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of \
                 strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
            )
        })
    }

    pub(super) fn select(&self, argument: &Document) -> Result<Document, Fault> {
        let [index, Document::List(items)] = argument.items() else {
            return Err(self.fault(
                "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
            ));
        };
        let Some(index) = text(index).and_then(|index| index.trim().parse::<i64>().ok()) else {
            return Err(self.fault(
                "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
            ));
        };
        let found = usize::try_from(index).ok().and_then(|index| items.get(index));
        found.cloned().ok_or_else(|| {
            self.fault(format!("Template error: Fn::Select cannot select nonexistent value at index {index}"))
        })
    }

    pub(super) fn split(&self, argument: &Document) -> Result<Document, Fault> {
        let parts = match argument.items() {
            [Document::String(delimiter), source] if !delimiter.is_empty() => {
                let parts = |source: String| source.split(delimiter.as_str()).map(Document::from).collect();
                text(source).map(parts)
            }
            _ => None,
        };
        parts.map(Document::List).ok_or_else(|| {
            self.fault(
                "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be \
                 split or a function that returns a string to be split.",
            )
        })
    }

    pub(super) fn base64(&self, argument: &Document) -> Result<Document, Fault> {
        let text = text(&bare(argument.clone()));
        let text =
            text.ok_or_else(|| self.fault("Template error: every Fn::Base64 object must have a String-typed value."))?;
        Ok(STANDARD.encode(text).into())
    }

    pub(super) fn length(&self, argument: &Document) -> Result<Document, Fault> {
        let Some(items) = argument.as_list() else {
            return Err(self.fault("Template error: Fn::Length requires a list argument"));
        };
        Ok(Document::Integer(i64::try_from(items.len()).unwrap_or(i64::MAX)))
    }

    pub(super) fn json(&self, argument: &Document) -> Result<Document, Fault> {
        if !argument.is_map() && argument.as_list().is_none() {
            return Err(self.fault("Template error: Fn::ToJsonString requires an object or a list"));
        }
        let json = String::from_utf8(argument.to_json_vec());
        json.map(Document::from).map_err(|_| self.fault("Template error: Fn::ToJsonString got what is no text"))
    }

    pub(super) fn sub(&mut self, argument: &Document) -> Result<Value, Fault> {
        let (source, own) = match argument {
            Document::String(source) => (source, BTreeMap::new()),
            Document::List(items) => match items.as_slice() {
                [Document::String(source), Document::Map(own)] => (source, self.own(own)?),
                _ => return Err(self.fault(SUB_ARGUMENTS)),
            },
            _ => return Err(self.fault(SUB_ARGUMENTS)),
        };
        let pieces = pieces(source).map_err(|fault| self.fault(fault.message))?;
        let mut out = Joined::default();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.text(text),
                Piece::Literal(name) => out.text(&["${", name, "}"].concat()),
                Piece::Variable(name) => {
                    let value = match own.get(name) {
                        Some(value) => value.clone(),
                        None => match name.split_once('.') {
                            Some((resource, attribute)) => self.attribute(resource, attribute)?,
                            None => self.named(name)?,
                        },
                    };
                    self.add(&mut out, name, value)?;
                }
            }
        }
        Ok(out.finish())
    }

    /// The values of the names that a `Fn::Sub` brings along.
    fn own(&mut self, own: &[(Cow<'static, str>, Document)]) -> Result<BTreeMap<String, Value>, Fault> {
        own.iter().map(|(name, value)| Ok((name.to_string(), self.below(name, value)?))).collect()
    }

    fn add(&self, out: &mut Joined, name: &str, value: Value) -> Result<(), Fault> {
        let wrong = || {
            self.fault(format!("Template error: variable {name} in Fn::Sub expression does not resolve to a string"))
        };
        match value {
            Value::Known(value) => out.text(&text(&value).ok_or_else(wrong)?),
            Value::Later(value) => out.later(value),
            Value::Gone => return Err(wrong()),
        }
        Ok(())
    }
}

/// A text in the making, of which parts may be known only later.
#[derive(Default)]
struct Joined {
    parts: Vec<Document>,
    text: String,
}

impl Joined {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn later(&mut self, value: Document) {
        if !self.text.is_empty() {
            self.parts.push(std::mem::take(&mut self.text).into());
        }
        self.parts.push(value);
    }

    fn finish(mut self) -> Value {
        if self.parts.is_empty() {
            return Value::Known(self.text.into());
        }
        if !self.text.is_empty() {
            self.parts.push(self.text.into());
        }
        Value::Later(call("Fn::Join", Document::List(vec!["".into(), Document::List(self.parts)])))
    }
}
