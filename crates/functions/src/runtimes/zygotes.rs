//! Zygotes: one interpreter a Python version, and one more with boto3, from which instances are forked.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use tradewind_sandbox::{Program, ZygoteId, ZygoteSpec};

use super::interpreter::Interpreter;
use super::kit::Kit;

/// What zygotes need of the launcher.
pub(crate) trait Nursery: Send + Sync + 'static {
    /// Starts a zygote; resolves when it can be forked.
    fn zygote(&self, spec: ZygoteSpec) -> BoxFuture<'static, Result<ZygoteId, String>>;

    /// The text of the Python module `tradewind_join`.
    fn join_module(&self) -> &'static str;
}

/// Which zygote: the minor version, and whether boto3 is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Breed {
    pub(super) minor: u8,
    pub(super) boto3: bool,
}

impl Breed {
    fn name(self) -> String {
        format!("python3-{}{}", self.minor, if self.boto3 { "-boto3" } else { "" })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Ready(ZygoteId),
    /// It did not start or has died; it is not tried again, because it would fail at every cold start.
    Failed,
}

/// The zygotes of one launcher.
pub(super) struct Zygotes {
    nursery: Arc<dyn Nursery>,
    stages: Mutex<BTreeMap<Breed, Stage>>,
}

impl Zygotes {
    pub(super) fn new(nursery: Arc<dyn Nursery>) -> Zygotes {
        Zygotes { nursery, stages: Mutex::default() }
    }

    /// The zygote, if it is ready. Otherwise it is started in the background, for later instances; the one that is being
    /// started now must not wait for it.
    pub(super) fn get(self: &Arc<Self>, breed: Breed, interpreter: &Interpreter, kit: &Kit) -> Option<ZygoteId> {
        let mut stages = self.stages.lock();
        match stages.get(&breed) {
            Some(Stage::Ready(id)) => return Some(*id),
            Some(Stage::Starting | Stage::Failed) => return None,
            None => stages.insert(breed, Stage::Starting),
        };
        drop(stages);
        let this = self.clone();
        let spec = self.spec(breed, interpreter, kit);
        tokio::spawn(async move {
            let started = match spec {
                Ok(spec) => this.nursery.zygote(spec).await,
                Err(e) => Err(e.to_string()),
            };
            let stage = match started {
                Ok(id) => Stage::Ready(id),
                Err(reason) => {
                    tracing::warn!(?breed, reason, "instances of this Python version are started anew each time");
                    Stage::Failed
                }
            };
            this.stages.lock().insert(breed, stage);
        });
        None
    }

    /// The names of those that can be forked now.
    pub(super) fn ready(&self) -> Vec<String> {
        let stages = self.stages.lock();
        stages.iter().filter(|(_, stage)| matches!(stage, Stage::Ready(_))).map(|(breed, _)| breed.name()).collect()
    }

    /// A zygote has died: it is started again when it is next wanted.
    pub(super) fn forget(&self, id: ZygoteId) {
        self.stages.lock().retain(|_, stage| *stage != Stage::Ready(id));
    }

    fn spec(&self, breed: Breed, interpreter: &Interpreter, kit: &Kit) -> std::io::Result<ZygoteSpec> {
        let join: PathBuf = kit.host("join");
        fs::create_dir_all(&join)?;
        fs::write(join.join("tradewind_join.py"), self.nursery.join_module())?;
        let own = kit.host("python");
        let path_text = |path: PathBuf| path.to_string_lossy().into_owned();
        // It runs on the host and writes nothing there, compiled modules included.
        let mut args = vec![
            "-B".to_owned(),
            "-X".to_owned(),
            "utf8".to_owned(),
            path_text(own.join("zygote.py")),
            path_text(join),
        ];
        if breed.boto3 {
            args.push("boto3".to_owned());
        }
        let name = breed.name();
        let env = [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("LANG", "en_US.UTF-8"), ("TZ", ":UTC")];
        let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let program = Program { path: interpreter.executable.clone(), args, env, dir: own };
        Ok(ZygoteSpec { name, program })
    }
}
