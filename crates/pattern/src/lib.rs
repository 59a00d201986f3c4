//! The event-pattern language of Amazon EventBridge: a compiler and a matcher for many rules.
//!
//! [`Pattern`] is one compiled pattern; [`Matcher`] holds many of them under the caller's keys and
//! finds every one that matches an event in a single pass over the event. The same language filters
//! EventBridge rules, pipes, Lambda event source mappings and SNS subscriptions, so nothing here
//! knows an event's envelope except [`EventParts`].
//!
//! # What the language means here
//!
//! It follows <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html>.
//! Where that page is silent:
//!
//! - Only leaves (strings, numbers, booleans, null) are compared or "exist". An empty array or object
//!   holds no leaf, so `{"exists": false}` matches it.
//! - `anything-but` matches every leaf that its positive form does not, of whatever type.
//! - Two fields of different elements of one array never combine to a match, at any depth.
//!   `{"exists": false}` looks only at the elements that the other fields chose; when nothing in the
//!   array was chosen, the field must be absent from every element.
//! - Numbers are equal when their decimal values are (300, 300.0, 3.0e2); ranges compare as doubles.
//! - Case is ignored character by character, as Java does, without locale or length-changing folds.
//! - A pattern that repeats a member name keeps its last value. An event that repeats a member name
//!   is read by its first: reading stops as soon as everything the rules look at was seen.
//! - JSON is checked as far as it is read. A part of an event no rule looks at is skipped, not parsed.
//!
//! # Limits
//!
//! A pattern expands to at most [`MAX_COMBINATIONS`] combinations of its `$or` branches, patterns and
//! events nest at most [`MAX_DEPTH`] deep, and an event is at most 4 GiB. The size of a pattern's text
//! is the caller's to limit.

mod casefold;
mod cidr;
mod engine;
mod error;
mod event;
mod matcher;
mod number;
mod pattern;
mod predicate;
mod syntax;
mod wildcard;

pub use error::{EventError, PatternError};
pub use event::parts::EventParts;
pub use matcher::{Hits, HitsIter, Matcher, Scratch};
pub use pattern::Pattern;

/// The most combinations the `$or` branches of one pattern may multiply to.
pub const MAX_COMBINATIONS: usize = 1_000;

/// The deepest nesting of objects and arrays that a pattern or the read part of an event may have.
pub const MAX_DEPTH: usize = 500;
