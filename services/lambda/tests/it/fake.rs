//! A stand-in for the executor: it runs nothing, answers what a test wants, and remembers what it was asked.

#![allow(dead_code, reason = "a test takes what it needs of it")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use tokio::sync::{oneshot, watch};
use tradewind_functions::{
    Chunks, Execution, Executor, Function, FunctionError, Invocation, InvokeError, Report, Runtime, StreamEnd, Warm,
};

/// One invocation that reached the executor.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What was to be run.
    pub(crate) function: Arc<Function>,
    /// With what.
    pub(crate) invocation: Invocation,
}

impl Call {
    /// The event as text.
    pub(crate) fn payload(&self) -> String {
        String::from_utf8_lossy(&self.invocation.payload).into_owned()
    }
}

/// Says what an invocation comes to.
pub(crate) type Ask = Arc<dyn Fn(&Function, &Invocation) -> Answer + Send + Sync>;

/// What an invocation comes to.
#[derive(Clone)]
pub(crate) enum Answer {
    /// The event itself.
    Echo,
    /// This response.
    Ok(Bytes),
    /// The function fails with this JSON.
    Fails(FunctionError, Bytes),
    /// The function is not run at all.
    Refuses(InvokeError),
    /// These chunks, if the caller takes a stream; all of them together if not.
    Streams { content_type: Option<String>, chunks: Vec<Bytes>, end: StreamEnd },
    /// Whatever this says.
    Asks(Ask),
}

impl Answer {
    /// A response.
    pub(crate) fn ok(text: &str) -> Answer {
        Answer::Ok(Bytes::copy_from_slice(text.as_bytes()))
    }

    /// A failure with this message, as a runtime reports it.
    pub(crate) fn fails(message: &str) -> Answer {
        let error = serde_json::json!({"errorMessage": message, "errorType": "Exception"});
        Answer::Fails(FunctionError::Unhandled, error.to_string().into())
    }

    /// A stream of these chunks that ends well.
    pub(crate) fn streams(content_type: Option<&str>, chunks: &[&[u8]]) -> Answer {
        Answer::Streams {
            content_type: content_type.map(str::to_owned),
            chunks: chunks.iter().map(|chunk| Bytes::copy_from_slice(chunk)).collect(),
            end: StreamEnd::default(),
        }
    }

    /// Whatever a closure says.
    pub(crate) fn asks(ask: impl Fn(&Function, &Invocation) -> Answer + Send + Sync + 'static) -> Answer {
        Answer::Asks(Arc::new(ask))
    }
}

/// The stand-in. A function that nothing was said about echoes its event.
pub(crate) struct Fake {
    state: Mutex<State>,
    /// While true, invocations wait.
    held: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    calls: Vec<Call>,
    /// By a function's name: what is answered once each, in this order.
    once: BTreeMap<String, VecDeque<Answer>>,
    /// By a function's name: what is answered otherwise.
    always: BTreeMap<String, Answer>,
    missing: Vec<Runtime>,
    kept_warm: BTreeMap<String, u32>,
    warm: BTreeMap<String, Warm>,
    init_errors: BTreeMap<String, String>,
    prepared: Vec<String>,
    retired: Vec<String>,
    running: usize,
    most_running: usize,
}

impl Fake {
    pub(crate) fn new() -> Arc<Fake> {
        Arc::new(Fake { state: Mutex::default(), held: watch::Sender::new(false) })
    }

    /// From now on a function answers this.
    pub(crate) fn answer(&self, name: &str, answer: Answer) {
        self.state.lock().always.insert(name.to_owned(), answer);
    }

    /// A function answers this once, before anything else.
    pub(crate) fn once(&self, name: &str, answer: Answer) {
        self.state.lock().once.entry(name.to_owned()).or_default().push_back(answer);
    }

    /// Invocations are taken and don't end until [`Fake::release`].
    pub(crate) fn hold(&self) {
        self.held.send_replace(true);
    }

    pub(crate) fn release(&self) {
        self.held.send_replace(false);
    }

    /// Every invocation so far.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.state.lock().calls.clone()
    }

    /// Every invocation since the last time this was asked.
    pub(crate) fn take(&self) -> Vec<Call> {
        std::mem::take(&mut self.state.lock().calls)
    }

    /// Resolves when so many invocations have begun, those that were taken not counted.
    pub(crate) async fn begun(&self, count: usize) {
        while self.state.lock().calls.len() < count {
            tokio::task::yield_now().await;
        }
    }

    /// How many invocations ran at once at most.
    pub(crate) fn most_running(&self) -> usize {
        self.state.lock().most_running
    }

    /// A runtime is not installed.
    pub(crate) fn lacks(&self, runtime: Runtime) {
        self.state.lock().missing.push(runtime);
    }

    /// Instances asked to be kept warm, by a function's key.
    pub(crate) fn kept_warm(&self) -> BTreeMap<String, u32> {
        self.state.lock().kept_warm.clone()
    }

    /// What is told about the instances of a key, in the place of "as many as were asked for".
    pub(crate) fn set_warm(&self, key: &str, warm: Warm) {
        self.state.lock().warm.insert(key.to_owned(), warm);
    }

    /// A function's template fails to initialise with this error.
    pub(crate) fn fail_init(&self, name: &str, error: &str) {
        self.state.lock().init_errors.insert(name.to_owned(), error.to_owned());
    }

    /// Keys of templates that were initialised.
    pub(crate) fn prepared(&self) -> Vec<String> {
        self.state.lock().prepared.clone()
    }

    /// Prefixes of keys whose instances were ended.
    pub(crate) fn retired(&self) -> Vec<String> {
        self.state.lock().retired.clone()
    }

    fn next(&self, function: &Function, invocation: &Invocation) -> Answer {
        let mut state = self.state.lock();
        let once = state.once.get_mut(&function.name).and_then(VecDeque::pop_front);
        let mut answer = once.or_else(|| state.always.get(&function.name).cloned()).unwrap_or(Answer::Echo);
        drop(state);
        while let Answer::Asks(ask) = answer {
            answer = ask(function, invocation);
        }
        answer
    }
}

/// Counts an invocation as running while it lives.
struct Running<'a>(&'a Fake);

impl<'a> Running<'a> {
    fn begin(fake: &'a Fake) -> Running<'a> {
        let mut state = fake.state.lock();
        state.running += 1;
        state.most_running = state.most_running.max(state.running);
        Running(fake)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.state.lock().running -= 1;
    }
}

/// A handle on the stand-in that a service can own.
pub(crate) struct Handle(pub(crate) Arc<Fake>);

impl Executor for Handle {
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        match self.0.state.lock().missing.contains(&runtime) {
            true => {
                Err(InvokeError::RuntimeMissing(format!("The runtime {runtime} is not installed on this machine.")))
            }
            false => Ok(()),
        }
    }

    fn invoke(
        &self,
        function: Arc<Function>,
        invocation: Invocation,
    ) -> BoxFuture<'static, Result<Execution, InvokeError>> {
        let fake = self.0.clone();
        async move {
            let running = Running::begin(&fake);
            fake.state.lock().calls.push(Call { function: function.clone(), invocation: invocation.clone() });
            let mut held = fake.held.subscribe();
            // The sender lives as long as the stand-in.
            drop(held.wait_for(|held| !held).await);
            let answer = fake.next(&function, &invocation);
            drop(running);
            execution(answer, &function, &invocation)
        }
        .boxed()
    }

    fn keep_warm(&self, function: Arc<Function>, instances: u32) {
        self.0.state.lock().kept_warm.insert(function.key.clone(), instances);
    }

    fn warm(&self, key: &str) -> Warm {
        let state = self.0.state.lock();
        let wanted = state.kept_warm.get(key).copied().unwrap_or(0);
        state.warm.get(key).cloned().unwrap_or(Warm { wanted, ready: wanted, failure: None })
    }

    fn prepare(&self, function: Arc<Function>) -> BoxFuture<'static, Result<(), String>> {
        let mut state = self.0.state.lock();
        let outcome = match state.init_errors.get(&function.name) {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        };
        if outcome.is_ok() {
            state.prepared.push(function.key.clone());
        }
        futures::future::ready(outcome).boxed()
    }

    fn retire(&self, key_prefix: &str) {
        self.0.state.lock().retired.push(key_prefix.to_owned());
    }

    fn facts(&self) -> serde_json::Value {
        serde_json::json!({"level": "none"})
    }
}

/// The log of an invocation, as its tail shows it.
pub(crate) fn log_of(function: &Function, invocation: &Invocation) -> String {
    let id = &invocation.request_id;
    format!("START RequestId: {id} Version: {}\nEND RequestId: {id}\nREPORT RequestId: {id}\n", function.version)
}

fn execution(answer: Answer, function: &Function, invocation: &Invocation) -> Result<Execution, InvokeError> {
    let log_tail = Bytes::from(log_of(function, invocation));
    let report = Report { duration: Duration::from_millis(1), ..Report::default() };
    let buffered =
        |payload: Bytes, error| Ok(Execution::Buffered { payload, error, log_tail: log_tail.clone(), report });
    match answer {
        Answer::Ok(payload) => buffered(payload, None),
        Answer::Fails(error, payload) => buffered(payload, Some(error)),
        Answer::Refuses(error) => Err(error),
        Answer::Streams { content_type, chunks, end } if invocation.streaming => {
            let (tell, told) = oneshot::channel();
            // Nobody has to be interested in the end.
            drop(tell.send(StreamEnd { log_tail: log_tail.clone(), report, ..end }));
            let body = Box::pin(futures::stream::iter(chunks));
            Ok(Execution::Streamed { content_type, chunks: Chunks { body, end: told } })
        }
        Answer::Streams { chunks, .. } => buffered(chunks.concat().into(), None),
        Answer::Echo | Answer::Asks(_) => buffered(invocation.payload.clone(), None),
    }
}
