//! Who the program is, and what it was given.

use rustix::fs::StatVfsMountFlags;
use rustix::process::{getegid, geteuid, getgid, getgroups, getuid};
use rustix::thread::{capabilities as capabilities_of, no_new_privs};

use super::super::bait::Facts;
use super::Outcome;
use crate::level::Level;

/// What a program is given: nothing, its output, its errors, the control socket.
const GIVEN: u32 = 3;

/// The variables the isolation itself may set, because only it knows where the folder is.
const OWN_VARIABLES: [&str; 1] = ["TMPDIR"];

pub(super) fn descriptors(_: &Facts) -> Outcome {
    let listed = std::fs::read_dir("/proc/self/fd").map_err(|error| format!("/proc/self/fd: {error}"))?;
    let mut open = Vec::new();
    for entry in listed.flatten() {
        let number = entry.file_name().to_string_lossy().parse::<u32>().map_err(|error| error.to_string())?;
        let target = std::fs::read_link(entry.path()).unwrap_or_default();
        // The descriptor with which this folder is read.
        let reading = target.to_string_lossy().ends_with("/fd");
        if number > GIVEN && !reading {
            open.push(format!("{number} ({})", target.display()));
        }
    }
    if open.is_empty() { Ok(format!("none above {GIVEN}")) } else { Err(open.join(", ")) }
}

pub(super) fn environment(_: &Facts) -> Outcome {
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let names: Vec<String> = names.filter(|name| !OWN_VARIABLES.contains(&name.as_str())).collect();
    if names.is_empty() { Ok("empty".into()) } else { Err(names.join(", ")) }
}

/// Nobody's uid where the server can give one; elsewhere the server's, which must not be root's.
pub(super) fn user(facts: &Facts) -> Outcome {
    let ids = [getuid().as_raw(), geteuid().as_raw(), getgid().as_raw(), getegid().as_raw()];
    let groups = getgroups().map_err(|error| error.to_string())?;
    let seen = format!("uid {}, gid {}, {} more groups", ids[1], ids[3], groups.len());
    let root = ids.contains(&0) || groups.iter().any(|group| group.as_raw() == 0);
    let dropped = facts.user != 0 || !ids.contains(&facts.user);
    let back = rustix::thread::set_thread_uid(rustix::process::Uid::ROOT).is_ok();
    if root || back || !dropped { Err(format!("{seen}, back to root: {back}")) } else { Ok(seen) }
}

pub(super) fn capabilities(_: &Facts) -> Outcome {
    let sets = capabilities_of(None).map_err(|error| format!("capget: {error}"))?;
    let ambient = status("CapAmb").unwrap_or_else(|| "unknown".to_owned());
    let seen = format!(
        "effective {:x}, permitted {:x}, inheritable {:x}, ambient {ambient}",
        sets.effective.bits(),
        sets.permitted.bits(),
        sets.inheritable.bits()
    );
    let none = (sets.effective | sets.permitted | sets.inheritable).is_empty();
    if none && ambient.trim_start_matches('0').is_empty() { Ok(seen) } else { Err(seen) }
}

pub(super) fn new_privileges(_: &Facts) -> Outcome {
    match no_new_privs() {
        Ok(true) => Ok("no_new_privs is set".into()),
        Ok(false) => Err("no_new_privs is not set".into()),
        Err(error) => Err(format!("prctl(PR_GET_NO_NEW_PRIVS): {error}")),
    }
}

pub(super) fn filter(_: &Facts) -> Outcome {
    match status("Seccomp").as_deref() {
        Some("2") => Ok("mode 2".into()),
        other => Err(format!("mode {other:?}")),
    }
}

/// Beside `no_new_privs`: the mount itself gives none.
pub(super) fn setuid_programs(facts: &Facts) -> Outcome {
    let flags = rustix::fs::statvfs("/usr").map_err(|error| format!("statvfs(/usr): {error}"))?.f_flag;
    let nosuid = flags.contains(StatVfsMountFlags::NOSUID);
    let seen = format!("/usr is mounted {flags:?}");
    if nosuid && facts.level == Level::Sandbox { Ok(seen) } else { Err(seen) }
}

/// A line of `/proc/self/status`.
fn status(key: &str) -> Option<String> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(line.trim().to_owned())
}
