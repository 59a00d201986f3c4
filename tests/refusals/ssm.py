"""Parameter Store. There is the parameter /n, with one version."""

import re

NONE = {"ResourceType": "Parameter", "ResourceId": "/none"}

ROWS = [
    ("AddTagsToResource", {**NONE, "Tags": [{"Key": "a", "Value": "b"}]}, "InvalidResourceId", re.compile("")),
    ("AddTagsToResource", {"ResourceType": "Document", "ResourceId": "d", "Tags": [{"Key": "a", "Value": "b"}]}, "InvalidResourceType", re.compile("")),
    ("DeleteParameter", {"Name": "/none"}, "ParameterNotFound", ""),
    ("DeleteParameters", {"Names": []}, "ValidationException",
     "1 validation error detected: Value '[]' at 'names' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ("DescribeParameters", {"MaxResults": 51}, "ValidationException",
     "1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50"),
    ("DescribeParameters", {"ParameterFilters": [{"Key": "Colour", "Values": ["x"]}]}, "ValidationException",
     re.compile("'parameterFilters.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: ")),
    ("GetParameter", {"Name": "/none"}, "ParameterNotFound", ""),
    ("GetParameter", {"Name": "/n:9"}, "ParameterVersionNotFound",
     "Systems Manager could not find version 9 of /n. Verify the version and try again."),
    ("GetParameterHistory", {"Name": "/none"}, "ParameterNotFound", ""),
    ("GetParameters", {"Names": [f"/p{number}" for number in range(11)]}, "ValidationException",
     re.compile("at 'names' failed to satisfy constraint: Member must have length less than or equal to 10$")),
    ("GetParametersByPath", {"Path": "n"}, "ValidationException", re.compile("^The parameter doesn't meet the parameter name requirements")),
    ("GetParametersByPath", {"Path": "/", "NextToken": "none"}, "InvalidNextToken", "The specified token isn't valid."),
    ("LabelParameterVersion", {"Name": "/none", "Labels": ["a"]}, "ParameterNotFound", ""),
    ("LabelParameterVersion", {"Name": "/n", "ParameterVersion": 9, "Labels": ["a"]}, "ParameterVersionNotFound",
     "Systems Manager could not find version 9 of /n. Verify the version and try again."),
    ("ListTagsForResource", NONE, "InvalidResourceId", re.compile("")),
    ("PutParameter", {"Name": "/n", "Value": "x", "Type": "String"}, "ParameterAlreadyExists",
     "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."),
    ("PutParameter", {"Name": "/m", "Value": "x"}, "ValidationException", re.compile("type")),
    ("PutParameter", {"Name": "/n", "Value": "x", "Type": "SecureString", "Overwrite": True}, "HierarchyTypeMismatchException", re.compile("")),
    ("RemoveTagsFromResource", {**NONE, "TagKeys": ["a"]}, "InvalidResourceId", re.compile("")),
    ("UnlabelParameterVersion", {"Name": "/none", "ParameterVersion": 1, "Labels": ["a"]}, "ParameterNotFound", ""),
]  # fmt: skip
