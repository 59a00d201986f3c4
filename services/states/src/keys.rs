//! The rows of a region's cell, `states/<account>/<region>`, and its tasks.
//!
//! ```text
//! row                              holds
//! m <name>                         a state machine
//! d <revision>                     a definition (body)
//! a <name>                         an activity
//! w <activity> <number>            a task that waits for a worker
//! e <machine> <name>               an execution
//! s <machine> <name>               what it is in, while it runs (body)
//! h <machine> <name> <event>       an event of its history
//! x <machine> <start, descending> <name>   executions by time
//! t <token>                        whose token that is
//!
//! task                  written by                      does
//! states/task           a Task state                    has the work done
//! states/timer          a Wait state, a retry           wakes its thread
//! states/late           a task with a timeout           ends it
//! states/deadline       a machine with a timeout        ends an execution
//! states/forget         the end of an execution         forgets it after ninety days
//! ```

use tradewind_cloud::regional_cell;
use tradewind_store::Key;

pub(crate) const TASK: &str = "states/task";
pub(crate) const TIMER: &str = "states/timer";
pub(crate) const LATE: &str = "states/late";
pub(crate) const DEADLINE: &str = "states/deadline";
pub(crate) const FORGET: &str = "states/forget";

pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("states", account, region)
}

pub(crate) fn machines() -> Key {
    Key::tag(b'm')
}

pub(crate) fn machine(name: &str) -> Key {
    Key::tag(b'm').str(name)
}

pub(crate) fn definition(revision: &str) -> Key {
    Key::tag(b'd').str(revision)
}

pub(crate) fn activities() -> Key {
    Key::tag(b'a')
}

pub(crate) fn activity(name: &str) -> Key {
    Key::tag(b'a').str(name)
}

pub(crate) fn waiting_for(activity: &str) -> Key {
    Key::tag(b'w').str(activity)
}

pub(crate) fn waiting(activity: &str, number: u64) -> Key {
    Key::tag(b'w').str(activity).u64(number)
}

pub(crate) fn execution(machine: &str, name: &str) -> Key {
    Key::tag(b'e').str(machine).str(name)
}

pub(crate) fn state(machine: &str, name: &str) -> Key {
    Key::tag(b's').str(machine).str(name)
}

pub(crate) fn history(machine: &str, name: &str) -> Key {
    Key::tag(b'h').str(machine).str(name)
}

pub(crate) fn event(machine: &str, name: &str, id: u64) -> Key {
    Key::tag(b'h').str(machine).str(name).u64(id)
}

pub(crate) fn by_time(machine: &str) -> Key {
    Key::tag(b'x').str(machine)
}

/// The newest come first.
pub(crate) fn at_time(machine: &str, started: u64, name: &str) -> Key {
    Key::tag(b'x').str(machine).u64(u64::MAX - started).str(name)
}

pub(crate) fn token(token: &str) -> Key {
    Key::tag(b't').str(token)
}
