//! A server in process, driven over its socket byte by byte.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod admin;
mod bad_input;
mod detection;
mod forged;
mod limits;
mod probe;
mod raw;
mod readme;
mod server;
mod signatures;
mod stopping;
