//! One process tree.

use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::watch;

use super::connection::{Connection, Reply};
use super::unexpected;
use crate::error::{LaunchError, Step};
use crate::spec::{Exit, Mount, Spec};
use crate::wire::{Done, Memory, Want};

/// A process tree that was launched. Dropping it kills the tree.
#[derive(Debug)]
pub struct Instance {
    connection: Arc<Connection>,
    number: u64,
    name: String,
    tmp: Option<PathBuf>,
    ends: Mutex<Option<Ends>>,
    exit: watch::Receiver<Option<Exit>>,
}

/// The server's ends of what an instance holds.
#[derive(Debug)]
pub struct Ends {
    /// What the program writes to descriptor 1; non-blocking.
    pub stdout: OwnedFd,
    /// What the program writes to descriptor 2; non-blocking.
    pub stderr: OwnedFd,
    /// A stream socket whose other end is descriptor 3 of the program, or is given to the fork of a zygote.
    pub control: OwnedFd,
    /// One for each port of [`Spec::listen`], in that order; non-blocking. Bound inside the instance's own loopback.
    pub listeners: Vec<TcpListener>,
}

impl Instance {
    pub(crate) async fn launch(connection: Arc<Connection>, spec: Spec) -> Result<Instance, LaunchError> {
        let name = spec.name.clone();
        let reply = connection.call(Want::Launch(spec)).await?;
        let (Done::Launched { instance, tmp }, Some(exit)) = (&reply.done, reply.exit.clone()) else {
            return Err(unexpected(&reply.done));
        };
        let (number, tmp) = (*instance, tmp.clone());
        // From here on dropping it kills.
        let made = Instance { connection, number, name, tmp, ends: Mutex::new(None), exit };
        *made.ends.lock() = Some(Ends::from_reply(reply)?);
        Ok(made)
    }

    /// Its name, as given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its folder for temporary files on the host, where it has no `/tmp` of its own (`confined`, `process`). Its environment should
    /// name it as `TMPDIR`; that of a spawned program does unless it names another.
    #[must_use]
    pub fn temporary_folder(&self) -> Option<&Path> {
        self.tmp.as_deref()
    }

    /// The server's ends; the first call gets them.
    pub fn take_ends(&self) -> Option<Ends> {
        self.ends.lock().take()
    }

    /// Resolves when nothing of it is left.
    pub async fn exited(&self) -> Exit {
        let mut exit = self.exit.clone();
        match exit.wait_for(Option::is_some).await {
            Ok(exit) => (*exit).unwrap_or_default(),
            // The launcher is gone, and it with it.
            Err(_) => Exit::default(),
        }
    }

    /// Kills all of it; resolves when nothing is left.
    pub async fn kill(&self) -> Exit {
        self.connection.tell(Want::Kill(self.number));
        self.exited().await
    }

    /// Stops all its processes where they are; false when that can't be done.
    pub async fn freeze(&self) -> bool {
        self.flag(Want::Freeze { instance: self.number, frozen: true }).await
    }

    /// Lets them go on; false when that can't be done.
    pub async fn thaw(&self) -> bool {
        self.flag(Want::Freeze { instance: self.number, frozen: false }).await
    }

    /// What it uses; nothing once it is gone.
    pub async fn memory(&self) -> Memory {
        match self.connection.call(Want::Memory(self.number)).await {
            Ok(Reply { done: Done::Memory(memory), .. }) => memory,
            _ => Memory::default(),
        }
    }

    /// Measures the peak from now on; false when that can't be done.
    pub async fn reset_peak(&self) -> bool {
        self.flag(Want::ResetPeak(self.number)).await
    }

    /// Makes folders or files of the host visible in its running processes' root, in this order.
    ///
    /// # Errors
    /// When it is gone, has no root of its own, or a mount can't be made; those before that one stay.
    pub async fn attach(&self, mounts: Vec<Mount>) -> Result<(), LaunchError> {
        self.connection.call(Want::Attach { instance: self.number, mounts }).await.map(|_| ())
    }

    /// A connection to a port of its own loopback, at 127.0.0.1; non-blocking.
    ///
    /// # Errors
    /// When it is gone, has no loopback of its own, or nobody listens there.
    pub async fn connect(&self, port: u16) -> Result<TcpStream, LaunchError> {
        let reply = self.connection.call(Want::Connect { instance: self.number, port }).await?;
        match (reply.done, reply.descriptors.into_iter().next()) {
            (Done::Connected, Some(stream)) => {
                Ok(connected(stream).await.step(|| format!("connect(127.0.0.1:{port})"))?)
            }
            (other, _) => Err(unexpected(&other)),
        }
    }

    async fn flag(&self, want: Want) -> bool {
        matches!(self.connection.call(want).await, Ok(Reply { done: Done::Flag(true), .. }))
    }
}

/// Waits until a connection is there, or refused.
async fn connected(stream: OwnedFd) -> std::io::Result<TcpStream> {
    let stream = tokio::net::TcpStream::from_std(TcpStream::from(stream))?;
    stream.writable().await?;
    match stream.take_error()? {
        None => stream.into_std(),
        Some(error) => Err(error),
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if self.exit.borrow().is_none() {
            self.connection.tell(Want::Kill(self.number));
        }
    }
}

impl Ends {
    fn from_reply(reply: Reply) -> Result<Ends, LaunchError> {
        let mut descriptors = reply.descriptors.into_iter();
        let (Some(stdout), Some(stderr), Some(control)) = (descriptors.next(), descriptors.next(), descriptors.next())
        else {
            return Err(unexpected(&reply.done));
        };
        Ok(Ends { stdout, stderr, control, listeners: descriptors.map(TcpListener::from).collect() })
    }
}
