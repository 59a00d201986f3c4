"""The container registry. There is the repository `shop`, without policies."""

import re

NONE = {"repositoryName": "none"}
NOT_THERE = "The repository with name 'none' does not exist in the registry with id '{account}'"
ARN = "arn:aws:ecr:us-east-1:{account}:repository/none"
RULES = '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}'
MISSING = [
    ("DeleteLifecyclePolicy", {}),
    ("DeleteRepository", {}),
    ("DeleteRepositoryPolicy", {}),
    ("DescribeImages", {}),
    ("GetLifecyclePolicy", {}),
    ("GetRepositoryPolicy", {}),
    ("ListImages", {}),
    ("PutImageScanningConfiguration", {"imageScanningConfiguration": {}}),
    ("PutImageTagMutability", {"imageTagMutability": "MUTABLE"}),
    ("PutLifecyclePolicy", {"lifecyclePolicyText": RULES}),
    ("SetRepositoryPolicy", {"policyText": "{}"}),
]

ROWS = [(operation, {**NONE, **more}, "RepositoryNotFoundException", NOT_THERE) for operation, more in MISSING] + [
    ("CreateRepository", {"repositoryName": "shop"}, "RepositoryAlreadyExistsException",
     "The repository with name 'shop' already exists in the registry with id '{account}'"),
    ("CreateRepository", {"repositoryName": "Shop"}, "InvalidParameterException",
     re.compile("^Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression")),
    ("CreateRepository", {"repositoryName": "other", "imageTagMutability": "MUTABLE_WITH_EXCLUSION"}, "InvalidParameterException",
     re.compile("imageTagMutabilityExclusionFilters")),
    ("CreateRepository", {"repositoryName": "other", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "alias/none"}},
     "KmsException", re.compile("alias/none")),
    ("CreateRepository", {"repositoryName": "other", "tags": [{"Key": "aws:x", "Value": ""}]}, "InvalidTagParameterException", re.compile("tag")),
    ("CreateRepository", {"repositoryName": "other", "tags": [{"Key": f"k{at}", "Value": ""} for at in range(51)]},
     "TooManyTagsException", re.compile("50")),
    ("DescribeImages", {"repositoryName": "shop", "imageIds": [{"imageTag": "latest"}]}, "ImageNotFoundException",
     "The image with imageId {imageDigest:'null', imageTag:'latest'} does not exist within the repository with name 'shop' in the registry with id '{account}'"),
    ("DescribeRepositories", {"repositoryNames": ["none"]}, "RepositoryNotFoundException", NOT_THERE),
    ("DescribeRepositories", {"registryId": "111111111111", "repositoryNames": ["shop"]}, "RepositoryNotFoundException",
     "The repository with name 'shop' does not exist in the registry with id '111111111111'"),
    ("GetLifecyclePolicy", {"repositoryName": "shop"}, "LifecyclePolicyNotFoundException",
     "Lifecycle policy does not exist for the repository with name 'shop' in the registry with id '{account}'"),
    ("GetRepositoryPolicy", {"repositoryName": "shop"}, "RepositoryPolicyNotFoundException",
     "Repository policy does not exist for the repository with name 'shop' in the registry with id '{account}'"),
    ("ListTagsForResource", {"resourceArn": ARN}, "RepositoryNotFoundException", NOT_THERE),
    ("ListTagsForResource", {"resourceArn": "shop"}, "InvalidParameterException", re.compile("resourceArn")),
    ("PutLifecyclePolicy", {"repositoryName": "shop", "lifecyclePolicyText": "{" + " " * 100 + "}"}, "InvalidParameterException",
     re.compile("^Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ")),
    ("SetRepositoryPolicy", {"repositoryName": "shop", "policyText": "{}"}, "InvalidParameterException",
     "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'"),
    ("TagResource", {"resourceArn": ARN, "tags": []}, "RepositoryNotFoundException", NOT_THERE),
    ("UntagResource", {"resourceArn": ARN, "tagKeys": []}, "RepositoryNotFoundException", NOT_THERE),
]  # fmt: skip
