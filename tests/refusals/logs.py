"""CloudWatch Logs. There are: the group /app/a with the stream s, and /app/kept, which is protected from deletion."""

import re

NO_GROUP = ("ResourceNotFoundException", "The specified log group does not exist.")
NO_STREAM = ("ResourceNotFoundException", "The specified log stream does not exist.")
INVALID = "InvalidParameterException"
BOTH = (INVALID, "LogGroup name and LogGroup ARN are mutually exclusive parameters.")
METRIC = [{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]
LAMBDA = "arn:aws:lambda:us-east-1:{account}:function:none"
ARN = "arn:aws:logs:us-east-1:{account}:log-group:none"
RETENTIONS = "[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]"


def limit(most, value=0):
    bound = "greater than or equal to 1" if value == 0 else f"less than or equal to {most}"
    text = f"1 validation error detected: Value '{value}' at 'limit' failed to satisfy constraint: Member must have value {bound}"
    return (INVALID, text)


ROWS = [
    ("AssociateKmsKey", {"logGroupName": "none", "kmsKeyId": "arn:aws:kms:us-east-1:{account}:key/k"}, *NO_GROUP),
    ("AssociateKmsKey", {"logGroupName": "/app/a", "kmsKeyId": "no-arn"}, INVALID, re.compile("key")),
    ("CreateLogGroup", {"logGroupName": "/app/a"}, "ResourceAlreadyExistsException", "The specified log group already exists"),
    ("CreateLogGroup", {"logGroupName": "a b"}, INVALID,
     "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular "
     "expression pattern: [\\.\\-_/#A-Za-z0-9]+"),
    ("CreateLogStream", {"logGroupName": "none", "logStreamName": "s"}, *NO_GROUP),
    ("CreateLogStream", {"logGroupName": "/app/a", "logStreamName": "s"}, "ResourceAlreadyExistsException",
     "The specified log stream already exists"),
    ("DeleteLogGroup", {"logGroupName": "none"}, *NO_GROUP),
    ("DeleteLogGroup", {"logGroupName": "/app/kept"}, "ValidationException", re.compile("protection")),
    ("DeleteLogStream", {"logGroupName": "/app/a", "logStreamName": "none"}, *NO_STREAM),
    ("DeleteLogStream", {"logGroupName": "none", "logStreamName": "s"}, *NO_GROUP),
    ("DeleteMetricFilter", {"logGroupName": "/app/a", "filterName": "none"}, "ResourceNotFoundException", re.compile("filter")),
    ("DeleteQueryDefinition", {"queryDefinitionId": "none"}, "ResourceNotFoundException", re.compile("")),
    ("DeleteResourcePolicy", {"policyName": "none"}, "ResourceNotFoundException", re.compile("none")),
    ("DeleteRetentionPolicy", {"logGroupName": "none"}, *NO_GROUP),
    ("DeleteSubscriptionFilter", {"logGroupName": "/app/a", "filterName": "none"}, "ResourceNotFoundException", re.compile("filter")),
    ("DescribeLogGroups", {"limit": 0}, *limit(50)),
    ("DescribeLogGroups", {"limit": 51}, *limit(50, 51)),
    ("DescribeLogGroups", {"nextToken": "none"}, INVALID, "The specified nextToken is invalid."),
    ("DescribeLogStreams", {"logGroupName": "none"}, *NO_GROUP),
    ("DescribeLogStreams", {"logGroupName": "/app/a", "logGroupIdentifier": "/app/a"}, *BOTH),
    ("DescribeLogStreams", {"logGroupName": "/app/a", "logStreamNamePrefix": "s", "orderBy": "LastEventTime"}, INVALID,
     "Cannot order by LastEventTime with a logStreamNamePrefix."),
    ("DescribeMetricFilters", {"logGroupName": "none"}, *NO_GROUP),
    ("DescribeQueryDefinitions", {"maxResults": 0}, INVALID, re.compile("'maxResults'")),
    ("DescribeResourcePolicies", {"limit": 0}, *limit(50)),
    ("DescribeSubscriptionFilters", {"logGroupName": "none"}, *NO_GROUP),
    ("DisassociateKmsKey", {"logGroupName": "none"}, *NO_GROUP),
    ("FilterLogEvents", {"logGroupName": "none"}, *NO_GROUP),
    ("FilterLogEvents", {"logGroupName": "/app/a", "logStreamNames": ["none"]}, *NO_STREAM),
    ("FilterLogEvents", {"logGroupName": "/app/a", "logStreamNames": ["s"], "logStreamNamePrefix": "s"}, INVALID,
     "LogStreamNames and LogStreamNamePrefix are mutually exclusive parameters."),
    ("FilterLogEvents", {"logGroupName": "/app/a", "logGroupIdentifier": "/app/a"}, *BOTH),
    ("FilterLogEvents", {"logGroupName": "/app/a", "limit": 10_001}, *limit(10_000, 10_001)),
    ("FilterLogEvents", {"logGroupName": "/app/a", "filterPattern": "error:"}, INVALID, "Invalid character(s) in term 'error:'"),
    ("GetLogEvents", {"logGroupName": "none", "logStreamName": "s"}, *NO_GROUP),
    ("GetLogEvents", {"logGroupName": "/app/a", "logStreamName": "none"}, *NO_STREAM),
    ("GetLogEvents", {"logGroupName": "/app/a", "logStreamName": "s", "nextToken": "none"}, INVALID, "The specified nextToken is invalid."),
    ("ListLogGroups", {"limit": 0}, *limit(1000)),
    ("ListTagsForResource", {"resourceArn": ARN}, "ResourceNotFoundException", re.compile("")),
    ("ListTagsLogGroup", {"logGroupName": "none"}, *NO_GROUP),
    ("PutLogEvents", {"logGroupName": "none", "logStreamName": "s", "logEvents": [{"timestamp": 1, "message": "m"}]}, *NO_GROUP),
    ("PutLogEvents", {"logGroupName": "/app/a", "logStreamName": "none", "logEvents": [{"timestamp": 1, "message": "m"}]}, *NO_STREAM),
    ("PutLogEvents", {"logGroupName": "/app/a", "logStreamName": "s", "logEvents": [{"timestamp": 1, "message": ""}]}, INVALID,
     "1 validation error detected: Value '' at 'logEvents.1.member.message' failed to satisfy constraint: Member must have length "
     "greater than or equal to 1"),
    ("PutLogEvents",
     {"logGroupName": "/app/a", "logStreamName": "s", "logEvents": [{"timestamp": 2, "message": "m"}, {"timestamp": 1, "message": "m"}]},
     INVALID, "Log events in a single PutLogEvents request must be in chronological order."),
    ("PutLogEvents",
     {"logGroupName": "/app/a", "logStreamName": "s", "logEvents": [{"timestamp": 1, "message": "m"}, {"timestamp": 86_400_002, "message": "m"}]},
     INVALID, "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."),
    ("PutLogEvents", {"logGroupName": "/app/a", "logStreamName": "s", "logEvents": [{"timestamp": 1, "message": "m" * 1_048_551}]},
     INVALID, "Log event too large: 1048577 bytes exceeds limit of 1048576"),
    ("PutLogEvents", {"logGroupName": "/app/a", "logStreamName": "s", "logEvents": [{"timestamp": 1, "message": "m" * 524_263}] * 2},
     INVALID, "Upload too large: 1048578 bytes exceeds limit of 1048576"),
    ("PutLogGroupDeletionProtection", {"logGroupIdentifier": "none", "deletionProtectionEnabled": True}, *NO_GROUP),
    ("PutMetricFilter", {"logGroupName": "none", "filterName": "f", "filterPattern": "", "metricTransformations": METRIC}, *NO_GROUP),
    ("PutMetricFilter", {"logGroupName": "/app/a", "filterName": "f", "filterPattern": "{", "metricTransformations": METRIC}, INVALID,
     re.compile("^Invalid filter pattern")),
    ("PutMetricFilter",
     {"logGroupName": "/app/a", "filterName": "f", "filterPattern": "[d]",
      "metricTransformations": [{**METRIC[0], "defaultValue": 0.0, "dimensions": {"D": "$d"}}]},
     INVALID, "Invalid metric transformation: dimensions and default value are mutually exclusive properties."),
    ("PutQueryDefinition", {"name": "q", "queryString": "fields @message", "queryDefinitionId": "none"}, "ResourceNotFoundException", re.compile("")),
    ("PutResourcePolicy", {"policyName": "p", "policyDocument": "{"}, INVALID, re.compile("policy")),
    ("PutRetentionPolicy", {"logGroupName": "none", "retentionInDays": 1}, *NO_GROUP),
    ("PutRetentionPolicy", {"logGroupName": "/app/a", "retentionInDays": 2}, INVALID,
     "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
     + RETENTIONS),
    ("PutSubscriptionFilter", {"logGroupName": "none", "filterName": "f", "filterPattern": "", "destinationArn": LAMBDA}, *NO_GROUP),
    ("PutSubscriptionFilter", {"logGroupName": "/app/a", "filterName": "f", "filterPattern": "", "destinationArn": "no-arn"}, INVALID,
     "destinationArn is not a valid ARN."),
    ("TagLogGroup", {"logGroupName": "none", "tags": {"a": "b"}}, *NO_GROUP),
    ("TagResource", {"resourceArn": ARN, "tags": {"a": "b"}}, "ResourceNotFoundException", re.compile("")),
    ("TagResource", {"resourceArn": "arn:aws:logs:us-east-1:{account}:log-group:/app/a", "tags": {"aws:a": "b"}}, INVALID, re.compile("aws:")),
    ("TestMetricFilter", {"filterPattern": "[", "logEventMessages": ["m"]}, INVALID, re.compile("^Invalid filter pattern")),
    ("UntagLogGroup", {"logGroupName": "none", "tags": ["a"]}, *NO_GROUP),
    ("UntagResource", {"resourceArn": ARN, "tagKeys": ["a"]}, "ResourceNotFoundException", re.compile("")),
]  # fmt: skip
