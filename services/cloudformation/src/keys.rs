//! The key layout.
//!
//! All stacks of an account and region are one cell, `cloudformation/<account>/<region>`: whether a name is free, an export in
//! use, or a nested stack finished is then decided in the transaction that depends on it.
//!
//! ```text
//! key                        row
//! n  name                    the id of the stack that has this name now
//! s  stack                   a stack, until 90 days after its deletion
//! o  stack                   the operation under way, or the one that can be continued
//! q  stack  number           a step of it
//! r  stack  logical id       a resource
//! e  stack  number           an event; the next number stands in the stack
//! c  stack  change set       a change set
//! d  change set              the stack of a change set
//! x  export                  an export: whose, and its value
//! i  export  stack           the stack imports the export
//! w  token                   what a step waits for from outside, and what has come so far
//! h  secret                  the token behind a URL that somebody outside was given
//! t  stack  number           a body: a template as it came
//! p  stack  number           a body: the same after transforms, where it has some
//! ```
//!
//! Stacks and change sets stand under the UUIDs of their ARNs.

use tradewind_cloud::regional_cell;
use tradewind_store::Key;

/// The kind of the tasks that make, change or remove one resource.
pub(crate) const STEP: &str = "cloudformation/step";
/// The kind of the tasks that end creations which take too long.
pub(crate) const TIMEOUT: &str = "cloudformation/timeout";
/// The kind of the tasks that forget deleted stacks.
pub(crate) const FORGET: &str = "cloudformation/forget";

pub(crate) const STACK: u8 = b's';

pub(crate) fn cell(account: &str, region: &str) -> String {
    regional_cell("cloudformation", account, region)
}

pub(crate) fn name(name: &str) -> Key {
    Key::tag(b'n').bytes(name.as_bytes())
}

pub(crate) fn stack(id: &str) -> Key {
    Key::tag(STACK).bytes(id.as_bytes())
}

pub(crate) fn operation(stack: &str) -> Key {
    Key::tag(b'o').bytes(stack.as_bytes())
}

pub(crate) fn steps(stack: &str) -> Key {
    Key::tag(b'q').str(stack)
}

pub(crate) fn step(stack: &str, place: usize) -> Key {
    steps(stack).u64(place as u64)
}

pub(crate) fn waits() -> Key {
    Key::tag(b'w')
}

pub(crate) fn resources(stack: &str) -> Key {
    Key::tag(b'r').str(stack)
}

pub(crate) fn resource(stack: &str, logical_id: &str) -> Key {
    resources(stack).bytes(logical_id.as_bytes())
}

pub(crate) fn events(stack: &str) -> Key {
    Key::tag(b'e').str(stack)
}

pub(crate) fn event(stack: &str, number: u64) -> Key {
    events(stack).u64(number)
}

pub(crate) fn change_sets(stack: &str) -> Key {
    Key::tag(b'c').str(stack)
}

pub(crate) fn change_set(stack: &str, id: &str) -> Key {
    change_sets(stack).bytes(id.as_bytes())
}

pub(crate) fn stack_of_change_set(id: &str) -> Key {
    Key::tag(b'd').bytes(id.as_bytes())
}

pub(crate) fn exports() -> Key {
    Key::tag(b'x')
}

pub(crate) fn export(name: &str) -> Key {
    exports().bytes(name.as_bytes())
}

pub(crate) fn imports(export: &str) -> Key {
    Key::tag(b'i').str(export)
}

pub(crate) fn import(export: &str, stack: &str) -> Key {
    imports(export).bytes(stack.as_bytes())
}

pub(crate) fn wait(token: &str) -> Key {
    Key::tag(b'w').bytes(token.as_bytes())
}

pub(crate) fn secret(secret: &str) -> Key {
    Key::tag(b'h').bytes(secret.as_bytes())
}

pub(crate) fn template(stack: &str, number: u64) -> Key {
    Key::tag(b't').str(stack).u64(number)
}

pub(crate) fn processed(stack: &str, number: u64) -> Key {
    Key::tag(b'p').str(stack).u64(number)
}
