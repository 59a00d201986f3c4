//! A host whose processes are tasks.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::{Notify, mpsc, watch};
use tradewind_functions::{Host, InvokeError, Order, Process, Runtime, Started, Usage};
use tradewind_sandbox::{Exit, Level};

use super::Script;
use super::actor::Actor;

pub(crate) struct Fakes {
    script: Script,
    started: AtomicUsize,
    running: Arc<AtomicUsize>,
    /// The most that ran their init at a time is for scripts to count; these are the orders.
    pub(crate) orders: Mutex<Vec<Order>>,
    pub(crate) processes: Mutex<Vec<Arc<Fake>>>,
    /// Extensions that the next processes have.
    pub(crate) extensions: Mutex<Vec<String>>,
    /// Errors of the next starts.
    pub(crate) refusals: Mutex<VecDeque<InvokeError>>,
    /// What scripts wait for.
    pub(crate) gate: Arc<Notify>,
    tell: mpsc::UnboundedSender<Value>,
    told: tokio::sync::Mutex<mpsc::UnboundedReceiver<Value>>,
    pub(crate) stopped: AtomicBool,
}

impl Fakes {
    pub(crate) fn new(script: Script) -> Fakes {
        let (tell, told) = mpsc::unbounded_channel();
        Fakes {
            script,
            started: AtomicUsize::new(0),
            running: Arc::default(),
            orders: Mutex::default(),
            processes: Mutex::default(),
            extensions: Mutex::default(),
            refusals: Mutex::default(),
            gate: Arc::default(),
            tell,
            told: tokio::sync::Mutex::new(told),
            stopped: AtomicBool::new(false),
        }
    }

    pub(crate) fn running(&self) -> usize {
        self.running.load(Ordering::SeqCst)
    }

    pub(crate) fn started(&self) -> usize {
        self.started.load(Ordering::SeqCst)
    }

    pub(crate) fn process(&self, number: usize) -> Arc<Fake> {
        self.processes.lock()[number].clone()
    }

    /// The next thing that a script says to the test.
    pub(crate) async fn heard(&self) -> Value {
        self.told.lock().await.recv().await.expect("the sender lives as long")
    }
}

/// One process.
pub(crate) struct Fake {
    exit: watch::Sender<Option<Exit>>,
    kill: Notify,
    pub(crate) frozen: AtomicBool,
    pub(crate) freezes: AtomicUsize,
    pub(crate) peak: AtomicUsize,
    /// Killing it has no effect until this is notified.
    pub(crate) stubborn: AtomicBool,
    pub(crate) relent: Notify,
    tell: mpsc::UnboundedSender<Value>,
}

impl Fake {
    /// Says something to the test.
    pub(crate) fn say(&self, what: impl Into<Value>) {
        let _ = self.tell.send(what.into());
    }

    pub(crate) fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::SeqCst)
    }

    /// Waits for its end.
    pub(crate) async fn ended(&self) -> Exit {
        let mut exit = self.exit.subscribe();
        exit.wait_for(Option::is_some).await.expect("the sender lives").expect("some")
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.exit.borrow().is_some()
    }
}

impl Host for Fakes {
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        match runtime {
            Runtime::Java(_) => Err(InvokeError::RuntimeMissing("no JDK".to_owned())),
            _ => Ok(()),
        }
    }

    fn start(&self, order: Order) -> BoxFuture<'static, Result<Started, InvokeError>> {
        if let Some(refusal) = self.refusals.lock().pop_front() {
            return Box::pin(async { Err(refusal) });
        }
        let number = self.started.fetch_add(1, Ordering::SeqCst);
        self.orders.lock().push(order.clone());
        let process = Arc::new(Fake {
            exit: watch::Sender::new(None),
            kill: Notify::new(),
            frozen: AtomicBool::new(false),
            freezes: AtomicUsize::new(0),
            peak: AtomicUsize::new(20 << 20),
            stubborn: AtomicBool::new(false),
            relent: Notify::new(),
            tell: self.tell.clone(),
        });
        self.processes.lock().push(process.clone());
        let (script, running, gate) = (self.script.clone(), self.running.clone(), self.gate.clone());
        let extensions = self.extensions.lock().clone();
        Box::pin(async move {
            let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
            let platform = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
            let (read, stdout) = pipe();
            let output = vec![read];
            let (control, other) = match extensions.is_empty() {
                true => (None, None),
                false => UnixStream::pair().map(|(one, other)| (Some(one), Some(other))).expect("a pair"),
            };
            let (extension_output, beside) = (!extensions.is_empty()).then(pipe).unzip();
            let actor = Actor {
                number,
                order,
                process: process.clone(),
                api: api.local_addr().expect("an address"),
                platform: platform.local_addr().expect("an address"),
                stdout,
                beside,
                control: other,
                gate,
            };
            running.fetch_add(1, Ordering::SeqCst);
            let played = process.clone();
            tokio::spawn(async move {
                let play = script(actor);
                let exit = tokio::select! {
                    exit = play => exit,
                    () = played.kill.notified() => Exit { signal: Some(9), ..Exit::default() },
                };
                running.fetch_sub(1, Ordering::SeqCst);
                played.exit.send_replace(Some(exit));
            });
            let version = Some(("provided:al2023.v1".to_owned(), "arn:aws:lambda:eu-west-1::runtime:1".to_owned()));
            let level = Some(Level::Process);
            Ok(Started { process, api, platform, output, extension_output, extensions, control, level, version })
        })
    }

    fn facts(&self) -> Value {
        json!({"level": "process"})
    }

    fn stop(&self) -> BoxFuture<'_, ()> {
        self.stopped.store(true, Ordering::SeqCst);
        Box::pin(async {})
    }
}

impl Process for Fake {
    fn exited(&self) -> BoxFuture<'_, Exit> {
        Box::pin(self.ended())
    }

    fn kill(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async {
            if self.stubborn.load(Ordering::SeqCst) {
                self.relent.notified().await;
            }
            self.kill.notify_one();
            self.ended().await
        })
    }

    fn freeze(&self) -> BoxFuture<'_, bool> {
        self.freezes.fetch_add(1, Ordering::SeqCst);
        self.frozen.store(true, Ordering::SeqCst);
        self.say("frozen");
        Box::pin(async { true })
    }

    fn thaw(&self) -> BoxFuture<'_, bool> {
        self.frozen.store(false, Ordering::SeqCst);
        Box::pin(async { true })
    }

    fn memory(&self) -> BoxFuture<'_, Usage> {
        let peak = self.peak.load(Ordering::SeqCst) as u64;
        Box::pin(async move { Usage { current: peak, peak } })
    }

    fn connect(&self, port: u16) -> BoxFuture<'_, std::io::Result<TcpStream>> {
        Box::pin(TcpStream::connect((Ipv4Addr::LOCALHOST, port)))
    }
}

/// Both ends; the reading one does not block.
fn pipe() -> (OwnedFd, std::io::PipeWriter) {
    let (read, write) = std::io::pipe().expect("a pipe");
    let reader = tokio::net::unix::pipe::Receiver::from_owned_fd(OwnedFd::from(read)).expect("a pipe");
    (reader.into_nonblocking_fd().expect("non-blocking"), write)
}
