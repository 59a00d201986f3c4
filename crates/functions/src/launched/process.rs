//! An instance's process tree, as the pool sees it.

use futures::future::BoxFuture;
use tokio::net::TcpStream;
use tradewind_sandbox::{Exit, Instance};

use crate::instance::{Process, Usage};
use crate::package::Files;

/// A launched process tree, and the files it sees.
pub(super) struct Launched {
    // Dropped first: the files are given back when nothing uses them any more.
    instance: Instance,
    own_loopback: bool,
    _files: Files,
}

impl Launched {
    pub(super) fn new(instance: Instance, own_loopback: bool, files: Files) -> Launched {
        Launched { instance, own_loopback, _files: files }
    }
}

impl Process for Launched {
    fn exited(&self) -> BoxFuture<'_, Exit> {
        Box::pin(self.instance.exited())
    }

    fn kill(&self) -> BoxFuture<'_, Exit> {
        Box::pin(self.instance.kill())
    }

    fn freeze(&self) -> BoxFuture<'_, bool> {
        Box::pin(self.instance.freeze())
    }

    fn thaw(&self) -> BoxFuture<'_, bool> {
        Box::pin(self.instance.thaw())
    }

    fn memory(&self) -> BoxFuture<'_, Usage> {
        Box::pin(async {
            let memory = self.instance.memory().await;
            Usage { current: memory.current_bytes, peak: memory.peak_bytes }
        })
    }

    fn connect(&self, port: u16) -> BoxFuture<'_, std::io::Result<TcpStream>> {
        Box::pin(async move {
            if !self.own_loopback {
                return TcpStream::connect(("127.0.0.1", port)).await;
            }
            let stream = self.instance.connect(port).await.map_err(std::io::Error::other)?;
            stream.set_nonblocking(true)?;
            TcpStream::from_std(stream)
        })
    }
}
