//! A way out of an instance's own network.

/// What the interface that leads out is called inside.
pub(crate) const INSIDE: &str = "eth0";
