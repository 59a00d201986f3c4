//! A pure interpreter: an execution, an event, and what is to be done about it.
//!
//! ```text
//! threads   0  Order            waits for its branches
//!           1  |- Ship          waits for a task          turn 3
//!           2  `- Bill          waits for time            turn 1
//! ```
//!
//! A thread is a branch of a Parallel state, an iteration of a Map, or the execution itself. Each time it begins to wait it takes a
//! new turn; an answer to an older turn is late, and changes nothing.

mod children;
mod errors;
pub(crate) mod history;
mod run;
mod shape;
mod states;

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tradewind_clock::Timestamp;

use crate::fault::Fault;
use crate::jsonata::Chance;
use crate::machine::Machine;
use history::HistoryEvent;
use run::Run;

/// The most events of a history. AWS: 25,000.
pub(crate) const MAX_EVENTS: u64 = 25_000;
/// The longest input, output or result, in bytes of UTF-8. AWS: 256 KiB.
pub(crate) const MAX_DATA: usize = 262_144;

/// When something happens, and by what chance.
pub struct Moment<'a> {
    /// Now.
    pub now: Timestamp,
    /// Sixty-four random bits a call.
    pub chance: &'a mut Chance<'a>,
}

/// What an execution begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// `arn:aws:states:<region>:<account>:execution:<machine>:<name>`.
    pub execution: String,
    /// Its name.
    pub name: String,
    /// The role it runs as.
    pub role: String,
    /// `arn:aws:states:<region>:<account>:stateMachine:<name>`.
    pub machine: String,
    /// The machine's name.
    pub machine_name: String,
    /// Its input.
    pub input: Value,
}

/// One execution, at rest: it waits for something, or is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// What of the context object is the same in all states.
    context: Value,
    threads: BTreeMap<u64, Thread>,
    next_thread: u64,
    next_turn: u64,
    /// The number of the last event of its history.
    last_event: u64,
    over: bool,
}

/// Which waiting of which thread something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskId {
    thread: u64,
    turn: u64,
}

/// What happens to an execution.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Somebody has begun with a task; who, of activities.
    TaskStarted(TaskId, Option<String>),
    /// A task that is waited for elsewhere has been handed over, with this answer.
    TaskSubmitted(TaskId, Value),
    /// A task is done.
    TaskSucceeded(TaskId, Value),
    /// A task has failed.
    TaskFailed(TaskId, Fault),
    /// A task has taken longer than it may, or has not been heard of for too long (`true`).
    TaskTimedOut(TaskId, bool),
    /// It is the time that a [`Effect::Timer`] named.
    TimerFired(TaskId),
    /// The execution has taken longer than it may.
    TimedOut,
    /// Somebody stops it.
    Aborted {
        /// An error's name, if they gave one.
        error: Option<String>,
        /// Why, if they said so.
        cause: Option<String>,
    },
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Have this done, and answer with [`Event`]s about its id.
    Task {
        /// The id.
        task: TaskId,
        /// The state that asks.
        state: String,
        /// `arn:aws:states:::sqs:sendMessage`, the ARN of a function or an activity.
        resource: String,
        /// The task's input.
        parameters: Value,
        /// After how many seconds [`Event::TaskTimedOut`] is due.
        timeout: Option<u64>,
        /// After how many seconds without a sign of life it is due.
        heartbeat: Option<u64>,
        /// `Credentials`, where the state has them.
        credentials: Option<Value>,
        /// By which others may answer: `$$.Task.Token`.
        token: String,
    },
    /// Answer with [`Event::TimerFired`] at this time.
    Timer(TaskId, Timestamp),
    /// Nobody waits for this task or timer any more.
    Cancel(TaskId),
    /// The next event of the history.
    History(HistoryEvent),
    /// The execution is over.
    Done(Outcome),
}

/// How an execution ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// With this output.
    Succeeded(Value),
    /// With an error.
    Failed(Fault),
    /// It took too long.
    TimedOut,
    /// Somebody stopped it.
    Aborted {
        /// An error's name, if they gave one.
        error: Option<String>,
        /// Why, if they said so.
        cause: Option<String>,
    },
}

/// A line of states that follow each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Thread {
    parent: Option<u64>,
    /// Which of its parent's it is.
    slot: usize,
    /// The states that hold its machine, from the outermost on, and which branch of each.
    place: Vec<(String, usize)>,
    state: String,
    /// The state's input, as it came.
    input: Value,
    /// An object: variables of its own and those it sees from outside.
    variables: Value,
    /// `Map.Item` of the context object.
    item: Option<Value>,
    /// The last event of this thread.
    previous: u64,
    /// The event with which it entered its state, and when that was, in microseconds.
    entered: u64,
    entered_at: u64,
    /// How often each retrier of the state has been used.
    tries: Vec<u32>,
    /// `Task.Token` of the context object, in a Task state.
    token: Option<String>,
    /// The turn it waits for, if it waits.
    turn: u64,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Phase {
    /// It is on its way.
    Ready,
    /// For a task.
    Task,
    /// For time, in a Wait state.
    Waiting,
    /// For time, before it is tried again.
    Retrying,
    /// For threads of its own.
    Children(Children),
}

/// What a thread knows of its own threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Children {
    results: Vec<Option<Value>>,
    /// Items of a Map that have not begun.
    waiting: VecDeque<(usize, Value)>,
    running: usize,
    /// The event with which they began.
    started: u64,
    /// Whether it is a Map.
    map: bool,
}

impl Execution {
    /// Begins an execution.
    pub fn start(machine: &Machine, start: Start, moment: Moment<'_>) -> (Execution, Vec<Effect>) {
        let context = json!({
            "Execution": {
                "Id": start.execution,
                "Input": start.input,
                "Name": start.name,
                "RoleArn": start.role,
                "StartTime": moment.now.to_string(),
                "RedriveCount": 0,
            },
            "StateMachine": {"Id": start.machine, "Name": start.machine_name},
        });
        let mut execution =
            Execution { context, threads: BTreeMap::new(), next_thread: 0, next_turn: 0, last_event: 0, over: false };
        let mut run = Run::new(&mut execution, machine, moment);
        run.begin(start.input, start.role);
        let effects = run.effects;
        (execution, effects)
    }

    /// What an event makes of it. What comes late, or to an execution that is over, changes nothing.
    pub fn step(&mut self, machine: &Machine, event: Event, moment: Moment<'_>) -> Vec<Effect> {
        if self.over {
            return Vec::new();
        }
        let mut run = Run::new(self, machine, moment);
        run.hear(event);
        run.effects
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// How many events its history has.
    pub fn events(&self) -> u64 {
        self.last_event
    }

    /// The states it is in, in no particular order.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.threads.values().map(|thread| thread.state.as_str())
    }
}
