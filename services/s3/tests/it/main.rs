//! Scenarios through the door, in process, on virtual time.

mod buckets;
mod stage;
