//! Temporary credentials.
//!
//! Nothing of a session is stored: the token says who its bearer is, under a message authentication code of the server's master
//! key, and the secret that goes with it is derived from the same key. So credentials outlive a restart, cost no memory, and end
//! when their time is up and not before.
//!
//! ```text
//! token    base64 of: version 1 | expires (8 bytes BE, seconds) | access key id (20 bytes)
//!                     | length (2 bytes BE) role ARN | length (2 bytes BE) session name | HMAC-SHA256 of all before (32 bytes)
//! secret   the first 40 characters of base64(HMAC-SHA256 of the same bytes, under another key)
//! ```
//!
//! Formats follow <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use tradewind_clock::{Random, Timestamp};
use tradewind_store::{Store, StoreError, Watermark};

/// The cell that keeps the master key, and its key there.
const CELL: &str = "cloud/keys";
const MASTER: &[u8] = b"sessions";

const VERSION: u8 = 1;
const ACCESS_KEY: usize = 20;
const SEAL: usize = 32;

/// The longest token that is looked at, in bytes. Those made here have less than 1,000.
const LONGEST: usize = 4096;

/// Issues temporary credentials, and knows them again.
pub struct Sessions {
    seal: [u8; 32],
    secrets: [u8; 32],
    names: [u8; 32],
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

/// Who bears a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The account of the role, 12 digits.
    pub account: String,
    /// The role's ARN.
    pub role_arn: String,
    /// The session's name.
    pub session_name: String,
    /// What its requests are signed with.
    pub secret: String,
    /// Until when it is good.
    pub expires: Timestamp,
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
        let Session { role_arn, session_name, expires, .. } = self;
        f.debug_struct("Session")
            .field("role_arn", role_arn)
            .field("session_name", session_name)
            .field("expires", expires)
            .finish_non_exhaustive()
    }
}

impl Sessions {
    /// Sessions under a master key.
    pub fn new(master: [u8; 32]) -> Sessions {
        let derive = |purpose: &str| hmac(&master, &[purpose.as_bytes()]);
        Sessions {
            seal: derive("tradewind session seal 1"),
            secrets: derive("tradewind session secret 1"),
            names: derive("tradewind session access key 1"),
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
                    .strip_prefix(&[VERSION])
                    .and_then(|key| <[u8; 32]>::try_from(key).ok())
                    .ok_or_else(|| StoreError::corrupt("the master key of sessions has not 32 bytes"));
            }
            let mut master = [0; 32];
            random.fill(&mut master);
            tx.put(MASTER, [&[VERSION][..], &master].concat());
            Ok(master)
        })?;
        store.settle(mark.get()).await?;
        Ok(Sessions::new(master))
    }

    /// Credentials for a session of a role, good for `lifetime` from `now` on. A role ARN or a name of more than 65,535 bytes
    /// is cut off there; AWS's have at most 2,048 and 64.
    pub fn issue(&self, role_arn: &str, session_name: &str, now: Timestamp, lifetime: Duration) -> Issued {
        let expires = (now + lifetime).as_secs();
        let number = self.issued.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let time = now.as_micros().to_be_bytes();
        let name = hmac(&self.names, &[&number, &time, role_arn.as_bytes(), &[0], session_name.as_bytes()]);
        let access_key_id = ["ASIA", &base32::<16>(&name)].concat();
        let mut token = vec![VERSION];
        token.extend(expires.to_be_bytes());
        token.extend(access_key_id.as_bytes());
        for text in [role_arn, session_name] {
            let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
            token.extend(length.to_be_bytes());
            token.extend(text.as_bytes().iter().take(usize::from(length)));
        }
        let secret_access_key = self.secret(&token);
        token.extend(hmac(&self.seal, &[&token]));
        Issued {
            access_key_id,
            secret_access_key,
            session_token: STANDARD.encode(token),
            expiration: Timestamp::from_secs(expires),
        }
    }

    /// Who bears a token that came with this access key.
    ///
    /// # Errors
    /// See [`SessionError`]. Whether a token is expired is told only of one that was issued here.
    pub fn open(&self, access_key_id: &str, session_token: &str, now: Timestamp) -> Result<Session, SessionError> {
        if session_token.len() > LONGEST {
            return Err(SessionError::Invalid);
        }
        let token = STANDARD.decode(session_token).map_err(|_| SessionError::Invalid)?;
        let split = token.len().checked_sub(SEAL).ok_or(SessionError::Invalid)?;
        let (fields, seal) = token.split_at_checked(split).ok_or(SessionError::Invalid)?;
        if !bool::from(hmac(&self.seal, &[fields]).ct_eq(seal)) {
            return Err(SessionError::Invalid);
        }
        let mut session = read(fields, access_key_id).ok_or(SessionError::Invalid)?;
        if session.expires <= now {
            return Err(SessionError::Expired);
        }
        session.secret = self.secret(fields);
        Ok(session)
    }

    fn secret(&self, fields: &[u8]) -> String {
        let mut text = STANDARD_NO_PAD.encode(hmac(&self.secrets, &[fields]));
        text.truncate(40);
        text
    }
}

/// The fields of a token whose seal is right; none when they are not of this version, or not for that access key.
fn read(fields: &[u8], access_key_id: &str) -> Option<Session> {
    let (version, rest) = fields.split_first()?;
    let (expires, rest) = rest.split_first_chunk::<8>()?;
    let (key, rest) = rest.split_at_checked(ACCESS_KEY)?;
    let (role_arn, rest) = text(rest)?;
    let (session_name, rest) = text(rest)?;
    let fits = *version == VERSION && rest.is_empty() && bool::from(key.ct_eq(access_key_id.as_bytes()));
    let account = role_arn.split(':').nth(4).filter(|account| is_account(account))?;
    fits.then(|| Session {
        account: account.to_owned(),
        role_arn: role_arn.to_owned(),
        session_name: session_name.to_owned(),
        secret: String::new(),
        expires: Timestamp::from_secs(u64::from_be_bytes(*expires)),
    })
}

fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((std::str::from_utf8(text).ok()?, rest))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
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
