//! Functions: what is kept about them, and the decisions about it.
//!
//! ```text
//! rows.rs            the rows of a function's cell       cell.rs      the model
//! configuration.rs   settings: checked and kept           code.rs      packages
//! version.rs         publishing, updating, activating    alias.rs     aliases
//! describe.rs        versions as answers tell them       resolve.rs   from a name to what is run
//! concurrency.rs     what is reserved, in numbers          provisioned.rs   what is kept warm
//! ```

pub(crate) mod alias;
pub(crate) mod cell;
pub(crate) mod code;
pub(crate) mod concurrency;
pub(crate) mod configuration;
pub(crate) mod describe;
pub(crate) mod provisioned;
pub(crate) mod resolve;
pub(crate) mod rows;
mod source;
pub(crate) mod version;
