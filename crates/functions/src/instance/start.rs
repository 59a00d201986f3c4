//! Bringing an instance up.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::{oneshot, watch};
use tradewind_clock::Timestamp;

use super::{Instance, Order, Parts, State, Token};
use crate::execution::InvokeError;
use crate::function::{Function, InitKind};
use crate::logs::{Drained, Journal, Output, Source};

/// Bytes of an instance's token for the credentials endpoint.
const TOKEN: usize = 32;

impl Parts {
    /// What a new instance is to be started with.
    pub(crate) fn order(&self, function: Arc<Function>, stream: String) -> Order {
        let mut token = [0_u8; TOKEN];
        self.random.fill(&mut token);
        let name = format!("{}-{:016x}", safe(&function.name), self.random.next_u64());
        let credentials = self.platform.credentials(&function);
        Order { function, name, stream, credentials, token: Token(hex::encode(token)) }
    }

    /// The name of a new log stream: `2026/01/02/[$LATEST]0123...ef`.
    pub(crate) fn stream(&self, function: &Function) -> String {
        let (high, low) = (self.random.next_u64(), self.random.next_u64());
        let day = self.clock.now().format("%Y/%m/%d");
        format!("{day}/[{}]{high:016x}{low:016x}", function.version)
    }
}

/// Letters, digits and dashes.
fn safe(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(64).collect()
}

impl Instance {
    /// Starts the process and everything that listens to it. It is not initialised then.
    pub(crate) async fn start(parts: &Arc<Parts>, order: Order) -> Result<Arc<Instance>, InvokeError> {
        let started = parts.host.start(order.clone()).await?;
        let of_function = started.output.into_iter().map(|pipe| Output::new(Source::Function, pipe));
        let of_extensions = started.extension_output.map(|pipe| Output::new(Source::Extension, pipe));
        let outputs = of_function.chain(of_extensions).collect::<std::io::Result<Vec<_>>>();
        let outputs = outputs.map_err(|e| InvokeError::Internal(format!("a pipe can't be watched: {e}")))?;
        let count = outputs.len();
        let (function, stream, sink) = (order.function.clone(), order.stream.clone(), parts.sink.clone());
        let journal = Journal::new(function, stream, sink, parts.clock.clone(), outputs);
        let (mut state, init) = State::new(started.extensions);
        let (go, gone_ahead) = oneshot::channel();
        state.extensions.on_all(go);
        let instance = Arc::new(Instance {
            parts: parts.clone(),
            order,
            process: started.process,
            journal,
            state: Mutex::new(state),
            init: Mutex::new(Some(init)),
            born: parts.clock.now(),
            level: started.level,
            version: started.version,
            exit: watch::Sender::new(None),
            memory: Mutex::new(None),
            ending: AtomicBool::new(false),
        });
        tokio::spawn(crate::api::serve(started.api, instance.clone()));
        tokio::spawn(instance.clone().serve_platform(started.platform));
        for which in 0..count {
            tokio::spawn(instance.clone().pump(which));
        }
        if let Some(control) = started.control {
            tokio::spawn(instance.clone().mind_extensions(control, gone_ahead));
        }
        tokio::spawn(instance.clone().watch_process());
        Ok(instance)
    }

    /// Waits for the end of the process and tells everybody.
    async fn watch_process(self: Arc<Self>) {
        let exit = self.process.exited().await;
        self.with_state(|state| state.exited(exit));
        self.exit.send_replace(Some(exit));
    }

    /// Takes connections to the platform's services.
    async fn serve_platform(self: Arc<Self>, listener: TcpListener) {
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((connection, _)) => self.parts.platform.serve(connection, self.function().clone()),
                    Err(e) => {
                        tracing::debug!(error = %e, "a connection to the platform was not accepted");
                        tokio::task::yield_now().await;
                    }
                },
                _ = self.exited() => return,
            }
        }
    }

    /// Reads one of its pipes until it is closed or the process is gone.
    async fn pump(self: Arc<Self>, which: usize) {
        let Some(output) = self.journal.outputs().get(which) else { return };
        loop {
            let last = tokio::select! {
                readable = output.readable() => !readable,
                _ = self.exited() => true,
            };
            loop {
                match self.journal.drain(which) {
                    Drained::More => tokio::task::yield_now().await,
                    Drained::Empty => break,
                    Drained::Closed => return,
                }
            }
            if last {
                return;
            }
        }
    }

    /// Lets the runtime start when the external extensions are there, and hears of those that end.
    async fn mind_extensions(self: Arc<Self>, control: UnixStream, all: oneshot::Receiver<()>) {
        let (read, mut write) = control.into_split();
        let go = async {
            if all.await.is_ok() {
                let _ = write.write_all(b"go\n").await;
            }
            std::future::pending::<()>().await;
        };
        let hear = async {
            let mut lines = BufReader::new(read).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                self.heard(&line);
            }
        };
        tokio::select! {
            () = hear => {}
            () = go => {}
            _ = self.exited() => {}
        }
    }

    /// `exit <name> <status>`
    fn heard(&self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some("exit"), Some(name), Some(status)) = (words.next(), words.next(), words.next()) else {
            tracing::debug!(line, "an unknown line of an instance's control");
            return;
        };
        tracing::debug!(name, status, "an extension ended");
        let expected = self.with_state(|state| {
            state.extensions.exited(name);
            state.is_ending()
        });
        if !expected {
            self.extension_failed("Extension.Crash", status.parse().unwrap_or(1));
        }
    }

    /// When it was started.
    pub(crate) fn born(&self) -> Timestamp {
        self.born
    }

    /// `on-demand`, `provisioned-concurrency`, `snap-start`.
    pub(super) fn kind(&self) -> &'static str {
        crate::environment::initialization_type(self.function().init)
    }

    /// Whether its start is part of what an invocation costs.
    pub(crate) fn is_on_demand(&self) -> bool {
        self.function().init == InitKind::OnDemand
    }
}
