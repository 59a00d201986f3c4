"""What is configured about a function beside itself: permissions, concurrency, asynchronous invocation, runtimes, loops."""

import json
import re
import threading

import pytest
from expect import arn_of, create, refused, take
from lambdas import HELD, PYTHON, UUID, call, given, invoke, make, telling, wait

INVALID = "InvalidParameterValueException"


def arn(account, qualifier=None, name="f"):
    return f"arn:aws:lambda:us-east-1:{account}:function:{name}" + (f":{qualifier}" if qualifier else "")


def nothing(text="The resource you requested does not exist."):
    return refused("ResourceNotFoundException", text, 404, "ResourceNotFoundException")


class TestPermissions:
    def test_statements_of_every_kind(self, functions, account):
        make(functions)
        with nothing():
            functions.get_policy(FunctionName="f")
        table = [
            (
                {"Principal": "events.amazonaws.com", "SourceArn": f"arn:aws:events:us-east-1:{account}:rule/r"},
                {"Service": "events.amazonaws.com"},
                {"ArnLike": {"AWS:SourceArn": f"arn:aws:events:us-east-1:{account}:rule/r"}},
            ),
            (
                {"Principal": "s3.amazonaws.com", "SourceAccount": account},
                {"Service": "s3.amazonaws.com"},
                {"StringEquals": {"AWS:SourceAccount": account}},
            ),
            ({"Principal": "111122223333"}, {"AWS": "arn:aws:iam::111122223333:root"}, None),
            (
                {"Principal": "*", "PrincipalOrgID": "o-0123456789"},
                "*",
                {"StringEquals": {"aws:PrincipalOrgID": "o-0123456789"}},
            ),
            (
                {"Principal": "*", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"},
                "*",
                {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
            ),
        ]
        statements = []
        for number, (said, principal, condition) in enumerate(table):
            parameters = {"Action": "lambda:InvokeFunction", **said}
            answer = functions.add_permission(FunctionName="f", StatementId=str(number), **parameters)
            assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
            statement = {"Sid": str(number), "Effect": "Allow", "Principal": principal}
            statement |= {"Action": parameters["Action"], "Resource": arn(account)}
            statement |= {"Condition": condition} if condition else {}
            assert json.loads(answer["Statement"]) == statement
            statements.append(statement)
        got = functions.get_policy(FunctionName="f")
        assert json.loads(got["Policy"]) == {"Version": "2012-10-17", "Id": "default", "Statement": statements}
        assert UUID.fullmatch(got["RevisionId"])

    def test_of_versions_and_aliases(self, functions, account):
        make(functions)
        functions.publish_version(FunctionName="f")
        functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
        said = {"StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"}
        answer = functions.add_permission(FunctionName="f", Qualifier="live", **said)
        assert json.loads(answer["Statement"])["Resource"] == arn(account, "live")
        with nothing():
            functions.get_policy(FunctionName="f")
        with nothing():
            functions.get_policy(FunctionName="f", Qualifier="1")
        assert functions.get_policy(FunctionName="f", Qualifier="live")["Policy"]
        with refused(INVALID, "We currently do not support adding policies for $LATEST."):
            functions.add_permission(FunctionName="f", Qualifier="$LATEST", **said)

    def test_removing(self, functions, account):
        make(functions)
        said = {"Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"}
        functions.add_permission(FunctionName="f", StatementId="a", **said)
        revision = functions.get_policy(FunctionName="f")["RevisionId"]
        functions.add_permission(FunctionName="f", StatementId="b", **said, RevisionId=revision)
        with refused("PreconditionFailedException", status=412):
            functions.remove_permission(FunctionName="f", StatementId="a", RevisionId=revision)
        with refused("ResourceConflictException", re.compile(r"The statement id \(a\) provided already exists"), 409):
            functions.add_permission(FunctionName="f", StatementId="a", **said)
        assert functions.remove_permission(FunctionName="f", StatementId="a")["ResponseMetadata"]["HTTPStatusCode"] == 204
        with refused("ResourceNotFoundException", "Statement a is not found in resource policy.", 404):
            functions.remove_permission(FunctionName="f", StatementId="a")
        functions.remove_permission(FunctionName="f", StatementId="b")
        with refused("ResourceNotFoundException", "No policy is associated with the given resource.", 404):
            functions.remove_permission(FunctionName="f", StatementId="b")

    def test_principals_that_are_none(self, functions):
        make(functions)
        with refused(INVALID, re.compile("principal")):
            functions.add_permission(FunctionName="f", StatementId="s", Action="lambda:InvokeFunction", Principal="nobody")


class TestReservedConcurrency:
    def test_is_kept_and_printed(self, functions):
        make(functions)
        assert "ReservedConcurrentExecutions" not in functions.get_function_concurrency(FunctionName="f")
        answer = functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=7)
        assert answer["ReservedConcurrentExecutions"] == 7
        assert functions.get_function_concurrency(FunctionName="f")["ReservedConcurrentExecutions"] == 7
        assert functions.get_function(FunctionName="f")["Concurrency"] == {"ReservedConcurrentExecutions": 7}
        assert functions.delete_function_concurrency(FunctionName="f")["ResponseMetadata"]["HTTPStatusCode"] == 204
        assert "Concurrency" not in functions.get_function(FunctionName="f")

    def test_leaves_a_hundred_for_the_others(self, functions, account):
        make(functions)
        make(functions, "g")
        functions.put_function_concurrency(FunctionName="g", ReservedConcurrentExecutions=400)
        text = (
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below "
            "its minimum value of [100]."
        )
        with refused(INVALID, text):
            functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=501)
        functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=500)

    def test_a_function_without_any_does_not_run(self, functions):
        make(functions)
        functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
        with refused("TooManyRequestsException", "Rate Exceeded.", 429, "TooManyRequestsException") as seen:
            functions.invoke(FunctionName="f")
        assert seen.response["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"
        functions.delete_function_concurrency(FunctionName="f")
        assert invoke(functions, event={"a": 1}) == {"a": 1}

    def test_one_at_a_time(self, functions, sqs):
        told, gate = create(sqs, "told"), create(sqs, "gate")
        telling(functions, "f", HELD, told, Timeout=60)
        functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=1)
        answers = []
        running = threading.Thread(target=lambda: answers.append(invoke(functions, event={"gate": gate})))
        running.start()
        take(sqs, told, 1)
        with refused("TooManyRequestsException", "Rate Exceeded.", 429) as seen:
            functions.invoke(FunctionName="f")
        assert seen.response["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"
        sqs.send_message(QueueUrl=gate, MessageBody='"open"')
        running.join(timeout=60)
        assert answers == ["open"]

    def test_the_account_has_a_limit(self, make_server, clients_of):
        """`--functions-concurrency` is what AWS calls ConcurrentExecutions."""
        server = make_server("--functions-concurrency", "101")
        functions = clients_of(server).boto3("lambda")
        assert functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"] == 101


class TestAsynchronousInvocation:
    def test_settings_are_kept(self, functions, sqs, account):
        make(functions)
        with nothing(re.compile("^The function .* doesn't have an EventInvokeConfig")):
            functions.get_function_event_invoke_config(FunctionName="f")
        good, bad = arn_of(sqs, create(sqs, "good")), arn_of(sqs, create(sqs, "bad"))
        destinations = {"OnSuccess": {"Destination": good}, "OnFailure": {"Destination": bad}}
        said = {"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 60, "DestinationConfig": destinations}
        answer = functions.put_function_event_invoke_config(FunctionName="f", **said)
        assert {name: answer[name] for name in said} == said
        assert answer["FunctionArn"] == arn(account, "$LATEST")
        assert answer["LastModified"].year >= 2026
        changed = functions.update_function_event_invoke_config(FunctionName="f", MaximumRetryAttempts=0)
        assert {name: changed[name] for name in said} == {**said, "MaximumRetryAttempts": 0}
        replaced = functions.put_function_event_invoke_config(FunctionName="f", MaximumEventAgeInSeconds=70)
        assert "MaximumRetryAttempts" not in replaced and replaced["MaximumEventAgeInSeconds"] == 70
        assert replaced["DestinationConfig"] == {"OnSuccess": {}, "OnFailure": {}}
        functions.publish_version(FunctionName="f")
        functions.put_function_event_invoke_config(FunctionName="f", Qualifier="1", MaximumRetryAttempts=2)
        listed = functions.list_function_event_invoke_configs(FunctionName="f")["FunctionEventInvokeConfigs"]
        assert sorted(each["FunctionArn"] for each in listed) == [arn(account, "$LATEST"), arn(account, "1")]
        functions.delete_function_event_invoke_config(FunctionName="f")
        with nothing(re.compile("EventInvokeConfig")):
            functions.get_function_event_invoke_config(FunctionName="f")

    def test_destinations_that_are_none(self, functions, account):
        make(functions)
        for wanted in (
            "arn:aws:dynamodb:us-east-1:123456789012:table/t",
            f"arn:aws:sqs:us-east-1:{account}:q.fifo",
            arn(account),
        ):
            with refused(INVALID):
                functions.put_function_event_invoke_config(
                    FunctionName="f", DestinationConfig={"OnSuccess": {"Destination": wanted}}
                )
        with refused(INVALID, "You must specify at least one of error handling or destination setting."):
            functions.put_function_event_invoke_config(FunctionName="f")

    def test_dead_letters_go_to_queues(self, functions, account):
        with refused(INVALID, re.compile("SNS|sns")):
            functions.create_function(
                **given(account), DeadLetterConfig={"TargetArn": f"arn:aws:sns:us-east-1:{account}:topic"}
            )
        with refused(INVALID):
            functions.create_function(**given(account), DeadLetterConfig={"TargetArn": "arn:aws:s3:::bucket"})


class TestRuntimeManagement:
    def test_the_default(self, functions, account):
        make(functions)
        got = functions.get_runtime_management_config(FunctionName="f")
        assert (got["UpdateRuntimeOn"], got["FunctionArn"]) == ("Auto", arn(account))
        assert "RuntimeVersionArn" not in got

    def test_what_is_said_is_kept(self, functions, account):
        make(functions)
        answer = functions.put_runtime_management_config(FunctionName="f", UpdateRuntimeOn="FunctionUpdate")
        assert (answer["UpdateRuntimeOn"], answer["FunctionArn"]) == ("FunctionUpdate", arn(account))
        assert functions.get_runtime_management_config(FunctionName="f")["UpdateRuntimeOn"] == "FunctionUpdate"
        functions.put_runtime_management_config(FunctionName="f", UpdateRuntimeOn="Auto")
        assert functions.get_runtime_management_config(FunctionName="f")["UpdateRuntimeOn"] == "Auto"

    def test_a_version_of_the_runtime_that_is_not_there(self, functions):
        """There is one version of a runtime: the installed one. Another can't be had, and is not promised."""
        make(functions)
        wanted = f"arn:aws:lambda:us-east-1::runtime:{'0' * 64}"
        with refused(INVALID):
            functions.put_runtime_management_config(FunctionName="f", UpdateRuntimeOn="Manual", RuntimeVersionArn=wanted)


class TestLoops:
    def test_settings(self, functions):
        make(functions)
        assert functions.get_function_recursion_config(FunctionName="f")["RecursiveLoop"] == "Terminate"
        assert functions.put_function_recursion_config(FunctionName="f", RecursiveLoop="Allow")["RecursiveLoop"] == "Allow"
        assert functions.get_function_recursion_config(FunctionName="f")["RecursiveLoop"] == "Allow"

    def test_of_functions_that_are_not_there(self, functions, account):
        with nothing(f"Function not found: {arn(account)}"):
            functions.get_function_recursion_config(FunctionName="f")


SNAPPED = """
import os

def handler(event, context):
    return os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]
"""


def test_snap_start_is_an_option_of_versions(functions):
    """For Python 3.12 and newer: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes"""
    for runtime in ("python3.13", "python3.12"):
        try:
            make(functions, "f", SNAPPED, Runtime=runtime, SnapStart={"ApplyOn": "PublishedVersions"})
            break
        except functions.exceptions.InvalidParameterValueException as error:
            assert "install" in str(error).lower()
    else:
        pytest.skip("no Python that SnapStart is for is installed")
    got = functions.get_function_configuration(FunctionName="f")["SnapStart"]
    assert got == {"ApplyOn": "PublishedVersions", "OptimizationStatus": "Off"}
    assert functions.publish_version(FunctionName="f")["State"] == "Pending"
    wait(functions, "published_version_active", FunctionName="f", Qualifier="1")
    got = functions.get_function_configuration(FunctionName="f", Qualifier="1")["SnapStart"]
    assert got == {"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}
    assert invoke(functions, Qualifier="1") == "snap-start"
    assert invoke(functions) == "on-demand"


def test_snap_start_is_not_for_every_runtime(functions):
    with refused(INVALID, "provided.al2023 is not supported for SnapStart enabled functions."):
        make(functions, Runtime="provided.al2023", SnapStart={"ApplyOn": "PublishedVersions"})


def test_no_function_has_a_code_signing_configuration(functions, account):
    make(functions)
    got = functions.get_function_code_signing_config(FunctionName="f")
    assert (got["CodeSigningConfigArn"], got["FunctionName"]) == ("", "f")
    with nothing(f"Function not found: {arn(account, name='g')}"):
        functions.get_function_code_signing_config(FunctionName="g")


@pytest.mark.parametrize("name", ["AWS_EXECUTION_ENV", "LAMBDA_TASK_ROOT"])
def test_the_environment_is_aws(functions, name):
    make(functions, source="import os\n\ndef handler(event, context):\n    return dict(os.environ)\n")
    environment = call(functions)["Payload"]
    assert environment[name] == {"AWS_EXECUTION_ENV": f"AWS_Lambda_{PYTHON}", "LAMBDA_TASK_ROOT": "/var/task"}[name]
