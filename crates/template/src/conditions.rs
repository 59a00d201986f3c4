//! The section `Conditions`.

use std::collections::BTreeMap;

use tradewind_wire::Document;

use crate::evaluate::Evaluator;
use crate::fault::Fault;
use crate::text::{boolean, same};

/// How many conditions may depend on each other in a row.
const MAX_CHAIN: usize = 200;

/// Decides all conditions of a template.
pub(crate) fn decide(root: &Document, evaluator: &mut Evaluator<'_>) -> Result<BTreeMap<String, bool>, Fault> {
    let section = root.get("Conditions").map(Document::entries).unwrap_or_default();
    let declared = section.iter().map(|(name, condition)| (name.as_ref(), condition)).collect();
    let mut conditions = Conditions { declared, evaluator, decided: BTreeMap::new(), open: Vec::new() };
    for (name, _) in section {
        conditions.named(name)?;
    }
    Ok(conditions.decided)
}

struct Conditions<'a, 'b, 'c> {
    declared: BTreeMap<&'a str, &'a Document>,
    evaluator: &'b mut Evaluator<'c>,
    decided: BTreeMap<String, bool>,
    /// The conditions that are being decided, outermost first.
    open: Vec<String>,
}

impl Conditions<'_, '_, '_> {
    fn named(&mut self, name: &str) -> Result<bool, Fault> {
        if let Some(decided) = self.decided.get(name) {
            return Ok(*decided);
        }
        if let Some(begin) = self.open.iter().position(|open| open == name) {
            let circle = crate::text::list(self.open.get(begin..).unwrap_or_default());
            let message = format!("Template format error: Circular dependencies for conditions: {circle}");
            return Err(Fault::of(&["Conditions", name], message));
        }
        let condition = *self.declared.get(name).ok_or_else(|| {
            let message = format!(
                "Template format error: Unresolved condition dependency {name} in the Conditions block of the template"
            );
            Fault::of(&["Conditions"], message)
        })?;
        if self.open.len() >= MAX_CHAIN {
            let message =
                format!("Template format error: more than {MAX_CHAIN} conditions depend on each other in a row");
            return Err(Fault::of(&["Conditions", name], message));
        }
        self.open.push(name.to_owned());
        let decided = self.value(condition, name)?;
        self.open.pop();
        self.decided.insert(name.to_owned(), decided);
        Ok(decided)
    }

    fn value(&mut self, value: &Document, name: &str) -> Result<bool, Fault> {
        let at = |message: &str| Fault::of(&["Conditions", name], message);
        let Some((function, argument)) = crate::walk::only(value) else {
            return Err(at(
                "Template format error: Conditions can only be boolean operations on parameters and other conditions",
            ));
        };
        let arguments = argument.items();
        match function {
            "Fn::And" | "Fn::Or" => {
                if !(2..=10).contains(&arguments.len()) {
                    let message = format!(
                        "Template error: every {function} object requires a list of at least 2 and at most 10 boolean \
                         parameters."
                    );
                    return Err(at(&message));
                }
                let mut decided = Vec::new();
                for one in arguments {
                    decided.push(self.value(one, name)?);
                }
                Ok(if function == "Fn::And" { decided.iter().all(|one| *one) } else { decided.contains(&true) })
            }
            "Fn::Not" => match arguments {
                [one] => Ok(!self.value(one, name)?),
                _ => Err(at("Template error: Fn::Not requires a list argument with one element")),
            },
            "Fn::Equals" => match arguments {
                [one, other] => {
                    let (one, other) = (self.evaluator.whole(one)?, self.evaluator.whole(other)?);
                    Ok(same(&one, &other))
                }
                _ => Err(at("Template error: Fn::Equals requires a list argument with two elements")),
            },
            "Condition" => match argument.as_str() {
                Some(other) => self.named(other),
                // The SAM transform puts a reference into a reference.
                None if crate::walk::only(argument).is_some_and(|(inner, _)| inner == "Condition") => {
                    self.value(argument, name)
                }
                None => Err(at("Template format error: Every Condition member must be a string.")),
            },
            _ => {
                let value = self.evaluator.whole(value)?;
                boolean(&value).ok_or_else(|| {
                    at("Template format error: Conditions can only be boolean operations on parameters and other conditions")
                })
            }
        }
    }
}
