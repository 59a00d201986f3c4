//! The section `Rules`: what must hold for parameters together.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>

use tradewind_wire::Document;

use crate::evaluate::{Evaluator, Nothing, Scope};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::parameters::Parameter;
use crate::text::{boolean, same};
use crate::walk::only;

/// Holds the parameters against every rule whose condition holds.
pub(crate) fn check(root: &Document, scope: Scope<'_>, parameters: &[Parameter], facts: &Facts) -> Result<(), Fault> {
    let section = root.get("Rules").map(Document::entries).unwrap_or_default();
    for (name, rule) in section {
        let evaluator = Evaluator::new(scope, &Nothing, facts).at(&["Rules", name]);
        let mut one = Rule { name, evaluator, parameters };
        one.check(rule)?;
    }
    Ok(())
}

struct Rule<'a> {
    name: &'a str,
    evaluator: Evaluator<'a>,
    parameters: &'a [Parameter],
}

impl Rule<'_> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::of(&["Rules", self.name], message)
    }

    fn check(&mut self, rule: &Document) -> Result<(), Fault> {
        let unknown =
            rule.entries().iter().find(|(member, _)| !matches!(member.as_ref(), "RuleCondition" | "Assertions"));
        if let Some((member, _)) = unknown {
            return Err(self.fault(format!("Invalid template rule property '{member}'")));
        }
        let Some(assertions) = rule.get("Assertions").and_then(Document::as_list) else {
            return Err(self.fault("Template format error: Every Rules object must contain a list of Assertions."));
        };
        if let Some(condition) = rule.get("RuleCondition")
            && !self.holds(condition)?
        {
            return Ok(());
        }
        for assertion in assertions {
            let Some(condition) = assertion.get("Assert") else {
                return Err(self.fault("Template format error: Every Assertions member must contain an Assert member."));
            };
            if !self.holds(condition)? {
                let name = self.name;
                let described = assertion.get("AssertDescription").and_then(crate::text::text);
                return Err(self.fault(match described {
                    Some(described) => format!("Template validation error: Rule {name} failed: {described}"),
                    None => format!("Template validation error: Rule {name} failed"),
                }));
            }
        }
        Ok(())
    }

    fn holds(&mut self, value: &Document) -> Result<bool, Fault> {
        let Some((function, argument)) = only(value) else { return self.truth(value) };
        let arguments = argument.items();
        match (function, arguments) {
            ("Fn::And", [_, _, ..]) => {
                let mut all = true;
                for one in arguments {
                    all &= self.holds(one)?;
                }
                Ok(all)
            }
            ("Fn::Or", [_, _, ..]) => {
                let mut any = false;
                for one in arguments {
                    any |= self.holds(one)?;
                }
                Ok(any)
            }
            ("Fn::Not", [one]) => Ok(!self.holds(one)?),
            ("Fn::Equals", [one, other]) => Ok(same(&self.value(one)?, &self.value(other)?)),
            ("Fn::Contains", [list, one]) => {
                let (list, one) = (self.values(list)?, self.value(one)?);
                Ok(list.iter().any(|item| same(item, &one)))
            }
            ("Fn::EachMemberEquals", [list, one]) => {
                let (list, one) = (self.values(list)?, self.value(one)?);
                Ok(list.iter().all(|item| same(item, &one)))
            }
            ("Fn::EachMemberIn", [list, others]) => {
                let (list, others) = (self.values(list)?, self.values(others)?);
                Ok(list.iter().all(|item| others.iter().any(|other| same(item, other))))
            }
            ("Ref" | "Fn::If", _) => self.truth(value),
            _ => Err(self.fault(format!("Template error: Encountered unsupported function: {function} in Rules"))),
        }
    }

    fn truth(&mut self, value: &Document) -> Result<bool, Fault> {
        let value = self.value(value)?;
        boolean(&value)
            .ok_or_else(|| self.fault("Template format error: a rule's assertion must come to true or false"))
    }

    fn value(&mut self, value: &Document) -> Result<Document, Fault> {
        match only(value) {
            Some(("Fn::RefAll" | "Fn::ValueOfAll", _)) => Ok(Document::List(self.values(value)?)),
            Some(("Fn::ValueOf", argument)) => match argument.items() {
                [Document::String(name), Document::String(attribute)] => self.value_of(name, attribute),
                _ => Err(self.fault("Template error: Fn::ValueOf requires a list argument with two elements")),
            },
            _ => self.evaluator.whole(value),
        }
    }

    fn values(&mut self, value: &Document) -> Result<Vec<Document>, Fault> {
        match only(value) {
            Some(("Fn::RefAll", Document::String(kind))) => Ok(self.all(kind)),
            Some(("Fn::ValueOfAll", argument)) => match argument.items() {
                [Document::String(_), Document::String(attribute)] => Err(self.attribute(attribute)),
                _ => Err(self.fault("Template error: Fn::ValueOfAll requires a list argument with two elements")),
            },
            _ => match value {
                Document::List(items) => items.iter().map(|item| self.value(item)).collect(),
                other => match self.value(other)? {
                    Document::List(items) => Ok(items),
                    one => Ok(vec![one]),
                },
            },
        }
    }

    /// The values of all parameters of a type.
    fn all(&self, kind: &str) -> Vec<Document> {
        let list = format!("List<{kind}>");
        let matching = self.parameters.iter().filter(|one| one.type_name == kind || one.type_name == list);
        let values = matching.flat_map(|one| match &one.value {
            Document::List(items) => items.clone(),
            one => vec![one.clone()],
        });
        values.collect()
    }

    /// `Fn::ValueOf`: attributes are those of things of EC2 and Route 53, which this server has not.
    fn value_of(&mut self, name: &str, attribute: &str) -> Result<Document, Fault> {
        let parameter = self.parameters.iter().find(|one| one.name == name);
        match parameter {
            None => Err(self.fault(format!("Template error: Fn::ValueOf refers to {name}, which is no parameter"))),
            Some(_) => Err(self.attribute(attribute)),
        }
    }

    fn attribute(&self, attribute: &str) -> Fault {
        self.fault(format!(
            "Template error: the attribute {attribute} belongs to a resource of EC2 or Route 53, which is not supported in rules"
        ))
    }
}
