//! What the server and a template say to each other.

use std::io::IoSlice;
use std::mem::MaybeUninit;
use std::os::fd::BorrowedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::sync::Arc;

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use serde::Deserialize;
use serde_json::Value;
use tokio::io::Interest;
use tradewind_sandbox::Exit;

use super::{Shared, Stage};
use crate::instance::Usage;

/// Most bytes of a line: an error of the function's initialisation may be long.
const LINE: usize = 8 << 20;
/// Descriptors of an order.
const DESCRIPTORS: usize = 3;

/// What a template says: one of these, by what is there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    ready: bool,
    threads: Option<u32>,
    failed: Option<String>,
    kind: String,
    ended: Option<u64>,
    status: i32,
    memory: Option<u64>,
    current: u64,
    peak: u64,
}

/// Hears what a template says until it is gone.
pub(super) async fn hear(shared: Arc<Shared>) {
    let mut buffer = Vec::new();
    loop {
        if shared.control.readable().await.is_err() {
            break;
        }
        let mut chunk = [0_u8; 4_096];
        match shared.control.try_read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => buffer.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => continue,
            Err(_) => break,
        }
        while let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = buffer.drain(..=end).collect();
            match serde_json::from_slice(&line) {
                Ok(said) => shared.heard(said),
                Err(error) => tracing::debug!(%error, "a template said something that is not understood"),
            }
        }
        if buffer.len() > LINE {
            shared.instance.kill().await;
            break;
        }
    }
    // It has ended, or is about to; one that goes on as the instance has closed its end too.
    let exit = shared.instance.exited().await;
    shared.stage.send_if_modified(|stage| {
        let over = !matches!(stage, Stage::Failed { .. });
        if over {
            *stage = Stage::Gone(exit);
        }
        over
    });
    for (_, end) in std::mem::take(&mut *shared.ends.lock()) {
        end.send_replace(Some(exit));
    }
    shared.asked.lock().clear();
}

impl Shared {
    fn heard(&self, said: Said) {
        if said.ready {
            self.stage.send_replace(Stage::Ready);
        } else if said.threads.is_some() {
            self.stage.send_replace(Stage::Alone);
        } else if let Some(payload) = said.failed {
            self.stage.send_replace(Stage::Failed { payload, kind: said.kind });
        } else if let Some(fork) = said.ended {
            if let Some(end) = self.ends.lock().remove(&fork) {
                end.send_replace(Some(exit(said.status)));
            }
        } else if let Some(fork) = said.memory
            && let Some(tell) = self.asked.lock().remove(&fork)
        {
            let _ = tell.send(Usage { current: said.current, peak: said.peak });
        }
    }

    /// Says something to the template, with descriptors. Whole or not at all: it is short.
    pub(super) async fn say(&self, what: &Value, descriptors: &[BorrowedFd<'_>]) -> std::io::Result<()> {
        let line = format!("{what}\n");
        let send = || {
            let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS))];
            let mut ancillary = SendAncillaryBuffer::new(&mut space);
            if !descriptors.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(descriptors)) {
                return Err(std::io::ErrorKind::InvalidInput.into());
            }
            let sent = sendmsg(&self.control, &[IoSlice::new(line.as_bytes())], &mut ancillary, SendFlags::NOSIGNAL)?;
            if sent == line.len() { Ok(()) } else { Err(std::io::ErrorKind::WriteZero.into()) }
        };
        self.control.async_io(Interest::WRITABLE, send).await
    }
}

/// What `wait` says of a process.
fn exit(status: i32) -> Exit {
    let status = ExitStatus::from_raw(status);
    Exit { code: status.code(), signal: status.signal(), ..Exit::default() }
}
