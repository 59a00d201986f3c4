//! Folders that are made once, used by many, and given up when they are too many.
//!
//! ```text
//! a folder is in `known` before it is begun, and no longer when it has been renamed away
//! uses > 0          -> it is where its name says, and stays
//! uses = 0, made    -> it may go; what was used longest ago goes first
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::sync::OnceCell;

use crate::execution::InvokeError;

const SCRATCH: &str = ".tmp-";
/// Folders of merged layers begin with this.
pub(super) const MERGED: &str = "merged-";
const BOOT: &str = ".boot";

/// See the module.
#[derive(Debug)]
pub(super) struct Cache {
    dir: PathBuf,
    kept_bytes: u64,
    known: Mutex<Known>,
    scratch: AtomicU64,
}

#[derive(Debug, Default)]
struct Known {
    folders: BTreeMap<String, Folder>,
    /// Counts uses, so that the one used longest ago has the smallest number.
    turn: u64,
}

#[derive(Debug, Default)]
struct Folder {
    /// Set when it is whole. Callers that want the same folder at the same time share its making.
    made: Arc<OnceCell<()>>,
    /// How much it holds; none while nobody has counted.
    bytes: Option<u64>,
    uses: usize,
    used: u64,
}

/// A folder that is in use.
#[derive(Debug)]
pub(super) struct Use {
    cache: Arc<Cache>,
    name: String,
    path: PathBuf,
}

impl Use {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Clone for Use {
    fn clone(&self) -> Use {
        self.cache.begin(&self.name);
        Use { cache: self.cache.clone(), name: self.name.clone(), path: self.path.clone() }
    }
}

impl Drop for Use {
    fn drop(&mut self) {
        self.cache.end(&self.name);
    }
}

impl Cache {
    /// What an earlier run made is taken over, unless the machine was started anew since.
    pub(super) fn open(dir: PathBuf, kept_bytes: u64) -> io::Result<Arc<Cache>> {
        let cache = Cache { dir, kept_bytes, known: Mutex::default(), scratch: AtomicU64::new(0) };
        let leftovers = cache.take_over()?;
        let cache = Arc::new(cache);
        let this = cache.clone();
        std::thread::Builder::new().name("packages-open".to_owned()).spawn(move || {
            leftovers.iter().for_each(|path| remove(path));
            this.count();
        })?;
        Ok(cache)
    }

    /// The folder of this name. `make` fills the path it is given, which does not exist yet, if there is none. What was begun is
    /// finished, also when the caller goes away: nobody removes what somebody else is writing.
    pub(super) async fn folder<F, M>(self: &Arc<Self>, name: &str, make: M) -> Result<Use, InvokeError>
    where
        F: Future<Output = Result<(), InvokeError>> + Send,
        M: FnOnce(PathBuf) -> F + Send + 'static,
    {
        let made = self.begin(name);
        // From here on whoever fails gives its use back.
        let used = Use { cache: self.clone(), name: name.to_owned(), path: self.dir.join(name) };
        if made.initialized() {
            return Ok(used);
        }
        let making = tokio::spawn(async move {
            made.get_or_try_init(|| used.cache.make(&used, make)).await?;
            Ok(used)
        });
        making.await.unwrap_or_else(|e| Err(InvokeError::Internal(format!("unpacking broke off: {e}"))))
    }

    async fn make<F>(self: &Arc<Self>, used: &Use, make: impl FnOnce(PathBuf) -> F) -> Result<(), InvokeError>
    where
        F: Future<Output = Result<(), InvokeError>>,
    {
        let scratch = self.scratch();
        let made = make(scratch.clone()).await;
        let target = used.path.clone();
        let bytes = blocking(move || {
            let placed = made.map(|()| bytes_in(&scratch)).and_then(|bytes| {
                fs::rename(&scratch, &target)
                    .map_err(|e| InvokeError::Internal(format!("a package can't be placed: {e}")))
                    .map(|()| bytes)
            });
            if placed.is_err() {
                remove(&scratch);
            }
            placed
        })
        .await?;
        if let Some(folder) = self.known.lock().folders.get_mut(&used.name) {
            folder.bytes = Some(bytes);
        }
        self.shrink();
        Ok(())
    }

    /// One more uses it.
    fn begin(&self, name: &str) -> Arc<OnceCell<()>> {
        let mut known = self.known.lock();
        known.turn += 1;
        let turn = known.turn;
        let folder = known.folders.entry(name.to_owned()).or_default();
        folder.uses += 1;
        folder.used = turn;
        folder.made.clone()
    }

    /// One less uses it.
    fn end(self: &Arc<Self>, name: &str) {
        let mut known = self.known.lock();
        let Some(folder) = known.folders.get_mut(name) else { return };
        folder.uses -= 1;
        let idle = folder.uses == 0;
        if idle && !folder.made.initialized() {
            known.folders.remove(name);
        }
        drop(known);
        if idle {
            self.shrink();
        }
    }

    /// Gives up what nobody uses, until what is kept fits.
    fn shrink(self: &Arc<Self>) {
        let mut known = self.known.lock();
        let mut total: u64 = known.folders.values().map(|folder| folder.bytes.unwrap_or(0)).sum();
        let mut doomed = Vec::new();
        while total > self.kept_bytes {
            let idle = known.folders.iter().filter(|(_, folder)| folder.uses == 0 && folder.bytes.is_some());
            let Some(name) = idle.min_by_key(|(_, folder)| folder.used).map(|(name, _)| name.clone()) else { break };
            total -= known.folders.get(&name).and_then(|folder| folder.bytes).unwrap_or(0);
            doomed.extend(self.give_up(&mut known, &name));
        }
        drop(known);
        remove_later(doomed);
    }

    /// Gives up what nobody uses and is not to be kept.
    pub(super) fn retain(&self, keep: impl Fn(&str) -> bool) {
        let mut known = self.known.lock();
        let idle = known.folders.iter().filter(|(name, folder)| folder.uses == 0 && !keep(name));
        let names: Vec<String> = idle.map(|(name, _)| name.clone()).collect();
        let doomed: Vec<PathBuf> = names.iter().filter_map(|name| self.give_up(&mut known, name)).collect();
        drop(known);
        doomed.iter().for_each(|path| remove(path));
    }

    /// Gives a folder a name under which nobody looks for it; what that is. Done while `known` is locked, so that nobody begins
    /// with it meanwhile.
    fn give_up(&self, known: &mut Known, name: &str) -> Option<PathBuf> {
        known.folders.remove(name)?;
        let aside = self.scratch();
        match fs::rename(self.dir.join(name), &aside) {
            Ok(()) => Some(aside),
            Err(e) => {
                tracing::warn!(name, error = %e, "an unpacked package can't be removed");
                None
            }
        }
    }

    /// Folders, and their bytes as far as they have been counted.
    pub(super) fn size(&self) -> (usize, u64) {
        let known = self.known.lock();
        (known.folders.len(), known.folders.values().map(|folder| folder.bytes.unwrap_or(0)).sum())
    }

    fn scratch(&self) -> PathBuf {
        loop {
            let path = self.dir.join(format!("{SCRATCH}{}", self.scratch.fetch_add(1, Ordering::Relaxed)));
            // An earlier run may have left one of this name.
            if fs::symlink_metadata(&path).is_err() {
                return path;
            }
        }
    }

    /// Learns what is there; what is to be removed of it.
    fn take_over(&self) -> io::Result<Vec<PathBuf>> {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let marker = self.dir.join(BOOT);
        let trusted = !boot.is_empty() && fs::read_to_string(&marker).is_ok_and(|known| known == boot);
        let mut leftovers = Vec::new();
        let mut known = self.known.lock();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if trusted && (is_hash(&name) || name.starts_with(MERGED)) {
                let made = Arc::new(OnceCell::new_with(Some(())));
                known.folders.insert(name, Folder { made, ..Folder::default() });
            } else if name != BOOT {
                leftovers.push(entry.path());
            }
        }
        let aside = leftovers.into_iter().map(|path| {
            let aside = self.scratch();
            if fs::rename(&path, &aside).is_ok() { aside } else { path }
        });
        let aside = aside.collect();
        if !trusted {
            fs::write(&marker, boot)?;
        }
        Ok(aside)
    }

    /// Counts what an earlier run made.
    fn count(self: &Arc<Self>) {
        let uncounted = |known: &Known| {
            known
                .folders
                .iter()
                .find(|(_, it)| it.bytes.is_none() && it.made.initialized())
                .map(|(name, _)| name.clone())
        };
        loop {
            let Some(name) = uncounted(&self.known.lock()) else { break };
            let bytes = bytes_in(&self.dir.join(&name));
            if let Some(folder) = self.known.lock().folders.get_mut(&name) {
                folder.bytes = Some(bytes);
            }
        }
        self.shrink();
    }
}

/// Bytes of the files below a folder. What is linked from elsewhere counts too.
fn bytes_in(folder: &Path) -> u64 {
    let (mut total, mut folders) = (0_u64, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    total = total.saturating_add(entry.metadata().map_or(0, |metadata| metadata.len()));
                }
                _ => {}
            }
        }
    }
    total
}

/// Large folders take a while: not on a thread that others wait for, where there is another.
fn remove_later(paths: Vec<PathBuf>) {
    if paths.is_empty() {
        return;
    }
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn_blocking(move || paths.iter().for_each(|path| remove(path)))),
        Err(_) => paths.iter().for_each(|path| remove(path)),
    }
}

fn remove(path: &Path) {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    if let Err(e) = removed
        && e.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), error = %e, "a folder of an unpacked package is left behind");
    }
}

pub(super) fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, InvokeError> + Send + 'static,
) -> Result<T, InvokeError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(InvokeError::Internal(format!("unpacking broke off: {e}"))))
}
