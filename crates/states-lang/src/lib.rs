//! The [Amazon States Language](https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html): state
//! machines as they are written, what is wrong with them, and a pure interpreter.
//!
//! ```text
//! text --read--> Machine
//!                  |            (state, event) -> (state', effects)
//! Execution --------- step ---> Execution', [Task | Timer | Cancel | History | Done]
//! ```
//!
//! Nothing here waits, calls or asks for the time: [`Execution::step`] takes the moment and the chance as arguments
//! ([`Moment`]) and answers with [`Effect`]s for others to carry out. An [`Execution`] is a value that can be written down at any
//! time and read again by another process.
//!
//! # What the language means here
//!
//! It follows the developer guide and the [specification](https://states-language.net/spec.html). Where both are silent:
//!
//! - A path without wildcards, slices, filters or descendants that leads nowhere is an error; any other path gives a list.
//! - `States.Runtime` and `States.DataLimitExceeded` are never caught by `States.ALL`.
//! - JSONata is that of the crate `jsonata-core`, bounded in time, depth and length of sequences ([`jsonata::LIMITS`]).
//!
//! # Absent
//!
//! `Map` in mode `DISTRIBUTED` is read and refused by [`Machine::read`]'s diagnostics: its items, batches, results and child executions
//! belong to a service that does not exist yet.

mod choice;
mod diagnostic;
mod execution;
mod fault;
pub mod fuzz;
mod intrinsic;
pub mod jsonata;
mod machine;
mod path;
mod payload;

pub use diagnostic::{Diagnostic, Severity};
pub use execution::history::{Detail, HistoryEvent};
pub use execution::{Effect, Event, Execution, Moment, Outcome, Start, TaskId};
pub use fault::Fault;
pub use machine::{
    Catcher, Fail, Kind, Language, MAX_DEFINITION, MAX_NAME, Machine, Map, Retrier, Rule, State, Task, Wait,
};
