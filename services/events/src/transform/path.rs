//! The part of JSONPath that EventBridge evaluates: `$`, member names after dots, array indices and `*`.

use std::borrow::Cow;

use crate::json;

/// A path into an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Index(usize),
    Every,
}

impl Path {
    /// Reads a path such as `$.detail.items[0].instance-id`. None for text that is no such path.
    pub(crate) fn parse(text: &str) -> Option<Path> {
        let mut rest = text.strip_prefix('$')?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let (inside, after) = after.split_once(']')?;
                steps.push(bracketed(inside)?);
                rest = after;
            } else {
                let after = rest.strip_prefix('.')?;
                // `$.` is what some tools write for the whole event.
                if after.is_empty() && steps.is_empty() {
                    break;
                }
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                if name.is_empty() || name.contains([' ', '?', '(', ')', '@', ',', ':']) {
                    return None;
                }
                steps.push(if name == "*" { Step::Every } else { Step::Member(name.to_owned()) });
                rest = after;
            }
        }
        Some(Path(steps))
    }

    /// What the path leads to in a compact event: a value's own text, or an array of them when there is a `*` on the way.
    pub(crate) fn find<'a>(&self, event: &'a str) -> Option<Cow<'a, str>> {
        let mut found = vec![event];
        for step in &self.0 {
            found = found.into_iter().flat_map(|value| step.take(value)).collect();
        }
        if self.0.contains(&Step::Every) {
            return Some(Cow::Owned(["[", &found.join(","), "]"].concat()));
        }
        found.first().map(|value| Cow::Borrowed(*value))
    }
}

fn bracketed(inside: &str) -> Option<Step> {
    if inside == "*" {
        return Some(Step::Every);
    }
    if let Some(name) = inside.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return Some(Step::Member(name.to_owned()));
    }
    inside.parse().ok().map(Step::Index)
}

impl Step {
    fn take<'a>(&self, value: &'a str) -> Vec<&'a str> {
        match self {
            Step::Member(name) => json::member(value, name).into_iter().collect(),
            Step::Index(index) => json::elements(value).nth(*index).into_iter().collect(),
            Step::Every => json::elements(value).chain(json::members(value).map(|(_, value)| value)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str =
        r#"{"detail-type":"T","detail":{"a/b":1,"list":[{"n":1},{"n":"two"}],"o":{"z":1,"a":2},"nil":null}}"#;

    fn find(path: &str) -> Option<String> {
        Path::parse(path).expect("a path").find(EVENT).map(Cow::into_owned)
    }

    #[test]
    fn leads_to_values_as_they_are_written() {
        assert_eq!(find("$").as_deref(), Some(EVENT));
        assert_eq!(find("$.").as_deref(), Some(EVENT));
        assert_eq!(find("$.detail-type").as_deref(), Some("\"T\""));
        assert_eq!(find("$.detail.o").as_deref(), Some(r#"{"z":1,"a":2}"#));
        assert_eq!(find("$.detail.a/b").as_deref(), Some("1"));
        assert_eq!(find("$.detail.list[1].n").as_deref(), Some("\"two\""));
        assert_eq!(find("$.detail['o'].a").as_deref(), Some("2"));
        assert_eq!(find("$.detail.nil").as_deref(), Some("null"));
        assert_eq!(find("$.detail.list[*].n").as_deref(), Some(r#"[1,"two"]"#));
        assert_eq!(find("$.detail.o.*").as_deref(), Some("[1,2]"));
    }

    #[test]
    fn leads_nowhere_without_complaint() {
        for path in ["$.none", "$.detail.list[2]", "$.detail.o[0]", "$.detail-type.x", "$.detail.none.deeper"] {
            assert_eq!(find(path), None, "{path}");
        }
        for text in ["", "detail", "$detail", "$..a", "$.a[", "$.a[x]", "$.a b", "$.a.", "$.a[?(@.b)]"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
