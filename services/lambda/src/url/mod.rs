//! Function URLs: their configuration, their addresses, and the index from an address to its function.
//!
//! ```text
//! config.rs   what is configured, and the decisions on a function's cell
//! address.rs  ids, and the URL they are printed as
//! index.rs    the cells lambda/urls/<id>
//! ```

mod address;
mod config;
mod index;

pub(crate) use self::address::{draw_id, read_host, url};
pub(crate) use self::config::{Change, check_cors, check_qualifier, cors_of, cors_row};
pub(crate) use self::index::{FORGET, forget, note_forget};
