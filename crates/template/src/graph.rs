//! What comes before what.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::Fault;
use crate::text::list;

/// For every node, how many come at least before it: the length of the longest way to it.
///
/// `nodes` are names and what they wait for; names that are no nodes are ignored.
///
/// # Errors
/// A circle, named in the order of `nodes`.
pub(crate) fn waves(nodes: &[(&str, &[String])]) -> Result<BTreeMap<String, usize>, Fault> {
    let known: BTreeSet<&str> = nodes.iter().map(|(name, _)| *name).collect();
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, before) in nodes {
        let before = before.iter().map(String::as_str).filter(|one| known.contains(one));
        waits.entry(name).or_default().extend(before);
    }
    let mut wave = 0;
    let mut waves = BTreeMap::new();
    while !waits.is_empty() {
        let ready: Vec<&str> = waits.iter().filter(|(_, before)| before.is_empty()).map(|(name, _)| *name).collect();
        if ready.is_empty() {
            let names = circle(nodes, &waits);
            return Err(Fault::new(format!("Circular dependency between resources: {}", list(&names))));
        }
        for name in ready {
            waits.remove(name);
            for before in waits.values_mut() {
                before.remove(name);
            }
            waves.insert(name.to_owned(), wave);
        }
        wave += 1;
    }
    Ok(waves)
}

/// The nodes of circles among those that are left, in the order of `nodes`.
fn circle<'a>(nodes: &[(&'a str, &[String])], waits: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<&'a str> {
    let mut search = Search { waits, seen: BTreeMap::new(), open: Vec::new(), circles: BTreeSet::new() };
    for name in waits.keys() {
        search.visit(name);
    }
    nodes.iter().map(|(name, _)| *name).filter(|name| search.circles.contains(name)).collect()
}

/// Tarjan's search for what is strongly connected. A graph has as many nodes as a template may have resources, so its depth is
/// bounded.
struct Search<'a, 'b> {
    waits: &'b BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// When a node was seen; nothing once its component is done.
    seen: BTreeMap<&'a str, Option<usize>>,
    open: Vec<&'a str>,
    circles: BTreeSet<&'a str>,
}

impl<'a> Search<'a, '_> {
    /// The earliest node that this one leads to.
    fn visit(&mut self, name: &'a str) -> Option<usize> {
        if let Some(known) = self.seen.get(name) {
            return *known;
        }
        let own = self.seen.len();
        self.seen.insert(name, Some(own));
        self.open.push(name);
        let before = self.waits.get(name);
        let mut earliest = own;
        for other in before.into_iter().flatten() {
            earliest = self.visit(other).map_or(earliest, |other| earliest.min(other));
        }
        if earliest == own {
            let begin = self.open.iter().rposition(|open| *open == name).unwrap_or(0);
            let component = self.open.split_off(begin);
            if component.len() > 1 || before.is_some_and(|before| before.contains(name)) {
                self.circles.extend(&component);
            }
            for one in component {
                self.seen.insert(one, None);
            }
            return None;
        }
        Some(earliest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(nodes: &[(&str, &[&str])]) -> Result<Vec<usize>, String> {
        let owned: Vec<(&str, Vec<String>)> =
            nodes.iter().map(|(name, before)| (*name, before.iter().map(|one| (*one).to_owned()).collect())).collect();
        let borrowed: Vec<(&str, &[String])> = owned.iter().map(|(name, before)| (*name, before.as_slice())).collect();
        let waves = waves(&borrowed).map_err(|fault| fault.message)?;
        Ok(nodes.iter().map(|(name, _)| waves[*name]).collect())
    }

    #[test]
    fn what_waits_comes_later() {
        assert_eq!(run(&[("C", &["B"]), ("A", &[]), ("B", &["A", "Gone"]), ("D", &["A"])]), Ok(vec![2, 0, 1, 1]));
    }

    #[test]
    fn circles_are_named_without_what_hangs_on_them() {
        let nodes: &[(&str, &[&str])] = &[("Z", &[]), ("B", &["A", "Z"]), ("A", &["C"]), ("C", &["B"]), ("D", &["A"])];
        assert_eq!(run(nodes), Err("Circular dependency between resources: [B, A, C]".into()));
        let two: &[(&str, &[&str])] =
            &[("A", &["B", "C"]), ("B", &["A"]), ("C", &["D"]), ("D", &["C"]), ("E", &["E", "A"])];
        assert_eq!(run(two), Err("Circular dependency between resources: [A, B, C, D, E]".into()));
        assert_eq!(run(&[("A", &["A"])]), Err("Circular dependency between resources: [A]".into()));
    }
}
