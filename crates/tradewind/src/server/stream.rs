//! A client's socket, with a finger on its pulse.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::pulse::Pulse;

/// What a client gets whose request's head does not arrive in time.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// Reads and writes through, and tells the connection's [`Pulse`]. Fails once the pulse has expired.
#[derive(Debug)]
pub(super) struct Stream {
    socket: TcpStream,
    pulse: Arc<Pulse>,
}

impl Stream {
    /// Puts the finger on.
    pub(super) fn new(socket: TcpStream, pulse: Arc<Pulse>) -> Stream {
        Stream { socket, pulse }
    }

    fn still_welcome(&self) -> io::Result<()> {
        if !self.pulse.is_expired() {
            return Ok(());
        }
        if self.pulse.is_in_head() {
            // The client owes us the rest of a request, so an answer here can't be taken for another one's. If it does not fit
            // into the socket's buffer, the client has not been reading either.
            let _ = self.socket.try_write(TOO_SLOW);
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    fn note_written(&self, written: &Poll<io::Result<usize>>) {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.pulse.wrote();
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.still_welcome()?;
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.pulse.heard();
        }
        read
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.still_welcome()?;
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.note_written(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.still_welcome()?;
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.note_written(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
