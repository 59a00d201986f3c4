//! Objects: their versions, their bytes, and what is said about them.

pub(crate) mod about;
mod absorb;
mod conditions;
mod emit;
pub(crate) mod id;
mod range;
pub(crate) mod rows;
pub(crate) mod sweep;
pub(crate) mod tags;
mod version;

pub(crate) use self::absorb::{Stored, absorb};
pub(crate) use self::conditions::{Conditions, Verdict, check_write};
pub(crate) use self::emit::{Bytewise, Pins};
pub(crate) use self::range::parse as parse_range;
pub(crate) use self::version::{About, Content, NULL, Part, Parts, STANDARD, Version, quoted, whole_seconds};
