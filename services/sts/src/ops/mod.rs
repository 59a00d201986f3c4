//! One file an operation.

mod get_caller_identity;

pub(crate) use self::get_caller_identity::get_caller_identity;
