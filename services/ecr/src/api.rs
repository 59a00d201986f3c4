//! The shapes of Amazon Elastic Container Registry, from AWS's published model of API version 2015-09-21 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `CreateRepository`.
///
/// Creates a repository. For more information, see Amazon ECR repositories in the Amazon
/// Elastic Container Registry User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateRepositoryRequest {
    /// The Amazon Web Services account ID associated with the registry to create the repository.
    /// If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name to use for the repository.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The metadata that you apply to the repository to help you categorize and organize them.
    /// Each tag consists of a key and an optional value, both of which you define.
    #[shape(name = "tags")]
    pub tags: Option<Vec<Tag>>,
    /// The tag mutability setting for the repository. If this parameter is omitted, the default
    /// setting of `MUTABLE` will be used which will allow image tags to be overwritten.
    #[shape(name = "imageTagMutability", one_of = IMAGE_TAG_MUTABILITY)]
    pub image_tag_mutability: Option<String>,
    /// A list of filters that specify which image tags should be excluded from the repository's
    /// image tag mutability setting.
    #[shape(name = "imageTagMutabilityExclusionFilters", length = 1..=5)]
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// The `imageScanningConfiguration` parameter is being deprecated, in favor of specifying the
    /// image scanning configuration at the registry level. For more information, see
    /// `PutRegistryScanningConfiguration`.
    #[shape(name = "imageScanningConfiguration")]
    pub image_scanning_configuration: Option<ImageScanningConfiguration>,
    /// The encryption configuration for the repository. This determines how the contents of your
    /// repository are encrypted at rest.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// Output of `CreateRepository`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateRepositoryResponse {
    /// The repository that was created.
    #[shape(name = "repository")]
    pub repository: Option<Repository>,
}

/// Input of `DescribeRepositories`.
///
/// Describes image repositories in a registry.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeRepositoriesRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repositories to be described. If you do not specify a registry, the default registry is
    /// assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// A list of repositories to describe. If this parameter is omitted, then all repositories in
    /// a registry are described.
    #[shape(
        name = "repositoryNames",
        length = 1..=100,
        item(length = 2..=256, pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*")
    )]
    pub repository_names: Option<Vec<String>>,
    /// The `nextToken` value returned from a previous paginated `DescribeRepositories` request
    /// where `maxResults` was used and the results exceeded the value of that parameter.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
    /// The maximum number of repository results returned by `DescribeRepositories` in paginated
    /// output.
    #[shape(name = "maxResults", range = 1..=1000)]
    pub max_results: Option<i32>,
}

/// Output of `DescribeRepositories`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeRepositoriesResponse {
    /// A list of repository objects corresponding to valid repositories.
    #[shape(name = "repositories")]
    pub repositories: Option<Vec<Repository>>,
    /// The `nextToken` value to include in a future `DescribeRepositories` request. When the
    /// results of a `DescribeRepositories` request exceed `maxResults`, this value can be used to
    /// retrieve the next page of results.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DeleteRepository`.
///
/// Deletes a repository. If the repository isn't empty, you must either delete the contents
/// of the repository or use the `force` option to delete the repository and have Amazon ECR
/// delete all of its contents on your behalf.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRepositoryRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository to delete. If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository to delete.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// If true, deleting the repository force deletes the contents of the repository. If false,
    /// the repository must be empty before attempting to delete it.
    #[shape(name = "force")]
    pub force: Option<bool>,
}

/// Output of `DeleteRepository`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRepositoryResponse {
    /// The repository that was deleted.
    #[shape(name = "repository")]
    pub repository: Option<Repository>,
}

/// Input of `SetRepositoryPolicy`.
///
/// Applies a repository policy to the specified repository to control access permissions. For
/// more information, see Amazon ECR Repository policies in the Amazon Elastic Container
/// Registry User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SetRepositoryPolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository. If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository to receive the policy.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The JSON repository policy text to apply to the repository. For more information, see
    /// Amazon ECR repository policies in the Amazon Elastic Container Registry User Guide.
    #[shape(name = "policyText", required, length = 0..=10240)]
    pub policy_text: String,
    /// If the policy you are attempting to set on a repository policy would prevent you from
    /// setting another policy in the future, you must force the SetRepositoryPolicy operation.
    #[shape(name = "force")]
    pub force: Option<bool>,
}

/// Output of `SetRepositoryPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SetRepositoryPolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON repository policy text applied to the repository.
    #[shape(name = "policyText")]
    pub policy_text: Option<String>,
}

/// Input of `GetRepositoryPolicy`.
///
/// Retrieves the repository policy for the specified repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRepositoryPolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository. If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository with the policy to retrieve.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
}

/// Output of `GetRepositoryPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetRepositoryPolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON repository policy text associated with the repository.
    #[shape(name = "policyText")]
    pub policy_text: Option<String>,
}

/// Input of `DeleteRepositoryPolicy`.
///
/// Deletes the repository policy associated with the specified repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRepositoryPolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository policy to delete. If you do not specify a registry, the default registry is
    /// assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository that is associated with the repository policy to delete.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
}

/// Output of `DeleteRepositoryPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteRepositoryPolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON repository policy that was deleted from the repository.
    #[shape(name = "policyText")]
    pub policy_text: Option<String>,
}

/// Input of `PutLifecyclePolicy`.
///
/// Creates or updates the lifecycle policy for the specified repository. For more
/// information, see Lifecycle policy template.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutLifecyclePolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository. If you do&#x2028; not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository to receive the policy.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The JSON repository policy text to apply to the repository.
    #[shape(name = "lifecyclePolicyText", required, length = 100..=30720)]
    pub lifecycle_policy_text: String,
}

/// Output of `PutLifecyclePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutLifecyclePolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON repository policy text.
    #[shape(name = "lifecyclePolicyText")]
    pub lifecycle_policy_text: Option<String>,
}

/// Input of `GetLifecyclePolicy`.
///
/// Retrieves the lifecycle policy for the specified repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLifecyclePolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository. If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
}

/// Output of `GetLifecyclePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetLifecyclePolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON lifecycle policy text.
    #[shape(name = "lifecyclePolicyText")]
    pub lifecycle_policy_text: Option<String>,
    /// The time stamp of the last time that the lifecycle policy was run.
    #[shape(name = "lastEvaluatedAt")]
    pub last_evaluated_at: Option<Timestamp>,
}

/// Input of `DeleteLifecyclePolicy`.
///
/// Deletes the lifecycle policy associated with the specified repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteLifecyclePolicyRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository. If you do not specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
}

/// Output of `DeleteLifecyclePolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteLifecyclePolicyResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The JSON lifecycle policy text.
    #[shape(name = "lifecyclePolicyText")]
    pub lifecycle_policy_text: Option<String>,
    /// The time stamp of the last time that the lifecycle policy was run.
    #[shape(name = "lastEvaluatedAt")]
    pub last_evaluated_at: Option<Timestamp>,
}

/// Input of `TagResource`.
///
/// Adds specified tags to a resource with the specified ARN. Existing tags on a resource are
/// not changed if they are not specified in the request parameters.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceRequest {
    /// The Amazon Resource Name (ARN) of the the resource to which to add tags. Currently, the
    /// only supported resource is an Amazon ECR repository.
    #[shape(name = "resourceArn", required)]
    pub resource_arn: String,
    /// The tags to add to the resource. A tag is an array of key-value pairs.
    #[shape(name = "tags", required)]
    pub tags: Vec<Tag>,
}

/// Output of `TagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagResourceResponse {}

/// Input of `UntagResource`.
///
/// Deletes specified tags from a resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceRequest {
    /// The Amazon Resource Name (ARN) of the resource from which to remove tags. Currently, the
    /// only supported resource is an Amazon ECR repository.
    #[shape(name = "resourceArn", required)]
    pub resource_arn: String,
    /// The keys of the tags to be removed.
    #[shape(name = "tagKeys", required)]
    pub tag_keys: Vec<String>,
}

/// Output of `UntagResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagResourceResponse {}

/// Input of `ListTagsForResource`.
///
/// List the tags for an Amazon ECR resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// The Amazon Resource Name (ARN) that identifies the resource for which to list the tags.
    /// Currently, the only supported resource is an Amazon ECR repository.
    #[shape(name = "resourceArn", required)]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListTagsForResourceResponse {
    /// The tags for the resource.
    #[shape(name = "tags")]
    pub tags: Option<Vec<Tag>>,
}

/// Input of `PutImageTagMutability`.
///
/// Updates the image tag mutability settings for the specified repository. For more
/// information, see Image tag mutability in the Amazon Elastic Container Registry User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutImageTagMutabilityRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository in which to update the image tag mutability settings. If you do not specify a
    /// registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository in which to update the image tag mutability settings.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The tag mutability setting for the repository. If `MUTABLE` is specified, image tags can
    /// be overwritten.
    #[shape(name = "imageTagMutability", required, one_of = IMAGE_TAG_MUTABILITY)]
    pub image_tag_mutability: String,
    /// A list of filters that specify which image tags should be excluded from the image tag
    /// mutability setting being applied.
    #[shape(name = "imageTagMutabilityExclusionFilters", length = 1..=5)]
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
}

/// Output of `PutImageTagMutability`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutImageTagMutabilityResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The image tag mutability setting for the repository.
    #[shape(name = "imageTagMutability")]
    pub image_tag_mutability: Option<String>,
    /// The list of filters that specify which image tags are excluded from the repository's image
    /// tag mutability setting.
    #[shape(name = "imageTagMutabilityExclusionFilters")]
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
}

/// Input of `PutImageScanningConfiguration`.
///
/// The `PutImageScanningConfiguration` API is being deprecated, in favor of specifying the
/// image scanning configuration at the registry level. For more information, see
/// PutRegistryScanningConfiguration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutImageScanningConfigurationRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository in which to update the image scanning configuration setting. If you do not
    /// specify a registry, the default registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The name of the repository in which to update the image scanning configuration setting.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The image scanning configuration for the repository. This setting determines whether
    /// images are scanned for known vulnerabilities after being pushed to the repository.
    #[shape(name = "imageScanningConfiguration", required)]
    pub image_scanning_configuration: ImageScanningConfiguration,
}

/// Output of `PutImageScanningConfiguration`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutImageScanningConfigurationResponse {
    /// The registry ID associated with the request.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The repository name associated with the request.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The image scanning configuration setting for the repository.
    #[shape(name = "imageScanningConfiguration")]
    pub image_scanning_configuration: Option<ImageScanningConfiguration>,
}

/// Input of `ListImages`.
///
/// Lists all the image IDs for the specified repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListImagesRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository in which to list images. If you do not specify a registry, the default registry
    /// is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The repository with image IDs to be listed.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The `nextToken` value returned from a previous paginated `ListImages` request where
    /// `maxResults` was used and the results exceeded the value of that parameter.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
    /// The maximum number of image results returned by `ListImages` in paginated output. When
    /// this parameter is used, `ListImages` only returns `maxResults` results in a single page
    /// along with a `nextToken` response element.
    #[shape(name = "maxResults", range = 1..=1000)]
    pub max_results: Option<i32>,
    /// The filter key and value with which to filter your `ListImages` results.
    #[shape(name = "filter")]
    pub filter: Option<ListImagesFilter>,
}

/// Output of `ListImages`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListImagesResponse {
    /// The list of image IDs for the requested repository.
    #[shape(name = "imageIds")]
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// The `nextToken` value to include in a future `ListImages` request. When the results of a
    /// `ListImages` request exceed `maxResults`, this value can be used to retrieve the next page
    /// of results.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// Input of `DescribeImages`.
///
/// Returns metadata about the images in a repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeImagesRequest {
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository in which to describe images. If you do not specify a registry, the default
    /// registry is assumed.
    #[shape(name = "registryId", pattern = "[0-9]{12}")]
    pub registry_id: Option<String>,
    /// The repository that contains the images to describe.
    #[shape(
        name = "repositoryName",
        required,
        length = 2..=256,
        pattern = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
    )]
    pub repository_name: String,
    /// The list of image IDs for the requested repository.
    #[shape(name = "imageIds", length = 1..=100)]
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// The `nextToken` value returned from a previous paginated `DescribeImages` request where
    /// `maxResults` was used and the results exceeded the value of that parameter.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
    /// The maximum number of repository results returned by `DescribeImages` in paginated output.
    #[shape(name = "maxResults", range = 1..=1000)]
    pub max_results: Option<i32>,
    /// The filter key and value with which to filter your `DescribeImages` results.
    #[shape(name = "filter")]
    pub filter: Option<DescribeImagesFilter>,
}

/// Output of `DescribeImages`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeImagesResponse {
    /// A list of ImageDetail objects that contain data about the image.
    #[shape(name = "imageDetails")]
    pub image_details: Option<Vec<ImageDetail>>,
    /// The `nextToken` value to include in a future `DescribeImages` request. When the results of
    /// a `DescribeImages` request exceed `maxResults`, this value can be used to retrieve the
    /// next page of results.
    #[shape(name = "nextToken")]
    pub next_token: Option<String>,
}

/// The metadata to apply to a resource to help you categorize and organize them. Each tag
/// consists of a key and a value, both of which you define.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// One part of a key-value pair that make up a tag. A `key` is a general label that acts like
    /// a category for more specific tag values.
    #[shape(required)]
    pub key: String,
    /// A `value` acts as a descriptor within a tag category (key).
    #[shape(required)]
    pub value: String,
}

/// A filter that specifies which image tags should be excluded from the repository's image
/// tag mutability setting.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageTagMutabilityExclusionFilter {
    /// The type of filter to apply for excluding image tags from mutability settings.
    #[shape(name = "filterType", required, one_of = IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_TYPE)]
    pub filter_type: String,
    /// The filter value used to match image tags for exclusion from mutability settings.
    #[shape(name = "filter", required, length = 1..=128, pattern = "^[0-9a-zA-Z._*-]{1,128}$")]
    pub filter: String,
}

/// The image scanning configuration for a repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageScanningConfiguration {
    /// The setting that determines whether images are scanned after being pushed to a repository.
    /// If set to `true`, images will be scanned after being pushed.
    #[shape(name = "scanOnPush")]
    pub scan_on_push: Option<bool>,
}

/// The encryption configuration for the repository. This determines how the contents of your
/// repository are encrypted at rest.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EncryptionConfiguration {
    /// The encryption type to use.
    #[shape(name = "encryptionType", required, one_of = ENCRYPTION_TYPE)]
    pub encryption_type: String,
    /// If you use the `KMS` encryption type, specify the KMS key to use for encryption. The
    /// alias, key ID, or full ARN of the KMS key can be specified.
    #[shape(name = "kmsKey", length = 1..=2048)]
    pub kms_key: Option<String>,
}

/// An object representing a repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Repository {
    /// The Amazon Resource Name (ARN) that identifies the repository.
    #[shape(name = "repositoryArn")]
    pub repository_arn: Option<String>,
    /// The Amazon Web Services account ID associated with the registry that contains the
    /// repository.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The name of the repository.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The URI for the repository. You can use this URI for container image `push` and `pull`
    /// operations.
    #[shape(name = "repositoryUri")]
    pub repository_uri: Option<String>,
    /// The date and time, in JavaScript date format, when the repository was created.
    #[shape(name = "createdAt")]
    pub created_at: Option<Timestamp>,
    /// The tag mutability setting for the repository.
    #[shape(name = "imageTagMutability")]
    pub image_tag_mutability: Option<String>,
    /// A list of filters that specify which image tags are excluded from the repository's image
    /// tag mutability setting.
    #[shape(name = "imageTagMutabilityExclusionFilters")]
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// The image scanning configuration for a repository.
    #[shape(name = "imageScanningConfiguration")]
    pub image_scanning_configuration: Option<ImageScanningConfiguration>,
    /// The encryption configuration for the repository. This determines how the contents of your
    /// repository are encrypted at rest.
    #[shape(name = "encryptionConfiguration")]
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

/// An object representing a filter on a ListImages operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListImagesFilter {
    /// The tag status with which to filter your ListImages results.
    #[shape(name = "tagStatus", one_of = TAG_STATUS)]
    pub tag_status: Option<String>,
    /// The image status with which to filter your ListImages results. Valid values are `ACTIVE`,
    /// `ARCHIVED`, and `ACTIVATING`.
    #[shape(name = "imageStatus", one_of = IMAGE_STATUS_FILTER)]
    pub image_status: Option<String>,
}

/// An object with identifying information for an image in an Amazon ECR repository.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageIdentifier {
    /// The `sha256` digest of the image manifest.
    #[shape(name = "imageDigest")]
    pub image_digest: Option<String>,
    /// The tag used for the image.
    #[shape(name = "imageTag", length = 1..=300)]
    pub image_tag: Option<String>,
}

/// An object representing a filter on a DescribeImages operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DescribeImagesFilter {
    /// The tag status with which to filter your DescribeImages results. You can filter results
    /// based on whether they are `TAGGED` or `UNTAGGED`.
    #[shape(name = "tagStatus", one_of = TAG_STATUS)]
    pub tag_status: Option<String>,
    /// The image status with which to filter your DescribeImages results. Valid values are
    /// `ACTIVE`, `ARCHIVED`, and `ACTIVATING`.
    #[shape(name = "imageStatus", one_of = IMAGE_STATUS_FILTER)]
    pub image_status: Option<String>,
}

/// An object that describes an image returned by a DescribeImages operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageDetail {
    /// The Amazon Web Services account ID associated with the registry to which this image
    /// belongs.
    #[shape(name = "registryId")]
    pub registry_id: Option<String>,
    /// The name of the repository to which this image belongs.
    #[shape(name = "repositoryName")]
    pub repository_name: Option<String>,
    /// The `sha256` digest of the image manifest.
    #[shape(name = "imageDigest")]
    pub image_digest: Option<String>,
    /// The list of tags associated with this image.
    #[shape(name = "imageTags")]
    pub image_tags: Option<Vec<String>>,
    /// The size, in bytes, of the image in the repository.
    #[shape(name = "imageSizeInBytes")]
    pub image_size_in_bytes: Option<i64>,
    /// The date and time, expressed in standard JavaScript date format, at which the current
    /// image was pushed to the repository.
    #[shape(name = "imagePushedAt")]
    pub image_pushed_at: Option<Timestamp>,
    /// The current state of the scan.
    #[shape(name = "imageScanStatus")]
    pub image_scan_status: Option<ImageScanStatus>,
    /// A summary of the last completed image scan.
    #[shape(name = "imageScanFindingsSummary")]
    pub image_scan_findings_summary: Option<ImageScanFindingsSummary>,
    /// The media type of the image manifest.
    #[shape(name = "imageManifestMediaType")]
    pub image_manifest_media_type: Option<String>,
    /// The artifact media type of the image.
    #[shape(name = "artifactMediaType")]
    pub artifact_media_type: Option<String>,
    /// The date and time, expressed in standard JavaScript date format, when Amazon ECR recorded
    /// the last image pull.
    #[shape(name = "lastRecordedPullTime")]
    pub last_recorded_pull_time: Option<Timestamp>,
    /// The digest of the subject manifest for images that are referrers.
    #[shape(name = "subjectManifestDigest")]
    pub subject_manifest_digest: Option<String>,
    /// The current status of the image.
    #[shape(name = "imageStatus")]
    pub image_status: Option<String>,
    /// The date and time, expressed in standard JavaScript date format, when the image was last
    /// transitioned to Amazon ECR archive.
    #[shape(name = "lastArchivedAt")]
    pub last_archived_at: Option<Timestamp>,
    /// The date and time, expressed in standard JavaScript date format, when the image was last
    /// restored from Amazon ECR archive to Amazon ECR standard.
    #[shape(name = "lastActivatedAt")]
    pub last_activated_at: Option<Timestamp>,
}

/// The current status of an image scan.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageScanStatus {
    /// The current state of an image scan.
    #[shape(name = "status")]
    pub status: Option<String>,
    /// The description of the image scan status.
    #[shape(name = "description")]
    pub description: Option<String>,
}

/// A summary of the last completed image scan.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ImageScanFindingsSummary {
    /// The time of the last completed image scan.
    #[shape(name = "imageScanCompletedAt")]
    pub image_scan_completed_at: Option<Timestamp>,
    /// The time when the vulnerability data was last scanned.
    #[shape(name = "vulnerabilitySourceUpdatedAt")]
    pub vulnerability_source_updated_at: Option<Timestamp>,
    /// The image vulnerability counts, sorted by severity.
    #[shape(name = "findingSeverityCounts")]
    pub finding_severity_counts: Option<BTreeMap<String, i32>>,
}

/// The values of `EncryptionType`.
pub const ENCRYPTION_TYPE: &[&str] = &["AES256", "KMS", "KMS_DSSE"];

/// The values of `ImageStatusFilter`.
pub const IMAGE_STATUS_FILTER: &[&str] = &["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"];

/// The values of `ImageTagMutability`.
pub const IMAGE_TAG_MUTABILITY: &[&str] =
    &["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"];

/// The values of `ImageTagMutabilityExclusionFilterType`.
pub const IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_TYPE: &[&str] = &["WILDCARD"];

/// The values of `TagStatus`.
pub const TAG_STATUS: &[&str] = &["TAGGED", "UNTAGGED", "ANY"];

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("ImageNotFoundException", "ImageNotFoundException", 400),
    ErrorShape::sender("InvalidParameterException", "InvalidParameterException", 400),
    ErrorShape::sender("InvalidTagParameterException", "InvalidTagParameterException", 400),
    ErrorShape::sender("KmsException", "KmsException", 400),
    ErrorShape::sender("LifecyclePolicyNotFoundException", "LifecyclePolicyNotFoundException", 400),
    ErrorShape::sender("LimitExceededException", "LimitExceededException", 400),
    ErrorShape::sender("RepositoryAlreadyExistsException", "RepositoryAlreadyExistsException", 400),
    ErrorShape::sender("RepositoryNotEmptyException", "RepositoryNotEmptyException", 400),
    ErrorShape::sender("RepositoryNotFoundException", "RepositoryNotFoundException", 400),
    ErrorShape::sender("RepositoryPolicyNotFoundException", "RepositoryPolicyNotFoundException", 400),
    ErrorShape::receiver("ServerException", "ServerException", 500),
    ErrorShape::sender("TooManyTagsException", "TooManyTagsException", 400),
    ErrorShape::sender("ValidationException", "ValidationException", 400),
];
