//! An answer that comes in pieces.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use tradewind_clock::Sleep;

use super::invoke::{Fate, Outcome, Running};
use super::{BodyEnd, Fault, Instance, Reason};
use crate::execution::{Chunks, Execution, StreamEnd};
use crate::logs::Status;

/// How long the end of a process is waited for after its connection broke: the two come on different ways.
const BREAK: Duration = Duration::from_millis(500);

/// How a streamed answer ended.
enum Ended {
    Whole(BodyEnd),
    Fault(Fault),
}

impl Instance {
    pub(super) fn streaming(
        self: Arc<Self>,
        mut running: Running,
        timer: Sleep,
        content_type: Option<String>,
        mut body: mpsc::Receiver<Bytes>,
        end: oneshot::Receiver<BodyEnd>,
    ) -> Outcome {
        let (tell, told) = oneshot::channel();
        running.latency = Some(self.parts.clock.now().saturating_since(running.begun));
        let body = Box::pin(futures::stream::poll_fn(move |cx| body.poll_recv(cx)));
        let execution = Execution::Streamed { content_type, chunks: Chunks { body, end: told } };
        let rest = async move { self.rest(running, timer, end, tell).await };
        Outcome::Streaming(execution, Box::pin(rest))
    }

    async fn rest(
        self: &Arc<Self>,
        running: Running,
        mut timer: Sleep,
        end: oneshot::Receiver<BodyEnd>,
        tell: oneshot::Sender<StreamEnd>,
    ) -> Fate {
        let ended = tokio::select! {
            biased;
            end = end => self.how(end).await,
            _awake = &mut timer => Ended::Fault(Fault::TimedOut(self.function().timeout)),
        };
        match ended {
            Ended::Whole(end) => self.whole(running, timer, end, tell).await,
            Ended::Fault(fault) => {
                let (end, fate) = self.broken_off(running, &fault).await;
                // Whoever read the stream may have gone.
                let _ = tell.send(end);
                fate
            }
        }
    }

    /// Where the connection is gone, mostly the process is too.
    async fn how(&self, end: Result<BodyEnd, oneshot::error::RecvError>) -> Ended {
        match end {
            Ok(end) if !end.broken => Ended::Whole(end),
            _ => {
                let grace = self.parts.clock.sleep(BREAK);
                tokio::select! {
                    biased;
                    exit = self.exited() => Ended::Fault(Fault::Exited(exit)),
                    _awake = grace => Ended::Fault(Fault::Truncated),
                }
            }
        }
    }

    /// The function has said everything, and so is whoever reads it. The invocation is over when the extensions are done too.
    async fn whole(&self, mut running: Running, timer: Sleep, end: BodyEnd, tell: oneshot::Sender<StreamEnd>) -> Fate {
        let duration = self.parts.clock.now().saturating_since(running.begun);
        running.produced = Some(end.size);
        let status = match &end.error_code {
            None => Status::Success,
            Some(kind) => Status::Error(Some(kind.clone())),
        };
        let told = |(log_tail, report)| {
            let (error_code, error_details) = (end.error_code, end.error_details);
            // Whoever read the stream may have gone.
            let _ = tell.send(StreamEnd { error_code, error_details, log_tail, report });
        };
        let Some(quiet) = self.with_state(|state| state.extensions.quiet()) else {
            told(self.close_invocation(&running, duration, &status, None).await);
            return self.fate(false);
        };
        told(self.runtime_done(&mut running, duration, &status).await);
        self.extensions_done(quiet, &running, timer, &status).await
    }

    async fn broken_off(&self, running: Running, fault: &Fault) -> (StreamEnd, Fate) {
        let (duration, reason) = match fault {
            Fault::TimedOut(limit) => (*limit, Reason::Timeout),
            _ => (self.parts.clock.now().saturating_since(running.begun), Reason::Failure),
        };
        let (log_tail, report) = self.close_invocation(&running, duration, &fault.status(), Some(fault)).await;
        let details = String::from_utf8_lossy(&fault.payload(&running.id)).into_owned();
        let (error_code, error_details) = (Some(fault.kind().to_owned()), Some(details));
        (StreamEnd { error_code, error_details, log_tail, report }, Fate::Broken(reason))
    }
}
