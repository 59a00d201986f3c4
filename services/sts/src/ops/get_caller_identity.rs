//! GetCallerIdentity.

use std::sync::Arc;

use tradewind_cloud::sessions::unique_id;
use tradewind_cloud::{Context, Principal};

use crate::api::{GetCallerIdentityRequest, GetCallerIdentityResponse};
use crate::{Sts, StsError};

/// Tells the caller who it is.
pub(crate) async fn get_caller_identity(
    _: Arc<Sts>,
    ctx: Context,
    _: GetCallerIdentityRequest,
) -> Result<GetCallerIdentityResponse, StsError> {
    let account = ctx.account();
    let user_id = match ctx.principal() {
        Principal::Account | Principal::Root { .. } | Principal::Anonymous => account.to_owned(),
        Principal::User { access_key, .. } => access_key.clone(),
        // Roles have no ids of their own here yet; this one is always the same for the same role.
        Principal::AssumedRole { role_arn, session_name, .. } => {
            [&unique_id("AROA", role_arn), ":", session_name].concat()
        }
        Principal::Service { name, .. } => (*name).to_owned(),
    };
    let arn = match ctx.principal() {
        Principal::Service { name, .. } => format!("arn:{}:sts::{account}:assumed-role/{name}", ctx.partition()),
        principal => principal.arn(account).unwrap_or_else(|| format!("arn:{}:iam::{account}:root", ctx.partition())),
    };
    Ok(GetCallerIdentityResponse { user_id: Some(user_id), account: Some(account.to_owned()), arn: Some(arn) })
}
