//! [`AWS::IAM::Policy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html): a
//! policy that is written into roles, users and groups.

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, ResourceType, Wanted, handler, texts, without,
};
use tradewind_wire::Document;

use super::identity::{KINDS, delete_inline, put_inline};

static PROPERTIES: &[Property] = &[
    Property::new("Groups", Kind::List(&Kind::String)),
    Property::new("PolicyDocument", Kind::Json).required(),
    Property::new("PolicyName", Kind::String).required(),
    Property::new("Roles", Kind::List(&Kind::String)),
    Property::new("Users", Kind::List(&Kind::String)),
];

handler!(Policy: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::IAM::Policy", PROPERTIES, &["Id"], Policy)
}

fn name(properties: &Document) -> &str {
    properties.get("PolicyName").and_then(Document::as_str).unwrap_or_default()
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await?;
    let id = wanted.physical_name(128, Case::Mixed);
    Ok(Made::new(id.as_str()).with("Id", id.as_str()).into())
}

/// Writes the policy into everything that is named.
async fn put(caller: &Caller, wanted: &Wanted) -> Result<(), Failure> {
    if KINDS.iter().all(|kind| texts(wanted.property(kind.list())).is_empty()) {
        return Err(Failure::invalid("At least one of [Groups,Roles,Users] must be non-empty."));
    }
    for kind in KINDS {
        for owner in texts(wanted.property(kind.list())) {
            put_inline(caller, kind, &owner, name(&wanted.properties), wanted.property("PolicyDocument")).await?;
        }
    }
    Ok(())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, wanted).await?;
    let (old, renamed) = (name(&existing.properties), name(&existing.properties) != name(&wanted.properties));
    for kind in KINDS {
        let had = texts(existing.properties.get(kind.list()));
        let kept = texts(wanted.property(kind.list()));
        for owner in if renamed { had } else { without(&had, &kept) } {
            delete_inline(caller, kind, &owner, old).await?;
        }
    }
    Ok(Made::from(existing).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    for kind in KINDS {
        for owner in texts(existing.properties.get(kind.list())) {
            delete_inline(caller, kind, &owner, name(&existing.properties)).await?;
        }
    }
    Ok(Made::from(existing).into())
}
