//! The server as a child process: started on a directory, asked for its health, watched, killed.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::error::Error;
use crate::process::Process;
use crate::watch;

/// How long a server may take to answer its first health check.
pub const START_LIMIT: Duration = Duration::from_secs(60);

/// A server of ours, which ends with this value.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    spawned: Instant,
    log: PathBuf,
}

/// A port of the loopback interface that nobody listened on a moment ago.
///
/// # Errors
/// [`Error::Io`] when there is none.
pub fn free_port() -> Result<u16, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Error::io("looking for a free port"))
}

impl Server {
    /// Starts `binary up --data DATA --listen 127.0.0.1:PORT EXTRA...` and waits until it is healthy.
    ///
    /// What the server prints is appended to the file beside the data directory whose name ends in `.log`.
    ///
    /// # Errors
    /// Those of [`Server::spawn`] and [`Server::healthy`].
    pub async fn start(binary: &Path, data: &Path, port: u16, extra: &[String]) -> Result<Self, Error> {
        let mut server = Self::spawn(binary, data, port, extra)?;
        server.healthy(START_LIMIT).await?;
        Ok(server)
    }

    /// Starts the server and does not wait for anything.
    ///
    /// # Errors
    /// [`Error::Io`] when the binary can't be started or the log can't be opened.
    pub fn spawn(binary: &Path, data: &Path, port: u16, extra: &[String]) -> Result<Self, Error> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let log = data.with_extension("log");
        let output = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .map_err(Error::io(format!("opening {}", log.display())))?;
        let errors = output.try_clone().map_err(Error::io("sharing the server's log"))?;
        let spawned = watch::now();
        let child = Command::new(binary)
            .arg("up")
            .arg("--data")
            .arg(data)
            .arg("--listen")
            .arg(address.to_string())
            .args(extra)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(Error::io(format!("starting {}", binary.display())))?;
        Ok(Self { child, address, spawned, log })
    }

    /// Asks `GET /_tradewind/health` until it answers 200, and returns the time since the process was spawned.
    ///
    /// # Errors
    /// [`Error::Unexpected`] with the end of the server's log when it exits, [`Error::Late`] after `limit`.
    pub async fn healthy(&mut self, limit: Duration) -> Result<Duration, Error> {
        while self.spawned.elapsed() < limit {
            let asked = watch::within(limit, "the health check", ask_health(self.address)).await?;
            if asked.is_ok() {
                return Ok(self.spawned.elapsed());
            }
            if let Some(status) = self.child.try_wait().map_err(Error::io("watching the server"))? {
                let said = self.last_words();
                return Err(Error::Unexpected(format!("the server ended with {status}: {said}")));
            }
            watch::pause(Duration::from_millis(1)).await;
        }
        Err(Error::Late { what: format!("a healthy server ({})", self.last_words()), limit })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// When it was spawned.
    #[must_use]
    pub fn spawned(&self) -> Instant {
        self.spawned
    }

    /// The process, to be watched.
    #[must_use]
    pub fn process(&self) -> Process {
        Process(self.child.id())
    }

    /// Sends SIGKILL and waits until the process is gone. Killing it twice is fine.
    ///
    /// # Errors
    /// [`Error::Io`] when the system refuses.
    pub fn kill9(&mut self) -> Result<(), Error> {
        self.child.kill().map_err(Error::io("killing the server"))?;
        self.child.wait().map_err(Error::io("waiting for the server's end"))?;
        Ok(())
    }

    /// The last lines the server printed.
    #[must_use]
    pub fn last_words(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        let tail = &bytes[bytes.len().saturating_sub(2_000)..];
        String::from_utf8_lossy(tail).trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has already ended can't be killed again, and nobody is left to tell.
        let _ = self.kill9();
    }
}

async fn ask_health(address: SocketAddr) -> Result<(), Error> {
    let path = "/_tradewind/health";
    let response = Client::connect(address, None).await?.get(path).await?;
    if response.status == 200 {
        return Ok(());
    }
    Err(Error::Status { operation: path.to_owned(), status: response.status, body: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
    }

    #[test]
    fn a_server_that_ends_at_once_is_reported_with_its_words() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let error = run(Server::start(Path::new("/bin/sh"), &data, free_port().unwrap(), &["-c".to_owned()]))
            .unwrap_err()
            .to_string();
        assert!(error.contains("the server ended with exit status"), "{error}");
        assert!(error.contains("up"), "{error}");
    }

    #[test]
    fn a_missing_binary_is_named() {
        let home = tempfile::tempdir().unwrap();
        let error = Server::spawn(Path::new("/no/such/server"), &home.path().join("data"), 1, &[]).unwrap_err();
        assert!(error.to_string().starts_with("starting /no/such/server"), "{error}");
    }

    #[test]
    fn killing_twice_is_fine() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let mut server = Server::spawn(Path::new("/usr/bin/yes"), &data, 1, &[]).unwrap();
        server.kill9().unwrap();
        server.kill9().unwrap();
        assert!(server.process().cpu().is_err());
    }
}
