"""Layers: versions, policies, and functions that have them."""

import base64
import hashlib
import json
import re
import urllib.request

from expect import refused
from lambdas import PYTHON, UUID, given, invoke, make, updated, zipped

USES = """
import os, sys, shared

def handler(event, context):
    return [shared.NAME, sorted(os.listdir("/opt")), open("/opt/data/who.txt").read()]
"""


def layer(functions, name="shared", files=None, **more):
    package = zipped(files or {"python/shared.py": f"NAME = {name!r}\n", "data/who.txt": name})
    return functions.publish_layer_version(LayerName=name, Content={"ZipFile": package}, **more)


def nothing():
    return refused(
        "ResourceNotFoundException", "The resource you requested does not exist.", 404, "ResourceNotFoundException"
    )


def test_a_layer_version_is_described_as_it_was_published(functions, account):
    package = zipped({"python/a.py": "A = 1\n"})
    more = {
        "Description": "d",
        "LicenseInfo": "MIT",
        "CompatibleRuntimes": [PYTHON, "nodejs20.x"],
        "CompatibleArchitectures": ["x86_64"],
    }
    answer = functions.publish_layer_version(LayerName="shared", Content={"ZipFile": package}, **more)
    assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 201
    arn = f"arn:aws:lambda:us-east-1:{account}:layer:shared"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000", answer["CreatedDate"])
    content = answer.pop("Content")
    assert answer == {
        "LayerArn": arn,
        "LayerVersionArn": f"{arn}:1",
        "Version": 1,
        "CreatedDate": answer["CreatedDate"],
        **more,
    }
    digest = base64.b64encode(hashlib.sha256(package).digest()).decode()
    assert (content["CodeSha256"], content["CodeSize"]) == (digest, len(package))
    for got in (
        functions.get_layer_version(LayerName="shared", VersionNumber=1),
        functions.get_layer_version(LayerName=arn, VersionNumber=1),
        functions.get_layer_version_by_arn(Arn=f"{arn}:1"),
    ):
        got.pop("ResponseMetadata")
        location = got.pop("Content")["Location"]
        assert got == answer
        with urllib.request.urlopen(location) as download:
            assert download.read() == package


def test_versions_are_counted_and_listed(functions, account):
    assert [layer(functions)["Version"] for _ in range(3)] == [1, 2, 3]
    layer(functions, "other", CompatibleRuntimes=["nodejs20.x"])
    listed = functions.list_layers()["Layers"]
    assert [(each["LayerName"], each["LatestMatchingVersion"]["Version"]) for each in listed] == [
        ("other", 1),
        ("shared", 3),
    ]
    assert [each["LayerName"] for each in functions.list_layers(CompatibleRuntime="nodejs20.x")["Layers"]] == ["other"]
    first = functions.list_layer_versions(LayerName="shared", MaxItems=2)
    rest = functions.list_layer_versions(LayerName="shared", MaxItems=2, Marker=first["NextMarker"])
    assert [each["Version"] for page in (first, rest) for each in page["LayerVersions"]] == [3, 2, 1]
    functions.delete_layer_version(LayerName="shared", VersionNumber=2)
    functions.delete_layer_version(LayerName="shared", VersionNumber=2)
    with nothing():
        functions.get_layer_version(LayerName="shared", VersionNumber=2)
    assert [each["Version"] for each in functions.list_layer_versions(LayerName="shared")["LayerVersions"]] == [3, 1]
    assert layer(functions)["Version"] == 4
    assert functions.list_layer_versions(LayerName="never")["LayerVersions"] == []


def test_functions_see_their_layers_in_order(functions, account):
    below = layer(functions, "below")["LayerVersionArn"]
    above = layer(functions, "above", {"python/shared.py": "NAME = 'above'\n", "more.txt": ""})["LayerVersionArn"]
    sizes = {arn: functions.get_layer_version_by_arn(Arn=arn)["Content"]["CodeSize"] for arn in (below, above)}
    answer = functions.create_function(**given(account, source=USES), Layers=[below, above])
    assert answer["Layers"] == [{"Arn": arn, "CodeSize": sizes[arn]} for arn in (below, above)]
    make(functions, "g", USES, Layers=[below, above])
    assert invoke(functions, "g") == ["above", ["data", "more.txt", "python"], "below"], "the last layer wins"
    functions.update_function_configuration(FunctionName="g", Layers=[below])
    updated(functions, "g")
    assert invoke(functions, "g") == ["below", ["data", "python"], "below"]
    functions.update_function_configuration(FunctionName="g", Layers=[])
    updated(functions, "g")
    assert "Layers" not in functions.get_function_configuration(FunctionName="g")


def test_a_deleted_version_stays_with_the_functions_that_have_it(functions):
    arn = layer(functions)["LayerVersionArn"]
    make(functions, source=USES, Layers=[arn])
    functions.delete_layer_version(LayerName="shared", VersionNumber=1)
    assert invoke(functions)[0] == "shared"
    functions.update_function_configuration(FunctionName="f", Timeout=5)
    updated(functions, "f")
    assert invoke(functions)[0] == "shared"


def test_layers_that_can_not_be_used(functions, account):
    def refused_with(message):
        return refused("InvalidParameterValueException", re.compile(message))

    arn = layer(functions)["LayerVersionArn"]
    second = layer(functions)["LayerVersionArn"]
    with refused_with(re.escape(f"Layer version {arn[:-1]}9 does not exist.")):
        functions.create_function(**given(account), Layers=[f"{arn[:-1]}9"])
    with refused_with("Two different versions of the same layer are not allowed to be referenced in the same function."):
        functions.create_function(**given(account), Layers=[arn, second])
    six = [layer(functions, f"l{n}", {f"{n}.txt": ""})["LayerVersionArn"] for n in range(6)]
    with refused_with("[Cc]annot reference more than 5 layers."):
        functions.create_function(**given(account), Layers=six)
    assert functions.list_functions()["Functions"] == []


def test_layers_that_are_none(functions):
    with refused("InvalidParameterValueException", re.compile("Could not unzip uploaded file")):
        functions.publish_layer_version(LayerName="bad", Content={"ZipFile": b"no zip"})
    with refused("InvalidParameterValueException", re.compile("S3Bucket|S3")):
        functions.publish_layer_version(LayerName="bad", Content={"S3Bucket": "bucket-of-mine", "S3Key": "k"})
    assert functions.list_layers()["Layers"] == []


def test_policies(functions, account):
    layer(functions)
    arn = f"arn:aws:lambda:us-east-1:{account}:layer:shared:1"
    where = {"LayerName": "shared", "VersionNumber": 1}
    with refused("ResourceNotFoundException", "No policy is associated with the given resource.", 404):
        functions.get_layer_version_policy(**where)
    answer = functions.add_layer_version_permission(
        **where, StatementId="s", Action="lambda:GetLayerVersion", Principal="111122223333"
    )
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201 and UUID.fullmatch(answer["RevisionId"])
    statement = {
        "Sid": "s",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "lambda:GetLayerVersion",
        "Resource": arn,
    }
    assert json.loads(answer["Statement"]) == statement
    got = functions.get_layer_version_policy(**where)
    assert json.loads(got["Policy"]) == {"Version": "2012-10-17", "Id": "default", "Statement": [statement]}
    assert got["RevisionId"] == answer["RevisionId"]
    everybody = {
        "StatementId": "all",
        "Action": "lambda:GetLayerVersion",
        "Principal": "*",
        "OrganizationId": "o-0123456789",
    }
    functions.add_layer_version_permission(**where, **everybody)
    (_, second) = json.loads(functions.get_layer_version_policy(**where)["Policy"])["Statement"]
    assert second["Principal"] == "*" and second["Condition"] == {"StringEquals": {"aws:PrincipalOrgID": "o-0123456789"}}
    with refused("ResourceConflictException", re.compile(r"The statement id \(s\) provided already exists"), 409):
        functions.add_layer_version_permission(
            **where, StatementId="s", Action="lambda:GetLayerVersion", Principal="111122223333"
        )
    with refused("PreconditionFailedException", status=412):
        functions.remove_layer_version_permission(**where, StatementId="s", RevisionId=answer["RevisionId"])
    functions.remove_layer_version_permission(**where, StatementId="s")
    functions.remove_layer_version_permission(**where, StatementId="all")
    with refused("ResourceNotFoundException", "No policy is associated with the given resource.", 404):
        functions.get_layer_version_policy(**where)
