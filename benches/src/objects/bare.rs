//! The ceiling beside the server: the HTTP library alone, in this process, on threads of its own.
//!
//! A body that is put is hashed as S3's ETag wants it (MD5, on a thread that may block, piece by piece), written to a file and
//! synced; nothing else is kept of it, no row, no sum of its blocks, no name. What is got is in memory.

use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use md5::{Digest as _, Md5};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use crate::error::Error;
use crate::process;

/// The name of its threads, by which their time is told from the generator's.
const THREADS: &str = "bare";

/// Bytes that are hashed and written at once.
const BATCH: usize = 1 << 20;

/// A server that does the least.
pub(super) struct Bare {
    // Ends its threads when dropped.
    runtime: Option<Runtime>,
    address: SocketAddr,
}

struct Part {
    dir: PathBuf,
    next: AtomicU64,
    content: Bytes,
}

impl Bare {
    /// Serves `content`, and writes files into `dir`.
    pub(super) fn start(dir: &Path, content: Bytes) -> Result<Bare, Error> {
        let dir = dir.join("bare");
        fs::create_dir_all(&dir).map_err(Error::io("making a directory"))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().thread_name(THREADS).enable_all().build();
        let runtime = runtime.map_err(Error::io("starting a runtime"))?;
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(Error::io("listening"))?;
        let address = listener.local_addr().map_err(Error::io("listening"))?;
        listener.set_nonblocking(true).map_err(Error::io("listening"))?;
        let part = Arc::new(Part { dir, next: AtomicU64::new(0), content });
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).map_err(Error::io("listening"))?
        };
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let part = part.clone();
                tokio::spawn(async move {
                    let service = service_fn(|request| answer(part.clone(), request));
                    // A connection that breaks is the generator's error too.
                    let _ = socket.set_nodelay(true);
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(socket), service)
                        .await;
                });
            }
        });
        Ok(Bare { runtime: Some(runtime), address })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What its threads have taken so far.
    pub(super) fn cpu(&self) -> Result<Duration, Error> {
        process::cpu_of_threads(THREADS)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn answer(part: Arc<Part>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    if request.method() == Method::GET {
        return Ok(Response::new(Full::new(part.content.clone())));
    }
    let answer = match put(&part, request.into_body()).await {
        Ok(()) => Response::new(Full::default()),
        Err(error) => {
            let mut answer = Response::new(Full::from(error));
            *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            answer
        }
    };
    Ok(answer)
}

async fn put(part: &Part, mut body: Incoming) -> Result<(), String> {
    // Few names, so that the disk does not fill.
    let name = part.next.fetch_add(1, Ordering::Relaxed);
    let path = part.dir.join(format!("file-{}", name % 64));
    let _ = fs::remove_file(&path);
    let file = File::create(&path).map_err(|error| error.to_string())?;
    let (mut work, mut batch, mut bytes) = (Writing::Here(file, Md5::new()), Vec::new(), 0);
    loop {
        let frame = body.frame().await.transpose().map_err(|error| error.to_string())?;
        let over = frame.is_none();
        if let Some(piece) = frame.and_then(|frame| frame.into_data().ok()) {
            bytes += piece.len();
            batch.push(piece);
        }
        if bytes < BATCH && !over {
            continue;
        }
        let (file, md5) = work.done().await?;
        work = Writing::There(tokio::task::spawn_blocking({
            let pieces = std::mem::take(&mut batch);
            move || take(file, md5, &pieces, over)
        }));
        bytes = 0;
        if over {
            return work.done().await.map(drop);
        }
    }
}

/// A file that is being written, and its hash so far.
enum Writing {
    Here(File, Md5),
    There(JoinHandle<io::Result<(File, Md5)>>),
}

impl Writing {
    async fn done(self) -> Result<(File, Md5), String> {
        match self {
            Writing::Here(file, md5) => Ok((file, md5)),
            Writing::There(task) => task.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string()),
        }
    }
}

fn take(mut file: File, mut md5: Md5, pieces: &[Bytes], over: bool) -> io::Result<(File, Md5)> {
    for piece in pieces {
        md5.update(piece);
        file.write_all(piece)?;
    }
    if over {
        file.sync_data()?;
        std::hint::black_box(md5.finalize_reset());
    }
    Ok((file, md5))
}
