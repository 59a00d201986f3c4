//! Secrets Manager through the door, in process, on virtual time and a simulated disk, with KMS beside it.

mod deleting;
mod listing;
mod secrecy;
mod settings;
mod versions;
mod world;
