//! What instances of functions find of the server around them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpStream;
use tradewind_clock::Clock;
use tradewind_cloud::Sessions;
use tradewind_functions::{Credentials, Function, Platform};

use crate::server::Server;

/// How long an instance's credentials are good. It gets new ones from its credentials endpoint before that.
const LIFETIME: Duration = Duration::from_secs(6 * 3_600);

/// The platform: credentials from the server's sessions, and the same edge as every client's.
#[derive(Debug)]
pub struct Desk {
    sessions: Arc<Sessions>,
    server: Mutex<Option<Arc<Server>>>,
}

impl Desk {
    /// A platform that is not open yet.
    pub fn new(sessions: Arc<Sessions>) -> Desk {
        Desk { sessions, server: Mutex::default() }
    }

    /// Connections of instances are served from now on.
    pub fn open(&self, server: Arc<Server>) {
        *self.server() = Some(server);
    }

    /// No more connections are served; those there are finish, for at most the drain timeout.
    pub async fn close(&self) {
        let server = self.server().take();
        if let Some(server) = server {
            server.drain().await;
        }
    }

    fn server(&self) -> std::sync::MutexGuard<'_, Option<Arc<Server>>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform for Desk {
    fn credentials(&self, function: &Function) -> Credentials {
        // Functions are real, also under a virtual clock, and so is the expiry of what they sign with.
        let now = Clock::system().now();
        let issued = self.sessions.issue(&function.role, &function.name, now, LIFETIME);
        Credentials {
            access_key_id: issued.access_key_id,
            secret_access_key: issued.secret_access_key,
            session_token: issued.session_token,
            expiration: issued.expiration,
        }
    }

    fn serve(&self, connection: TcpStream, function: Arc<Function>) {
        // Before the server is open and after it is closed there is nobody to talk to.
        if let Some(server) = self.server().as_ref() {
            server.adopt(connection, function);
        }
    }
}
