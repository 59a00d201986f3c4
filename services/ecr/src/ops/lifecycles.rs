//! PutLifecyclePolicy, GetLifecyclePolicy, DeleteLifecyclePolicy.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use crate::api::{
    DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse, GetLifecyclePolicyRequest, GetLifecyclePolicyResponse,
    PutLifecyclePolicyRequest, PutLifecyclePolicyResponse,
};
use crate::error::EcrError;
use crate::repository::{Place, Repository};
use crate::{Ecr, lifecycle};

/// What AWS tells of a policy that has not been evaluated: without images, none ever is.
const NEVER: Timestamp = Timestamp::from_micros(0);

fn no_policy(place: &Place<'_>) -> EcrError {
    place.lacks("LifecyclePolicyNotFoundException", "Lifecycle policy")
}

/// Gives a repository a lifecycle policy.
pub(crate) async fn put_lifecycle_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: PutLifecyclePolicyRequest,
) -> Result<PutLifecyclePolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let found = place.find(tx.view())?;
        let policy = lifecycle::read(&input.lifecycle_policy_text)?;
        place.put(tx, &Repository { lifecycle: Some(policy.clone()), ..found });
        Ok(PutLifecyclePolicyResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            lifecycle_policy_text: Some(policy),
        })
    })
}

/// A repository's lifecycle policy.
pub(crate) async fn get_lifecycle_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: GetLifecyclePolicyRequest,
) -> Result<GetLifecyclePolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    let found = ecr.own(&ctx).read(ctx.mark(), |view, ()| place.find(*view))?;
    let policy = found.lifecycle.ok_or_else(|| no_policy(&place))?;
    Ok(GetLifecyclePolicyResponse {
        registry_id: Some(place.registry),
        repository_name: Some(place.name),
        lifecycle_policy_text: Some(policy),
        last_evaluated_at: Some(NEVER),
    })
}

/// Takes a repository's lifecycle policy away, and tells it once more.
pub(crate) async fn delete_lifecycle_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: DeleteLifecyclePolicyRequest,
) -> Result<DeleteLifecyclePolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let found = place.find(tx.view())?;
        let policy = found.lifecycle.clone().ok_or_else(|| no_policy(&place))?;
        place.put(tx, &Repository { lifecycle: None, ..found });
        Ok(DeleteLifecyclePolicyResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            lifecycle_policy_text: Some(policy),
            last_evaluated_at: Some(NEVER),
        })
    })
}
