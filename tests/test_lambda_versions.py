"""Versions, aliases with their weights, provisioned concurrency."""

import json
import re

import pytest
from expect import refused
from lambdas import UUID, call, invoke, make, until, updated, wait, zipped

VERSION = """
import os

def handler(event, context):
    return [os.environ["AWS_LAMBDA_FUNCTION_VERSION"], context.function_version, context.invoked_function_arn, {number}]
"""


def arn(account, qualifier=None):
    return f"arn:aws:lambda:us-east-1:{account}:function:f" + (f":{qualifier}" if qualifier else "")


def publish(functions, number=None, **more):
    """Publishes `$LATEST`, with code of its own if `number` is said; the new version."""
    if number is not None:
        functions.update_function_code(FunctionName="f", ZipFile=zipped({"app.py": VERSION.format(number=number)}))
        updated(functions, "f")
    version = functions.publish_version(FunctionName="f", **more)["Version"]
    wait(functions, "published_version_active", FunctionName="f", Qualifier=version)
    return version


@pytest.fixture
def two(functions):
    """A function with two versions whose code answers 1 and 2."""
    make(functions, source=VERSION.format(number=0))
    assert [publish(functions, 1), publish(functions, 2)] == ["1", "2"]
    return functions


def test_publishing(functions, account):
    make(functions, source=VERSION.format(number=0), Description="latest")
    answer = functions.publish_version(FunctionName="f", Description="first")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert (answer["Version"], answer["FunctionArn"], answer["Description"]) == ("1", arn(account, 1), "first")
    wait(functions, "published_version_active", FunctionName="f", Qualifier="1")
    assert functions.publish_version(FunctionName="f")["Version"] == "1", "nothing has changed"
    assert publish(functions, 2) == "2"
    listed = functions.list_versions_by_function(FunctionName="f")["Versions"]
    assert [(each["Version"], each["FunctionArn"]) for each in listed] == [
        ("$LATEST", arn(account, "$LATEST")),
        ("1", arn(account, 1)),
        ("2", arn(account, 2)),
    ]
    assert [each["Description"] for each in listed] == ["latest", "first", "latest"]
    first = functions.list_versions_by_function(FunctionName="f", MaxItems=2)
    rest = functions.list_versions_by_function(FunctionName="f", MaxItems=2, Marker=first["NextMarker"])
    assert [each["Version"] for page in (first, rest) for each in page["Versions"]] == ["$LATEST", "1", "2"]


def test_a_version_never_changes(two, account):
    two.update_function_configuration(FunctionName="f", Timeout=9, Environment={"Variables": {"AA": "1"}})
    updated(two, "f")
    assert two.get_function_configuration(FunctionName="f", Qualifier="1")["Timeout"] == 3
    assert invoke(two, Qualifier="1") == ["1", "1", arn(account, 1), 1]
    assert invoke(two, "f:2") == ["2", "2", arn(account, 2), 2]
    assert invoke(two) == ["$LATEST", "$LATEST", arn(account), 2]
    assert invoke(two, Qualifier="$LATEST") == ["$LATEST", "$LATEST", arn(account, "$LATEST"), 2]
    with refused("InvalidParameterValueException", re.compile("derived qualifier from the function name does not match")):
        two.invoke(FunctionName="f:1", Qualifier="2")


def test_publishing_with_what_is_expected(functions):
    make(functions, source=VERSION.format(number=0))
    sha256 = functions.get_function_configuration(FunctionName="f")["CodeSha256"]
    with refused("InvalidParameterValueException", re.compile("CodeSHA256|CodeSha256")):
        functions.publish_version(FunctionName="f", CodeSha256="x" * 43 + "=")
    assert functions.publish_version(FunctionName="f", CodeSha256=sha256)["Version"] == "1"


def test_publishing_on_the_way(functions, account):
    answer = functions.create_function(
        FunctionName="f", Runtime="provided.al2023", Handler="x", Role=f"arn:aws:iam::{account}:role/r", Publish=True,
        Code={"ZipFile": zipped({"bootstrap": "#!/bin/sh\n"}, {"bootstrap": 0o755})},
    )  # fmt: skip
    assert (answer["Version"], answer["FunctionArn"]) == ("1", arn(account))
    wait(functions, "published_version_active", FunctionName="f", Qualifier="1")
    answer = functions.update_function_code(FunctionName="f", ZipFile=zipped({"bootstrap": "#!/bin/sh\n#"}), Publish=True)
    assert (answer["Version"], answer["FunctionArn"]) == ("2", arn(account, 2))


def test_deleting_versions(two, account):
    with refused(
        "InvalidParameterValueException", re.compile(r"^\$LATEST version cannot be deleted without deleting the function")
    ):
        two.delete_function(FunctionName="f", Qualifier="$LATEST")
    two.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    with refused("ResourceConflictException", re.compile("live"), 409):
        two.delete_function(FunctionName="f", Qualifier="1")
    two.delete_function(FunctionName="f", Qualifier="2")
    assert [each["Version"] for each in two.list_versions_by_function(FunctionName="f")["Versions"]] == ["$LATEST", "1"]
    with refused("ResourceNotFoundException", f"Function not found: {arn(account, 2)}", 404):
        two.invoke(FunctionName="f", Qualifier="2")
    assert publish(two, 3) == "3", "numbers are not given again"


def test_aliases(two, account):
    answer = two.create_alias(FunctionName="f", Name="live", FunctionVersion="1", Description="d")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
    answer.pop("ResponseMetadata")
    assert UUID.fullmatch(answer["RevisionId"])
    described = {"AliasArn": arn(account, "live"), "Name": "live", "FunctionVersion": "1", "Description": "d"}
    assert answer == {**described, "RevisionId": answer["RevisionId"]}
    got = two.get_alias(FunctionName="f", Name="live")
    got.pop("ResponseMetadata")
    assert got == answer
    assert invoke(two, Qualifier="live") == ["1", "1", arn(account, "live"), 1]
    assert call(two, Qualifier="live")["ExecutedVersion"] == "1"
    changed = two.update_alias(FunctionName="f", Name="live", FunctionVersion="2")
    assert (changed["FunctionVersion"], changed["Description"]) == ("2", "d")
    assert changed["RevisionId"] != answer["RevisionId"]
    assert invoke(two, "f:live")[3] == 2
    with refused("PreconditionFailedException", status=412):
        two.update_alias(FunctionName="f", Name="live", FunctionVersion="1", RevisionId=answer["RevisionId"])
    with refused("ResourceConflictException", f"Alias already exists: {arn(account, 'live')}", 409):
        two.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    got = two.get_function(FunctionName="f", Qualifier="live")["Configuration"]
    assert (got["Version"], got["FunctionArn"]) == ("2", arn(account, "live"))
    two.create_alias(FunctionName="f", Name="a", FunctionVersion="$LATEST")
    assert [each["Name"] for each in two.list_aliases(FunctionName="f")["Aliases"]] == ["a", "live"]
    assert [each["Name"] for each in two.list_aliases(FunctionName="f", FunctionVersion="2")["Aliases"]] == ["live"]
    assert two.delete_alias(FunctionName="f", Name="live")["ResponseMetadata"]["HTTPStatusCode"] == 204
    with refused("ResourceNotFoundException", f"Cannot find alias arn: {arn(account, 'live')}", 404):
        two.get_alias(FunctionName="f", Name="live")
    two.delete_alias(FunctionName="f", Name="live")
    with refused("ResourceNotFoundException", f"Function not found: {arn(account, 'live')}", 404):
        two.invoke(FunctionName="f", Qualifier="live")


def test_aliases_need_a_version(two, account):
    with refused("ResourceNotFoundException", f"Function not found: {arn(account, 9)}", 404):
        two.create_alias(FunctionName="f", Name="live", FunctionVersion="9")
    with refused("ValidationException", re.compile("'17' at 'name' failed to satisfy constraint")):
        two.create_alias(FunctionName="f", Name="17", FunctionVersion="1")


def test_weights(two):
    weights = {"AdditionalVersionWeights": {"2": 1.0}}
    answer = two.create_alias(FunctionName="f", Name="live", FunctionVersion="1", RoutingConfig=weights)
    assert answer["RoutingConfig"] == weights
    assert {call(two, Qualifier="live")["ExecutedVersion"] for _ in range(10)} == {"2"}
    two.update_alias(FunctionName="f", Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.0}})
    assert {call(two, Qualifier="live")["ExecutedVersion"] for _ in range(10)} == {"1"}
    two.update_alias(FunctionName="f", Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
    # One of 2^60 runs would see a single version.
    assert {call(two, Qualifier="live")["ExecutedVersion"] for _ in range(61)} == {"1", "2"}
    two.update_alias(FunctionName="f", Name="live", RoutingConfig={"AdditionalVersionWeights": {}})
    assert "RoutingConfig" not in two.get_alias(FunctionName="f", Name="live")


def test_weights_that_are_none(clients, two):
    functions = clients.boto3("lambda", parameter_validation=False)
    for version, weights in (("1", {"1": 0.5}), ("1", {"2": 1.5}), ("$LATEST", {"2": 0.5}), ("1", {"2": 0.5, "9": 0.1})):
        with pytest.raises(functions.exceptions.ClientError) as raised:
            functions.create_alias(
                FunctionName="f", Name="live", FunctionVersion=version, RoutingConfig={"AdditionalVersionWeights": weights}
            )
        assert 400 <= raised.value.response["ResponseMetadata"]["HTTPStatusCode"] < 500, raised.value
    assert two.list_aliases(FunctionName="f")["Aliases"] == []


INITIALIZED = """
import os

BORN = os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]

def handler(event, context):
    return BORN
"""


def test_provisioned_concurrency(functions, account):
    make(functions, source=INITIALIZED)
    assert invoke(functions) == "on-demand"
    publish(functions)
    functions.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    with refused(
        "InvalidParameterValueException",
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    ):
        functions.put_provisioned_concurrency_config(
            FunctionName="f", Qualifier="$LATEST", ProvisionedConcurrentExecutions=1
        )
    with refused(
        "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function", 404
    ):
        functions.get_provisioned_concurrency_config(FunctionName="f", Qualifier="live")
    answer = functions.put_provisioned_concurrency_config(
        FunctionName="f", Qualifier="live", ProvisionedConcurrentExecutions=2
    )
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert (answer["Status"], answer["RequestedProvisionedConcurrentExecutions"]) == ("IN_PROGRESS", 2)

    def ready():
        got = functions.get_provisioned_concurrency_config(FunctionName="f", Qualifier="live")
        return got if got["Status"] != "IN_PROGRESS" else None

    got = until(ready)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", got["LastModified"])
    assert {name: value for name, value in got.items() if name not in ("ResponseMetadata", "LastModified")} == {
        "RequestedProvisionedConcurrentExecutions": 2,
        "AvailableProvisionedConcurrentExecutions": 2,
        "AllocatedProvisionedConcurrentExecutions": 2,
        "Status": "READY",
    }
    assert invoke(functions, Qualifier="live") == "provisioned-concurrency"
    (listed,) = functions.list_provisioned_concurrency_configs(FunctionName="f")["ProvisionedConcurrencyConfigs"]
    assert (listed["FunctionArn"], listed["Status"]) == (arn(account, "live"), "READY")
    functions.delete_provisioned_concurrency_config(FunctionName="f", Qualifier="live")
    assert functions.list_provisioned_concurrency_configs(FunctionName="f")["ProvisionedConcurrencyConfigs"] == []
    until(lambda: invoke(functions, Qualifier="live") == "on-demand")


def test_provisioned_concurrency_of_a_function_that_does_not_start(functions):
    make(functions, source="raise RuntimeError('no')\n")
    publish_only = functions.publish_version(FunctionName="f")["Version"]
    functions.put_provisioned_concurrency_config(FunctionName="f", Qualifier=publish_only, ProvisionedConcurrentExecutions=1)

    def failed():
        got = functions.get_provisioned_concurrency_config(FunctionName="f", Qualifier=publish_only)
        return got if got["Status"] == "FAILED" else None

    got = until(failed)
    assert got["StatusReason"] and got["AvailableProvisionedConcurrentExecutions"] == 0, json.dumps(got, default=str)
