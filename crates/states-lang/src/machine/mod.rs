//! State machines as they are written.

mod fields;
mod graph;
mod kinds;
mod read;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::choice::Test;
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::{Path, ReferencePath};
use crate::payload::Template;

/// The longest definition, in bytes. AWS: 1 MB.
pub const MAX_DEFINITION: usize = 1_048_576;
/// The longest name of a state, in characters. AWS: 80.
pub const MAX_NAME: usize = 80;

/// How data is looked for and shaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Paths, payload templates and intrinsic functions.
    JsonPath,
    /// Expressions.
    Jsonata,
}

/// A state machine, or a branch of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// What it is for.
    pub comment: Option<String>,
    /// The state it begins with.
    pub start_at: String,
    /// Its states by name.
    pub states: BTreeMap<String, State>,
    /// How long an execution may take, in seconds.
    pub timeout_seconds: Option<u64>,
}

/// A state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its name.
    pub name: String,
    /// Its place in the definition, for drawings.
    pub position: usize,
    /// What it is for.
    pub comment: Option<String>,
    /// How its data is shaped.
    pub language: Language,
    /// What it does.
    pub kind: Kind,
    /// The state after it. None: it is the end, or chooses itself.
    pub next: Option<String>,
    /// What is done about its errors, before anything catches them.
    pub retry: Vec<Retrier>,
    /// Where its errors lead.
    pub catch: Vec<Catcher>,
    pub(crate) shape: Shape,
}

/// How a state's data is shaped.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    /// `InputPath`.
    pub(crate) input: Filter,
    /// `Parameters`, `Arguments`.
    pub(crate) parameters: Option<Template>,
    /// `ResultSelector`.
    pub(crate) selector: Option<Template>,
    /// `ResultPath`.
    pub(crate) result: Placing,
    /// `OutputPath`.
    pub(crate) output_path: Filter,
    /// `Output`.
    pub(crate) output: Option<Template>,
    /// `Assign`.
    pub(crate) assign: Vec<(String, Template)>,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape {
            input: Filter::Whole,
            parameters: None,
            selector: None,
            result: Placing::Whole,
            output_path: Filter::Whole,
            output: None,
            assign: Vec::new(),
        }
    }
}

/// What of something goes on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    Whole,
    /// `null`: an empty object instead.
    Nothing,
    At(Path),
}

/// Where a result is put.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Placing {
    /// It takes the place of the input.
    Whole,
    /// `null`: nowhere; the input goes on.
    Nowhere,
    At(ReferencePath),
}

/// What a state does.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Shapes its input.
    Pass {
        /// `Result`.
        result: Option<Value>,
    },
    /// Has something done.
    Task(Task),
    /// Chooses the next state.
    Choice {
        /// In their order.
        rules: Vec<Rule>,
        /// Where none holds.
        default: Option<String>,
    },
    /// Lets time pass.
    Wait(Wait),
    /// Ends well.
    Succeed,
    /// Ends with an error.
    Fail(Fail),
    /// Does several things at once.
    Parallel {
        /// Each with a copy of the input.
        branches: Vec<Machine>,
    },
    /// Does the same with each item of a list.
    Map(Map),
}

/// What a task asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// `arn:aws:states:::sqs:sendMessage`, the ARN of a function or an activity.
    pub resource: String,
    pub(crate) timeout: Option<Template>,
    pub(crate) heartbeat: Option<Template>,
    pub(crate) credentials: Option<Template>,
}

/// Until when is waited.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// Seconds, or a moment.
    pub(crate) until: Until,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Until {
    Seconds(Template),
    Moment(Template),
}

/// An error to end with.
#[derive(Clone, Debug, PartialEq)]
pub struct Fail {
    pub(crate) error: Option<Template>,
    pub(crate) cause: Option<Template>,
}

/// What is done with each item.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What an iteration runs.
    pub processor: Machine,
    /// `ItemsPath`, `Items`; none: the input.
    pub(crate) items: Option<Template>,
    /// `ItemSelector`, and `Parameters` of old.
    pub(crate) selector: Option<Template>,
    /// Iterations at once; none or 0: as many as there are.
    pub(crate) concurrency: Option<Template>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub(crate) test: Test,
    /// Where it leads.
    pub next: String,
    pub(crate) output: Option<Template>,
    pub(crate) assign: Vec<(String, Template)>,
}

/// When and how often a state is tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrier {
    /// Names of errors.
    pub errors: Vec<String>,
    /// Seconds before the first time.
    pub interval: u64,
    /// How often. 0: never.
    pub attempts: u32,
    /// By what the interval grows each time.
    pub backoff: f64,
    /// What it grows to at most, in seconds.
    pub longest: Option<u64>,
    /// Whether each interval is drawn by lot between nothing and itself.
    pub jitter: bool,
}

/// Where errors lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher {
    /// Names of errors.
    pub errors: Vec<String>,
    /// The state that goes on.
    pub next: String,
    pub(crate) result: Placing,
    pub(crate) output: Option<Template>,
    pub(crate) assign: Vec<(String, Template)>,
}

impl Machine {
    /// Reads a definition.
    ///
    /// # Errors
    /// Everything that is wrong with it; warnings alone are no error.
    pub fn read(text: &str) -> Result<Machine, Vec<Diagnostic>> {
        let (machine, diagnostics) = Machine::examine(text);
        match machine {
            Some(machine) if diagnostics.iter().all(|one| one.severity == Severity::Warning) => Ok(machine),
            _ => Err(diagnostics),
        }
    }

    /// Reads a definition as far as it can be read, with everything that is wrong with it.
    pub fn examine(text: &str) -> (Option<Machine>, Vec<Diagnostic>) {
        read::machine(text)
    }

    /// A state of it.
    pub(crate) fn state(&self, name: &str) -> Option<&State> {
        self.states.get(name)
    }
}
