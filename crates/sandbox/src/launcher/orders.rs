//! What the launcher and a zygote say to each other; the other side is `join.py`.
//!
//! ```text
//! launcher -> zygote   setup, once: the filter, the namespaces to enter
//!                      fork: stdout, stderr, control, init, rules, doors of the groups
//!                      reap: a fork that ended
//! zygote -> launcher   ready; forked (by the parent); sealed or failed (by the fork); ended
//! ```

use serde::{Deserialize, Serialize};

use super::identity;
use crate::spec::Limits;

/// What is the same for all forks.
#[derive(Serialize)]
pub(super) struct Setup {
    /// What the process enters with `setns`.
    pub(super) spaces: i32,
    /// An array of `struct sock_filter` in hexadecimal digits; empty for none.
    pub(super) filter: String,
}

/// To fork into what has been prepared.
#[derive(Serialize)]
pub(super) struct ForkOrder {
    /// The instance.
    pub(super) fork: u64,
    /// Which descriptors come beside stdout, stderr and control, in this order.
    pub(super) init: bool,
    pub(super) rules: bool,
    pub(super) doors: usize,
    pub(super) user: Option<u32>,
    pub(super) limits: Vec<(u32, u64)>,
}

/// To wait for a fork that has ended.
#[derive(Serialize)]
pub(super) struct ReapOrder {
    pub(super) reap: i32,
}

/// What a zygote says: one of these, with what belongs to it.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Says {
    pub(super) ready: Option<bool>,
    pub(super) forked: Option<u64>,
    pub(super) pid: Option<i32>,
    pub(super) sealed: Option<u64>,
    pub(super) failed: Option<u64>,
    pub(super) error: Option<String>,
    pub(super) ended: Option<i32>,
    pub(super) status: Option<i32>,
}

/// Limits as numbers of `setrlimit`.
pub(super) fn numbers(limits: &Limits, own_count: bool, whole_disk: bool) -> Vec<(u32, u64)> {
    identity::limits(limits, own_count, whole_disk)
        .into_iter()
        .map(|(resource, most)| (resource as u32, most))
        .collect()
}
