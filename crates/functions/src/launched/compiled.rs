//! Compile caches of Node.js, one a version of a function: made by its first instance while it loads, only read by later ones.
//!
//! ```text
//! <dir>/<sha256 of the function's key>/<folder of this Node.js>/<file>     written by the server, mounted read-only
//! ```
//!
//! What a function hands over is seen by instances of that same version alone, so nobody can put anything into another one's
//! cache. It is a cache: it is made anew by each server, and what is too much is given up.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parking_lot::Mutex;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::UnixStream;

/// Bytes of one function's cache, as it is sent.
const MOST: u64 = 32 << 20;
/// Versions of functions of which a cache is kept.
const VERSIONS: usize = 256;

/// See the module.
#[derive(Debug)]
pub(super) struct Compiled {
    dir: PathBuf,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    stages: BTreeMap<String, (Stage, u64)>,
    turn: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// An instance makes it.
    Making,
    Ready,
    /// The instance that was to make it did not; it is not tried again.
    Failed,
}

/// What an instance that is to be started does about the cache.
pub(super) enum Cache {
    /// It makes it, and hands it over on its control socket.
    Make(Ticket),
    /// It reads it from here.
    Read(PathBuf),
    /// Nothing.
    None,
}

/// The order to make one. Dropped, it has failed.
pub(super) struct Ticket {
    compiled: Arc<Compiled>,
    name: String,
    done: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    File { name: String, data: String },
    Done { done: bool },
}

impl Compiled {
    /// An empty one; what another server left is removed.
    pub(super) fn open(dir: PathBuf) -> Arc<Compiled> {
        if let Err(e) = fs::remove_dir_all(&dir)
            && e.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(path = %dir.display(), error = %e, "old compile caches are left behind");
        }
        Arc::new(Compiled { dir, known: Mutex::default() })
    }

    /// What the next instance of this function does.
    pub(super) fn next(self: &Arc<Self>, key: &str) -> Cache {
        let name = hex::encode(Sha256::digest(key));
        let mut known = self.known.lock();
        known.turn += 1;
        let turn = known.turn;
        if let Some((stage, used)) = known.stages.get_mut(&name) {
            *used = turn;
            return match stage {
                Stage::Ready => Cache::Read(self.dir.join(name)),
                Stage::Making | Stage::Failed => Cache::None,
            };
        }
        known.stages.insert(name.clone(), (Stage::Making, turn));
        Cache::Make(Ticket { compiled: self.clone(), name, done: false })
    }

    /// For health output: how many can be read.
    pub(super) fn ready(&self) -> usize {
        self.known.lock().stages.values().filter(|(stage, _)| *stage == Stage::Ready).count()
    }

    /// Puts what was made in its place, and gives up what was used longest ago.
    fn settle(&self, name: &str, scratch: &Path) -> io::Result<()> {
        fs::rename(scratch, self.dir.join(name))?;
        let mut known = self.known.lock();
        if let Some((stage, _)) = known.stages.get_mut(name) {
            *stage = Stage::Ready;
        }
        while known.stages.len() > VERSIONS {
            let idle = known.stages.iter().filter(|(_, (stage, _))| *stage != Stage::Making);
            let Some(oldest) = idle.min_by_key(|(_, (_, used))| *used).map(|(name, _)| name.clone()) else { break };
            known.stages.remove(&oldest);
            // Instances that have it mounted compile what they do not find.
            let _ = fs::remove_dir_all(self.dir.join(oldest));
        }
        Ok(())
    }
}

impl Ticket {
    /// Receives what the instance has compiled.
    pub(super) async fn receive(mut self, control: UnixStream) {
        let scratch = self.compiled.dir.join(format!(".{}", self.name));
        let received = receive(control, &scratch).await;
        match received.and_then(|()| self.compiled.settle(&self.name, &scratch)) {
            Ok(()) => self.done = true,
            Err(error) => {
                tracing::debug!(%error, "a function has no compile cache");
                let _ = fs::remove_dir_all(&scratch);
            }
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.done
            && let Some((stage, _)) = self.compiled.known.lock().stages.get_mut(&self.name)
        {
            *stage = Stage::Failed;
        }
    }
}

/// Writes down what comes, until it is whole.
async fn receive(control: UnixStream, scratch: &Path) -> io::Result<()> {
    let mut lines = BufReader::new(control.take(MOST)).lines();
    let mut written = false;
    while let Some(line) = lines.next_line().await? {
        match serde_json::from_str(&line)? {
            Said::File { name, data } => {
                let data = STANDARD.decode(data).map_err(io::Error::other)?;
                write(scratch, &name, &data)?;
                written = true;
            }
            Said::Done { done } if done && written => return Ok(()),
            Said::Done { .. } => break,
        }
    }
    Err(io::Error::other("it was not sent, or not as a whole"))
}

fn write(scratch: &Path, name: &str, data: &[u8]) -> io::Result<()> {
    let (folder, file) = name
        .split_once('/')
        .filter(|(folder, file)| is_plain(folder) && is_plain(file))
        .ok_or_else(|| io::Error::other(format!("{name:?} is no name of a compiled file")))?;
    let folder = scratch.join(folder);
    fs::create_dir_all(&folder)?;
    for folder in [scratch, &folder] {
        fs::set_permissions(folder, Permissions::from_mode(0o755))?;
    }
    fs::write(folder.join(file), data)?;
    fs::set_permissions(folder.join(file), Permissions::from_mode(0o644))
}

/// Letters, digits, and what stands between them in versions.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !name.is_empty() && name.len() < 256 && !name.starts_with('.') && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_written() {
        assert!(is_plain("v22.23.3-x64-ff9ad8f0-0") && is_plain("2f3a0d11"));
        for name in ["", ".", "..", ".hidden", "a/b", "a\0", "ü"] {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[tokio::test]
    async fn what_is_not_sent_as_a_whole_is_not_kept_and_not_asked_for_again() {
        let dir = tempfile::tempdir().unwrap();
        let cases = [
            "",
            "{\"done\":true}\n",
            "{\"name\":\"v/a\",\"data\":\"YQ==\"}\n",
            "{\"name\":\"../a\",\"data\":\"YQ==\"}\n{\"done\":true}\n",
            "no JSON\n",
        ];
        let compiled = Compiled::open(dir.path().join("compiled"));
        for (number, sent) in cases.into_iter().enumerate() {
            let Cache::Make(ticket) = compiled.next(&number.to_string()) else { panic!("{sent}") };
            hand_over(ticket, sent).await;
            assert!(matches!(compiled.next(&number.to_string()), Cache::None), "{sent}");
        }
        let Cache::Make(ticket) = compiled.next("good") else { panic!() };
        assert!(matches!(compiled.next("good"), Cache::None), "one makes it");
        hand_over(ticket, "{\"name\":\"v/a\",\"data\":\"YQ==\"}\n{\"done\":true}\n").await;
        let Cache::Read(path) = compiled.next("good") else { panic!() };
        assert_eq!(fs::read(path.join("v/a")).unwrap(), b"a");
        assert_eq!(fs::read_dir(dir.path().join("compiled")).unwrap().count(), 1, "nothing else is left");
    }

    async fn hand_over(ticket: Ticket, sent: &str) {
        use tokio::io::AsyncWriteExt;
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        theirs.write_all(sent.as_bytes()).await.unwrap();
        drop(theirs);
        ticket.receive(ours).await;
    }
}
