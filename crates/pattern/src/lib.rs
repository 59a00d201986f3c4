//! Event-pattern compiler and matcher.
