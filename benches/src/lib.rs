//! Measured claims, and the peers they are measured against.
