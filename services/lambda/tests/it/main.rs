//! Scenarios.

mod account;
mod aliases;
mod concurrency;
mod fake;
mod functions;
mod invoke_later;
mod invoke_now;
mod layers;
mod permissions;
mod sites;
mod stage;
mod updates;
mod versions;
