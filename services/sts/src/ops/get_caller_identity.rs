//! GetCallerIdentity.

use std::sync::Arc;

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
    let (user_id, arn) = match ctx.principal() {
        Principal::Account | Principal::Root { .. } => {
            (account.to_owned(), format!("arn:{}:iam::{account}:root", ctx.partition()))
        }
        Principal::User { arn, access_key } => (access_key.clone(), arn.clone()),
        Principal::Service { name, .. } => {
            ((*name).to_owned(), format!("arn:{}:sts::{account}:assumed-role/{name}", ctx.partition()))
        }
    };
    Ok(GetCallerIdentityResponse { user_id: Some(user_id), account: Some(account.to_owned()), arn: Some(arn) })
}
