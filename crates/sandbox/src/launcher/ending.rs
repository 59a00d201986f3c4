//! Ends: of processes, and of everything an instance used.

use std::os::fd::AsFd;

use rustix::process::{Pid, Signal, WaitOptions, wait};

use super::{House, Role, direct, processes};
use crate::error::LaunchError;
use crate::level::Level;
use crate::wire::Event;

impl House<'_> {
    /// Waits for every child that ended.
    pub(super) fn reap(&mut self) {
        // Says only that there is something: one notice may stand for several children.
        let mut notice = [0_u8; 512];
        while rustix::io::read(&self.children, &mut notice).is_ok_and(|read| read > 0) {}
        while let Ok(Some((pid, status))) = wait(WaitOptions::NOHANG) {
            self.ended(pid, status.exit_status(), status.terminating_signal());
        }
    }

    /// A process has been waited for, by this one or by a zygote.
    pub(super) fn ended(&mut self, pid: Pid, code: Option<i32>, signal: Option<i32>) {
        match self.roles.remove(&pid.as_raw_nonzero().get()) {
            Some(Role::Init(number)) => self.init_ended(number),
            Some(Role::Program(number)) => {
                self.hear_last(number);
                let Some(instance) = self.instances.get_mut(&number) else { return };
                if let Some(program) = &mut instance.program {
                    program.alive = false;
                    let _ = rustix::event::epoll::delete(&self.epoll, program.pidfd.as_fd());
                }
                instance.exit.code = code;
                instance.exit.signal = signal;
                // Nothing outlives the program. In a sandbox, init takes the rest with it.
                self.kill(number);
            }
            Some(Role::Zygote(zygote)) => self.zygote_ended(zygote, code, signal),
            // One that lost its parent; see `clean`.
            None => {}
        }
    }

    fn init_ended(&mut self, number: u64) {
        self.hear_last(number);
        if let Some(init) = self.instances.get_mut(&number).and_then(|instance| instance.init.as_mut()) {
            init.alive = false;
        }
        self.kill(number);
    }

    /// What was said before the end may not have been read yet.
    fn hear_last(&mut self, number: u64) {
        while self.hear_init(number) {}
    }

    /// Kills all of an instance.
    pub(super) fn kill(&mut self, number: u64) {
        let Some(instance) = self.instances.get_mut(&number) else { return };
        instance.killed = true;
        if instance.frozen {
            // Frozen processes don't die before they are thawed (version 1).
            instance.frozen = false;
            let _ = instance.group.as_ref().is_some_and(|group| group.freeze(false));
        }
        for process in [&instance.init, &instance.program].into_iter().flatten() {
            process.signal(Signal::KILL);
        }
    }

    /// Removes what is left of instances whose processes have ended, and says so.
    pub(super) fn clean(&mut self) {
        let ended: Vec<u64> =
            self.instances.iter().filter(|(_, one)| one.is_ended()).map(|(number, _)| *number).collect();
        if ended.is_empty() {
            return;
        }
        let orphans = match self.config.level {
            Level::Sandbox => Vec::new(),
            _ => self.orphans(),
        };
        for orphan in &orphans {
            let _ = rustix::process::kill_process(*orphan, Signal::KILL);
        }
        for number in ended {
            let Some(instance) = self.instances.get_mut(&number) else { continue };
            if let Some(group) = &instance.group {
                instance.exit.out_of_memory |= group.out_of_memory() > 0;
                let left = group.processes();
                for pid in &left {
                    let _ = rustix::process::kill_process(*pid, Signal::KILL);
                }
                let peak = group.memory().map(|memory| memory.peak_bytes);
                instance.exit.peak_memory_bytes = peak.or(instance.exit.peak_memory_bytes);
                if !left.is_empty() || !group.remove() {
                    continue;
                }
                instance.group = None;
            }
            if orphans.is_empty() && direct::remove_folder(instance) {
                self.gone(number);
            }
        }
    }

    /// Children of this process that it did not make: they were given to it when their parents died. Those of instances that run
    /// have parents.
    fn orphans(&self) -> Vec<Pid> {
        processes::own_children()
            .into_iter()
            .filter(|pid| !self.roles.contains_key(&pid.as_raw_nonzero().get()))
            .collect()
    }

    /// Nothing is left of it.
    fn gone(&mut self, number: u64) {
        let Some(mut instance) = self.instances.remove(&number) else { return };
        self.end_retired();
        if let Some(template) = &mut self.template {
            template.give_back(&instance.places);
        }
        if let (Some(gateway), Some(line)) = (&self.gateway, instance.line) {
            gateway.unplug(line);
        }
        let seen = (instance.seen > 0).then_some(instance.seen);
        instance.exit.peak_memory_bytes = instance.exit.peak_memory_bytes.or(seen);
        let exit = &mut instance.exit;
        if exit.code.is_none() && exit.signal.is_none() {
            // Killed before it could end.
            exit.signal = Some(Signal::KILL.as_raw());
        }
        match instance.call {
            Some(call) => {
                let unsaid = || match instance.killed && self.stopping {
                    true => LaunchError::Gone(instance.name.clone()),
                    false => LaunchError::Failed {
                        step: "init".to_owned(),
                        error: format!("ended while it built the isolation ({exit:?})"),
                    },
                };
                let error = instance.failed.clone().unwrap_or_else(unsaid);
                self.answer(call, Err(error));
            }
            None => self.say(&Event::Exited { instance: number, exit: instance.exit }, &[]),
        }
    }
}
