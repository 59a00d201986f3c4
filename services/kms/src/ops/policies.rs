//! PutKeyPolicy, GetKeyPolicy, ListKeyPolicies.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    GetKeyPolicyRequest, GetKeyPolicyResponse, ListKeyPoliciesRequest, ListKeyPoliciesResponse, PutKeyPolicyRequest,
};
use crate::error::KmsError;
use crate::page::Page;
use crate::{Kms, limits, policy};

/// A key has one policy.
fn only(name: Option<&str>) -> Result<(), KmsError> {
    if name.is_none_or(|name| name == policy::NAME) {
        return Ok(());
    }
    Err(KmsError::NotFound("No such policy exists".to_owned()))
}

/// Replaces a key's policy.
pub(crate) async fn put_key_policy(kms: Arc<Kms>, ctx: Context, input: PutKeyPolicyRequest) -> Result<(), KmsError> {
    only(input.policy_name.as_deref())?;
    policy::check(&input.policy)?;
    kms.change(&ctx, &input.key_id, |_, key| {
        key.policy = input.policy;
        Ok(())
    })
}

/// Prints a key's policy.
pub(crate) async fn get_key_policy(
    kms: Arc<Kms>,
    ctx: Context,
    input: GetKeyPolicyRequest,
) -> Result<GetKeyPolicyResponse, KmsError> {
    kms.look_by_id(&ctx, &input.key_id, |_, _, key| {
        only(input.policy_name.as_deref())?;
        Ok(GetKeyPolicyResponse { policy: Some(key.policy.clone()), policy_name: Some(policy::NAME.to_owned()) })
    })
}

/// Names a key's policies: the one it has.
pub(crate) async fn list_key_policies(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListKeyPoliciesRequest,
) -> Result<ListKeyPoliciesResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::LONG_PAGE)?;
    kms.look_by_id(&ctx, &input.key_id, |_, _, _| Ok(()))?;
    let names = std::iter::once(policy::NAME.to_owned()).filter(|name| page.is_after(name));
    Ok(ListKeyPoliciesResponse { policy_names: Some(names.collect()), next_marker: None, truncated: Some(false) })
}
