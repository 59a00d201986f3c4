//! What an instance and the server talk through.

use std::net::SocketAddr;
use std::os::fd::OwnedFd;

use tokio::net::{TcpListener, UnixStream};
use tradewind_sandbox::Ends;

use crate::execution::InvokeError;
use crate::plan::{PLATFORM_PORT, RUNTIME_API_PORT};

/// Where an instance finds the Runtime API and the platform's services.
pub(super) enum Doors {
    /// At fixed ports of its own loopback; the listeners come with the process.
    Own,
    /// At ports of the host's loopback.
    Shared { api: std::net::TcpListener, platform: std::net::TcpListener, ports: [u16; 2] },
}

fn internal(what: &str, error: &std::io::Error) -> InvokeError {
    InvokeError::Internal(format!("{what}: {error}"))
}

impl Doors {
    pub(super) fn open(own_loopback: bool) -> Result<Doors, InvokeError> {
        if own_loopback {
            return Ok(Doors::Own);
        }
        let listen = || {
            let listener = std::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            std::io::Result::Ok((listener, port))
        };
        let open = || {
            let ((api, first), (platform, second)) = (listen()?, listen()?);
            std::io::Result::Ok(Doors::Shared { api, platform, ports: [first, second] })
        };
        open().map_err(|e| internal("no port of the loopback can be had", &e))
    }

    /// The ports of the Runtime API and of the platform.
    pub(super) fn ports(&self) -> [u16; 2] {
        match self {
            Doors::Own => [RUNTIME_API_PORT, PLATFORM_PORT],
            Doors::Shared { ports, .. } => *ports,
        }
    }

    /// Ports to be opened inside.
    pub(super) fn listen(&self) -> Vec<u16> {
        match self {
            Doors::Own => self.ports().to_vec(),
            Doors::Shared { .. } => Vec::new(),
        }
    }

    /// Ports of the host that have to be reachable.
    pub(super) fn connect(&self) -> Vec<u16> {
        match self {
            Doors::Own => Vec::new(),
            Doors::Shared { ports, .. } => ports.to_vec(),
        }
    }
}

/// The server's side of a process that runs.
pub(super) struct Sides {
    pub(super) stdout: OwnedFd,
    pub(super) stderr: OwnedFd,
    pub(super) control: UnixStream,
    pub(super) api: TcpListener,
    pub(super) platform: TcpListener,
}

impl Sides {
    pub(super) fn new(ends: Ends, doors: Doors) -> Result<Sides, InvokeError> {
        let mut inside = ends.listeners.into_iter();
        let (api, platform) = match doors {
            Doors::Shared { api, platform, .. } => (Some(api), Some(platform)),
            Doors::Own => (inside.next(), inside.next()),
        };
        let (Some(api), Some(platform)) = (api, platform) else {
            return Err(InvokeError::Internal("an instance came without its listeners".to_owned()));
        };
        let sides = || {
            let control = std::os::unix::net::UnixStream::from(ends.control);
            control.set_nonblocking(true)?;
            std::io::Result::Ok(Sides {
                stdout: ends.stdout,
                stderr: ends.stderr,
                control: UnixStream::from_std(control)?,
                api: TcpListener::from_std(api)?,
                platform: TcpListener::from_std(platform)?,
            })
        };
        sides().map_err(|e| internal("an instance's descriptors can't be watched", &e))
    }
}
