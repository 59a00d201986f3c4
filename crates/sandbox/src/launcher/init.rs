//! Process 1 of an instance: enters the template, builds what is the instance's own, gives everything up, starts the program, and
//! waits for its end.

use std::fs;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::mount::{MountFlags, mount};
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, listen, socket_with};
use rustix::process::{Pid, Resource, Signal, WaitOptions, WaitStatus, wait};
use rustix::thread::{LinkNameSpaceType, UnshareFlags, move_into_link_name_space};

use super::identity::{self, Identity};
use super::program::Executable;
use super::template;
use crate::channel;
use crate::error::{Failure, LaunchError, Step};
use crate::spec::Limits;
use crate::sys::{self, SingleThread};
use crate::wire::FromInit;
use crate::{egress, filter, landlock};

/// Connections that wait to be accepted on one listener.
const BACKLOG: i32 = 128;

/// The most that `/dev/shm` may hold: a part of the memory, and not more than this.
const SHM_BYTES: u64 = 64 << 20;

/// The least memory a file of `/tmp` takes.
const PAGE_BYTES: u64 = 4096;

/// What it is to build. Everything is borrowed from the launcher, of which this process is a copy.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) channel: &'a OwnedFd,
    /// Writing ends of stdout and stderr, and the program's end of the control socket.
    pub(super) ends: &'a [OwnedFd; 3],
    /// Files of cgroups into which it writes itself.
    pub(super) doors: &'a [OwnedFd],
    pub(super) template: &'a OwnedFd,
    /// Trees, where they go, and whether they are read-only.
    pub(super) mounts: &'a [(OwnedFd, PathBuf, bool)],
    pub(super) listen: &'a [u16],
    /// A way to the host's network, and the number to try first.
    pub(super) line: Option<(&'a OwnedFd, u64)>,
    pub(super) limits: &'a Limits,
    pub(super) rlimits: &'a [(Resource, u64)],
    pub(super) identity: Identity,
    pub(super) filter: &'a filter::Program,
    /// None: a fork will join.
    pub(super) program: Option<&'a Executable>,
}

/// Runs in the new process; returns its exit status.
pub(super) fn run(single: &SingleThread, plan: &Plan<'_>) -> i32 {
    match build(single, plan) {
        Ok(child) => serve(plan.channel, child),
        Err(error) => {
            let _ = channel::send(plan.channel, &FromInit::Failed(error), &[]);
            1
        }
    }
}

fn build(single: &SingleThread, plan: &Plan<'_>) -> Result<Option<Pid>, LaunchError> {
    sys::close_all_but(&kept(plan)).step(|| "close_range()".to_owned())?;
    // Forwarded one by one later; until then none may interrupt.
    sys::block_signals().step(|| "sigprocmask()".to_owned())?;
    rustix::process::setsid().step(|| "setsid()".to_owned())?;
    join(plan.doors)?;
    root(single, plan)?;
    rustix::system::sethostname(b"sandbox").step(|| "sethostname()".to_owned())?;
    let (listeners, line) = network(plan)?;
    rustix::process::umask(Mode::from_raw_mode(0o022));
    // Before the server, and anything else of the host. Raising it needs no right; a kernel that can't has no such order.
    let _ = fs::write("/proc/self/oom_score_adj", "500");
    let writable: Vec<PathBuf> =
        plan.mounts.iter().filter(|(_, _, read_only)| !read_only).map(|(_, target, _)| target.clone()).collect();
    let rules = landlock::inside(&writable)?;
    identity::count_apart(single, plan.identity)?;
    identity::set_limits(plan.rlimits)?;
    identity::give_up(plan.identity)?;
    die_with_the_launcher(plan.channel)?;
    if let Some(rules) = &rules {
        sys::landlock_restrict(rules.as_fd()).step(|| "landlock_restrict_self()".to_owned())?;
    }
    plan.filter.apply()?;
    let program = match plan.program {
        Some(program) => Some(start(single, plan, program, rules.as_ref())?),
        None => None,
    };
    let mut carried: Vec<_> = listeners.iter().map(AsFd::as_fd).collect();
    let rules = rules.filter(|_| program.is_none());
    carried.extend(rules.as_ref().map(AsFd::as_fd));
    channel::send(plan.channel, &FromInit::Ready { rules: rules.is_some(), line }, &carried)
        .step(|| "sendmsg(ready)".to_owned())?;
    // Their owners would close them once more.
    drop((listeners, rules));
    // Nothing but the channel stays open: the server sees the end of stdout when the program and what it started are gone.
    sys::close_all_but(&[plan.channel.as_raw_fd()]).step(|| "close_range()".to_owned())?;
    Ok(program)
}

fn kept(plan: &Plan<'_>) -> Vec<RawFd> {
    let mut kept = vec![plan.channel.as_raw_fd(), plan.template.as_raw_fd()];
    kept.extend(plan.ends.iter().map(AsRawFd::as_raw_fd));
    kept.extend(plan.doors.iter().map(AsRawFd::as_raw_fd));
    kept.extend(plan.mounts.iter().map(|(tree, ..)| tree.as_raw_fd()));
    kept.extend(plan.line.map(|(line, _)| line.as_raw_fd()));
    kept
}

/// Enters the groups: whatever this process uses from here on is the instance's.
pub(super) fn join(doors: &[OwnedFd]) -> Result<(), Failure> {
    doors
        .iter()
        .try_for_each(|door| rustix::io::write(door, b"0").step(|| "write(cgroup.procs, 0)".to_owned()).map(|_| ()))
}

/// A copy of the template with the instance's own mounts.
fn root(single: &SingleThread, plan: &Plan<'_>) -> Result<(), Failure> {
    move_into_link_name_space(plan.template.as_fd(), Some(LinkNameSpaceType::Mount))
        .step(|| "setns(the private root, CLONE_NEWNS)".to_owned())?;
    sys::unshare(single, UnshareFlags::NEWNS | UnshareFlags::NEWCGROUP)
        .step(|| "unshare(CLONE_NEWNS | CLONE_NEWCGROUP)".to_owned())?;
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    mount("proc", "/proc", "proc", flags, None).step(|| "mount(proc)".to_owned())?;
    let shm = (plan.limits.memory_bytes / 2).min(SHM_BYTES);
    temporary("/dev/shm", shm, flags)?;
    temporary("/tmp", plan.limits.tmp_bytes, MountFlags::NOSUID | MountFlags::NODEV)?;
    for (tree, target, _) in plan.mounts {
        if target.starts_with("/tmp") {
            place_in_tmp(tree, target)?;
        }
        template::place(tree, target)?;
    }
    Ok(())
}

fn temporary(at: &str, bytes: u64, flags: MountFlags) -> Result<(), Failure> {
    // A file without content takes memory too.
    let files = (bytes / PAGE_BYTES).max(1_024);
    let options = std::ffi::CString::new(format!("mode=1777,size={bytes},nr_inodes={files}")).unwrap_or_default();
    mount("tmpfs", at, "tmpfs", flags, Some(options.as_c_str())).step(|| format!("mount(tmpfs, {at})"))
}

/// `/tmp` is empty and nobody's yet, so its folders can be made by path.
fn place_in_tmp(tree: &OwnedFd, target: &Path) -> Result<(), Failure> {
    let step = || format!("mkdir({})", target.display());
    let folder = rustix::fs::fstat(tree).step(step)?.st_mode & libc::S_IFMT == libc::S_IFDIR;
    if folder {
        return fs::create_dir_all(target).step(step);
    }
    fs::create_dir_all(target.parent().unwrap_or(target)).step(step)?;
    fs::write(target, b"").step(step)
}

/// The own loopback, its listeners, and the way out if there is one.
fn network(plan: &Plan<'_>) -> Result<(Vec<OwnedFd>, Option<u32>), Failure> {
    sys::loopback_up().step(|| "ioctl(SIOCSIFFLAGS, lo)".to_owned())?;
    let line = match plan.line {
        Some((line, number)) => Some(egress::plug(line.as_fd(), u32::try_from(number).unwrap_or_default())?),
        None => None,
    };
    let listeners = plan.listen.iter().map(|port| listener(*port).step(|| format!("listen(127.0.0.1:{port})")));
    Ok((listeners.collect::<Result<_, _>>()?, line))
}

fn listener(port: u16) -> Result<OwnedFd, rustix::io::Errno> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(AddressFamily::INET, SocketType::STREAM, flags, None)?;
    bind(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
    listen(&socket, BACKLOG)?;
    Ok(socket)
}

/// The kernel kills this process when the launcher ends, and all of the instance with it.
pub(super) fn die_with_the_launcher(channel: &OwnedFd) -> Result<(), Failure> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .step(|| "prctl(PR_SET_PDEATHSIG)".to_owned())?;
    // It may have ended before that.
    let mut ends = [rustix::event::PollFd::new(channel, rustix::event::PollFlags::RDHUP)];
    let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
    rustix::event::poll(&mut ends, Some(&now)).step(|| "poll(the launcher)".to_owned())?;
    if ends[0].revents().intersects(rustix::event::PollFlags::RDHUP | rustix::event::PollFlags::HUP) {
        return Err(Failure { step: "poll(the launcher)".to_owned(), error: "it is gone".to_owned() });
    }
    Ok(())
}

/// Starts the program and comes back when it has been executed.
fn start(
    single: &SingleThread,
    plan: &Plan<'_>,
    program: &Executable,
    rules: Option<&OwnedFd>,
) -> Result<Pid, LaunchError> {
    let null = openat(CWD, "/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())
        .step(|| "open(/dev/null)".to_owned())?;
    // With `CLONE_VFORK` this process goes on when the program has been executed, or could not be: then the child has said so on
    // the channel, and the launcher takes the first word.
    let child = sys::fork(single, libc::CLONE_VFORK, || {
        let error = execute(plan.ends, &null, program, rules);
        let _ = channel::send(plan.channel, &FromInit::Failed(error), &[]);
        1
    });
    Ok(child.step(|| "clone(the program)".to_owned())?.pid)
}

fn execute(ends: &[OwnedFd; 3], null: &OwnedFd, program: &Executable, rules: Option<&OwnedFd>) -> LaunchError {
    let prepared = (|| {
        // Once more: what is restricted within what init is can neither signal it nor look into it, although it has its user.
        if let Some(rules) = rules {
            sys::landlock_restrict(rules.as_fd()).step(|| "landlock_restrict_self(the program)".to_owned())?;
        }
        rustix::process::setsid().step(|| "setsid()".to_owned())?;
        sys::reset_signals();
        program.enter_folder()
    })();
    match prepared {
        // The channel has to outlive a failure to execute, so it is not closed here: it closes itself when that succeeds.
        Ok(()) => program.execute([null, &ends[0], &ends[1], &ends[2]]),
        Err(error) => error,
    }
}

/// Reaps until the program ends, forwards signals to it, and reports its end.
fn serve(channel: &OwnedFd, program: Option<Pid>) -> i32 {
    loop {
        while let Ok(Some((pid, status))) = wait(WaitOptions::NOHANG) {
            if Some(pid) == program {
                report(channel, status);
                // The kernel ends everything that is left.
                return 0;
            }
        }
        match (sys::next_signal(), program) {
            (Some(signal), Some(program)) if signal != Signal::CHILD => {
                let _ = rustix::process::kill_process(program, signal);
            }
            _ => {}
        }
    }
}

fn report(channel: &OwnedFd, status: WaitStatus) {
    let ended = FromInit::Ended { code: status.exit_status(), signal: status.terminating_signal() };
    let _ = channel::send(channel, &ended, &[]);
}
