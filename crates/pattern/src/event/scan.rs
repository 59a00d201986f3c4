//! Walking an event along a trie, collecting the leaves at its fields.
//!
//! The walk skips what no rule looks at and stops once every place was seen that could matter.

use super::escape;
use super::leaves::{Leaves, OUTSIDE, ScopeId, Value};
use super::reader::{Raw, Reader};
use super::trie::{NodeId, Trie};
use crate::number::Number;
use crate::{EventError, MAX_DEPTH};

pub(crate) struct Scan<'a, 'r> {
    trie: &'a Trie,
    reader: Reader<'a>,
    leaves: &'r mut Leaves,
    depth: usize,
    /// Member names with escapes are decoded here.
    name: Vec<u8>,
}

/// Whether the walk may end here, leaving the rest of the text unread.
#[derive(Clone, Copy, PartialEq)]
enum Walk {
    GoOn,
    Stop,
}

/// Collects from the JSON text of an object that stands at `node`.
pub(crate) fn object(trie: &Trie, node: NodeId, text: &[u8], leaves: &mut Leaves) -> Result<(), EventError> {
    if u32::try_from(text.len()).is_err() {
        return Err(EventError::TooLarge);
    }
    let mut scan = Scan { trie, reader: Reader::new(text), leaves, depth: 0, name: Vec::new() };
    if scan.reader.peek()? != b'{' {
        return Err(EventError::NotAnObject);
    }
    if trie.node(node).children.len() == 0 {
        return Ok(());
    }
    scan.members(node, OUTSIDE, true).map(|_| ())
}

impl Scan<'_, '_> {
    /// The members of an object, from its brace. `last`: nothing after this object matters.
    fn members(&mut self, node: NodeId, scope: ScopeId, last: bool) -> Result<Walk, EventError> {
        self.enter()?;
        let object = self.leaves.enter_object();
        let mut missing = self.trie.node(node).children.len();
        if self.reader.peek()? == b'}' {
            return Ok(self.leave());
        }
        loop {
            let name = self.reader.string()?;
            let child = self.child(node, name)?;
            self.reader.expect(b':')?;
            match child {
                Some(child) if self.leaves.first_sight(child, object) => {
                    missing -= 1;
                    let walk = self.value(child, scope, last && missing == 0)?;
                    if missing == 0 {
                        return self.complete(walk, last);
                    }
                }
                _ => self.reader.skip()?,
            }
            match self.reader.peek()? {
                b',' => self.reader.advance(),
                b'}' => return Ok(self.leave()),
                _ => return Err(self.reader.unexpected()),
            }
        }
    }

    /// Every member that matters was seen: the rest of the object needs no reading.
    fn complete(&mut self, walk: Walk, last: bool) -> Result<Walk, EventError> {
        if walk == Walk::Stop || last {
            return Ok(Walk::Stop);
        }
        self.depth -= 1;
        self.reader.skip_to_close()?;
        Ok(Walk::GoOn)
    }

    fn child(&mut self, node: NodeId, name: Raw<'_>) -> Result<Option<NodeId>, EventError> {
        let children = &self.trie.node(node).children;
        if !name.escaped {
            return Ok(children.get(name.text));
        }
        self.name.clear();
        unescape(name.text, &mut self.name).ok_or_else(|| EventError::Malformed(self.reader.position()))?;
        Ok(children.get(&self.name))
    }

    fn value(&mut self, node: NodeId, scope: ScopeId, last: bool) -> Result<Walk, EventError> {
        let place = self.trie.node(node);
        match self.reader.peek()? {
            b'{' if place.children.len() > 0 => return self.members(node, scope, last),
            b'[' => self.elements(node, scope)?,
            b'"' if place.field => self.text(node, scope)?,
            b'-' | b'0'..=b'9' if place.field => {
                let number = Number::parse(self.reader.number());
                let number = number.ok_or_else(|| EventError::Malformed(self.reader.position()))?;
                self.leaves.push_number(node, scope, number);
            }
            b't' if place.field => self.word(b"true", node, scope, Value::True)?,
            b'f' if place.field => self.word(b"false", node, scope, Value::False)?,
            b'n' if place.field => self.word(b"null", node, scope, Value::Null)?,
            _ => self.reader.skip()?,
        }
        Ok(Walk::GoOn)
    }

    /// The elements of an array, from its bracket. Arrays directly inside arrays are elements too.
    fn elements(&mut self, node: NodeId, scope: ScopeId) -> Result<(), EventError> {
        self.enter()?;
        let array = self.leaves.enter_array();
        if self.reader.peek()? == b']' {
            self.leave();
            return Ok(());
        }
        loop {
            let element = self.leaves.enter_element(scope, array);
            self.value(node, element, false)?;
            match self.reader.peek()? {
                b',' => self.reader.advance(),
                b']' => {
                    self.leave();
                    return Ok(());
                }
                _ => return Err(self.reader.unexpected()),
            }
        }
    }

    fn text(&mut self, node: NodeId, scope: ScopeId) -> Result<(), EventError> {
        let raw = self.reader.string()?;
        if raw.text.iter().any(|&byte| byte < b' ') {
            return Err(EventError::Malformed(self.reader.position()));
        }
        if !raw.escaped {
            self.leaves.push_text(node, scope, raw.text);
            return Ok(());
        }
        let start = self.leaves.text.len() as u32;
        let end = unescape(raw.text, &mut self.leaves.text).map(|()| self.leaves.text.len() as u32);
        let end = end.ok_or_else(|| EventError::Malformed(self.reader.position()))?;
        self.leaves.push(node, scope, Value::Text { start, end });
        Ok(())
    }

    fn word(&mut self, word: &[u8], node: NodeId, scope: ScopeId, value: Value) -> Result<(), EventError> {
        self.reader.word(word)?;
        self.leaves.push(node, scope, value);
        Ok(())
    }

    fn enter(&mut self) -> Result<(), EventError> {
        if self.depth >= MAX_DEPTH {
            return Err(EventError::TooDeep(self.reader.position()));
        }
        self.depth += 1;
        self.reader.advance();
        Ok(())
    }

    fn leave(&mut self) -> Walk {
        self.depth -= 1;
        self.reader.advance();
        Walk::GoOn
    }
}

/// Appends the text of a string with escapes to `out`; `None` when an escape is malformed.
fn unescape(mut raw: &[u8], out: &mut Vec<u8>) -> Option<()> {
    while let Some(at) = memchr::memchr(b'\\', raw) {
        out.extend_from_slice(&raw[..at]);
        raw = &raw[at..];
        let len = escape::decode(raw, out)?;
        raw = raw.get(len..)?;
    }
    out.extend_from_slice(raw);
    Some(())
}
