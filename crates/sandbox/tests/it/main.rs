//! Scenarios with real processes. Each runs as the user of the test, and, where that is root, as an unprivileged one too.

mod launch;
mod probes;
mod probes_bombs;
mod probes_egress;
mod probes_files;
mod probes_support;
mod support;
