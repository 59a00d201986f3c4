//! Scenarios.

mod probes;
mod probes_bombs;
mod probes_egress;
mod probes_files;
mod probes_support;
