//! Where a case runs: a server, fresh for the case if it is ours, and how to reach it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::client::Client;
use crate::error::Error;
use crate::load::options::Options;
use crate::process::Process;
use crate::server::{self, Server};
use crate::sigv4::Credentials;

/// An address to drive, and the process to watch behind it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where to connect.
    pub address: SocketAddr,
    /// Whose CPU time counts; `None` when nobody said.
    pub process: Option<Process>,
    /// Who signs; `None` for requests without signatures.
    pub credentials: Option<Credentials>,
}

impl Site {
    /// Opens one more connection.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn client(&self) -> Result<Client, Error> {
        Client::connect(self.address, self.credentials.as_ref()).await
    }
}

/// A server of ours on a directory of its own; both are gone when this value is.
///
/// Every case gets its own, so that no case pays for what another left behind.
#[derive(Debug)]
pub struct Home {
    /// The server; dropped before its directory.
    pub server: Server,
    /// Its data directory.
    pub data: PathBuf,
    directory: TempDir,
}

impl Home {
    /// Starts a server on an empty directory.
    ///
    /// # Errors
    /// When it doesn't start.
    pub async fn fresh(binary: &Path, options: &Options) -> Result<Self, Error> {
        let directory = directory_in(&options.data_root())?;
        let data = directory.path().join("data");
        let server = Server::start(binary, &data, server::free_port()?, &options.server_args).await?;
        Ok(Self { server, data, directory })
    }

    /// Where the server and its log are.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// A new directory below the data root, removed with the value.
///
/// # Errors
/// When it can't be made.
pub fn directory_in(root: &Path) -> Result<TempDir, Error> {
    std::fs::create_dir_all(root).map_err(Error::io(format!("making {}", root.display())))?;
    tempfile::Builder::new()
        .prefix("tradewind-load-")
        .tempdir_in(root)
        .map_err(Error::io(format!("making a directory in {}", root.display())))
}
