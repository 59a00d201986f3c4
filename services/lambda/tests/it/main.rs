//! Scenarios.

mod fake;
mod mapping;
mod mapping_batches;
mod mapping_life;
mod mapping_world;
mod stage;
