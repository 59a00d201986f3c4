//! Packages unpacked by their content, each once.
//!
//! ```text
//! <dir>/<sha256 of the zip>/           a whole package; made elsewhere and renamed, so half of one is never seen
//! <dir>/merged-<sha256 of the list>/   layers merged in their order
//! <dir>/merged-<sha256 of the list>.parts
//! <dir>/.tmp-<n>                       in the making, or on its way out; deleted at start
//! <dir>/.boot                          the machine's boot id
//! ```
//!
//! Nothing here is synced: after a power cut a renamed folder can be there without its bytes. So folders of an earlier boot
//! of the machine are not trusted but made again; their zips are kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use super::Limits;
use super::layers::merge;
use super::unpack::{UnpackError, unpack};
use crate::execution::InvokeError;
use crate::function::Package;

const SCRATCH: &str = ".tmp-";
const MERGED: &str = "merged-";
const PARTS: &str = ".parts";
const BOOT: &str = ".boot";

/// Unpacked packages in a folder.
#[derive(Clone, Debug)]
pub struct Packages {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    dir: PathBuf,
    limits: Limits,
    /// One cell a folder name: callers that want the same folder at the same time share its making.
    known: Mutex<BTreeMap<String, Arc<OnceCell<()>>>>,
    scratch: AtomicU64,
}

impl Packages {
    /// Opens (or makes) the folder and clears it of leftovers, in the background where that can take long.
    ///
    /// # Errors
    /// When the folder can't be made or read.
    pub fn open(dir: PathBuf, limits: Limits) -> io::Result<Packages> {
        fs::create_dir_all(&dir)?;
        // A function's unprivileged user must be able to pass.
        fs::set_permissions(&dir, Permissions::from_mode(0o755))?;
        let shared = Shared { dir, limits, known: Mutex::default(), scratch: AtomicU64::new(0) };
        shared.clear()?;
        Ok(Packages { shared: Arc::new(shared) })
    }

    /// The folder of a package, unpacked now if it is not yet.
    ///
    /// # Errors
    /// [`InvokeError::BadPackage`] for the package's own faults, [`InvokeError::Internal`] for the disk's.
    pub async fn folder(&self, package: &Package) -> Result<PathBuf, InvokeError> {
        if !is_hash(&package.sha256) {
            return Err(InvokeError::Internal(format!("{:?} is no SHA-256 in hexadecimal", package.sha256)));
        }
        let target = self.shared.dir.join(&package.sha256);
        let cell = self.shared.cell(&package.sha256);
        cell.get_or_try_init(|| self.make(package, target.clone())).await?;
        Ok(target)
    }

    /// The folder with all layers merged; none without layers.
    ///
    /// # Errors
    /// As [`Packages::folder`].
    pub async fn layers(&self, layers: &[Package]) -> Result<Option<PathBuf>, InvokeError> {
        let mut folders = Vec::with_capacity(layers.len());
        for layer in layers {
            folders.push(self.folder(layer).await?);
        }
        if folders.len() < 2 {
            return Ok(folders.pop());
        }
        let parts = layers.iter().map(|layer| layer.sha256.as_str()).collect::<Vec<_>>().join("\n");
        let name = format!("{MERGED}{}", hex::encode(Sha256::digest(&parts)));
        let target = self.shared.dir.join(&name);
        let cell = self.shared.cell(&name);
        cell.get_or_try_init(|| self.merge(folders, parts, target.clone())).await?;
        Ok(Some(target))
    }

    /// Deletes every folder that is not of one of these packages (named by their SHA-256). The caller names whatever a stored
    /// function or a living instance uses.
    ///
    /// # Errors
    /// When the folder can't be read; what can't be deleted is left for the next start.
    pub fn sweep(&self, keep: &BTreeSet<String>) -> io::Result<()> {
        self.shared.sweep(keep)
    }

    async fn make(&self, package: &Package, target: PathBuf) -> Result<(), InvokeError> {
        if target.is_dir() {
            return Ok(());
        }
        let zip = package
            .source
            .fetch()
            .await
            .map_err(|e| InvokeError::Internal(format!("the package {} can't be read: {e}", package.sha256)))?;
        let shared = self.shared.clone();
        let sha256 = package.sha256.clone();
        blocking(move || {
            if hex::encode(Sha256::digest(&zip)) != sha256 {
                return Err(InvokeError::Internal(format!("the package {sha256} is not what was stored")));
            }
            let scratch = shared.scratch();
            let made = unpack(&zip, &scratch, &shared.limits).map_err(|e| refusal(&sha256, e));
            shared.settle(made, &scratch, &target)
        })
        .await
    }

    async fn merge(&self, folders: Vec<PathBuf>, parts: String, target: PathBuf) -> Result<(), InvokeError> {
        if target.is_dir() {
            return Ok(());
        }
        let shared = self.shared.clone();
        blocking(move || {
            let scratch = shared.scratch();
            let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
            let made = merge(&folders, &scratch).and_then(|()| {
                let mut name = target.clone().into_os_string();
                name.push(PARTS);
                fs::write(name, parts)
            });
            let made = made.map_err(|e| InvokeError::Internal(format!("layers can't be merged: {e}")));
            shared.settle(made, &scratch, &target)
        })
        .await
    }
}

impl Shared {
    fn cell(&self, name: &str) -> Arc<OnceCell<()>> {
        self.known.lock().entry(name.to_owned()).or_default().clone()
    }

    fn scratch(&self) -> PathBuf {
        self.dir.join(format!("{SCRATCH}{}", self.scratch.fetch_add(1, Ordering::Relaxed)))
    }

    /// Moves what was made to its place, or takes away what is left of it.
    fn settle(&self, made: Result<(), InvokeError>, scratch: &Path, target: &Path) -> Result<(), InvokeError> {
        let settled = made.and_then(|()| {
            fs::rename(scratch, target).map_err(|e| InvokeError::Internal(format!("a package can't be placed: {e}")))
        });
        if settled.is_err() {
            remove(scratch);
        }
        settled
    }

    /// Deletes leftovers, and everything when the machine was started anew since.
    fn clear(&self) -> io::Result<()> {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let marker = self.dir.join(BOOT);
        let trusted = !boot.is_empty() && fs::read_to_string(&marker).is_ok_and(|known| known == boot);
        let mut doomed = Vec::new();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let leftover = entry.file_name().to_string_lossy().starts_with(SCRATCH);
            if leftover || !trusted && entry.path() != marker {
                doomed.push(entry.path());
            }
        }
        let doomed = self.set_aside(doomed);
        if !trusted {
            fs::write(&marker, boot)?;
        }
        if !doomed.is_empty() {
            std::thread::Builder::new()
                .name("packages-clear".to_owned())
                .spawn(move || doomed.iter().for_each(|path| remove(path)))?;
        }
        Ok(())
    }

    fn sweep(&self, keep: &BTreeSet<String>) -> io::Result<()> {
        let mut doomed = Vec::new();
        // Held throughout: nobody may begin with a folder that is about to go.
        let mut known = self.known.lock();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_package = is_hash(&name) || name.starts_with(MERGED) && !name.ends_with(PARTS);
            if !is_package || self.is_kept(&name, keep) || known.get(&name).is_some_and(|cell| !cell.initialized()) {
                continue;
            }
            known.remove(&name);
            doomed.push(entry.path());
            let mut parts = entry.path().into_os_string();
            parts.push(PARTS);
            if name.starts_with(MERGED) {
                doomed.push(parts.into());
            }
        }
        let doomed = self.set_aside(doomed);
        drop(known);
        doomed.iter().for_each(|path| remove(path));
        Ok(())
    }

    fn is_kept(&self, name: &str, keep: &BTreeSet<String>) -> bool {
        if is_hash(name) {
            return keep.contains(name);
        }
        let parts = fs::read_to_string(self.dir.join(format!("{name}{PARTS}"))).unwrap_or_default();
        !parts.is_empty() && parts.lines().all(|part| keep.contains(part))
    }

    /// Gives folders names under which nobody looks for them.
    fn set_aside(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let aside = |path: PathBuf| {
            loop {
                let aside = self.scratch();
                // An earlier run may have left one of this name.
                if !aside.exists() {
                    return if fs::rename(&path, &aside).is_ok() { aside } else { path };
                }
                if aside == path {
                    return path;
                }
            }
        };
        paths.into_iter().map(aside).collect()
    }
}

fn refusal(sha256: &str, error: UnpackError) -> InvokeError {
    match error {
        UnpackError::Bad(bad) => {
            InvokeError::BadPackage(format!("the package {sha256} can't be unpacked: {}", bad.reason()))
        }
        UnpackError::Disk(e) => InvokeError::Internal(format!("the package {sha256} can't be written: {e}")),
    }
}

fn remove(path: &Path) {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    if let Err(e) = removed
        && e.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), error = %e, "a folder of an unpacked package is left behind");
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, InvokeError> + Send + 'static,
) -> Result<T, InvokeError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(InvokeError::Internal(format!("unpacking broke off: {e}"))))
}
