//! Functions that name what `Ref` and `Fn::GetAtt` refer to.

use std::borrow::Cow;

use tradewind_wire::Document;

use crate::evaluate::Evaluator;
use crate::fault::Fault;
use crate::text::text;

/// Puts names in the place of functions that come to names.
pub(super) fn settle(value: Document, evaluator: &mut Evaluator<'_>, section: &str) -> Result<Document, Fault> {
    let mut settling = Settling { evaluator, path: vec![section.to_owned()] };
    settling.value(value)
}

struct Settling<'a, 'b> {
    evaluator: &'a mut Evaluator<'b>,
    path: Vec<String>,
}

impl Settling<'_, '_> {
    fn value(&mut self, value: Document) -> Result<Document, Fault> {
        match value {
            Document::List(items) => {
                let mut out = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    out.push(self.below(&index.to_string(), item)?);
                }
                Ok(Document::List(out))
            }
            Document::Map(entries) => {
                let alone = entries.len() == 1;
                let mut out: Vec<(Cow<'static, str>, Document)> = Vec::with_capacity(entries.len());
                for (name, value) in entries {
                    let value = match name.as_ref() {
                        "Ref" if alone && value.as_str().is_none() => self.name(&value)?,
                        "Fn::GetAtt" if alone => self.attribute(value)?,
                        _ => self.below(&name, value)?,
                    };
                    out.push((name, value));
                }
                Ok(Document::Map(out))
            }
            scalar => Ok(scalar),
        }
    }

    fn below(&mut self, step: &str, value: Document) -> Result<Document, Fault> {
        self.path.push(step.to_owned());
        let value = self.value(value);
        self.path.pop();
        value
    }

    fn name(&mut self, value: &Document) -> Result<Document, Fault> {
        let known = self.evaluator.whole(value).map_err(|fault| Fault::of(&self.path, fault.message))?;
        let wrong = || Fault::of(&self.path, "Template error: every Ref object must have a single String value.");
        text(&known).map(Document::String).ok_or_else(wrong)
    }

    fn attribute(&mut self, value: Document) -> Result<Document, Fault> {
        match value {
            Document::List(mut items) if items.len() == 2 => {
                for item in &mut items {
                    if crate::walk::is_function(item) {
                        *item = self.name(item)?;
                    }
                }
                Ok(Document::List(items))
            }
            other => Ok(other),
        }
    }
}
