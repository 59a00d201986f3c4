//! What Linux knows about a process: its CPU time and its memory.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::error::Error;

/// The unit of `/proc/<pid>/stat`: Linux shows times in 1/100 s to every process, whatever its own tick is.
const TICK: Duration = Duration::from_millis(10);

/// A process that can be watched, ours or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process(pub u32);

impl Process {
    /// User and system time of all its threads so far, in steps of 10 ms.
    ///
    /// # Errors
    /// When the process is gone, or the kernel's line is not the one documented in proc(5).
    pub fn cpu(self) -> Result<Duration, Error> {
        let path = format!("/proc/{}/stat", self.0);
        let line = fs::read_to_string(&path).map_err(Error::io(path))?;
        cpu_of(&line).ok_or_else(|| Error::Unexpected(format!("/proc/{}/stat has no times: {line}", self.0)))
    }

    /// Memory in RAM, in bytes: `VmRSS`, which counts the program's own text too.
    ///
    /// # Errors
    /// As [`Process::cpu`].
    pub fn resident(self) -> Result<u64, Error> {
        let path = format!("/proc/{}/status", self.0);
        let text = fs::read_to_string(&path).map_err(Error::io(path))?;
        resident_of(&text, "VmRSS:").ok_or_else(|| Error::Unexpected(format!("/proc/{}/status has no VmRSS", self.0)))
    }

    /// The most memory in RAM it has had so far, in bytes: `VmHWM`.
    ///
    /// # Errors
    /// As [`Process::cpu`].
    pub fn peak(self) -> Result<u64, Error> {
        let path = format!("/proc/{}/status", self.0);
        let text = fs::read_to_string(&path).map_err(Error::io(path))?;
        resident_of(&text, "VmHWM:").ok_or_else(|| Error::Unexpected(format!("/proc/{}/status has no VmHWM", self.0)))
    }
}

impl Process {
    /// All processes below this one, at any depth.
    #[must_use]
    pub fn descendants(self) -> Vec<Process> {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let parents: Vec<(u32, u32)> = pids.filter_map(|pid| Some((pid, parent_of(pid)?))).collect();
        let (mut found, mut next) = (Vec::new(), vec![self.0]);
        while let Some(above) = next.pop() {
            let children = parents.iter().filter(|(_, parent)| *parent == above).map(|(pid, _)| *pid);
            for child in children {
                found.push(Process(child));
                next.push(child);
            }
        }
        found
    }

    /// Its share of memory in RAM, in bytes: pages that several processes have count for a part (`Pss`).
    ///
    /// # Errors
    /// When the process is gone or may not be looked into.
    pub fn proportional(self) -> Result<u64, Error> {
        let path = format!("/proc/{}/smaps_rollup", self.0);
        let text = fs::read_to_string(&path).map_err(Error::io(path))?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        kilobytes
            .map(|kilobytes| kilobytes * 1_024)
            .ok_or_else(|| Error::Unexpected(format!("/proc/{}/smaps_rollup has no Pss", self.0)))
    }
}

/// What threads of this process have taken so far whose names begin like that.
///
/// # Errors
/// As [`Process::cpu`].
pub fn cpu_of_threads(name: &str) -> Result<Duration, Error> {
    let tasks = fs::read_dir("/proc/self/task").map_err(Error::io("/proc/self/task"))?;
    let mut all = Duration::ZERO;
    for task in tasks.flatten() {
        // One that has just ended has no files any more; its time is lost to this sum.
        let Ok(comm) = fs::read_to_string(task.path().join("comm")) else { continue };
        let Ok(line) = fs::read_to_string(task.path().join("stat")) else { continue };
        if comm.starts_with(name) {
            all += cpu_of(&line).ok_or_else(|| Error::Unexpected(format!("a thread's stat has no times: {line}")))?;
        }
    }
    Ok(all)
}

/// Field 4 of proc(5).
fn parent_of(pid: u32) -> Option<u32> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    line.rsplit_once(')')?.1.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Fields 14 and 15 of proc(5). The name in field 2 may hold blanks and brackets, so counting starts behind its last one.
fn cpu_of(line: &str) -> Option<Duration> {
    let (_, rest) = line.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user + TICK * system)
}

fn resident_of(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}

/// The type of the file system that holds `path`: `ext4`, `tmpfs`, ...
#[must_use]
pub fn file_system(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    file_system_in(&mounts, &path)
}

/// The longest mount point above the path wins; of equal ones the last, which was mounted over the others.
fn file_system_in(mounts: &str, path: &Path) -> Option<String> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split_ascii_whitespace().skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(point, _)| path.starts_with(point))
        .max_by_key(|(point, _)| point.len())
        .map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_a_hostile_name() {
        let line = "42 (a) b (c)) S 1 42 42 0 -1 4194304 1 2 3 4 150 75 9 9 20 0 5 0 1 2 3";
        assert_eq!(cpu_of(line), Some(Duration::from_millis(2_250)));
        assert_eq!(cpu_of("42 (a) S 1"), None);
    }

    #[test]
    fn memory_is_in_bytes() {
        assert_eq!(resident_of("Name:\tx\nVmRSS:\t   12 kB\nRssAnon:\t 3 kB\n", "VmRSS:"), Some(12_288));
        assert_eq!(resident_of("Name:\tx\n", "VmRSS:"), None);
    }

    #[test]
    fn this_process_can_be_watched() {
        let own = Process(std::process::id());
        assert!(own.resident().unwrap() > 100_000);
        own.cpu().unwrap();
    }

    #[test]
    fn the_nearest_mount_names_the_file_system() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/b /tmp/disk xfs rw 0 0\n";
        let kind = |path: &str| file_system_in(mounts, Path::new(path));
        assert_eq!(kind("/home/x"), Some("ext4".to_owned()));
        assert_eq!(kind("/tmp/x"), Some("tmpfs".to_owned()));
        assert_eq!(kind("/tmp/disk/x"), Some("xfs".to_owned()));
        assert_eq!(kind("/tmpfile"), Some("ext4".to_owned()));
    }
}
