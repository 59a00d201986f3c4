//! Deterministic simulation: random clients, a disk that loses power, and shadows that know what must still be true.
//!
//! A [`World`] is the real services over the real store on a simulated disk and a virtual clock, on one thread. A [`Script`]
//! chooses what happens next by a seed: sends, receives, deletes, events, jumps in time, checkpoints, evictions, power cuts at
//! any disk operation. [`shadow`] models hold every answer against what a client was promised:
//!
//! - no acknowledged message or event is lost, whatever the moment of the crash;
//! - nothing is delivered that was not sent there, or after its deletion was acknowledged;
//! - no message is handed out while an earlier receipt for it is live, or before its delay is over;
//! - in a FIFO group the earliest message that is not deleted comes first, and the group waits for it;
//! - a message is received at most `maxReceiveCount` times before it is found in the dead-letter queue, and in one place only;
//! - a schedule never fires early and always fires again.
//!
//! An answer that never came (a 5xx, a dead disk) promises nothing: the shadow then allows both outcomes.
//! A seed replays exactly, to the byte of every answer.

mod script;
pub mod shadow;
mod world;

pub use script::{Plan, Report, Script};
pub use world::{Reply, World};
