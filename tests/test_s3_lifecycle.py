"""Lifecycle rules on virtual time, as boto3 writes them."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def server(make_server):
    """Of the test's own: it moves through days."""
    return make_server("--clock", "virtual")


@pytest.fixture
def bucket(server, clients_of):
    s3 = clients_of(server).boto3("s3")
    s3.create_bucket(Bucket="lived")
    return s3, "lived"


def rules(s3, bucket, *wanted):
    configuration = {"Rules": [{"ID": f"rule {at}", "Status": "Enabled", **rule} for at, rule in enumerate(wanted)]}
    return s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=configuration)


def test_objects_expire(server, bucket):
    s3, name = bucket
    answer = rules(s3, name, {"Filter": {"Prefix": "a/"}, "Expiration": {"Days": 2}})
    assert answer["TransitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"
    put = s3.put_object(Bucket=name, Key="a/1", Body=b"x")
    assert put["Expiration"].endswith('00:00:00 GMT", rule-id="rule%200"')
    s3.put_object(Bucket=name, Key="b/1", Body=b"x")
    server.advance("2d")
    assert s3.list_objects_v2(Bucket=name)["KeyCount"] == 2
    server.crash()
    server.advance("1d")
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=name)["Contents"]] == ["b/1"]


def test_versions_and_uploads_go(server, bucket):
    s3, name = bucket
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for body in b"1", b"2":
        s3.put_object(Bucket=name, Key="a", Body=body)
    s3.create_multipart_upload(Bucket=name, Key="u")
    rules(
        s3,
        name,
        {
            "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        },
    )
    server.advance("2d")
    assert len(s3.list_object_versions(Bucket=name)["Versions"]) == 1
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=name)


def test_what_is_refused(bucket):
    s3, name = bucket

    def error(call):
        with pytest.raises(ClientError) as refused:
            call()
        return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]

    none = error(lambda: s3.get_bucket_lifecycle_configuration(Bucket=name))
    assert none == ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
    zero = error(lambda: rules(s3, name, {"Filter": {}, "Expiration": {"Days": 0}}))
    assert zero == ("InvalidArgument", "'Days' for Expiration action must be a positive integer")
    assert error(lambda: rules(s3, name, {"Expiration": {"Days": 1}}))[0] == "MalformedXML"
