//! KMS through the door, in process, on virtual time and a simulated disk.

mod aliases;
mod cfn;
mod crypto;
mod grants;
mod hostile;
mod lifecycle;
mod rotation;
mod secrecy;
mod settings;
mod world;
