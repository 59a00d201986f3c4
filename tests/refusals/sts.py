"""STS. There is the role orders, which anybody may assume."""

import re

ROLE = "arn:aws:iam::{account}:role/orders"
SHORT = "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"

ROWS = [
    ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "s1", "DurationSeconds": 899}, "ValidationError", SHORT),
    ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "s1", "DurationSeconds": 3601}, "ValidationError",
     "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
    ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "a b"}, "ValidationError",
     "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression "
     "pattern: [\\w+=,.@-]*"),
    ("AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "s1", "Policy": "{"}, "MalformedPolicyDocument", "Syntax errors in policy."),
    ("AssumeRole", {"RoleArn": "arn:aws:iam::{account}:role/none", "RoleSessionName": "s1"}, "AccessDenied",
     "User: arn:aws:iam::{account}:root is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{account}:role/none", 403),
    ("GetAccessKeyInfo", {"AccessKeyId": "short"}, "ValidationError",
     "1 validation error detected: Value 'short' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or "
     "equal to 16"),
    ("GetFederationToken", {"Name": "b"}, "ValidationError",
     "1 validation error detected: Value 'b' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2"),
    ("GetFederationToken", {"Name": "bob", "Policy": "{"}, "MalformedPolicyDocument", re.compile("")),
    ("GetSessionToken", {"DurationSeconds": 899}, "ValidationError", SHORT),
]  # fmt: skip
