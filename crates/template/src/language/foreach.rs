//! [`Fn::ForEach`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html).

use std::borrow::Cow;
use std::collections::BTreeSet;

use tradewind_wire::Document;

use crate::evaluate::Evaluator;
use crate::fault::Fault;
use crate::limits::MAX_EXPANSION;
use crate::text::text;

/// What the name of a loop begins with.
const LOOP: &str = "Fn::ForEach::";

type Entries = Vec<(Cow<'static, str>, Document)>;

/// Unrolls loops.
pub(super) struct Loops<'a, 'b> {
    evaluator: &'a mut Evaluator<'b>,
    /// The identifiers of the loops around, innermost last, with their values.
    bound: Vec<(String, String)>,
    path: Vec<String>,
    /// How much may still be written.
    room: usize,
}

impl<'a, 'b> Loops<'a, 'b> {
    pub(super) fn new(evaluator: &'a mut Evaluator<'b>, section: &str) -> Loops<'a, 'b> {
        Loops { evaluator, bound: Vec::new(), path: vec![section.to_owned()], room: MAX_EXPANSION }
    }

    pub(super) fn section(&mut self, value: Document) -> Result<Document, Fault> {
        self.value(&value)
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::of(&self.path, message)
    }

    fn pay(&mut self, bytes: usize) -> Result<(), Fault> {
        let left = self.room.checked_sub(bytes + 32);
        self.room = left.ok_or_else(|| self.fault("Template error: Fn::ForEach writes too much"))?;
        Ok(())
    }

    fn value(&mut self, value: &Document) -> Result<Document, Fault> {
        match value {
            Document::String(text) => {
                self.pay(text.len())?;
                Ok(Document::String(self.filled(text)))
            }
            Document::List(items) => {
                self.pay(0)?;
                let items: Result<Vec<Document>, Fault> = items.iter().map(|item| self.value(item)).collect();
                Ok(Document::List(items?))
            }
            Document::Map(entries) => {
                self.pay(0)?;
                if let [(name, Document::String(identifier))] = entries.as_slice()
                    && name == "Ref"
                    && let Some(value) = self.bound_to(identifier)
                {
                    return Ok(value.into());
                }
                let mut out = Written::default();
                self.entries(entries, &mut out)?;
                Ok(Document::Map(out.entries))
            }
            scalar => {
                self.pay(0)?;
                Ok(scalar.clone())
            }
        }
    }

    fn entries(&mut self, entries: &[(Cow<'static, str>, Document)], out: &mut Written) -> Result<(), Fault> {
        for (name, value) in entries {
            self.path.push(name.to_string());
            let done = if name.starts_with(LOOP) { self.unroll(value, out) } else { self.entry(name, value, out) };
            done?;
            self.path.pop();
        }
        Ok(())
    }

    fn entry(&mut self, name: &str, value: &Document, out: &mut Written) -> Result<(), Fault> {
        let name = self.filled(name);
        self.pay(name.len())?;
        let value = self.value(value)?;
        let twice = !out.names.insert(name.clone());
        if twice {
            return Err(self.fault(format!("Template error: Fn::ForEach writes the key '{name}' twice")));
        }
        out.entries.push((Cow::Owned(name), value));
        Ok(())
    }

    /// Writes the body of a loop once for every value of its collection.
    fn unroll(&mut self, arguments: &Document, out: &mut Written) -> Result<(), Fault> {
        let [Document::String(identifier), collection, Document::Map(body)] = arguments.items() else {
            return Err(self.fault(
                "Template error: every Fn::ForEach object requires three parameters, an identifier, a collection and a fragment",
            ));
        };
        if identifier.is_empty() || !identifier.bytes().all(|one| one.is_ascii_alphanumeric()) {
            return Err(
                self.fault(format!("Template error: the identifier '{identifier}' of Fn::ForEach is not alphanumeric"))
            );
        }
        for value in self.collection(collection)? {
            self.bound.push((identifier.clone(), value));
            self.path.push("2".to_owned());
            let done = self.entries(body, out);
            done?;
            self.path.pop();
            self.bound.pop();
        }
        Ok(())
    }

    fn collection(&mut self, collection: &Document) -> Result<Vec<String>, Fault> {
        let collection = self.value(collection)?;
        let known = self.evaluator.whole(&collection).map_err(|fault| self.fault(fault.message))?;
        let wrong = || self.fault("Template error: the collection of Fn::ForEach must be a list of strings");
        let mut values = Vec::new();
        for item in known.as_list().ok_or_else(wrong)? {
            match item {
                // A parameter that is a list, among others.
                Document::List(inner) => {
                    for item in inner {
                        values.push(text(item).ok_or_else(wrong)?);
                    }
                }
                item => values.push(text(item).ok_or_else(wrong)?),
            }
        }
        Ok(values)
    }

    fn bound_to(&self, identifier: &str) -> Option<&str> {
        let found = self.bound.iter().rev().find(|(known, _)| known == identifier);
        found.map(|(_, value)| value.as_str())
    }

    /// A text with values in the place of `${Identifier}`, and with their letters and digits in the place of `&{Identifier}`.
    fn filled(&self, source: &str) -> String {
        if self.bound.is_empty() {
            return source.to_owned();
        }
        let (mut rest, mut out) = (source, String::with_capacity(source.len()));
        while let Some(at) = rest.find(['$', '&']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let (sign, after) = from.split_at(1);
            let inner = after.strip_prefix('{').and_then(|after| after.split_once('}'));
            match inner.and_then(|(name, behind)| Some((self.bound_to(name)?, behind))) {
                Some((value, behind)) => {
                    match sign {
                        "&" => out.extend(value.chars().filter(char::is_ascii_alphanumeric)),
                        _ => out.push_str(value),
                    }
                    rest = behind;
                }
                None => {
                    out.push_str(sign);
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// A map in the making.
#[derive(Default)]
struct Written {
    entries: Entries,
    names: BTreeSet<String>,
}
