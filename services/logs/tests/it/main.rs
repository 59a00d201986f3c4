//! Scenarios through the door: every call is bytes in and bytes out, on virtual time and a simulated disk.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod cfn;
mod crash;
mod events;
mod filters;
mod functions;
mod groups;
mod harness;
mod restart;
mod retention;
mod search;
mod streams;
