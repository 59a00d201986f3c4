//! The binary's side of functions: where their logs go, and what they find of the platform.

pub mod log_files;
