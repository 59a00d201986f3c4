//! Filters of DescribeParameters and GetParametersByPath.

use super::{ParameterRecord, Version};
use crate::api::{ParameterStringFilter, ParametersFilter};
use crate::error::SsmError;
use crate::names;

/// Which call a filter is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Describe,
    ByPath,
}

/// How a value is held against a filter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    Equals,
    BeginsWith,
    Contains,
    Recursive,
    OneLevel,
}

/// One filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    key: String,
    how: Match,
    values: Vec<String>,
}

fn coded(code: &'static str, text: String) -> SsmError {
    SsmError::Coded(code, text)
}

impl Filter {
    /// Reads a filter, or says what is wrong with it.
    pub(crate) fn read(filter: ParameterStringFilter, scope: Scope) -> Result<Filter, SsmError> {
        let ParameterStringFilter { key, option, values } = filter;
        let keys: &[&str] = match scope {
            Scope::Describe => &["Name", "Type", "KeyId", "Path", "Tier", "DataType"],
            Scope::ByPath => &["Type", "KeyId", "Label"],
        };
        let is_tag = key.starts_with("tag:") && scope == Scope::Describe;
        if !is_tag && !keys.contains(&key.as_str()) {
            let valid = keys.join(", ");
            let text = format!("The following filter key is not valid: {key}. Valid filter keys include: [{valid}].");
            return Err(coded("InvalidFilterKey", text));
        }
        let how = how(&key, option.as_deref())?;
        let values = values.unwrap_or_default();
        if values.is_empty() && !is_tag {
            let text = format!("The following filter values are missing : null for filter key {key}.");
            return Err(coded("InvalidFilterValue", text));
        }
        if key == "Path" {
            values.iter().try_for_each(|path| names::below(path).map(drop))?;
        }
        Ok(Filter { key, how, values })
    }

    /// Whether a parameter passes.
    pub(crate) fn passes(&self, name: &str, record: &ParameterRecord, version: &Version) -> bool {
        let any = |value: &str| self.values.iter().any(|wanted| self.how.holds(value, wanted));
        match self.key.as_str() {
            "Name" => any(name) || name.strip_prefix('/').is_some_and(any),
            "Type" => any(version.kind.name()),
            "KeyId" => version.key.as_deref().is_some_and(any),
            "Tier" => any(version.tier.name()),
            "DataType" => any("text"),
            "Label" => self.values.iter().any(|label| version.labels.contains(label)),
            "Path" => any(name),
            key => record
                .tags
                .get(key.strip_prefix("tag:").unwrap_or(key))
                .is_some_and(|value| self.values.is_empty() || any(value)),
        }
    }

    /// The label it asks for, if it asks for labels.
    pub(crate) fn labels(&self) -> Option<&[String]> {
        (self.key == "Label").then_some(&self.values)
    }
}

fn how(key: &str, option: Option<&str>) -> Result<Match, SsmError> {
    let (default, valid): (Match, &[(&str, Match)]) = match key {
        "Name" => (
            Match::Equals,
            &[("BeginsWith", Match::BeginsWith), ("Equals", Match::Equals), ("Contains", Match::Contains)],
        ),
        "Path" => (Match::OneLevel, &[("Recursive", Match::Recursive), ("OneLevel", Match::OneLevel)]),
        "KeyId" | "Type" | "Tier" | "DataType" | "Label" => {
            (Match::Equals, &[("BeginsWith", Match::BeginsWith), ("Equals", Match::Equals)])
        }
        _ => (Match::Equals, &[("Equals", Match::Equals)]),
    };
    let Some(option) = option else { return Ok(default) };
    let found = valid.iter().find(|(name, _)| *name == option);
    found.map(|(_, how)| *how).ok_or_else(|| {
        let names: Vec<&str> = valid.iter().map(|(name, _)| *name).collect();
        let valid = names.join(", ");
        coded(
            "InvalidFilterOption",
            format!("The following filter option is not valid: {option}. Valid options include: [{valid}]."),
        )
    })
}

impl Match {
    fn holds(self, value: &str, wanted: &str) -> bool {
        let below = || {
            let slash = if wanted.ends_with('/') { "" } else { "/" };
            value.strip_prefix(&[wanted, slash].concat())
        };
        match self {
            Match::Equals => value == wanted,
            Match::BeginsWith => value.starts_with(wanted),
            Match::Contains => value.contains(wanted),
            Match::Recursive => below().is_some(),
            Match::OneLevel => below().is_some_and(|rest| !rest.contains('/')),
        }
    }
}

/// A filter of the older kind, which DescribeParameters still takes: names by their beginning.
pub(crate) fn old_filter(filter: ParametersFilter) -> Filter {
    let how = if filter.key == "Name" { Match::BeginsWith } else { Match::Equals };
    Filter { key: filter.key, how, values: filter.values }
}
