//! What an instance's runtime may do next: a state machine without time and without I/O.
//!
//! ```text
//!            next                 invocation            response | error
//!   Init ------------> Idle ------------------> Busy ---------------------> Idle
//!     | init/error       |      (delivered to the next that waits           |
//!     | exit, time out   |       or to the next that comes)                 | exit
//!     v                  v                                                  v
//!   Ended <----------------------------------------------------------------
//! ```
//!
//! Invariants: at most one invocation runs; it is answered at most once; an answer that breaks off half-way leaves it unanswered.

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use tradewind_sandbox::Exit;

use super::extensions::Extensions;

/// What the runtime is given for an invocation.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) headers: http::HeaderMap,
    pub(crate) payload: Bytes,
}

/// How the init phase ended.
#[derive(Debug)]
pub(crate) enum InitEnd {
    /// The runtime and all extensions have asked for their first event.
    Ready,
    /// The runtime or an extension said what went wrong.
    Error { payload: Bytes, kind: String },
    /// The process is gone.
    Exited(Exit),
}

/// What came of an invocation, as the runtime said it.
pub(crate) enum Reply {
    Response(Bytes),
    Error {
        payload: Bytes,
        kind: Option<String>,
    },
    TooLarge {
        limit: usize,
    },
    Stream {
        content_type: Option<String>,
        body: mpsc::Receiver<Bytes>,
        end: oneshot::Receiver<BodyEnd>,
    },
    Exited(Exit),
    /// An extension failed: its error's type, and what happened.
    Extension {
        kind: String,
        what: String,
    },
}

/// How a streamed response body ended.
#[derive(Debug, Default)]
pub(crate) struct BodyEnd {
    pub(crate) error_code: Option<String>,
    pub(crate) error_details: Option<String>,
    /// It broke off without an end.
    pub(crate) broken: bool,
    /// Its bytes.
    pub(crate) size: u64,
}

/// Why a call of the Runtime API is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No such invocation is running here.
    InvalidRequestId,
    /// The call does not fit the state.
    Transition { from: &'static str, to: &'static str },
    /// The instance is ending.
    Ending,
}

/// What the runtime gets for `next`.
pub(crate) enum Next<T> {
    Now(T),
    Wait(oneshot::Receiver<T>),
}

/// The invocation under way.
struct Running {
    id: String,
    stage: Stage,
    /// Taken when the invocation is answered or given up.
    reply: Option<oneshot::Sender<Reply>>,
    streaming: bool,
    limit: usize,
}

enum Stage {
    Undelivered(Delivery),
    Delivered,
    Receiving,
    Answered,
}

/// What a runtime may send as an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) streaming: bool,
    pub(crate) limit: usize,
}

/// An invocation about to run.
pub(crate) struct Begin {
    pub(crate) id: String,
    pub(crate) delivery: Delivery,
    pub(crate) streaming: bool,
    pub(crate) limit: usize,
    /// The event for extensions, if there are any.
    pub(crate) event: Option<String>,
}

/// See the module.
#[derive(Default)]
pub(crate) struct State {
    init: Option<oneshot::Sender<InitEnd>>,
    runtime_ready: bool,
    next: Option<oneshot::Sender<Delivery>>,
    running: Option<Running>,
    last: Option<String>,
    exit: Option<Exit>,
    ending: bool,
    /// An extension failed: nothing is begun any more.
    spoiled: bool,
    restore: Option<oneshot::Sender<()>>,
    restored: bool,
    pub(crate) extensions: Extensions,
}

impl State {
    /// A process in its init phase; the receiver learns how that ends.
    pub(crate) fn new(expected: Vec<String>) -> (State, oneshot::Receiver<InitEnd>) {
        let (tell, told) = oneshot::channel();
        (State { init: Some(tell), extensions: Extensions::new(expected), ..State::default() }, told)
    }

    fn name(&self) -> &'static str {
        match &self.running {
            _ if self.init.is_some() => "Init",
            Some(Running { stage: Stage::Answered, .. }) | None => "Ready",
            Some(Running { stage: Stage::Receiving, .. }) => "InvocationResponse",
            Some(_) => "Running",
        }
    }

    fn refuse<T>(&self, to: &'static str) -> Result<T, Refusal> {
        Err(Refusal::Transition { from: self.name(), to })
    }

    /// The runtime asks for an event.
    pub(crate) fn next(&mut self) -> Result<Next<Delivery>, Refusal> {
        if self.ending || self.exit.is_some() {
            return Err(Refusal::Ending);
        }
        if let Some(running) = &mut self.running {
            match std::mem::replace(&mut running.stage, Stage::Delivered) {
                Stage::Undelivered(delivery) => return Ok(Next::Now(delivery)),
                Stage::Answered => running.stage = Stage::Answered,
                stage => {
                    running.stage = stage;
                    return self.refuse("Ready");
                }
            }
        }
        let (give, take) = oneshot::channel();
        // A later call takes the place of an earlier one, whose connection is most likely gone.
        self.next = Some(give);
        self.runtime_ready = true;
        self.check_init();
        Ok(Next::Wait(take))
    }

    /// Ends the init phase when everybody has asked for an event.
    pub(crate) fn check_init(&mut self) {
        if self.runtime_ready && self.extensions.all_ready() {
            self.end_init(InitEnd::Ready);
        }
    }

    /// The runtime (or an extension) can't initialise.
    pub(crate) fn init_error(&mut self, payload: Bytes, kind: String) -> Result<(), Refusal> {
        if self.init.is_none() {
            return self.refuse("InitError");
        }
        self.end_init(InitEnd::Error { payload, kind });
        Ok(())
    }

    fn end_init(&mut self, end: InitEnd) {
        if let Some(tell) = self.init.take() {
            let _ = tell.send(end);
        }
    }

    /// The runtime is ready to be restored: the end of the init phase of a SnapStart function.
    pub(crate) fn restore_next(&mut self) -> Result<Next<()>, Refusal> {
        if self.ending || self.exit.is_some() {
            return Err(Refusal::Ending);
        }
        if self.restored || self.init.is_none() {
            return self.refuse("Restoring");
        }
        let (give, take) = oneshot::channel();
        self.restore = Some(give);
        self.runtime_ready = true;
        self.check_init();
        Ok(Next::Wait(take))
    }

    /// Lets a runtime that waits in restore/next go on: once, before its first invocation. The receiver learns when it is ready.
    pub(crate) fn restore(&mut self) -> Option<oneshot::Receiver<InitEnd>> {
        let give = self.restore.take()?;
        let (tell, told) = oneshot::channel();
        self.restored = true;
        self.runtime_ready = false;
        self.init = Some(tell);
        let _ = give.send(());
        Some(told)
    }

    /// Hooks of a restore failed.
    pub(crate) fn restore_error(&mut self, payload: Bytes, kind: String) -> Result<(), Refusal> {
        if !self.restored || self.init.is_none() {
            return self.refuse("RestoreError");
        }
        self.end_init(InitEnd::Error { payload, kind });
        Ok(())
    }

    /// Gives the runtime an invocation. The exit when there is nobody left to run it.
    pub(crate) fn begin(&mut self, begin: Begin) -> Result<oneshot::Receiver<Reply>, Exit> {
        if let Some(exit) = self.exit {
            return Err(exit);
        }
        let (tell, told) = oneshot::channel();
        let mut stage = Stage::Undelivered(begin.delivery);
        if let (Some(give), Stage::Undelivered(delivery)) = (self.next.take(), &stage) {
            // A failed send means that the connection is gone: the runtime's next `next` gets it.
            if give.send(delivery.clone()).is_ok() {
                stage = Stage::Delivered;
            }
        }
        let (streaming, limit) = (begin.streaming, begin.limit);
        self.running = Some(Running { id: begin.id, stage, reply: Some(tell), streaming, limit });
        if let Some(event) = begin.event {
            self.extensions.invoke(&event);
        }
        Ok(told)
    }

    /// The runtime begins to answer: nobody else may from now on, until the answer is complete or broken.
    pub(crate) fn accept(&mut self, id: &str, to: &'static str) -> Result<Terms, Refusal> {
        if let Some(running) = &mut self.running
            && running.id == id
        {
            return match running.stage {
                Stage::Delivered => {
                    running.stage = Stage::Receiving;
                    Ok(Terms { streaming: running.streaming, limit: running.limit })
                }
                _ => self.refuse(to),
            };
        }
        if self.last.as_deref() == Some(id) { self.refuse(to) } else { Err(Refusal::InvalidRequestId) }
    }

    /// The answer that was accepted is complete.
    pub(crate) fn answered(&mut self, id: &str, reply: Reply) {
        let Some(running) = self.running.as_mut().filter(|running| running.id == id) else { return };
        running.stage = Stage::Answered;
        if let Some(tell) = running.reply.take() {
            let _ = tell.send(reply);
        }
    }

    /// The answer that was accepted broke off.
    pub(crate) fn broken(&mut self, id: &str) {
        let exit = self.exit;
        let Some(running) = self.running.as_mut().filter(|running| running.id == id) else { return };
        running.stage = Stage::Delivered;
        if let Some(exit) = exit
            && let Some(tell) = running.reply.take()
        {
            let _ = tell.send(Reply::Exited(exit));
        }
    }

    /// The process is gone. An answer of which a part has come is waited for: the rest may be in the socket.
    pub(crate) fn exited(&mut self, exit: Exit) {
        self.exit = Some(exit);
        self.next = None;
        self.restore = None;
        self.extensions.clear();
        self.end_init(InitEnd::Exited(exit));
        if let Some(running) = &mut self.running
            && !matches!(running.stage, Stage::Receiving)
            && let Some(tell) = running.reply.take()
        {
            let _ = tell.send(Reply::Exited(exit));
        }
    }

    /// An extension is gone though nobody asked it to go.
    pub(crate) fn extension_failed(&mut self, kind: &str, payload: Bytes) {
        self.spoiled = true;
        self.end_init(InitEnd::Error { payload: payload.clone(), kind: kind.to_owned() });
        if let Some(running) = &mut self.running
            && let Some(tell) = running.reply.take()
        {
            let what = String::from_utf8_lossy(&payload).into_owned();
            let _ = tell.send(Reply::Extension { kind: kind.to_owned(), what });
        }
    }

    /// The invocation is over, answered or not.
    pub(crate) fn finish(&mut self) {
        self.last = self.running.take().map(|running| running.id);
    }

    /// No invocation is given to the runtime any more. One that waits for its next event goes on waiting: it is about to be
    /// killed, and would only fill the log with what it thinks of that.
    pub(crate) fn end(&mut self) {
        self.ending = true;
    }

    /// Whether the init phase, or a restore, is under way.
    pub(crate) fn is_initialising(&self) -> bool {
        self.init.is_some()
    }

    /// Whether the runtime has not even been given the invocation that is under way.
    pub(crate) fn is_undelivered(&self) -> bool {
        matches!(&self.running, Some(Running { stage: Stage::Undelivered(_), .. }))
    }

    /// Whether everybody waits for an event.
    pub(crate) fn is_at_rest(&self) -> bool {
        let waits = self.next.as_ref().is_some_and(|next| !next.is_closed()) || self.restore.is_some();
        waits && self.running.is_none() && self.extensions.is_at_rest()
    }

    /// Whether an end is under way or done.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending || self.spoiled || self.exit.is_some()
    }
}
