//! The launcher's process.

use crate::channel;
use crate::wire::Event;

/// Works until the server is gone; returns the exit status.
pub(crate) fn run(_config: &str) -> i32 {
    let _ = channel::send(rustix::stdio::stdin(), &Event::Refused("this level can't be had yet".to_owned()), &[]);
    0
}
