//! The key layout.
//!
//! A log group is one cell, `logs/<account>/<region>/group/<name>`:
//!
//! ```text
//! key                          row                                                             written
//! a                            the group: identity, settings, tags, filters                    rarely
//! n                            the first block number that is not reserved yet                 every 1,024 blocks
//! s  stream name               a stream: its id, when it was made, what expired blocks said     rarely
//! c  stream id  number         a block's head: times, number of events, bytes                  at PutLogEvents, when sealed
//! b  stream id  number (body)  a block's events                                                with its head
//! t  stream id  number (body)  a sealed block's trigrams                                       when sealed
//! e                            the pending task that deletes what expires                       with retention
//! ```
//!
//! Numbers of blocks only grow, so a key of `c`, `b` or `t` never comes back while the group is there.
//!
//! The control cell of an account and region, `logs/<account>/<region>`; of groups it is a list, their own cells are the truth:
//!
//! ```text
//! g  name                      a group
//! p  name                      a resource policy
//! q  id                        a saved query
//! ```

use tradewind_cloud::regional_cell;
use tradewind_store::Key;

pub(crate) const STREAM: u8 = b's';
pub(crate) const HEAD: u8 = b'c';
pub(crate) const LISTED: u8 = b'g';
pub(crate) const POLICY: u8 = b'p';
pub(crate) const QUERY: u8 = b'q';

pub(crate) fn group_cell(account: &str, region: &str, name: &str) -> String {
    [control_cell(account, region).as_str(), "/group/", name].concat()
}

/// The cell that lists them all.
pub(crate) fn control_cell(account: &str, region: &str) -> String {
    regional_cell("logs", account, region)
}

pub(crate) fn group() -> Key {
    Key::tag(b'a')
}

pub(crate) fn reserved() -> Key {
    Key::tag(b'n')
}

pub(crate) fn expiry() -> Key {
    Key::tag(b'e')
}

pub(crate) fn stream(name: &str) -> Key {
    Key::tag(STREAM).bytes(name.as_bytes())
}

pub(crate) fn head(stream: u64, number: u64) -> Key {
    Key::tag(HEAD).u64(stream).u64(number)
}

pub(crate) fn body(stream: u64, number: u64) -> Key {
    Key::tag(b'b').u64(stream).u64(number)
}

pub(crate) fn grams(stream: u64, number: u64) -> Key {
    Key::tag(b't').u64(stream).u64(number)
}

pub(crate) fn listed(name: &str) -> Key {
    Key::tag(LISTED).bytes(name.as_bytes())
}

pub(crate) fn policy(name: &str) -> Key {
    Key::tag(POLICY).bytes(name.as_bytes())
}

pub(crate) fn query(id: &str) -> Key {
    Key::tag(QUERY).bytes(id.as_bytes())
}
