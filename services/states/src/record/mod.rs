//! Rows.

mod activity;
mod execution;
mod machine;

pub(crate) use activity::{Activity, Asked, Holder};
pub(crate) use execution::{Execution, Pending, Status};
pub(crate) use machine::Machine;
