//! Events on a bus, given in parts instead of as one text.

use super::leaves::{Leaves, OUTSIDE};
use super::scan;
use super::trie::{ROOT, Trie};
use crate::EventError;

/// An event on a bus before its envelope is written: what
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html> lists.
/// All text is plain, not JSON-escaped, except `detail`.
#[derive(Debug, Clone, Copy)]
pub struct EventParts<'a> {
    /// The envelope's `version`, "0" so far.
    pub version: &'a str,
    /// The event's id.
    pub id: &'a str,
    /// The envelope's `detail-type`.
    pub detail_type: &'a str,
    /// Who sent it.
    pub source: &'a str,
    /// The account it came from.
    pub account: &'a str,
    /// Its time, as it will be written.
    pub time: &'a str,
    /// The region it came from.
    pub region: &'a str,
    /// The resources it concerns.
    pub resources: &'a [String],
    /// The JSON text of the `detail` object.
    pub detail: &'a [u8],
}

impl EventParts<'_> {
    /// Collects what the trie looks at, as if the whole envelope had been scanned.
    pub(crate) fn collect(&self, trie: &Trie, leaves: &mut Leaves) -> Result<(), EventError> {
        self.check_size()?;
        let children = &trie.node(ROOT).children;
        let texts: [(&[u8], &str); 7] = [
            (b"source", self.source),
            (b"detail-type", self.detail_type),
            (b"account", self.account),
            (b"region", self.region),
            (b"time", self.time),
            (b"id", self.id),
            (b"version", self.version),
        ];
        for (name, text) in texts {
            if let Some(node) = children.get(name).filter(|&node| trie.node(node).field) {
                leaves.push_text(node, OUTSIDE, text.as_bytes());
            }
        }
        if let Some(node) = children.get(b"resources").filter(|&node| trie.node(node).field) {
            let array = leaves.enter_array();
            for resource in self.resources {
                let element = leaves.enter_element(OUTSIDE, array);
                leaves.push_text(node, element, resource.as_bytes());
            }
        }
        match children.get(b"detail") {
            Some(node) => scan::object(trie, node, self.detail, leaves),
            None => Ok(()),
        }
    }

    /// Places in the text of leaves are 32 bits wide.
    fn check_size(&self) -> Result<(), EventError> {
        let texts = [self.version, self.id, self.detail_type, self.source, self.account, self.time, self.region];
        let texts = texts.into_iter().chain(self.resources.iter().map(String::as_str));
        let size = texts.map(str::len).chain([self.detail.len()]).fold(0, usize::saturating_add);
        u32::try_from(size).map(|_| ()).map_err(|_| EventError::TooLarge)
    }
}
