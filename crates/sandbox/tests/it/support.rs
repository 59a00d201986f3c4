//! Launchers for tests, and what they left behind.

use std::fs;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tradewind_sandbox::{
    Choice, Egress, Exit, Instance, Launcher, Level, Limits, Mount, Options, Program, Spec, Start,
};

use crate::probes_support::{AS_SOMEBODY, again, executable};

/// A launcher with a folder of its own.
pub(crate) struct Bench {
    pub(crate) launcher: Launcher,
    pub(crate) folder: TempDir,
}

impl Bench {
    pub(crate) async fn start(level: Level) -> Bench {
        let folder = tempfile::Builder::new().prefix("sandbox-test-").tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let options = options(folder.path(), level);
        let launcher = Launcher::start(options).await.unwrap();
        assert_eq!(launcher.level(), Some(level), "{:?}", launcher.self_test().reasons);
        Bench { launcher, folder }
    }

    /// With something in the environment by which its processes are found.
    pub(crate) fn mark(&self, mut spec: Spec) -> Spec {
        if let Start::Spawn(program) = &mut spec.start {
            program.env.push(("MARK".to_owned(), self.folder.path().to_string_lossy().into_owned()));
        }
        spec
    }

    /// A folder that the programs can read, with these files.
    pub(crate) fn files(&self, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
            fs::set_permissions(folder.join(file), fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    pub(crate) async fn sh(&self, name: &str, script: &str) -> Instance {
        self.launcher.launch(self.mark(shell(name, script))).await.unwrap()
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// Ends the launcher and looks whether anything is left.
    pub(crate) async fn end(self) {
        let places = self.places();
        self.launcher.stop().await;
        let left: Vec<_> = fs::read_dir(self.state()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.is_empty(), "left in the launcher's folder: {left:?}");
        assert_eq!(places.into_iter().filter(|place| place.exists()).collect::<Vec<_>>(), Vec::<PathBuf>::new());
        assert_eq!(self.processes(), Vec::<i32>::new());
    }

    /// The control groups and the folder that the launcher uses now, by its own list.
    pub(crate) fn places(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(self.state().join("left.json")).unwrap();
        let list: serde_json::Value = serde_json::from_str(&text).unwrap();
        let groups = list["groups"].as_array().unwrap().iter().map(|one| one.as_str().unwrap());
        groups.chain([list["scratch"].as_str().unwrap()]).map(PathBuf::from).collect()
    }

    /// Processes that are this launcher, a copy of it, or a program that it launched (those carry the folder's name).
    pub(crate) fn processes(&self) -> Vec<i32> {
        let name = self.folder.path().as_os_str().as_encoded_bytes();
        let has =
            |file: PathBuf| fs::read(file).is_ok_and(|bytes| bytes.windows(name.len()).any(|window| window == name));
        let own = std::process::id() as i32;
        let numbers = fs::read_dir("/proc").unwrap().filter_map(|one| one.unwrap().file_name().to_str()?.parse().ok());
        let process = |pid: &i32| Path::new("/proc").join(pid.to_string());
        numbers
            .filter(|pid| *pid != own)
            .filter(|pid| has(process(pid).join("environ")) || has(process(pid).join("cmdline")))
            .collect()
    }
}

pub(crate) fn options(folder: &Path, level: Level) -> Options {
    let (executable, state) = (executable(), folder.join("state"));
    fs::create_dir_all(&state).unwrap();
    Options { executable, state, choice: Choice::Exactly(level), floor: Level::Process, egress: Egress::None }
}

pub(crate) fn shell(name: &str, script: &str) -> Spec {
    spec(name, "/bin/sh", &["-c", script])
}

pub(crate) fn spec(name: &str, path: &str, args: &[&str]) -> Spec {
    Spec {
        name: name.to_owned(),
        start: Start::Spawn(Program {
            path: path.into(),
            args: args.iter().map(|one| (*one).to_owned()).collect(),
            env: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned())],
            dir: "/".into(),
        }),
        mounts: Vec::new(),
        listen: Vec::new(),
        connect: Vec::new(),
        limits: limits(),
    }
}

pub(crate) fn limits() -> Limits {
    Limits { memory_bytes: 256 << 20, tmp_bytes: 64 << 20, cpu_millis: 2_000, processes: 64, files: 1_024 }
}

pub(crate) fn read_only(source: PathBuf, target: &str) -> Mount {
    Mount { source, target: target.into(), read_only: true }
}

/// Everything that is written until the last writer is gone.
pub(crate) async fn text(of: OwnedFd) -> String {
    let read = tokio::task::spawn_blocking(move || {
        rustix::io::ioctl_fionbio(&of, false).unwrap();
        let mut text = String::new();
        fs::File::from(of).read_to_string(&mut text).unwrap();
        text
    });
    read.await.unwrap()
}

/// Output, error output and end of a program.
pub(crate) async fn finish(instance: &Instance) -> (String, String, Exit) {
    let ends = instance.take_ends().unwrap();
    let (out, err) = (text(ends.stdout).await, text(ends.stderr).await);
    (out, err, instance.exited().await)
}

/// One line from a stream that stays open.
pub(crate) async fn line(stream: &mut tokio::net::UnixStream) -> String {
    use tokio::io::AsyncReadExt;
    let mut text = Vec::new();
    loop {
        match stream.read_u8().await {
            Ok(b'\n') => break,
            Ok(byte) => text.push(byte),
            Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&text)),
        }
    }
    String::from_utf8(text).unwrap()
}

/// A control socket, for tokio.
pub(crate) fn stream(of: OwnedFd) -> tokio::net::UnixStream {
    let stream = std::os::unix::net::UnixStream::from(of);
    stream.set_nonblocking(true).unwrap();
    tokio::net::UnixStream::from_std(stream).unwrap()
}

/// Runs the test `own_user` of this module once more, with this binary and the launcher as an unprivileged user.
pub(crate) fn again_unprivileged(module: &str) {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can become another user");
        return;
    }
    let (_, module) = module.split_once("::").unwrap();
    again(AS_SOMEBODY, &format!("{module}::own_user"));
}

/// Runs a scenario as everybody who can be had here.
#[macro_export]
macro_rules! scenario {
    ($name:ident, $level:expr, $scenario:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn own_user() {
                let bench = $crate::support::Bench::start($level).await;
                $scenario(&bench).await;
                bench.end().await;
            }

            #[test]
            fn unprivileged() {
                $crate::support::again_unprivileged(module_path!());
            }
        }
    };
}
