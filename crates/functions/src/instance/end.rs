//! The shutdown phase.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown>

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use tradewind_sandbox::Exit;

use super::Instance;

/// How long external extensions may take to end. AWS: 2,000 ms.
const EXTERNAL: Duration = Duration::from_millis(2_000);

/// Why an instance ends, as its extensions are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is not needed any more.
    Spindown,
    /// An invocation took too long.
    Timeout,
    /// Something in it failed.
    Failure,
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Reason::Spindown => "spindown",
            Reason::Timeout => "timeout",
            Reason::Failure => "failure",
        }
    }
}

impl Instance {
    /// Ends it: external extensions that want to know are told and have two seconds, everything else is killed. Resolves when
    /// nothing of it is left. Several may ask for the end; they all wait for the same one.
    pub(crate) async fn end(self: &Arc<Self>, reason: Reason) -> Exit {
        if !self.ending.swap(true, Ordering::AcqRel) {
            self.say_goodbye(reason).await;
            self.process.kill().await;
        }
        let exit = self.exited().await;
        self.journal.close();
        exit
    }

    async fn say_goodbye(&self, reason: Reason) {
        let until = self.parts.clock.now() + EXTERNAL;
        let event = json!({
            "eventType": "SHUTDOWN",
            "shutdownReason": reason.name(),
            "deadlineMs": until.as_millis(),
        });
        let gone = self.with_state(|state| {
            state.end();
            let told = state.extensions.shutdown(&event.to_string());
            if told > 0 { state.extensions.gone() } else { None }
        });
        let Some(gone) = gone else { return };
        self.journal.telemetry().flush();
        tokio::select! {
            biased;
            _ = gone => {}
            _ = self.exited() => {}
            _awake = self.parts.clock.sleep_until(until) => {}
        }
    }
}
