//! The leaves of one event that some rule looks at.

use super::trie::NodeId;
use crate::number::Number;
use crate::predicate::Leaf;

/// The leaves found in one event, kept by field. Reused from event to event, so that a warm one
/// allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Leaves {
    /// The text of all text leaves, unescaped.
    pub(crate) text: Vec<u8>,
    leaves: Vec<Entry>,
    numbers: Vec<Number>,
    /// Elements of arrays; [`OUTSIDE`] (0) stands for "in no array" and has no entry here.
    scopes: Vec<Scope>,
    arrays: u32,
    fields: Vec<Field>,
    touched: Vec<NodeId>,
    /// For every node, the last object in which its member was seen.
    seen: Vec<u64>,
    objects: u64,
    event: u64,
}

/// An element of an array: number `n` is `scopes[n - 1]`.
pub(crate) type ScopeId = u32;

/// The scope of leaves that are in no array.
pub(crate) const OUTSIDE: ScopeId = 0;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope {
    /// The element around the array, or [`OUTSIDE`].
    pub(crate) parent: ScopeId,
    pub(crate) array: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Field {
    event: u64,
    first: u32,
    last: u32,
}

#[derive(Debug)]
struct Entry {
    scope: ScopeId,
    /// The field's next leaf, or [`NONE`].
    next: u32,
    value: Value,
}

const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    Text { start: u32, end: u32 },
    Number(u32),
    True,
    False,
    Null,
}

impl Leaves {
    /// Forgets the last event and makes room for the nodes of a trie.
    pub(crate) fn begin(&mut self, nodes: usize) {
        self.text.clear();
        self.leaves.clear();
        self.numbers.clear();
        self.scopes.clear();
        self.touched.clear();
        self.arrays = 0;
        self.event += 1;
        if self.fields.len() < nodes {
            self.fields.resize(nodes, Field::default());
            self.seen.resize(nodes, 0);
        }
    }

    /// A number for an object about to be read, so that repeated members are noticed.
    pub(crate) fn enter_object(&mut self) -> u64 {
        self.objects += 1;
        self.objects
    }

    /// Whether this is the first member of `object` that leads to `node`.
    pub(crate) fn first_sight(&mut self, node: NodeId, object: u64) -> bool {
        std::mem::replace(&mut self.seen[node as usize], object) != object
    }

    pub(crate) fn enter_array(&mut self) -> u32 {
        self.arrays += 1;
        self.arrays
    }

    pub(crate) fn enter_element(&mut self, parent: ScopeId, array: u32) -> ScopeId {
        self.scopes.push(Scope { parent, array });
        self.scopes.len() as ScopeId
    }

    /// The parent and array of a scope that is not [`OUTSIDE`].
    pub(crate) fn scope(&self, scope: ScopeId) -> Option<Scope> {
        self.scopes.get((scope as usize).checked_sub(1)?).copied()
    }

    pub(crate) fn in_arrays(&self) -> bool {
        !self.scopes.is_empty()
    }

    pub(crate) fn push_text(&mut self, field: NodeId, scope: ScopeId, text: &[u8]) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text);
        self.push(field, scope, Value::Text { start, end: self.text.len() as u32 });
    }

    pub(crate) fn push_number(&mut self, field: NodeId, scope: ScopeId, number: Number) {
        self.numbers.push(number);
        self.push(field, scope, Value::Number(self.numbers.len() as u32 - 1));
    }

    pub(crate) fn push(&mut self, field: NodeId, scope: ScopeId, value: Value) {
        let id = self.leaves.len() as u32;
        self.leaves.push(Entry { scope, next: NONE, value });
        let slot = &mut self.fields[field as usize];
        if slot.event == self.event {
            self.leaves[slot.last as usize].next = id;
            slot.last = id;
        } else {
            *slot = Field { event: self.event, first: id, last: id };
            self.touched.push(field);
        }
    }

    /// The fields that have leaves.
    pub(crate) fn touched(&self) -> &[NodeId] {
        &self.touched
    }

    /// The first leaf of a field.
    #[inline]
    fn first(&self, field: NodeId) -> u32 {
        match self.fields.get(field as usize) {
            Some(slot) if slot.event == self.event => slot.first,
            _ => NONE,
        }
    }

    /// The leaves of a field in the order of the event, each with its scope.
    #[inline]
    pub(crate) fn of(&self, field: NodeId) -> impl Iterator<Item = (ScopeId, Leaf<'_>)> {
        let mut at = self.first(field);
        std::iter::from_fn(move || {
            let entry = self.leaves.get(at as usize)?;
            at = entry.next;
            Some((entry.scope, self.leaf(entry.value)))
        })
    }

    #[inline]
    fn leaf(&self, value: Value) -> Leaf<'_> {
        match value {
            Value::Text { start, end } => Leaf::Text(&self.text[start as usize..end as usize]),
            Value::Number(id) => Leaf::Number(&self.numbers[id as usize]),
            Value::True => Leaf::True,
            Value::False => Leaf::False,
            Value::Null => Leaf::Null,
        }
    }
}
