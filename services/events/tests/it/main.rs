//! EventBridge through the door, in process, on virtual time and a simulated disk.

mod buses;
mod cfn;
mod crash;
mod delivery;
mod fan_out;
mod forwarding;
mod functions;
mod permissions;
mod put_events;
mod queues;
mod rules;
mod schedules;
mod tags;
mod targets;
mod transforming;
mod world;
