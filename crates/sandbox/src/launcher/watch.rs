//! Memory: from the kernel's counters, or by looking.

use std::time::Duration;

use rustix::process::{Pid, Signal};

use super::instance::Instance;
use super::{House, processes};
use crate::error::LaunchError;
use crate::level::Level;
use crate::wire::Memory;

/// How often memory is looked at where the kernel does not limit it.
pub(super) const PERIOD: Duration = Duration::from_millis(25);

/// How often the processes of an instance are looked for before they count as stopped.
const ROUNDS: usize = 16;

impl House<'_> {
    /// What an instance uses.
    pub(super) fn memory(&mut self, number: u64) -> Result<Memory, LaunchError> {
        let level = self.config.level;
        let Some(instance) = self.instances.get_mut(&number) else { return Err(gone(number)) };
        if let Some(memory) = instance.group.as_ref().and_then(crate::cgroup::Group::memory) {
            return Ok(memory);
        }
        let current_bytes = used(level, instance);
        instance.seen = instance.seen.max(current_bytes);
        Ok(Memory { current_bytes, peak_bytes: instance.seen })
    }

    /// Measures the peak from now on.
    pub(super) fn reset_peak(&mut self, number: u64) -> bool {
        let level = self.config.level;
        let Some(instance) = self.instances.get_mut(&number) else { return false };
        match &instance.group {
            Some(group) if group.memory().is_some() => group.reset_peak(),
            _ => {
                instance.seen = used(level, instance);
                true
            }
        }
    }

    /// Ends what uses more than it may, where the kernel does not do that.
    pub(super) fn look_at_memory(&mut self) {
        let now = self.clock.now();
        if now.saturating_since(self.looked) < PERIOD {
            return;
        }
        self.looked = now;
        let level = self.config.level;
        let mut over = Vec::new();
        for (number, instance) in &mut self.instances {
            // Before it is launched, its root is not its own yet.
            let idle = instance.call.is_some() || instance.is_ended() || instance.frozen;
            if !instance.watched || idle {
                continue;
            }
            let used = used(level, instance);
            instance.seen = instance.seen.max(used);
            if used > instance.limits.memory_bytes {
                instance.exit.out_of_memory = true;
                over.push(*number);
            }
        }
        for number in over {
            self.kill(number);
        }
    }

    /// Stops or continues all processes of an instance, init excepted.
    pub(super) fn freeze(&mut self, number: u64, frozen: bool) -> bool {
        let Some(instance) = self.instances.get_mut(&number) else { return false };
        if instance.is_ended() || instance.killed {
            return false;
        }
        let done = match &instance.group {
            Some(group) if self.cgroups.freezes() => group.freeze(frozen),
            _ => signal_all(instance, if frozen { Signal::STOP } else { Signal::CONT }),
        };
        instance.frozen = done && frozen;
        done
    }
}

fn gone(number: u64) -> LaunchError {
    LaunchError::Gone(format!("instance {number}"))
}

/// The processes of an instance but init.
fn all(instance: &Instance) -> Vec<Pid> {
    let roots: Vec<Pid> = [&instance.init, &instance.program].into_iter().flatten().map(|one| one.pid).collect();
    let init = instance.init.as_ref().map(|init| init.pid);
    processes::whole_trees(&roots).into_iter().filter(|pid| Some(*pid) != init).collect()
}

/// Again and again until there is none that has not got it: one that is not stopped yet can make others.
fn signal_all(instance: &Instance, signal: Signal) -> bool {
    let mut known = Vec::new();
    for _ in 0..ROUNDS {
        let new: Vec<Pid> = all(instance).into_iter().filter(|pid| !known.contains(pid)).collect();
        if new.is_empty() {
            return !known.is_empty();
        }
        for pid in &new {
            let _ = rustix::process::kill_process(*pid, signal);
        }
        known.extend(new);
    }
    false
}

/// What its processes have written, and its `/tmp`.
fn used(level: Level, instance: &Instance) -> u64 {
    let processes: u64 = all(instance).into_iter().filter_map(processes::own_memory).sum();
    let files = match (level, &instance.init) {
        (Level::Sandbox, Some(init)) => {
            let root = format!("/proc/{}/root", init.pid.as_raw_nonzero());
            ["tmp", "dev/shm"].iter().map(|folder| filled(&format!("{root}/{folder}"))).sum()
        }
        _ => 0,
    };
    processes + files
}

fn filled(folder: &str) -> u64 {
    rustix::fs::statvfs(folder).map_or(0, |one| one.f_blocks.saturating_sub(one.f_bfree).saturating_mul(one.f_frsize))
}
