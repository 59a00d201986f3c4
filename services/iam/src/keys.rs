//! The key layout.
//!
//! IAM has no regions: an account is one cell, `iam/<account>`. Names are not distinguished by case, so keys hold them in lower
//! case; records hold them as they were given.
//!
//! ```text
//! key                       row
//! r  name                   a role: its trust policy, inline policies, attached policies, boundary, tags
//! u  name                   a user: the same without a trust policy; its groups and access keys
//! g  name                   a group
//! p  name                   a managed policy with its versions
//! i  name                   an instance profile
//! k  access key id          an access key: whose, whether it is active
//! l  access key id          when and for what it was last used
//! a  policy ARN  r|u|g name   the policy is attached to that identity
//! b  policy ARN  r|u|g name   the policy is that identity's permissions boundary
//! m  group  user            the user is in the group
//! j  role  instance profile   the role is in the instance profile
//! d  task                   a service-linked role was deleted by that task
//! s                         the account's alias
//! n                         how many there are of each
//! ```
//!
//! The rows of `a`, `b`, `m` and `j` say nothing that the records don't; they are written in the same transactions.

use tradewind_store::Key;

use crate::identity::Kind;

pub(crate) const POLICY: u8 = b'p';
pub(crate) const PROFILE: u8 = b'i';
pub(crate) const ATTACHED: u8 = b'a';
pub(crate) const BOUNDARY: u8 = b'b';

pub(crate) fn cell(account: &str) -> String {
    ["iam/", account].concat()
}

/// A named record of this tag; of all of them for the empty name.
pub(crate) fn named(tag: u8, name: &str) -> Key {
    Key::tag(tag).bytes(name.to_ascii_lowercase().as_bytes())
}

pub(crate) fn access_key(id: &str) -> Key {
    Key::tag(b'k').bytes(id.as_bytes())
}

pub(crate) fn last_used(id: &str) -> Key {
    Key::tag(b'l').bytes(id.as_bytes())
}

/// All uses of a policy, as what `tag` says.
pub(crate) fn uses(tag: u8, policy_arn: &str) -> Key {
    Key::tag(tag).str(policy_arn)
}

pub(crate) fn used(tag: u8, policy_arn: &str, kind: Kind, name: &str) -> Key {
    let name = name.to_ascii_lowercase();
    uses(tag, policy_arn).bytes(&[&[kind.tag()], name.as_bytes()].concat())
}

pub(crate) fn members(group: &str) -> Key {
    Key::tag(b'm').str(&group.to_ascii_lowercase())
}

pub(crate) fn member(group: &str, user: &str) -> Key {
    members(group).bytes(user.to_ascii_lowercase().as_bytes())
}

pub(crate) fn profiles_of(role: &str) -> Key {
    Key::tag(b'j').str(&role.to_ascii_lowercase())
}

pub(crate) fn profile_of(role: &str, profile: &str) -> Key {
    profiles_of(role).bytes(profile.to_ascii_lowercase().as_bytes())
}

pub(crate) fn deletion(task: &str) -> Key {
    Key::tag(b'd').bytes(task.as_bytes())
}

pub(crate) fn alias() -> Key {
    Key::tag(b's')
}

pub(crate) fn counts() -> Key {
    Key::tag(b'n')
}
