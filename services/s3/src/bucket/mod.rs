//! Buckets: the cell of each, who may reach it, and the list of all.

mod access;
mod cell;
mod list;
mod name;
mod record;

pub(crate) use self::access::Target;
pub use self::cell::BucketCell;
pub(crate) use self::list::{Entry, Lister, page, relist};
pub(crate) use self::name::{check_name, is_region, seal, unseal};
pub use self::record::{BucketRecord, Versioning, canonical_id};
