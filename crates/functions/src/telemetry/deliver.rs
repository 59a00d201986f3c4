//! Delivery to a subscriber's listener.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::header::{CONTENT_TYPE, HOST};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tradewind_clock::Clock;

use super::{Protocol, Queue};

/// The pause after a failed delivery; it doubles up to [`LONGEST`].
const PAUSE: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);
/// How long a listener may take to acknowledge.
const ANSWER: Duration = Duration::from_secs(5);

/// Makes connections into an instance.
pub(crate) type Connect = Box<dyn Fn(u16) -> BoxFuture<'static, io::Result<TcpStream>> + Send + Sync>;

/// Delivers batches until the queue is closed. A batch that can't be delivered is tried again.
pub(crate) async fn deliver(queue: Arc<Queue>, clock: Clock, connect: Connect) {
    let mut stream = None;
    loop {
        gather(&queue, &clock).await;
        if queue.is_closed() {
            return;
        }
        let batch = queue.take(clock.now());
        let body = written(&batch, &queue.subscription.protocol);
        let mut pause = PAUSE;
        loop {
            let timer = clock.sleep(ANSWER);
            let sent = tokio::select! {
                biased;
                sent = send(&queue, &connect, &mut stream, body.clone()) => sent,
                _awake = timer => Err(io::ErrorKind::TimedOut.into()),
            };
            queue.delivered(sent.is_ok());
            let Err(error) = sent else { break };
            tracing::debug!(%error, port = queue.subscription.port, "telemetry was not delivered");
            stream = None;
            if queue.is_closed() {
                return;
            }
            tokio::select! {
                _ = clock.sleep(pause) => {}
                () = queue.changed(), if queue.is_closed() => {}
            }
            pause = (pause * 2).min(LONGEST);
        }
    }
}

/// Waits until a batch is to be delivered: it is full, or its first record has waited long enough.
async fn gather(queue: &Queue, clock: &Clock) {
    while queue.is_empty() && !queue.is_closed() {
        queue.changed().await;
    }
    let timer = clock.sleep(queue.subscription.timeout);
    tokio::pin!(timer);
    while !queue.is_full() {
        tokio::select! {
            _awake = &mut timer => return,
            () = queue.changed() => {}
        }
    }
}

fn written(batch: &[String], protocol: &Protocol) -> Bytes {
    match protocol {
        Protocol::Http { .. } => format!("[{}]", batch.join(",")).into(),
        Protocol::Tcp => (batch.join("\n") + "\n").into(),
    }
}

async fn send(queue: &Queue, connect: &Connect, stream: &mut Option<TcpStream>, body: Bytes) -> io::Result<()> {
    let port = queue.subscription.port;
    match &queue.subscription.protocol {
        Protocol::Http { path } => post(connect(port).await?, port, path, body).await,
        Protocol::Tcp => {
            let mut open = match stream.take() {
                Some(open) => open,
                None => connect(port).await?,
            };
            open.write_all(&body).await?;
            *stream = Some(open);
            Ok(())
        }
    }
}

async fn post(connection: TcpStream, port: u16, path: &str, body: Bytes) -> io::Result<()> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(connection)).await.map_err(io::Error::other)?;
    let request = http::Request::post(path)
        .header(HOST, format!("sandbox.localdomain:{port}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Full::new(body))
        .map_err(io::Error::other)?;
    let answer = async {
        let answer = sender.send_request(request).await.map_err(io::Error::other)?;
        let status = answer.status();
        // What it says beside its status is of no interest, but has to be read.
        let mut said = answer.into_body();
        while let Some(frame) = said.frame().await {
            frame.map_err(io::Error::other)?;
        }
        if status.is_success() { Ok(()) } else { Err(io::Error::other(format!("the listener answered {status}"))) }
    };
    tokio::pin!(connection);
    tokio::pin!(answer);
    tokio::select! {
        answer = &mut answer => answer,
        ended = &mut connection => match ended {
            Ok(()) => answer.await,
            Err(error) => Err(io::Error::other(error)),
        },
    }
}
