//! A function whose program can't be executed at all: that is its own failure, told as its runtime would tell it.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tradewind_sandbox::{Exit, Level};

use crate::execution::InvokeError;
use crate::instance::{Process, Started, Usage};

/// The error's type at AWS.
const INVALID_ENTRYPOINT: &str = "Runtime.InvalidEntrypoint";

/// A process that does nothing but say why there is none.
struct Refusal {
    ended: watch::Receiver<bool>,
}

/// An instance that fails its init phase with this.
pub(super) async fn refuse(
    what: String,
    level: Level,
    version: Option<(String, String)>,
) -> Result<Started, InvokeError> {
    tracing::debug!(what, "a function has no program that can be executed");
    let bind = || TcpListener::bind(("127.0.0.1", 0));
    let no_port = |e: std::io::Error| InvokeError::Internal(format!("no port of the loopback can be had: {e}"));
    let (api, platform) = (bind().await.map_err(no_port)?, bind().await.map_err(no_port)?);
    let address = api.local_addr().map_err(no_port)?;
    let (end, ended) = watch::channel(false);
    tokio::spawn(async move {
        if let Err(e) = say(&what, address).await {
            tracing::debug!(error = %e, "nobody heard why a function has no program");
        }
        end.send_replace(true);
    });
    Ok(Started {
        process: Arc::new(Refusal { ended }),
        api,
        platform,
        output: Vec::new(),
        extension_output: None,
        extensions: Vec::new(),
        control: None,
        level: Some(level),
        version,
    })
}

async fn say(what: &str, address: std::net::SocketAddr) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let head = format!(
        "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Lambda-Runtime-Function-Error-Type: {INVALID_ENTRYPOINT}\r\nContent-Length: {}\r\n\r\n",
        what.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(what.as_bytes()).await?;
    // It is heard when there is an answer.
    stream.read_to_end(&mut Vec::new()).await.map(|_| ())
}

impl Process for Refusal {
    fn exited(&self) -> BoxFuture<'_, Exit> {
        let mut ended = self.ended.clone();
        Box::pin(async move {
            // Whoever would tell is gone: then it has ended too.
            let _ = ended.wait_for(|ended| *ended).await;
            Exit { code: Some(1), ..Exit::default() }
        })
    }

    fn kill(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async { Exit { signal: Some(9), ..Exit::default() } })
    }

    fn freeze(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn thaw(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn memory(&self) -> BoxFuture<'_, Usage> {
        Box::pin(async { Usage::default() })
    }

    fn connect(&self, _port: u16) -> BoxFuture<'_, std::io::Result<TcpStream>> {
        Box::pin(async { Err(std::io::ErrorKind::ConnectionRefused.into()) })
    }
}
