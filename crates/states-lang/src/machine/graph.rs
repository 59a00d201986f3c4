//! Whether the states of a machine hang together.

use std::collections::BTreeSet;

use super::{Kind, Machine, State};
use crate::diagnostic::{Diagnostic, Severity};

/// Looks at a machine and those within it. `location` is where it stands.
pub(super) fn check(machine: &Machine, location: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut missing = |what: &str, target: &str, place: String| {
        if machine.state(target).is_none() {
            diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: "MISSING_TRANSITION_TARGET",
                message: format!("Missing '{what}' target: {target}"),
                location: place,
            });
        }
    };
    missing("StartAt", &machine.start_at, format!("{location}/StartAt"));
    for (name, state) in &machine.states {
        for (what, target, place) in targets(state) {
            missing(what, target, format!("{location}/States/{name}{place}"));
        }
    }
    unreachable(machine, location, diagnostics);
    for (name, state) in &machine.states {
        let place = format!("{location}/States/{name}");
        match &state.kind {
            Kind::Parallel { branches } => {
                for (at, branch) in branches.iter().enumerate() {
                    check(branch, &format!("{place}/Branches[{at}]"), diagnostics);
                }
            }
            Kind::Map(map) => check(&map.processor, &format!("{place}/ItemProcessor"), diagnostics),
            _ => {}
        }
    }
}

/// Where a state may lead: the field, the state, and where in it that stands.
pub(crate) fn targets(state: &State) -> Vec<(&'static str, &str, String)> {
    let mut targets = Vec::new();
    targets.extend(state.next.as_deref().map(|next| ("Next", next, "/Next".to_owned())));
    for (at, catcher) in state.catch.iter().enumerate() {
        targets.push(("Next", catcher.next.as_str(), format!("/Catch[{at}]/Next")));
    }
    if let Kind::Choice { rules, default } = &state.kind {
        for (at, rule) in rules.iter().enumerate() {
            targets.push(("Next", rule.next.as_str(), format!("/Choices[{at}]/Next")));
        }
        targets.extend(default.as_deref().map(|default| ("Default", default, "/Default".to_owned())));
    }
    targets
}

fn unreachable(machine: &Machine, location: &str, diagnostics: &mut Vec<Diagnostic>) {
    let (mut reached, mut next) = (BTreeSet::new(), vec![machine.start_at.as_str()]);
    while let Some(name) = next.pop() {
        if let Some(state) = machine.state(name).filter(|_| reached.insert(name)) {
            next.extend(targets(state).into_iter().map(|(_, target, _)| target));
        }
    }
    for name in machine.states.keys().filter(|name| !reached.contains(name.as_str())) {
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: "MISSING_TRANSITION_TARGET",
            message: format!("State \"{name}\" is not reachable."),
            location: format!("{location}/States/{name}"),
        });
    }
}
