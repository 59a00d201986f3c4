//! An executor that is still on its way.
//!
//! Finding out how well functions can be isolated here takes processes and time; the server serves meanwhile. Whoever invokes a
//! function waits for it, and everybody else does not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::sync::watch;
use tradewind_functions::{Execution, Executor, Function, Invocation, InvokeError, Runtime, Warm};

/// The executor, and how it is ended.
pub struct Arrived {
    /// Runs functions.
    pub executor: Arc<dyn Executor>,
    /// Ends everything that runs; resolves when nothing is left.
    pub stop: BoxFuture<'static, ()>,
}

/// An executor that is on its way, there, or not coming.
pub struct Late {
    state: watch::Sender<State>,
    /// What was asked to be kept warm before there was anybody to do it, by key.
    wishes: Mutex<BTreeMap<String, (Arc<Function>, u32)>>,
    stop: Mutex<Option<BoxFuture<'static, ()>>>,
}

#[derive(Clone)]
enum State {
    Coming,
    Here(Arc<dyn Executor>),
    Absent(InvokeError),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Late {
    /// One that is on its way.
    pub fn new() -> Arc<Late> {
        Arc::new(Late::in_state(State::Coming))
    }

    /// One that never comes; says why.
    pub fn never(why: &str) -> Arc<Late> {
        Arc::new(Late::in_state(State::Absent(InvokeError::Isolation(why.to_owned()))))
    }

    fn in_state(state: State) -> Late {
        Late { state: watch::Sender::new(state), wishes: Mutex::default(), stop: Mutex::default() }
    }

    /// It is there, or it is not coming. What arrives too late is ended.
    pub async fn arrive(&self, arrived: Result<Arrived, String>) {
        let too_late = match arrived {
            Ok(Arrived { executor, stop }) => {
                // Nobody wishes while this is decided, so no wish is lost and none is older than what the executor is told.
                let mut wishes = lock(&self.wishes);
                if self.decide(State::Here(executor.clone())) {
                    *lock(&self.stop) = Some(stop);
                    std::mem::take(&mut *wishes).into_values().for_each(|(function, instances)| {
                        executor.keep_warm(function, instances);
                    });
                    None
                } else {
                    Some(stop)
                }
            }
            Err(why) => {
                self.decide(State::Absent(InvokeError::Isolation(why)));
                None
            }
        };
        if let Some(stop) = too_late {
            stop.await;
        }
    }

    /// Changes the state if it is still open; tells whether it was.
    fn decide(&self, decided: State) -> bool {
        self.state.send_if_modified(|state| {
            let open = matches!(state, State::Coming);
            if open {
                *state = decided;
            }
            open
        })
    }

    /// Ends everything that runs, and refuses whatever comes.
    pub async fn stop(&self) {
        let wishes = lock(&self.wishes);
        self.state.send_replace(State::Absent(InvokeError::Stopping));
        drop(wishes);
        let stop = lock(&self.stop).take();
        if let Some(stop) = stop {
            stop.await;
        }
    }

    fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// The executor, once it is there.
    fn here(&self) -> impl Future<Output = Result<Arc<dyn Executor>, InvokeError>> + Send + use<> {
        let mut state = self.state.subscribe();
        async move {
            let known = state.wait_for(|state| !matches!(state, State::Coming)).await;
            match known.map(|state| state.clone()) {
                Ok(State::Here(executor)) => Ok(executor),
                Ok(State::Absent(why)) => Err(why),
                Ok(State::Coming) | Err(_) => Err(InvokeError::Stopping),
            }
        }
    }
}

impl Executor for Late {
    /// Waits for the executor, which alone knows: a function must not be taken that can't be run.
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        futures::executor::block_on(self.here())?.check(runtime)
    }

    fn invoke(
        &self,
        function: Arc<Function>,
        invocation: Invocation,
    ) -> BoxFuture<'static, Result<Execution, InvokeError>> {
        match self.state() {
            State::Here(executor) => executor.invoke(function, invocation),
            State::Absent(why) => Box::pin(std::future::ready(Err(why))),
            State::Coming => {
                let here = self.here();
                Box::pin(async move { here.await?.invoke(function, invocation).await })
            }
        }
    }

    fn keep_warm(&self, function: Arc<Function>, instances: u32) {
        let mut wishes = lock(&self.wishes);
        match self.state() {
            State::Coming if instances == 0 => drop(wishes.remove(&function.key)),
            State::Coming => drop(wishes.insert(function.key.clone(), (function, instances))),
            State::Here(executor) => executor.keep_warm(function, instances),
            State::Absent(_) => {}
        }
    }

    fn warm(&self, key: &str) -> Warm {
        match self.state() {
            State::Here(executor) => executor.warm(key),
            State::Coming => {
                let wanted = lock(&self.wishes).get(key).map_or(0, |(_, instances)| *instances);
                Warm { wanted, ..Warm::default() }
            }
            State::Absent(why) => Warm { failure: Some(why.to_string()), ..Warm::default() },
        }
    }

    fn prepare(&self, function: Arc<Function>) -> BoxFuture<'static, Result<(), String>> {
        let here = self.here();
        Box::pin(async move {
            let error = |why: InvokeError| json!({ "errorType": "Runtime.Unknown", "errorMessage": why.to_string() });
            here.await.map_err(|why| error(why).to_string())?.prepare(function).await
        })
    }

    fn retire(&self, key_prefix: &str) {
        let mut wishes = lock(&self.wishes);
        wishes.retain(|key, _| !key.starts_with(key_prefix));
        if let State::Here(executor) = self.state() {
            executor.retire(key_prefix);
        }
    }

    fn facts(&self) -> Value {
        match self.state() {
            State::Coming => json!({ "state": "starting" }),
            State::Here(executor) => executor.facts(),
            State::Absent(why) => json!({ "state": "unavailable", "reason": why.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests;
