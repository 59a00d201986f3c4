//! Paths that name one place to put something.

use serde_json::{Map, Value};

use super::{Path, Root, Step, Way, place};

/// A path in the input that leads to one place, which may not be there yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReferencePath {
    text: String,
    steps: Vec<Step>,
}

impl ReferencePath {
    /// Reads one.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn read(text: &str) -> Result<ReferencePath, String> {
        let path = Path::read(text)?;
        match (path.root, path.way) {
            (Root::Input, Way::Definite(steps)) => Ok(ReferencePath { text: path.text, steps }),
            _ => Err("it has to lead to one place of the input".to_owned()),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The input with a value in that place; objects on the way are made. None where the way leads through something that is no
    /// object, or to a place that a list has not.
    pub(crate) fn put(&self, mut input: Value, value: Value) -> Option<Value> {
        let mut at = &mut input;
        for step in &self.steps {
            at = match step {
                Step::Name(name) => {
                    if at.is_null() {
                        *at = Value::Object(Map::new());
                    }
                    at.as_object_mut()?.entry(name.as_str()).or_insert(Value::Null)
                }
                Step::Index(index) => {
                    let items = at.as_array_mut()?;
                    let index = place(*index, items.len())?;
                    items.get_mut(index)?
                }
            };
        }
        *at = value;
        Some(input)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::ReferencePath;

    #[test]
    fn results_are_put_where_they_belong() {
        let input = json!({"a": 1, "l": [1, {"x": 2}], "o": {"p": null}});
        for (path, expected) in [
            ("$", Some(json!("r"))),
            ("$.a", Some(json!({"a": "r", "l": [1, {"x": 2}], "o": {"p": null}}))),
            ("$.b.c", Some(json!({"a": 1, "l": [1, {"x": 2}], "o": {"p": null}, "b": {"c": "r"}}))),
            ("$.l[1].x", Some(json!({"a": 1, "l": [1, {"x": "r"}], "o": {"p": null}}))),
            ("$.o.p.q", Some(json!({"a": 1, "l": [1, {"x": 2}], "o": {"p": {"q": "r"}}}))),
            ("$.a.b", None),
            ("$.l[2]", None),
            ("$.l.x", None),
        ] {
            let path = ReferencePath::read(path).expect("a path");
            assert_eq!(path.put(input.clone(), json!("r")), expected, "{}", path.text());
        }
        for path in ["$..a", "$.l[*]", "$$.a", "$v.a", "$.l[0:1]"] {
            assert!(ReferencePath::read(path).is_err(), "{path}");
        }
    }
}
