//! What a script has in its hands.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio::sync::Notify;
use tradewind_functions::Order;

use super::host::Fake;
use super::line::{Answer, Line};

/// An event that a runtime was given.
pub(crate) type Event = Answer;

/// One process.
pub(crate) struct Actor {
    /// How many were started before it.
    pub(crate) number: usize,
    pub(crate) order: Order,
    pub(crate) process: Arc<Fake>,
    pub(crate) api: SocketAddr,
    pub(crate) platform: SocketAddr,
    pub(crate) stdout: std::io::PipeWriter,
    /// Where external extensions write.
    pub(crate) beside: Option<std::io::PipeWriter>,
    /// Its end of the control socket.
    pub(crate) control: Option<tokio::net::UnixStream>,
    pub(crate) gate: Arc<Notify>,
}

impl Actor {
    /// A connection to the API.
    pub(crate) async fn api(&self) -> Line {
        Line::to(self.api).await
    }

    /// Says that this process runs, when the pool has begun to wait for its init: only then does time move for it.
    pub(crate) async fn up(&self) {
        let answer = self.api().await.call("GET", "/2018-06-01/runtime/nothing", &[], b"").await;
        assert_eq!(answer.status, 404);
        self.process.say(self.number);
    }

    /// A connection to the platform.
    pub(crate) async fn platform(&self) -> TcpStream {
        TcpStream::connect(self.platform).await.expect("connects")
    }

    /// Writes to standard output. Larger texts than a pipe holds need a thread.
    pub(crate) fn print(&self, text: &str) {
        (&self.stdout).write_all(text.as_bytes()).expect("a pipe");
    }

    /// Writes what an external extension prints.
    pub(crate) fn print_beside(&self, text: &str) {
        self.beside.as_ref().expect("an extension").write_all(text.as_bytes()).expect("a pipe");
    }

    /// Waits until the test opens the gate, once for each opening.
    pub(crate) async fn gate(&self) {
        self.gate.notified().await;
    }
}
