"""Buckets and objects as boto3 and the command line use them, with the checksums that today's SDKs add by themselves."""

import base64
import hashlib

import pytest

from expect import refused

FIVE = 5 << 20


@pytest.fixture
def s3(clients):
    return clients.boto3("s3")


@pytest.fixture
def bucket(s3, account):
    name = f"bucket-{account}"
    s3.create_bucket(Bucket=name)
    return name


def test_a_bucket_comes_and_goes(s3, bucket):
    assert s3.head_bucket(Bucket=bucket)["BucketRegion"] == "us-east-1"
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None
    assert [one["Name"] for one in s3.list_buckets()["Buckets"]] == [bucket]
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    with refused("BucketNotEmpty", "The bucket you tried to delete is not empty", 409):
        s3.delete_bucket(Bucket=bucket)
    s3.delete_object(Bucket=bucket, Key="k")
    s3.delete_bucket(Bucket=bucket)
    with refused("404", "Not Found", 404):
        s3.head_bucket(Bucket=bucket)
    with refused("NoSuchBucket", "The specified bucket does not exist", 404, "NoSuchBucket"):
        s3.list_objects_v2(Bucket=bucket)
    with refused("InvalidBucketName", "The specified bucket is not valid."):
        s3.create_bucket(Bucket="No-Name")


@pytest.mark.parametrize("size", [0, 1, 32 << 10, 200_000, 9 << 20])
def test_what_is_put_is_got(s3, bucket, size):
    body = hashlib.shake_128(b"body").digest(size)
    put = s3.put_object(Bucket=bucket, Key="a b/ü+%", Body=body, Metadata={"Colour": "blue"}, ContentType="text/plain")
    assert put["ETag"] == f'"{hashlib.md5(body).hexdigest()}"'
    assert put["ServerSideEncryption"] == "AES256"
    got = s3.get_object(Bucket=bucket, Key="a b/ü+%")
    assert got["Body"].read() == body
    assert (got["ContentLength"], got["ContentType"], got["Metadata"]) == (size, "text/plain", {"colour": "blue"})
    assert got["ETag"] == put["ETag"]
    if size > 10:
        part = s3.get_object(Bucket=bucket, Key="a b/ü+%", Range="bytes=-7")
        assert part["ResponseMetadata"]["HTTPStatusCode"] == 206
        assert (part["Body"].read(), part["ContentRange"]) == (body[-7:], f"bytes {size - 7}-{size - 1}/{size}")


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_in_trailers(s3, bucket, algorithm):
    put = s3.put_object(Bucket=bucket, Key="k", Body=b"123456789", ChecksumAlgorithm=algorithm)
    values = {
        "CRC32": "y/Q5Jg==",
        "SHA1": base64.b64encode(hashlib.sha1(b"123456789").digest()).decode(),
        "SHA256": base64.b64encode(hashlib.sha256(b"123456789").digest()).decode(),
    }
    assert put[f"Checksum{algorithm}"] == values[algorithm]
    head = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert (head[f"Checksum{algorithm}"], head["ChecksumType"]) == (values[algorithm], "FULL_OBJECT")
    with refused("BadDigest", f"The {algorithm} you specified did not match the calculated checksum."):
        s3.put_object(Bucket=bucket, Key="k", Body=b"other", **{f"Checksum{algorithm}": values[algorithm]})


def test_conditions(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
    with refused("304", status=304):
        s3.get_object(Bucket=bucket, Key="k", IfNoneMatch=etag)
    with refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412):
        s3.get_object(Bucket=bucket, Key="k", IfMatch='"no"')
    with refused("PreconditionFailed", status=412):
        s3.put_object(Bucket=bucket, Key="k", Body=b"y", IfNoneMatch="*")
    with refused("NoSuchKey", "The specified key does not exist.", 404, "NoSuchKey"):
        s3.get_object(Bucket=bucket, Key="other")


def test_versions(s3, bucket):
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    one = s3.put_object(Bucket=bucket, Key="k", Body=b"one")["VersionId"]
    two = s3.put_object(Bucket=bucket, Key="k", Body=b"two")["VersionId"]
    gone = s3.delete_object(Bucket=bucket, Key="k")
    assert gone["DeleteMarker"] is True
    with refused("NoSuchKey", status=404):
        s3.get_object(Bucket=bucket, Key="k")
    listed = s3.list_object_versions(Bucket=bucket)
    assert [version["VersionId"] for version in listed["Versions"]] == [two, one]
    assert [marker["VersionId"] for marker in listed["DeleteMarkers"]] == [gone["VersionId"]]
    assert s3.get_object(Bucket=bucket, Key="k", VersionId=one)["Body"].read() == b"one"


def test_listings(s3, bucket):
    keys = ["a b", "dir/1", "dir/2", "z&<>\"'"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]] == keys
    page = s3.list_objects(Bucket=bucket, Delimiter="/")
    assert [one["Key"] for one in page["Contents"]] == ["a b", keys[3]]
    assert page["CommonPrefixes"] == [{"Prefix": "dir/"}]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 1})
    assert [one["Key"] for page in pages for one in page["Contents"]] == keys
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})
    assert [one["Key"] for one in deleted["Deleted"]] == keys


def test_uploads_in_parts(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    of = {"Bucket": bucket, "Key": "k", "UploadId": upload}
    bodies = [b"a" * FIVE, b"b" * 10]
    parts = []
    for number, body in enumerate(bodies, 1):
        part = s3.upload_part(**of, PartNumber=number, Body=body)
        parts.append({"PartNumber": number, **{k: v for k, v in part.items() if k == "ETag" or k.startswith("Checksum")}})
    assert [part["Size"] for part in s3.list_parts(**of)["Parts"]] == [FIVE, 10]
    done = s3.complete_multipart_upload(**of, MultipartUpload={"Parts": parts})
    whole = hashlib.md5(b"".join(hashlib.md5(body).digest() for body in bodies)).hexdigest()
    assert done["ETag"] == f'"{whole}-2"'
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"".join(bodies)
    with refused("NoSuchUpload", status=404):
        s3.list_parts(**of)


def test_copies(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a ü", Body=b"x", Metadata={"a": "1"})
    s3.copy_object(Bucket=bucket, Key="b", CopySource={"Bucket": bucket, "Key": "a ü"})
    assert s3.get_object(Bucket=bucket, Key="b")["Metadata"] == {"a": "1"}
    with refused("InvalidRequest"):
        s3.copy_object(Bucket=bucket, Key="b", CopySource={"Bucket": bucket, "Key": "b"})


def test_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", Tagging="a=1")
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == [{"Key": "a", "Value": "1"}]
    s3.put_object_tagging(Bucket=bucket, Key="k", Tagging={"TagSet": [{"Key": "b", "Value": "2"}]})
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == [{"Key": "b", "Value": "2"}]


def test_what_is_absent_is_refused(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    with pytest.raises(Exception):
        s3.put_object_legal_hold(Bucket=bucket, Key="k", LegalHold={"Status": "ON"})
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"


def test_the_command_line(clients, account, tmp_path):
    bucket = f"cli-{account}"
    (tmp_path / "in").mkdir()
    for name, size in [("small.txt", 10), ("large.bin", 12 << 20)]:
        (tmp_path / "in" / name).write_bytes(hashlib.shake_128(name.encode()).digest(size))
    for words in [
        ("mb", f"s3://{bucket}"),
        ("sync", str(tmp_path / "in"), f"s3://{bucket}/dir"),
        ("cp", f"s3://{bucket}/dir/large.bin", f"s3://{bucket}/copy.bin"),
        ("sync", f"s3://{bucket}/dir", str(tmp_path / "out")),
        ("rm", "--recursive", f"s3://{bucket}"),
        ("rb", f"s3://{bucket}"),
    ]:
        code, _, err = clients.cli("s3", *words)
        assert code == 0, (words, err)
    for name in ["small.txt", "large.bin"]:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "in" / name).read_bytes()
