//! CloudFormation through the door, in process, on virtual time.

mod crashing;
mod creating;
mod deleting;
mod sharing;
mod things;
mod transforming;
mod updating;
mod world;
