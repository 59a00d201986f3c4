//! What was installed before.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::NotBuilt;

/// A folder of installed dependencies, by what was asked for.
#[derive(Debug, Clone)]
pub struct Cache(PathBuf);

impl Cache {
    /// In this folder, which is made when it is needed.
    pub fn new(folder: impl Into<PathBuf>) -> Cache {
        Cache(folder.into())
    }

    /// Where caches of the user lie: `$XDG_CACHE_HOME/tradewind/builds`, or below `~/.cache`.
    pub fn of_user() -> Cache {
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")));
        Cache(folder.unwrap_or_else(std::env::temp_dir).join("tradewind").join("builds"))
    }

    /// The folder for what these texts ask for, and whether it was filled before.
    pub(super) fn place(&self, asked: &[&[u8]]) -> (PathBuf, bool) {
        let mut hash = Sha256::new();
        for text in asked {
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(text);
        }
        let folder = self.0.join(hex::encode(hash.finalize()));
        let filled = folder.is_dir();
        (folder, filled)
    }

    /// A folder beside the cache's own in which something is installed before it is [`Cache::keep`]t.
    pub(super) fn scratch(&self) -> Result<tempfile::TempDir, NotBuilt> {
        let wrong = |error: std::io::Error| NotBuilt(format!("{}: {error}", self.0.display()));
        std::fs::create_dir_all(&self.0).map_err(wrong)?;
        tempfile::Builder::new().prefix("new-").tempdir_in(&self.0).map_err(wrong)
    }

    /// Gives what was installed its place. Whoever was faster has installed the same.
    pub(super) fn keep(&self, scratch: tempfile::TempDir, place: &Path) -> Result<(), NotBuilt> {
        match std::fs::rename(scratch.path(), place) {
            Ok(()) => {
                // It has moved, so there is nothing to tidy.
                let _ = scratch.keep();
                Ok(())
            }
            Err(_) if place.is_dir() => Ok(()),
            Err(error) => Err(NotBuilt(format!("{}: {error}", place.display()))),
        }
    }
}
