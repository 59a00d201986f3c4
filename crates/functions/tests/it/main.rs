//! Scenarios.

mod kits;
mod packages;
