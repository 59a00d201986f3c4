//! What values refer to.

use std::collections::{BTreeMap, BTreeSet};

use tradewind_wire::Document;

use crate::fault::Fault;
use crate::sub::{Piece, pieces};

/// A reference to a parameter or resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// What it refers to.
    pub(crate) name: String,
    /// The attribute of `Fn::GetAtt`; none of `Ref`. A name that is known only later is empty.
    pub(crate) attribute: Option<String>,
    /// Whether it stands in a text of `Fn::Sub`.
    pub(crate) in_text: bool,
    /// Where it stands.
    pub(crate) path: Vec<String>,
}

/// Which branches of `Fn::If` are looked at.
#[derive(Clone, Copy)]
pub(crate) enum Branches<'a> {
    /// All.
    All,
    /// The ones that the conditions choose.
    Chosen(&'a BTreeMap<String, bool>),
    /// None.
    Neither,
}

/// The only entry of a map, if there is one: what a function looks like.
pub(crate) fn only(value: &Document) -> Option<(&str, &Document)> {
    match value.as_map()? {
        [(name, argument)] => Some((name.as_ref(), argument)),
        _ => None,
    }
}

/// Whether a value is a call of a function.
pub(crate) fn is_function(value: &Document) -> bool {
    only(value).is_some_and(|(name, _)| name == "Ref" || name.starts_with("Fn::"))
}

/// All references in a value, in the order in which they stand.
pub(crate) fn mentions(value: &Document, path: &[&str], branches: Branches<'_>) -> Result<Vec<Mention>, Fault> {
    let path = path.iter().map(|step| (*step).to_owned()).collect();
    let mut walk = Walk { branches, path, found: Vec::new() };
    walk.value(value)?;
    Ok(walk.found)
}

struct Walk<'a> {
    branches: Branches<'a>,
    path: Vec<String>,
    found: Vec<Mention>,
}

impl Walk<'_> {
    fn value(&mut self, value: &Document) -> Result<(), Fault> {
        match value {
            Document::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), item)?;
                }
                Ok(())
            }
            Document::Map(entries) => match entries.as_slice() {
                [(name, argument)] => self.only(name, argument),
                entries => entries.iter().try_for_each(|(name, value)| self.below(name, value)),
            },
            _ => Ok(()),
        }
    }

    fn below(&mut self, step: &str, value: &Document) -> Result<(), Fault> {
        self.path.push(step.to_owned());
        let done = self.value(value);
        self.path.pop();
        done
    }

    fn only(&mut self, name: &str, argument: &Document) -> Result<(), Fault> {
        self.path.push(name.to_owned());
        let done = self.function(name, argument);
        self.path.pop();
        done
    }

    fn function(&mut self, name: &str, argument: &Document) -> Result<(), Fault> {
        match name {
            "Ref" => {
                // A function here is one of AWS::LanguageExtensions' that has not been expanded.
                let Some(name) = argument.as_str() else {
                    return Err(self.fault("Template error: every Ref object must have a single String value."));
                };
                self.mention(name, None, false);
                Ok(())
            }
            "Fn::GetAtt" => self.attribute(argument),
            "Fn::Sub" => self.sub(argument),
            "Fn::If" => self.branch(argument),
            _ => self.value(argument),
        }
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::of(&self.path, message)
    }

    fn mention(&mut self, name: &str, attribute: Option<&str>, in_text: bool) {
        let attribute = attribute.map(str::to_owned);
        self.found.push(Mention { name: name.to_owned(), attribute, in_text, path: self.path.clone() });
    }

    fn attribute(&mut self, argument: &Document) -> Result<(), Fault> {
        let (name, attribute) = match argument {
            Document::String(text) => {
                text.split_once('.').map_or((Some(text.as_str()), None), |(a, b)| (Some(a), Some(b)))
            }
            Document::List(items) => match items.as_slice() {
                [name, Document::String(attribute)] => (name.as_str(), Some(attribute.as_str())),
                // The attribute may come of a function.
                [name, attribute] if is_function(attribute) => {
                    self.below("1", attribute)?;
                    (name.as_str(), Some(""))
                }
                _ => (None, None),
            },
            _ => (None, None),
        };
        let literal = matches!(argument, Document::String(_))
            || argument.items().get(1).is_some_and(|attribute| attribute.as_str().is_some());
        match (name, attribute) {
            (Some(name), Some(attribute)) if !name.is_empty() && (!attribute.is_empty() || !literal) => {
                self.mention(name, Some(attribute), false);
                Ok(())
            }
            _ => Err(self.fault(
                "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource \
                 attribute",
            )),
        }
    }

    fn sub(&mut self, argument: &Document) -> Result<(), Fault> {
        let (text, own) = match argument {
            Document::String(text) => (Some(text.as_str()), &[][..]),
            Document::List(items) => match items.as_slice() {
                [Document::String(text), own @ Document::Map(_)] => {
                    self.path.push("1".to_owned());
                    let done = own.entries().iter().try_for_each(|(name, value)| self.below(name, value));
                    self.path.pop();
                    done?;
                    (Some(text.as_str()), own.entries())
                }
                _ => (None, &[][..]),
            },
            _ => (None, &[][..]),
        };
        let Some(text) = text else { return Err(self.fault(SUB_ARGUMENTS)) };
        let pieces = pieces(text).map_err(|fault| self.fault(&fault.message))?;
        let own: BTreeSet<&str> = own.iter().map(|(name, _)| name.as_ref()).collect();
        for piece in pieces {
            let Piece::Variable(name) = piece else { continue };
            if own.contains(name) {
                continue;
            }
            match name.split_once('.') {
                Some((resource, attribute)) => self.mention(resource, Some(attribute), true),
                None => self.mention(name, None, true),
            }
        }
        Ok(())
    }

    fn branch(&mut self, argument: &Document) -> Result<(), Fault> {
        let [condition, yes, no] = argument.items() else {
            return Err(self.fault(IF_ARGUMENTS));
        };
        match self.branches {
            Branches::Neither => Ok(()),
            Branches::All => {
                self.below("1", yes)?;
                self.below("2", no)
            }
            Branches::Chosen(conditions) => match condition.as_str().and_then(|name| conditions.get(name)) {
                Some(true) => self.below("1", yes),
                Some(false) => self.below("2", no),
                None => Err(self.fault(IF_ARGUMENTS)),
            },
        }
    }
}

/// CloudFormation's text about a wrong `Fn::Sub`.
pub(crate) const SUB_ARGUMENTS: &str = "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. \
     Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";

/// CloudFormation's text about a wrong `Fn::If`.
pub(crate) const IF_ARGUMENTS: &str = "Template error: Fn::If requires a list argument with three elements";
