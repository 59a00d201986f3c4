//! [`AWS::IAM::RolePolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html),
//! `AWS::IAM::UserPolicy` and `AWS::IAM::GroupPolicy`: a policy written into one identity.

use std::sync::Arc;

use tradewind_resource::{
    Caller, Existing, Failure, Handler, Kind, Made, Progress, Property, ResourceType, Step, Wanted,
};

use super::identity::{self, delete_inline, has_inline, put_inline};

static OF_ROLE: &[Property] = &[
    Property::new("PolicyDocument", Kind::Json),
    Property::new("PolicyName", Kind::String).required().replaces(),
    Property::new("RoleName", Kind::String).required().replaces(),
];

static OF_USER: &[Property] = &[
    Property::new("PolicyDocument", Kind::Json),
    Property::new("PolicyName", Kind::String).required().replaces(),
    Property::new("UserName", Kind::String).required().replaces(),
];

static OF_GROUP: &[Property] = &[
    Property::new("GroupName", Kind::String).required().replaces(),
    Property::new("PolicyDocument", Kind::Json),
    Property::new("PolicyName", Kind::String).required().replaces(),
];

/// A policy in identities of a kind.
struct Inline(identity::Kind);

pub(super) fn resource_types() -> [ResourceType; 3] {
    let one =
        |name, properties, kind| ResourceType { name, properties, attributes: &[], handler: Arc::new(Inline(kind)) };
    [
        one("AWS::IAM::RolePolicy", OF_ROLE, identity::Kind::Role),
        one("AWS::IAM::UserPolicy", OF_USER, identity::Kind::User),
        one("AWS::IAM::GroupPolicy", OF_GROUP, identity::Kind::Group),
    ]
}

impl Inline {
    async fn put(&self, caller: &Caller, wanted: &Wanted, new: bool) -> Result<Progress, Failure> {
        let owner = wanted.text(self.0.member()).unwrap_or_default();
        let policy = wanted.text("PolicyName").unwrap_or_default();
        let id = [policy, "|", owner].concat();
        if new && has_inline(caller, self.0, owner, policy).await? {
            return Err(Failure::exists(&wanted.type_name, &id));
        }
        put_inline(caller, self.0, owner, policy, wanted.property("PolicyDocument")).await?;
        Ok(Made::new(id).into())
    }

    async fn remove(&self, caller: &Caller, existing: &Existing) -> Result<Progress, Failure> {
        if let Some((policy, owner)) = existing.id.split_once('|') {
            delete_inline(caller, self.0, owner, policy).await?;
        }
        Ok(Made::from(existing).into())
    }
}

impl Handler for Inline {
    fn create<'a>(&'a self, caller: &'a Caller, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.put(caller, wanted, !wanted.again))
    }

    fn update<'a>(&'a self, caller: &'a Caller, _: &'a Existing, wanted: &'a Wanted) -> Step<'a> {
        Box::pin(self.put(caller, wanted, false))
    }

    fn delete<'a>(&'a self, caller: &'a Caller, existing: &'a Existing, _: &'a Wanted) -> Step<'a> {
        Box::pin(self.remove(caller, existing))
    }
}
