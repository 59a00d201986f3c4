//! From a spec to a process that builds itself.

use std::fs;
use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;
use std::time::Duration;

use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType, socketpair};
use rustix::pipe::{PipeFlags, pipe_with};

use super::init::{self, Plan};
use super::instance::{Fork, Instance, Process};
use super::program::Executable;
use super::{House, Role, Token, direct, identity, template};
use crate::channel;
use crate::egress::Gateway;
use crate::error::{Failure, LaunchError, Step};
use crate::level::Level;
use crate::spec::{Exit, Mount, Spec, Start};
use crate::sys;
use crate::wire::{Done, Event, FromInit};

/// The most mounts of one instance, and the most listeners.
const MOST: usize = 16;

/// How long building the isolation may take. It needs a thousandth of that.
const PATIENCE: Duration = Duration::from_secs(30);

/// The fewest open files a program is given: what it starts with, and room to work.
const FEWEST_FILES: u32 = 128;

impl House<'_> {
    /// Starts an instance. An error answers the request; otherwise it is answered later.
    pub(super) fn launch(&mut self, call: u64, spec: Spec) -> Result<(), LaunchError> {
        if self.stopping {
            return Err(LaunchError::Gone("the launcher".to_owned()));
        }
        self.check(&spec)?;
        let executable = match &spec.start {
            Start::Spawn(program) => Some(Executable::new(program)?),
            Start::Fork(zygote) if self.zygotes.contains_key(&zygote.0) => None,
            Start::Fork(_) => return Err(LaunchError::NoZygote),
        };
        let number = self.number();
        let (theirs, ours) = ends()?;
        let group = self.cgroups.create(&spec.name, &spec.limits)?;
        let mut instance = Instance {
            name: spec.name.clone(),
            call: Some(call),
            since: self.clock.now(),
            init: None,
            program: None,
            channel: None,
            fork: None,
            watched: !self.cgroups.limits_memory(),
            group,
            ends: ours,
            limits: spec.limits.clone(),
            line: None,
            mounted: Vec::new(),
            places: Vec::new(),
            tmp: None,
            exit: Exit::default(),
            failed: None,
            frozen: false,
            killed: false,
            seen: 0,
        };
        let begun = match self.config.level {
            Level::Sandbox => self.begin_sandbox(number, &spec, executable.as_ref(), &theirs, &mut instance),
            _ => self.begin_direct(number, &spec, executable, &theirs, &mut instance),
        };
        if let Err(error) = begun {
            if let Some(group) = &instance.group {
                group.remove();
            }
            direct::remove_folder(&instance);
            if let Some(template) = &mut self.template {
                template.give_back(&instance.places);
            }
            return Err(error);
        }
        if let Start::Fork(zygote) = &spec.start {
            instance.fork = Some(Fork { zygote: zygote.0, ends: Some(theirs), sealed: false });
        }
        let listened = match &instance.channel {
            Some(channel) => self.listen(channel.as_fd(), Token::Init(number)),
            None => Ok(()),
        };
        self.instances.insert(number, instance);
        if let Err(failure) = listened {
            self.fail(number, failure.into());
            return Ok(());
        }
        if self.config.level != Level::Sandbox && matches!(spec.start, Start::Fork(_)) {
            // There is no init to wait for.
            let tmp = self.instances.get(&number).and_then(|one| one.tmp.clone()).unwrap_or_default();
            match self.rules(&spec, &tmp) {
                Ok(rules) => self.ask_for_fork(number, rules),
                Err(failure) => self.fail(number, failure.into()),
            }
        }
        Ok(())
    }

    fn check(&self, spec: &Spec) -> Result<(), LaunchError> {
        let invalid = |why: String| Err(LaunchError::Invalid(why));
        let plain = |name: &str| !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
        if !plain(&spec.name) || spec.name.len() > 200 {
            return invalid(format!("the name {:?} is not of letters, digits and dashes", spec.name));
        }
        if self.instances.values().any(|other| other.name == spec.name) {
            return invalid(format!("{} runs already", spec.name));
        }
        if spec.mounts.len() > MOST || spec.listen.len() > MOST {
            return invalid(format!("more than {MOST} mounts or listeners"));
        }
        if spec.limits.files < FEWEST_FILES {
            return invalid(format!("fewer than {FEWEST_FILES} open files"));
        }
        if self.config.level == Level::Sandbox {
            return spec.mounts.iter().try_for_each(check_target);
        }
        if spec.listen.is_empty() {
            Ok(())
        } else {
            invalid(format!("at level {} there is no loopback of its own to listen on", self.config.level))
        }
    }

    fn begin_sandbox(
        &mut self,
        number: u64,
        spec: &Spec,
        executable: Option<&Executable>,
        theirs: &[OwnedFd; 3],
        instance: &mut Instance,
    ) -> Result<(), LaunchError> {
        let mut mounts = Vec::with_capacity(spec.mounts.len());
        for mount in &spec.mounts {
            let tree = self.tree(mount, &instance.mounted, &mut instance.places)?;
            instance.mounted.push(mount.target.clone());
            mounts.push((tree, mount.target.clone(), mount.read_only));
        }
        let (Some(template), Some(filter)) = (&self.template, &self.filter) else {
            return Err(LaunchError::Invalid("there is no private root at this level".to_owned()));
        };
        let identity = self.identity(number);
        let rlimits = identity::limits(&spec.limits, identity.counted, false);
        let doors = instance.group.as_ref().map_or(Ok(Vec::new()), crate::cgroup::Group::doors)?;
        let line = self.gateway.as_ref().map(Gateway::line).transpose()?;
        let (ours, channel) = channel::pair().step(|| "socketpair()".to_owned())?;
        let plan = Plan {
            channel: &channel,
            line: line.as_ref().map(|line| (line, number)),
            ends: theirs,
            doors: &doors,
            template: &template.namespace,
            mounts: &mounts,
            listen: &spec.listen,
            limits: &spec.limits,
            rlimits: &rlimits,
            identity,
            filter,
            program: executable,
        };
        let single = &self.single;
        let child = sys::fork(single, NAMESPACES, || init::run(single, &plan))
            .step(|| "clone(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)".to_owned())?;
        self.roles.insert(child.pid.as_raw_nonzero().get(), Role::Init(number));
        instance.init = Some(Process { pid: child.pid, pidfd: child.pidfd, alive: true });
        instance.channel = Some(ours);
        Ok(())
    }

    /// A detached tree for a mount, and a place for it, if one has to be made.
    pub(super) fn tree(
        &mut self,
        mount: &Mount,
        mounted: &[PathBuf],
        places: &mut Vec<PathBuf>,
    ) -> Result<OwnedFd, Failure> {
        let tree = template::detached(&mount.source, template::attributes(mount.read_only))?;
        let mode = rustix::fs::fstat(&tree).step(|| format!("fstat({})", mount.source.display()))?.st_mode;
        if let Some(template) = &mut self.template {
            let folder = mode & libc::S_IFMT == libc::S_IFDIR;
            if template.make_place(&mount.target, folder, mounted)? {
                places.push(mount.target.clone());
            }
        }
        Ok(tree)
    }

    /// Hears init, or the end of a channel. False when there is no more to hear now.
    pub(super) fn hear_init(&mut self, number: u64) -> bool {
        let Some(channel) = self.instances.get(&number).and_then(|one| one.channel.as_ref()) else { return false };
        match channel::receive(channel, RecvFlags::DONTWAIT) {
            Err(rustix::io::Errno::AGAIN) => false,
            Ok(Some(received)) => {
                self.heed_init(number, received);
                true
            }
            Ok(None) | Err(_) => {
                self.channel_ended(number);
                false
            }
        }
    }

    fn heed_init(&mut self, number: u64, received: channel::Received) {
        let Some(instance) = self.instances.get_mut(&number) else { return };
        match received.parse::<FromInit>() {
            Ok(FromInit::Ready { rules, line }) => {
                instance.line = line;
                let mut descriptors = received.descriptors;
                let rules = if rules { descriptors.pop() } else { None };
                instance.ends.extend(descriptors);
                if instance.fork.is_some() {
                    self.ask_for_fork(number, rules);
                } else {
                    self.launched(number);
                }
            }
            Ok(FromInit::Failed(error)) => self.fail(number, error),
            Ok(FromInit::Ended { code, signal }) => {
                instance.exit.code = code;
                instance.exit.signal = signal;
            }
            Err(error) => self.fail(number, LaunchError::Invalid(format!("what init says: {error}"))),
        }
    }

    /// Init is about to be gone. Where there is none: the program was executed.
    fn channel_ended(&mut self, number: u64) {
        let Some(instance) = self.instances.get_mut(&number) else { return };
        let Some(channel) = instance.channel.take() else { return };
        let executed = instance.init.is_none() && instance.failed.is_none();
        self.unlisten(channel.as_fd());
        if executed {
            self.launched(number);
        }
    }

    /// The program runs: the server gets its ends.
    pub(super) fn launched(&mut self, number: u64) {
        let Some(instance) = self.instances.get_mut(&number) else { return };
        if instance.failed.is_some() || instance.killed {
            return;
        }
        let Some(call) = instance.call.take() else { return };
        let ends = std::mem::take(&mut instance.ends);
        let done = Done::Launched { instance: number, tmp: instance.tmp.clone() };
        let ends: Vec<_> = ends.iter().map(AsFd::as_fd).collect();
        self.say(&Event::Answer { call, result: Ok(done) }, &ends);
    }

    /// Ends what does not get ready: a zygote that hangs, a file system that does not answer.
    pub(super) fn give_up_on_launches(&mut self) {
        let now = self.clock.now();
        let late = |one: &Instance| one.call.is_some() && !one.killed && now.saturating_since(one.since) > PATIENCE;
        let numbers: Vec<u64> = self.instances.iter().filter(|(_, one)| late(one)).map(|(number, _)| *number).collect();
        for number in numbers {
            let error = format!("not done after {} seconds", PATIENCE.as_secs());
            if let Some(fork) = self.instances.get(&number).and_then(|one| one.fork.as_ref()) {
                self.kill_zygote(fork.zygote);
            }
            self.fail(number, LaunchError::Failed { step: "building the isolation".to_owned(), error });
        }
    }

    /// It can't be launched, or not any more.
    pub(super) fn fail(&mut self, number: u64, error: LaunchError) {
        let Some(instance) = self.instances.get_mut(&number) else { return };
        instance.failed.get_or_insert(error);
        self.kill(number);
    }
}

/// The namespaces of a new instance. That of mounts follows later: it is a copy of the template's.
const NAMESPACES: i32 = libc::CLONE_NEWPID | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS | libc::CLONE_NEWNET;

pub(super) fn check_target(mount: &Mount) -> Result<(), LaunchError> {
    if template::may_mount_at(&mount.target) {
        Ok(())
    } else {
        Err(LaunchError::Invalid(format!("nothing can be mounted at {}", mount.target.display())))
    }
}

/// What the program gets as 1, 2 and 3, and the server's ends of that.
fn ends() -> Result<([OwnedFd; 3], Vec<OwnedFd>), Failure> {
    let pipe = || pipe_with(PipeFlags::CLOEXEC).step(|| "pipe2()".to_owned());
    let ((stdout, stdout_in), (stderr, stderr_in)) = (pipe()?, pipe()?);
    let (control, control_in) = socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
        .step(|| "socketpair()".to_owned())?;
    for reading in [&stdout, &stderr] {
        // Of the reading end alone: programs expect to write without being told to come back.
        rustix::io::ioctl_fionbio(reading, true).step(|| "ioctl(FIONBIO)".to_owned())?;
    }
    Ok(([stdout_in, stderr_in, control_in], vec![stdout, stderr, control]))
}

/// Removes a folder and what is in it.
pub(super) fn remove_all(folder: &std::path::Path) -> bool {
    match fs::remove_dir_all(folder) {
        Ok(()) => true,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
