//! Parameter Store through the door, in process, on virtual time and a simulated disk, with KMS beside it.

mod cfn;
mod expiring;
mod labels;
mod listing;
mod naming;
mod secure;
mod versions;
mod world;
