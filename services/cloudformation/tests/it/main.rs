//! CloudFormation through the door, in process, on virtual time.

mod creating;
mod things;
mod transforming;
mod world;
