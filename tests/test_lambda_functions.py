"""Functions: what is kept, what is answered, what is refused; states as boto3's waiters look at them."""

import base64
import hashlib
import json
import re
import urllib.request

import pytest
from expect import arn_of, create, refused
from lambdas import ECHO, PYTHON, UUID, active, given, invoke, make, role, updated, wait, zipped

ACCESS_POINT = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-01234567890123456"
SIGNING = "arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-01234567890123456"
PROFILE = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/p/v"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")


def sha256(package):
    return base64.b64encode(hashlib.sha256(package).digest()).decode()


def function_arn(account, name="f"):
    return f"arn:aws:lambda:us-east-1:{account}:function:{name}"


def no_function(account, name="f"):
    text = f"Function not found: {function_arn(account, name)}"
    return refused("ResourceNotFoundException", text, 404, "ResourceNotFoundException")


def plain(answer):
    """An answer without what differs from run to run; those have their form."""
    answer = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    assert STAMP.fullmatch(answer.pop("LastModified"))
    assert UUID.fullmatch(answer.pop("RevisionId"))
    if (version := answer.pop("RuntimeVersionConfig", None)) is not None:
        assert re.fullmatch(r"arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}", version["RuntimeVersionArn"])
    return answer


def test_a_function_with_nothing_said_has_the_documented_defaults(functions, account):
    parameters = given(account)
    package = parameters["Code"]["ZipFile"]
    answer = functions.create_function(**parameters)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201
    everywhere = {
        "FunctionName": "f",
        "FunctionArn": function_arn(account),
        "Runtime": PYTHON,
        "Role": role(account),
        "Handler": "app.handler",
        "CodeSize": len(package),
        "Description": "",
        "Timeout": 3,
        "MemorySize": 128,
        "CodeSha256": sha256(package),
        "Version": "$LATEST",
        "TracingConfig": {"Mode": "PassThrough"},
        "PackageType": "Zip",
        "Architectures": ["x86_64"],
        "EphemeralStorage": {"Size": 512},
        "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/aws/lambda/f"},
    }
    reason = {"StateReason": "The function is being created.", "StateReasonCode": "Creating"}
    assert plain(answer) == {**everywhere, "State": "Pending", **reason}
    active(functions, "f")
    described = functions.get_function_configuration(FunctionName="f")
    assert plain(described) == {**everywhere, "State": "Active", "LastUpdateStatus": "Successful"}
    got = functions.get_function(FunctionName="f")
    assert plain(got["Configuration"]) == {**everywhere, "State": "Active", "LastUpdateStatus": "Successful"}
    assert got["Code"]["RepositoryType"] == "S3"
    assert set(got) == {"Configuration", "Code", "ResponseMetadata"}, "there are no tags and no reserved concurrency"
    with urllib.request.urlopen(got["Code"]["Location"]) as answer:
        assert answer.read() == package
    # "ListFunctions returns a subset": without states and without the runtime's version.
    (listed,) = functions.list_functions()["Functions"]
    assert "RuntimeVersionConfig" not in listed
    assert plain(listed) == everywhere


def test_everything_said_is_kept(functions, sqs, account):
    dead = arn_of(sqs, create(sqs, "dead"))
    said = {
        "Description": "does things",
        "Timeout": 900,
        "MemorySize": 10240,
        "DeadLetterConfig": {"TargetArn": dead},
        "Environment": {"Variables": {"AA": "1", "UNICODE": "é" * 10}},
        "TracingConfig": {"Mode": "Active"},
        "Architectures": ["x86_64"],
        "EphemeralStorage": {"Size": 10240},
        "LoggingConfig": {
            "LogFormat": "JSON",
            "ApplicationLogLevel": "DEBUG",
            "SystemLogLevel": "WARN",
            "LogGroup": "/my/group",
        },
    }
    tags = {"stage": "test", "ö": "ä"}
    answer = functions.create_function(**given(account), **said, Tags=tags)
    for name, value in said.items():
        assert answer[name] == value, name
    got = functions.get_function(FunctionName="f")
    for name, value in said.items():
        assert got["Configuration"][name] == value, name
    assert got["Tags"] == tags


def test_json_logs_have_levels_unless_said(functions, account):
    answer = functions.create_function(**given(account), LoggingConfig={"LogFormat": "JSON"})
    assert answer["LoggingConfig"] == {
        "LogFormat": "JSON",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "INFO",
        "LogGroup": "/aws/lambda/f",
    }


def test_names_are_taken_once(functions, account):
    functions.create_function(**given(account))
    text = "Function already exist: f"
    with refused("ResourceConflictException", text, 409, "ResourceConflictException"):
        functions.create_function(**given(account))


@pytest.mark.parametrize(
    "form", ["f", "{account}:function:f", "{account}:f", "function:f", "arn:aws:lambda:us-east-1:{account}:function:f"]
)
def test_a_function_has_many_names(functions, account, form):
    functions.create_function(**given(account))
    got = functions.get_function_configuration(FunctionName=form.format(account=account))
    assert got["FunctionArn"] == function_arn(account)


def test_functions_that_are_not_there(functions, account):
    for operation in (
        functions.get_function,
        functions.get_function_configuration,
        functions.delete_function,
        functions.update_function_configuration,
        functions.publish_version,
        functions.list_versions_by_function,
        functions.list_aliases,
        functions.get_function_concurrency,
        functions.invoke,
    ):
        with no_function(account):
            operation(FunctionName="f")
    with no_function(account):
        functions.update_function_code(FunctionName="f", ZipFile=zipped({"app.py": ECHO}))
    functions.create_function(**given(account))
    for qualifier in ("7", "live"):
        with no_function(account, f"f:{qualifier}"):
            functions.get_function(FunctionName="f", Qualifier=qualifier)


def test_waiters(functions, account):
    functions.create_function(**given(account))
    wait(functions, "function_exists", FunctionName="f")
    wait(functions, "function_active", FunctionName="f")
    wait(functions, "function_active_v2", FunctionName="f")
    assert functions.update_function_configuration(FunctionName="f", Timeout=7)["LastUpdateStatus"] == "InProgress"
    wait(functions, "function_updated", FunctionName="f")
    wait(functions, "function_updated_v2", FunctionName="f")
    version = functions.publish_version(FunctionName="f")["Version"]
    wait(functions, "published_version_active", FunctionName="f", Qualifier=version)
    got = functions.get_function_configuration(FunctionName="f", Qualifier=version)
    assert (got["State"], got["Timeout"]) == ("Active", 7)


def test_what_an_update_does_not_say_stays(functions, account):
    make(functions, Description="d", Environment={"Variables": {"AA": "1"}}, Timeout=5)
    before = functions.get_function_configuration(FunctionName="f")
    answer = functions.update_function_configuration(FunctionName="f", MemorySize=256)
    updated(functions, "f")
    after = functions.get_function_configuration(FunctionName="f")
    assert after["RevisionId"] != before["RevisionId"]
    assert plain(after) == {**plain(before), "MemorySize": 256}
    assert answer["MemorySize"] == 256


def test_updates_of_everything(functions, sqs, account):
    make(functions, Environment={"Variables": {"AA": "1"}}, DeadLetterConfig={"TargetArn": arn_of(sqs, create(sqs, "one"))})
    said = {
        "Role": role(account, "path/other"),
        "Handler": "other.main",
        "Description": "other",
        "Timeout": 60,
        "MemorySize": 1024,
        "Environment": {"Variables": {"BB": "2"}},
        "DeadLetterConfig": {"TargetArn": arn_of(sqs, create(sqs, "two"))},
        "TracingConfig": {"Mode": "Active"},
        "EphemeralStorage": {"Size": 1024},
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/other"},
    }
    functions.update_function_configuration(FunctionName="f", **said)
    updated(functions, "f")
    got = functions.get_function_configuration(FunctionName="f")
    for name, value in said.items():
        assert got[name] == value, name
    functions.update_function_configuration(
        FunctionName="f", Environment={"Variables": {}}, DeadLetterConfig={"TargetArn": ""}
    )
    updated(functions, "f")
    got = functions.get_function_configuration(FunctionName="f")
    assert "DeadLetterConfig" not in got and got.get("Environment", {}).get("Variables", {}) == {}


def test_code_is_replaced_and_the_next_invocation_has_it(functions, account):
    make(functions, source="def handler(event, context):\n    return 'old'\n")
    assert invoke(functions) == "old"
    package = zipped({"app.py": "def handler(event, context):\n    return 'new'\n"})
    answer = functions.update_function_code(FunctionName="f", ZipFile=package)
    assert (answer["CodeSha256"], answer["CodeSize"]) == (sha256(package), len(package))
    assert answer["LastUpdateStatus"] == "InProgress"
    updated(functions, "f")
    assert invoke(functions) == "new"


def test_a_dry_run_changes_nothing(functions, account):
    make(functions)
    before = functions.get_function_configuration(FunctionName="f")
    package = zipped({"app.py": "def handler(event, context):\n    return 'new'\n"})
    answer = functions.update_function_code(FunctionName="f", ZipFile=package, DryRun=True)
    assert answer["CodeSha256"] == sha256(package)
    after = functions.get_function_configuration(FunctionName="f")
    assert (after["CodeSha256"], after["RevisionId"]) == (before["CodeSha256"], before["RevisionId"])


def test_revisions_guard_updates(functions):
    make(functions)
    revision = functions.get_function_configuration(FunctionName="f")["RevisionId"]
    functions.update_function_configuration(FunctionName="f", Timeout=4, RevisionId=revision)
    updated(functions, "f")
    text = (
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve "
        "the latest Revision Id"
    )
    for operation, more in (
        (functions.update_function_configuration, {"Timeout": 5}),
        (functions.update_function_code, {"ZipFile": zipped({"app.py": ECHO})}),
        (functions.publish_version, {}),
    ):
        with refused("PreconditionFailedException", text, 412, "PreconditionFailedException"):
            operation(FunctionName="f", RevisionId=revision, **more)
    assert functions.get_function_configuration(FunctionName="f")["Timeout"] == 4


def test_delete(functions, account):
    make(functions)
    answer = functions.delete_function(FunctionName="f")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
    with no_function(account):
        functions.get_function(FunctionName="f")
    assert functions.list_functions()["Functions"] == []
    make(functions)
    assert invoke(functions, event={"a": 1}) == {"a": 1}


def test_lists_go_by_pages(functions, account):
    for n in range(5):
        functions.create_function(**given(account, f"f{n}"))
    paginator = functions.get_paginator("list_functions")
    pages = list(paginator.paginate(PaginationConfig={"PageSize": 2}))
    assert [[each["FunctionName"] for each in page["Functions"]] for page in pages] == [["f0", "f1"], ["f2", "f3"], ["f4"]]
    assert "NextMarker" not in pages[-1]


def test_all_versions_of_all_functions(functions, account):
    make(functions)
    functions.publish_version(FunctionName="f")
    functions.create_function(**given(account, "g"))
    listed = functions.list_functions(FunctionVersion="ALL")["Functions"]
    arn = function_arn(account)
    assert sorted(each["FunctionArn"] for each in listed) == [
        f"{arn}:$LATEST",
        f"{arn}:1",
        f"{function_arn(account, 'g')}:$LATEST",
    ]


def test_tags(functions, account):
    functions.create_function(**given(account), Tags={"a": "1", "b": "2"})
    arn = function_arn(account)
    assert functions.list_tags(Resource=arn)["Tags"] == {"a": "1", "b": "2"}
    functions.tag_resource(Resource=arn, Tags={"b": "3", "c": ""})
    functions.untag_resource(Resource=arn, TagKeys=["a", "never"])
    assert functions.list_tags(Resource=arn)["Tags"] == {"b": "3", "c": ""}
    assert functions.get_function(FunctionName="f")["Tags"] == {"b": "3", "c": ""}
    functions.untag_resource(Resource=arn, TagKeys=["b", "c"])
    assert functions.list_tags(Resource=arn)["Tags"] == {}
    assert "Tags" not in functions.get_function(FunctionName="f")
    with no_function(account, "g"):
        functions.list_tags(Resource=function_arn(account, "g"))


def broken(value, name, constraint):
    text = f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must "
    return refused("ValidationException", text + constraint)


def test_constraints_of_the_model(clients, account):
    functions = clients.boto3("lambda", parameter_validation=False)
    with broken(0, "timeout", "have value greater than or equal to 1"):
        functions.create_function(**given(account), Timeout=0)
    with broken(127, "memorySize", "have value greater than or equal to 128"):
        functions.create_function(**given(account), MemorySize=127)
    with broken(511, "ephemeralStorage.size", "have value greater than or equal to 512"):
        functions.create_function(**given(account), EphemeralStorage={"Size": 511})
    with broken(10241, "ephemeralStorage.size", "have value less than or equal to 10240"):
        functions.create_function(**given(account), EphemeralStorage={"Size": 10241})
    with refused("ValidationException", re.compile("^1 validation error detected: Value 'nobody' at 'role' failed")):
        functions.create_function(**{**given(account), "Role": "nobody"})
    with refused("ValidationException", re.compile("^1 validation error detected: Value 'a b' at 'functionName' failed")):
        functions.create_function(**{**given(account), "FunctionName": "a b"})
    assert functions.list_functions()["Functions"] == []


def unacceptable(message=None):
    return refused("InvalidParameterValueException", message, 400, "InvalidParameterValueException")


def test_limits_and_contradictions(functions, account):
    with refused("ValidationException", re.compile("'901' at 'timeout' failed to .* have value less than or equal to 900$")):
        functions.create_function(**given(account), Timeout=901)
    for name, missing in (("Runtime", "Runtime"), ("Handler", "Handler")):
        parameters = given(account)
        del parameters[missing]
        with unacceptable("Runtime and Handler are mandatory parameters for functions created with deployment packages."):
            functions.create_function(**parameters)
    with unacceptable("Please provide a source for function code."):
        functions.create_function(**given(account, Code={}))
    reserved = (
        "Lambda was unable to configure your environment variables because the environment variables you have provided "
        "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: "
        "AWS_REGION"
    )
    with unacceptable(reserved):
        functions.create_function(**given(account), Environment={"Variables": {"AWS_REGION": "mars"}})
    long = re.compile(
        "^Lambda was unable to configure your environment variables because the environment variables you have provided "
        "exceeded the 4KB limit. String measured: "
    )
    with unacceptable(long):
        functions.create_function(**given(account), Environment={"Variables": {"AA": "x" * 4096}})
    assert functions.list_functions()["Functions"] == []


def test_runtimes(functions, account):
    unknown = re.compile(
        r"^Value python2\.6 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*python3\.12.*\]"
    )
    with unacceptable(unknown):
        functions.create_function(**given(account, Runtime="python2.6"))
    # Known to AWS and not to this server: the error names it.
    with unacceptable(re.compile(r"dotnet8")):
        functions.create_function(**given(account, Runtime="dotnet8"))
    assert functions.list_functions()["Functions"] == []


@pytest.mark.parametrize(
    "parameter",
    [
        {"PackageType": "Image", "Code": {"ImageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/i:1"}},
        {"VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}},
        {"FileSystemConfigs": [{"Arn": ACCESS_POINT, "LocalMountPath": "/mnt/a"}]},
        {"KMSKeyArn": "arn:aws:kms:us-east-1:123456789012:key/k"},
        {"CodeSigningConfigArn": SIGNING},
        {"ImageConfig": {"Command": ["a"]}},
        {"DurableConfig": {"ExecutionTimeout": 60}},
        {"TenancyConfig": {"TenantIsolationMode": "PER_TENANT"}},
    ],
    ids=lambda parameter: next(iter(parameter)),
)  # fmt: skip
def test_what_is_not_built_is_refused_by_name(functions, account, parameter):
    """What the error names is the parameter, or what it asks for."""
    name = next(iter(parameter))
    parameters = given(account, **parameter)
    if name == "PackageType":
        del parameters["Runtime"], parameters["Handler"]
    named = {"PackageType": "Image|image"}.get(name, name)
    with unacceptable(re.compile(named)):
        functions.create_function(**parameters)
    assert functions.list_functions()["Functions"] == []


def test_code_in_a_bucket_is_refused_by_name(functions, account):
    with unacceptable(re.compile("S3Bucket|S3")):
        functions.create_function(**given(account, Code={"S3Bucket": "bucket-of-mine", "S3Key": "k"}))


def test_an_empty_list_of_subnets_is_no_vpc(functions, account):
    """What frameworks send where there is none."""
    functions.create_function(**given(account), VpcConfig={"SubnetIds": [], "SecurityGroupIds": []})


def test_the_other_architecture_is_kept(functions):
    """What is not compiled runs on both."""
    make(functions, Architectures=["arm64"])
    assert functions.get_function_configuration(FunctionName="f")["Architectures"] == ["arm64"]
    assert invoke(functions, event=1) == 1


def test_functions_of_another_region_are_others(clients, account):
    here, there = clients.boto3("lambda"), clients.boto3("lambda", region="eu-west-1")
    here.create_function(**given(account))
    assert there.list_functions()["Functions"] == []
    with refused("ResourceNotFoundException", status=404):
        there.get_function(FunctionName=function_arn(account))


def test_account_settings(functions, account):
    limit = {
        "TotalCodeSize": 80530636800,
        "CodeSizeUnzipped": 262144000,
        "CodeSizeZipped": 52428800,
        "ConcurrentExecutions": 1000,
        "UnreservedConcurrentExecutions": 1000,
    }
    answer = functions.get_account_settings()
    assert (answer["AccountLimit"], answer["AccountUsage"]) == (limit, {"TotalCodeSize": 0, "FunctionCount": 0})
    size = functions.create_function(**given(account))["CodeSize"]
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=100)
    answer = functions.get_account_settings()
    assert answer["AccountLimit"] == {**limit, "UnreservedConcurrentExecutions": 900}
    assert answer["AccountUsage"] == {"TotalCodeSize": size, "FunctionCount": 1}


def test_operations_that_are_not_built_say_so(clients):
    functions = clients.boto3("lambda", parameter_validation=False)
    for call in (
        lambda: functions.create_code_signing_config(AllowedPublishers={"SigningProfileVersionArns": [PROFILE]}),
        lambda: functions.list_code_signing_configs(),
        lambda: functions.put_function_code_signing_config(FunctionName="f", CodeSigningConfigArn=SIGNING),
        lambda: functions.list_capacity_providers(),
    ):  # fmt: skip
        with pytest.raises(functions.exceptions.ClientError) as raised:
            call()
        assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] in (404, 501), raised.value
        operation = raised.value.operation_name
        assert re.search(f"{operation}|[Cc]ode.?[Ss]igning", json.dumps(raised.value.response["Error"])), raised.value
