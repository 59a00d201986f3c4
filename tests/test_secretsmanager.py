"""Secrets Manager: secrets and their versions, staging labels, deletion and recovery, lists, policies, passwords."""

import json
import pathlib
import re
import string

import exercised
import pytest
from expect import refused
from footprint import read
from lambdas import make as function, until
from refusals import secretsmanager as refusals

ROTATOR = (pathlib.Path(__file__).parent / "inside" / "rotate.py").read_text()
SECRET = "hunter2-in-the-clear"
GONE = "Secrets Manager can't find the specified secret."
MARKED = "You can't perform this operation on the secret because it was marked for deletion."


@pytest.fixture
def secrets(clients):
    return clients.boto3("secretsmanager")


def token(number):
    return f"{number:032}"


def make(secrets, name="app/db", value="one", **more):
    return secrets.create_secret(Name=name, SecretString=value, **more)


def names(answer, key="SecretList"):
    return [each["Name"] for each in answer[key]]


def test_a_secret_by_every_name(secrets, account):
    made = make(secrets, Description="mine")
    arn = made["ARN"]
    assert re.fullmatch(rf"arn:aws:secretsmanager:us-east-1:{account}:secret:app/db-[A-Za-z0-9]{{6}}", arn)
    for name in ("app/db", arn, arn[:-7]):
        got = secrets.get_secret_value(SecretId=name)
        assert (got["SecretString"], got["VersionId"], got["VersionStages"]) == ("one", made["VersionId"], ["AWSCURRENT"])
    described = secrets.describe_secret(SecretId="app/db")
    assert described["VersionIdsToStages"] == {made["VersionId"]: ["AWSCURRENT"]}
    assert (described["Description"], "Tags" in described, "KmsKeyId" in described) == ("mine", False, False)
    assert described["LastAccessedDate"].hour == 0
    with refused("ResourceNotFoundException", GONE, exception="ResourceNotFoundException"):
        secrets.get_secret_value(SecretId="none")
    with refused("ResourceExistsException", "The operation failed because the secret app/db already exists."):
        make(secrets)


def test_versions_and_labels(secrets):
    make(secrets, ClientRequestToken=token(1))
    secrets.put_secret_value(SecretId="app/db", SecretString="two", ClientRequestToken=token(2))
    assert secrets.get_secret_value(SecretId="app/db", VersionStage="AWSPREVIOUS")["SecretString"] == "one"
    again = secrets.put_secret_value(SecretId="app/db", SecretString="two", ClientRequestToken=token(2))
    assert again["VersionStages"] == ["AWSCURRENT"]
    with refused("ResourceExistsException", re.compile(f"^You can't use ClientRequestToken {token(2)} because")):
        secrets.put_secret_value(SecretId="app/db", SecretString="other", ClientRequestToken=token(2))
    secrets.put_secret_value(
        SecretId="app/db", SecretBinary=b"\0\1", ClientRequestToken=token(3), VersionStages=["AWSPENDING"]
    )
    assert secrets.get_secret_value(SecretId="app/db", VersionId=token(3))["SecretBinary"] == b"\0\1"
    secrets.update_secret_version_stage(
        SecretId="app/db", VersionStage="AWSCURRENT", MoveToVersionId=token(3), RemoveFromVersionId=token(2)
    )
    stages = secrets.describe_secret(SecretId="app/db")["VersionIdsToStages"]
    assert {each: sorted(found) for each, found in stages.items()} == {
        token(2): ["AWSPREVIOUS"],
        token(3): ["AWSCURRENT", "AWSPENDING"],
    }
    listed = secrets.list_secret_version_ids(SecretId="app/db", IncludeDeprecated=True)["Versions"]
    assert [each["VersionId"] for each in listed] == [token(1), token(2), token(3)]
    assert listed[0]["KmsKeyIds"] == ["DefaultEncryptionKey"]
    with refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: x"):
        secrets.get_secret_value(SecretId="app/db", VersionStage="x")


def test_updating(clients, secrets):
    make(secrets)
    kms = clients.boto3("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    answer = secrets.update_secret(SecretId="app/db", Description="ours", KmsKeyId=key)
    assert "VersionId" not in answer
    described = secrets.describe_secret(SecretId="app/db")
    assert (described["Description"], described["KmsKeyId"]) == ("ours", key)
    assert "VersionId" in secrets.update_secret(SecretId="app/db", SecretString="two")
    kms.disable_key(KeyId=key)
    with refused("DecryptionFailure", exception="DecryptionFailure"):
        secrets.get_secret_value(SecretId="app/db")
    kms.enable_key(KeyId=key)
    assert secrets.get_secret_value(SecretId="app/db")["SecretString"] == "two"


def test_deletion_and_recovery(timed, clients_of):
    secrets = clients_of(timed).boto3("secretsmanager")
    make(secrets)
    make(secrets, "saved")
    for name in ("app/db", "saved"):
        secrets.delete_secret(SecretId=name, RecoveryWindowInDays=7)
    with refused("InvalidRequestException", MARKED, exception="InvalidRequestException"):
        secrets.get_secret_value(SecretId="app/db")
    text = "You can't create this secret because a secret with this name is already scheduled for deletion."
    with refused("InvalidRequestException", text):
        make(secrets)
    assert names(secrets.list_secrets(IncludePlannedDeletion=True)) == ["app/db", "saved"]
    timed.advance("6d")
    secrets.restore_secret(SecretId="saved")
    timed.advance("2d")
    with refused("ResourceNotFoundException", GONE):
        secrets.describe_secret(SecretId="app/db")
    assert secrets.get_secret_value(SecretId="saved")["SecretString"] == "one"
    secrets.delete_secret(SecretId="saved", ForceDeleteWithoutRecovery=True)
    make(secrets, "saved", "new")
    with refused("InvalidParameterException", "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."):
        secrets.delete_secret(SecretId="saved", RecoveryWindowInDays=5)


def test_lists(secrets):
    make(secrets, "b", Tags=[{"Key": "team", "Value": "blue"}])
    make(secrets, "a/x", Description="Key of the API")
    make(secrets, "c")
    assert names(secrets.list_secrets()) == ["b", "a/x", "c"]
    assert names(secrets.list_secrets(SortBy="name", SortOrder="desc")) == ["c", "b", "a/x"]
    by = lambda key, *values: names(secrets.list_secrets(Filters=[{"Key": key, "Values": [*values]}]))
    assert by("name", "a/") == ["a/x"]
    assert by("tag-value", "blue") == ["b"]
    assert by("all", "api") == ["a/x"]
    pages = secrets.get_paginator("list_secrets").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["SecretList"]) for page in pages] == [2, 1]
    batch = secrets.batch_get_secret_value(SecretIdList=["c", "none"])
    assert names(batch, "SecretValues") == ["c"]
    assert batch["Errors"] == [{"SecretId": "none", "ErrorCode": "ResourceNotFoundException", "Message": GONE}]


def test_tags_and_policies(secrets, account):
    make(secrets)
    secrets.tag_resource(SecretId="app/db", Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    secrets.untag_resource(SecretId="app/db", TagKeys=["a"])
    assert secrets.describe_secret(SecretId="app/db")["Tags"] == [{"Key": "b", "Value": "2"}]
    assert "ResourcePolicy" not in secrets.get_resource_policy(SecretId="app/db")
    statement = {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*"}
    public = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    secrets.put_resource_policy(SecretId="app/db", ResourcePolicy=public)
    assert secrets.get_resource_policy(SecretId="app/db")["ResourcePolicy"] == public
    with refused("PublicPolicyException", exception="PublicPolicyException"):
        secrets.put_resource_policy(SecretId="app/db", ResourcePolicy=public, BlockPublicPolicy=True)
    with refused("MalformedPolicyDocumentException"):
        secrets.put_resource_policy(SecretId="app/db", ResourcePolicy="{}")
    assert secrets.validate_resource_policy(ResourcePolicy=public)["PolicyValidationPassed"] is False
    secrets.delete_resource_policy(SecretId="app/db")
    assert "ResourcePolicy" not in secrets.get_resource_policy(SecretId="app/db")


def test_passwords(secrets):
    one, two = (secrets.get_random_password()["RandomPassword"] for _ in range(2))
    assert len(one) == 32 and one != two
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation)
    assert all(set(one) & set(kind) for kind in kinds)
    plain = secrets.get_random_password(PasswordLength=100, ExcludePunctuation=True, ExcludeCharacters="abc", IncludeSpace=True)
    assert set(plain["RandomPassword"]) <= set(string.ascii_letters + string.digits + " ") - set("abc")
    with refused("InvalidParameterException", "Password length is too short based on the required types."):
        secrets.get_random_password(PasswordLength=3)


def test_rotation_by_a_function(secrets, functions):
    first = make(secrets)["VersionId"]
    arn = function(functions, "rotator", ROTATOR)
    rules = {"AutomaticallyAfterDays": 30}
    answer = secrets.rotate_secret(SecretId="app/db", RotationLambdaARN=arn, RotationRules=rules)

    def rotated():
        described = secrets.describe_secret(SecretId="app/db")
        return described if "LastRotatedDate" in described else None

    described = until(rotated)
    stages = {each: sorted(found) for each, found in described["VersionIdsToStages"].items()}
    assert stages == {first: ["AWSPREVIOUS"], answer["VersionId"]: ["AWSCURRENT", "AWSPENDING"]}
    assert (described["RotationEnabled"], described["RotationLambdaARN"], described["RotationRules"]) == (True, arn, rules)
    assert (described["NextRotationDate"] - described["LastRotatedDate"]).days == 30
    assert re.fullmatch(r"[A-Za-z0-9]{32}", secrets.get_secret_value(SecretId="app/db")["SecretString"])
    secrets.cancel_rotate_secret(SecretId="app/db")
    assert secrets.describe_secret(SecretId="app/db")["RotationEnabled"] is False
    with refused("AccessDeniedException", re.compile("^Secrets Manager cannot invoke the specified Lambda function")):
        secrets.rotate_secret(SecretId="app/db", RotationLambdaARN=f"{arn}-none")


def test_what_can_not_be(secrets):
    with refused("ValidationException", re.compile("^Invalid name. Must be a valid name")):
        make(secrets, "a b")
    text = "You can't specify both a binary secret value and a string secret value in the same secret."
    with refused("InvalidParameterException", text):
        make(secrets, SecretBinary=b"x")
    with refused("InvalidParameterException", re.compile("AddReplicaRegions")):
        make(secrets, AddReplicaRegions=[{"Region": "eu-west-1"}])


def test_secrets_are_neither_on_the_disk_nor_in_the_log(make_server, clients_of):
    server = make_server()
    secrets = clients_of(server).boto3("secretsmanager")
    make(secrets, "s", SECRET, Description="lies-in-the-clear")
    assert secrets.get_secret_value(SecretId="s")["SecretString"] == SECRET
    with refused("ResourceNotFoundException"):
        secrets.put_secret_value(SecretId="none", SecretString=SECRET)
    server.kill9()
    files = [path for path in pathlib.Path(server.data).rglob("*") if path.is_file()]
    # The description is found: the search can find.
    assert any(b"lies-in-the-clear" in read(path) for path in files)
    assert not any(SECRET.encode() in read(path) for path in [*files, server.log])
    server.start()
    assert secrets.get_secret_value(SecretId="s")["SecretString"] == SECRET


def test_the_command_line(clients):
    made = clients.aws("secretsmanager", "create-secret", "--name", "cli", "--secret-string", '{"user":"me"}')
    got = clients.aws("secretsmanager", "get-secret-value", "--secret-id", made["ARN"], "--query", "SecretString")
    assert json.loads(got) == {"user": "me"}
    said = clients.aws_error("secretsmanager", "get-secret-value", "--secret-id", "none")
    assert said == f"An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: {GONE}"


def test_refusals(clients, secrets):
    version = make(secrets)["VersionId"]
    make(secrets, "gone")
    secrets.delete_secret(SecretId="gone")
    plain = clients.boto3("secretsmanager", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, version=version) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    assert not any(exercised.gaps("secretsmanager").values()), exercised.gaps("secretsmanager")
