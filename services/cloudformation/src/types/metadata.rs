//! `AWS::CDK::Metadata`: what the Cloud Development Kit says about the constructs an application is made of. It stands for nothing.
//!
//! <https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html>

use tradewind_resource::{Caller, Existing, Failure, Kind, Made, Progress, Property, ResourceType, Wanted, handler};

const PROPERTIES: &[Property] = &[Property::new("Analytics", Kind::String)];

handler!(Metadata: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::CDK::Metadata", PROPERTIES, &[], Metadata)
}

async fn create(_: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    Ok(Made::new(wanted.token.clone()).into())
}

async fn update(_: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    Ok(Made::from(existing).into())
}

async fn delete(_: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    Ok(Made::from(existing).into())
}
