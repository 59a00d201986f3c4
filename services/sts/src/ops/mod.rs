//! One file an operation, and what they share.

mod assume_role;
mod get_access_key_info;
mod get_caller_identity;
mod get_federation_token;
mod get_session_token;

use std::time::Duration;

use tradewind_cloud::sessions::{Bearer, Grant, Runs};
use tradewind_cloud::{Context, Principal};
use tradewind_wire::ErrorDocument;

pub(crate) use self::assume_role::assume_role;
pub(crate) use self::get_access_key_info::get_access_key_info;
pub(crate) use self::get_caller_identity::get_caller_identity;
pub(crate) use self::get_federation_token::get_federation_token;
pub(crate) use self::get_session_token::get_session_token;
use crate::Sts;
use crate::api::Credentials;
use crate::error::StsError;

/// Issues credentials, by the server's clock.
fn issue(
    sts: &Sts,
    ctx: &Context,
    bearer: Bearer,
    arn: &str,
    session_name: &str,
    details: &[u8],
    seconds: i64,
) -> Result<Credentials, StsError> {
    let sessions = sts.parts.cloud.sessions();
    let sessions = sessions
        .ok_or_else(|| StsError::inside(ErrorDocument::internal_failure("this cloud issues no credentials")))?;
    let grant = Grant { bearer, arn, session_name, runs: Runs::Server, details };
    let issued = sessions.grant(&grant, ctx.now(), Duration::from_secs(seconds.unsigned_abs()));
    Ok(Credentials {
        access_key_id: issued.access_key_id,
        secret_access_key: issued.secret_access_key,
        session_token: issued.session_token,
        expiration: issued.expiration,
    })
}

/// There are no MFA devices, so no code is one's.
fn refuse_mfa(serial_number: Option<&str>, token_code: Option<&str>) -> Result<(), StsError> {
    if serial_number.is_none() && token_code.is_none() {
        return Ok(());
    }
    let text = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
    Err(StsError::AccessDenied(text.into()))
}

/// Credentials for oneself, or for others in one's place, are given to whoever has long-term credentials; whether it is the
/// account's root.
fn long_term(ctx: &Context) -> Result<bool, StsError> {
    let temporary = |key: &str| key.starts_with("ASIA");
    match ctx.principal() {
        Principal::Account => Ok(true),
        Principal::Root { access_key } if !temporary(access_key) => Ok(true),
        Principal::User { access_key, .. } if !temporary(access_key) => Ok(false),
        _ => Err(StsError::AccessDenied(format!("Cannot call {} with session credentials", ctx.operation()).into())),
    }
}

/// The longest session of an account's root, in seconds; longer ones are cut to it.
const ROOT_SECONDS: i64 = 3_600;

fn own_duration(asked: Option<i32>, root: bool) -> i64 {
    let seconds = asked.map_or(43_200, i64::from);
    if root { seconds.min(ROOT_SECONDS) } else { seconds }
}
