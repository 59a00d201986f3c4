//! The contract between services and the door.
//!
//! A [`Service`] lists its operations; [`Cloud`] runs every call to any of them through one pipeline: decode, authorise, decide,
//! settle, encode, audit. A caller is a socket ([`Cloud::handle`]) or another service ([`Handle::call`]); both take the same
//! way, with the same checks and the same audit (law 3). Nothing leaves through [`Cloud::handle`] before everything the answer
//! saw or wrote is durable (law 1).

pub mod access_keys;
mod audit;
mod authorise;
mod background;
mod cells;
mod context;
mod definition;
mod door;
mod operation;
mod service;
pub mod sessions;
mod stopping;
mod store_fault;
mod switchboard;
pub mod web;

pub use access_keys::{AccessKeys, UserKey};
pub use audit::{Audit, CallRecord};
pub use authorise::{Access, Denied};
pub use cells::regional_cell;
pub use context::{Context, Origin, Principal};
pub use definition::Definition;
pub use door::Incoming;
pub use operation::{Operations, Table};
pub use service::{Parts, Service};
pub use sessions::Sessions;
pub use stopping::{Stop, Stopping};
pub use store_fault::StoreFault;
pub use switchboard::{Builder, Cloud, Handle, Registered};
