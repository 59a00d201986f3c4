//! Scenarios through the door, in process, on virtual time.

mod caller;
mod sessions;
mod world;
