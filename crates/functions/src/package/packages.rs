//! Packages unpacked by their content, each once.
//!
//! ```text
//! <dir>/<sha256 of the zip>/           a whole package; made elsewhere and renamed, so half of one is never seen
//! <dir>/merged-<sha256 of the list>/   layers merged in their order
//! <dir>/.tmp-<n>                       in the making, or on its way out; deleted at start
//! <dir>/.boot                          the machine's boot id
//! ```
//!
//! Nothing here is synced: after a power cut a renamed folder can be there without its bytes. So folders of an earlier boot
//! of the machine are not trusted but made again; their zips are kept elsewhere.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Limits;
use super::cache::{Cache, MERGED, Use, blocking, is_hash};
use super::layers::merge;
use super::unpack::{UnpackError, unpack};
use crate::execution::InvokeError;
use crate::function::Package;

/// Bytes of unpacked packages that are kept when nobody uses them, unless configured.
const KEPT_BYTES: u64 = 4 << 30;

/// Unpacked packages in a folder.
#[derive(Clone, Debug)]
pub struct Packages {
    cache: Arc<Cache>,
    limits: Limits,
}

/// The files of one function. They stay where they are for as long as this lives.
#[derive(Clone, Debug)]
pub struct Files {
    code: Use,
    layers: Option<Use>,
}

impl Files {
    /// The folder of the unpacked code.
    pub fn code(&self) -> &Path {
        self.code.path()
    }

    /// The folder with all layers merged; none without layers.
    pub fn layers(&self) -> Option<&Path> {
        self.layers.as_ref().map(Use::path)
    }
}

impl Packages {
    /// Opens (or makes) the folder and clears it of leftovers, in the background where that can take long.
    ///
    /// # Errors
    /// When the folder can't be made or read.
    pub fn open(dir: PathBuf, limits: Limits) -> io::Result<Packages> {
        Packages::bounded(dir, limits, KEPT_BYTES)
    }

    /// As [`Packages::open`], keeping at most so many bytes of packages that nobody uses. Which were used longest ago go first.
    ///
    /// # Errors
    /// As [`Packages::open`].
    pub fn bounded(dir: PathBuf, limits: Limits, kept_bytes: u64) -> io::Result<Packages> {
        fs::create_dir_all(&dir)?;
        // A function's unprivileged user must be able to pass.
        fs::set_permissions(&dir, Permissions::from_mode(0o755))?;
        Ok(Packages { cache: Cache::open(dir, kept_bytes)?, limits })
    }

    /// The files of a function, unpacked now if they are not yet.
    ///
    /// # Errors
    /// [`InvokeError::BadPackage`] for the packages' own faults, [`InvokeError::Internal`] for the disk's.
    pub async fn files(&self, code: &Package, layers: &[Package]) -> Result<Files, InvokeError> {
        Ok(Files { code: self.package(code).await?, layers: self.merged(layers).await? })
    }

    /// Deletes every folder that is not of one of these packages (named by their SHA-256) and that nobody uses.
    ///
    /// # Errors
    /// When the folder can't be read; what can't be deleted is left for the next start.
    pub fn sweep(&self, keep: &BTreeSet<String>) -> io::Result<()> {
        self.cache.retain(|name| keep.contains(name));
        Ok(())
    }

    /// For health output: how many packages are unpacked here, and their bytes.
    pub fn facts(&self) -> serde_json::Value {
        let (count, bytes) = self.cache.size();
        serde_json::json!({ "unpacked": count, "bytes": bytes })
    }

    async fn package(&self, package: &Package) -> Result<Use, InvokeError> {
        if !is_hash(&package.sha256) {
            return Err(InvokeError::Internal(format!("{:?} is no SHA-256 in hexadecimal", package.sha256)));
        }
        let (sha256, source) = (package.sha256.clone(), package.source.clone());
        let limits = self.limits;
        let make = move |scratch: PathBuf| async move {
            let zip = source.fetch().await;
            let zip = zip.map_err(|e| InvokeError::Internal(format!("the package {sha256} can't be read: {e}")))?;
            blocking(move || {
                if hex::encode(Sha256::digest(&zip)) != sha256 {
                    return Err(InvokeError::Internal(format!("the package {sha256} is not what was stored")));
                }
                unpack(&zip, &scratch, &limits).map_err(|e| refusal(&sha256, e))
            })
            .await
        };
        self.cache.folder(&package.sha256, make).await
    }

    async fn merged(&self, layers: &[Package]) -> Result<Option<Use>, InvokeError> {
        let mut parts = Vec::with_capacity(layers.len());
        for layer in layers {
            parts.push(self.package(layer).await?);
        }
        if parts.len() < 2 {
            return Ok(parts.pop());
        }
        let list = layers.iter().map(|layer| layer.sha256.as_str()).collect::<Vec<_>>().join("\n");
        let name = format!("{MERGED}{}", hex::encode(Sha256::digest(list)));
        let make = move |scratch: PathBuf| {
            blocking(move || {
                let folders: Vec<&Path> = parts.iter().map(Use::path).collect();
                merge(&folders, &scratch).map_err(|e| InvokeError::Internal(format!("layers can't be merged: {e}")))
            })
        };
        self.cache.folder(&name, make).await.map(Some)
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
