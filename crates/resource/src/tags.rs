//! Tags of resources: a property's, and the stack's.

use std::borrow::Cow;

use tradewind_wire::Document;

use crate::handler::Existing;
use crate::wanted::Wanted;

/// Name and value of each tag.
pub type Tags = Vec<(String, String)>;

/// What an update does to the tags of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagChanges {
    /// Set these: new ones, and those of another value.
    pub put: Tags,
    /// Remove those of these names.
    pub remove: Vec<String>,
}

impl Wanted {
    /// All tags the resource shall have: those of its property `Tags` (a list of `{Key, Value}`, or a map) before those of the
    /// stack. A name that stands in both keeps the resource's value.
    pub fn tags(&self) -> Tags {
        together(self.property("Tags"), &self.stack_tags)
    }

    /// [`Wanted::tags`] without those that start with `aws:`, for services that keep no such tags.
    pub fn plain_tags(&self) -> Tags {
        plain(self.tags())
    }

    /// [`Wanted::tags`] as a list of `{<key>: .., <value>: ..}` (`Key` and `Value`, `TagKey` and `TagValue`).
    pub fn tag_list(&self, key: &'static str, value: &'static str) -> Document {
        tag_list(self.tags(), key, value)
    }

    /// [`Wanted::tags`] as a map.
    pub fn tag_map(&self) -> Document {
        tag_map(self.tags())
    }

    /// From what a resource was last given to what it shall have; tags that somebody else gave it stay, and so do those that start
    /// with `aws:`.
    pub fn tag_changes(&self, existing: &Existing) -> TagChanges {
        let old = plain(together(existing.properties.get("Tags"), &existing.stack_tags));
        let new = self.plain_tags();
        let kept = |name: &String| new.iter().any(|(known, _)| known == name);
        let remove = old.iter().map(|(name, _)| name).filter(|name| !kept(name)).cloned().collect();
        // All of them are put, also those that have not changed: an earlier attempt may have got somewhere.
        TagChanges { put: new, remove }
    }
}

/// Tags as a list of `{<key>: .., <value>: ..}`.
pub fn tag_list(tags: Tags, key: &'static str, value: &'static str) -> Document {
    let one = |(name, text): (String, String)| Document::from([(key, name.into()), (value, text.into())]);
    Document::List(tags.into_iter().map(one).collect())
}

/// Tags as a map.
pub fn tag_map(tags: Tags) -> Document {
    Document::Map(tags.into_iter().map(|(name, text)| (Cow::Owned(name), Document::from(text))).collect())
}

/// Names as a list of texts.
pub fn text_list(names: Vec<String>) -> Document {
    Document::List(names.into_iter().map(Document::from).collect())
}

fn plain(tags: Tags) -> Tags {
    tags.into_iter().filter(|(name, _)| !name.starts_with("aws:")).collect()
}

fn together(property: Option<&Document>, of_stack: &[(String, String)]) -> Tags {
    let mut tags = of_property(property);
    for (name, value) in of_stack {
        if tags.iter().all(|(known, _)| known != name) {
            tags.push((name.clone(), value.clone()));
        }
    }
    tags
}

fn of_property(property: Option<&Document>) -> Tags {
    let text = |value: Option<&Document>| value.and_then(Document::as_str).unwrap_or_default().to_owned();
    match property {
        Some(Document::List(items)) => {
            let pair = |item: &Document| Some((item.get("Key")?.as_str()?.to_owned(), text(item.get("Value"))));
            items.iter().filter_map(pair).collect()
        }
        Some(Document::Map(entries)) => {
            entries.iter().map(|(name, value)| (name.clone().into_owned(), text(Some(value)))).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(tags: &[(&str, &str)]) -> Tags {
        tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn of(tags: &[(&str, &str)]) -> Document {
        Document::from([("Tags", tag_list(pairs(tags), "Key", "Value"))])
    }

    #[test]
    fn a_resource_s_own_tags_come_before_the_stack_s() {
        let stack_tags = pairs(&[("a", "stack"), ("aws:cloudformation:stack-name", "s")]);
        let mut one = Wanted { properties: of(&[("a", "own")]), stack_tags, ..Wanted::default() };
        assert_eq!(one.tags(), pairs(&[("a", "own"), ("aws:cloudformation:stack-name", "s")]));
        assert_eq!(one.plain_tags(), pairs(&[("a", "own")]));
        one.properties = Document::from([("Tags", Document::from([("b", "own".into())]))]);
        assert_eq!(one.tags().first(), Some(&("b".to_owned(), "own".to_owned())));
    }

    #[test]
    fn an_update_removes_what_the_stack_gave_and_gives_no_more() {
        let existing = Existing {
            properties: of(&[("a", "1"), ("b", "1")]),
            stack_tags: pairs(&[("team", "x"), ("cost", "1"), ("aws:cloudformation:stack-name", "s")]),
            ..Existing::default()
        };
        let wanted = Wanted { properties: of(&[("a", "2")]), stack_tags: pairs(&[("cost", "1")]), ..Wanted::default() };
        let changes = wanted.tag_changes(&existing);
        assert_eq!(changes.put, pairs(&[("a", "2"), ("cost", "1")]));
        assert_eq!(changes.remove, ["b", "team"]);
    }
}
