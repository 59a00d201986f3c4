"""IAM. There are: the user ada, in the group devs, with two access keys; the users bob and the groups people and devs; the role
orders, in the instance profile box; the policy reader, attached to the role."""

import json
import re

READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
DOCUMENT = json.dumps(READ)
LARGE = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::" + "x" * 2100}]})
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]})
KEY = "AKIAIOSFODNN7EXAMPLE"
OWN = "arn:aws:iam::{account}:policy/reader"
GONE = "arn:aws:iam::{account}:policy/none"
NO_ROLE, NO_USER, NO_GROUP = (f"The {kind} with name none cannot be found." for kind in ("role", "user", "group"))
NO_PROFILE = "Instance Profile none cannot be found."
NO_POLICY = "Policy arn:aws:iam::{account}:policy/none was not found."
NOT_ATTACHABLE = "Policy arn:aws:iam::{account}:policy/none does not exist or is not attachable."
NO_VERSION = "Policy arn:aws:iam::{account}:policy/reader version v9 does not exist or is not attachable."
TAGS = [{"Key": "a", "Value": "b"}]


def at_least_one(member):
    return (
        f"1 validation error detected: Value '0' at '{member}' failed to satisfy constraint: Member must have value greater than or "
        "equal to 1"
    )


def missing(operation, parameters, text):
    return (operation, parameters, "NoSuchEntity", text, 404)


ROWS = [
    missing("AddRoleToInstanceProfile", {"InstanceProfileName": "none", "RoleName": "orders"}, NO_PROFILE),
    ("AddRoleToInstanceProfile", {"InstanceProfileName": "box", "RoleName": "orders"}, "LimitExceeded",
     "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409),
    missing("AddUserToGroup", {"GroupName": "none", "UserName": "ada"}, NO_GROUP),
    missing("AddUserToGroup", {"GroupName": "devs", "UserName": "none"}, NO_USER),
    missing("AttachGroupPolicy", {"GroupName": "devs", "PolicyArn": GONE}, NOT_ATTACHABLE),
    missing("AttachGroupPolicy", {"GroupName": "none", "PolicyArn": OWN}, NO_GROUP),
    missing("AttachRolePolicy", {"RoleName": "none", "PolicyArn": OWN}, NO_ROLE),
    ("AttachRolePolicy", {"RoleName": "orders", "PolicyArn": "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"},
     "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role."),
    ("AttachUserPolicy", {"UserName": "ada", "PolicyArn": "no-arn-at-all-but-long"}, "InvalidInput", "ARN no-arn-at-all-but-long is not valid."),
    missing("AttachUserPolicy", {"UserName": "none", "PolicyArn": OWN}, NO_USER),
    missing("CreateAccessKey", {"UserName": "none"}, NO_USER),
    ("CreateAccessKey", {"UserName": "ada"}, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", 409),
    ("CreateAccountAlias", {"AccountAlias": "-blue-"}, "ValidationError", re.compile("^1 validation error detected: Value '-blue-' at 'accountAlias'")),
    ("CreateGroup", {"GroupName": "devs"}, "EntityAlreadyExists", "Group with name devs already exists.", 409),
    ("CreateGroup", {"GroupName": "a b"}, "ValidationError",
     "The specified value for groupName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"),
    ("CreateInstanceProfile", {"InstanceProfileName": "box"}, "EntityAlreadyExists", "Instance Profile box already exists.", 409),
    ("CreatePolicy", {"PolicyName": "reader", "PolicyDocument": DOCUMENT}, "EntityAlreadyExists",
     "A policy called reader already exists. Duplicate names are not allowed.", 409),
    ("CreatePolicy", {"PolicyName": "bad", "PolicyDocument": "{}"}, "MalformedPolicyDocument", "Syntax errors in policy."),
    missing("CreatePolicyVersion", {"PolicyArn": GONE, "PolicyDocument": DOCUMENT}, NO_POLICY),
    ("CreatePolicyVersion", {"PolicyArn": OWN, "PolicyDocument": "{"}, "MalformedPolicyDocument", "Syntax errors in policy."),
    ("CreateRole", {"RoleName": "orders", "AssumeRolePolicyDocument": TRUST}, "EntityAlreadyExists", "Role with name orders already exists.", 409),
    ("CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": DOCUMENT}, "MalformedPolicyDocument", re.compile("")),
    ("CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": TRUST, "MaxSessionDuration": 60}, "ValidationError",
     "1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater "
     "than or equal to 3600"),
    ("CreateServiceLinkedRole", {"AWSServiceName": "ecs.amazonaws.com", "CustomSuffix": "x"}, "InvalidInput",
     "Custom suffix is not allowed for ecs.amazonaws.com"),
    ("CreateUser", {"UserName": "ada"}, "EntityAlreadyExists", "User with name ada already exists.", 409),
    ("CreateUser", {"UserName": "a b"}, "ValidationError",
     "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"),
    ("CreateUser", {"UserName": "eve", "Path": "x"}, "ValidationError",
     "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters."),
    ("CreateUser", {"UserName": "eve", "Tags": [*TAGS, {"Key": "A", "Value": "c"}]}, "InvalidInput",
     "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
    missing("DeleteAccessKey", {"UserName": "ada", "AccessKeyId": KEY}, f"The Access Key with id {KEY} cannot be found."),
    missing("DeleteAccountAlias", {"AccountAlias": "none"}, re.compile("none")),
    ("DeleteGroup", {"GroupName": "devs"}, "DeleteConflict", "Cannot delete entity, must remove users from group first.", 409),
    missing("DeleteGroup", {"GroupName": "none"}, NO_GROUP),
    missing("DeleteGroupPolicy", {"GroupName": "devs", "PolicyName": "none"}, "The group policy with name none cannot be found."),
    ("DeleteInstanceProfile", {"InstanceProfileName": "box"}, "DeleteConflict",
     "Cannot delete entity, must remove roles from instance profile first.", 409),
    missing("DeleteInstanceProfile", {"InstanceProfileName": "none"}, NO_PROFILE),
    ("DeletePolicy", {"PolicyArn": OWN}, "DeleteConflict", "Cannot delete a policy attached to entities.", 409),
    missing("DeletePolicy", {"PolicyArn": GONE}, NO_POLICY),
    ("DeletePolicyVersion", {"PolicyArn": OWN, "VersionId": "v1"}, "DeleteConflict", "Cannot delete the default version of a policy.", 409),
    missing("DeletePolicyVersion", {"PolicyArn": OWN, "VersionId": "v9"}, NO_VERSION),
    ("DeleteRole", {"RoleName": "orders"}, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409),
    missing("DeleteRole", {"RoleName": "none"}, NO_ROLE),
    missing("DeleteRolePermissionsBoundary", {"RoleName": "none"}, NO_ROLE),
    missing("DeleteRolePolicy", {"RoleName": "orders", "PolicyName": "none"}, "The role policy with name none cannot be found."),
    missing("DeleteServiceLinkedRole", {"RoleName": "none"}, NO_ROLE),
    ("DeleteUser", {"UserName": "ada"}, "DeleteConflict", "Cannot delete entity, must delete access keys first.", 409),
    missing("DeleteUser", {"UserName": "none"}, NO_USER),
    missing("DeleteUserPermissionsBoundary", {"UserName": "none"}, NO_USER),
    missing("DeleteUserPolicy", {"UserName": "ada", "PolicyName": "none"}, "The user policy with name none cannot be found."),
    missing("DetachGroupPolicy", {"GroupName": "devs", "PolicyArn": GONE}, NO_POLICY),
    missing("DetachRolePolicy", {"RoleName": "orders", "PolicyArn": GONE}, NO_POLICY),
    missing("DetachUserPolicy", {"UserName": "none", "PolicyArn": GONE}, NO_USER),
    missing("GetAccessKeyLastUsed", {"AccessKeyId": KEY}, f"The Access Key with id {KEY} cannot be found."),
    ("GetAccountAuthorizationDetails", {"MaxItems": 0}, "ValidationError", at_least_one("maxItems")),
    missing("GetGroup", {"GroupName": "none"}, NO_GROUP),
    missing("GetGroupPolicy", {"GroupName": "devs", "PolicyName": "none"}, "The group policy with name none cannot be found."),
    missing("GetInstanceProfile", {"InstanceProfileName": "none"}, NO_PROFILE),
    missing("GetPolicy", {"PolicyArn": GONE}, NO_POLICY),
    missing("GetPolicyVersion", {"PolicyArn": OWN, "VersionId": "v9"}, NO_VERSION),
    missing("GetRole", {"RoleName": "none"}, NO_ROLE),
    missing("GetRolePolicy", {"RoleName": "orders", "PolicyName": "none"}, "The role policy with name none cannot be found."),
    missing("GetServiceLinkedRoleDeletionStatus", {"DeletionTaskId": "task/none"}, re.compile("task/none")),
    missing("GetUser", {"UserName": "none"}, NO_USER),
    missing("GetUserPolicy", {"UserName": "ada", "PolicyName": "none"}, "The user policy with name none cannot be found."),
    missing("ListAccessKeys", {"UserName": "none"}, NO_USER),
    ("ListAccountAliases", {"MaxItems": 0}, "ValidationError", at_least_one("maxItems")),
    missing("ListAttachedGroupPolicies", {"GroupName": "none"}, NO_GROUP),
    missing("ListAttachedRolePolicies", {"RoleName": "none"}, NO_ROLE),
    missing("ListAttachedUserPolicies", {"UserName": "none"}, NO_USER),
    missing("ListEntitiesForPolicy", {"PolicyArn": GONE}, NO_POLICY),
    missing("ListGroupPolicies", {"GroupName": "none"}, NO_GROUP),
    ("ListGroups", {"PathPrefix": "x"}, "ValidationError", re.compile("pathPrefix")),
    missing("ListGroupsForUser", {"UserName": "none"}, NO_USER),
    missing("ListInstanceProfileTags", {"InstanceProfileName": "none"}, NO_PROFILE),
    ("ListInstanceProfiles", {"MaxItems": 1001}, "ValidationError",
     "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000"),
    missing("ListInstanceProfilesForRole", {"RoleName": "none"}, NO_ROLE),
    ("ListPolicies", {"Scope": "Mine"}, "ValidationError",
     re.compile("^1 validation error detected: Value 'Mine' at 'scope' failed to satisfy constraint: Member must satisfy enum value set: ")),
    missing("ListPolicyTags", {"PolicyArn": GONE}, NO_POLICY),
    missing("ListPolicyVersions", {"PolicyArn": GONE}, NO_POLICY),
    missing("ListRolePolicies", {"RoleName": "none"}, NO_ROLE),
    missing("ListRoleTags", {"RoleName": "none"}, NO_ROLE),
    ("ListRoles", {"MaxItems": 0}, "ValidationError", at_least_one("maxItems")),
    missing("ListUserPolicies", {"UserName": "none"}, NO_USER),
    missing("ListUserTags", {"UserName": "none"}, NO_USER),
    ("ListUsers", {"MaxItems": 0}, "ValidationError", at_least_one("maxItems")),
    ("PutGroupPolicy", {"GroupName": "devs", "PolicyName": "p", "PolicyDocument": "{"}, "MalformedPolicyDocument", re.compile("")),
    missing("PutRolePermissionsBoundary", {"RoleName": "orders", "PermissionsBoundary": GONE}, NOT_ATTACHABLE),
    missing("PutRolePolicy", {"RoleName": "none", "PolicyName": "p", "PolicyDocument": DOCUMENT}, NO_ROLE),
    missing("PutUserPermissionsBoundary", {"UserName": "none", "PermissionsBoundary": OWN}, NO_USER),
    ("PutUserPolicy", {"UserName": "ada", "PolicyName": "p", "PolicyDocument": LARGE}, "LimitExceeded",
     "Maximum policy size of 2048 bytes exceeded for user ada", 409),
    missing("RemoveRoleFromInstanceProfile", {"InstanceProfileName": "none", "RoleName": "orders"}, NO_PROFILE),
    missing("RemoveUserFromGroup", {"GroupName": "none", "UserName": "ada"}, NO_GROUP),
    missing("SetDefaultPolicyVersion", {"PolicyArn": OWN, "VersionId": "v9"}, NO_VERSION),
    missing("TagInstanceProfile", {"InstanceProfileName": "none", "Tags": TAGS}, NO_PROFILE),
    missing("TagPolicy", {"PolicyArn": GONE, "Tags": TAGS}, NO_POLICY),
    ("TagRole", {"RoleName": "orders", "Tags": [*TAGS, *TAGS]}, "InvalidInput",
     "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
    missing("TagRole", {"RoleName": "none", "Tags": TAGS}, NO_ROLE),
    missing("TagUser", {"UserName": "none", "Tags": TAGS}, NO_USER),
    missing("UntagInstanceProfile", {"InstanceProfileName": "none", "TagKeys": ["a"]}, NO_PROFILE),
    missing("UntagPolicy", {"PolicyArn": GONE, "TagKeys": ["a"]}, NO_POLICY),
    missing("UntagRole", {"RoleName": "none", "TagKeys": ["a"]}, NO_ROLE),
    missing("UntagUser", {"UserName": "none", "TagKeys": ["a"]}, NO_USER),
    missing("UpdateAccessKey", {"UserName": "ada", "AccessKeyId": KEY, "Status": "Inactive"}, f"The Access Key with id {KEY} cannot be found."),
    ("UpdateAssumeRolePolicy", {"RoleName": "orders", "PolicyDocument": "{"}, "MalformedPolicyDocument", "This policy contains invalid Json"),
    missing("UpdateAssumeRolePolicy", {"RoleName": "none", "PolicyDocument": TRUST}, NO_ROLE),
    ("UpdateGroup", {"GroupName": "devs", "NewGroupName": "people"}, "EntityAlreadyExists", "Group with name people already exists.", 409),
    missing("UpdateRole", {"RoleName": "none"}, NO_ROLE),
    missing("UpdateRoleDescription", {"RoleName": "none", "Description": "x"}, NO_ROLE),
    ("UpdateUser", {"UserName": "ada", "NewUserName": "bob"}, "EntityAlreadyExists", "User with name bob already exists.", 409),
]  # fmt: skip
