//! The ceiling: a bare hyper server that reads a request and answers 200 bytes, in a process of its own.
//!
//! Whatever any server built on hyper does for a request comes on top of this.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::error::Error;
use crate::process::Process;

/// The ceiling's process; it ends with this value.
#[derive(Debug)]
pub struct Peer {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Peer {
    /// Starts this very binary as the ceiling and waits for its address.
    ///
    /// # Errors
    /// When the process can't be started or says no address.
    pub fn start() -> Result<Self, Error> {
        let own = std::env::current_exe().map_err(Error::io("finding this binary"))?;
        let mut child = Command::new(own)
            .arg("peer")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Error::io("starting the hyper server"))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line).map_err(Error::io("reading the hyper server's address"))?;
        }
        let address = line.trim().parse();
        let mut peer = Self { child, address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)) };
        peer.address =
            address.map_err(|_| Error::Unexpected(format!("the hyper server said {line:?} for an address")))?;
        Ok(peer)
    }

    /// The process, to be watched.
    #[must_use]
    pub fn process(&self) -> Process {
        Process(self.child.id())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended by itself already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The ceiling itself: serves until standard input ends, which is when the generator does, however that happens.
///
/// # Errors
/// When it can't listen.
pub fn serve() -> Result<(), Error> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::io("starting a runtime"))?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).map_err(Error::io("listening"))?;
    println!("{}", listener.local_addr().map_err(Error::io("listening"))?);
    runtime.spawn(accept(listener));
    std::io::stdin().read_to_end(&mut Vec::new()).map_err(Error::io("waiting for the end"))?;
    runtime.shutdown_background();
    Ok(())
}

async fn accept(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream));
    }
}

async fn connection(stream: TcpStream) {
    if stream.set_nodelay(true).is_ok() {
        // A generator that hangs up in the middle of a request is no news.
        let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)).await;
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    static BODY: [u8; 200] = [b'x'; 200];
    let status = match request.into_body().collect().await {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::BAD_REQUEST,
    };
    let mut response = Response::new(Full::new(Bytes::from_static(&BODY)));
    *response.status_mut() = status;
    Ok(response)
}
