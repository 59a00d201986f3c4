//! One compiled pattern.

use std::sync::{Arc, OnceLock};

use crate::engine::Engine;
use crate::engine::record::Record;
use crate::event::parts::EventParts;
use crate::predicate::Test;
use crate::syntax::{self, Node, Object};
use crate::{EventError, MAX_COMBINATIONS, PatternError};

/// One field of a pattern: the member names that lead to it and its alternatives, sorted.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Condition {
    pub(crate) path: Box<[Box<[u8]>]>,
    pub(crate) tests: Box<[Test]>,
}

/// Conditions that must all hold together.
pub(crate) type Conjunction = Vec<Arc<Condition>>;

/// An event pattern compiled from its JSON text.
///
/// Cloning is cheap. See the crate's front page for what a pattern means.
#[derive(Debug, Clone)]
pub struct Pattern {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// The pattern matches when one of these holds.
    conjunctions: Vec<Conjunction>,
    /// The pattern as the only rule of an engine, made when it is first asked to match by itself.
    alone: OnceLock<Box<Engine>>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// [`PatternError`] with the reason AWS gives, when the text is not JSON, not a pattern, or asks
    /// for too many combinations.
    pub fn parse(json: &str) -> Result<Self, PatternError> {
        let object = syntax::parse(json)?;
        if combinations(&object) > MAX_COMBINATIONS {
            return Err(PatternError::TooComplex {
                reason: format!(
                    "Rule is too complex - $or may not result in more than {MAX_COMBINATIONS} combinations"
                ),
            });
        }
        let conjunctions = expand(&object, &mut Vec::new());
        Ok(Self { inner: Arc::new(Inner { conjunctions, alone: OnceLock::new() }) })
    }

    /// Whether the pattern matches an event, given as the JSON text of an object.
    ///
    /// # Errors
    ///
    /// [`EventError`] when the part of the event that had to be read is not JSON.
    pub fn matches(&self, event: &[u8]) -> Result<bool, EventError> {
        let mut record = Record::default();
        self.alone().matches(event, &mut record)?;
        Ok(!record.hits.is_empty())
    }

    /// Whether the pattern matches an event on a bus, given in parts.
    ///
    /// # Errors
    ///
    /// As [`Pattern::matches`], of the `detail` part.
    pub fn matches_parts(&self, event: &EventParts<'_>) -> Result<bool, EventError> {
        let mut record = Record::default();
        self.alone().matches_parts(event, &mut record)?;
        Ok(!record.hits.is_empty())
    }

    pub(crate) fn conjunctions(&self) -> &[Conjunction] {
        &self.inner.conjunctions
    }

    fn alone(&self) -> &Engine {
        self.inner.alone.get_or_init(|| {
            let mut engine = Box::<Engine>::default();
            engine.insert(0, self.conjunctions());
            engine
        })
    }
}

/// How many conjunctions an object expands to, at most a little over the limit.
fn combinations(object: &Object) -> usize {
    let nested = object.fields.iter().map(|(_, node)| match node {
        Node::Object(object) => combinations(object),
        Node::Tests(_) => 1,
    });
    let branches =
        object.any_of.iter().map(|branches| branches.iter().map(combinations).fold(0, usize::saturating_add));
    nested.chain(branches).fold(1, usize::saturating_mul)
}

fn expand(object: &Object, path: &mut Vec<Box<[u8]>>) -> Vec<Conjunction> {
    let mut all: Vec<Conjunction> = vec![Vec::new()];
    for (name, node) in &object.fields {
        path.push(name.as_slice().into());
        let more = match node {
            Node::Object(object) => expand(object, path),
            Node::Tests(tests) => {
                let condition = Condition { path: path.as_slice().into(), tests: tests.as_slice().into() };
                vec![vec![Arc::new(condition)]]
            }
        };
        path.pop();
        all = product(&all, &more);
    }
    if let Some(branches) = &object.any_of {
        let more: Vec<Conjunction> = branches.iter().flat_map(|branch| expand(branch, path)).collect();
        all = product(&all, &more);
    }
    all
}

/// Every conjunction of `left` joined with every one of `right`.
fn product(left: &[Conjunction], right: &[Conjunction]) -> Vec<Conjunction> {
    let join =
        |a: &Conjunction| -> Vec<Conjunction> { right.iter().map(|b| a.iter().chain(b).cloned().collect()).collect() };
    left.iter().flat_map(join).collect()
}
