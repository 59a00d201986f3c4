//! Where in a template's text something stands.

use std::fmt;

/// A place in a text. Both count from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// The places of all keys and values of a template, by path. A step of a path is a key, or an element's index in digits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Positions {
    key: Position,
    value: Position,
    below: Vec<(String, Positions)>,
}

impl Positions {
    /// Of a value that stands here.
    pub(crate) fn at(value: Position) -> Positions {
        Positions { key: value, value, below: Vec::new() }
    }

    /// Puts what stands below this value under its key.
    pub(crate) fn add(&mut self, name: impl Into<String>, key: Position, mut below: Positions) {
        below.key = key;
        self.below.push((name.into(), below));
    }

    /// Where the value begins.
    pub(crate) fn start(&self) -> Position {
        self.value
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Positions> {
        self.below.iter().find(|(known, _)| known == name).map(|(_, below)| below)
    }

    /// Where the key of this path stands (of an element: the element itself), if the text has it.
    pub fn key<S: AsRef<str>>(&self, path: &[S]) -> Option<Position> {
        self.find(path).map(|found| found.key)
    }

    /// Where the value of this path begins, if the text has it.
    pub fn value<S: AsRef<str>>(&self, path: &[S]) -> Option<Position> {
        self.find(path).map(|found| found.value)
    }

    /// Where the key of this path stands, or of the innermost part of the path that the text has. Looks through `Fn::If`, so that
    /// paths of evaluated documents are found as well.
    pub fn nearest<S: AsRef<str>>(&self, path: &[S]) -> Position {
        let (found, _) = self.deepest(path, 0);
        found.key
    }

    /// The path of the innermost key, element or value that begins here.
    pub fn path_at(&self, position: Position) -> Option<Vec<&str>> {
        let deeper = self.below.iter().find_map(|(name, below)| {
            let mut path = below.path_at(position)?;
            path.insert(0, name.as_str());
            Some(path)
        });
        deeper.or_else(|| (self.key == position || self.value == position).then(Vec::new))
    }

    fn find<S: AsRef<str>>(&self, path: &[S]) -> Option<&Positions> {
        path.iter().try_fold(self, |at, step| at.child(step.as_ref()))
    }

    /// The innermost part that is there, and how many steps of the path led to it.
    fn deepest<S: AsRef<str>>(&self, path: &[S], steps: usize) -> (&Positions, usize) {
        let Some((first, rest)) = path.split_first() else { return (self, steps) };
        if let Some(below) = self.child(first.as_ref()) {
            return below.deepest(rest, steps + 1);
        }
        let branches = self.child("Fn::If");
        let branches = branches.iter().flat_map(|branches| ["1", "2"].iter().filter_map(|index| branches.child(index)));
        let found = branches.map(|branch| branch.deepest(path, steps)).max_by_key(|(_, steps)| *steps);
        let found = found.filter(|(_, reached)| *reached > steps);
        found.or_else(|| self.in_loop(first.as_ref(), rest, steps)).unwrap_or((self, steps))
    }

    /// What a loop has written, by its body.
    fn in_loop<S: AsRef<str>>(&self, name: &str, rest: &[S], steps: usize) -> Option<(&Positions, usize)> {
        let loops = self.below.iter().filter(|(known, _)| known.starts_with("Fn::ForEach::"));
        for (_, one) in loops {
            let Some(body) = one.child("2") else { continue };
            if let Some((_, below)) = body.below.iter().find(|(pattern, _)| fits(pattern, name)) {
                return Some(below.deepest(rest, steps + 1));
            }
            if let Some(found) = body.in_loop(name, rest, steps) {
                return Some(found);
            }
        }
        None
    }
}

/// Whether a key can have come of a pattern such as `Queue${Name}`.
fn fits(pattern: &str, name: &str) -> bool {
    let Some(begin) = pattern.find(['$', '&']) else { return pattern == name };
    let end = pattern.rfind('}').map_or(pattern.len(), |end| end + 1);
    let (start, tail) = (pattern.get(..begin).unwrap_or_default(), pattern.get(end..).unwrap_or_default());
    name.len() >= start.len() + tail.len() && name.starts_with(start) && name.ends_with(tail)
}
