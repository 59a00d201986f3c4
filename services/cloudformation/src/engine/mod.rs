//! What drives operations.

mod advance;
mod begin;
mod desk;
pub(crate) mod finish;
mod forward;
mod outputs;
mod perform;
mod poke;
mod remove;
mod settle;
mod stages;

pub(crate) use begin::{Start, begin_create, begin_delete, begin_update, cancel_update, continue_rollback, roll_back};
pub(crate) use desk::stack_event;
pub(crate) use perform::{perform, timeout};
pub(crate) use poke::poke;
