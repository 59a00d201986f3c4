//! SetRepositoryPolicy, GetRepositoryPolicy, DeleteRepositoryPolicy.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_wire::Document;

use crate::api::{
    DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse, GetRepositoryPolicyRequest,
    GetRepositoryPolicyResponse, SetRepositoryPolicyRequest, SetRepositoryPolicyResponse,
};
use crate::error::EcrError;
use crate::repository::{Place, Repository};
use crate::{Ecr, jackson};

/// Checks a policy and gives it as it is printed.
fn read(text: &str) -> Result<String, EcrError> {
    let wrong = || EcrError::invalid("PolicyText", "Invalid repository policy provided");
    let policy = Document::from_json(text.as_bytes()).map_err(|_| wrong())?;
    let statements = match policy.get("Statement") {
        Some(Document::List(statements)) => statements.as_slice(),
        Some(statement @ Document::Map(_)) => std::slice::from_ref(statement),
        _ => return Err(wrong()),
    };
    // A repository's policy says who and what; which repository is understood.
    let says = |statement: &Document, names: [&str; 2]| names.iter().any(|name| statement.get(name).is_some());
    let whole = |statement: &Document| {
        let effect = statement.get("Effect").and_then(Document::as_str);
        matches!(effect, Some("Allow" | "Deny"))
            && says(statement, ["Principal", "NotPrincipal"])
            && says(statement, ["Action", "NotAction"])
            && !says(statement, ["Resource", "NotResource"])
    };
    let version = policy.get("Version").map(|version| version.as_str());
    if !matches!(version, None | Some(Some("2008-10-17" | "2012-10-17"))) || !statements.iter().all(whole) {
        return Err(wrong());
    }
    Ok(jackson::print(&policy))
}

fn no_policy(place: &Place<'_>) -> EcrError {
    place.lacks("RepositoryPolicyNotFoundException", "Repository policy")
}

/// Gives a repository a policy.
pub(crate) async fn set_repository_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: SetRepositoryPolicyRequest,
) -> Result<SetRepositoryPolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let found = place.find(tx.view())?;
        let policy = read(&input.policy_text)?;
        place.put(tx, &Repository { policy: Some(policy.clone()), ..found });
        Ok(SetRepositoryPolicyResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            policy_text: Some(policy),
        })
    })
}

/// A repository's policy.
pub(crate) async fn get_repository_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: GetRepositoryPolicyRequest,
) -> Result<GetRepositoryPolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    let found = ecr.own(&ctx).read(ctx.mark(), |view, ()| place.find(*view))?;
    let policy = found.policy.ok_or_else(|| no_policy(&place))?;
    Ok(GetRepositoryPolicyResponse {
        registry_id: Some(place.registry),
        repository_name: Some(place.name),
        policy_text: Some(policy),
    })
}

/// Takes a repository's policy away, and tells it once more.
pub(crate) async fn delete_repository_policy(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: DeleteRepositoryPolicyRequest,
) -> Result<DeleteRepositoryPolicyResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let found = place.find(tx.view())?;
        let policy = found.policy.clone().ok_or_else(|| no_policy(&place))?;
        place.put(tx, &Repository { policy: None, ..found });
        Ok(DeleteRepositoryPolicyResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            policy_text: Some(policy),
        })
    })
}
