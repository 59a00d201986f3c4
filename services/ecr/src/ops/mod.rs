//! One handler an operation.

mod images;
mod lifecycles;
mod policies;
mod repositories;
mod settings;
mod tags;

use std::sync::Arc;

use tradewind_cloud::Operations;

use crate::Ecr;

/// The operation table.
pub(crate) fn table(ecr: Arc<Ecr>) -> Operations {
    Operations::new(ecr)
        .add("CreateRepository", repositories::create_repository)
        .add("DescribeRepositories", repositories::describe_repositories)
        .add("DeleteRepository", repositories::delete_repository)
        .add("SetRepositoryPolicy", policies::set_repository_policy)
        .add("GetRepositoryPolicy", policies::get_repository_policy)
        .add("DeleteRepositoryPolicy", policies::delete_repository_policy)
        .add("PutLifecyclePolicy", lifecycles::put_lifecycle_policy)
        .add("GetLifecyclePolicy", lifecycles::get_lifecycle_policy)
        .add("DeleteLifecyclePolicy", lifecycles::delete_lifecycle_policy)
        .add("TagResource", tags::tag_resource)
        .add("UntagResource", tags::untag_resource)
        .add("ListTagsForResource", tags::list_tags_for_resource)
        .add("PutImageTagMutability", settings::put_image_tag_mutability)
        .add("PutImageScanningConfiguration", settings::put_image_scanning_configuration)
        .add("ListImages", images::list_images)
        .add("DescribeImages", images::describe_images)
        .absent(ABSENT)
        .build()
}

/// Operations AWS has that are not built yet.
const ABSENT: &[&str] = &[
    "BatchCheckLayerAvailability",
    "BatchDeleteImage",
    "BatchGetImage",
    "BatchGetRepositoryScanningConfiguration",
    "CompleteLayerUpload",
    "CreatePullThroughCacheRule",
    "CreateRepositoryCreationTemplate",
    "DeletePullThroughCacheRule",
    "DeleteRegistryPolicy",
    "DeleteRepositoryCreationTemplate",
    "DeleteSigningConfiguration",
    "DeregisterPullTimeUpdateExclusion",
    "DescribeImageReplicationStatus",
    "DescribeImageScanFindings",
    "DescribeImageSigningStatus",
    "DescribePullThroughCacheRules",
    "DescribeRegistry",
    "DescribeRepositoryCreationTemplates",
    "GetAccountSetting",
    "GetAuthorizationToken",
    "GetDownloadUrlForLayer",
    "GetLifecyclePolicyPreview",
    "GetRegistryPolicy",
    "GetRegistryScanningConfiguration",
    "GetSigningConfiguration",
    "InitiateLayerUpload",
    "ListImageReferrers",
    "ListPullTimeUpdateExclusions",
    "PutAccountSetting",
    "PutImage",
    "PutRegistryPolicy",
    "PutRegistryScanningConfiguration",
    "PutReplicationConfiguration",
    "PutSigningConfiguration",
    "RegisterPullTimeUpdateExclusion",
    "StartImageScan",
    "StartLifecyclePolicyPreview",
    "UpdateImageStorageClass",
    "UpdatePullThroughCacheRule",
    "UpdateRepositoryCreationTemplate",
    "UploadLayerPart",
    "ValidatePullThroughCacheRule",
];
