//! GetFederationToken.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_cloud::sessions::Bearer;

use super::{issue, long_term, own_duration};
use crate::Sts;
use crate::api::{FederatedUser, GetFederationTokenRequest, GetFederationTokenResponse};
use crate::details::Details;
use crate::error::StsError;

/// Temporary credentials under another name.
pub(crate) async fn get_federation_token(
    sts: Arc<Sts>,
    ctx: Context,
    input: GetFederationTokenRequest,
) -> Result<GetFederationTokenResponse, StsError> {
    let root = long_term(&ctx)?;
    let packed = Details::of(input.policy, input.policy_arns, input.tags, None, None)?.pack()?;
    let account = ctx.account();
    let arn = format!("arn:aws:sts::{account}:federated-user/{}", input.name);
    let seconds = own_duration(input.duration_seconds, root);
    let credentials = issue(&sts, &ctx, Bearer::Federated, &arn, "", &packed.bytes, seconds)?;
    Ok(GetFederationTokenResponse {
        credentials: Some(credentials),
        federated_user: Some(FederatedUser { federated_user_id: [account, ":", &input.name].concat(), arn }),
        packed_policy_size: packed.size,
    })
}
