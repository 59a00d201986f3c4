//! Where in an input a value stands, in the form validation messages use: `entries.1.member.detailType`.

use std::fmt;

/// A path, as a chain on the stack: naming a place costs nothing until something is wrong there.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'static str),
    Item(usize),
    Entry(&'a str),
}

impl<'a> Path<'a> {
    /// The whole input.
    pub const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    /// A member of the structure here, by its name in messages.
    pub fn member(&'a self, name: &'static str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Member(name) }
    }

    /// The element at this index (from 0) of the list here.
    pub fn item(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Item(index) }
    }

    /// The value under this key of the map here.
    pub fn entry(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Entry(key) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
            if !matches!(parent.step, Step::Root) {
                f.write_str(".")?;
            }
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Member(name) => f.write_str(name),
            Step::Item(index) => write!(f, "{}.member", index + 1),
            Step::Entry(key) => write!(f, "{key}.member"),
        }
    }
}
