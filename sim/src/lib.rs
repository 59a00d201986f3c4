//! Deterministic simulator with shadow models and crashes at every commit point.
