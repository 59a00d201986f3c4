"""Step Functions. There are the machine `m` and its execution `e`, which waits."""

import re

STATES = "arn:aws:states:us-east-1:{account}"
NONE = {"stateMachineArn": f"{STATES}:stateMachine:none"}
GONE = {"executionArn": f"{STATES}:execution:m:none"}
NO_MACHINE = ("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{STATES}:stateMachine:none'")
NO_EXECUTION = ("ExecutionDoesNotExist", f"Execution Does Not Exist: '{STATES}:execution:m:none'")
NO_ACTIVITY = ("ActivityDoesNotExist", f"Activity Does Not Exist: '{STATES}:activity:none'")
ROLE = "arn:aws:iam::{account}:role/r"
PASS = '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}'

ROWS = [
    ("CreateStateMachine", {"name": "x", "roleArn": ROLE, "definition": "nonsense"}, "InvalidDefinition",
     re.compile("^Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ")),
    ("CreateStateMachine", {"name": "a b", "roleArn": ROLE, "definition": PASS}, "InvalidName", "Invalid Name: 'a b'"),
    ("CreateStateMachine", {"name": "x", "roleArn": "r", "definition": PASS}, "InvalidArn", "Invalid Role Arn: 'r'"),
    ("CreateStateMachine", {"name": "x", "roleArn": ROLE, "definition": PASS, "type": "EXPRESS"}, "ValidationException", re.compile("EXPRESS")),
    ("DescribeStateMachine", NONE, *NO_MACHINE),
    ("DescribeStateMachine", {"stateMachineArn": "x"}, "InvalidArn", "Invalid Arn: 'x'"),
    ("UpdateStateMachine", {**NONE, "roleArn": ROLE}, *NO_MACHINE),
    ("UpdateStateMachine", NONE, "MissingRequiredParameter", re.compile("must be specified$")),
    ("DeleteStateMachine", {"stateMachineArn": "x"}, "InvalidArn", "Invalid Arn: 'x'"),
    ("ListStateMachines", {"nextToken": "x"}, "InvalidToken", "Invalid Token: 'x'"),
    ("ValidateStateMachineDefinition", {"definition": ""}, "ValidationException", re.compile("definition")),
    ("StartExecution", NONE, *NO_MACHINE),
    ("StartExecution", {"stateMachineArn": f"{STATES}:stateMachine:m", "input": "x"}, "InvalidExecutionInput",
     re.compile("^Invalid State Machine Execution Input: '")),
    ("StartExecution", {"stateMachineArn": f"{STATES}:stateMachine:m", "name": "e", "input": "[]"}, "ExecutionAlreadyExists",
     f"Execution Already Exists: '{STATES}:execution:m:e'"),
    ("StopExecution", GONE, *NO_EXECUTION),
    ("DescribeExecution", GONE, *NO_EXECUTION),
    ("DescribeStateMachineForExecution", GONE, *NO_EXECUTION),
    ("GetExecutionHistory", GONE, *NO_EXECUTION),
    ("ListExecutions", NONE, *NO_MACHINE),
    ("ListExecutions", {}, "ValidationException", "Must provide a valid ARN of either the state machine or map run."),
    ("TagResource", {"resourceArn": NONE["stateMachineArn"], "tags": []}, "ResourceNotFound", re.compile("^Resource not found")),
    ("UntagResource", {"resourceArn": NONE["stateMachineArn"], "tagKeys": ["a"]}, "ResourceNotFound", re.compile("^Resource not found")),
    ("ListTagsForResource", {"resourceArn": NONE["stateMachineArn"]}, "ResourceNotFound", re.compile("^Resource not found")),
    ("CreateActivity", {"name": "a b"}, "InvalidName", "Invalid Name: 'a b'"),
    ("DescribeActivity", {"activityArn": f"{STATES}:activity:none"}, *NO_ACTIVITY),
    ("DeleteActivity", {"activityArn": "x"}, "InvalidArn", "Invalid Arn: 'x'"),
    ("ListActivities", {"nextToken": "x"}, "InvalidToken", "Invalid Token: 'x'"),
    ("GetActivityTask", {"activityArn": f"{STATES}:activity:none"}, *NO_ACTIVITY),
    ("SendTaskSuccess", {"taskToken": "x", "output": "1"}, "InvalidToken", "Invalid Token: 'Invalid token'"),
    ("SendTaskSuccess", {"taskToken": "x", "output": "{"}, "InvalidOutput", "Invalid Output: 'Output is not valid JSON'"),
    ("SendTaskFailure", {"taskToken": "x"}, "InvalidToken", "Invalid Token: 'Invalid token'"),
    ("SendTaskHeartbeat", {"taskToken": "x"}, "InvalidToken", "Invalid Token: 'Invalid token'"),
]  # fmt: skip
