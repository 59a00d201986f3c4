//! Whose a launcher's groups are. Nothing can be written about a group but its name, so it stands there:
//! `tradewind-<tag>-<pid>-<start>-<pid namespace>`.
//!
//! A launcher that is killed is followed by another one of the same server, which knows from a list what to remove. Where that
//! list is gone too, with the folder of a server that is not started again, whoever comes next finds the folders by this.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::files;

const PREFIX: &str = "tradewind-";

/// The name for the groups of this process.
pub(crate) fn name(tag: &str) -> String {
    let pid = std::process::id();
    match (start(pid), pid_namespace()) {
        (Some(start), Some(namespace)) => format!("{PREFIX}{tag}-{pid}-{start}-{namespace}"),
        // Without /proc nobody can tell whether it lives.
        _ => format!("{PREFIX}{tag}"),
    }
}

/// When a process began, in ticks since the machine did: field 22 of proc(5). A pid with another time is another process.
fn start(pid: u32) -> Option<u64> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    line.rsplit_once(')')?.1.split_ascii_whitespace().nth(19)?.parse().ok()
}

/// Pids mean something within one of these only.
fn pid_namespace() -> Option<u64> {
    let link = fs::read_link("/proc/self/ns/pid").ok()?;
    link.to_str()?.strip_prefix("pid:[")?.strip_suffix(']')?.parse().ok()
}

/// Whether the launcher whose groups have this name is certainly gone.
fn is_gone(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    let mut parts = rest.split('-').skip(1);
    let mut number = || parts.next()?.parse::<u64>().ok();
    let (Some(pid), Some(began), Some(namespace), None) = (number(), number(), number(), number()) else {
        return false;
    };
    Some(namespace) == pid_namespace() && u32::try_from(pid).is_ok_and(|pid| start(pid) != Some(began))
}

/// Removes what launchers of this user that are gone have left in a folder, where no process is inside.
pub(super) fn bury(folder: &Path) {
    let own = rustix::process::geteuid().as_raw();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let gone = entry.file_name().to_str().is_some_and(is_gone);
        if gone && entry.metadata().is_ok_and(|about| about.uid() == own) {
            remove(&entry.path());
        }
    }
}

/// The kernel removes no group that has processes, nor one above it.
fn remove(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&entry.path());
        }
    }
    files::remove(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_certainly_gone_is_gone() {
        let own = name("0a1b2c3d");
        assert!(!is_gone(&own), "this process lives");
        let parts: Vec<&str> = own.split('-').collect();
        let [prefix, tag, pid, start, namespace] = parts[..] else { panic!("{own}") };
        assert!(is_gone(&format!("{prefix}-{tag}-{pid}-1{start}-{namespace}")), "the pid is another process's by now");
        // 2^22 is the largest pid there can be.
        assert!(is_gone(&format!("{prefix}-{tag}-4194305-1-{namespace}")));
        for other in [
            format!("{prefix}-{tag}-4194305-1-1{namespace}"),
            format!("{prefix}-{tag}"),
            format!("{prefix}-server"),
            format!("{prefix}-{tag}-x-1-{namespace}"),
            format!("{prefix}-{tag}-4194305-1-{namespace}-1"),
            format!("other-{tag}-4194305-1-{namespace}"),
            String::new(),
        ] {
            assert!(!is_gone(&other), "{other}");
        }
    }

    #[test]
    fn what_is_gone_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let own = name("0a1b2c3d");
        let gone = own.replacen(&format!("-{}-", std::process::id()), "-4194305-", 1);
        for name in [own.as_str(), gone.as_str(), "tradewind-server", "else"] {
            fs::create_dir_all(folder.path().join(name).join("instance")).unwrap();
        }
        bury(folder.path());
        let left: std::collections::BTreeSet<String> =
            fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(left, [own, "tradewind-server".to_owned(), "else".to_owned()].into());
    }
}
