//! Processes that are forked into an isolation that is there already.
//!
//! ```text
//! launcher  --fork, execute-->  zygote  --fork-->  a program, which joins what init of its instance has built
//! ```
//!
//! The fork's parent is the zygote, so only the zygote can wait for it; when the zygote is gone, its forks are the launcher's.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use rustix::net::RecvFlags;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{Pid, Signal};
use tradewind_clock::Timestamp;

use super::instance::Process;
use super::orders::{ForkOrder, ReapOrder, Says, Setup, numbers};
use super::program::Executable;
use super::verify::{Expected, verify};
use super::{House, NOBODY, Role, Token, identity, init};
use crate::channel;
use crate::error::{LaunchError, Step};
use crate::level::Level;
use crate::spec::{ZygoteId, ZygoteSpec};
use crate::sys;
use crate::wire::Done;

/// How long a zygote may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often that is looked at.
pub(super) const PERIOD: Duration = Duration::from_millis(500);

/// What is kept of what a zygote wrote to its standard error, in bytes.
const KEPT: usize = 2048;

/// A process that can be forked.
#[derive(Debug)]
pub(super) struct Zygote {
    name: String,
    process: Process,
    socket: OwnedFd,
    complaints: OwnedFd,
    said: Vec<u8>,
    /// The request, until it is answered.
    call: Option<u64>,
    since: Timestamp,
    /// To be ended when its last fork is gone.
    retired: bool,
    /// Requests that wait for its end.
    ending: Vec<u64>,
}

impl Zygote {
    pub(super) fn is_starting(&self) -> bool {
        self.call.is_some()
    }

    /// The last words.
    fn words(&self) -> String {
        String::from_utf8_lossy(&self.said).trim().to_owned()
    }
}

impl House<'_> {
    /// Starts a zygote; answered when it is ready.
    pub(super) fn start_zygote(&mut self, call: u64, spec: &ZygoteSpec) -> Result<(), LaunchError> {
        if self.stopping {
            return Err(LaunchError::Gone("the launcher".to_owned()));
        }
        let executable = Executable::new(&spec.program)?;
        let (socket, theirs) = channel::pair().step(|| "socketpair()".to_owned())?;
        let (complaints, stderr) = pipe_with(PipeFlags::CLOEXEC).step(|| "pipe2()".to_owned())?;
        rustix::io::ioctl_fionbio(&complaints, true).step(|| "ioctl(FIONBIO)".to_owned())?;
        channel::send(&socket, &self.setup(), &[]).step(|| "sendmsg(setup)".to_owned())?;
        let keep = self.config.level == Level::Sandbox && !self.rights.changes_user;
        let null = &self.null;
        let child = sys::fork(&self.single, 0, || {
            let error = become_zygote(&theirs, null, &stderr, keep, &executable);
            let says = Says { failed: Some(0), error: Some(error.to_string()), ..Says::default() };
            let _ = channel::send(&theirs, &says, &[]);
            1
        })
        .step(|| "clone()".to_owned())?;
        let number = self.number();
        self.roles.insert(child.pid.as_raw_nonzero().get(), Role::Zygote(number));
        self.listen(socket.as_fd(), Token::Zygote(number))?;
        self.listen(complaints.as_fd(), Token::Complaint(number))?;
        let process = Process { pid: child.pid, pidfd: child.pidfd, alive: true };
        let zygote = Zygote {
            name: spec.name.clone(),
            process,
            socket,
            complaints,
            said: Vec::new(),
            call: Some(call),
            since: self.clock.now(),
            retired: false,
            ending: Vec::new(),
        };
        self.zygotes.insert(number, zygote);
        Ok(())
    }

    fn setup(&self) -> Setup {
        let mut spaces = 0;
        if self.config.level == Level::Sandbox {
            spaces = libc::CLONE_NEWNS
                | libc::CLONE_NEWNET
                | libc::CLONE_NEWIPC
                | libc::CLONE_NEWUTS
                | libc::CLONE_NEWCGROUP;
            if self.identity(0).counted {
                spaces |= libc::CLONE_NEWUSER;
            }
        }
        let bytes = self.filter.as_ref().map(crate::filter::Program::bytes).unwrap_or_default();
        let filter = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Setup { spaces, filter }
    }

    /// Asks the zygote of an instance to fork into it.
    pub(super) fn ask_for_fork(&mut self, number: u64, rules: Option<OwnedFd>) {
        if let Err(error) = self.try_ask(number, rules) {
            self.fail(number, error);
        }
    }

    fn try_ask(&mut self, number: u64, rules: Option<OwnedFd>) -> Result<(), LaunchError> {
        let identity = self.identity(number);
        let own_count =
            if self.config.level == Level::Sandbox { identity.counted } else { self.rights.separate_users() };
        let whole_disk = self.config.level != Level::Sandbox;
        let Some(instance) = self.instances.get_mut(&number) else { return Ok(()) };
        let Some(fork) = &mut instance.fork else { return Ok(()) };
        let Some(ends) = fork.ends.take() else { return Ok(()) };
        let zygote = self.zygotes.get(&fork.zygote).ok_or(LaunchError::NoZygote)?;
        let doors = instance.group.as_ref().map_or(Ok(Vec::new()), crate::cgroup::Group::doors)?;
        let init = instance.init.as_ref().map(|init| init.pidfd.as_fd());
        let mut carried: Vec<BorrowedFd<'_>> = ends.iter().map(AsFd::as_fd).collect();
        carried.extend(init);
        carried.extend(rules.as_ref().map(AsFd::as_fd));
        carried.extend(doors.iter().map(AsFd::as_fd));
        let order = ForkOrder {
            fork: number,
            init: init.is_some(),
            rules: rules.is_some(),
            doors: doors.len(),
            user: identity.id,
            limits: numbers(&instance.limits, own_count, whole_disk),
        };
        channel::send(&zygote.socket, &order, &carried)
            .map_err(|error| LaunchError::Zygote(format!("{} does not listen: {error}", zygote.name)))
    }

    /// Hears what a zygote, or a fork of it, says.
    pub(super) fn hear_zygote(&mut self, number: u64) {
        loop {
            let Some(zygote) = self.zygotes.get(&number) else { return };
            match channel::receive(&zygote.socket, RecvFlags::DONTWAIT) {
                Err(rustix::io::Errno::AGAIN) => return,
                Ok(Some(received)) => match received.parse::<Says>() {
                    Ok(says) => self.heed(number, says),
                    Err(_) => return self.kill_zygote(number),
                },
                Ok(None) | Err(_) => {
                    let _ = rustix::event::epoll::delete(&self.epoll, &zygote.socket);
                    return self.kill_zygote(number);
                }
            }
        }
    }

    fn heed(&mut self, zygote: u64, says: Says) {
        match says {
            Says { ready: Some(true), .. } => {
                if let Some(call) = self.zygotes.get_mut(&zygote).and_then(|zygote| zygote.call.take()) {
                    self.answer(call, Ok(Done::Zygote(ZygoteId(zygote))));
                }
            }
            Says { forked: Some(instance), pid: Some(pid), .. } => self.forked(zygote, instance, pid),
            Says { sealed: Some(instance), .. } => {
                if let Some(fork) = self.instances.get_mut(&instance).and_then(|one| one.fork.as_mut()) {
                    fork.sealed = true;
                }
                self.check_fork(instance);
            }
            Says { failed: Some(0), error, .. } => {
                if let Some(zygote) = self.zygotes.get_mut(&zygote) {
                    zygote.said = error.unwrap_or_default().into_bytes();
                }
            }
            Says { failed: Some(instance), error, .. } => {
                if let Some(one) = self.instances.get_mut(&instance) {
                    one.fork = None;
                }
                self.fail(instance, LaunchError::Zygote(error.unwrap_or_default()));
            }
            Says { ended: Some(pid), status: Some(status), .. } => {
                if let Some(pid) = Pid::from_raw(pid) {
                    let exited = status & 0x7f == 0;
                    self.ended(pid, exited.then_some((status >> 8) & 0xff), (!exited).then_some(status & 0x7f));
                }
            }
            _ => self.kill_zygote(zygote),
        }
    }

    fn forked(&mut self, zygote: u64, number: u64, pid: i32) {
        let opened = Pid::from_raw(pid).and_then(|pid| Process::open(pid).ok());
        let Some(process) = opened else {
            return self.fail(number, LaunchError::Zygote(format!("its fork {pid} is not there")));
        };
        let Some(instance) = self.instances.get_mut(&number).filter(|one| one.fork.is_some()) else {
            // It was given up meanwhile.
            process.signal(Signal::KILL);
            return self.ask_to_reap(zygote, process.pid);
        };
        let killed = instance.killed;
        self.roles.insert(pid, Role::Program(number));
        let listened = {
            let fd = process.pidfd.as_fd();
            rustix::event::epoll::add(
                &self.epoll,
                fd,
                rustix::event::epoll::EventData::new_u64(Token::Program(number).pack()),
                rustix::event::epoll::EventFlags::IN,
            )
        };
        instance.program = Some(process);
        match listened {
            Err(error) => self.fail(number, LaunchError::Zygote(format!("epoll_ctl(): {error}"))),
            Ok(()) if killed => self.kill(number),
            Ok(()) => self.check_fork(number),
        }
    }

    /// Believes nothing.
    fn check_fork(&mut self, number: u64) {
        let Some(instance) = self.instances.get(&number) else { return };
        let (Some(fork), Some(program)) = (&instance.fork, &instance.program) else { return };
        let Some(zygote) = self.zygotes.get(&fork.zygote).filter(|_| fork.sealed) else { return };
        let sandbox = self.config.level == Level::Sandbox;
        let own = if sandbox { NOBODY } else { rustix::process::geteuid().as_raw() };
        let expected = Expected {
            parent: zygote.process.pid,
            like: instance.init.as_ref().map(|init| init.pid),
            user: self.identity(number).id.unwrap_or(own),
            bounding: sandbox || self.rights.changes_user,
            groups: self.rights.changes_user,
            filter: self.filter.is_some(),
        };
        match verify(program.pid, &expected) {
            Ok(()) => self.launched(number),
            Err(why) => self.fail(number, LaunchError::Zygote(format!("the fork is not isolated: {why}"))),
        }
    }

    /// The forked program of an instance ended, and has to be waited for by its parent.
    pub(super) fn program_ended(&mut self, number: u64) {
        let Some(instance) = self.instances.get(&number) else { return };
        let (Some(program), Some(fork)) = (&instance.program, &instance.fork) else { return };
        let _ = rustix::event::epoll::delete(&self.epoll, &program.pidfd);
        self.ask_to_reap(fork.zygote, program.pid);
    }

    /// A zygote that is gone has left it to this process.
    fn ask_to_reap(&self, zygote: u64, pid: Pid) {
        if let Some(zygote) = self.zygotes.get(&zygote) {
            let _ = channel::send(&zygote.socket, &ReapOrder { reap: pid.as_raw_nonzero().get() }, &[]);
        }
    }

    /// Keeps the last words.
    pub(super) fn hear_complaint(&mut self, number: u64) {
        let Some(zygote) = self.zygotes.get_mut(&number) else { return };
        let mut bytes = [0; KEPT];
        match rustix::io::read(&zygote.complaints, &mut bytes) {
            Ok(0) => {
                let _ = rustix::event::epoll::delete(&self.epoll, &zygote.complaints);
            }
            Ok(read) => {
                zygote.said.extend_from_slice(bytes.get(..read).unwrap_or_default());
                let surplus = zygote.said.len().saturating_sub(KEPT);
                zygote.said.drain(..surplus);
            }
            Err(_) => {}
        }
    }

    /// Ends a zygote when the last of its forks is gone. Answered when it is gone, or at once if it has to wait for forks.
    pub(super) fn end_zygote(&mut self, call: u64, number: u64) {
        let used = self.is_used(number);
        match self.zygotes.get_mut(&number) {
            Some(zygote) => {
                zygote.retired = true;
                zygote.ending.extend((!used).then_some(call));
            }
            None => return self.answer(call, Ok(Done::Nothing)),
        }
        if used {
            self.answer(call, Ok(Done::Nothing));
        }
        self.end_retired();
    }

    /// Whether instances were forked from it, or are being.
    fn is_used(&self, number: u64) -> bool {
        self.instances.values().any(|one| one.fork.as_ref().is_some_and(|fork| fork.zygote == number))
    }

    pub(super) fn end_retired(&mut self) {
        let done: Vec<u64> = self
            .zygotes
            .iter()
            .filter(|(number, zygote)| zygote.retired && !self.is_used(**number))
            .map(|(number, _)| *number)
            .collect();
        for number in done {
            self.kill_zygote(number);
        }
    }

    /// Ends those that don't become ready.
    pub(super) fn give_up_on_zygotes(&mut self) {
        let now = self.clock.now();
        let late =
            self.zygotes.values_mut().filter(|one| one.is_starting() && now.saturating_since(one.since) > PATIENCE);
        for zygote in late {
            zygote.said.extend_from_slice(format!("\nnot ready after {} seconds", PATIENCE.as_secs()).as_bytes());
            zygote.process.signal(Signal::KILL);
        }
    }

    pub(super) fn kill_zygote(&self, number: u64) {
        if let Some(zygote) = self.zygotes.get(&number) {
            zygote.process.signal(Signal::KILL);
        }
    }

    /// What it was asked and did not do is not done.
    pub(super) fn zygote_ended(&mut self, number: u64, code: Option<i32>, signal: Option<i32>) {
        self.hear_complaint(number);
        self.hear_zygote(number);
        let Some(zygote) = self.zygotes.remove(&number) else { return };
        self.unlisten(zygote.socket.as_fd());
        self.unlisten(zygote.complaints.as_fd());
        let how = match (code, signal) {
            (Some(code), _) => format!("exit status {code}"),
            (None, signal) => format!("signal {}", signal.unwrap_or_default()),
        };
        let error = LaunchError::Zygote(format!("{} ended ({how}): {}", zygote.name, zygote.words()));
        if let Some(call) = zygote.call {
            self.answer(call, Err(error.clone()));
        }
        for call in &zygote.ending {
            self.answer(*call, Ok(Done::Nothing));
        }
        let waiting: Vec<u64> = self
            .instances
            .iter()
            .filter(|(_, one)| one.call.is_some() && one.fork.as_ref().is_some_and(|fork| fork.zygote == number))
            .map(|(number, _)| *number)
            .collect();
        for number in waiting {
            if let Some(one) = self.instances.get_mut(&number).filter(|one| one.program.is_none()) {
                one.fork = None;
            }
            self.fail(number, error.clone());
        }
        self.end_unsaid(number);
    }

    /// A zygote that is ended between waiting for a fork and saying so takes the news with it: such a fork is nobody's child
    /// any more. Its other forks are this process's children by now.
    fn end_unsaid(&mut self, zygote: u64) {
        let forks = self.instances.values().filter(|one| one.fork.as_ref().is_some_and(|fork| fork.zygote == zygote));
        let unsaid: Vec<Pid> = forks
            .filter_map(|one| one.program.as_ref())
            .filter(|program| program.alive && !program.is_own_child())
            .map(|program| program.pid)
            .collect();
        for pid in unsaid {
            self.ended(pid, None, None);
        }
    }
}

/// Runs in the new process; comes back with what went wrong.
fn become_zygote(socket: &OwnedFd, null: &OwnedFd, stderr: &OwnedFd, keep: bool, program: &Executable) -> LaunchError {
    let prepared = (|| {
        let kept = [socket.as_raw_fd(), null.as_raw_fd(), stderr.as_raw_fd()];
        sys::close_all_but(&kept).step(|| "close_range()".to_owned())?;
        rustix::process::setsid().step(|| "setsid()".to_owned())?;
        init::die_with_the_launcher(socket)?;
        if keep {
            identity::keep_over_exec()?;
        }
        sys::reset_signals();
        program.enter_folder()
    })();
    match prepared {
        Ok(()) => program.execute([socket, null, stderr]),
        Err(error) => error,
    }
}
