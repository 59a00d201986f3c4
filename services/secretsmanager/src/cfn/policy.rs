//! [`AWS::SecretsManager::ResourcePolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
    text_at,
};

static PROPERTIES: &[Property] = &[
    Property::new("BlockPublicPolicy", Kind::Boolean),
    Property::new("ResourcePolicy", Kind::Json).required(),
    Property::new("SecretId", Kind::String).required().replaces(),
];

handler!(ResourcePolicy: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::SecretsManager::ResourcePolicy", PROPERTIES, &["Id"], ResourcePolicy)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let request = Request::of(wanted, &["BlockPublicPolicy", "SecretId"])
        .maybe("ResourcePolicy", wanted.property("ResourcePolicy").map(json_text));
    let answer = caller.call("secretsmanager", "PutResourcePolicy", request).await?;
    let arn = text_at(&answer, &["ARN"]);
    Ok(Made::new(arn).with("Id", arn).into())
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    create(caller, wanted).await
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let request = Request::new().with("SecretId", existing.id.as_str());
    caller.call_if_there("secretsmanager", "DeleteResourcePolicy", request).await?;
    Ok(Made::from(existing).into())
}
