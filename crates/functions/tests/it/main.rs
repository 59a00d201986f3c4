//! Scenarios.

mod packages;
