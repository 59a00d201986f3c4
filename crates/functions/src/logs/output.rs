//! The reading ends of what the processes of an instance write.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::fd::OwnedFd;

use tokio::io::unix::AsyncFd;

/// Bytes read from a pipe at once.
const CHUNK: usize = 64 * 1024;
/// Most bytes that one drain takes from a pipe: more than a pipe holds (64 KiB, 1 MiB when its writer asked for that), so that
/// everything written before the drain began is in it, and a flood that goes on does not hold anybody up.
const MOST: usize = 1024 * 1024 + CHUNK;

/// How a drain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drained {
    /// Nothing is left for now.
    Empty,
    /// There is more than one drain takes.
    More,
    /// The other end is closed.
    Closed,
}

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The runtime, with all that lives in its process.
    Function,
    /// External extensions.
    Extension,
}

/// One pipe.
pub(crate) struct Output {
    source: Source,
    pipe: AsyncFd<File>,
}

impl Output {
    /// # Errors
    /// When the descriptor can't be watched.
    #[expect(deprecated, reason = "a file owns its descriptor until it is dropped; what replaces this needs `unsafe`")]
    pub(crate) fn new(source: Source, fd: OwnedFd) -> std::io::Result<Output> {
        Ok(Output { source, pipe: AsyncFd::new(File::from(fd))? })
    }

    /// Who writes into it.
    pub(crate) fn source(&self) -> Source {
        self.source
    }

    /// Waits until there is something to read; false when the other end is closed.
    pub(crate) async fn readable(&self) -> bool {
        let Ok(mut ready) = self.pipe.readable().await else { return false };
        // Cleared before the read that follows: what arrives in between makes it ready again.
        ready.clear_ready();
        true
    }

    /// Reads what is there now, without asking the reactor, which may not have seen it yet.
    pub(crate) fn drain(&self, buffer: &mut Vec<u8>, mut each: impl FnMut(&[u8])) -> Drained {
        buffer.resize(CHUNK, 0);
        let mut taken = 0;
        while taken < MOST {
            match self.pipe.get_ref().read(buffer) {
                Ok(0) => return Drained::Closed,
                Ok(read) => {
                    taken += read;
                    each(buffer.get(..read).unwrap_or_default());
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Drained::Empty,
                Err(_) => return Drained::Closed,
            }
        }
        Drained::More
    }
}
