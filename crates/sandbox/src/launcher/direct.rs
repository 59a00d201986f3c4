//! Instances without namespaces: levels `confined` and `process`. The program is a child of the launcher and the reaper of what it
//! starts; what it leaves behind falls to the launcher, which ends it.

use std::fs::{self, DirBuilder};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use rustix::fs::Mode;
use rustix::process::Resource;

use super::identity::{self, Identity};
use super::instance::{Instance, Process};
use super::launch::remove_all;
use super::program::Executable;
use super::{House, Role, init};
use crate::error::{Failure, LaunchError, Step};
use crate::landlock::{self, Confined};
use crate::level::Level;
use crate::spec::Spec;
use crate::sys;
use crate::wire::FromInit;
use crate::{channel, filter};

/// What the new process is to do.
struct Plan<'a> {
    channel: &'a OwnedFd,
    null: &'a OwnedFd,
    ends: &'a [OwnedFd; 3],
    doors: &'a [OwnedFd],
    rlimits: &'a [(Resource, u64)],
    identity: Identity,
    rules: Option<&'a OwnedFd>,
    filter: Option<&'a filter::Program>,
    program: &'a Executable,
}

impl House<'_> {
    /// Makes the folder of an instance, and its process if there is something to execute.
    pub(super) fn begin_direct(
        &mut self,
        number: u64,
        spec: &Spec,
        executable: Option<Executable>,
        theirs: &[OwnedFd; 3],
        instance: &mut Instance,
    ) -> Result<(), LaunchError> {
        let identity = self.identity(number);
        let tmp = self.make_folder(&spec.name, identity.id)?;
        instance.tmp = Some(tmp.clone());
        let Some(executable) = executable else { return Ok(()) };
        let executable = executable.with_default("TMPDIR", &tmp)?;
        let rules = self.rules(spec, &tmp)?;
        let rlimits = self.direct_limits(spec);
        let doors = instance.group.as_ref().map_or(Ok(Vec::new()), crate::cgroup::Group::doors)?;
        let (ours, channel) = channel::pair().step(|| "socketpair()".to_owned())?;
        let plan = Plan {
            channel: &channel,
            null: &self.null,
            ends: theirs,
            doors: &doors,
            rlimits: &rlimits,
            identity,
            rules: rules.as_ref(),
            filter: self.filter.as_ref(),
            program: &executable,
        };
        let child = sys::fork(&self.single, 0, || run(&plan)).step(|| "clone()".to_owned())?;
        self.roles.insert(child.pid.as_raw_nonzero().get(), Role::Program(number));
        instance.program = Some(Process { pid: child.pid, pidfd: child.pidfd, alive: true });
        instance.channel = Some(ours);
        Ok(())
    }

    pub(super) fn direct_limits(&self, spec: &Spec) -> Vec<(Resource, u64)> {
        // Counted by user: of use where every instance has another one. Otherwise it would count the server's own processes.
        identity::limits(&spec.limits, self.rights.separate_users(), true)
    }

    /// Landlock's rules, at the level that has them.
    pub(super) fn rules(&self, spec: &Spec, tmp: &Path) -> Result<Option<OwnedFd>, Failure> {
        if self.config.level != Level::Confined {
            return Ok(None);
        }
        let egress = self.config.egress;
        landlock::confined(Confined { mounts: &spec.mounts, tmp, connect: &spec.connect, egress }).map(Some)
    }

    /// A folder for temporary files, below one that only its owner can list.
    fn make_folder(&self, name: &str, user: Option<u32>) -> Result<PathBuf, Failure> {
        if !self.scratch.exists() {
            DirBuilder::new()
                .mode(0o711)
                .create(&self.scratch)
                .step(|| format!("mkdir({})", self.scratch.display()))?;
            // Whatever the umask says.
            let mode = fs::Permissions::from_mode(0o711);
            fs::set_permissions(&self.scratch, mode).step(|| format!("chmod({})", self.scratch.display()))?;
        }
        let folder = self.scratch.join(name);
        DirBuilder::new().mode(0o700).create(&folder).step(|| format!("mkdir({})", folder.display()))?;
        if let Some(user) = user {
            chown(&folder, Some(user), Some(user)).step(|| format!("chown({}, {user})", folder.display()))?;
        }
        Ok(folder)
    }
}

/// Removes the folder of an instance; true when it is gone.
pub(super) fn remove_folder(instance: &Instance) -> bool {
    instance.tmp.as_deref().is_none_or(remove_all)
}

/// Runs in the new process; comes back when the program can't be executed.
fn run(plan: &Plan<'_>) -> i32 {
    let error = match give_up(plan) {
        Ok(()) => plan.program.execute([plan.null, &plan.ends[0], &plan.ends[1], &plan.ends[2]]),
        Err(error) => error,
    };
    let _ = channel::send(plan.channel, &FromInit::Failed(error), &[]);
    1
}

fn give_up(plan: &Plan<'_>) -> Result<(), LaunchError> {
    let mut kept = vec![plan.channel.as_raw_fd(), plan.null.as_raw_fd()];
    kept.extend(plan.ends.iter().chain(plan.doors).chain(plan.rules).map(AsRawFd::as_raw_fd));
    sys::close_all_but(&kept).step(|| "close_range()".to_owned())?;
    rustix::process::setsid().step(|| "setsid()".to_owned())?;
    init::join(plan.doors)?;
    rustix::process::umask(Mode::from_raw_mode(0o022));
    let _ = fs::write("/proc/self/oom_score_adj", "500");
    // Survives the exec: what loses its parent below this program stays below it.
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))
        .step(|| "prctl(PR_SET_CHILD_SUBREAPER)".to_owned())?;
    identity::set_limits(plan.rlimits)?;
    identity::give_up(plan.identity)?;
    init::die_with_the_launcher(plan.channel)?;
    sys::reset_signals();
    // A file that is longer than allowed is an error, not an end.
    sys::ignore_long_files();
    plan.program.enter_folder()?;
    if let Some(rules) = plan.rules {
        sys::landlock_restrict(rules.as_fd()).step(|| "landlock_restrict_self()".to_owned())?;
    }
    if let Some(filter) = plan.filter {
        filter.apply()?;
    }
    Ok(())
}
