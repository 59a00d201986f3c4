//! Whether a process is as isolated as it must be, seen from outside. A zygote's word is not enough.

use std::fs;
use std::path::PathBuf;

use rustix::process::Pid;

/// What has to be seen.
#[derive(Debug)]
pub(super) struct Expected {
    /// The parent.
    pub(super) parent: Pid,
    /// The process whose namespaces and groups it has to share.
    pub(super) like: Option<Pid>,
    /// Its user, as this process sees it.
    pub(super) user: u32,
    /// Whether it could give up the bounding set.
    pub(super) bounding: bool,
    /// Whether it could give up other groups and change its own: an unprivileged server can't.
    pub(super) groups: bool,
    /// Whether it has a system call filter.
    pub(super) filter: bool,
}

/// Says what is not as expected.
pub(super) fn verify(process: Pid, expected: &Expected) -> Result<(), String> {
    let status = fs::read_to_string(format!("/proc/{}/status", process.as_raw_nonzero()))
        .map_err(|error| format!("its status can't be read: {error}"))?;
    let line = |name: &str| -> &str {
        status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap_or_default().trim()
    };
    let must = |name: &str, good: bool| {
        if good { Ok(()) } else { Err(format!("its {name} is {:?}", line(name))) }
    };
    must("PPid", line("PPid") == expected.parent.as_raw_nonzero().to_string())?;
    for name in ["Uid", "Gid"] {
        let numbers: Vec<&str> = line(name).split_whitespace().collect();
        must(name, numbers.len() == 4 && (name == "Gid" && !expected.groups || is_all(&numbers, expected.user)))?;
    }
    must("Groups", !expected.groups || line("Groups").is_empty())?;
    for name in ["CapInh", "CapPrm", "CapEff", "CapAmb"] {
        must(name, is_zero(line(name)))?;
    }
    must("CapBnd", !expected.bounding || is_zero(line("CapBnd")))?;
    must("NoNewPrivs", line("NoNewPrivs") == "1")?;
    must("Seccomp", !expected.filter || line("Seccomp") == "2")?;
    match expected.like {
        Some(like) => verify_place(process, like),
        None => Ok(()),
    }
}

fn verify_place(process: Pid, like: Pid) -> Result<(), String> {
    for name in ["mnt", "pid", "net", "ipc", "uts", "cgroup", "user"] {
        let space = |pid: Pid| -> Result<PathBuf, String> {
            fs::read_link(format!("/proc/{}/ns/{name}", pid.as_raw_nonzero()))
                .map_err(|error| format!("its namespace {name} can't be read: {error}"))
        };
        if space(process)? != space(like)? {
            return Err(format!("it is in another namespace {name}"));
        }
    }
    let groups = |pid: Pid| fs::read(format!("/proc/{}/cgroup", pid.as_raw_nonzero())).ok();
    if groups(process) == groups(like) { Ok(()) } else { Err("it is in other control groups".to_owned()) }
}

fn is_all(numbers: &[&str], user: u32) -> bool {
    let user = user.to_string();
    numbers.iter().all(|number| *number == user)
}

fn is_zero(hex: &str) -> bool {
    !hex.is_empty() && hex.bytes().all(|digit| digit == b'0')
}
