//! The start plan of a function.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use tradewind_sandbox::{Mount, Program, ZygoteId};

use super::boto3::{brings_boto3, mentions_boto3};
use super::interpreter::Interpreter;
use super::zygotes::{Breed, Nursery, Zygotes};
use super::{Runtimes, StartMode};
use crate::execution::InvokeError;
use crate::function::Function;
use crate::plan::{Layout, Plan, Strategy};
use crate::runtime::Runtime;

/// Variables that an interpreter or the loader reads when it starts: with one of them it has to be started anew.
const START_SENSITIVE: [&str; 9] =
    ["NODE_", "LD_", "PYTHON", "LC_", "GLIBC_", "MALLOC_", "OPENSSL_", "UV_", "AWS_LAMBDA_EXEC_WRAPPER"];
const START_SENSITIVE_EXACTLY: [&str; 1] = ["LANG"];
/// Packages of which it is remembered.
const REMEMBERED: usize = 4_096;

impl Runtimes {
    /// From here on Python instances are forked from zygotes of this launcher, where they can be.
    pub(crate) fn attach(&self, nursery: Arc<dyn Nursery>) {
        *self.shared.zygotes.write() = Some(Arc::new(Zygotes::new(nursery)));
    }

    /// A folder for what functions compile.
    pub(crate) fn compiled(&self) -> PathBuf {
        self.shared.compiled.clone()
    }

    /// Functions see the host's file system, and run as another user where the server may choose one.
    pub(crate) fn without_private_root(&self) {
        // The owner of a process's folder is its effective user.
        if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
            self.shared.discovery.open_only();
        }
    }

    /// For health output: which zygotes are ready.
    pub(crate) fn zygotes(&self) -> Vec<String> {
        self.shared.zygotes.read().as_ref().map(|zygotes| zygotes.ready()).unwrap_or_default()
    }

    /// A fork of this zygote failed because it is gone.
    pub(crate) fn forget_zygote(&self, id: ZygoteId) {
        if let Some(zygotes) = self.shared.zygotes.read().as_ref() {
            zygotes.forget(id);
        }
    }

    /// Decides how an instance of a function starts.
    ///
    /// # Errors
    /// [`InvokeError::RuntimeMissing`].
    pub(crate) async fn plan(&self, function: &Function, layout: &Layout) -> Result<Plan, InvokeError> {
        let runtime = function.runtime;
        if !self.is_ready(runtime) {
            // Asking an interpreter, or compiling for it, blocks; once.
            let this = self.clone();
            tokio::task::spawn_blocking(move || this.make_ready(runtime))
                .await
                .unwrap_or_else(|e| Err(InvokeError::Internal(format!("looking for {runtime} broke off: {e}"))))?;
        }
        let interpreter = self.find(runtime)?;
        let mut plan = match (runtime, &interpreter) {
            (Runtime::Python(minor), Some(interpreter)) => self.python(minor, interpreter, function, layout),
            (Runtime::Node(major), Some(interpreter)) => self.node(major, interpreter, function, layout),
            (Runtime::Java(_), Some(interpreter)) => self.java(interpreter, function, layout)?,
            _ => provided(layout),
        };
        let kind = if interpreter.is_some() { "managed" } else { "provided" };
        self.wrap(&mut plan, kind, function, layout);
        plan.version = Some(self.version(function, interpreter.as_deref())?);
        Ok(plan)
    }

    fn is_ready(&self, runtime: Runtime) -> bool {
        match runtime {
            Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => true,
            _ => self.shared.discovery.is_known(runtime) && !matches!(runtime, Runtime::Java(_)),
        }
    }

    fn make_ready(&self, runtime: Runtime) -> Result<(), InvokeError> {
        match (runtime, self.find(runtime)?) {
            (Runtime::Java(_), Some(interpreter)) => self.java_classes(&interpreter).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// As the line INIT_START names it.
    fn version(&self, function: &Function, interpreter: Option<&Interpreter>) -> Result<(String, String), InvokeError> {
        let patch = |at: usize| interpreter.and_then(|it| it.version.split('.').nth(at)).unwrap_or("1").to_owned();
        // A stand-in is named as what it is.
        let name = match interpreter.and_then(Interpreter::runtime).unwrap_or(function.runtime) {
            Runtime::Python(minor) => format!("python:3.{minor}.v{}", patch(2)),
            Runtime::Node(major) => format!("nodejs:{major}.v{}", patch(1)),
            Runtime::Java(major) => format!("java:{major}.v{}", patch(2)),
            Runtime::ProvidedAl2 => "provided:al2.v1".to_owned(),
            Runtime::ProvidedAl2023 => "provided:al2023.v1".to_owned(),
        };
        let identity = self.identity(function.runtime)?;
        Ok((name, format!("arn:aws:lambda:{}::runtime:{identity}", function.region)))
    }

    fn python(&self, minor: u8, interpreter: &Interpreter, function: &Function, layout: &Layout) -> Plan {
        let own = self.shared.kit.seen("python", layout.private_root);
        let bootstrap = own.join("bootstrap.py");
        let mut args = vec!["-X".into(), "utf8".into(), text(&bootstrap), text(layout.opt())];
        if function.environment.0.contains_key("LC_CTYPE") {
            args.push("its-own-locale".to_owned());
        }
        let program = self.program(interpreter, args, &own, layout);
        let mounts = self.mounts("python", interpreter, layout);
        let zygote = self.zygote(minor, interpreter, function, layout);
        let strategy = zygote.map_or(Strategy::Spawn, Strategy::Zygote);
        let mut plan = Plan::new(strategy, mounts, program);
        // A template forks inside a sandbox that is the function's alone; what starts beside it can't be forked with it.
        if self.shared.start == StartMode::Auto && layout.private_root && extensions(layout).is_empty() {
            let mut template = plan.program.clone();
            if let Some(client) = template.args.iter_mut().find(|arg| **arg == text(&bootstrap)) {
                *client = text(&own.join("template.py"));
            }
            plan.template = Some(template);
        }
        plan
    }

    fn zygote(&self, minor: u8, interpreter: &Interpreter, function: &Function, layout: &Layout) -> Option<ZygoteId> {
        if !self.may_be_ahead(function, layout) {
            return None;
        }
        let zygotes = self.shared.zygotes.read().clone()?;
        if interpreter.boto3 && self.uses_boto3(&layout.code) && !brings_boto3(minor, layout) {
            let breed = Breed { minor, boto3: true };
            if let Some(id) = zygotes.get(breed, interpreter, &self.shared.kit) {
                return Some(id);
            }
        }
        zygotes.get(Breed { minor, boto3: false }, interpreter, &self.shared.kit)
    }

    /// Read once a package: its folder is named by its content.
    fn uses_boto3(&self, code: &Path) -> bool {
        if let Some(known) = self.shared.mentions.lock().get(code) {
            return *known;
        }
        let mentioned = mentions_boto3(code);
        let mut mentions = self.shared.mentions.lock();
        if mentions.len() >= REMEMBERED {
            mentions.clear();
        }
        mentions.insert(code.to_owned(), mentioned);
        mentioned
    }

    /// Whether an instance may come from a process that ran before it knew its function.
    fn may_be_ahead(&self, function: &Function, layout: &Layout) -> bool {
        let sensitive = |name: &String| {
            START_SENSITIVE.iter().any(|prefix| name.starts_with(prefix))
                || START_SENSITIVE_EXACTLY.contains(&name.as_str())
        };
        self.shared.start == StartMode::Auto
            && layout.private_root
            && !function.environment.0.keys().any(sensitive)
            && extensions(layout).is_empty()
            && !has_libraries(layout)
    }

    fn node(&self, major: u8, interpreter: &Interpreter, function: &Function, layout: &Layout) -> Plan {
        let own = self.shared.kit.seen("node", layout.private_root);
        let ahead = self.may_be_ahead(function, layout);
        let mut program = self.program(interpreter, node_arguments(function, &own, ahead), &own, layout);
        let opt = text(layout.opt());
        let (own, task) = (text(&own), text(layout.task()));
        let path =
            format!("{opt}/nodejs/node{major}/node_modules:{opt}/nodejs/node_modules:{own}/node_modules:{own}:{task}");
        program.env.push(("NODE_PATH".to_owned(), path));
        let mounts = self.mounts("node", interpreter, layout);
        let strategy = if ahead { Strategy::Pooled } else { Strategy::Spawn };
        let mut plan = Plan::new(strategy, mounts, program);
        // Node.js 22 is the first that has one, and may stand in for an older one or an older one for it; the control socket is somebody else's where there are extensions.
        plan.compiles = interpreter.number >= 22 && layout.private_root && extensions(layout).is_empty();
        plan
    }

    /// What a worker for functions like this one executes, and what it sees before it knows its function.
    pub(super) fn node_worker(&self, function: &Function) -> Result<(Program, Vec<Mount>), InvokeError> {
        let Some(interpreter) = self.find(function.runtime)? else {
            return Err(InvokeError::Internal("only Node.js has workers".to_owned()));
        };
        let own = self.shared.kit.seen("node", true);
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", folder_of(&interpreter.executable));
        let program = Program {
            path: interpreter.executable.clone(),
            args: node_arguments(function, &own, true),
            env: vec![("PATH".to_owned(), path), ("LANG".to_owned(), "en_US.UTF-8".to_owned())],
            dir: PathBuf::from("/"),
        };
        let mut mounts = vec![self.shared.kit.mount("node")];
        mounts.extend(interpreter.mounts());
        Ok((program, mounts))
    }

    fn java(&self, interpreter: &Interpreter, function: &Function, layout: &Layout) -> Result<Plan, InvokeError> {
        let classes = self.java_classes(interpreter)?;
        let own = if layout.private_root { PathBuf::from(super::kit::RUNTIME_DIR) } else { classes.clone() };
        let (task, opt) = (text(layout.task()), text(layout.opt()));
        let args = vec![
            "-XX:+UseSerialGC".to_owned(),
            "-XX:TieredStopAtLevel=1".to_owned(),
            "-Xshare:auto".to_owned(),
            format!("-Xmx{}m", u64::from(function.memory_mb) * 85 / 100),
            "-cp".to_owned(),
            format!("{}:{task}:{task}/lib/*:{opt}/java/lib/*", own.display()),
            "tradewind.Main".to_owned(),
        ];
        let program = self.program(interpreter, args, &own, layout);
        let mut mounts = layout.mounts();
        mounts.push(layout.mount(&classes, super::kit::RUNTIME_DIR));
        mounts.extend(interpreter.mounts());
        Ok(Plan::new(Strategy::Spawn, mounts, program))
    }

    /// The folder of the compiled Java client. Blocks for a second or two when it is made.
    fn java_classes(&self, interpreter: &Interpreter) -> Result<PathBuf, InvokeError> {
        let mut made = self.shared.java.lock();
        if let Some(classes) = made.get(&interpreter.executable) {
            return Ok(classes.clone());
        }
        let identity = interpreter.identity();
        let name = format!("java-{}", identity.get(..16).unwrap_or(&identity));
        let classes = self.shared.kit.host(&name);
        if !classes.is_dir() {
            compile(interpreter, &self.shared.kit.host("java"), &classes).map_err(InvokeError::Internal)?;
        }
        made.insert(interpreter.executable.clone(), classes.clone());
        Ok(classes)
    }

    fn program(&self, interpreter: &Interpreter, args: Vec<String>, own: &Path, layout: &Layout) -> Program {
        let folder = folder_of(&interpreter.executable);
        let mut env = vec![("PATH".to_owned(), format!("{folder}:/usr/local/bin:/usr/bin/:/bin:/opt/bin"))];
        if !layout.private_root {
            env.push(("LAMBDA_RUNTIME_DIR".to_owned(), text(own)));
            env.push(("LAMBDA_TASK_ROOT".to_owned(), text(layout.task())));
        }
        Program { path: interpreter.executable.clone(), args, env, dir: layout.task().to_owned() }
    }

    fn mounts(&self, client: &str, interpreter: &Interpreter, layout: &Layout) -> Vec<Mount> {
        let mut mounts = layout.mounts();
        mounts.push(layout.mount(&self.shared.kit.host(client), super::kit::RUNTIME_DIR));
        mounts.extend(interpreter.mounts());
        mounts
    }

    /// External extensions and a wrapper script are started by a script before the runtime.
    fn wrap(&self, plan: &mut Plan, kind: &str, function: &Function, layout: &Layout) {
        let wrapped = kind == "managed" && function.environment.0.contains_key("AWS_LAMBDA_EXEC_WRAPPER");
        plan.extensions = extensions(layout);
        if plan.extensions.is_empty() && !wrapped {
            return;
        }
        (plan.template, plan.compiles) = (None, false);
        let shell = layout.mount(&self.shared.kit.host("shell"), "/var/lib/tradewind");
        let script = shell.target.join("start.sh");
        plan.mounts.push(shell);
        let mut args = vec![text(&script), kind.to_owned(), text(&layout.opt().join("extensions"))];
        args.push(plan.extensions.len().to_string());
        args.extend(plan.extensions.iter().cloned());
        args.push(text(&plan.program.path));
        args.append(&mut plan.program.args);
        plan.program.path = PathBuf::from("/bin/sh");
        plan.program.args = args;
    }
}

fn provided(layout: &Layout) -> Plan {
    let seen = |inside: &Path| inside.join("bootstrap");
    let in_task = layout.code.join("bootstrap").is_file();
    let in_layers = layout.layers.as_ref().is_some_and(|layers| layers.join("bootstrap").is_file());
    let path = if in_layers && !in_task { seen(layout.opt()) } else { seen(layout.task()) };
    let mut env = Vec::new();
    if !layout.private_root {
        env.push(("LAMBDA_TASK_ROOT".to_owned(), text(layout.task())));
    }
    let program = Program { path, args: Vec::new(), env, dir: layout.task().to_owned() };
    let mut plan = Plan::new(Strategy::Spawn, layout.mounts(), program);
    if !in_task && !in_layers {
        plan.missing = Some("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]".to_owned());
    }
    plan
}

/// Sizes of the heap as AWS's runtimes set them: a tenth of the memory for the young generation, the rest for the old one.
fn node_arguments(function: &Function, own: &Path, pooled: bool) -> Vec<String> {
    let young = function.memory_mb / 10;
    let mut args = vec![
        format!("--max-semi-space-size={}", (young / 2).max(1)),
        format!("--max-old-space-size={}", function.memory_mb - young),
        text(&own.join("index.js")),
    ];
    if pooled {
        args.push("--pooled".to_owned());
    }
    args
}

fn compile(interpreter: &Interpreter, sources: &Path, classes: &Path) -> Result<(), String> {
    let failed = |what: String| format!("the client for Java can't be compiled: {what}");
    let compiler = interpreter.executable.with_file_name("javac");
    let scratch = classes.with_extension("new");
    let _ = fs::remove_dir_all(&scratch);
    let files = fs::read_dir(sources.join("tradewind")).map_err(|e| failed(e.to_string()))?;
    let files: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    let output = Command::new(compiler)
        .args(["-proc:none", "-nowarn", "--release", "17", "-d"])
        .arg(&scratch)
        .args(files)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .map_err(|e| failed(e.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    fs::rename(&scratch, classes).map_err(|e| failed(e.to_string()))
}

/// Files in the folder `extensions` of the layers: each is the program of an external extension.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/extensions-api-partners.html>
fn extensions(layout: &Layout) -> Vec<String> {
    let Some(layers) = &layout.layers else { return Vec::new() };
    let Ok(entries) = fs::read_dir(layers.join("extensions")) else { return Vec::new() };
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// Whether there are shared libraries that only a loader started with `LD_LIBRARY_PATH` finds: it reads that variable once.
fn has_libraries(layout: &Layout) -> bool {
    let is_library = |path: &Path| {
        path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with("lib") && (name.ends_with(".so") || name.contains(".so."))
        })
    };
    let has = |folder: PathBuf| {
        fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| is_library(&entry.path())))
    };
    has(layout.code.clone())
        || has(layout.code.join("lib"))
        || layout.layers.as_ref().is_some_and(|layers| has(layers.join("lib")))
}

fn folder_of(path: &Path) -> String {
    text(path.parent().unwrap_or(path))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
