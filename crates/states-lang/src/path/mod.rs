//! Paths: `$.order.items[0]`, `$$.Execution.Id`, `$variable.member`, `$..price`.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html>

mod read;
mod reference;

use serde_json::Value;
use serde_json_path::JsonPath;

pub(crate) use read::is_variable;
pub(crate) use reference::ReferencePath;

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// `$`
    Input,
    /// `$$`
    Context,
    /// `$name`
    Variable(String),
}

/// A step that leads to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Name(String),
    /// From the end if negative.
    Index(i64),
}

/// What stands behind the root.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// One place.
    Definite(Vec<Step>),
    /// Any number of places.
    Query(Box<JsonPath>),
}

/// A path, read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    text: String,
    pub(crate) root: Root,
    way: Way,
}

/// What paths and expressions see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight<'a> {
    pub(crate) input: &'a Value,
    pub(crate) context: &'a Value,
    /// An object: variables by name.
    pub(crate) variables: &'a Value,
}

impl Path {
    /// Reads one.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn read(text: &str) -> Result<Path, String> {
        read::path(text)
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What it leads to; none where it leads to one place that is not there.
    pub(crate) fn find(&self, sight: Sight<'_>) -> Option<Value> {
        let root = match &self.root {
            Root::Input => sight.input,
            Root::Context => sight.context,
            Root::Variable(name) => sight.variables.get(name)?,
        };
        match &self.way {
            Way::Definite(steps) => follow(root, steps).cloned(),
            Way::Query(query) => Some(Value::Array(query.query(root).all().into_iter().cloned().collect())),
        }
    }
}

fn follow<'a>(from: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(from, |at, step| match (step, at) {
        (Step::Name(name), Value::Object(members)) => members.get(name),
        (Step::Index(index), Value::Array(items)) => items.get(place(*index, items.len())?),
        _ => None,
    })
}

/// A place in a list, from its end if negative.
fn place(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Path, Sight};

    fn found(path: &str) -> Option<Value> {
        let input = json!({
            "a": {"b-c": 1, "l": [10, 20, 30], "with space": "s", "ü": "u"},
            "items": [{"n": 1, "t": "x"}, {"n": 2, "t": "y"}, {"n": 3, "t": "x"}],
        });
        let (context, variables) = (json!({"Execution": {"Id": "id"}}), json!({"v": {"m": [1, 2]}}));
        let path = Path::read(path).unwrap_or_else(|why| panic!("{path}: {why}"));
        path.find(Sight { input: &input, context: &context, variables: &variables })
    }

    #[test]
    fn paths_lead_to_places() {
        for (path, expected) in [
            ("$.a.b-c", json!(1)),
            ("$['a']['b-c']", json!(1)),
            ("$[\"a\"].l[0]", json!(10)),
            ("$.a.l[-1]", json!(30)),
            ("$.a['with space']", json!("s")),
            ("$.a.ü", json!("u")),
            ("$$.Execution.Id", json!("id")),
            ("$v.m[1]", json!(2)),
            ("$v", json!({"m": [1, 2]})),
            ("$.a.l[1:]", json!([20, 30])),
            ("$.a.l[0,2]", json!([10, 30])),
            ("$.a.l[*]", json!([10, 20, 30])),
            ("$.items[*].n", json!([1, 2, 3])),
            ("$..n", json!([1, 2, 3])),
            ("$.items[?(@.t == 'x')].n", json!([1, 3])),
            ("$.items[?(@.n > 1 && @.t == 'x')].n", json!([3])),
            ("$.nothing[*]", json!([])),
            ("$.items[?(@.n > 9)]", json!([])),
        ] {
            assert_eq!(found(path), Some(expected), "{path}");
        }
        for path in ["$.nothing", "$.a.l[3]", "$.a.l[-4]", "$.a.l.x", "$.a.b-c.d", "$none", "$v.x"] {
            assert_eq!(found(path), None, "{path}");
        }
        assert_eq!(found("$").and_then(|all| all.get("items").cloned()), found("$.items"));
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in
            ["", "a", "$.", "$..", "$.a.", "$[", "$['a'", "$.a[x]", "$.a b", "$$$", "$1", "$.a]", "$.a[?(@.b ==)]"]
        {
            assert!(Path::read(text).is_err(), "{text}");
        }
    }
}
