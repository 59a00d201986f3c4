//! GetSessionToken.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_cloud::sessions::Bearer;

use super::{issue, long_term, own_duration, refuse_mfa};
use crate::Sts;
use crate::api::{GetSessionTokenRequest, GetSessionTokenResponse};
use crate::error::StsError;

/// Temporary credentials of the caller's own.
pub(crate) async fn get_session_token(
    sts: Arc<Sts>,
    ctx: Context,
    input: GetSessionTokenRequest,
) -> Result<GetSessionTokenResponse, StsError> {
    let root = long_term(&ctx)?;
    refuse_mfa(input.serial_number.as_deref(), input.token_code.as_deref())?;
    let arn = ctx.principal().arn(ctx.account()).unwrap_or_default();
    let bearer = if root { Bearer::Root } else { Bearer::User };
    let seconds = own_duration(input.duration_seconds, root);
    Ok(GetSessionTokenResponse { credentials: Some(issue(&sts, &ctx, bearer, &arn, "", &[], seconds)?) })
}
