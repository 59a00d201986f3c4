//! The CloudFormation resource type the registry owns:
//! [`AWS::ECR::Repository`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html).

use tradewind_resource::{
    Caller, Case, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    tag_list, text_at, text_list,
};
use tradewind_wire::Document;

static PROPERTIES: &[Property] = &[
    Property::new("EmptyOnDelete", Kind::Boolean),
    Property::new(
        "EncryptionConfiguration",
        Kind::Object(&[
            Property::new("EncryptionType", Kind::String).required(),
            Property::new("KmsKey", Kind::String),
        ]),
    )
    .replaces(),
    Property::new("ImageScanningConfiguration", Kind::Object(&[Property::new("ScanOnPush", Kind::Boolean)])),
    Property::new("ImageTagMutability", Kind::String),
    Property::new(
        "ImageTagMutabilityExclusionFilters",
        Kind::List(&Kind::Object(&[
            Property::new("ImageTagMutabilityExclusionFilterType", Kind::String).required(),
            Property::new("ImageTagMutabilityExclusionFilterValue", Kind::String).required(),
        ])),
    ),
    Property::new(
        "LifecyclePolicy",
        Kind::Object(&[Property::new("LifecyclePolicyText", Kind::String), Property::new("RegistryId", Kind::String)]),
    ),
    Property::new("RepositoryName", Kind::String).replaces(),
    Property::new("RepositoryPolicyText", Kind::Json),
    Property::new(
        "Tags",
        Kind::List(&Kind::Object(&[
            Property::new("Key", Kind::String).required(),
            Property::new("Value", Kind::String).required(),
        ])),
    ),
];

handler!(Repository: create, update, delete);

/// `AWS::ECR::Repository`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![ResourceType::new("AWS::ECR::Repository", PROPERTIES, &["Arn", "RepositoryUri"], Repository)]
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = wanted.text("RepositoryName").map_or_else(|| wanted.physical_name(256, Case::Lower), str::to_owned);
    let within = |object: &str, member: &str| wanted.property(object).and_then(|found| found.get(member)).cloned();
    let encryption = wanted.property("EncryptionConfiguration").map(|_| {
        let kind = within("EncryptionConfiguration", "EncryptionType");
        Document::from(
            Request::new().maybe("encryptionType", kind).maybe("kmsKey", within("EncryptionConfiguration", "KmsKey")),
        )
    });
    let request = mutability(wanted)
        .with("repositoryName", name.as_str())
        .with("tags", tag_list(wanted.plain_tags(), "Key", "Value"))
        .with("imageScanningConfiguration", scanning(wanted))
        .maybe("encryptionConfiguration", encryption);
    caller.make("ecr", "CreateRepository", request, wanted.again).await?;
    policies(caller, &name, wanted).await?;
    described(caller, &name).await
}

fn mutability(wanted: &Wanted) -> Request {
    let filters = match wanted.property("ImageTagMutabilityExclusionFilters") {
        Some(Document::List(filters)) => Some(Document::List(filters.iter().map(filter).collect())),
        _ => None,
    };
    Request::new()
        .with("imageTagMutability", wanted.text("ImageTagMutability").unwrap_or("MUTABLE"))
        .maybe("imageTagMutabilityExclusionFilters", filters)
}

fn filter(property: &Document) -> Document {
    let kind = property.get("ImageTagMutabilityExclusionFilterType").cloned();
    let value = property.get("ImageTagMutabilityExclusionFilterValue").cloned();
    Request::new().maybe("filterType", kind).maybe("filter", value).into()
}

fn scanning(wanted: &Wanted) -> Document {
    let scans = wanted.property("ImageScanningConfiguration").and_then(|found| found.get("ScanOnPush")).cloned();
    Document::from([("scanOnPush", scans.unwrap_or_else(|| false.into()))])
}

/// Sets both policies, and takes away those that the template does not have.
async fn policies(caller: &Caller, name: &str, wanted: &Wanted) -> Result<(), Failure> {
    let of_repository = || Request::new().with("repositoryName", name);
    match wanted.property("RepositoryPolicyText") {
        Some(policy) => {
            let request = of_repository().with("policyText", json_text(policy));
            caller.call("ecr", "SetRepositoryPolicy", request).await?;
        }
        None => drop(caller.call_if_there("ecr", "DeleteRepositoryPolicy", of_repository()).await?),
    }
    let lifecycle = wanted.property("LifecyclePolicy").and_then(|policy| policy.get("LifecyclePolicyText")).cloned();
    match lifecycle {
        Some(text) => {
            let request = of_repository().with("lifecyclePolicyText", text);
            caller.call("ecr", "PutLifecyclePolicy", request).await?;
        }
        None => drop(caller.call_if_there("ecr", "DeleteLifecyclePolicy", of_repository()).await?),
    }
    Ok(())
}

async fn described(caller: &Caller, name: &str) -> Result<Progress, Failure> {
    let request = Request::new().with("repositoryNames", text_list(vec![name.to_owned()]));
    let answer = caller.call("ecr", "DescribeRepositories", request).await?;
    let found = match answer.get("repositories") {
        Some(Document::List(found)) => found.first(),
        _ => None,
    };
    let text = |member: &str| found.map(|found| text_at(found, &[member])).unwrap_or_default();
    Ok(Made::new(name).with("Arn", text("repositoryArn")).with("RepositoryUri", text("repositoryUri")).into())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let name = existing.id.as_str();
    caller.call("ecr", "PutImageTagMutability", mutability(wanted).with("repositoryName", name)).await?;
    let scanning = Request::new().with("repositoryName", name).with("imageScanningConfiguration", scanning(wanted));
    caller.call("ecr", "PutImageScanningConfiguration", scanning).await?;
    policies(caller, name, wanted).await?;
    let arn = caller.arn("ecr", &["repository/", name].concat());
    let changes = wanted.tag_changes(existing);
    if !changes.remove.is_empty() {
        let request = Request::new().with("resourceArn", arn.as_str()).with("tagKeys", text_list(changes.remove));
        caller.call("ecr", "UntagResource", request).await?;
    }
    if !changes.put.is_empty() {
        let tags = tag_list(changes.put, "Key", "Value");
        caller.call("ecr", "TagResource", Request::new().with("resourceArn", arn).with("tags", tags)).await?;
    }
    described(caller, name).await
}

async fn delete(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let force = wanted.property("EmptyOnDelete").cloned();
    let request = Request::new().with("repositoryName", existing.id.as_str()).maybe("force", force);
    caller.call_if_there("ecr", "DeleteRepository", request).await?;
    Ok(Made::from(existing).into())
}
