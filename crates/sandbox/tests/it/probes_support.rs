//! What the probes' scenarios share.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tradewind_sandbox::{Choice, Egress, Exit, Launcher, Level, Limits, Mount, Options, Program, Spec, Start};

/// Says to a scenario that is started as another user where the launcher is.
const LAUNCHER: &str = "TRADEWIND_TEST_LAUNCHER";

/// Somebody who owns nothing.
const SOMEBODY: &str = "65533";

/// Room for a shell and what it starts.
pub(crate) const LIMITS: Limits =
    Limits { memory_bytes: 64 << 20, tmp_bytes: 4 << 20, cpu_millis: 1_000, processes: 32, files: 128 };

/// The executable that is the launcher.
pub(crate) fn executable() -> PathBuf {
    std::env::var_os(LAUNCHER).map_or_else(|| env!("CARGO_BIN_EXE_sandbox-launcher").into(), PathBuf::from)
}

/// A launcher and its folder.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) launcher: Launcher,
    pub(crate) folder: TempDir,
}

/// Starts one that wants exactly this level.
pub(crate) async fn start(level: Level, egress: Egress) -> Running {
    start_in(tempfile::tempdir().unwrap(), level, egress).await
}

/// The same in a folder in which there was one before.
pub(crate) async fn start_in(folder: TempDir, level: Level, egress: Egress) -> Running {
    let launcher = Launcher::start(Options {
        executable: executable(),
        state: folder.path().join("state"),
        choice: Choice::Exactly(level),
        floor: level,
        egress,
    });
    Running { launcher: launcher.await.unwrap(), folder }
}

impl Running {
    /// Whether the kernel limits memory here.
    pub(crate) fn limits_memory(&self) -> bool {
        let features = &self.launcher.self_test().features;
        features.iter().any(|feature| feature.name == "memory" && feature.state == "limited by the kernel")
    }

    /// The launcher is killed; what is left of it.
    pub(crate) async fn killed(self) -> TempDir {
        // It is there for as long as something runs.
        let sleeping = self.launcher.launch(shell("sleeping", "sleep 100", LIMITS)).await.unwrap();
        let launcher = rustix::process::Pid::from_raw(self.launcher.process_id().unwrap() as i32).unwrap();
        rustix::process::kill_process(launcher, rustix::process::Signal::KILL).unwrap();
        sleeping.exited().await;
        self.folder
    }

    /// Everything is ended and nothing is left.
    pub(crate) async fn stop(self) {
        self.launcher.stop().await;
    }
}

/// A program of the system.
pub(crate) fn spec(name: &str, args: &[&str], limits: Limits) -> Spec {
    let (path, args) = args.split_first().unwrap();
    Spec {
        name: name.to_owned(),
        start: Start::Spawn(Program {
            path: path.into(),
            args: args.iter().map(|one| (*one).to_owned()).collect(),
            env: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned())],
            dir: "/tmp".into(),
        }),
        mounts: Vec::new(),
        listen: Vec::new(),
        connect: Vec::new(),
        limits,
    }
}

/// How a program ended and what it said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) errors: String,
}

/// Runs it to its end.
pub(crate) async fn run(launcher: &Launcher, spec: Spec) -> Said {
    let instance = launcher.launch(spec).await.unwrap();
    let ends = instance.take_ends().unwrap();
    let (out, errors) = futures::join!(read(ends.stdout), read(ends.stderr));
    Said { exit: instance.exited().await, out, errors }
}

/// A script of the shell; its name is in the command line of whatever it forks.
pub(crate) fn shell(name: &str, script: &str, limits: Limits) -> Spec {
    spec(name, &["/bin/sh", "-c", script, name], limits)
}

/// Everything that is written to a pipe.
pub(crate) async fn read(from: std::os::fd::OwnedFd) -> String {
    let mut bytes = Vec::new();
    let mut pipe = tokio::net::unix::pipe::Receiver::from_owned_fd(from).unwrap();
    pipe.read_to_end(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A folder of the host, seen inside at `target`.
pub(crate) fn mount(source: &Path, target: &str, read_only: bool) -> Mount {
    Mount { source: source.to_owned(), target: target.into(), read_only }
}

/// How many processes of this machine have `word` among their arguments.
pub(crate) fn processes(word: &str) -> usize {
    let listed = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = listed.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.filter(|line| line.split(|byte| *byte == 0).any(|one| one == word.as_bytes())).count()
}

/// Whether the tests run as root.
pub(crate) fn root() -> bool {
    // Only root may read this.
    std::fs::File::open("/etc/shadow").is_ok()
}

/// Runs another test of this binary, also one that is `ignored` otherwise, under a command that changes who it is. Its own assertions say
/// what is wrong.
pub(crate) fn again(under: &[&str], test: &str) {
    let folder = tempfile::Builder::new().permissions(mode(0o755)).tempdir().unwrap();
    // Where everybody reaches them.
    let (tests, launcher) = (folder.path().join("tests"), folder.path().join("launcher"));
    std::fs::copy(std::env::current_exe().unwrap(), &tests).unwrap();
    std::fs::copy(executable(), &launcher).unwrap();
    let (command, args) = under.split_first().unwrap();
    let output = Command::new(command)
        .args(args)
        .arg(&tests)
        .args(["--exact", test, "--include-ignored", "--nocapture", "--test-threads=1"])
        .env(LAUNCHER, &launcher)
        .env("TMPDIR", "/tmp")
        .current_dir("/")
        .output()
        .unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{test} did not run: {said}");
}

/// The command that runs something as somebody else.
pub(crate) const AS_SOMEBODY: &[&str] = &["setpriv", "--reuid", SOMEBODY, "--regid", SOMEBODY, "--clear-groups"];

pub(crate) fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn mode(mode: u32) -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}
