//! The socket side of the edge: accept, serve, drain.

mod eager;
mod pulse;
mod stream;

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tracing::{debug, warn};
use tradewind_functions::Function;

use crate::config::Limits;
use crate::edge::Edge;
use crate::real_time::{Stopwatch, pause, within};
use eager::Eager;
use pulse::{Place, TICK};
use stream::Stream;

pub use pulse::{Active, Occupied, Pulse, Ward};

/// What a client gets when there are as many connections as there may be.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: 46\r\n\r\n\
      This server has no room for more connections.\n";

/// Requests an HTTP/2 connection may have under way at a time.
const STREAMS: u32 = 250;

/// How long to wait before accepting again when the machine can't give us another socket.
const AFTER_ACCEPT_ERROR: Duration = Duration::from_millis(100);

/// One client's connection, as a request sees it.
#[derive(Debug)]
pub struct Client {
    /// The address the client reached.
    pub local: SocketAddr,
    /// The client's address.
    pub remote: IpAddr,
    /// The same as text, as it stands in audit records.
    pub remote_text: String,
    /// The function whose instance is connected, through an endpoint that nobody else reaches; none for all other clients.
    pub function: Option<Arc<Function>>,
    /// The connection's signs of life.
    pub pulse: Arc<Pulse>,
}

/// Serves until told to stop.
#[derive(Debug)]
pub struct Server {
    edge: Arc<Edge>,
    ward: Arc<Ward>,
    limits: Limits,
    protocols: auto::Builder<TokioExecutor>,
}

impl Server {
    /// A server in front of an edge.
    pub fn new(edge: Arc<Edge>, ward: Arc<Ward>, limits: Limits) -> Server {
        let protocols = protocols(&limits);
        Server { edge, ward, limits, protocols }
    }

    /// Accepts connections until `stop` says so; then lets those that are open finish, for at most the drain timeout.
    ///
    /// Returns how many had to be cut off.
    pub async fn serve(&self, listener: TcpListener, mut stop: watch::Receiver<bool>) -> usize {
        tokio::select! {
            () = self.accept(&listener) => {}
            () = self.sweep() => {}
            _ = stop.wait_for(|stopped| *stopped) => {}
        }
        drop(listener);
        self.drain().await
    }

    /// Lets the connections there are finish, for at most the drain timeout. Returns how many had to be cut off.
    pub async fn drain(&self) -> usize {
        self.ward.drain();
        match within(self.limits.drain_timeout, self.ward.emptied()).await {
            Some(()) => 0,
            None => self.ward.connections(),
        }
    }

    /// Serves a connection that an instance of a function has made.
    pub fn adopt(&self, socket: TcpStream, function: Arc<Function>) {
        match (self.ward.admit(), socket.peer_addr()) {
            (Some(place), Ok(remote)) => {
                tokio::spawn(self.connection(socket, remote, place, Some(function)));
            }
            (None, _) => refuse(&socket),
            (_, Err(error)) => debug!(%error, "the socket is gone already"),
        }
    }

    async fn accept(&self, listener: &TcpListener) {
        loop {
            let (socket, remote) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) if is_clients(&error) => continue,
                Err(error) => {
                    warn!(%error, "no connection can be accepted at the moment");
                    pause(AFTER_ACCEPT_ERROR).await;
                    continue;
                }
            };
            match self.ward.admit() {
                Some(place) => {
                    tokio::spawn(self.connection(socket, remote, place, None));
                }
                None => refuse(&socket),
            }
        }
    }

    fn connection(
        &self,
        socket: TcpStream,
        remote: SocketAddr,
        place: Place,
        function: Option<Arc<Function>>,
    ) -> impl Future<Output = ()> + Send + use<> {
        connection(socket, remote, place, function, self.edge.clone(), self.protocols.clone())
    }

    /// Sends away whoever has been silent for too long, from now on.
    pub async fn sweep(&self) {
        let started = Stopwatch::start();
        loop {
            pause(TICK).await;
            self.ward.sweep(started.elapsed());
        }
    }
}

fn protocols(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut protocols = auto::Builder::new(TokioExecutor::new());
    protocols.http2().max_concurrent_streams(STREAMS).max_header_list_size(
        // Limits are checked to fit when they are read.
        u32::try_from(limits.header).unwrap_or(u32::MAX),
    );
    protocols
}

/// Says that there is no room, if the socket takes it at once, and closes.
fn refuse(socket: &TcpStream) {
    debug!("refused a connection: there are as many as there may be");
    let _ = socket.try_write(FULL);
}

/// Failures that are the client's and say nothing about the next one.
fn is_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    )
}

async fn connection(
    socket: TcpStream,
    remote: SocketAddr,
    place: Place,
    function: Option<Arc<Function>>,
    edge: Arc<Edge>,
    protocols: auto::Builder<TokioExecutor>,
) {
    let Ok(local) = socket.local_addr() else { return };
    // Answers are written whole; waiting for more to send would only delay them.
    if let Err(error) = socket.set_nodelay(true) {
        debug!(%error, "the socket is gone already");
        return;
    }
    let remote = remote.ip().to_canonical();
    let pulse = place.pulse().clone();
    let client = Arc::new(Client { local, remote, remote_text: remote.to_string(), function, pulse: pulse.clone() });
    let service = service_fn(|request: Request<Incoming>| {
        let (edge, client) = (edge.clone(), client.clone());
        async move { Ok::<_, Infallible>(edge.answer(request, &client).await) }
    });
    let mut serving = pin!(protocols.serve_connection(TokioIo::new(Stream::new(socket, pulse.clone())), service));
    let (mut told_to_finish, eager) = (false, Eager::new());
    let served = poll_fn(|cx| {
        pulse.register(cx.waker());
        if pulse.is_draining() && !told_to_finish {
            told_to_finish = true;
            serving.as_mut().graceful_shutdown();
        }
        match eager.poll(serving.as_mut(), cx) {
            // Whoever does not even read or write any more is not waiting for an answer either.
            Poll::Pending if pulse.is_expired() => Poll::Ready(Ok(())),
            other => other,
        }
    });
    if let Err(error) = served.await {
        debug!(%error, "a connection ended badly");
    }
}
