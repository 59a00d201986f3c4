//! GetAccessKeyInfo.

use std::sync::Arc;

use tradewind_cloud::{Context, Principal, access_keys};

use crate::Sts;
use crate::api::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};
use crate::error::StsError;

/// The account of an access key: its id names it. Of keys that people made up only the caller's own is known.
pub(crate) async fn get_access_key_info(
    _: Arc<Sts>,
    ctx: Context,
    input: GetAccessKeyInfoRequest,
) -> Result<GetAccessKeyInfoResponse, StsError> {
    let own = match ctx.principal() {
        Principal::Root { access_key } | Principal::User { access_key, .. } => *access_key == input.access_key_id,
        _ => false,
    };
    let account = access_keys::account_of(&input.access_key_id).or_else(|| own.then(|| ctx.account().to_owned()));
    match account {
        Some(account) => Ok(GetAccessKeyInfoResponse { account: Some(account) }),
        None => {
            let text = format!("The access key {} names no account.", input.access_key_id);
            Err(StsError::Validation(text.into()))
        }
    }
}
