//! How asynchronous invocations are handled: how often, how long, and who gets to know what came of them.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html>

mod config;
mod destination;

pub(crate) use self::config::{Change, shape};
