//! System calls that `rustix` has no safe form of. The only place with `unsafe`; every block carries its proof.
//!
//! Processes are made by [`fork()`], which asks for a [`SingleThread`]: a forked child of a process with one thread owns a consistent
//! heap and no lock that nobody will ever release, so ordinary Rust may run in it.
#![allow(unsafe_code)]

mod descriptors;
mod execute;
mod forbidden;
mod fork;
mod kernel;
mod loopback;
mod signals;

pub(crate) use descriptors::{close_all_but, place, take_stdin};
pub(crate) use execute::execute;
pub(crate) use forbidden::{Forbidden, end_after};
pub(crate) use fork::{SingleThread, fork};
pub(crate) use kernel::{landlock_abi, landlock_restrict, mount_attributes, unshare};
pub(crate) use loopback::loopback_up;
pub(crate) use signals::{block_signals, child_signals, ignore_long_files, next_signal, reset_signals};
