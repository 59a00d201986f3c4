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

/// The nodes of circles among those that are left: the ones that come before themselves.
fn circle<'a>(nodes: &[(&'a str, &[String])], waits: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<&'a str> {
    let comes_before_itself = |start: &str| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = waits.get(start).into_iter().flatten().copied().collect();
        while let Some(next) = open.pop() {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                open.extend(waits.get(next).into_iter().flatten());
            }
        }
        false
    };
    nodes.iter().map(|(name, _)| *name).filter(|name| waits.contains_key(name) && comes_before_itself(name)).collect()
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
        assert_eq!(run(&[("A", &["A"])]), Err("Circular dependency between resources: [A]".into()));
    }
}
