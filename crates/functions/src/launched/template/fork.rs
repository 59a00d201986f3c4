//! One instance forked from a template.

use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::future::BoxFuture;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tradewind_sandbox::Exit;

use super::super::start::Job;
use super::{Shared, Stage, Template};
use crate::execution::InvokeError;
use crate::instance::{Process, Started, Usage};
use crate::package::Files;
use crate::plan::Plan;

/// A fork, from before it is forked until it is gone.
struct Fork {
    number: u64,
    template: Arc<Template>,
    token: String,
    ended: watch::Receiver<Option<Exit>>,
    _files: Files,
}

/// The writing ends of a fork's output, and its connection to the Runtime API.
struct Theirs {
    stdout: OwnedFd,
    stderr: OwnedFd,
    api: OwnedFd,
}

/// Orders a fork. It is made when the template is ready; until then, and when that fails, it looks like a process that
/// initialises.
pub(super) fn begin(
    template: Arc<Template>,
    job: &Job<'_>,
    plan: &Plan,
    template_output: Vec<OwnedFd>,
    files: &Files,
) -> Result<Started, InvokeError> {
    let shared = template.shared.clone();
    let number = shared.forks.fetch_add(1, Ordering::Relaxed);
    let (sides, theirs, address) = ends(&template)
        .map_err(|e| InvokeError::Internal(format!("the descriptors of an instance can't be made: {e}")))?;
    let (api, platform, mut output) = sides;
    output.extend(template_output);
    let token = job.order.token.0.clone();
    shared.tokens.lock().insert(token.clone(), address);
    let (end, ended) = watch::channel(None);
    shared.ends.lock().insert(number, end);
    let order = json!({
        "fork": number,
        "data": u64::from(job.order.function.memory_mb) << 20,
        "env": {
            "AWS_LAMBDA_LOG_STREAM_NAME": job.order.stream,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": token,
        },
    });
    tokio::spawn(order_when_ready(shared, number, order, theirs, address));
    Ok(Started {
        process: Arc::new(Fork { number, template, token, ended, _files: files.clone() }),
        api,
        platform,
        output,
        extension_output: None,
        extensions: Vec::new(),
        control: None,
        level: Some(job.level),
        version: plan.version.clone(),
    })
}

type Ours = (TcpListener, TcpListener, Vec<OwnedFd>);

fn ends(template: &Template) -> std::io::Result<(Ours, Theirs, SocketAddr)> {
    let ((stdout, their_stdout), (stderr, their_stderr)) = (std::io::pipe()?, std::io::pipe()?);
    let output: Vec<OwnedFd> = vec![stdout.into(), stderr.into()];
    for end in &output {
        rustix::io::ioctl_fionbio(end, true)?;
    }
    let api = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    api.set_nonblocking(true)?;
    let address = api.local_addr()?;
    // It is in the queue of the listener from here on.
    let connection = std::net::TcpStream::connect(address)?;
    connection.set_nodelay(true)?;
    let ours = (TcpListener::from_std(api)?, TcpListener::from_std(template.platform.try_clone()?)?, output);
    let theirs = Theirs { stdout: their_stdout.into(), stderr: their_stderr.into(), api: connection.into() };
    Ok((ours, theirs, address))
}

async fn order_when_ready(
    shared: Arc<Shared>,
    number: u64,
    order: serde_json::Value,
    theirs: Theirs,
    address: SocketAddr,
) {
    let stage = {
        let mut stage = shared.stage.subscribe();
        let reached = stage.wait_for(|stage| *stage != Stage::Initialising).await;
        reached.map_or(Stage::Gone(Exit::default()), |stage| stage.clone())
    };
    let descriptors = [theirs.stdout.as_fd(), theirs.stderr.as_fd(), theirs.api.as_fd()];
    let failed = match stage {
        // One that goes on alone has one order only: that of whoever had it made.
        Stage::Ready | Stage::Alone => shared.say(&order, &descriptors).await.is_err(),
        Stage::Failed { payload, kind } => {
            say_failed(&payload, &kind, theirs.api).await;
            true
        }
        Stage::Initialising | Stage::Gone(_) => false,
    };
    tracing::trace!(number, %address, failed, "a fork was ordered");
    if failed && let Some(end) = shared.ends.lock().remove(&number) {
        end.send_replace(Some(Exit { code: Some(1), ..Exit::default() }));
    }
}

/// Tells the instance's own Runtime API what the template said.
async fn say_failed(payload: &str, kind: &str, api: OwnedFd) {
    let stream = std::net::TcpStream::from(api);
    let said = async {
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream)?;
        let head = format!(
            "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: template\r\nConnection: close\r\n\
             Lambda-Runtime-Function-Error-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            payload.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(payload.as_bytes()).await?;
        // It is heard when there is an answer.
        stream.read_to_end(&mut Vec::new()).await
    };
    if let Err(e) = said.await {
        tracing::debug!(error = %e, "nobody heard why a function did not initialise");
    }
}

impl Process for Fork {
    fn exited(&self) -> BoxFuture<'_, Exit> {
        let mut ended = self.ended.clone();
        Box::pin(async move {
            match ended.wait_for(Option::is_some).await {
                Ok(exit) => (*exit).unwrap_or_default(),
                // The template is gone, and it with it.
                Err(_) => Exit { signal: Some(9), ..Exit::default() },
            }
        })
    }

    fn kill(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async {
            let shared = &self.template.shared;
            let forked = *shared.stage.borrow() == Stage::Ready;
            if !forked || shared.say(&json!({"kill": self.number}), &[]).await.is_err() {
                // Nobody else lives from what has not been forked, or does not hear.
                shared.instance.kill().await;
            }
            self.exited().await
        })
    }

    fn freeze(&self) -> BoxFuture<'_, bool> {
        // Others live in the same sandbox.
        Box::pin(async { false })
    }

    fn thaw(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }

    fn memory(&self) -> BoxFuture<'_, Usage> {
        Box::pin(async {
            let shared = &self.template.shared;
            if *shared.stage.borrow() != Stage::Ready {
                let memory = shared.instance.memory().await;
                return Usage { current: memory.current_bytes, peak: memory.peak_bytes };
            }
            let (tell, told) = oneshot::channel();
            shared.asked.lock().insert(self.number, tell);
            if shared.say(&json!({"memory": self.number}), &[]).await.is_err() {
                return Usage::default();
            }
            let mut ended = self.ended.clone();
            tokio::select! {
                usage = told => usage.unwrap_or_default(),
                _ = ended.wait_for(Option::is_some) => Usage::default(),
            }
        })
    }

    fn connect(&self, port: u16) -> BoxFuture<'_, std::io::Result<TcpStream>> {
        Box::pin(async move {
            let stream = self.template.shared.instance.connect(port).await.map_err(std::io::Error::other)?;
            stream.set_nonblocking(true)?;
            TcpStream::from_std(stream)
        })
    }
}

impl Drop for Fork {
    fn drop(&mut self) {
        let shared = self.template.shared.clone();
        shared.tokens.lock().remove(&self.token);
        let gone = shared.ends.lock().remove(&self.number).is_none();
        let number = self.number;
        if !gone && let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // Nobody will ask how it ended. A template that does not hear has ended it already.
            runtime.spawn(async move { shared.say(&json!({"kill": number}), &[]).await });
        }
    }
}
