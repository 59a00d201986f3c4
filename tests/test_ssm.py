"""Parameter Store: values and their versions, SecureStrings, paths, labels, filters, tags, expiration."""

import base64
import pathlib
import re

import exercised
import pytest
from botocore.exceptions import ClientError
from expect import refused
from footprint import read
from refusals import ssm as refusals

SECRET = "hunter2-in-the-clear"


@pytest.fixture
def ssm(clients):
    return clients.boto3("ssm")


def put(ssm, name, value="x", kind="String", **more):
    return ssm.put_parameter(Name=name, Value=value, Type=kind, **more)["Version"]


def names(answer):
    return [each["Name"] for each in answer["Parameters"]]


def test_a_parameter_and_its_versions(ssm, account):
    answer = ssm.put_parameter(Name="/app/url", Value="one", Type="String", Description="where")
    assert (answer["Version"], answer["Tier"]) == (1, "Standard")
    got = ssm.get_parameter(Name="/app/url")["Parameter"]
    got.pop("LastModifiedDate")
    assert got == {
        "Name": "/app/url",
        "Type": "String",
        "Value": "one",
        "Version": 1,
        "ARN": f"arn:aws:ssm:us-east-1:{account}:parameter/app/url",
        "DataType": "text",
    }
    text = "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
    with refused("ParameterAlreadyExists", text, exception="ParameterAlreadyExists"):
        put(ssm, "/app/url")
    assert ssm.put_parameter(Name="/app/url", Value="two", Overwrite=True)["Version"] == 2
    assert ssm.get_parameter(Name="/app/url:1")["Parameter"]["Selector"] == ":1"
    history = ssm.get_parameter_history(Name="/app/url")["Parameters"]
    assert [(each["Version"], each["Value"], each["Labels"]) for each in history] == [(1, "one", []), (2, "two", [])]
    with refused("ParameterVersionNotFound", "Systems Manager could not find version 9 of /app/url. Verify the version and try again."):
        ssm.get_parameter(Name="/app/url:9")
    ssm.delete_parameter(Name="/app/url")
    with refused("ParameterNotFound", "", exception="ParameterNotFound"):
        ssm.get_parameter(Name="/app/url")


def test_secure_strings(clients, ssm, account):
    put(ssm, "/s", SECRET, "SecureString")
    assert ssm.get_parameter(Name="/s", WithDecryption=True)["Parameter"]["Value"] == SECRET
    hidden = ssm.get_parameter(Name="/s")["Parameter"]["Value"]
    kms = clients.boto3("kms")
    context = {"PARAMETER_ARN": f"arn:aws:ssm:us-east-1:{account}:parameter/s"}
    opened = kms.decrypt(CiphertextBlob=base64.b64decode(hidden), EncryptionContext=context)
    assert opened["Plaintext"].decode() == SECRET
    assert opened["KeyId"] == kms.describe_key(KeyId="alias/aws/ssm")["KeyMetadata"]["Arn"]
    long = "y" * 8_192
    put(ssm, "/long", long, "SecureString", Tier="Advanced")
    assert ssm.get_parameter(Name="/long", WithDecryption=True)["Parameter"]["Value"] == long
    with refused("InvalidKeyId", re.compile("^Alias arn:aws:kms:.* is not found.")):
        put(ssm, "/t", "x", "SecureString", KeyId="alias/none")


def test_secrets_are_neither_on_the_disk_nor_in_the_log(make_server, clients_of):
    server = make_server()
    ssm = clients_of(server).boto3("ssm")
    put(ssm, "/s", SECRET, "SecureString")
    put(ssm, "/open", "lies-in-the-clear")
    assert ssm.get_parameter(Name="/s", WithDecryption=True)["Parameter"]["Value"] == SECRET
    with refused("ValidationException"):
        ssm.put_parameter(Name="ssm-x", Value=SECRET, Type="SecureString")
    server.kill9()
    files = [path for path in pathlib.Path(server.data).rglob("*") if path.is_file()]
    # The other value is found: the search can find.
    assert any(b"lies-in-the-clear" in read(path) for path in files)
    assert not any(SECRET.encode() in read(path) for path in [*files, server.log])
    server.start()
    assert ssm.get_parameter(Name="/s", WithDecryption=True)["Parameter"]["Value"] == SECRET


def test_paths_and_pages(ssm):
    for number in range(12):
        put(ssm, f"/p/{number:02}")
    put(ssm, "/p/00/below")
    assert len(ssm.get_parameters_by_path(Path="/p")["Parameters"]) == 10
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path="/p", Recursive=True)
    found = [each["Name"] for page in pages for each in page["Parameters"]]
    assert found == sorted([*(f"/p/{number:02}" for number in range(12)), "/p/00/below"])
    with refused("ValidationException", re.compile("^The parameter doesn't meet the parameter name requirements")):
        ssm.get_parameters_by_path(Path="p")
    answer = ssm.get_parameters(Names=["/p/01", "/none"])
    assert (names(answer), answer["InvalidParameters"]) == (["/p/01"], ["/none"])
    answer = ssm.delete_parameters(Names=["/p/01", "/none"])
    assert (answer["DeletedParameters"], answer["InvalidParameters"]) == (["/p/01"], ["/none"])


def test_descriptions(ssm, account):
    put(ssm, "/a", AllowedPattern="^x$", Tags=[{"Key": "k", "Value": "v"}])
    put(ssm, "/b", "x,y", "StringList")
    put(ssm, "/c/s", "x", "SecureString")
    found = ssm.describe_parameters(ParameterFilters=[{"Key": "tag:k", "Values": ["v"]}])["Parameters"]
    found[0].pop("LastModifiedDate")
    assert found == [
        {
            "Name": "/a",
            "ARN": f"arn:aws:ssm:us-east-1:{account}:parameter/a",
            "Type": "String",
            "LastModifiedUser": f"arn:aws:iam::{account}:root",
            "AllowedPattern": "^x$",
            "Version": 1,
            "Tier": "Standard",
            "Policies": [],
            "DataType": "text",
        }
    ]
    by = lambda key, *values, **more: names(ssm.describe_parameters(ParameterFilters=[{"Key": key, "Values": [*values], **more}]))
    assert by("Type", "StringList", "SecureString") == ["/b", "/c/s"]
    assert by("Path", "/c") == ["/c/s"]
    assert by("Name", "/", Option="BeginsWith") == ["/a", "/b", "/c/s"]
    with refused("ParameterPatternMismatchException", re.compile(r"allowedPattern: \^x\$")):
        ssm.put_parameter(Name="/a", Value="y", AllowedPattern="^x$", Overwrite=True)


def test_labels_and_tags(ssm):
    put(ssm, "/n", "one")
    put(ssm, "/n", "two", Overwrite=True)
    answer = ssm.label_parameter_version(Name="/n", ParameterVersion=1, Labels=["prod", "9"])
    assert (answer["InvalidLabels"], answer["ParameterVersion"]) == (["9"], 1)
    assert ssm.get_parameter(Name="/n:prod")["Parameter"]["Value"] == "one"
    answer = ssm.unlabel_parameter_version(Name="/n", ParameterVersion=1, Labels=["prod"])
    assert (answer["RemovedLabels"], answer["InvalidLabels"]) == (["prod"], [])
    resource = {"ResourceType": "Parameter", "ResourceId": "/n"}
    ssm.add_tags_to_resource(Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}], **resource)
    ssm.remove_tags_from_resource(TagKeys=["a"], **resource)
    assert ssm.list_tags_for_resource(**resource)["TagList"] == [{"Key": "b", "Value": "2"}]
    with refused("InvalidResourceId"):
        ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/none")


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        ({"Name": "/aws/x"}, "AccessDeniedException", "No access to reserved parameter name: /aws/x."),
        ({"Name": "a/b"}, "ValidationException", "Parameter name must be a fully qualified name."),
        ({"Name": "ssm.x"}, "ValidationException", re.compile('^Parameter name: can\'t be prefixed with "ssm"')),
        ({"Name": "/l" * 16}, "HierarchyLevelLimitExceededException", None),
        ({"Name": "/n", "Value": "x" * 4_097}, "ValidationException", re.compile("^Standard tier parameters support")),
        ({"Name": "/n", "DataType": "aws:ec2:image"}, "ValidationException", re.compile("aws:ec2:image")),
    ],
)
def test_what_can_not_be_put(ssm, given, code, text):
    with refused(code, text):
        ssm.put_parameter(**{"Value": "x", "Type": "String", **given})


def test_expiration(timed, clients_of):
    ssm = clients_of(timed).boto3("ssm")
    policy = '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"%s"}}]'
    put(ssm, "/e", Tier="Advanced", Policies=policy % "1999-01-01T00:00:00.000Z")
    with pytest.raises(ClientError):
        timed.advance("1s")
        ssm.get_parameter(Name="/e")
    put(ssm, "/e", Tier="Advanced", Policies=policy % "2999-01-01T00:00:00.000Z")
    timed.advance("1000d")
    assert ssm.get_parameter(Name="/e")["Parameter"]["Value"] == "x"


def test_the_history_survives_kill_9_and_tells_when(make_server, clients_of, account):
    server = make_server("--clock", "virtual")
    ssm = clients_of(server).boto3("ssm")
    put(ssm, "/h", "one", Description="first")
    server.advance("1d")
    put(ssm, "/h", "two", Overwrite=True, Tier="Advanced")
    ssm.label_parameter_version(Name="/h", ParameterVersion=1, Labels=["old"])
    before = ssm.get_parameter_history(Name="/h")["Parameters"]
    server.crash()
    history = clients_of(server).boto3("ssm").get_parameter_history(Name="/h")["Parameters"]
    assert history == before
    first, second = (each.pop("LastModifiedDate") for each in history)
    assert (second - first).total_seconds() == 86_400
    same = {"Name": "/h", "Type": "String", "LastModifiedUser": f"arn:aws:iam::{account}:root", "Policies": [], "DataType": "text"}
    assert history == [
        {**same, "Value": "one", "Version": 1, "Labels": ["old"], "Tier": "Standard", "Description": "first"},
        {**same, "Value": "two", "Version": 2, "Labels": [], "Tier": "Advanced"},
    ]


def test_the_command_line(clients):
    said = clients.aws("ssm", "put-parameter", "--name", "/cli", "--value", "v", "--type", "SecureString")
    assert said == {"Version": 1, "Tier": "Standard"}
    got = clients.aws("ssm", "get-parameter", "--name", "/cli", "--with-decryption", "--query", "Parameter.Value")
    assert got == "v"
    assert clients.aws("ssm", "get-parameters-by-path", "--path", "/", "--query", "Parameters[].Name") == ["/cli"]
    said = clients.aws_error("ssm", "get-parameter", "--name", "/none")
    assert said == "An error occurred (ParameterNotFound) when calling the GetParameter operation:"


def test_refusals(clients, ssm, account):
    put(ssm, "/n")
    plain = clients.boto3("ssm", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    assert not any(exercised.gaps("ssm").values()), exercised.gaps("ssm")
