//! Where interpreters may be, and which of them serves a runtime.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use super::interpreter::{Family, Interpreter};
use super::probe::probe;
use crate::runtime::Runtime;

/// Most entries of one folder that are looked at.
const FOLDER_ENTRIES: usize = 512;

/// Where to look for interpreters, in this order: configured paths, the folders of `PATH`, version managers, the usual folders.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Interpreters, or folders with `bin/python3`, `bin/node`, `bin/java` or `node_modules/node-*/bin/node` in them.
    pub configured: Vec<PathBuf>,
    /// The folders of `PATH`.
    pub path: Vec<PathBuf>,
    /// The home folder: `.pyenv/versions`, `.nvm/versions/node`.
    pub home: Option<PathBuf>,
    /// `JAVA_HOME`.
    pub java_home: Option<PathBuf>,
    /// `PYENV_ROOT`, if it is not in the home folder.
    pub pyenv: Option<PathBuf>,
    /// Whether to look in `/usr/bin`, `/usr/local/bin`, `/opt/*/bin` and `/usr/lib/jvm` too.
    pub system: bool,
}

impl Search {
    /// As this process's environment says, with these paths first.
    pub fn from_environment(configured: Vec<PathBuf>) -> Search {
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let path: OsString = std::env::var_os("PATH").unwrap_or_default();
        Search {
            configured,
            path: std::env::split_paths(&path).filter(|path| path.is_absolute()).collect(),
            home: folder("HOME"),
            java_home: folder("JAVA_HOME"),
            pyenv: folder("PYENV_ROOT"),
            system: true,
        }
    }

    /// What was configured, and everything else.
    fn candidates(&self, runtime: Runtime) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let (names, family): (Vec<String>, _) = match runtime {
            Runtime::Python(minor) => (vec![format!("python3.{minor}"), "python3".into()], Family::Python),
            Runtime::Node(_) => (vec!["node".into(), "nodejs".into()], Family::Node),
            Runtime::Java(_) => (vec!["java".into()], Family::Java),
            Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => return (Vec::new(), Vec::new()),
        };
        let mut folders = self.path.clone();
        folders.extend(self.version_folders(family).into_iter().map(|folder| folder.join("bin")));
        if self.system {
            folders.extend([PathBuf::from("/usr/local/bin"), PathBuf::from("/usr/bin")]);
            folders.extend(listed(Path::new("/opt")).into_iter().map(|folder| folder.join("bin")));
        }
        // Names that say the version come first, wherever they are: interpreters of other versions need not be asked then.
        let found = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).collect();
        let mut first = Vec::new();
        for configured in &self.configured {
            if configured.is_dir() {
                first.extend(names.iter().map(|name| configured.join("bin").join(name)));
                first.extend(listed(&configured.join("node_modules")).into_iter().map(|it| it.join("bin/node")));
            } else if fits(configured, family) {
                first.push(configured.clone());
            }
        }
        (first, found)
    }

    /// Folders of version managers and of the system that hold one version each.
    fn version_folders(&self, family: Family) -> Vec<PathBuf> {
        let in_home = |path: &str| self.home.as_ref().map(|home| listed(&home.join(path))).unwrap_or_default();
        match family {
            Family::Python => {
                let pyenv = self.pyenv.as_ref().map(|root| listed(&root.join("versions"))).unwrap_or_default();
                pyenv.into_iter().chain(in_home(".pyenv/versions")).collect()
            }
            Family::Node => in_home(".nvm/versions/node"),
            Family::Java => {
                let system = if self.system { listed(Path::new("/usr/lib/jvm")) } else { Vec::new() };
                self.java_home.iter().cloned().chain(system).collect()
            }
        }
    }
}

/// The other versions of a runtime's language, nearest first; of two that are as near, the newer.
fn nearest(runtime: Runtime) -> impl Iterator<Item = Runtime> {
    let place = |runtime: Runtime| match runtime {
        Runtime::Python(minor) => Some((Family::Python, minor)),
        Runtime::Node(major) => Some((Family::Node, major)),
        Runtime::Java(major) => Some((Family::Java, major)),
        Runtime::ProvidedAl2 | Runtime::ProvidedAl2023 => None,
    };
    let wanted = place(runtime);
    let far = move |other: Runtime| {
        let ((family, version), (other_family, other_version)) = (wanted?, place(other)?);
        let far = (version.abs_diff(other_version), other_version < version);
        (family == other_family && other != runtime).then_some((far, other))
    };
    let mut others: Vec<_> = Runtime::all().filter_map(far).collect();
    others.sort_by_key(|(far, _)| *far);
    others.into_iter().map(|(_, other)| other)
}

/// Whether a configured file can be of this language, by its name.
fn fits(path: &Path, family: Family) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match family {
        Family::Python => name.starts_with("python"),
        Family::Node => name.starts_with("node"),
        Family::Java => name.starts_with("java"),
    }
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.take(FOLDER_ENTRIES).flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths
}

/// Which versions of an interpreter may serve a runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versions {
    /// The one the runtime names.
    #[default]
    Exact,
    /// Where that is not installed, the nearest one that is; a warning says so. For machines on which people try things out.
    Nearest,
}

/// What was found out, kept in a file.
#[derive(Debug)]
pub(super) struct Discovery {
    search: Search,
    versions: Versions,
    cache: PathBuf,
    /// Held while an interpreter is asked, so that each is asked once.
    state: Mutex<State>,
    /// The same without waiting for one that is being asked.
    found: Mutex<BTreeMap<Runtime, Arc<Interpreter>>>,
    /// Whether functions run as a user of their own on the host's file system.
    open_only: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    /// By real path; none before the file was read.
    asked: Option<BTreeMap<PathBuf, Asked>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    /// Of the file when it was asked.
    stamp: (u64, u64),
    /// None when it is no interpreter that can be used.
    interpreter: Option<Interpreter>,
}

impl Discovery {
    pub(super) fn new(search: Search, versions: Versions, cache: PathBuf) -> Discovery {
        Discovery {
            search,
            versions,
            cache,
            state: Mutex::default(),
            found: Mutex::default(),
            open_only: AtomicBool::new(false),
        }
    }

    /// From here on only interpreters are found that every user of this machine can execute.
    pub(super) fn open_only(&self) {
        self.open_only.store(true, Ordering::Relaxed);
        self.found.lock().clear();
    }

    /// What serves a runtime: an interpreter of its version, or where that is allowed one of the nearest version. A runtime that
    /// was not found is looked for again each time: it may have been installed since.
    pub(super) fn find(&self, runtime: Runtime) -> Option<Arc<Interpreter>> {
        if let Some(exact) = self.find_exactly(runtime) {
            return Some(exact);
        }
        if self.versions == Versions::Exact {
            return None;
        }
        let (other, stand_in) = nearest(runtime).find_map(|other| Some((other, self.find_exactly(other)?)))?;
        tracing::warn!(%runtime, runs_on = %other, path = %stand_in.executable.display(), "a runtime is not installed here");
        self.found.lock().insert(runtime, stand_in.clone());
        Some(stand_in)
    }

    /// The first interpreter of exactly the version that a runtime names.
    fn find_exactly(&self, runtime: Runtime) -> Option<Arc<Interpreter>> {
        if let Some(known) = self.found.lock().get(&runtime) {
            return Some(known.clone());
        }
        let mut state = self.state.lock();
        let mut asked = state.asked.take().unwrap_or_else(|| self.load());
        let mut changed = false;
        let (configured, rest) = self.search.candidates(runtime);
        let mut serves = |candidate: PathBuf| {
            let interpreter = self.ask(&candidate, runtime, &mut asked, &mut changed)?;
            (interpreter.runtime() == Some(runtime)).then_some(interpreter)
        };
        let found = configured.into_iter().find_map(&mut serves).or_else(|| {
            let mut rest = rest.into_iter();
            let first = rest.by_ref().find_map(&mut serves)?;
            // AWS's Python brings boto3 along: one that has it goes before one that has not. Interpreters whose names do not say
            // that they are of this version are not asked for that alone.
            let Runtime::Python(minor) = runtime else { return Some(first) };
            let name = format!("python3.{minor}");
            let mut named = rest.filter(|path| path.ends_with(&name)).filter_map(&mut serves);
            let better = if first.boto3 { None } else { named.find(|other| other.boto3) };
            Some(better.unwrap_or(first))
        });
        if changed {
            self.save(&asked);
        }
        state.asked = Some(asked);
        let found = Arc::new(found?);
        self.found.lock().insert(runtime, found.clone());
        Some(found)
    }

    /// Whether [`Discovery::find`] answers without asking anybody.
    pub(super) fn is_known(&self, runtime: Runtime) -> bool {
        self.found.lock().contains_key(&runtime)
    }

    /// What serves runtimes that were asked for.
    pub(super) fn known(&self) -> Vec<Arc<Interpreter>> {
        self.found.lock().values().cloned().collect()
    }

    fn ask(
        &self,
        candidate: &Path,
        runtime: Runtime,
        asked: &mut BTreeMap<PathBuf, Asked>,
        changed: &mut bool,
    ) -> Option<Interpreter> {
        let path = fs::canonicalize(candidate).ok()?;
        let stamp = stamp(&path)?;
        if self.open_only.load(Ordering::Relaxed) && !is_open(&path) {
            tracing::info!(path = %path.display(), "not used: functions run as another user, who can't reach it");
            return None;
        }
        if let Some(known) = asked.get(&path)
            && known.stamp == stamp
        {
            return known.interpreter.clone();
        }
        // Scripts are the shims of version managers; what they start is found in its own place.
        let interpreter = if is_script(&path) { None } else { probe(&path, runtime) };
        asked.insert(path, Asked { stamp, interpreter: interpreter.clone() });
        *changed = true;
        interpreter
    }

    fn load(&self) -> BTreeMap<PathBuf, Asked> {
        fs::read(&self.cache).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Only a convenience: what is not saved is asked again.
    fn save(&self, asked: &BTreeMap<PathBuf, Asked>) {
        let Ok(bytes) = serde_json::to_vec(asked) else { return };
        let scratch = self.cache.with_extension("new");
        if fs::write(&scratch, bytes).and_then(|()| fs::rename(&scratch, &self.cache)).is_err() {
            tracing::warn!(path = %self.cache.display(), "what was found out about runtimes can't be kept");
        }
    }
}

/// Size and modification time in nanoseconds; none for what is no file.
fn stamp(path: &Path) -> Option<(u64, u64)> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), u64::try_from(modified.as_nanos()).ok()?))
}

/// Whether every user can execute a file.
fn is_open(path: &Path) -> bool {
    let allows = |path: &Path, bits: u32| fs::metadata(path).is_ok_and(|it| it.permissions().mode() & bits == bits);
    allows(path, 0o005) && path.ancestors().skip(1).all(|folder| allows(folder, 0o001))
}

fn is_script(path: &Path) -> bool {
    let mut start = [0_u8; 2];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"#!"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_version_comes_first() {
        let of = |runtime| nearest(runtime).collect::<Vec<_>>();
        assert_eq!(of(Runtime::Python(12)), [13, 11, 14, 10, 9].map(Runtime::Python));
        assert_eq!(of(Runtime::Node(24)), [22, 20, 18].map(Runtime::Node));
        assert_eq!(of(Runtime::ProvidedAl2), []);
    }
}
