//! Step Functions through the door, in process, on virtual time and a simulated disk, with SQS beside it.

mod activities;
mod crash;
mod executions;
mod functions;
mod machines;
mod tasks;
mod world;
