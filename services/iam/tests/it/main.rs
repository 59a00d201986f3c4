//! Scenarios through the door, in process, on virtual time.

mod access_keys;
mod account;
mod cfn;
mod identities;
mod policies;
mod restart;
mod world;
