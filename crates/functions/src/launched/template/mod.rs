//! SnapStart: a function that is initialised once, and forked for each instance.
//!
//! The template runs in the function's own sandbox from its first line on, so it has the rights of the function and no more, and
//! so have its forks. The price: instances of ONE version of a function share what a sandbox is, namespaces, `/tmp` and the
//! loopback. Everything else is a fork's own: output, connection to the Runtime API, credentials, log stream.
//!
//! ```text
//! first order  -> sandbox with a template: imports, hooks before the snapshot ...
//! every order  -> pipes, a listener, a connection to it; descriptors to the template; fork; restore/next; hooks after the restore
//! last fork gone -> the template ends, and its sandbox with it
//! ```
//!
//! What has threads can't be forked: then the template itself goes on as the instance, and the next order gets another one.

mod fork;
mod relay;
mod talk;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use tokio::net::UnixStream;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tradewind_sandbox::{Exit, Instance, Program, Spec, Start};

use super::Inner;
use super::ends::Doors;
use super::start::Job;
use crate::execution::InvokeError;
use crate::function::InitKind;
use crate::instance::{Started, Usage};
use crate::package::Files;
use crate::plan::{Plan, limits};

/// Instances of one version that one sandbox is made for: its memory and its share of the processor are so many times a
/// function's. Each fork by itself can have as much as a function may.
const FORKS: u64 = 16;

/// Functions of which it is remembered how far their templates have come.
const REMEMBERED: usize = 4_096;

/// Templates by their function's key; each lives for as long as something forked from it does.
pub(super) type Templates = tokio::sync::Mutex<BTreeMap<String, Known>>;

/// What is known of a function's template.
pub(super) enum Known {
    /// It can be forked, or initialises.
    Shared(Weak<Template>),
    /// The function can't be forked: every instance has a template of its own.
    Threaded,
}

/// How far a template has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Initialising,
    Ready,
    /// It has threads: it is good for one instance, itself.
    Alone,
    /// Its initialisation failed; what is to be said.
    Failed {
        payload: String,
        kind: String,
    },
    Gone(Exit),
}

/// An initialised function.
pub(super) struct Template {
    shared: Arc<Shared>,
    /// Clones of the listener of the platform's services.
    platform: std::net::TcpListener,
    tasks: Vec<JoinHandle<()>>,
    _files: Files,
}

struct Shared {
    instance: Instance,
    control: UnixStream,
    stage: watch::Sender<Stage>,
    forks: AtomicU64,
    ends: Mutex<BTreeMap<u64, watch::Sender<Option<Exit>>>>,
    asked: Mutex<BTreeMap<u64, oneshot::Sender<Usage>>>,
    /// Where the Runtime API of the fork with this token is.
    tokens: Mutex<BTreeMap<String, SocketAddr>>,
}

impl Inner {
    /// An instance of a function with SnapStart; none where its functions are started like others.
    pub(super) async fn snapshot(
        &self,
        job: &Job<'_>,
        plan: &Plan,
        files: &Files,
    ) -> Result<Option<Started>, InvokeError> {
        let function = &job.order.function;
        let Some(program) = plan.template.as_ref().filter(|_| function.init == InitKind::SnapStart) else {
            return Ok(None);
        };
        let (template, output) = loop {
            let mut known = self.templates.lock().await;
            let there = match known.get(&function.key) {
                Some(Known::Shared(template)) => template.upgrade(),
                Some(Known::Threaded) => {
                    drop(known);
                    break self.template(job, plan, program, files).await?;
                }
                None => None,
            };
            let Some(template) = there else {
                let made = self.template(job, plan, program, files).await?;
                known.retain(|_, known| !matches!(known, Known::Shared(it) if it.strong_count() == 0));
                known.insert(function.key.clone(), Known::Shared(Arc::downgrade(&made.0)));
                break made;
            };
            drop(known);
            // Whoever has it made is its first instance; the others see how that went.
            if template.initialised().await {
                break (template, Vec::new());
            }
            self.forget(&function.key, &template).await;
        };
        self.starts.restored.fetch_add(1, Ordering::Relaxed);
        fork::begin(template, job, plan, output, files).map(Some)
    }

    /// A template can't be forked (any more).
    async fn forget(&self, key: &str, template: &Arc<Template>) {
        let mut known = self.templates.lock().await;
        let same = |known: &Known| matches!(known, Known::Shared(it) if it.as_ptr() == Arc::as_ptr(template));
        if !known.get(key).is_some_and(same) {
            return;
        }
        known.remove(key);
        if *template.shared.stage.borrow() == Stage::Alone {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(key.to_owned(), Known::Threaded);
        }
    }

    /// Launches a template, and the reading ends of its output.
    async fn template(
        &self,
        job: &Job<'_>,
        plan: &Plan,
        program: &Program,
        files: &Files,
    ) -> Result<(Arc<Template>, Vec<OwnedFd>), InvokeError> {
        let doors = Doors::Own;
        let env = job.environment(&doors, program).into_iter().collect();
        let mut limits = limits(&job.order.function);
        limits.memory_bytes = limits.memory_bytes.saturating_mul(FORKS);
        limits.cpu_millis = limits.cpu_millis.saturating_mul(u32::try_from(FORKS).unwrap_or(u32::MAX));
        let spec = Spec {
            name: format!("{}-template", job.order.name),
            start: Start::Spawn(Program { env, ..program.clone() }),
            mounts: plan.mounts.clone(),
            listen: doors.listen(),
            connect: doors.connect(),
            limits,
        };
        let instance = self.launcher.launch(spec).await.map_err(|error| super::start::broken(job, &error))?;
        Template::new(instance, files.clone())
    }
}

impl Template {
    fn new(instance: Instance, files: Files) -> Result<(Arc<Template>, Vec<OwnedFd>), InvokeError> {
        let lacking = || InvokeError::Internal("a template came without its descriptors".to_owned());
        let watching =
            |e: std::io::Error| InvokeError::Internal(format!("a template's descriptors can't be watched: {e}"));
        let ends = instance.take_ends().ok_or_else(lacking)?;
        let mut listeners = ends.listeners.into_iter();
        let (api, platform) = listeners.next().zip(listeners.next()).ok_or_else(lacking)?;
        let control = std::os::unix::net::UnixStream::from(ends.control);
        control.set_nonblocking(true).map_err(watching)?;
        let api = tokio::net::TcpListener::from_std(api).map_err(watching)?;
        let shared = Arc::new(Shared {
            instance,
            control: UnixStream::from_std(control).map_err(watching)?,
            stage: watch::Sender::new(Stage::Initialising),
            forks: AtomicU64::new(0),
            ends: Mutex::default(),
            asked: Mutex::default(),
            tokens: Mutex::default(),
        });
        let tasks = vec![tokio::spawn(talk::hear(shared.clone())), tokio::spawn(relay::serve(api, shared.clone()))];
        let template = Template { shared, platform, tasks, _files: files };
        Ok((Arc::new(template), vec![ends.stdout, ends.stderr]))
    }

    /// Waits for the end of its initialisation; whether it can be forked then.
    async fn initialised(&self) -> bool {
        let mut stage = self.shared.stage.subscribe();
        let reached = stage.wait_for(|stage| *stage != Stage::Initialising).await;
        reached.is_ok_and(|stage| *stage == Stage::Ready)
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        // They hold the instance: with them it goes.
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
