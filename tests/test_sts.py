"""STS: who am I?"""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from botocore.exceptions import ClientError


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


def test_operations_that_are_not_built_are_refused_by_name(clients):
    with pytest.raises(ClientError, match="AssumeRole") as raised:
        clients.boto3("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/r", RoleSessionName="session")
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] >= 400
