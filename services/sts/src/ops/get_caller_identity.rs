//! GetCallerIdentity.

use std::sync::Arc;

use tradewind_cloud::sessions::unique_id;
use tradewind_cloud::{Context, Principal};

use crate::api::{GetCallerIdentityRequest, GetCallerIdentityResponse};
use crate::error::StsError;
use crate::{Sts, iam};

/// Tells the caller who it is.
pub(crate) async fn get_caller_identity(
    sts: Arc<Sts>,
    ctx: Context,
    _: GetCallerIdentityRequest,
) -> Result<GetCallerIdentityResponse, StsError> {
    let account = ctx.account();
    let user_id = match ctx.principal() {
        Principal::Account | Principal::Root { .. } | Principal::Anonymous => account.to_owned(),
        // A user of the configuration is not IAM's and has no other id.
        Principal::User { arn, access_key } => {
            iam::user_id(&sts, &ctx, arn).await?.unwrap_or_else(|| access_key.clone())
        }
        Principal::AssumedRole { role_arn, session_name, .. } => {
            let role = iam::role(&sts, &ctx, role_arn).await?;
            // A function may have a role that IAM has no record of; its id is always the same for the same ARN.
            let id = role.map_or_else(|| unique_id("AROA", role_arn), |role| role.id);
            [&id, ":", session_name].concat()
        }
        Principal::FederatedUser { arn, .. } => [account, ":", arn.rsplit('/').next().unwrap_or_default()].concat(),
        Principal::Service { name, .. } => (*name).to_owned(),
    };
    let arn = match ctx.principal() {
        Principal::Service { name, .. } => format!("arn:{}:sts::{account}:assumed-role/{name}", ctx.partition()),
        principal => principal.arn(account).unwrap_or_else(|| format!("arn:{}:iam::{account}:root", ctx.partition())),
    };
    Ok(GetCallerIdentityResponse { user_id: Some(user_id), account: Some(account.to_owned()), arn: Some(arn) })
}
