//! The rows of Lambda's cells, and its tasks.
//!
//! ```text
//! lambda/<account>/<region>/function/<name>
//!     key               value
//!     01                FunctionRow       what belongs to the function and not to a version; stays as a tombstone while it
//!                                         has to remember which version numbers are used up
//!     02 <number>       VersionRow        number 0 is $LATEST
//!     03 <alias>        AliasRow
//!     04 <qualifier>    Policy            "" is the function's own
//!     05 <qualifier>    ProvisionedRow    a version's number or an alias
//!     06 <qualifier>    UrlRow            "" is the function's own
//!     07 <qualifier>    EventInvokeRow    "$LATEST" is the function's own
//!     08 <number>       RuntimeRow        number 0 is $LATEST
//! ```
//!
//! Tasks:
//!
//! ```text
//! kind                 payload
//! lambda/activate      Activation: a version that is being made or updated; it becomes active
//! lambda/forget-code   the 16 bytes of a blob that no version names any more
//! lambda/invoke        Queued: an event that waits for its function
//! lambda/deliver       Delivery: a record or a dead letter on its way
//! ```

use tradewind_store::{Key, KeyReader, StoreError};

/// The function itself.
pub(crate) fn function() -> Key {
    Key::tag(1)
}

/// All versions.
pub(crate) fn versions() -> Key {
    Key::tag(2)
}

/// One version.
pub(crate) fn version(number: u64) -> Key {
    Key::tag(2).u64(number)
}

/// All aliases.
pub(crate) fn aliases() -> Key {
    Key::tag(3)
}

/// One alias.
pub(crate) fn alias(name: &str) -> Key {
    Key::tag(3).str(name)
}

/// All policies.
pub(crate) fn policies() -> Key {
    Key::tag(4)
}

/// The policy of a qualifier.
pub(crate) fn policy(qualifier: &str) -> Key {
    Key::tag(4).str(qualifier)
}

/// All configurations of provisioned concurrency.
pub(crate) fn provisioned() -> Key {
    Key::tag(5)
}

/// The provisioned concurrency of a qualifier.
pub(crate) fn provisioned_of(qualifier: &str) -> Key {
    Key::tag(5).str(qualifier)
}

/// All function URLs.
pub(crate) fn urls() -> Key {
    Key::tag(6)
}

/// The URL of a qualifier.
pub(crate) fn url(qualifier: &str) -> Key {
    Key::tag(6).str(qualifier)
}

/// All configurations of asynchronous invocation.
pub(crate) fn event_invokes() -> Key {
    Key::tag(7)
}

/// How events for a qualifier are handled.
pub(crate) fn event_invoke(qualifier: &str) -> Key {
    Key::tag(7).str(qualifier)
}

/// All configurations of runtime updates.
pub(crate) fn runtimes() -> Key {
    Key::tag(8)
}

/// How a version's runtime is updated.
pub(crate) fn runtime(number: u64) -> Key {
    Key::tag(8).u64(number)
}

/// The number in a key of a version.
pub(crate) fn read_number(key: &[u8]) -> Result<u64, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.u64()
}

/// The name or the qualifier in a key.
pub(crate) fn read_name(key: &[u8]) -> Result<String, StoreError> {
    let mut reader = KeyReader::new(key);
    reader.tag()?;
    reader.str()
}

/// Finishes the making or the update of a version.
pub(crate) const ACTIVATE: &str = "lambda/activate";

/// Deletes a package that no version of the cell's function names any more.
pub(crate) const FORGET_CODE: &str = "lambda/forget-code";

/// Runs a function with an event that waits.
pub(crate) const INVOKE: &str = "lambda/invoke";

/// Takes the record of an invocation to its destination, or an event to the dead-letter queue.
pub(crate) const DELIVER: &str = "lambda/deliver";
