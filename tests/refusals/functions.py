"""Lambda: every operation refuses something. There is no function, layer or mapping."""

import re

NONE = {"FunctionName": "none"}
LAYER = {"LayerName": "none", "VersionNumber": 1}
ARN = "arn:aws:lambda:us-east-1:{account}:function:none"
UUID = {"UUID": "00000000-0000-0000-0000-000000000000"}
NO_FUNCTION = f"Function not found: {ARN}"
NO_SETTINGS = f"The function {ARN}:$LATEST doesn't exist."
NO_LAYER = "Layer version arn:aws:lambda:us-east-1:{account}:layer:none:1 does not exist."
NOTHING = "The resource you requested does not exist."
UNREADABLE = "Could not unzip uploaded file. Please check your file, then try to upload again."
ROLE = "arn:aws:iam::{account}:role/r"

# Operations that say of a function that it is not there, and what else they are given.
OF_FUNCTIONS = {
    "AddPermission": {"StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"},
    "CreateAlias": {"Name": "live", "FunctionVersion": "1"},
    "CreateEventSourceMapping": {"EventSourceArn": "arn:aws:sqs:us-east-1:{account}:none"},
    "DeleteAlias": {"Name": "live"},
    "DeleteFunction": {},
    "DeleteFunctionConcurrency": {},
    "DeleteProvisionedConcurrencyConfig": {"Qualifier": "1"},
    "GetAlias": {"Name": "live"},
    "GetFunction": {},
    "GetFunctionCodeSigningConfig": {},
    "GetFunctionConcurrency": {},
    "GetFunctionConfiguration": {},
    "GetFunctionRecursionConfig": {},
    "GetProvisionedConcurrencyConfig": {"Qualifier": "1"},
    "GetRuntimeManagementConfig": {},
    "Invoke": {},
    "InvokeAsync": {"InvokeArgs": b"{}"},
    "InvokeWithResponseStream": {},
    "ListAliases": {},
    "ListProvisionedConcurrencyConfigs": {},
    "ListVersionsByFunction": {},
    "PublishVersion": {},
    "PutFunctionConcurrency": {"ReservedConcurrentExecutions": 1},
    "PutFunctionRecursionConfig": {"RecursiveLoop": "Allow"},
    "PutProvisionedConcurrencyConfig": {"Qualifier": "1", "ProvisionedConcurrentExecutions": 1},
    "PutRuntimeManagementConfig": {"UpdateRuntimeOn": "Auto"},
    "RemovePermission": {"StatementId": "s"},
    "UpdateAlias": {"Name": "live"},
    "UpdateFunctionCode": {"ZipFile": b"x"},
    "UpdateFunctionConfiguration": {"Timeout": 3},
}

# The others: operation, what it is given, and AWS's text.
OTHERS = [
    ("AddLayerVersionPermission", {**LAYER, "StatementId": "s", "Action": "lambda:GetLayerVersion", "Principal": "*"}, NO_LAYER),
    ("CreateFunctionUrlConfig", {**NONE, "AuthType": "NONE"}, "Function does not exist"),
    ("DeleteEventSourceMapping", UUID, NOTHING),
    ("DeleteFunctionEventInvokeConfig", NONE, NO_SETTINGS),
    ("DeleteFunctionUrlConfig", NONE, NOTHING),
    ("GetEventSourceMapping", UUID, NOTHING),
    ("GetFunction", {**NONE, "Qualifier": "live"}, f"{NO_FUNCTION}:live"),
    ("GetFunctionEventInvokeConfig", NONE, NO_SETTINGS),
    ("GetFunctionUrlConfig", NONE, NOTHING),
    ("GetLayerVersion", LAYER, NOTHING),
    ("GetLayerVersionByArn", {"Arn": "arn:aws:lambda:us-east-1:{account}:layer:none:1"}, NOTHING),
    ("GetLayerVersionPolicy", LAYER, NO_LAYER),
    ("GetPolicy", NONE, NOTHING),
    ("ListFunctionEventInvokeConfigs", NONE, f"The function {ARN} doesn't exist."),
    ("ListFunctionUrlConfigs", NONE, "Function does not exist"),
    ("ListTags", {"Resource": ARN}, NO_FUNCTION),
    ("PutFunctionEventInvokeConfig", {**NONE, "MaximumRetryAttempts": 1}, NO_SETTINGS),
    ("RemoveLayerVersionPermission", {**LAYER, "StatementId": "s"}, NO_LAYER),
    ("TagResource", {"Resource": ARN, "Tags": {"a": "b"}}, NO_FUNCTION),
    ("UntagResource", {"Resource": ARN, "TagKeys": ["a"]}, NO_FUNCTION),
    ("UpdateEventSourceMapping", UUID, NOTHING),
    ("UpdateFunctionEventInvokeConfig", {**NONE, "MaximumRetryAttempts": 1}, NO_SETTINGS),
    ("UpdateFunctionUrlConfig", {**NONE, "AuthType": "NONE"}, NOTHING),
]

FEW = re.compile("^1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than")
MANY = re.compile("^1 validation error detected: Value '51' at 'maxItems' failed to satisfy constraint: Member must have value less than")

ROWS = [
    *((operation, {**NONE, **more}, "ResourceNotFoundException", NO_FUNCTION, 404) for operation, more in OF_FUNCTIONS.items()),
    *((operation, given, "ResourceNotFoundException", text, 404) for operation, given, text in OTHERS),
    ("CreateFunction", {"FunctionName": "f", "Runtime": "python9.9", "Role": ROLE, "Handler": "a.b", "Code": {"ZipFile": b"x"}},
     "InvalidParameterValueException", re.compile("^Value python9.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum")),
    ("CreateFunction", {"FunctionName": "f" * 65, "Runtime": "python3.12", "Role": ROLE, "Handler": "a.b", "Code": {"ZipFile": b"x"}},
     "ValidationException", re.compile("at 'functionName' failed to satisfy constraint: Member must have length less than or equal to")),
    ("DeleteLayerVersion", {"LayerName": "no!ne", "VersionNumber": 1}, "ValidationException",
     re.compile("^1 validation error detected: Value 'no!ne' at 'layerName' failed to satisfy constraint: Member must satisfy regular")),
    ("ListEventSourceMappings", {"MaxItems": 0}, "ValidationException", FEW),
    ("ListFunctions", {"MaxItems": 0}, "ValidationException", FEW),
    ("ListLayerVersions", {"LayerName": "none", "MaxItems": 51}, "ValidationException", MANY),
    ("ListLayers", {"MaxItems": 51}, "ValidationException", MANY),
    ("PublishLayerVersion", {"LayerName": "l", "Content": {"ZipFile": b"x"}}, "InvalidParameterValueException", UNREADABLE),
]  # fmt: skip
