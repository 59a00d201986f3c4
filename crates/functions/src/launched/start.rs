//! From an order to a process that runs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use parking_lot::Mutex;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tradewind_sandbox::{Instance, LaunchError, Level, Mount, Program, Spec, Start, ZygoteId};

use super::Inner;
use super::compiled::{Cache, Ticket};
use super::ends::{Doors, Sides};
use super::process::Launched;
use super::refusal::refuse;
use crate::environment::{Places, environment};
use crate::execution::InvokeError;
use crate::instance::{Order, Started};
use crate::package::Files;
use crate::plan::{COMPILED, COMPILED_ROOT, Layout, Plan, Strategy, limits};
use crate::runtime::Runtime;

/// An order on its way.
pub(super) struct Job<'a> {
    pub(super) order: &'a Order,
    layout: Layout,
    pub(super) level: Level,
    /// What a worker that waited is given.
    late: Vec<Mount>,
    /// The order to make a compile cache, until an instance has it.
    ticket: Mutex<Option<Ticket>>,
}

impl Inner {
    pub(super) async fn start(self: Arc<Self>, order: Order) -> Result<Started, InvokeError> {
        let function = &order.function;
        let level = self.permitted(function)?;
        let files = self.packages.files(&function.code, &function.layers).await?;
        let layout = Layout {
            code: files.code().to_owned(),
            layers: files.layers().map(PathBuf::from),
            private_root: self.launcher.private_root(),
        };
        let mut plan = self.runtimes.plan(function, &layout).await?;
        let mut job = Job { order: &order, late: layout.mounts(), layout, level, ticket: Mutex::new(None) };
        if plan.compiles {
            job.compile(&mut plan, self.compiled.next(&function.key));
        }
        let version = plan.version.clone();
        if let Some(missing) = &plan.missing {
            return refuse(missing.clone(), level, version).await;
        }
        if let Some(restored) = self.snapshot(&job, &plan, &files).await? {
            return Ok(restored);
        }
        match self.launch(&job, plan, &files).await? {
            Ok(started) => Ok(started),
            Err(what) => refuse(what, level, version).await,
        }
    }

    /// Launches by the plan's strategy, or by the next simpler one. The inner error is the function's own fault.
    async fn launch(&self, job: &Job<'_>, plan: Plan, files: &Files) -> Result<Result<Started, String>, InvokeError> {
        match plan.strategy {
            Strategy::Zygote(zygote) => match self.fork(job, &plan, zygote, files).await? {
                Some(started) => return Ok(Ok(started)),
                // The next plan is one without that zygote.
                None => return self.spawn(job, plan.anew(), files).await,
            },
            Strategy::Pooled => {
                if let Some(started) = self.specialise(job, &plan, files).await {
                    return Ok(Ok(started));
                }
            }
            Strategy::Spawn => {}
        }
        self.spawn(job, plan, files).await
    }

    /// Executes the plan's program.
    async fn spawn(&self, job: &Job<'_>, plan: Plan, files: &Files) -> Result<Result<Started, String>, InvokeError> {
        let doors = Doors::open(self.launcher.own_loopback())?;
        let env = job.environment(&doors, &plan.program);
        let message = plan.specialise.then(|| job.message(&env, &doors));
        let program = Program { env: env.into_iter().collect(), ..plan.program.clone() };
        let spec = job.spec(Start::Spawn(program), &plan, &doors);
        let instance = match self.launcher.launch(spec).await {
            Ok(instance) => instance,
            Err(LaunchError::Program { path, error }) if job.brings_its_program() => {
                return Ok(Err(format!("fork/exec {}: {}", path.display(), plain(&error))));
            }
            Err(error) => return Err(broken(job, &error)),
        };
        self.starts.spawned.fetch_add(1, Ordering::Relaxed);
        self.hand_over(job, &plan, instance, doors, message, files).await.map(Ok)
    }

    /// Forks a zygote; none when it is gone or does not do its part.
    async fn fork(
        &self,
        job: &Job<'_>,
        plan: &Plan,
        zygote: ZygoteId,
        files: &Files,
    ) -> Result<Option<Started>, InvokeError> {
        let doors = Doors::open(self.launcher.own_loopback())?;
        let env = job.environment(&doors, &plan.program);
        let message = job.message(&env, &doors);
        match self.launcher.launch(job.spec(Start::Fork(zygote), plan, &doors)).await {
            Ok(instance) => {
                self.starts.forked.fetch_add(1, Ordering::Relaxed);
                self.hand_over(job, plan, instance, doors, Some(message), files).await.map(Some)
            }
            Err(error @ (LaunchError::NoZygote | LaunchError::Zygote(_) | LaunchError::Gone(_))) => {
                tracing::warn!(function = job.order.function.name, %error, "started anew instead of being forked");
                self.runtimes.forget_zygote(zygote);
                Ok(None)
            }
            Err(error) => Err(broken(job, &error)),
        }
    }

    /// Makes a worker that waits an instance of this function; none where that can't be done.
    async fn specialise(&self, job: &Job<'_>, plan: &Plan, files: &Files) -> Option<Started> {
        let worker = loop {
            let worker = self.workers.take_worker(&job.order.function)?;
            if worker.is_alive() {
                break worker;
            }
        };
        let doors = Doors::Own;
        let env = job.environment(&doors, &plan.program);
        let message = job.message(&env, &doors);
        let sides = Sides::new(worker.ends, doors);
        let made = async {
            worker.instance.attach(job.late.clone()).await.map_err(|e| broken(job, &e))?;
            let mut sides = sides?;
            tell(&mut sides.control, &message).await?;
            Ok::<_, InvokeError>(self.started(job, plan, worker.instance, sides, files))
        };
        match made.await {
            Ok(started) => {
                self.starts.pooled.fetch_add(1, Ordering::Relaxed);
                Some(started)
            }
            Err(error) => {
                tracing::warn!(function = job.order.function.name, %error, "a worker could not be used");
                None
            }
        }
    }

    async fn hand_over(
        &self,
        job: &Job<'_>,
        plan: &Plan,
        instance: Instance,
        doors: Doors,
        message: Option<String>,
        files: &Files,
    ) -> Result<Started, InvokeError> {
        let ends = instance
            .take_ends()
            .ok_or_else(|| InvokeError::Internal("an instance came without its descriptors".to_owned()))?;
        let mut sides = Sides::new(ends, doors)?;
        if let Some(message) = message {
            tell(&mut sides.control, &message).await?;
        }
        Ok(self.started(job, plan, instance, sides, files))
    }

    fn started(&self, job: &Job<'_>, plan: &Plan, instance: Instance, sides: Sides, files: &Files) -> Started {
        let own_loopback = self.launcher.own_loopback();
        let mut control = Some(sides.control);
        if let Some(ticket) = job.ticket.lock().take()
            && let Some(control) = control.take_if(|_| plan.extensions.is_empty())
        {
            tokio::spawn(ticket.receive(control));
        }
        // What starts extensions has them write to standard error, and the runtime to standard output alone.
        let (output, extension_output) = match plan.extensions.is_empty() {
            true => (vec![sides.stdout, sides.stderr], None),
            false => (vec![sides.stdout], Some(sides.stderr)),
        };
        Started {
            process: Arc::new(Launched::new(instance, own_loopback, files.clone())),
            api: sides.api,
            platform: sides.platform,
            output,
            extension_output,
            control: control.filter(|_| !plan.extensions.is_empty()),
            extensions: plan.extensions.clone(),
            level: Some(job.level),
            version: plan.version.clone(),
        }
    }
}

impl Job<'_> {
    /// Has the instance make or use a compile cache.
    fn compile(&mut self, plan: &mut Plan, cache: Cache) {
        let what = match cache {
            Cache::None => return,
            Cache::Make(ticket) => {
                *self.ticket.get_mut() = Some(ticket);
                "make"
            }
            Cache::Read(path) => {
                let mount = self.layout.mount(&path, COMPILED_ROOT);
                self.late.push(mount.clone());
                plan.mounts.push(mount);
                COMPILED_ROOT
            }
        };
        plan.program.env.push((COMPILED.to_owned(), what.to_owned()));
    }

    /// Everything the process finds in its environment.
    pub(super) fn environment(&self, doors: &Doors, program: &Program) -> BTreeMap<String, String> {
        let [api, platform] = doors.ports().map(|port| format!("127.0.0.1:{port}"));
        let places = Places { task: self.layout.task(), opt: self.layout.opt(), api: &api, platform: &platform };
        let mut env = environment(self.order, places, &program.env);
        if !self.layout.private_root {
            // Where things are on the host is for the plan to say.
            let of_places = |(name, _): &&(String, String)| name.starts_with("LAMBDA_");
            env.extend(program.env.iter().filter(of_places).cloned());
        }
        env
    }

    /// What a process is told that ran before it knew its function.
    fn message(&self, env: &BTreeMap<String, String>, doors: &Doors) -> String {
        let [api, _] = doors.ports();
        let message = json!({
            "env": env,
            "handler": self.order.function.handler,
            "task": self.layout.task(),
            "runtime_api": format!("127.0.0.1:{api}"),
        });
        format!("{message}\n")
    }

    fn spec(&self, start: Start, plan: &Plan, doors: &Doors) -> Spec {
        Spec {
            name: self.order.name.clone(),
            start,
            mounts: plan.mounts.clone(),
            listen: doors.listen(),
            connect: doors.connect(),
            limits: limits(&self.order.function),
        }
    }

    /// Whether what is executed comes with the package.
    fn brings_its_program(&self) -> bool {
        matches!(self.order.function.runtime, Runtime::ProvidedAl2 | Runtime::ProvidedAl2023)
    }
}

async fn tell(control: &mut UnixStream, message: &str) -> Result<(), InvokeError> {
    let told = control.write_all(message.as_bytes()).await;
    told.map_err(|e| InvokeError::Internal(format!("an instance did not hear which function it is: {e}")))
}

pub(super) fn broken(job: &Job<'_>, error: &LaunchError) -> InvokeError {
    match error {
        LaunchError::NoLevel(_) => InvokeError::Isolation(error.to_string()),
        _ => InvokeError::Internal(format!("{} can't be started: {error}", job.order.function.name)),
    }
}

/// A system's error in the words of a Go program: `ENOEXEC (Exec format error)` is `exec format error`.
fn plain(error: &str) -> String {
    let words = error.split_once('(').map_or(error, |(_, rest)| rest);
    let words = words.split(" (os error").next().unwrap_or(words);
    words.trim_end_matches(')').trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn errors_of_the_system_are_told_as_go_tells_them() {
        assert_eq!(plain("ENOEXEC (Exec format error (os error 8))"), "exec format error");
        assert_eq!(plain("EACCES (Permission denied)"), "permission denied");
        assert_eq!(plain("No such file or directory"), "no such file or directory");
    }
}
