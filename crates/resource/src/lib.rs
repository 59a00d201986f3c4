//! What a service tells CloudFormation about the resource types it owns.
//!
//! A service lists its types in its `cfn.rs`; the engine (`services/cloudformation`) knows none of them. A [`ResourceType`] is a
//! static schema, from which the engine refuses what is unknown or unsupported before anything is created, and a [`Handler`] that
//! makes, changes and removes single resources by calls through the same door that clients use ([`Caller`]).
//!
//! A handler may be asked twice for the same thing: the server can stop between the call it made and the note that it was made.
//! It must then come to the same end. [`Wanted::again`] says that an earlier attempt may have got somewhere; names that the
//! handler makes ([`Wanted::physical_name`]) are the same in every attempt.

mod caller;
mod failure;
mod handler;
#[cfg(feature = "stage")]
pub mod official;
mod registry;
mod request;
mod schema;
#[cfg(feature = "stage")]
pub mod stage;
mod tags;
mod wanted;

pub use caller::Caller;
pub use failure::{Failure, HandlerErrorCode};
pub use handler::{Existing, Handler, Made, Progress, Step, unchanged};
pub use registry::{Registry, ResourceType};
pub use request::{Request, json_text, text_at, texts, without};
pub use schema::{Kind, Property, TAG, Update};
pub use tags::{TagChanges, Tags, tag_list, tag_map, text_list};
pub use wanted::{Case, Wanted};
