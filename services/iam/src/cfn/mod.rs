//! The CloudFormation resource types IAM owns.

mod access_key;
mod group;
mod identity;
mod inline;
mod instance_profile;
mod linked_role;
mod managed_policy;
mod membership;
mod policy;
mod role;
mod user;

use tradewind_resource::{Caller, Failure, Request, ResourceType};
use tradewind_wire::Document;

/// Roles, users, groups, policies and what ties them together.
pub fn resource_types() -> Vec<ResourceType> {
    let mut types = vec![
        access_key::resource_type(),
        group::resource_type(),
        instance_profile::resource_type(),
        linked_role::resource_type(),
        managed_policy::resource_type(),
        membership::resource_type(),
        policy::resource_type(),
        role::resource_type(),
        user::resource_type(),
    ];
    types.extend(inline::resource_types());
    types
}

async fn call(caller: &Caller, operation: &str, request: Request) -> Result<Document, Failure> {
    caller.call("iam", operation, request).await
}

/// A call on something that may be gone already.
async fn drop_it(caller: &Caller, operation: &str, request: Request) -> Result<(), Failure> {
    caller.call_if_there("iam", operation, request).await.map(drop)
}

/// The text of a member of an answer's structure; empty where it is absent.
fn told(answer: &Document, structure: &str, name: &str) -> String {
    let member = answer.get(structure).and_then(|structure| structure.get(name));
    member.and_then(Document::as_str).unwrap_or_default().to_owned()
}
