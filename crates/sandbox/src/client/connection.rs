//! The launcher as a child process, and the conversation with it.

use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use rustix::net::RecvFlags;
use tokio::io::Interest;
use tokio::net::UnixStream;
use tokio::sync::{mpsc, oneshot, watch};

use crate::channel;
use crate::entry::LAUNCHER;
use crate::error::{LaunchError, StartError};
use crate::level::Feature;
use crate::spec::Exit;
use crate::wire::{Config, Done, Event, Request, Want};

/// A launcher that runs, or ran.
#[derive(Debug)]
pub(crate) struct Connection {
    shared: Arc<Shared>,
    outgoing: mpsc::UnboundedSender<Vec<u8>>,
    process_id: u32,
}

/// What the tasks of a connection share with it.
#[derive(Debug)]
struct Shared {
    /// Of the kind that keeps message boundaries, whatever its type here is called.
    socket: UnixStream,
    calls: AtomicU64,
    gone: AtomicBool,
    waiting: Mutex<Waiting>,
    /// Becomes true when the process has been waited for.
    reaped: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Waiting {
    calls: FxHashMap<u64, oneshot::Sender<Result<Reply, LaunchError>>>,
    instances: FxHashMap<u64, watch::Sender<Option<Exit>>>,
}

/// The answer to a request.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) done: Done,
    pub(super) descriptors: Vec<OwnedFd>,
    /// The end of the instance, where one was launched.
    pub(super) exit: Option<watch::Receiver<Option<Exit>>>,
}

impl Connection {
    /// Starts a launcher and waits until it is ready, or says why it can't work.
    pub(super) async fn start(
        executable: &Path,
        config: &Config,
    ) -> Result<Result<(Arc<Connection>, Vec<Feature>), String>, StartError> {
        let broken = |error: std::io::Error| StartError::Execute { executable: executable.to_owned(), error };
        let (ours, theirs) = channel::pair().map_err(|error| broken(error.into()))?;
        rustix::io::ioctl_fionbio(&ours, true).map_err(|error| broken(error.into()))?;
        let config = serde_json::to_string(config).map_err(|error| broken(error.into()))?;
        // Nothing is inherited: no variable, and no descriptor but the socket and, for what a panic says, standard error.
        let child = Command::new(executable)
            .arg(LAUNCHER)
            .arg(config)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(theirs))
            .stdout(Stdio::null())
            .spawn()
            .map_err(broken)?;
        let process_id = child.id();
        let shared = Arc::new(Shared {
            socket: UnixStream::from_std(ours.into()).map_err(broken)?,
            calls: AtomicU64::new(0),
            gone: AtomicBool::new(false),
            waiting: Mutex::default(),
            reaped: watch::Sender::new(false),
        });
        let (ready, first) = oneshot::channel();
        let (outgoing, queue) = mpsc::unbounded_channel();
        tokio::spawn(write(shared.clone(), queue));
        tokio::spawn(read(shared.clone(), outgoing.clone(), child, ready));
        let connection = Arc::new(Connection { shared, outgoing, process_id });
        match first.await {
            Ok(Event::Ready { features }) => Ok(Ok((connection, features))),
            Ok(Event::Refused(reason)) => {
                connection.reaped().await;
                Ok(Err(reason))
            }
            _ => Err(StartError::Refused(format!("{} ended or said something else", executable.display()))),
        }
    }

    /// Asks, and waits for the answer.
    pub(super) async fn call(&self, want: Want) -> Result<Reply, LaunchError> {
        let gone = || LaunchError::Gone("the launcher".to_owned());
        let (answer, answered) = oneshot::channel();
        let call = self.shared.calls.fetch_add(1, Ordering::Relaxed);
        let message = channel::encode(&Request { call, want })
            .map_err(|_| LaunchError::Invalid(format!("longer than {} bytes", channel::MAX_MESSAGE)))?;
        self.shared.waiting.lock().calls.insert(call, answer);
        // Looked at after the insert: whoever sets it empties the map afterwards.
        if self.is_gone() || self.outgoing.send(message).is_err() {
            self.shared.waiting.lock().calls.remove(&call);
            return Err(gone());
        }
        answered.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Asks for something whose answer says nothing.
    pub(super) fn tell(&self, want: Want) {
        tell(&self.shared, &self.outgoing, want);
    }

    /// Whether the launcher ended.
    pub(super) fn is_gone(&self) -> bool {
        self.shared.gone.load(Ordering::SeqCst)
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process_id
    }

    /// Waits until the process is gone.
    pub(super) async fn reaped(&self) {
        let mut reaped = self.shared.reaped.subscribe();
        let _ = reaped.wait_for(|reaped| *reaped).await;
    }

    /// Ends the launcher and everything it launched.
    pub(super) async fn stop(&self) {
        self.tell(Want::Stop);
        self.reaped().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // The launcher ends everything and itself when it reads this.
        let _ = rustix::net::shutdown(&self.shared.socket, rustix::net::Shutdown::Both);
    }
}

fn tell(shared: &Shared, outgoing: &mpsc::UnboundedSender<Vec<u8>>, want: Want) {
    let call = shared.calls.fetch_add(1, Ordering::Relaxed);
    if let Ok(message) = channel::encode(&Request { call, want }) {
        let _ = outgoing.send(message);
    }
}

/// Writes what is queued, in order.
async fn write(shared: Arc<Shared>, mut queue: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(message) = queue.recv().await {
        let sent = shared.socket.async_io(Interest::WRITABLE, || {
            channel::send_bytes(shared.socket.as_fd(), &message, &[]).map_err(std::io::Error::from)
        });
        if sent.await.is_err() {
            return;
        }
    }
}

/// Reads until the launcher ends.
async fn read(
    shared: Arc<Shared>,
    outgoing: mpsc::UnboundedSender<Vec<u8>>,
    child: Child,
    ready: oneshot::Sender<Event>,
) {
    let mut ready = Some(ready);
    while let Some((event, descriptors)) = receive(&shared.socket).await {
        match event {
            Event::Ready { .. } | Event::Refused(_) => {
                if let Some(ready) = ready.take() {
                    let _ = ready.send(event);
                }
            }
            Event::Answer { call, result } => answer(&shared, &outgoing, call, result, descriptors),
            Event::Exited { instance, exit } => {
                if let Some(waiting) = shared.waiting.lock().instances.remove(&instance) {
                    waiting.send_replace(Some(exit));
                }
            }
        }
    }
    shared.gone.store(true, Ordering::SeqCst);
    reap(child).await;
    let waiting = std::mem::take(&mut *shared.waiting.lock());
    for (_, call) in waiting.calls {
        let _ = call.send(Err(LaunchError::Gone("the launcher".to_owned())));
    }
    // The kernel kills what a dead launcher launched.
    let killed = Exit { signal: Some(9), ..Exit::default() };
    for (_, instance) in waiting.instances {
        instance.send_replace(Some(killed));
    }
    shared.reaped.send_replace(true);
}

/// Hands an answer to who asked; an instance that nobody waits for any more is killed.
fn answer(
    shared: &Shared,
    outgoing: &mpsc::UnboundedSender<Vec<u8>>,
    call: u64,
    result: Result<Done, LaunchError>,
    descriptors: Vec<OwnedFd>,
) {
    let mut waiting = shared.waiting.lock();
    let asked = waiting.calls.remove(&call);
    let mut launched = None;
    let reply = result.map(|done| {
        let mut exit = None;
        if let Done::Launched { instance, .. } = done {
            let (ended, end) = watch::channel(None);
            waiting.instances.insert(instance, ended);
            launched = Some(instance);
            exit = Some(end);
        }
        Reply { done, descriptors, exit }
    });
    drop(waiting);
    let heard = asked.is_some_and(|asked| asked.send(reply).is_ok());
    if let (false, Some(instance)) = (heard, launched) {
        tell(shared, outgoing, Want::Kill(instance));
    }
}

async fn receive(socket: &UnixStream) -> Option<(Event, Vec<OwnedFd>)> {
    let received = socket.async_io(Interest::READABLE, || {
        channel::receive(socket.as_fd(), RecvFlags::DONTWAIT).map_err(std::io::Error::from)
    });
    let received = received.await.ok()??;
    match received.parse() {
        Ok(event) => Some((event, received.descriptors)),
        Err(error) => {
            tracing::error!(%error, "the launcher said something that is not understood");
            None
        }
    }
}

/// Waits for the process; it has closed its socket, so it is about to end.
async fn reap(mut child: Child) {
    let waited = tokio::task::spawn_blocking(move || child.wait()).await;
    if let Ok(Ok(status)) = waited
        && !status.success()
    {
        tracing::error!(%status, "the launcher ended");
    }
}
