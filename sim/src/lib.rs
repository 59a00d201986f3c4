//! Deterministic simulation: random clients, a disk that loses power, and shadows that know what must still be true.
//!
//! A [`World`] is the real services over the real store on a simulated disk and a virtual clock, on one thread. A [`Script`]
//! chooses what happens next by a seed: sends, receives, deletes, events, jumps in time, checkpoints, evictions; queues that
//! are purged, or deleted and made anew; dead letters taken back; power cuts at any disk operation, syncs that fail or are torn,
//! disks that are full for a while. [`shadow`] models hold every answer against what a client was promised:
//!
//! - no acknowledged message or event is lost, whatever the moment of the crash or the failure;
//! - nothing is delivered that was not sent there, or after its deletion or a purge of its queue was acknowledged, or from a
//!   queue that was deleted and made anew;
//! - no message is handed out while an earlier receipt for it is live, or before its delay is over;
//! - in a FIFO group the earliest message that is not deleted comes first, and the group waits for it;
//! - a deduplication id stands for one message for five minutes to the microsecond, across crashes and purges;
//! - a message is received at most `maxReceiveCount` times before it is found in the dead-letter queue, and in one place only,
//!   also after it was taken back from there;
//! - every event reaches each target of its rules, over a second bus too, or else the target's dead-letter queue;
//! - a schedule fires at its times only, never early, and no time is left out while the server runs its tasks; times that passed
//!   meanwhile are made up for by one firing.
//!
//! An answer that never came (a 5xx, a dead disk) promises nothing: the shadow then allows both outcomes. A 5xx is allowed
//! only while the disk is in trouble. A seed replays exactly, to the byte of every answer.

mod script;
pub mod shadow;
mod trouble;
mod world;

pub use script::{Plan, Report, Script};
pub use tradewind_store::SyncFault;
pub use world::{Reply, World};
