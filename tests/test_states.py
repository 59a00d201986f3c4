"""Step Functions as boto3 and the AWS CLI use it: machines, executions, tasks of real functions and queues, activities, crashes."""

import json

import exercised
import pytest
from botocore.exceptions import ClientError
from expect import create, receive
from lambdas import ECHO, given
from refusals import states as refusals

PASS = {"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": {"x": 1}, "End": True}}}
WAIT = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 31_536_000 - 60, "End": True}}}


@pytest.fixture
def states(clients):
    return clients.boto3("stepfunctions")


def machine(states, account, definition, name="m"):
    role = f"arn:aws:iam::{account}:role/r"
    return states.create_state_machine(name=name, roleArn=role, definition=json.dumps(definition))["stateMachineArn"]


def start(states, arn, given=None, **more):
    return states.start_execution(stateMachineArn=arn, input=json.dumps(given or {}), **more)["executionArn"]


def ended(states, execution):
    """What an execution ended with, when it has: each question is answered when what it saw is kept, so it is asked again at once."""
    while (shown := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
        pass
    return shown


def types(states, execution):
    return [event["type"] for event in states.get_execution_history(executionArn=execution)["events"]]


def test_a_machine_and_its_executions(states, account):
    arn = machine(states, account, PASS)
    execution = start(states, arn, {"a": 1}, name="e")
    shown = ended(states, execution)
    assert (shown["status"], json.loads(shown["output"]), shown["name"]) == ("SUCCEEDED", {"x": 1}, "e")
    assert types(states, execution) == ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]
    assert [one["name"] for one in states.list_executions(stateMachineArn=arn)["executions"]] == ["e"]
    assert states.describe_state_machine_for_execution(executionArn=execution)["definition"] == json.dumps(PASS)
    assert states.update_state_machine(stateMachineArn=arn, definition=json.dumps(WAIT))["revisionId"]
    waiting = start(states, arn, name="w")
    assert states.stop_execution(executionArn=waiting, cause="enough")["stopDate"]
    assert ended(states, waiting)["cause"] == "enough"
    assert [one["name"] for one in states.list_state_machines()["stateMachines"]] == ["m"]
    assert states.describe_state_machine(stateMachineArn=arn)["status"] == "ACTIVE"
    assert states.validate_state_machine_definition(definition=json.dumps(PASS))["result"] == "OK"
    states.tag_resource(resourceArn=arn, tags=[{"key": "k", "value": "v"}])
    assert states.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "k", "value": "v"}]
    states.untag_resource(resourceArn=arn, tagKeys=["k"])
    states.delete_state_machine(stateMachineArn=arn)
    with pytest.raises(ClientError, match="PublishStateMachineVersion of Step Functions is not built"):
        states.publish_state_machine_version(stateMachineArn=arn)


def test_a_workflow_of_real_functions_and_queues(states, clients, sqs, account):
    functions = clients.boto3("lambda")
    failing = "def handler(event, context):\n    raise ValueError(event['n'])\n"
    functions.create_function(**given(account, "echo", ECHO))
    functions.create_function(**given(account, "failing", failing))
    for name in ("echo", "failing"):
        functions.get_waiter("function_active_v2").wait(FunctionName=name)
    url = create(sqs)
    arn = f"arn:aws:lambda:us-east-1:{account}:function:"
    both = [
        {"StartAt": "Echo", "States": {"Echo": {"Type": "Task", "Resource": f"{arn}echo", "End": True}}},
        {"StartAt": "Fail", "States": {"Fail": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "failing", "Payload.$": "$"},
            "Catch": [{"ErrorEquals": ["ValueError"], "Next": "Caught"}], "End": True},
            "Caught": {"Type": "Pass", "Parameters": {"why.$": "States.StringToJson($.Cause)"}, "OutputPath": "$.why.errorMessage", "End": True}}},
    ]  # fmt: skip
    send = {"QueueUrl": url, "MessageBody.$": "$"}
    arn = machine(states, account, {"StartAt": "Both", "States": {
        "Both": {"Type": "Parallel", "Branches": both, "Next": "Send"},
        "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": send, "ResultPath": None, "End": True}}})  # fmt: skip
    shown = ended(states, start(states, arn, {"n": 7}))
    assert (shown["status"], json.loads(shown.get("output", "null"))) == ("SUCCEEDED", [{"n": 7}, "7"]), shown
    [message] = receive(sqs, url, WaitTimeSeconds=20)
    assert json.loads(message["Body"]) == [{"n": 7}, "7"]


def test_an_activity(states, account):
    activity = states.create_activity(name="a")["activityArn"]
    assert states.describe_activity(activityArn=activity)["name"] == "a"
    assert [one["name"] for one in states.list_activities()["activities"]] == ["a"]
    definition = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 600, "End": True}}}
    arn = machine(states, account, definition)
    for answer in ("success", "failure"):
        execution = start(states, arn, {"n": answer})
        task = states.get_activity_task(activityArn=activity, workerName="w")
        assert json.loads(task["input"]) == {"n": answer}
        states.send_task_heartbeat(taskToken=task["taskToken"])
        if answer == "success":
            states.send_task_success(taskToken=task["taskToken"], output='"done"')
            assert ended(states, execution)["output"] == '"done"'
        else:
            states.send_task_failure(taskToken=task["taskToken"], error="E", cause="c")
            assert ended(states, execution)["error"] == "E"
    states.delete_activity(activityArn=activity)


def test_executions_go_on_after_crashes(timed, clients_of, account):
    """A year's wait, five minutes between attempts, a token that is answered months later."""
    states = clients_of(timed).boto3("stepfunctions")
    sqs = clients_of(timed).boto3("sqs")
    url = create(sqs)
    waits = start(states, machine(states, account, WAIT, "waits"))
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 300, "BackoffRate": 1, "MaxAttempts": 2}]
    none = f"arn:aws:lambda:us-east-1:{account}:function:none"
    retries = start(states, machine(states, account, {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": none, "Retry": retry, "End": True}}}, "retries"))  # fmt: skip
    asks = start(states, machine(states, account, {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {"QueueUrl": url, "MessageBody.$": "$$.Task.Token"}, "End": True}}}, "asks"))  # fmt: skip
    [message] = receive(sqs, url, WaitTimeSeconds=20)
    for _ in range(2):
        timed.advance("299s")
        # What an answer has shown is kept.
        assert states.describe_execution(executionArn=retries)["status"] == "RUNNING"
        timed.crash()
    assert states.describe_execution(executionArn=retries)["status"] == "RUNNING"
    timed.advance("10s")
    assert states.describe_execution(executionArn=retries)["error"] == "Lambda.ResourceNotFoundException"
    assert types(states, retries).count("LambdaFunctionFailed") == 3
    timed.advance("100d")
    timed.crash()
    assert states.describe_execution(executionArn=asks)["status"] == "RUNNING"
    states.send_task_success(taskToken=message["Body"], output="{}")
    timed.advance("264d")
    assert states.describe_execution(executionArn=waits)["status"] == "RUNNING"
    timed.advance("1d")
    assert states.describe_execution(executionArn=waits)["status"] == "SUCCEEDED"


def test_executions_outlive_kills(make_server, clients_of, account):
    """Fifty executions of ten tasks each, killed on their way: each ends, with each of its states in its history once."""
    server = make_server()

    def client(service):
        return clients_of(server).boto3(service)

    url = create(client("sqs"))
    chain = {f"S{n}": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "ResultPath": None,
                       "Parameters": {"QueueUrl": url, "MessageBody.$": "$"}, "Next": f"S{n + 1}"} for n in range(10)}  # fmt: skip
    arn = machine(client("stepfunctions"), account, {"StartAt": "S0", "States": {**chain, "S10": {"Type": "Succeed"}}})
    begun = []
    for round_ in range(5):
        states = client("stepfunctions")
        begun += [start(states, arn, {"n": [round_, n]}) for n in range(10)]
        server.kill9()
        server.start()
    states = client("stepfunctions")
    for execution in begun:
        shown = ended(states, execution)
        assert (shown["status"], json.loads(shown["output"])) == ("SUCCEEDED", json.loads(shown["input"]))
        entered = [event["stateEnteredEventDetails"]["name"] for event in states.get_execution_history(executionArn=execution)["events"]
                   if "stateEnteredEventDetails" in event]  # fmt: skip
        assert entered == [f"S{n}" for n in range(11)]


def test_the_command_line(clients, account):
    role = ("--role-arn", f"arn:aws:iam::{account}:role/r")
    made = clients.aws("stepfunctions", "create-state-machine", "--name", "typed", *role, "--definition", json.dumps(PASS))
    arn = made["stateMachineArn"]
    begun = clients.aws("stepfunctions", "start-execution", "--state-machine-arn", arn, "--name", "e", "--input", '{"a": 1}')
    shown = clients.aws("stepfunctions", "describe-execution", "--execution-arn", begun["executionArn"])
    assert (shown["status"], shown["output"]) == ("SUCCEEDED", '{"x":1}')
    assert clients.aws_error("stepfunctions", "describe-state-machine", "--state-machine-arn", f"{arn}x") == (
        f"An error occurred (StateMachineDoesNotExist) when calling the DescribeStateMachine operation: State Machine Does Not Exist: '{arn}x'"
    )


def test_refusals(clients, states, account):
    start(states, machine(states, account, WAIT), name="e")
    plain = clients.boto3("stepfunctions", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    gaps = exercised.gaps("states", client="stepfunctions")
    assert not any(gaps.values()), gaps
