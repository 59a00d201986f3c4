//! System and virtual time, timers and seeded randomness.
