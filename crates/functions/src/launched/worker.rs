//! Sandboxed Node.js processes that wait for their function.

use futures::FutureExt;
use tradewind_sandbox::{Ends, Instance, Launcher};

use crate::runtimes::Make;

/// One that waits.
pub(super) struct Worker {
    pub(super) instance: Instance,
    pub(super) ends: Ends,
}

impl Worker {
    /// Whether it is still there.
    pub(super) fn is_alive(&self) -> bool {
        self.instance.exited().now_or_never().is_none()
    }
}

/// How they are made.
pub(super) fn make(launcher: Launcher) -> Make<Worker> {
    Box::new(move |spec| {
        let launcher = launcher.clone();
        Box::pin(async move {
            let instance = launcher.launch(spec).await.map_err(|e| e.to_string())?;
            let ends = instance.take_ends().ok_or_else(|| "it came without its descriptors".to_owned())?;
            Ok(Worker { instance, ends })
        })
    })
}
