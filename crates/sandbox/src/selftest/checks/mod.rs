//! What the probes try, and from which level on it must fail.

mod files;
mod identity;
mod kernel;
mod limits;
mod network;
mod processes;

use super::Seen;
use super::bait::Facts;
use crate::level::{Egress, Level};

/// What a check saw: `Ok` if the isolation held.
type Outcome = Result<String, String>;

/// One thing to try.
struct Check {
    /// For people, and for the table of what must hold.
    name: &'static str,
    /// The weakest level at which it must hold.
    from: Level,
    run: fn(&Facts) -> Outcome,
}

/// In this order: the first looks at descriptors, before others open any; the last ones give something up or fill something.
#[rustfmt::skip]
const CHECKS: &[Check] = &[
    Check { name: "inherited descriptors", from: Level::Process, run: identity::descriptors },
    Check { name: "inherited environment", from: Level::Process, run: identity::environment },
    Check { name: "user and groups", from: Level::Confined, run: identity::user },
    Check { name: "capabilities", from: Level::Confined, run: identity::capabilities },
    Check { name: "new privileges", from: Level::Confined, run: identity::new_privileges },
    Check { name: "system call filter", from: Level::Confined, run: identity::filter },
    Check { name: "setuid programs", from: Level::Sandbox, run: identity::setuid_programs },
    Check { name: "files of the host", from: Level::Confined, run: files::hidden },
    Check { name: "root folder", from: Level::Sandbox, run: files::root },
    Check { name: "writing outside of /tmp", from: Level::Confined, run: files::writes },
    Check { name: "settings of the kernel", from: Level::Confined, run: files::settings },
    Check { name: "devices", from: Level::Confined, run: files::devices },
    Check { name: "other processes", from: Level::Sandbox, run: processes::visible },
    Check { name: "memory of other processes", from: Level::Confined, run: processes::memory },
    Check { name: "signals to other processes", from: Level::Confined, run: processes::signals },
    Check { name: "tracing", from: Level::Confined, run: processes::tracing },
    Check { name: "namespaces of its own", from: Level::Sandbox, run: processes::namespaces },
    Check { name: "making namespaces", from: Level::Confined, run: kernel::namespaces },
    Check { name: "joining namespaces", from: Level::Confined, run: kernel::joining },
    Check { name: "mounting", from: Level::Confined, run: kernel::mounting },
    Check { name: "changing the root", from: Level::Confined, run: kernel::roots },
    Check { name: "keyrings", from: Level::Confined, run: kernel::keyrings },
    Check { name: "dangerous system calls", from: Level::Confined, run: kernel::calls },
    Check { name: "listeners of the host", from: Level::Confined, run: network::listeners },
    Check { name: "abstract sockets of the host", from: Level::Confined, run: network::abstract_sockets },
    Check { name: "raw sockets", from: Level::Confined, run: network::raw_sockets },
    Check { name: "interfaces of the host", from: Level::Sandbox, run: network::interfaces },
    Check { name: "size of /tmp", from: Level::Sandbox, run: limits::tmp },
    Check { name: "number of processes", from: Level::Sandbox, run: limits::processes },
];

/// Tries everything.
pub(super) fn run(facts: &Facts) -> Vec<Seen> {
    CHECKS
        .iter()
        .map(|check| {
            let outcome = (check.run)(facts);
            let held = outcome.is_ok();
            Seen { name: check.name.to_owned(), held, seen: outcome.unwrap_or_else(|seen| seen) }
        })
        .collect()
}

/// What must hold.
pub(super) fn required(level: Level, egress: Egress) -> impl Iterator<Item = &'static str> {
    // At `confined`, full egress is the host's network.
    let shares_network = level == Level::Confined && egress == Egress::Full;
    CHECKS
        .iter()
        .filter(move |check| level >= check.from && !(shares_network && check.name == "listeners of the host"))
        .map(|check| check.name)
}

/// Holds if every attempt failed; says how each went.
fn all_fail<'a, T, E: std::fmt::Display>(attempts: impl IntoIterator<Item = (&'a str, Result<T, E>)>) -> Outcome {
    let (mut through, mut failed) = (Vec::new(), Vec::new());
    for (name, result) in attempts {
        match result {
            Ok(_) => through.push(name.to_owned()),
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    if through.is_empty() { Ok(failed.join(", ")) } else { Err(through.join(", ")) }
}
