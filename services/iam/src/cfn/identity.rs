//! What roles, users and groups have in common: policies attached to them and written into them.

use tradewind_resource::{Caller, Existing, Failure, Request, Wanted, json_text, tag_list, text_list, texts, without};
use tradewind_wire::Document;

use super::{call, drop_it};

/// A kind of identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Role,
    User,
    Group,
}

pub(super) const KINDS: [Kind; 3] = [Kind::Group, Kind::Role, Kind::User];

impl Kind {
    /// The word in operations' names.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Role => "Role",
            Kind::User => "User",
            Kind::Group => "Group",
        }
    }

    /// The member of requests that names one.
    pub(super) fn member(self) -> &'static str {
        match self {
            Kind::Role => "RoleName",
            Kind::User => "UserName",
            Kind::Group => "GroupName",
        }
    }

    /// The property that lists some.
    pub(super) fn list(self) -> &'static str {
        match self {
            Kind::Role => "Roles",
            Kind::User => "Users",
            Kind::Group => "Groups",
        }
    }

    fn operation(self, before: &str, behind: &str) -> String {
        [before, self.word(), behind].concat()
    }

    fn request(self, name: &str) -> Request {
        Request::new().with(self.member(), name)
    }
}

pub(super) async fn attach(caller: &Caller, kind: Kind, name: &str, arn: &str) -> Result<(), Failure> {
    let request = kind.request(name).with("PolicyArn", arn);
    call(caller, &kind.operation("Attach", "Policy"), request).await.map(drop)
}

pub(super) async fn detach(caller: &Caller, kind: Kind, name: &str, arn: &str) -> Result<(), Failure> {
    drop_it(caller, &kind.operation("Detach", "Policy"), kind.request(name).with("PolicyArn", arn)).await
}

pub(super) async fn put_inline(
    caller: &Caller,
    kind: Kind,
    name: &str,
    policy: &str,
    document: Option<&Document>,
) -> Result<(), Failure> {
    let request = kind.request(name).with("PolicyName", policy).maybe("PolicyDocument", document.map(json_text));
    call(caller, &kind.operation("Put", "Policy"), request).await.map(drop)
}

pub(super) async fn delete_inline(caller: &Caller, kind: Kind, name: &str, policy: &str) -> Result<(), Failure> {
    drop_it(caller, &kind.operation("Delete", "Policy"), kind.request(name).with("PolicyName", policy)).await
}

/// Whether a policy is written into an identity.
pub(super) async fn has_inline(caller: &Caller, kind: Kind, name: &str, policy: &str) -> Result<bool, Failure> {
    let request = kind.request(name).with("PolicyName", policy);
    let found = caller.call_if_there("iam", &kind.operation("Get", "Policy"), request).await?;
    Ok(found.is_some())
}

fn managed(properties: &Document) -> Vec<String> {
    texts(properties.get("ManagedPolicyArns"))
}

fn inline(properties: &Document) -> Vec<(String, Option<Document>)> {
    let policies = properties.get("Policies").and_then(Document::as_list).unwrap_or_default();
    let one = |policy: &Document| {
        let name = policy.get("PolicyName")?.as_str()?.to_owned();
        Some((name, policy.get("PolicyDocument").cloned()))
    };
    policies.iter().filter_map(one).collect()
}

/// Brings the policies of an identity to what is wanted: new ones come before old ones go.
pub(super) async fn bring_policies(
    caller: &Caller,
    kind: Kind,
    name: &str,
    wanted: &Wanted,
    existing: Option<&Existing>,
) -> Result<(), Failure> {
    let nothing = Document::Null;
    let old = existing.map_or(&nothing, |existing| &existing.properties);
    let (arns, policies) = (managed(&wanted.properties), inline(&wanted.properties));
    for arn in &arns {
        attach(caller, kind, name, arn).await?;
    }
    for (policy, document) in &policies {
        put_inline(caller, kind, name, policy, document.as_ref()).await?;
    }
    for arn in without(&managed(old), &arns) {
        detach(caller, kind, name, &arn).await?;
    }
    for (policy, _) in inline(old).iter().filter(|(name, _)| policies.iter().all(|(kept, _)| kept != name)) {
        delete_inline(caller, kind, name, policy).await?;
    }
    Ok(())
}

/// Takes from an identity what its properties gave it, so that it can be deleted; what others gave it keeps it there.
pub(super) async fn take_policies(caller: &Caller, kind: Kind, existing: &Existing) -> Result<(), Failure> {
    for arn in managed(&existing.properties) {
        detach(caller, kind, &existing.id, &arn).await?;
    }
    for (policy, _) in inline(&existing.properties) {
        delete_inline(caller, kind, &existing.id, &policy).await?;
    }
    Ok(())
}

/// Brings the boundary of a role or user to what is wanted.
pub(super) async fn bring_boundary(
    caller: &Caller,
    kind: Kind,
    name: &str,
    wanted: &Wanted,
    existing: &Existing,
) -> Result<(), Failure> {
    match wanted.text("PermissionsBoundary") {
        Some(arn) => {
            let request = kind.request(name).with("PermissionsBoundary", arn);
            call(caller, &kind.operation("Put", "PermissionsBoundary"), request).await.map(drop)
        }
        None if existing.properties.get("PermissionsBoundary").is_some() => {
            drop_it(caller, &kind.operation("Delete", "PermissionsBoundary"), kind.request(name)).await
        }
        None => Ok(()),
    }
}

/// Brings the tags of a role or user to what is wanted.
pub(super) async fn retag(
    caller: &Caller,
    kind: Kind,
    name: &str,
    wanted: &Wanted,
    existing: &Existing,
) -> Result<(), Failure> {
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = kind.request(name).with("TagKeys", text_list(changes.remove));
        call(caller, &kind.operation("Untag", ""), request).await?;
    }
    if !changes.put.is_empty() {
        let request = kind.request(name).with("Tags", tag_list(changes.put, "Key", "Value"));
        call(caller, &kind.operation("Tag", ""), request).await?;
    }
    Ok(())
}
