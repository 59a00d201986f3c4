//! Choice rules.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html>

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::jsonata;
use crate::path::{Path, Sight};
use crate::payload::{Eyes, query};

/// The deepest nesting of `And`, `Or` and `Not`.
const DEEPEST: usize = 50;

/// What is asked of an input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    And(Vec<Test>),
    Or(Vec<Test>),
    Not(Box<Test>),
    Compare {
        variable: Path,
        operator: Operator,
        operand: Operand,
    },
    /// Of JSONata; and the field it stands in: `Choices[0]/Condition`.
    Condition(String, String),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Value(Value),
    /// Of operators that end in `Path`; and the operator.
    Path(String, Path),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    String,
    Numeric,
    Boolean,
    Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equals,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Related(Type, Relation),
    Matches,
    IsNull,
    IsPresent,
    IsNumeric,
    IsString,
    IsBoolean,
    IsTimestamp,
}

const RELATIONS: [(&str, Relation); 5] = [
    ("Equals", Relation::Equals),
    ("LessThan", Relation::LessThan),
    ("LessThanEquals", Relation::LessThanEquals),
    ("GreaterThan", Relation::GreaterThan),
    ("GreaterThanEquals", Relation::GreaterThanEquals),
];

impl Operator {
    /// An operator by its name without `Path`.
    fn find(name: &str) -> Option<Operator> {
        let related = |of: Type, rest: &str| {
            let (_, relation) = RELATIONS.iter().find(|(known, _)| *known == rest)?;
            let orders = *relation != Relation::Equals;
            (of != Type::Boolean || !orders).then_some(Operator::Related(of, *relation))
        };
        Some(match name {
            "StringMatches" => Operator::Matches,
            "IsNull" => Operator::IsNull,
            "IsPresent" => Operator::IsPresent,
            "IsNumeric" => Operator::IsNumeric,
            "IsString" => Operator::IsString,
            "IsBoolean" => Operator::IsBoolean,
            "IsTimestamp" => Operator::IsTimestamp,
            _ => {
                let types = [
                    ("String", Type::String),
                    ("Numeric", Type::Numeric),
                    ("Boolean", Type::Boolean),
                    ("Timestamp", Type::Timestamp),
                ];
                return types.iter().find_map(|(prefix, of)| related(*of, name.strip_prefix(prefix)?));
            }
        })
    }

    fn takes(self, value: &Value) -> bool {
        match self {
            Operator::Related(Type::Numeric, _) => value.is_number(),
            Operator::Related(Type::String, _) | Operator::Matches => value.is_string(),
            Operator::Related(Type::Timestamp, _) => instant(value).is_some(),
            _ => value.is_boolean(),
        }
    }

    fn holds(self, value: &Value, operand: &Value) -> bool {
        let wants = operand.as_bool().unwrap_or(true);
        match self {
            Operator::Related(of, relation) => compare(of, value, operand).is_some_and(|order| relation.holds(order)),
            Operator::Matches => match (value.as_str(), operand.as_str()) {
                (Some(text), Some(pattern)) => matches(text, pattern),
                _ => false,
            },
            Operator::IsNull => value.is_null() == wants,
            Operator::IsPresent => wants,
            Operator::IsNumeric => value.is_number() == wants,
            Operator::IsString => value.is_string() == wants,
            Operator::IsBoolean => value.is_boolean() == wants,
            Operator::IsTimestamp => instant(value).is_some() == wants,
        }
    }
}

impl Relation {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Relation::Equals => order.is_eq(),
            Relation::LessThan => order.is_lt(),
            Relation::LessThanEquals => order.is_le(),
            Relation::GreaterThan => order.is_gt(),
            Relation::GreaterThanEquals => order.is_ge(),
        }
    }
}

/// None where the types are not those of the comparison.
fn compare(of: Type, value: &Value, operand: &Value) -> Option<Ordering> {
    match of {
        Type::String => Some(value.as_str()?.cmp(operand.as_str()?)),
        Type::Numeric => match (value.as_i64(), operand.as_i64()) {
            (Some(value), Some(operand)) => Some(value.cmp(&operand)),
            _ => value.as_f64()?.partial_cmp(&operand.as_f64()?),
        },
        Type::Boolean => Some(value.as_bool()?.cmp(&operand.as_bool()?)),
        Type::Timestamp => Some(instant(value)?.cmp(&instant(operand)?)),
    }
}

/// A moment, as RFC 3339 writes it: with a capital T, and a zone.
pub(crate) fn instant(value: &Value) -> Option<jiff::Timestamp> {
    let text = value.as_str().filter(|text| text.as_bytes().get(10) == Some(&b'T'))?;
    text.parse().ok()
}

/// `*` stands for any number of letters; a backslash takes its meaning from it.
fn matches(text: &str, pattern: &str) -> bool {
    let mut pieces = vec![String::new()];
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match (letter, pieces.last_mut()) {
            ('*', _) => pieces.push(String::new()),
            ('\\', Some(last)) => last.push(letters.next().unwrap_or('\\')),
            (letter, Some(last)) => last.push(letter),
            (_, None) => {}
        }
    }
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
    if pieces.len() == 1 {
        return text == first;
    }
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for piece in pieces.get(1..pieces.len() - 1).unwrap_or_default() {
        match rest.split_once(piece.as_str()) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

impl Test {
    /// Reads a rule of paths.
    ///
    /// # Errors
    /// What is wrong, and where in it.
    pub(crate) fn read(rule: &Map<String, Value>, depth: usize) -> Result<Test, (String, String)> {
        let wrong = |why: String| (why, String::new());
        if depth > DEEPEST {
            return Err(wrong(format!("rules nest at most {DEEPEST} deep")));
        }
        let fields: Vec<(&String, &Value)> =
            rule.iter().filter(|(name, _)| !["Next", "Comment", "Assign", "Output"].contains(&name.as_str())).collect();
        if let [(name, value)] = fields.as_slice() {
            match name.as_str() {
                "And" => return Ok(Test::And(several(name, value, depth)?)),
                "Or" => return Ok(Test::Or(several(name, value, depth)?)),
                "Not" => {
                    let inner = value.as_object().ok_or_else(|| wrong("Not takes a rule".to_owned()))?;
                    return Ok(Test::Not(Box::new(Test::read(inner, depth + 1).map_err(within("/Not"))?)));
                }
                _ => {}
            }
        }
        let variable = rule.get("Variable").and_then(Value::as_str);
        let variable = variable.ok_or_else(|| wrong("A rule needs a Variable and one comparison".to_owned()))?;
        let variable = Path::read(variable).map_err(|_| {
            ("The value for the field 'Variable' must be a valid JSONPath".to_owned(), "/Variable".to_owned())
        })?;
        let [(name, value)] = fields.iter().filter(|(name, _)| *name != "Variable").collect::<Vec<_>>()[..] else {
            return Err(wrong("A rule needs a Variable and one comparison".to_owned()));
        };
        let (operator, operand) = comparison(name, value).map_err(|why| (why, format!("/{name}")))?;
        Ok(Test::Compare { variable, operator, operand })
    }

    /// Reads an expression.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn condition(value: &Value, field: &str) -> Result<Test, String> {
        let expression = match value {
            Value::Bool(flag) => flag.to_string(),
            Value::String(text) => jsonata::expression(text)
                .ok_or("The value for the field 'Condition' must be a valid JSONata expression")?
                .to_owned(),
            _ => return Err("The value for the field 'Condition' must be a valid JSONata expression".to_owned()),
        };
        jsonata::check(&expression)?;
        Ok(Test::Condition(field.to_owned(), expression))
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// A path that leads nowhere, an expression that fails or comes to something else than true or false.
    pub(crate) fn holds(&self, eyes: &mut Eyes<'_>) -> Result<bool, Fault> {
        match self {
            Test::And(tests) => {
                for test in tests {
                    if !test.holds(eyes)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Test::Or(tests) => {
                for test in tests {
                    if test.holds(eyes)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Test::Not(test) => Ok(!test.holds(eyes)?),
            Test::Compare { variable, operator, operand } => compared(variable, *operator, operand, eyes),
            Test::Condition(field, text) => match query(field, text, eyes)? {
                Value::Bool(holds) => Ok(holds),
                other => Err(Fault::new(
                    crate::fault::QUERY,
                    format!(
                        "The JSONata expression '{text}' specified for the field '{field}' returned an unexpected result type. \
                         Expected 'boolean', but was '{}'",
                        kind(&other)
                    ),
                )),
            },
        }
    }
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn compared(variable: &Path, operator: Operator, operand: &Operand, eyes: &mut Eyes<'_>) -> Result<bool, Fault> {
    let sight = Sight { input: eyes.input, context: eyes.context, variables: eyes.variables };
    let missing = |path: &Path| {
        let why = "The choice state's condition path references an invalid value.";
        Fault::runtime(format!("Invalid path '{}': {why}", path.text()))
    };
    let value = variable.find(sight);
    if operator == Operator::IsPresent {
        let wants = matches!(operand, Operand::Value(Value::Bool(true)));
        return Ok(value.is_some() == wants);
    }
    let value = value.ok_or_else(|| missing(variable))?;
    match operand {
        Operand::Value(operand) => Ok(operator.holds(&value, operand)),
        Operand::Path(_, path) => {
            let operand = path.find(sight).ok_or_else(|| missing(path))?;
            Ok(operator.takes(&operand) && operator.holds(&value, &operand))
        }
    }
}

fn several(name: &str, value: &Value, depth: usize) -> Result<Vec<Test>, (String, String)> {
    let rules = value.as_array().filter(|rules| !rules.is_empty());
    let rules = rules.ok_or_else(|| (format!("{name} takes a list of rules"), format!("/{name}")))?;
    let read = rules.iter().enumerate().map(|(at, rule)| {
        let place = format!("/{name}[{at}]");
        let rule = rule.as_object().ok_or_else(|| ("A rule is an object".to_owned(), place.clone()))?;
        Test::read(rule, depth + 1).map_err(within(&place))
    });
    read.collect()
}

fn within(place: &str) -> impl Fn((String, String)) -> (String, String) + use<> {
    let place = place.to_owned();
    move |(why, inner)| (why, format!("{place}{inner}"))
}

fn comparison(name: &str, value: &Value) -> Result<(Operator, Operand), String> {
    if let Some(operator) = Operator::find(name) {
        return match operator.takes(value) {
            true => Ok((operator, Operand::Value(value.clone()))),
            false => Err(format!("The value for the field '{name}' has another type than the comparison")),
        };
    }
    let operator = name.strip_suffix("Path").and_then(Operator::find);
    let operator = operator.filter(|operator| matches!(operator, Operator::Related(..)));
    let operator = operator.ok_or_else(|| format!("The field '{name}' is not supported by Step Functions"))?;
    let path = value.as_str().and_then(|text| Path::read(text).ok());
    let path = path.ok_or_else(|| format!("The value for the field '{name}' must be a valid JSONPath"))?;
    Ok((operator, Operand::Path(name.to_owned(), path)))
}
