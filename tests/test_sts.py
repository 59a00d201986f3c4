"""STS: who am I?"""

import json
import re
import xml.etree.ElementTree as ElementTree

import exercised
import pytest
from botocore.config import Config
from clients import SESSION
from expect import refused
from refusals import sts as refusals


def test_the_access_key_id_names_the_account(clients, account):
    answer = clients.boto3("sts").get_caller_identity()
    assert answer["Account"] == account
    assert answer["Arn"] == f"arn:aws:iam::{account}:root"
    assert answer["UserId"] == account
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer["ResponseMetadata"]["RequestId"])


def test_another_access_key_id_is_the_default_account(server, clients_of):
    clients = clients_of(server)
    clients.account = "AKIAIOSFODNN7EXAMPLE"
    assert clients.boto3("sts").get_caller_identity()["Account"] == "000000000000"


def test_as_a_form_and_xml(server, account):
    scope = f"Credential={account}/20260101/us-east-1/sts/aws4_request"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0",
    }
    status, got, body = server.http("POST", "/", b"Action=GetCallerIdentity&Version=2011-06-15", headers)
    assert (status, got["content-type"]) == (200, "text/xml")
    space = "{https://sts.amazonaws.com/doc/2011-06-15/}"
    root = ElementTree.fromstring(body)
    assert root.tag == f"{space}GetCallerIdentityResponse"
    assert root.findtext(f"{space}GetCallerIdentityResult/{space}Account") == account
    assert root.findtext(f"{space}ResponseMetadata/{space}RequestId") == got["x-amzn-requestid"]


def role(clients, name="orders", **more):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    return clients.boto3("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust), **more)["Role"]


def bearer(clients, credentials):
    """STS as whoever bears these credentials."""
    return SESSION.client(
        "sts", endpoint_url=clients.server.endpoint, region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"], aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"], config=Config(retries={"total_max_attempts": 1}),
    )  # fmt: skip


def test_a_role_is_assumed(clients, account):
    made = role(clients)
    sts = clients.boto3("sts")
    answer = sts.assume_role(
        RoleArn=made["Arn"], RoleSessionName="s1", SourceIdentity="ada", Tags=[{"Key": "team", "Value": "blue"}],
        TransitiveTagKeys=["team"], ExternalId="blue",
        PolicyArns=[{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
    )  # fmt: skip
    assert answer["AssumedRoleUser"] == {
        "AssumedRoleId": f"{made['RoleId']}:s1",
        "Arn": f"arn:aws:sts::{account}:assumed-role/orders/s1",
    }
    assert answer["SourceIdentity"] == "ada" and 0 < answer["PackedPolicySize"] < 100
    assert re.fullmatch("ASIA[A-Z2-7]{16}", answer["Credentials"]["AccessKeyId"])
    who = bearer(clients, answer["Credentials"]).get_caller_identity()
    assert (who["Account"], who["UserId"]) == (account, f"{made['RoleId']}:s1")


def test_refusals(clients, account):
    sts = clients.boto3("sts")
    arn = f"arn:aws:iam::{account}:role/orders"
    text = f"User: arn:aws:iam::{account}:root is not authorized to perform: sts:AssumeRole on resource: {arn}"
    with refused("AccessDenied", text, 403):
        sts.assume_role(RoleArn=arn, RoleSessionName="s1")
    role(clients)
    with refused("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."):
        sts.assume_role(RoleArn=arn, RoleSessionName="s1", DurationSeconds=3601)
    with refused("MalformedPolicyDocument", "Syntax errors in policy."):
        sts.assume_role(RoleArn=arn, RoleSessionName="s1", Policy="{")
    session = bearer(clients, sts.assume_role(RoleArn=arn, RoleSessionName="s1")["Credentials"])
    with refused("AccessDenied", "Cannot call GetSessionToken with session credentials", 403):
        session.get_session_token()


def test_sessions_of_users_and_of_others(clients, account):
    sts = clients.boto3("sts")
    own = sts.get_session_token(DurationSeconds=900)["Credentials"]
    assert bearer(clients, own).get_caller_identity()["Arn"] == f"arn:aws:iam::{account}:root"
    answer = sts.get_federation_token(Name="bob")
    arn = f"arn:aws:sts::{account}:federated-user/bob"
    assert answer["FederatedUser"] == {"FederatedUserId": f"{account}:bob", "Arn": arn}
    assert bearer(clients, answer["Credentials"]).get_caller_identity()["Arn"] == arn
    assert sts.get_access_key_info(AccessKeyId=own["AccessKeyId"])["Account"] == account


def test_the_command_line(clients, account):
    role(clients, "cli")
    answer = clients.aws("sts", "assume-role", "--role-arn", f"arn:aws:iam::{account}:role/cli", "--role-session-name", "s1")
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account}:assumed-role/cli/s1"


def test_operations_that_are_not_built_are_refused_by_name(clients):
    with refused("InvalidAction", re.compile("DecodeAuthorizationMessage")):
        clients.boto3("sts").decode_authorization_message(EncodedMessage="x")


def test_refusals_by_table(clients, account):
    role(clients)
    plain = clients.boto3("sts", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    # What is wrong with GetCallerIdentity is the signature alone; see test_signatures.py.
    assert not any(exercised.gaps("sts", never_refused={"GetCallerIdentity"}).values()), exercised.gaps("sts")
