"""Archived objects and their restored copies on virtual time, as boto3 and the command line see them; and what buckets say of objects
by default."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(timed, clients_of):
    return clients_of(timed).boto3("s3")


@pytest.fixture
def bucket(s3, account):
    name = f"cold-{account}"
    s3.create_bucket(Bucket=name)
    return name


def code(call, **input):
    with pytest.raises(ClientError) as raised:
        call(**input)
    return raised.value.response["Error"]["Code"]


def test_a_copy_comes_and_goes(timed, s3, bucket, clients_of):
    s3.put_object(Bucket=bucket, Key="k", Body=b"cold", StorageClass="GLACIER")
    of = {"Bucket": bucket, "Key": "k"}
    assert code(s3.get_object, **of) == "InvalidObjectState"
    wanted = {"Days": 1, "GlacierJobParameters": {"Tier": "Expedited"}}
    assert s3.restore_object(**of, RestoreRequest=wanted)["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert s3.head_object(**of)["Restore"] == 'ongoing-request="true"'
    assert code(s3.restore_object, **of, RestoreRequest=wanted) == "RestoreAlreadyInProgress"
    timed.advance("5m")
    got = s3.get_object(**of)
    assert (got["Body"].read(), got["StorageClass"]) == (b"cold", "GLACIER")
    assert got["Restore"].startswith('ongoing-request="false", expiry-date="') and got["Restore"].endswith(' 00:00:00 GMT"')
    assert s3.restore_object(**of, RestoreRequest=wanted)["ResponseMetadata"]["HTTPStatusCode"] == 200
    listed = s3.list_objects_v2(Bucket=bucket, OptionalObjectAttributes=["RestoreStatus"])["Contents"]
    assert listed[0]["RestoreStatus"]["IsRestoreInProgress"] is False
    timed.advance("2d")
    assert "Restore" not in s3.head_object(**of)
    assert code(s3.get_object, **of) == "InvalidObjectState"
    # Over the command line, through a crash.
    clients = clients_of(timed)
    clients.aws("s3api", "restore-object", "--bucket", bucket, "--key", "k", "--restore-request", "Days=2,GlacierJobParameters={Tier=Bulk}")
    timed.crash()
    timed.advance("12h")
    assert s3.get_object(**of)["Body"].read() == b"cold"


def test_a_bucket_says_with_which_key(clients, account):
    s3, kms = clients.boto3("s3"), clients.boto3("kms")
    bucket = f"keys-{account}"
    s3.create_bucket(Bucket=bucket)
    arn = kms.create_key()["KeyMetadata"]["Arn"]
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": arn}, "BucketKeyEnabled": True}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"] == [rule]
    put = s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert (put["ServerSideEncryption"], put["SSEKMSKeyId"], put["BucketKeyEnabled"]) == ("aws:kms", arn, True)
    got = s3.get_object(Bucket=bucket, Key="k")
    assert (got["ServerSideEncryption"], got["SSEKMSKeyId"], got["Body"].read()) == ("aws:kms", arn, b"x")
    plain = s3.put_object(Bucket=bucket, Key="k", Body=b"x", ServerSideEncryption="AES256")
    assert plain["ServerSideEncryption"] == "AES256" and "SSEKMSKeyId" not in plain
    assert code(s3.put_object, Bucket=bucket, Key="k", ACL="private") == "AccessControlListNotSupported"
    s3.put_object(Bucket=bucket, Key="k", ACL="bucket-owner-full-control")
