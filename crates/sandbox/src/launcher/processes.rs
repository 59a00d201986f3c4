//! Process trees as `/proc` shows them.

use std::fs;

use rustix::process::Pid;

/// Parent of every process, by process.
fn parents() -> Vec<(Pid, i32)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.filter_map(|number: i32| Some((Pid::from_raw(number)?, parent(number)?))).collect()
}

/// From `pid (name) state parent ...`; the name may contain anything.
fn parent(pid: i32) -> Option<i32> {
    let text = fs::read(format!("/proc/{pid}/stat")).ok()?;
    let behind = text.iter().rposition(|byte| *byte == b')')?;
    let text = std::str::from_utf8(text.get(behind + 1..)?).ok()?;
    text.split_whitespace().nth(1)?.parse().ok()
}

/// The children of a process.
pub(super) fn children(of: Pid) -> Vec<Pid> {
    let of = of.as_raw_nonzero().get();
    parents().into_iter().filter(|(_, parent)| *parent == of).map(|(pid, _)| pid).collect()
}

/// These processes and everything below them.
pub(super) fn trees(roots: &[Pid]) -> Vec<Pid> {
    let parents = parents();
    let mut found: Vec<Pid> = roots.to_vec();
    let mut next = 0;
    while let Some(one) = found.get(next).map(|pid| pid.as_raw_nonzero().get()) {
        for (pid, parent) in &parents {
            if *parent == one && !found.contains(pid) {
                found.push(*pid);
            }
        }
        next += 1;
    }
    found
}

/// Memory that is a process's own, in bytes: what it wrote, and what it shares by memory file systems.
pub(super) fn own_memory(pid: Pid) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).ok()?;
    let kilobytes = |name: &str| -> u64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    Some((kilobytes("RssAnon:") + kilobytes("RssShmem:")) * 1024)
}
