//! What the server lays out for the probes to find.

use std::net::TcpListener;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::level::{Egress, Level};

/// Namespaces of which a program in a sandbox has its own.
pub(super) const NAMESPACES: [&str; 5] = ["mnt", "pid", "net", "ipc", "uts"];

/// What the probes are told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Facts {
    /// The level they run at.
    pub(super) level: Level,
    /// What of the network they may reach.
    pub(super) egress: Egress,
    /// The server and the launcher.
    pub(super) processes: Vec<u32>,
    /// The server's namespaces, as `/proc` names them.
    pub(super) namespaces: Vec<(String, String)>,
    /// The server's user.
    pub(super) user: u32,
    /// Files and folders that must not be found.
    pub(super) hidden: Vec<PathBuf>,
    /// A port on which somebody listens at 127.0.0.1 of the host.
    pub(super) port: u16,
    /// The name of an abstract Unix socket on which somebody listens.
    pub(super) socket: String,
    /// The size of `/tmp`, in bytes.
    pub(super) tmp_bytes: u64,
    /// How many processes there may be.
    pub(super) processes_max: u32,
}

/// It lies there as long as this lives.
#[derive(Debug)]
pub(super) struct Bait {
    file: PathBuf,
    state: PathBuf,
    listener: TcpListener,
    name: String,
    _socket: UnixListener,
}

impl Bait {
    /// Lays it out: a file in the launcher's folder, a TCP listener, a Unix listener.
    pub(super) fn lay(state: &Path) -> std::io::Result<Bait> {
        std::fs::create_dir_all(state)?;
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        // The port is nobody else's while it is open, so the name isn't either.
        let name = format!("tradewind-self-test-{}-{}", std::process::id(), listener.local_addr()?.port());
        let socket = UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name)?)?;
        let file = state.join("bait");
        std::fs::write(&file, b"not to be read\n")?;
        Ok(Bait { file, state: state.to_owned(), listener, name, _socket: socket })
    }

    /// What the probes are told about it and about the server.
    pub(super) fn facts(&self, level: Level, egress: Egress, launcher: u32) -> Facts {
        let namespace = |name: &str| {
            let link = std::fs::read_link(format!("/proc/self/ns/{name}")).ok()?;
            Some((name.to_owned(), link.to_string_lossy().into_owned()))
        };
        let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.parent().is_some());
        let hidden = [Some(self.file.clone()), Some(self.state.clone()), home].into_iter().flatten().collect();
        Facts {
            level,
            egress,
            processes: vec![std::process::id(), launcher],
            namespaces: NAMESPACES.into_iter().filter_map(namespace).collect(),
            user: rustix::process::geteuid().as_raw(),
            hidden,
            port: self.listener.local_addr().map_or(0, |address| address.port()),
            socket: self.name.clone(),
            tmp_bytes: super::LIMITS.tmp_bytes,
            processes_max: super::LIMITS.processes,
        }
    }
}

impl Drop for Bait {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}
