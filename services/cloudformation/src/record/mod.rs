//! What the rows hold.

mod change_set;
mod event;
mod json;
mod operation;
mod resource;
mod stack;
mod status;
mod wait;

pub(crate) use change_set::{Change, ChangeSet, Detail};
pub(crate) use event::Event;
pub(crate) use json::Json;
pub(crate) use operation::{Failed, Kind, Operation, Stage, State, Step, Turn, Work};
pub(crate) use resource::{Policy, Resource, Version};
pub(crate) use stack::{Caller, Output, Parameter, Parent, Settings, Stack, time};
pub(crate) use status::{Status, Verb};
pub(crate) use wait::{Signal, Wait};
