//! Other processes.

use std::fs::{self, File};

use rustix::process::{Pid, getppid, test_kill_process};

use super::super::bait::Facts;
use super::{Outcome, all_fail};
use crate::sys::Forbidden;

/// In a process list of its own: init, and this program.
const OWN: usize = 2;

fn numbers() -> Vec<u32> {
    let listed = fs::read_dir("/proc").into_iter().flatten().flatten();
    listed.filter_map(|entry| entry.file_name().to_string_lossy().parse().ok()).collect()
}

pub(super) fn visible(_: &Facts) -> Outcome {
    let seen = numbers();
    let text = format!("{} processes", seen.len());
    if seen.len() <= OWN { Ok(text) } else { Err(text) }
}

/// Whether the process list is the host's.
fn host_list(facts: &Facts) -> bool {
    let own = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    facts.namespaces.iter().any(|(name, host)| name == "pid" && own.to_string_lossy() == *host)
}

/// The process that made this one, and those that this one is told of, as far as these numbers mean them here.
fn others(facts: &Facts) -> Vec<i32> {
    let same_list = host_list(facts);
    let told = facts.processes.iter().filter(|number| same_list || **number > OWN as u32);
    let told = told.filter_map(|number| i32::try_from(*number).ok());
    let parent = getppid().map(|parent| parent.as_raw_nonzero().get());
    told.chain(parent).collect()
}

pub(super) fn memory(facts: &Facts) -> Outcome {
    let mut seen = Vec::new();
    for other in others(facts) {
        for file in ["environ", "mem", "maps"] {
            seen.push((format!("/proc/{other}/{file}"), File::open(format!("/proc/{other}/{file}"))));
        }
        // The numbers of descriptors may be seen by the same user; what they are may not.
        let descriptor = format!("/proc/{other}/fd/0");
        seen.push((descriptor.clone(), fs::read_link(descriptor).and_then(|_| File::open("/dev/null"))));
        let root = format!("/proc/{other}/root");
        seen.push((root.clone(), fs::read_dir(root).and_then(|_| File::open("/dev/null"))));
    }
    all_fail(seen.iter().map(|(name, result)| (name.as_str(), result.as_ref())))
}

/// Signal 0 asks whether one could be sent. In a list of its own the first process is the program's own init: it hands signals to
/// the program, and the kernel lets none from inside end it.
pub(super) fn signals(facts: &Facts) -> Outcome {
    let own_init = if host_list(facts) { 0 } else { 1 };
    let numbers = others(facts).into_iter().filter(|number| *number != own_init);
    let numbers: Vec<(String, i32)> = numbers.map(|one| (one.to_string(), one)).collect();
    let sent = |number: i32| Some(test_kill_process(Pid::from_raw(number)?));
    let outcome = all_fail(numbers.iter().filter_map(|(name, number)| Some((name.as_str(), sent(*number)?))));
    outcome.map(|seen| if seen.is_empty() { "nobody is there but its own init".into() } else { seen })
}

pub(super) fn tracing(facts: &Facts) -> Outcome {
    let numbers: Vec<(String, i32)> = others(facts).into_iter().map(|one| (one.to_string(), one)).collect();
    let traced = numbers.iter().map(|(name, number)| (name.as_str(), Forbidden::Trace(*number).attempt()));
    let read = numbers.iter().map(|(name, number)| (name.as_str(), Forbidden::ReadMemory(*number).attempt()));
    all_fail(traced.chain(read))
}

pub(super) fn namespaces(facts: &Facts) -> Outcome {
    let mut shared = Vec::new();
    for (name, host) in &facts.namespaces {
        let own = fs::read_link(format!("/proc/self/ns/{name}")).map_err(|error| format!("{name}: {error}"))?;
        if own.to_string_lossy() == *host {
            shared.push(name.as_str());
        }
    }
    let all = facts.namespaces.len() == super::super::bait::NAMESPACES.len();
    if shared.is_empty() && all { Ok("all".into()) } else { Err(format!("shared: {}", shared.join(", "))) }
}
