"""The container registry: repositories and their settings; images are refused by name."""

import json

import exercised
import pytest
from botocore.exceptions import ClientError
from refusals import ecr as refusals

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage"]}]}


@pytest.fixture
def ecr(clients):
    return clients.boto3("ecr")


def body(answer):
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_a_repository(ecr, account):
    made = ecr.create_repository(repositoryName="shop", tags=[{"Key": "b", "Value": "2"}])["repository"]
    assert made.pop("createdAt")
    arn = f"arn:aws:ecr:us-east-1:{account}:repository/shop"
    assert made == {
        "repositoryArn": arn, "registryId": account, "repositoryName": "shop",
        "repositoryUri": f"{account}.dkr.ecr.us-east-1.amazonaws.com/shop", "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": {"scanOnPush": False}, "encryptionConfiguration": {"encryptionType": "AES256"},
    }  # fmt: skip
    of = {"registryId": account, "repositoryName": "shop"}
    ecr.tag_resource(resourceArn=arn, tags=[{"Key": "a", "Value": "1"}])
    assert ecr.list_tags_for_resource(resourceArn=arn)["tags"] == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
    ecr.untag_resource(resourceArn=arn, tagKeys=["b", "none"])
    assert ecr.list_tags_for_resource(resourceArn=arn)["tags"] == [{"Key": "a", "Value": "1"}]
    answer = ecr.put_image_tag_mutability(repositoryName="shop", imageTagMutability="IMMUTABLE")
    assert body(answer) == {**of, "imageTagMutability": "IMMUTABLE"}
    answer = ecr.put_image_scanning_configuration(repositoryName="shop", imageScanningConfiguration={"scanOnPush": True})
    assert body(answer) == {**of, "imageScanningConfiguration": {"scanOnPush": True}}
    text = ecr.set_repository_policy(repositoryName="shop", policyText=json.dumps(POLICY))["policyText"]
    assert json.loads(text) == POLICY and text.startswith('{\n  "Version" : "2012-10-17",\n  "Statement" : [ {\n')
    assert body(ecr.get_repository_policy(repositoryName="shop")) == {**of, "policyText": text}
    assert body(ecr.delete_repository_policy(repositoryName="shop")) == {**of, "policyText": text}
    rules = refusals.RULES
    assert body(ecr.put_lifecycle_policy(repositoryName="shop", lifecyclePolicyText=rules)) == {**of, "lifecyclePolicyText": rules}
    assert ecr.get_lifecycle_policy(repositoryName="shop")["lifecyclePolicyText"] == rules
    assert ecr.delete_lifecycle_policy(repositoryName="shop")["lifecyclePolicyText"] == rules
    assert body(ecr.list_images(repositoryName="shop")) == {"imageIds": []}
    assert body(ecr.describe_images(repositoryName="shop")) == {"imageDetails": []}
    with pytest.raises(ClientError, match="GetAuthorizationToken of Elastic Container Registry is not built"):
        ecr.get_authorization_token()
    gone = ecr.delete_repository(repositoryName="shop")["repository"]
    assert (gone["repositoryName"], gone["imageTagMutability"]) == ("shop", "IMMUTABLE")


def test_pages_and_a_crash(timed, clients_of):
    ecr = clients_of(timed).boto3("ecr")
    names = [f"team/{at}" for at in range(5)]
    for name in names:
        ecr.create_repository(repositoryName=name)
    timed.crash()
    pages = ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 2})
    assert [[one["repositoryName"] for one in page["repositories"]] for page in pages] == [names[:2], names[2:4], names[4:]]
    named = ecr.describe_repositories(repositoryNames=["team/3", "team/1"])["repositories"]
    assert [one["repositoryName"] for one in named] == ["team/3", "team/1"]
    assert ecr.describe_repositories(registryId="111111111111")["repositories"] == []


def test_refusals(clients, ecr, account):
    ecr.create_repository(repositoryName="shop")
    plain = clients.boto3("ecr", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS, account=account) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    assert not any(exercised.gaps("ecr").values()), exercised.gaps("ecr")
