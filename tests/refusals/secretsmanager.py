"""Secrets Manager. There are: the secret app/db, with the version `{version}`, and the secret gone, which waits for its deletion."""

import re

NO_SECRET = ("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
MARKED = ("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.")
PARAMETER, REQUEST = "InvalidParameterException", "InvalidRequestException"

ROWS = [
    ("BatchGetSecretValue", {}, PARAMETER, re.compile("SecretIdList")),
    ("CancelRotateSecret", {"SecretId": "none"}, *NO_SECRET),
    ("CreateSecret", {"Name": "app/db", "SecretString": "x"}, "ResourceExistsException",
     "The operation failed because the secret app/db already exists."),
    ("CreateSecret", {"Name": "gone", "SecretString": "x"}, REQUEST,
     "You can't create this secret because a secret with this name is already scheduled for deletion."),
    ("DeleteResourcePolicy", {"SecretId": "none"}, *NO_SECRET),
    ("DeleteSecret", {"SecretId": "none"}, *NO_SECRET),
    ("DeleteSecret", {"SecretId": "app/db", "RecoveryWindowInDays": 6}, PARAMETER,
     "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."),
    ("DeleteSecret", {"SecretId": "app/db", "RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": True}, PARAMETER,
     "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."),
    ("DescribeSecret", {"SecretId": "none"}, *NO_SECRET),
    ("GetRandomPassword", {"PasswordLength": 3}, PARAMETER, "Password length is too short based on the required types."),
    ("GetResourcePolicy", {"SecretId": "none"}, *NO_SECRET),
    ("GetSecretValue", {"SecretId": "none"}, *NO_SECRET),
    ("GetSecretValue", {"SecretId": "gone"}, *MARKED),
    ("GetSecretValue", {"SecretId": "app/db", "VersionStage": "none"}, "ResourceNotFoundException",
     "Secrets Manager can't find the specified secret value for staging label: none"),
    ("ListSecretVersionIds", {"SecretId": "none"}, *NO_SECRET),
    ("ListSecrets", {"NextToken": "none"}, "InvalidNextTokenException", re.compile("")),
    ("PutResourcePolicy", {"SecretId": "app/db", "ResourcePolicy": "{"}, "MalformedPolicyDocumentException",
     "This resource policy contains a syntax error."),
    ("PutSecretValue", {"SecretId": "none", "SecretString": "x"}, *NO_SECRET),
    ("PutSecretValue", {"SecretId": "gone", "SecretString": "x"}, *MARKED),
    ("PutSecretValue", {"SecretId": "app/db"}, REQUEST, "You must provide either SecretString or SecretBinary."),
    ("PutSecretValue", {"SecretId": "app/db", "SecretString": "x", "SecretBinary": b"x"}, PARAMETER,
     "You can't specify both a binary secret value and a string secret value in the same secret."),
    ("RestoreSecret", {"SecretId": "none"}, *NO_SECRET),
    ("RotateSecret", {"SecretId": "app/db"}, REQUEST, "No Lambda rotation function ARN is associated with this secret."),
    ("TagResource", {"SecretId": "none", "Tags": [{"Key": "a", "Value": "b"}]}, *NO_SECRET),
    ("UntagResource", {"SecretId": "none", "TagKeys": ["a"]}, *NO_SECRET),
    ("UpdateSecret", {"SecretId": "none", "Description": "x"}, *NO_SECRET),
    ("UpdateSecret", {"SecretId": "gone", "Description": "x"}, *MARKED),
    ("UpdateSecretVersionStage", {"SecretId": "none", "VersionStage": "a", "MoveToVersionId": "{version}"}, *NO_SECRET),
    ("ValidateResourcePolicy", {"SecretId": "none", "ResourcePolicy": "{}"}, *NO_SECRET),
]  # fmt: skip
