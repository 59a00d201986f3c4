//! Access keys that a service keeps: who holds them, and what they sign with.
//!
//! An access key id names its account, as AWS's do, so that whoever meets one knows in which account to look for it:
//!
//! ```text
//! AKIA QNZGKIQY56JQ7WML     four letters say what it belongs to, then base32 of ten bytes:
//!                           1 bit, always set | 40 bits account | 39 bits that keep the account's keys apart
//! ```

use std::fmt;

use tradewind_store::StoreError;

/// What the ids of users' long-term keys begin with.
pub const LONG_TERM: &str = "AKIA";

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS: u32 = 16;
const ACCOUNT_SHIFT: u32 = 39;
const ACCOUNT_BITS: u128 = (1 << 40) - 1;

/// A key that may be used.
#[derive(Clone, PartialEq, Eq)]
pub struct UserKey {
    /// The account it belongs to, 12 digits.
    pub account: String,
    /// The ARN of the user that holds it.
    pub user_arn: String,
    /// What its requests are signed with.
    pub secret: String,
}

impl fmt::Debug for UserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserKey").field("user_arn", &self.user_arn).finish_non_exhaustive()
    }
}

/// A service that keeps users' access keys, as the door asks it. Both must answer at once: every signed request waits for them.
pub trait AccessKeys: Send + Sync + 'static {
    /// The key of that id; none if there is no such key or it is not active, which a client must not be able to tell apart.
    ///
    /// # Errors
    /// When the store can't be read.
    fn find(&self, access_key_id: &str) -> Result<Option<UserKey>, StoreError>;

    /// Notes that a request with a good signature of this key arrived for a service in a region.
    fn used(&self, access_key_id: &str, service: &str, region: &str);
}

/// An access key id of an account; `chance` keeps it apart from the account's others. An account that is not a number of 12
/// digits gives the id of account 0.
pub fn id_of(prefix: &str, account: &str, chance: u64) -> String {
    let account = account.parse::<u128>().unwrap_or(0) & ACCOUNT_BITS;
    let bits = 1 << 79 | account << ACCOUNT_SHIFT | u128::from(chance) & ((1 << ACCOUNT_SHIFT) - 1);
    let letter = |at: u32| char::from(ALPHABET[(bits >> (5 * (LETTERS - 1 - at)) & 31) as usize]);
    prefix.chars().chain((0..LETTERS).map(letter)).collect()
}

/// The account that an access key id names; none for ids of another form, such as those people make up.
pub fn account_of(access_key_id: &str) -> Option<String> {
    let (_, rest) = access_key_id.split_at_checked(4)?;
    if rest.len() != LETTERS as usize {
        return None;
    }
    let mut bits = 0_u128;
    for byte in rest.bytes() {
        let place = ALPHABET.iter().position(|letter| *letter == byte)?;
        bits = bits << 5 | place as u128;
    }
    let account = bits >> ACCOUNT_SHIFT & ACCOUNT_BITS;
    (bits >> 79 == 1 && account < 1_000_000_000_000).then(|| format!("{account:012}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_account() {
        for account in ["000000000000", "123456789012", "999999999999"] {
            for chance in [0, 1, u64::MAX] {
                let id = id_of(LONG_TERM, account, chance);
                assert_eq!((id.len(), &id[..4]), (20, "AKIA"));
                assert_eq!(account_of(&id).as_deref(), Some(account), "{id}");
            }
        }
        assert_ne!(id_of("AKIA", "1", 1), id_of("AKIA", "1", 2));
    }

    /// An id of AWS's own that has been published together with its account.
    #[test]
    fn ids_of_aws_are_read_alike() {
        assert_eq!(account_of("ASIAQNZGKIQY56JQ7WML").as_deref(), Some("029608264753"));
    }

    #[test]
    fn ids_of_another_form_name_none() {
        for id in ["", "AKIA", "AKIAIOSFODNN7EXAMPLE", "123456789012", "AKIA0000000000000000", "äKIAQNZGKIQY56JQ7WML"]
        {
            assert_eq!(account_of(id), None, "{id}");
        }
    }
}
