//! The embedded clients, written into a folder that instances see at `/var/runtime`.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};
use tradewind_sandbox::Mount;

use super::interpreter::Interpreter;

/// Where instances with a root of their own see their client (`LAMBDA_RUNTIME_DIR`).
pub(super) const RUNTIME_DIR: &str = "/var/runtime";

macro_rules! files {
    ($($path:literal),* $(,)?) => { &[$(($path, include_str!(concat!("kit/", $path)))),*] };
}

const FILES: &[(&str, &str)] = files![
    "python/bootstrap.py",
    "python/tradewind_runtime/__init__.py",
    "python/tradewind_runtime/api.py",
    "python/tradewind_runtime/context.py",
    "python/tradewind_runtime/ending.py",
    "python/tradewind_runtime/faults.py",
    "python/tradewind_runtime/log.py",
    "python/tradewind_runtime/models.py",
    "python/tradewind_runtime/values.py",
    "python/zygote.py",
    "python/template.py",
    "python/snapshot_restore_py/__init__.py",
    "node/index.js",
    "node/api.js",
    "node/compile.js",
    "node/errors.js",
    "node/invocation.js",
    "node/loader.js",
    "node/log.js",
    "node/stream.js",
    "java/tradewind/Main.java",
    "java/tradewind/Api.java",
    "java/tradewind/Handler.java",
    "java/tradewind/Json.java",
    "java/tradewind/Pojo.java",
    "java/tradewind/Context.java",
    "shell/start.sh",
];

/// The folder of the embedded clients.
#[derive(Clone, Debug)]
pub(super) struct Kit {
    dir: PathBuf,
}

impl Kit {
    /// Writes the files, unless they are there. The folder's name stands for their content, so another version of the binary
    /// has another folder.
    pub(super) fn write(state: &Path) -> io::Result<Kit> {
        let mut hash = Sha256::new();
        for (path, text) in FILES {
            hash.update(path);
            hash.update([0]);
            hash.update(text);
            hash.update([0]);
        }
        let name = hex::encode(hash.finalize());
        let dir = state.join("kit").join(name.get(..16).unwrap_or(&name));
        fs::create_dir_all(state.join("kit"))?;
        let kit = Kit { dir };
        if !kit.is_whole() {
            kit.fill()?;
        }
        Ok(kit)
    }

    /// A crash may have left some files out or empty.
    fn is_whole(&self) -> bool {
        FILES.iter().all(|(path, text)| {
            fs::metadata(self.dir.join(path)).is_ok_and(|metadata| metadata.len() == text.len() as u64)
        })
    }

    fn fill(&self) -> io::Result<()> {
        for (path, text) in FILES {
            let target = self.dir.join(path);
            let folders: Vec<_> = target.ancestors().skip(1).take_while(|it| it.starts_with(&self.dir)).collect();
            for folder in folders.into_iter().rev() {
                fs::create_dir_all(folder)?;
                fs::set_permissions(folder, Permissions::from_mode(0o755))?;
            }
            fs::write(&target, text)?;
            fs::set_permissions(&target, Permissions::from_mode(0o644))?;
        }
        Ok(())
    }

    /// Compiles the Python client for one interpreter, unless it is compiled. Instances see the folder read-only, so nothing else
    /// would, and each fresh process would compile it anew. The folder's name stands for the sources, so what is compiled always
    /// fits them. Blocks for tens of milliseconds, once. Without it everything works, only slower: a failure is only told.
    pub(super) fn compile(&self, interpreter: &Interpreter) {
        if self.is_compiled(interpreter.number) {
            return;
        }
        let ended = Command::new(&interpreter.executable)
            .args(["-I", "-X", "utf8", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"])
            .arg(self.host("python"))
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
            tracing::warn!(interpreter = %interpreter.executable.display(), ?ended, "the Python client was not compiled");
        }
    }

    fn is_compiled(&self, minor: u8) -> bool {
        FILES.iter().filter_map(|(path, _)| path.strip_suffix(".py")).all(|path| {
            let (folder, module) = path.rsplit_once('/').unwrap_or(("", path));
            self.dir.join(folder).join(format!("__pycache__/{module}.cpython-3{minor}.pyc")).is_file()
        })
    }

    /// One client's folder on the host.
    pub(super) fn host(&self, client: &str) -> PathBuf {
        self.dir.join(client)
    }

    /// Where an instance sees a client's folder.
    pub(super) fn seen(&self, client: &str, private_root: bool) -> PathBuf {
        if private_root { PathBuf::from(RUNTIME_DIR) } else { self.host(client) }
    }

    /// A client's folder as a mount.
    pub(super) fn mount(&self, client: &str) -> Mount {
        Mount { source: self.host(client), target: PathBuf::from(RUNTIME_DIR), read_only: true }
    }
}
