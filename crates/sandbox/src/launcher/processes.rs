//! Process trees as `/proc` shows them.

use std::fs;

use rustix::process::Pid;

/// The children of a process, those of all its threads.
fn children(of: i32) -> Vec<Pid> {
    let threads = fs::read_dir(format!("/proc/{of}/task")).into_iter().flatten().flatten();
    let lists = threads.map(|thread| fs::read_to_string(thread.path().join("children")).unwrap_or_default());
    lists.flat_map(|list| list.split_whitespace().filter_map(number).collect::<Vec<_>>()).collect()
}

fn number(text: &str) -> Option<Pid> {
    Pid::from_raw(text.parse().ok()?)
}

/// The parent of every process, for a kernel that lists no children (without `CONFIG_PROC_CHILDREN`).
fn parents() -> Vec<(Pid, i32)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| number(entry.file_name().to_str()?));
    numbers.filter_map(|pid| Some((pid, parent(pid)?))).collect()
}

/// From `pid (name) state parent ...`; the name may contain anything.
fn parent(pid: Pid) -> Option<i32> {
    let text = fs::read(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    let behind = text.iter().rposition(|byte| *byte == b')')?;
    let text = std::str::from_utf8(text.get(behind + 1..)?).ok()?;
    text.split_whitespace().nth(1)?.parse().ok()
}

/// Whether the kernel lists children.
fn lists_children() -> bool {
    fs::exists("/proc/thread-self/children").unwrap_or(false)
}

/// The children of this process.
pub(super) fn own_children() -> Vec<Pid> {
    let own = rustix::process::getpid();
    trees(&[own], 1).into_iter().filter(|pid| *pid != own).collect()
}

/// These processes and everything below them.
pub(super) fn whole_trees(roots: &[Pid]) -> Vec<Pid> {
    trees(roots, usize::MAX)
}

fn trees(roots: &[Pid], depth: usize) -> Vec<Pid> {
    let parents = if lists_children() { None } else { Some(parents()) };
    let below = |of: Pid| -> Vec<Pid> {
        let of = of.as_raw_nonzero().get();
        match &parents {
            None => children(of),
            Some(all) => all.iter().filter(|(_, parent)| *parent == of).map(|(pid, _)| *pid).collect(),
        }
    };
    let mut found: Vec<Pid> = roots.to_vec();
    let mut from = 0;
    for _ in 0..depth {
        let to = found.len();
        for place in from..to {
            let new: Vec<Pid> = below(found[place]).into_iter().filter(|pid| !found.contains(pid)).collect();
            found.extend(new);
        }
        if found.len() == to {
            break;
        }
        from = to;
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
