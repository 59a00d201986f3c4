//! Prefixes (and, on reversed text, suffixes): a radix tree over bytes.

use smallvec::SmallVec;

use crate::engine::Ids;
use crate::engine::record::Work;

/// Finds all inserted texts that a given text starts with, in one walk down the tree.
#[derive(Debug, Default)]
pub(super) struct Affixes {
    /// The first node is the root, with an empty label.
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// The bytes between the parent and here.
    label: Box<[u8]>,
    ids: Ids,
    children: Children,
}

/// Children by the first byte of their labels.
#[derive(Debug)]
enum Children {
    Few(SmallVec<[(u8, u32); 4]>),
    /// Indexed by byte; 0, which is the root, stands for none.
    Many(Box<[u32; 256]>),
}

impl Default for Children {
    fn default() -> Self {
        Self::Few(SmallVec::new())
    }
}

const FEW: usize = 8;

impl Children {
    #[inline]
    fn get(&self, byte: u8) -> Option<u32> {
        match self {
            Self::Few(few) => few.iter().find(|(first, _)| *first == byte).map(|&(_, node)| node),
            Self::Many(many) => Some(many[usize::from(byte)]).filter(|&node| node != 0),
        }
    }

    fn set(&mut self, byte: u8, node: u32) {
        match self {
            Self::Few(few) => {
                if let Some(slot) = few.iter_mut().find(|(first, _)| *first == byte) {
                    slot.1 = node;
                } else if few.len() < FEW {
                    few.push((byte, node));
                } else {
                    let mut many = Box::new([0; 256]);
                    for &(byte, node) in few.iter() {
                        many[usize::from(byte)] = node;
                    }
                    many[usize::from(byte)] = node;
                    *self = Self::Many(many);
                }
            }
            Self::Many(many) => many[usize::from(byte)] = node,
        }
    }
}

impl Affixes {
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many ids are kept under exactly this text.
    pub(super) fn load(&self, mut text: &[u8]) -> usize {
        let Some(mut node) = self.nodes.first() else { return 0 };
        while let Some(&byte) = text.first() {
            let Some(child) = node.children.get(byte) else { return 0 };
            node = &self.nodes[child as usize];
            let Some(rest) = text.strip_prefix(&*node.label) else { return 0 };
            text = rest;
        }
        node.ids.len()
    }

    pub(super) fn insert(&mut self, mut text: &[u8], id: u32) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        while let Some(&byte) = text.first() {
            let Some(child) = self.nodes[at as usize].children.get(byte) else {
                at = self.add(at, text, Children::default());
                break;
            };
            let label = &self.nodes[child as usize].label;
            let common = label.iter().zip(text).take_while(|(a, b)| a == b).count();
            if common < label.len() {
                self.cut(child, common);
            }
            at = child;
            text = &text[common..];
        }
        self.nodes[at as usize].ids.push(id);
    }

    fn add(&mut self, parent: u32, label: &[u8], children: Children) -> u32 {
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { label: label.into(), ids: Ids::new(), children });
        self.nodes[parent as usize].children.set(label[0], node);
        node
    }

    /// Shortens a node's label to `len` bytes; a new child takes over the rest and all it led to.
    fn cut(&mut self, node: u32, len: usize) {
        let here = &mut self.nodes[node as usize];
        let rest = here.label[len..].to_vec();
        here.label = here.label[..len].into();
        let ids = std::mem::take(&mut here.ids);
        let children = std::mem::take(&mut here.children);
        let lower = self.add(node, &rest, children);
        self.nodes[lower as usize].ids = ids;
    }

    /// Calls `found` with the ids of every inserted text that `text` starts with.
    #[inline]
    pub(super) fn walk(&self, mut text: &[u8], mut found: impl FnMut(u32)) {
        let Some(mut node) = self.nodes.first() else { return };
        loop {
            node.ids.iter().for_each(|&id| found(id));
            let Some(child) = text.first().and_then(|&byte| node.children.get(byte)) else { return };
            node = &self.nodes[child as usize];
            let Some(rest) = text.strip_prefix(&*node.label) else { return };
            text = rest;
        }
    }

    pub(super) fn enter(&self, text: &[u8], work: &mut Work) {
        self.walk(text, |group| work.enter(group));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_prefix() {
        let texts = ["", "a", "abc", "abd", "abcde", "b", "abc", "zz", "zzy"];
        let mut affixes = Affixes::default();
        for (id, text) in texts.iter().enumerate() {
            affixes.insert(text.as_bytes(), id as u32);
        }
        for first in 0..=255 {
            affixes.insert(&[b'q', first], 1000 + u32::from(first));
        }
        for probe in ["", "a", "ab", "abc", "abcdef", "zzx", "qa", "c"] {
            let mut found = Vec::new();
            affixes.walk(probe.as_bytes(), |id| found.push(id));
            found.sort_unstable();
            let mut wanted: Vec<u32> =
                (0..).zip(texts).filter(|(_, text)| probe.starts_with(text)).map(|(id, _)| id).collect();
            if probe == "qa" {
                wanted.push(1000 + u32::from(b'a'));
            }
            assert_eq!(found, wanted, "{probe}");
        }
        assert_eq!(affixes.load(b"abc"), 2);
        assert_eq!(affixes.load(b"ab"), 0);
    }
}
