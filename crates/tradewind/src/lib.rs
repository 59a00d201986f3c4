//! The binary: command line, configuration, HTTP edge, wiring, admin endpoints, metrics, logs.
//!
//! A server is made by [`up::start`] from a [`config::Config`]: it opens the store, registers the services with the cloud, and
//! puts the [`edge`] between them and the sockets of the [`server`].
//!
//! # Absent
//!
//! TLS (put a proxy before the server), more than one listening address, streaming of requests' bodies (a body is gathered whole, up
//! to the limit), the web console.

pub mod admin;
pub mod cli;
pub mod commands;
pub mod config;
pub mod coverage;
pub mod edge;
pub mod failure;
pub mod functions;
pub mod logs;
pub mod metrics;
mod printing;
pub mod real_time;
pub mod server;
pub mod up;
