//! The fields of a token, drawn in the parent module.

use bytes::Bytes;
use subtle::ConstantTimeEq as _;
use tradewind_clock::Timestamp;

use super::{Bearer, Grant, Runs, Session, Sessions};

const VERSION: u8 = 2;
const ACCESS_KEY: usize = 20;

/// The fields before the seal.
pub(super) fn write(grant: &Grant<'_>, expires: u64, access_key_id: &str) -> Vec<u8> {
    let mut fields = vec![VERSION, clock_code(grant.runs), bearer_code(grant.bearer)];
    fields.extend(expires.to_be_bytes());
    fields.extend(access_key_id.as_bytes());
    for text in [grant.arn, grant.session_name] {
        let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
        fields.extend(length.to_be_bytes());
        fields.extend(text.as_bytes().iter().take(usize::from(length)));
    }
    fields.extend(grant.details.iter().take(Sessions::DETAILS));
    fields
}

/// The fields of a token whose seal is right, but for the secret; none when they are not of a known version, or not for that
/// access key.
pub(super) fn read(fields: &[u8], access_key_id: &str) -> Option<(Session, Runs)> {
    let (version, rest) = fields.split_first()?;
    let (runs, bearer, rest) = match (version, rest) {
        (1, rest) => (Runs::Machine, Bearer::Role, rest),
        (&VERSION, [clock, bearer, rest @ ..]) => (clock_of(*clock)?, bearer_of(*bearer)?, rest),
        _ => return None,
    };
    let (expires, rest) = rest.split_first_chunk::<8>()?;
    let (key, rest) = rest.split_at_checked(ACCESS_KEY)?;
    let (arn, rest) = text(rest)?;
    let (session_name, details) = text(rest)?;
    if (*version == 1 && !details.is_empty()) || !bool::from(key.ct_eq(access_key_id.as_bytes())) {
        return None;
    }
    let session = Session {
        bearer,
        account: account(arn)?.to_owned(),
        arn: arn.to_owned(),
        session_name: session_name.to_owned(),
        secret: String::new(),
        expires: Timestamp::from_secs(u64::from_be_bytes(*expires)),
        details: Bytes::copy_from_slice(details),
    };
    Some((session, runs))
}

/// The account in an ARN.
pub(super) fn account(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|text| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()))
}

const fn clock_code(runs: Runs) -> u8 {
    match runs {
        Runs::Machine => 0,
        Runs::Server => 1,
    }
}

fn clock_of(code: u8) -> Option<Runs> {
    [Runs::Machine, Runs::Server].into_iter().find(|runs| clock_code(*runs) == code)
}

const fn bearer_code(bearer: Bearer) -> u8 {
    match bearer {
        Bearer::Role => 0,
        Bearer::User => 1,
        Bearer::Root => 2,
        Bearer::Federated => 3,
    }
}

fn bearer_of(code: u8) -> Option<Bearer> {
    let all = [Bearer::Role, Bearer::User, Bearer::Root, Bearer::Federated];
    all.into_iter().find(|bearer| bearer_code(*bearer) == code)
}

fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((std::str::from_utf8(text).ok()?, rest))
}
