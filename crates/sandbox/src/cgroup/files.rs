//! The files of a control group.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::error::{Failure, Step};

/// How long to wait for the end of one left-over process that was killed, in seconds. The kernel needs well below one.
const END_SECONDS: i64 = 2;

/// Writes `value` into a file that exists.
pub(super) fn write(path: &Path, value: &str) -> Result<(), Failure> {
    OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|mut file| file.write_all(value.as_bytes()))
        .step(|| format!("write({}, {value})", path.display()))
}

/// The number in a file.
pub(super) fn number(path: &Path) -> Option<u64> {
    parse(&fs::read_to_string(path).ok()?)
}

/// A number, or nothing for `max` and the like.
pub(super) fn parse(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

/// The number behind `key` in a file of lines `key number`.
pub(super) fn keyed(path: &Path, key: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| parse(line.strip_prefix(key)?.strip_prefix(' ')?))
}

/// Opens a file of which the kernel reads what is written.
pub(super) fn door(path: &Path) -> Result<OwnedFd, Failure> {
    OpenOptions::new().write(true).open(path).map(OwnedFd::from).step(|| format!("open({})", path.display()))
}

/// Makes a group's folder. One that is there already is what an instance of the same name left; it is cleared first.
pub(super) fn make(folder: &Path) -> Result<(), Failure> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            clear(folder);
            Ok(())
        }
        other => other.step(|| format!("mkdir({})", folder.display())),
    }
}

/// Removes a folder; true when it is gone.
pub(super) fn remove(folder: &Path) -> bool {
    match fs::remove_dir(folder) {
        Ok(()) => true,
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Ends every process in a group and in those below, and removes those below.
pub(super) fn clear(folder: &Path) {
    // A frozen process of version 1 does not die before it is thawed.
    let _ = write(&folder.join("freezer.state"), "THAWED");
    let _ = write(&folder.join("cgroup.freeze"), "0");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear(&entry.path());
            remove(&entry.path());
        }
    }
    for pid in processes(folder) {
        end(pid);
    }
}

/// The processes of a group.
pub(super) fn processes(folder: &Path) -> Vec<Pid> {
    let text = fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default();
    text.lines().filter_map(|line| line.trim().parse().ok().and_then(Pid::from_raw)).collect()
}

fn end(pid: Pid) {
    let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else { return };
    if pidfd_send_signal(&process, Signal::KILL).is_ok() {
        let limit = rustix::event::Timespec { tv_sec: END_SECONDS, tv_nsec: 0 };
        let _ = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&limit));
    }
}

/// Reads a file that stays open, from its start.
pub(super) fn reread(mut file: &File) -> Option<u64> {
    use std::io::{Seek, SeekFrom};
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_to_string(&mut text).ok()?;
    parse(&text)
}
