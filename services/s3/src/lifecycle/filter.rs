//! Which objects a rule is about.

use serde::{Deserialize, Serialize};

use crate::api::{LifecycleRuleAndOperator, LifecycleRuleFilter, Tag};

/// A filter, in the form in which it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Filter {
    #[serde(rename = "all")]
    All,
    #[serde(rename = "prefix")]
    Prefix(String),
    #[serde(rename = "tag")]
    Tag(String, String),
    /// Objects larger than so many bytes.
    #[serde(rename = "greater")]
    Greater(u64),
    /// Objects smaller than so many bytes.
    #[serde(rename = "less")]
    Less(u64),
    #[serde(rename = "and")]
    And(And),
}

/// Several conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct And {
    pub(super) prefix: Option<String>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) greater: Option<u64>,
    pub(super) less: Option<u64>,
}

/// All that a filter can ask for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Selector<'a> {
    pub(super) prefix: &'a str,
    /// Tags that must all be there, but for the one in `tag`.
    pub(super) tags: &'a [(String, String)],
    pub(super) tag: Option<(&'a str, &'a str)>,
    pub(super) greater: Option<u64>,
    pub(super) less: Option<u64>,
}

impl Selector<'_> {
    /// Whether it is about an object.
    pub(super) fn matches(&self, key: &str, size: u64, tags: &[(String, String)]) -> bool {
        let has = |key: &str, value: &str| tags.iter().any(|(k, v)| k == key && v == value);
        key.starts_with(self.prefix)
            && self.greater.is_none_or(|limit| size > limit)
            && self.less.is_none_or(|limit| size < limit)
            && self.tag.is_none_or(|(key, value)| has(key, value))
            && self.tags.iter().all(|(key, value)| has(key, value))
    }

    /// Whether it asks for tags.
    pub(super) fn has_tags(&self) -> bool {
        self.tag.is_some() || !self.tags.is_empty()
    }

    /// Whether it asks for sizes.
    pub(super) fn has_sizes(&self) -> bool {
        self.greater.is_some() || self.less.is_some()
    }
}

impl Filter {
    pub(super) fn selector(&self) -> Selector<'_> {
        let all = Selector::default();
        match self {
            Filter::All => all,
            Filter::Prefix(prefix) => Selector { prefix, ..all },
            Filter::Tag(key, value) => Selector { tag: Some((key, value)), ..all },
            Filter::Greater(limit) => Selector { greater: Some(*limit), ..all },
            Filter::Less(limit) => Selector { less: Some(*limit), ..all },
            Filter::And(and) => Selector {
                prefix: and.prefix.as_deref().unwrap_or_default(),
                tags: &and.tags,
                tag: None,
                greater: and.greater,
                less: and.less,
            },
        }
    }

    /// As GetBucketLifecycleConfiguration answers it.
    pub(super) fn show(&self) -> LifecycleRuleFilter {
        let size = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
        let tag = |key: &str, value: &str| Tag { key: key.to_owned(), value: value.to_owned() };
        let all = LifecycleRuleFilter::default();
        match self {
            Filter::All => all,
            Filter::Prefix(prefix) => LifecycleRuleFilter { prefix: Some(prefix.clone()), ..all },
            Filter::Tag(key, value) => LifecycleRuleFilter { tag: Some(tag(key, value)), ..all },
            Filter::Greater(limit) => LifecycleRuleFilter { object_size_greater_than: Some(size(*limit)), ..all },
            Filter::Less(limit) => LifecycleRuleFilter { object_size_less_than: Some(size(*limit)), ..all },
            Filter::And(and) => {
                let tags: Vec<Tag> = and.tags.iter().map(|(key, value)| tag(key, value)).collect();
                let and = LifecycleRuleAndOperator {
                    prefix: and.prefix.clone(),
                    tags: Some(tags).filter(|tags| !tags.is_empty()),
                    object_size_greater_than: and.greater.map(size),
                    object_size_less_than: and.less.map(size),
                };
                LifecycleRuleFilter { and: Some(and), ..all }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &[(&str, &str)]) -> Vec<(String, String)> {
        text.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn who_is_meant() {
        let and = |prefix: Option<&str>, wanted: &[(&str, &str)], greater, less| {
            Filter::And(And { prefix: prefix.map(str::to_owned), tags: tags(wanted), greater, less })
        };
        let both = tags(&[("a", "1"), ("b", "2")]);
        for (filter, key, size, want) in [
            (Filter::All, "", 0, true),
            (Filter::Prefix("x/".to_owned()), "x/y", 0, true),
            (Filter::Prefix("x/".to_owned()), "y/x/", 0, false),
            (Filter::Tag("a".to_owned(), "1".to_owned()), "k", 0, true),
            (Filter::Tag("a".to_owned(), "2".to_owned()), "k", 0, false),
            (Filter::Greater(5), "k", 5, false),
            (Filter::Greater(5), "k", 6, true),
            (Filter::Less(5), "k", 5, false),
            (Filter::Less(5), "k", 4, true),
            (and(Some("x"), &[("a", "1"), ("b", "2")], Some(1), Some(3)), "xy", 2, true),
            (and(Some("x"), &[("a", "1"), ("c", "2")], None, None), "xy", 2, false),
            (and(None, &[("b", "2")], Some(1), Some(3)), "xy", 3, false),
        ] {
            assert_eq!(filter.selector().matches(key, size, &both), want, "{filter:?} {key} {size}");
        }
    }
}
