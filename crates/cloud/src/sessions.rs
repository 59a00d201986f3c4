//! Temporary credentials.
//!
//! Nothing of a session is stored: the token says who its bearer is, under a message authentication code of the server's master
//! key, and the secret that goes with it is derived from the same key. So credentials outlive a restart, cost no memory, and end
//! when their time is up and not before. The secrets of users' access keys are derived from it too ([`Sessions::secret_of_key`]).
//!
//! ```text
//! token    base64 of: version 2 | clock | bearer | expires (8 bytes BE, seconds) | access key id (20 bytes)
//!                     | length (2 bytes BE) ARN | length (2 bytes BE) session name | details to the end
//!                     | HMAC-SHA256 of all before (32 bytes)
//! secret   the first 40 characters of base64(HMAC-SHA256 of the same bytes, under another key)
//! ```
//!
//! Version 1, which servers before this one issued, has neither clock nor bearer nor details; it is read as a role's.
//!
//! Formats follow <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>.

mod token;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use bytes::Bytes;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use tradewind_clock::{Random, Timestamp};
use tradewind_store::{Store, StoreError, Watermark};

use crate::access_keys;

/// The cell that keeps the master key, and its key there.
const CELL: &str = "cloud/keys";
const MASTER: &[u8] = b"sessions";

const MASTER_VERSION: u8 = 1;
const SEAL: usize = 32;

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 12 * 1024;

/// Issues temporary credentials, and knows them again.
pub struct Sessions {
    seal: [u8; 32],
    secrets: [u8; 32],
    names: [u8; 32],
    access_keys: [u8; 32],
    /// Keeps access keys apart that are issued for the same session at the same time.
    issued: AtomicU64,
}

/// Credentials as their user gets them.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// `ASIA` and 16 letters and digits.
    pub access_key_id: String,
    /// 40 characters.
    pub secret_access_key: String,
    /// Goes with every request, as `X-Amz-Security-Token`.
    pub session_token: String,
    /// Until when they are good; whole seconds.
    pub expiration: Timestamp,
}

/// By which clock a session's time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// The machine's: that of functions, which are real.
    Machine,
    /// The server's, which its user may move.
    Server,
}

/// What time it is, by both clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The machine's.
    pub machine: Timestamp,
    /// The server's.
    pub server: Timestamp,
}

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A role's; the ARN is the role's.
    Role,
    /// A user's own; the ARN is the user's.
    User,
    /// The account's root; the ARN is the root's.
    Root,
    /// A name that a user gave out credentials under; the ARN is that of the federated user.
    Federated,
}

/// What a session is to be.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// Whose.
    pub bearer: Bearer,
    /// See [`Bearer`].
    pub arn: &'a str,
    /// The name of a role's session; empty for others.
    pub session_name: &'a str,
    /// By which clock it ends.
    pub runs: Runs,
    /// What its issuer wants to find again: session policies and tags. At most [`Sessions::DETAILS`] bytes.
    pub details: &'a [u8],
}

/// Who bears a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose session it is.
    pub bearer: Bearer,
    /// The account it belongs to, 12 digits.
    pub account: String,
    /// See [`Bearer`].
    pub arn: String,
    /// The name of a role's session; empty for others.
    pub session_name: String,
    /// What its requests are signed with.
    pub secret: String,
    /// Until when it is good.
    pub expires: Timestamp,
    /// What its issuer put there.
    pub details: Bytes,
}

/// A token that opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// It was not issued here, or not for that access key, or has been changed.
    #[error("The security token included in the request is invalid.")]
    Invalid,
    /// Its time is up.
    #[error("The security token included in the request is expired")]
    Expired,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions(..)")
    }
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Session { bearer, arn, session_name, expires, .. } = self;
        f.debug_struct("Session")
            .field("bearer", bearer)
            .field("arn", arn)
            .field("session_name", session_name)
            .field("expires", expires)
            .finish_non_exhaustive()
    }
}

impl Sessions {
    /// The most bytes of details.
    pub const DETAILS: usize = 4096;

    /// Sessions under a master key.
    pub fn new(master: [u8; 32]) -> Sessions {
        let derive = |purpose: &str| hmac(&master, &[purpose.as_bytes()]);
        Sessions {
            seal: derive("tradewind session seal 1"),
            secrets: derive("tradewind session secret 1"),
            names: derive("tradewind session access key 1"),
            access_keys: derive("tradewind access key 1"),
            issued: AtomicU64::new(0),
        }
    }

    /// Sessions under the master key that the store keeps; the first time it is made and written down, durably. `random` must
    /// have been seeded by the machine's entropy and not be a fork, whose seed has 64 bits only.
    ///
    /// # Errors
    /// Those of the store; [`StoreError::Corrupt`] for a key that is none.
    pub async fn kept_in(store: &Store, random: &Random) -> Result<Sessions, StoreError> {
        let mark = Watermark::new();
        let master = store.cell::<()>(CELL).write(&mark, |tx, ()| {
            if let Some(kept) = tx.get(MASTER)? {
                return kept
                    .strip_prefix(&[MASTER_VERSION])
                    .and_then(|key| <[u8; 32]>::try_from(key).ok())
                    .ok_or_else(|| StoreError::corrupt("the master key of sessions has not 32 bytes"));
            }
            let mut master = [0; 32];
            random.fill(&mut master);
            tx.put(MASTER, [&[MASTER_VERSION][..], &master].concat());
            Ok(master)
        })?;
        store.settle(mark.get()).await?;
        Ok(Sessions::new(master))
    }

    /// Credentials for a session of a role on the machine's clock, good for `lifetime` from `now` on. A role ARN or a name of
    /// more than 65,535 bytes is cut off there; AWS's have at most 2,048 and 64.
    pub fn issue(&self, role_arn: &str, session_name: &str, now: Timestamp, lifetime: Duration) -> Issued {
        let grant = Grant { bearer: Bearer::Role, arn: role_arn, session_name, runs: Runs::Machine, details: &[] };
        self.grant(&grant, now, lifetime)
    }

    /// Credentials for a session, good for `lifetime` from `now` on, which is read off the clock that the session runs by.
    pub fn grant(&self, grant: &Grant<'_>, now: Timestamp, lifetime: Duration) -> Issued {
        let expires = (now + lifetime).as_secs();
        let number = self.issued.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let time = now.as_micros().to_be_bytes();
        let name = hmac(&self.names, &[&number, &time, grant.arn.as_bytes(), &[0], grant.session_name.as_bytes()]);
        let chance = name.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let account = token::account(grant.arn).unwrap_or_default();
        let access_key_id = access_keys::id_of("ASIA", account, chance);
        let mut sealed = token::write(grant, expires, &access_key_id);
        let secret_access_key = self.secret(&sealed);
        sealed.extend(hmac(&self.seal, &[&sealed]));
        Issued {
            access_key_id,
            secret_access_key,
            session_token: STANDARD.encode(sealed),
            expiration: Timestamp::from_secs(expires),
        }
    }

    /// Who bears a token that came with this access key.
    ///
    /// # Errors
    /// See [`SessionError`]. Whether a token is expired is told only of one that was issued here.
    pub fn open(&self, access_key_id: &str, session_token: &str, now: Now) -> Result<Session, SessionError> {
        if session_token.len() > LONGEST {
            return Err(SessionError::Invalid);
        }
        let sealed = STANDARD.decode(session_token).map_err(|_| SessionError::Invalid)?;
        let split = sealed.len().checked_sub(SEAL).ok_or(SessionError::Invalid)?;
        let (fields, seal) = sealed.split_at_checked(split).ok_or(SessionError::Invalid)?;
        if !bool::from(hmac(&self.seal, &[fields]).ct_eq(seal)) {
            return Err(SessionError::Invalid);
        }
        let (mut session, runs) = token::read(fields, access_key_id).ok_or(SessionError::Invalid)?;
        let now = match runs {
            Runs::Machine => now.machine,
            Runs::Server => now.server,
        };
        if session.expires <= now {
            return Err(SessionError::Expired);
        }
        session.secret = self.secret(fields);
        Ok(session)
    }

    /// The secret of an access key that a service keeps: 40 characters, always the same for the same id. So no secret stands in
    /// any row, and none can be read out again once its key has been handed over.
    pub fn secret_of_key(&self, access_key_id: &str) -> String {
        text_of(&hmac(&self.access_keys, &[access_key_id.as_bytes()]))
    }

    fn secret(&self, fields: &[u8]) -> String {
        text_of(&hmac(&self.secrets, &[fields]))
    }
}

/// The first 40 characters of base64.
fn text_of(secret: &[u8; 32]) -> String {
    let mut text = STANDARD_NO_PAD.encode(secret);
    text.truncate(40);
    text
}

/// A stable name of AWS's form for something that has none: four letters and 17 letters and digits, such as a role's `AROA...`.
pub fn unique_id(prefix: &str, of: &str) -> String {
    [prefix, &base32::<17>(&hmac(b"tradewind unique id 1", &[prefix.as_bytes(), of.as_bytes()]))].concat()
}

/// As many letters and digits as asked for, of five bits each, at most 51.
fn base32<const LENGTH: usize>(bytes: &[u8; 32]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |number: usize| bytes.get(number / 8).is_some_and(|byte| byte >> (7 - number % 8) & 1 == 1);
    let letter = |at: usize| (0..5).fold(0, |five, offset| five << 1 | usize::from(bit(at * 5 + offset)));
    (0..LENGTH).map(|at| char::from(ALPHABET[letter(at) & 31])).collect()
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length, so there is no error to hand on; the empty key stands in for the branch.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
