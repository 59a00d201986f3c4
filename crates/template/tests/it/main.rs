//! Tests of the template language through its public functions.

mod checking;
mod compiling;
mod extending;
mod mutating;
mod planning;
mod published;
mod reading;
mod registry;
