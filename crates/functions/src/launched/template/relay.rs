//! The Runtime API's port inside a template's sandbox: whose connection it is says the token that it shows.
//!
//! A fork has a connection of its own from the beginning; this is for what asks for credentials, and for a fork that has lost its
//! connection. Without a token of a living fork nothing is passed on.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::Shared;

/// Most bytes before the end of a request's headers.
const HEAD: usize = 16 * 1024;
/// Connections at a time; further ones wait.
const CONNECTIONS: usize = 128;

const FORBIDDEN: &[u8] = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Accepts until it is dropped.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok((stream, _)) => drop(connections.spawn(pass_on(stream, shared.clone()))),
                Err(e) => {
                    tracing::debug!(error = %e, "a connection of a template was not accepted");
                    tokio::task::yield_now().await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn pass_on(mut inside: TcpStream, shared: Arc<Shared>) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match inside.read_buf(&mut head).await {
            Ok(read) if read > 0 && head.len() < HEAD => {}
            _ => return,
        }
    }
    let address = token(&head).and_then(|token| shared.tokens.lock().get(token).copied());
    // Who does not hear it has gone.
    let _ = match address {
        Some(address) => connect(inside, &head, address).await,
        None => inside.write_all(FORBIDDEN).await,
    };
}

async fn connect(mut inside: TcpStream, head: &[u8], address: SocketAddr) -> std::io::Result<()> {
    let mut outside = TcpStream::connect(address).await?;
    let _ = (inside.set_nodelay(true), outside.set_nodelay(true));
    outside.write_all(head).await?;
    copy_bidirectional(&mut inside, &mut outside).await.map(|_| ())
}

/// The value of the header `Authorization`.
fn token(head: &[u8]) -> Option<&str> {
    let head = std::str::from_utf8(head).ok()?;
    let headers = head.split("\r\n\r\n").next()?.split("\r\n").skip(1).filter_map(|line| line.split_once(':'));
    let mut shown = headers.filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    shown.next().map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn the_token_is_what_the_header_holds() {
        assert_eq!(token(b"GET / HTTP/1.1\r\nHost: x\r\nauthorization:  abc \r\n\r\nAuthorization: no"), Some("abc"));
        assert_eq!(token(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nAuthorization: no"), None);
        assert_eq!(token(b"Authorization: abc\r\n\r\n"), None, "the first line is no header");
    }
}
