//! JSON text without a tree: check it, take the white space out, find a member.
//!
//! An event's detail is checked and copied once, in one pass; values are looked up in the compact text. Numbers, escapes and the
//! order of members stay as the sender wrote them.

mod compact;
mod string;
mod walk;

pub(crate) use self::compact::{NotJson, begins_with_value, compact};
pub(crate) use self::string::{inside_of_string, push_string, unquoted};
pub(crate) use self::walk::{elements, member, members};
