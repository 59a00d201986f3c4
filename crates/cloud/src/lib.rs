//! The contract between services and the door.
