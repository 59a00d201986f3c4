//! A server in process, driven over its socket byte by byte.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod admin;
mod bad_input;
mod bin;
mod commands;
mod detection;
mod fake;
mod forged;
mod limits;
mod objects;
mod platform;
mod probe;
mod process;
mod raw;
mod readme;
mod rest;
mod server;
mod signatures;
mod sites;
mod stopping;
