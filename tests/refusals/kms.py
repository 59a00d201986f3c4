"""KMS. There are: the key `{key}` with the alias alias/mine, and the key `{mac}` for MACs."""

import re

GONE = "1234abcd-12ab-34cd-56ef-1234567890ab"
NO_KEY = ("NotFoundException", "Key 'arn:aws:kms:us-east-1:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist")
NO_ALIAS = ("NotFoundException", "Alias arn:aws:kms:us-east-1:{account}:alias/none is not found.")
VALIDATION = "ValidationException"
TAGS = [{"TagKey": "a", "TagValue": "b"}]
ROLE = "arn:aws:iam::{account}:role/r"


def bound(member, value, text):
    return (VALIDATION, f"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value {text}")


ROWS = [
    ("CancelKeyDeletion", {"KeyId": GONE}, *NO_KEY),
    ("CancelKeyDeletion", {"KeyId": "{key}"}, "KMSInvalidStateException", "arn:aws:kms:us-east-1:{account}:key/{key} is not pending deletion."),
    ("CreateAlias", {"AliasName": "alias/other", "TargetKeyId": GONE}, *NO_KEY),
    ("CreateAlias", {"AliasName": "alias/mine", "TargetKeyId": "{key}"}, "AlreadyExistsException",
     "An alias with the name arn:aws:kms:us-east-1:{account}:alias/mine already exists"),
    ("CreateGrant", {"KeyId": GONE, "GranteePrincipal": ROLE, "Operations": ["Decrypt"]}, *NO_KEY),
    ("CreateGrant", {"KeyId": "{key}", "GranteePrincipal": "nobody", "Operations": ["Decrypt"]}, "InvalidArnException", re.compile("nobody")),
    ("CreateKey", {"Policy": "{"}, "MalformedPolicyDocumentException", re.compile("")),
    ("CreateKey", {"Tags": [*TAGS, *TAGS]}, "TagException", "Duplicate tag keys"),
    ("Decrypt", {"CiphertextBlob": b"none"}, "InvalidCiphertextException", ""),
    ("DeleteAlias", {"AliasName": "alias/none"}, *NO_ALIAS),
    ("DescribeKey", {"KeyId": GONE}, *NO_KEY),
    ("DescribeKey", {"KeyId": "alias/none"}, *NO_ALIAS),
    ("DisableKey", {"KeyId": GONE}, *NO_KEY),
    ("DisableKeyRotation", {"KeyId": GONE}, *NO_KEY),
    ("DisableKeyRotation", {"KeyId": "{mac}"}, "UnsupportedOperationException", re.compile("")),
    ("EnableKey", {"KeyId": GONE}, *NO_KEY),
    ("EnableKey", {"KeyId": "alias/mine"}, "NotFoundException", "Invalid keyId alias/mine"),
    ("EnableKey", {"KeyId": "arn:aws:kms:us-east-1:{account}:alias/mine"}, "InvalidArnException", re.compile("")),
    ("EnableKeyRotation", {"KeyId": GONE}, *NO_KEY),
    ("EnableKeyRotation", {"KeyId": "{key}", "RotationPeriodInDays": 89}, *bound("rotationPeriodInDays", 89, "greater than or equal to 90")),
    ("Encrypt", {"KeyId": GONE, "Plaintext": b"x"}, *NO_KEY),
    ("Encrypt", {"KeyId": "{mac}", "Plaintext": b"x"}, "InvalidKeyUsageException",
     "arn:aws:kms:us-east-1:{account}:key/{mac} key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt."),
    ("GenerateDataKey", {"KeyId": GONE, "KeySpec": "AES_256"}, *NO_KEY),
    ("GenerateDataKey", {"KeyId": "{key}"}, VALIDATION, "Please specify either number of bytes or key spec."),
    ("GenerateDataKey", {"KeyId": "{key}", "NumberOfBytes": 1025}, *bound("numberOfBytes", 1025, "less than or equal to 1024")),
    ("GenerateDataKeyWithoutPlaintext", {"KeyId": GONE, "KeySpec": "AES_256"}, *NO_KEY),
    ("GenerateMac", {"KeyId": GONE, "Message": b"x", "MacAlgorithm": "HMAC_SHA_256"}, *NO_KEY),
    ("GenerateMac", {"KeyId": "{key}", "Message": b"x", "MacAlgorithm": "HMAC_SHA_256"}, "InvalidKeyUsageException",
     "arn:aws:kms:us-east-1:{account}:key/{key} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac."),
    ("GenerateMac", {"KeyId": "{mac}", "Message": b"x", "MacAlgorithm": "HMAC_SHA_512"}, "InvalidKeyUsageException",
     "Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256."),
    ("GenerateRandom", {"NumberOfBytes": 1025}, *bound("numberOfBytes", 1025, "less than or equal to 1024")),
    ("GetKeyPolicy", {"KeyId": GONE}, *NO_KEY),
    ("GetKeyPolicy", {"KeyId": "{key}", "PolicyName": "other"}, "NotFoundException", "No such policy exists"),
    ("GetKeyRotationStatus", {"KeyId": GONE}, *NO_KEY),
    ("ListAliases", {"Limit": 0}, *bound("limit", 0, "greater than or equal to 1")),
    ("ListGrants", {"KeyId": GONE}, *NO_KEY),
    ("ListKeyPolicies", {"KeyId": GONE}, *NO_KEY),
    ("ListKeyRotations", {"KeyId": GONE}, *NO_KEY),
    ("ListKeys", {"Limit": 1001}, *bound("limit", 1001, "less than or equal to 1000")),
    ("ListKeys", {"Marker": "none"}, "InvalidMarkerException", re.compile("")),
    ("ListResourceTags", {"KeyId": GONE}, *NO_KEY),
    ("ListRetirableGrants", {"RetiringPrincipal": ROLE, "Limit": 0}, *bound("limit", 0, "greater than or equal to 1")),
    ("PutKeyPolicy", {"KeyId": "{key}", "PolicyName": "default", "Policy": "{"}, "MalformedPolicyDocumentException", re.compile("")),
    ("ReEncrypt", {"CiphertextBlob": b"none", "DestinationKeyId": "{key}"}, "InvalidCiphertextException", ""),
    ("RetireGrant", {"GrantToken": "none"}, "InvalidGrantTokenException", re.compile("")),
    ("RevokeGrant", {"KeyId": "{key}", "GrantId": "none"}, "InvalidGrantIdException", re.compile("none")),
    ("RotateKeyOnDemand", {"KeyId": GONE}, *NO_KEY),
    ("ScheduleKeyDeletion", {"KeyId": GONE}, *NO_KEY),
    ("ScheduleKeyDeletion", {"KeyId": "{key}", "PendingWindowInDays": 31}, *bound("pendingWindowInDays", 31, "less than or equal to 30")),
    ("TagResource", {"KeyId": GONE, "Tags": TAGS}, *NO_KEY),
    ("UntagResource", {"KeyId": GONE, "TagKeys": ["a"]}, *NO_KEY),
    ("UpdateAlias", {"AliasName": "alias/none", "TargetKeyId": "{key}"}, *NO_ALIAS),
    ("UpdateKeyDescription", {"KeyId": GONE, "Description": "x"}, *NO_KEY),
    ("VerifyMac", {"KeyId": "{mac}", "Message": b"x", "Mac": b"none", "MacAlgorithm": "HMAC_SHA_256"}, "KMSInvalidMacException", ""),
]  # fmt: skip
