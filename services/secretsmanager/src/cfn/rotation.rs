//! [`AWS::SecretsManager::RotationSchedule`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, text_at,
};
use tradewind_wire::Document;

static PROPERTIES: &[Property] = &[
    Property::refused("ExternalSecretRotationMetadata", "managed external secrets are not built yet"),
    Property::refused("ExternalSecretRotationRoleArn", "managed external secrets are not built yet"),
    Property::refused(
        "HostedRotationLambda",
        "AWS hosts no rotation functions here; name one of your own with RotationLambdaARN",
    ),
    Property::new("RotateImmediatelyOnUpdate", Kind::Boolean),
    Property::new("RotationLambdaARN", Kind::String),
    Property::new(
        "RotationRules",
        Kind::Object(&[
            Property::new("AutomaticallyAfterDays", Kind::Integer),
            Property::new("Duration", Kind::String),
            Property::new("ScheduleExpression", Kind::String),
        ]),
    ),
    Property::new("SecretId", Kind::String).required().replaces(),
];

handler!(RotationSchedule: create, update, delete; check = check);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::SecretsManager::RotationSchedule", PROPERTIES, &["Id"], RotationSchedule)
}

fn check(properties: &Document) -> Result<(), String> {
    match text_at(properties, &["RotationRules", "ScheduleExpression"]).starts_with("cron(") {
        true => Err("RotationRules.ScheduleExpression: expressions of the form cron(...) are not built yet".to_owned()),
        false => Ok(()),
    }
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    rotate(caller, wanted, true.into()).await
}

async fn update(caller: &Caller, _: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    let now = wanted.property("RotateImmediatelyOnUpdate").cloned().unwrap_or(true.into());
    rotate(caller, wanted, now).await
}

async fn rotate(caller: &Caller, wanted: &Wanted, now: Document) -> Result<Progress, Failure> {
    let request = Request::of(wanted, &["RotationLambdaARN", "RotationRules", "SecretId"])
        .with("RotateImmediately", now)
        .with("ClientRequestToken", wanted.token.as_str());
    let answer = caller.call("secretsmanager", "RotateSecret", request).await?;
    let arn = text_at(&answer, &["ARN"]);
    Ok(Made::new(arn).with("Id", arn).into())
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    let request = Request::new().with("SecretId", existing.id.as_str());
    caller.call_if_there("secretsmanager", "CancelRotateSecret", request).await?;
    Ok(Made::from(existing).into())
}
