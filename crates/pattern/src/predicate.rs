//! What a pattern may ask of one leaf of an event.

use crate::casefold::fold;
use crate::cidr::{Address, Cidr};
use crate::number::{Exact, Number};
use crate::wildcard::Wildcard;

/// A leaf of an event. Text is unescaped.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Leaf<'a> {
    Text(&'a [u8]),
    Number(&'a Number),
    True,
    False,
    Null,
}

/// One alternative of a field. The order of the variants matters: [`any`] looks exact text up by
/// binary search at the front of a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Test {
    Text(Box<[u8]>),
    Number(Exact),
    True,
    False,
    Null,
    Prefix(Box<[u8]>),
    Suffix(Box<[u8]>),
    /// The folded form of the text.
    EqualsFolded(Box<[u8]>),
    PrefixFolded(Box<[u8]>),
    SuffixFolded(Box<[u8]>),
    Wildcard(Wildcard),
    Range(Range),
    Cidr(Cidr),
    /// Any leaf at all.
    Exists,
    /// `anything-but`: a leaf that none of these (sorted) accepts.
    Not(Box<[Test]>),
    /// No leaf at all. Never true of a leaf; whoever holds the event decides it.
    Absent,
}

/// A numeric range, both ends included, on [`Number::order`]. Open ends are the next double inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Range {
    pub(crate) low: u64,
    pub(crate) high: u64,
}

impl Test {
    pub(crate) fn accepts(&self, leaf: Leaf<'_>) -> bool {
        match (self, leaf) {
            (Self::Exists, _) | (Self::True, Leaf::True) | (Self::False, Leaf::False) | (Self::Null, Leaf::Null) => {
                true
            }
            (Self::Not(tests), leaf) => !any(tests, leaf),
            (Self::Number(exact), Leaf::Number(number)) => *exact == number.exact,
            (Self::Range(range), Leaf::Number(number)) => (range.low..=range.high).contains(&number.order),
            (test, Leaf::Text(text)) => test.accepts_text(text),
            _ => false,
        }
    }

    fn accepts_text(&self, text: &[u8]) -> bool {
        match self {
            Self::Text(exact) => **exact == *text,
            Self::Prefix(prefix) => text.starts_with(prefix),
            Self::Suffix(suffix) => text.ends_with(suffix),
            Self::EqualsFolded(folded) => fold(text) == **folded,
            Self::PrefixFolded(folded) => fold(text).starts_with(folded),
            Self::SuffixFolded(folded) => fold(text).ends_with(folded),
            Self::Wildcard(wildcard) => wildcard.matches(text),
            Self::Cidr(cidr) => Address::parse(text).is_some_and(|address| cidr.contains(address)),
            _ => false,
        }
    }
}

/// Whether one of the sorted `tests` accepts `leaf`.
pub(crate) fn any(tests: &[Test], leaf: Leaf<'_>) -> bool {
    let Leaf::Text(text) = leaf else { return tests.iter().any(|test| test.accepts(leaf)) };
    let exact = tests.partition_point(|test| matches!(test, Test::Text(_)));
    let (exact, others) = tests.split_at(exact);
    let found = exact.binary_search_by(|test| match test {
        Test::Text(exact) => (**exact).cmp(text),
        _ => std::cmp::Ordering::Greater,
    });
    found.is_ok() || others.iter().any(|test| test.accepts(leaf))
}
