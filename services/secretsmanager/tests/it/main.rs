//! Secrets Manager through the door, in process, on virtual time and a simulated disk, with KMS beside it.

mod cfn;
mod crash;
mod deleting;
mod functions;
mod listing;
mod rotating;
mod secrecy;
mod settings;
mod versions;
mod world;
