//! Functions: what is kept about them, and the decisions about it.
//!
//! ```text
//! rows.rs            the rows of a function's cell       cell.rs      the model
//! configuration.rs   settings: checked, kept, told       code.rs      packages
//! version.rs         publishing, updating, activating    alias.rs     aliases
//! describe.rs        versions as answers tell them       resolve.rs   from a name to what is run
//! concurrency.rs     what is reserved and provisioned
//! ```

pub(crate) mod cell;
pub(crate) mod concurrency;
pub(crate) mod resolve;
pub(crate) mod rows;
