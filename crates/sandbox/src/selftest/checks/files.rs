//! Files of the host.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::super::bait::Facts;
use super::{Outcome, all_fail};
use crate::level::Level;

/// What no program needs and every host has some of. Most are open to all users of a host, so that only the isolation hides them.
const FOREIGN: &[&str] = &[
    "/etc/shadow",
    "/etc/machine-id",
    "/etc/fstab",
    "/etc/login.defs",
    "/etc/ssl/private",
    "/root",
    "/home",
    "/boot",
    "/srv",
    "/media",
    "/run",
    "/var/log",
    "/var/lib",
    "/var/cache",
    "/sys/kernel/debug",
    "/sys/class",
    "/proc/kcore",
];

/// What a private root may hold.
const ROOT: &[&str] =
    &["bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "nix", "opt", "proc", "run", "sbin", "tmp", "usr", "var"];

/// Folders that a program must not write in.
#[rustfmt::skip]
const READ_ONLY: &[&str] = &[
    "/", "/bin", "/dev", "/etc", "/home", "/lib", "/mnt", "/opt", "/proc", "/run", "/sys", "/usr", "/usr/bin", "/usr/lib", "/var",
    "/var/task",
];

/// Folders that everybody can write in: a root of its own has its own.
const SHARED: &[&str] = &["/tmp", "/var/tmp", "/dev/shm", "/run/lock"];

/// Files by which the kernel is told something.
const SETTINGS: &[&str] = &[
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/net/ipv4/ip_forward",
    "/proc/sysrq-trigger",
    "/proc/irq/default_smp_affinity",
    "/sys/kernel/mm/transparent_hugepage/enabled",
    "/sys/power/state",
    "/sys/fs/cgroup/cgroup.procs",
    "/sys/fs/cgroup/memory/cgroup.procs",
];

/// Devices that hold nothing and lead nowhere.
const HARMLESS: &[&str] = &[
    "null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts", "fd", "stdin", "stdout", "stderr", "shm",
    "mqueue",
];

/// Devices to try where `/dev` can't be listed.
const DEVICES: &[&str] =
    &["kmsg", "mem", "port", "kvm", "fuse", "loop0", "loop-control", "vda", "sda", "nvme0n1", "net/tun"];

/// To read or list a file or a folder. An empty folder shows nothing.
fn look(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        return File::open(path).map(|_| ());
    }
    match fs::read_dir(path)?.next() {
        Some(entry) => entry.map(|_| ()),
        None => Err(io::Error::other("empty")),
    }
}

pub(super) fn hidden(facts: &Facts) -> Outcome {
    let own = std::env::current_exe().unwrap_or_default();
    let paths: Vec<PathBuf> = FOREIGN.iter().map(PathBuf::from).chain(facts.hidden.iter().cloned()).collect();
    let seen =
        paths.iter().filter(|path| !own.starts_with(path)).map(|path| (path.to_str().unwrap_or("?"), look(path)));
    all_fail(seen)
}

pub(super) fn root(_: &Facts) -> Outcome {
    let listed = fs::read_dir("/").map_err(|error| format!("/: {error}"))?;
    let names: Vec<String> = listed.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let foreign: Vec<&str> = names.iter().map(String::as_str).filter(|name| !ROOT.contains(name)).collect();
    if foreign.is_empty() { Ok(names.join(", ")) } else { Err(foreign.join(", ")) }
}

pub(super) fn writes(facts: &Facts) -> Outcome {
    let own_root = facts.level == Level::Sandbox;
    let shared = SHARED.iter().filter(|_| !own_root);
    all_fail(READ_ONLY.iter().chain(shared).map(|folder| {
        let path = Path::new(folder).join(format!(".tradewind-probe-{}", std::process::id()));
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        if made.is_ok() {
            let _ = fs::remove_file(&path);
        }
        (*folder, made)
    }))
}

/// Opening is enough to see; nothing is written.
pub(super) fn settings(_: &Facts) -> Outcome {
    all_fail(SETTINGS.iter().map(|path| (*path, OpenOptions::new().write(true).open(path))))
}

pub(super) fn devices(_: &Facts) -> Outcome {
    let listed = fs::read_dir("/dev").map(|entries| {
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    });
    let names = listed.unwrap_or_default().into_iter().chain(DEVICES.iter().map(|name| (*name).to_owned()));
    let names: Vec<String> = names.filter(|name| !HARMLESS.contains(&name.as_str())).collect();
    let opened = names.iter().filter_map(|name| {
        let path = Path::new("/dev").join(name);
        let kind = fs::metadata(&path).ok()?.file_type();
        let device = kind.is_char_device() || kind.is_block_device();
        // Opening a device may do something (a tape rewinds, a watchdog starts); asking for permission does nothing.
        let access = rustix::fs::access(&path, rustix::fs::Access::READ_OK);
        device.then(|| (name.as_str(), access.and_then(|()| open_harmlessly(&path))))
    });
    all_fail(opened).map(|seen| if seen.is_empty() { "none but harmless ones".into() } else { seen })
}

/// `access` knows nothing of landlock, so those that can be opened without consequence are opened.
fn open_harmlessly(path: &Path) -> Result<(), rustix::io::Errno> {
    const OPENED: [&str; 3] = ["kmsg", "mem", "kvm"];
    let harmless = path.file_name().is_some_and(|name| OPENED.iter().any(|other| name == *other));
    if !harmless {
        // Where landlock judges `/dev`, it judges these like those; without it what `access` allows is a hole.
        return if rustix::fs::open("/dev", rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).is_ok() {
            Ok(())
        } else {
            Err(rustix::io::Errno::ACCESS)
        };
    }
    let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::CLOEXEC;
    rustix::fs::open(path, flags, rustix::fs::Mode::empty()).map(|_| ())
}
