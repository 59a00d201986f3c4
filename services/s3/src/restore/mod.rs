//! Archived objects: a copy is made that can be read, stays for some days and goes away (Amazon S3 User Guide, "Restoring an archived
//! object").
//!
//! ```text
//! RestoreObject --- the version notes when its copy will be there; a task for then; ObjectRestore:Post
//! the task      --- the version notes until when the copy stays;   a task for then; ObjectRestore:Completed
//! the task      --- the version notes nothing any more;                             ObjectRestore:Delete
//! ```
//!
//! A task that finds another time than its own is an older one, and does nothing. No bytes are moved: archived ones lie where all do.

mod ops;
mod run;
mod state;

use tradewind_cloud::Table;

pub(crate) use self::run::perform;
pub(crate) use self::state::Restored;
use crate::S3;

/// Lists the operation.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    table.add("RestoreObject", ops::restore_object)
}
