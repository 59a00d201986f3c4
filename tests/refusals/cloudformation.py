"""CloudFormation. There is the stack s, with the queue Queue, the export s-url that nobody imports, and the change set same, which
has failed because it changes nothing."""

import re

TEMPLATE = "Resources: {Queue: {Type: 'AWS::SQS::Queue'}}"
NONE = "Stack [none] does not exist"
NONE_WITH_ID = "Stack with id none does not exist"
BUILT = re.compile("is not built into this server yet")
NEXT = ("ValidationError", "Invalid NextToken")

ROWS = [
    ("CreateStack", {"StackName": "s", "TemplateBody": TEMPLATE}, "AlreadyExistsException", "Stack [s] already exists"),
    ("CreateStack", {"StackName": "1", "TemplateBody": TEMPLATE}, "ValidationError",
     "1 validation error detected: Value '1' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"),
    ("CreateStack", {"StackName": "n"}, "ValidationError", "Either Template URL or Template Body must be specified."),
    ("CreateStack", {"StackName": "n", "TemplateBody": "a: [b"}, "ValidationError", re.compile("^Template format error: YAML")),
    ("CreateStack", {"StackName": "n", "TemplateBody": TEMPLATE, "NotificationARNs": ["arn:aws:sns:us-east-1:1:t"]}, "ValidationError", BUILT),
    ("CreateStack", {"StackName": "n", "TemplateBody": TEMPLATE, "OnFailure": "DELETE", "DisableRollback": True},
     "ValidationError", "You cannot specify both OnFailure and DisableRollback"),
    ("CreateStack", {"StackName": "n", "TemplateBody": "Resources: {R: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {}}}}"},
     "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_IAM]"),
    ("UpdateStack", {"StackName": "none", "TemplateBody": TEMPLATE}, "ValidationError", NONE),
    ("UpdateStack", {"StackName": "s", "UsePreviousTemplate": True}, "ValidationError", "No updates are to be performed."),
    ("DeleteStack", {"StackName": "s", "RetainResources": ["Queue"]}, "ValidationError",
     re.compile("specify which resources to retain only when the stack is in the DELETE_FAILED state")),
    ("DescribeStacks", {"StackName": "none"}, "ValidationError", NONE_WITH_ID),
    ("ListStacks", {"NextToken": "none"}, *NEXT),
    ("DescribeStackEvents", {"StackName": "none"}, "ValidationError", NONE),
    ("DescribeStackResource", {"StackName": "none", "LogicalResourceId": "Queue"}, "ValidationError", "Stack 'none' does not exist"),
    ("DescribeStackResource", {"StackName": "s", "LogicalResourceId": "None"}, "ValidationError", "Resource None does not exist for stack s"),
    ("DescribeStackResources", {"StackName": "none"}, "ValidationError", NONE_WITH_ID),
    ("ListStackResources", {"StackName": "none"}, "ValidationError", NONE_WITH_ID),
    ("GetTemplate", {"StackName": "none"}, "ValidationError", NONE_WITH_ID),
    ("GetTemplateSummary", {"TemplateBody": "a: [b"}, "ValidationError", re.compile("^Template format error")),
    ("ValidateTemplate", {"TemplateBody": "Resources: {}"}, "ValidationError",
     "Template format error: At least one Resources member must be defined."),
    ("CreateChangeSet", {"StackName": "none", "ChangeSetName": "c", "TemplateBody": TEMPLATE}, "ValidationError", NONE),
    ("CreateChangeSet", {"StackName": "s", "ChangeSetName": "c", "TemplateBody": TEMPLATE, "ChangeSetType": "CREATE"},
     "ValidationError", "Stack [s] already exists and cannot be created again with the changeSet [c]."),
    ("CreateChangeSet", {"StackName": "s", "ChangeSetName": "c", "TemplateBody": TEMPLATE, "ChangeSetType": "IMPORT"}, "ValidationError", BUILT),
    ("DescribeChangeSet", {"StackName": "s", "ChangeSetName": "none"}, "ChangeSetNotFound", "ChangeSet [none] does not exist", 404),
    ("ExecuteChangeSet", {"StackName": "s", "ChangeSetName": "same"}, "InvalidChangeSetStatus",
     re.compile(r"^ChangeSet \[arn:.*\] cannot be executed in its current status of \[FAILED\]$")),
    ("DeleteChangeSet", {"StackName": "none", "ChangeSetName": "c"}, "ValidationError", NONE),
    ("ListChangeSets", {"StackName": "none"}, "ValidationError", NONE),
    ("ListExports", {"NextToken": "none"}, *NEXT),
    ("ListImports", {"ExportName": "none"}, "ValidationError", "Export 'none' does not exist"),
    ("ListImports", {"ExportName": "s-url"}, "ValidationError", "Export 's-url' is not imported by any stack."),
    ("SetStackPolicy", {"StackName": "none", "StackPolicyBody": "{}"}, "ValidationError", NONE),
    ("GetStackPolicy", {"StackName": "none"}, "ValidationError", NONE),
    ("UpdateTerminationProtection", {"StackName": "none", "EnableTerminationProtection": True}, "ValidationError", NONE),
    ("CancelUpdateStack", {"StackName": "s"}, "ValidationError", "CancelUpdateStack cannot be called from current stack status"),
    ("ContinueUpdateRollback", {"StackName": "s"}, "ValidationError", re.compile("is in CREATE_COMPLETE state and can not continue rollback.$")),
    ("RollbackStack", {"StackName": "s"}, "ValidationError", re.compile("is in CREATE_COMPLETE state and can not be rolled back.$")),
    ("SignalResource", {"StackName": "s", "LogicalResourceId": "Queue", "UniqueId": "1", "Status": "SUCCESS"}, "ValidationError",
     "Resource Queue is in CREATE_COMPLETE state and cannot be signaled"),
]  # fmt: skip
