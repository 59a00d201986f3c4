//! The CloudFormation resource types S3 owns.

mod bucket;
mod policy;

use tradewind_resource::ResourceType;

/// `AWS::S3::Bucket` and `AWS::S3::BucketPolicy`.
pub fn resource_types() -> Vec<ResourceType> {
    vec![bucket::resource_type(), policy::resource_type()]
}
