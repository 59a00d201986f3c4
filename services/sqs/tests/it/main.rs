//! Scenarios through the door: every call is bytes in and bytes out, on virtual time and a simulated disk.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

mod attributes;
mod batches;
mod cfn;
mod dead_letters;
mod fair;
mod fifo;
mod harness;
mod long_poll;
mod messages;
mod move_tasks;
mod moving;
mod permissions;
mod protocols;
mod queues;
mod restart;
mod retention;
mod shadow;
mod visibility;
mod waiting;
