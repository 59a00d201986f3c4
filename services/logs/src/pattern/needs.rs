//! What bytes an event must contain to match at all.

use memchr::memmem::Finder;

/// Clauses, each of which needs one of its texts: `(a or b) and (c)`. Without clauses nothing is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs(Vec<Vec<Finder<'static>>>);

impl Needs {
    /// One of these texts. An empty text is in everything, so it says nothing.
    pub(crate) fn any<'a>(texts: impl IntoIterator<Item = &'a str>) -> Needs {
        let clause: Vec<_> = texts.into_iter().map(|text| Finder::new(text.as_bytes()).into_owned()).collect();
        if clause.is_empty() || clause.iter().any(|finder| finder.needle().is_empty()) {
            return Needs::default();
        }
        Needs(vec![clause])
    }

    /// What is needed where both hold.
    pub(crate) fn and(mut self, other: Needs) -> Needs {
        self.0.extend(other.0);
        self
    }

    /// What is needed where one of them holds.
    pub(crate) fn or(self, other: Needs) -> Needs {
        match (self.0.into_iter().next(), other.0.into_iter().next()) {
            (Some(mut one), Some(other)) => {
                one.extend(other);
                Needs(vec![one])
            }
            _ => Needs::default(),
        }
    }

    /// Whether anything is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether these bytes contain what is needed.
    pub(crate) fn may_be_in(&self, bytes: &[u8]) -> bool {
        self.0.iter().all(|clause| clause.iter().any(|finder| finder.find(bytes).is_some()))
    }

    /// Whether something that knows texts only by a part of them may contain what is needed.
    pub(crate) fn may_hold(&self, holds: impl Fn(&[u8]) -> bool) -> bool {
        self.0.iter().all(|clause| clause.iter().any(|finder| holds(finder.needle())))
    }

    /// The clause that most narrows a search: the one whose shortest text is longest.
    pub(crate) fn sharpest(&self) -> Option<&[Finder<'static>]> {
        let shortest = |clause: &&Vec<Finder<'static>>| clause.iter().map(|finder| finder.needle().len()).min();
        self.0.iter().max_by_key(shortest).map(Vec::as_slice)
    }
}
