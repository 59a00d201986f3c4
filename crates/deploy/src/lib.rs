//! Brings an application to a running server, as a client of it.
//!
//! [`package`] finds what a template points at on this machine, has it built ([`build`]) and puts it into a bucket of the
//! server's; [`stack`] has CloudFormation make the stack what the template says, and tells how far it is. Nothing here goes
//! around the wire protocols: what `tradewind up template.yaml` does, the AWS CLI and the SAM CLI do the same way.

pub mod build;
pub mod client;
mod element;
pub mod package;
mod query;
pub mod stack;

pub use client::{Answered, Server, Unanswered};
pub use query::Refusal;
