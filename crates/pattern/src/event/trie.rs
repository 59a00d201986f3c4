//! The member names that lead to the fields some rule looks at.

use rustc_hash::FxHashMap;

/// A place in events: the root, or what a chain of member names leads to.
pub(crate) type NodeId = u32;

pub(crate) const ROOT: NodeId = 0;

/// All places some rule looks at, and the places on the way to them. Nodes are only ever added.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Some rule asks for a leaf here.
    pub(crate) field: bool,
    pub(crate) children: Children,
}

/// Children by member name. Few are compared one by one; a 64-bit filter over length and first byte
/// turns most other names away before any comparison.
#[derive(Debug, Default)]
pub(crate) struct Children {
    filter: u64,
    few: Vec<(Box<[u8]>, NodeId)>,
    many: FxHashMap<Box<[u8]>, NodeId>,
}

const FEW: usize = 8;

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Trie {
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The place `path` leads to, made a field.
    pub(crate) fn insert(&mut self, path: &[Box<[u8]>]) -> NodeId {
        let mut at = ROOT;
        for name in path {
            at = match self.node(at).children.get(name) {
                Some(child) => child,
                None => {
                    let child = self.nodes.len() as NodeId;
                    self.nodes.push(Node::default());
                    self.nodes[at as usize].children.insert(name.clone(), child);
                    child
                }
            };
        }
        self.nodes[at as usize].field = true;
        at
    }
}

impl Children {
    pub(crate) fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }

    #[inline]
    pub(crate) fn get(&self, name: &[u8]) -> Option<NodeId> {
        if self.filter & bit(name) == 0 {
            return None;
        }
        if self.many.is_empty() {
            return self.few.iter().find(|(child, _)| **child == *name).map(|&(_, id)| id);
        }
        self.many.get(name).copied()
    }

    fn insert(&mut self, name: Box<[u8]>, id: NodeId) {
        self.filter |= bit(&name);
        if self.many.is_empty() && self.few.len() < FEW {
            self.few.push((name, id));
        } else {
            self.many.extend(self.few.drain(..));
            self.many.insert(name, id);
        }
    }
}

#[inline]
fn bit(name: &[u8]) -> u64 {
    let first = name.first().copied().unwrap_or_default();
    1 << ((usize::from(first) + name.len() * 7) & 63)
}
