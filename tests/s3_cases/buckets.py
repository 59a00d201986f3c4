"""Buckets, and what is in them."""

from expect import refused

from . import MALFORMED, NO_BUCKET, World, body, case, headers, nothing, recent, status


@case("CreateBucket")
def create_bucket(w: World):
    name = f"new-{w.account}"
    made = w.s3.create_bucket(Bucket=name)
    assert (body(made), headers(made)["location"]) == ({"Location": f"/{name}"}, f"/{name}")
    # In its first region AWS lets the owner make a bucket again.
    assert body(w.s3.create_bucket(Bucket=name)) == {"Location": f"/{name}"}
    elsewhere = f"west-{w.account}"
    made = w.s3.create_bucket(Bucket=elsewhere, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert w.s3.head_bucket(Bucket=elsewhere)["BucketRegion"] == "eu-west-1"
    text = "Your previous request to create the named bucket succeeded and you already own it."
    with refused("BucketAlreadyOwnedByYou", text, 409, "BucketAlreadyOwnedByYou"):
        w.s3.create_bucket(Bucket=elsewhere, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    with refused("InvalidLocationConstraint", "The specified location-constraint is not valid"):
        w.s3.create_bucket(Bucket=f"x-{name}", CreateBucketConfiguration={"LocationConstraint": "us-east-1"})
    west = w.clients.boto3("s3", region="us-west-2")
    text = "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
    with refused("IllegalLocationConstraintException", text):
        west.create_bucket(Bucket=f"x-{name}")
    for bad in ("UPPER", "a", "a" * 64, "192.168.0.1", "a..b", "-ab"):
        with refused("InvalidBucketName", "The specified bucket is not valid.") as seen:
            w.clients.boto3("s3", parameter_validation=False).create_bucket(Bucket=bad)
        assert seen.response["Error"]["BucketName"] == bad
    strangers = type(w.clients)(w.clients.server, "999999999999").boto3("s3")
    text = (
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        "Please select a different name and try again."
    )
    with refused("BucketAlreadyExists", text, 409, "BucketAlreadyExists"):
        strangers.create_bucket(Bucket=name)


@case("DeleteBucket")
def delete_bucket(w: World):
    w.put()
    with refused("BucketNotEmpty", "The bucket you tried to delete is not empty", 409):
        w.s3.delete_bucket(Bucket=w.bucket)
    w.versions()
    w.s3.delete_object(Bucket=w.bucket, Key="k")
    text = "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
    with refused("BucketNotEmpty", text, 409):
        w.s3.delete_bucket(Bucket=w.bucket)
    listed = w.s3.list_object_versions(Bucket=w.bucket)
    for each in listed["Versions"] + listed["DeleteMarkers"]:
        w.s3.delete_object(Bucket=w.bucket, Key="k", VersionId=each["VersionId"])
    nothing(w.s3.delete_bucket(Bucket=w.bucket), 204)
    with refused("NoSuchBucket", NO_BUCKET, 404):
        w.s3.delete_bucket(Bucket=w.bucket)


@case("HeadBucket")
def head_bucket(w: World):
    answer = w.s3.head_bucket(Bucket=w.bucket)
    assert body(answer) == {"BucketRegion": "us-east-1", "AccessPointAlias": False}
    with refused("404", "Not Found", 404):
        w.s3.head_bucket(Bucket=f"nowhere-{w.account}")
    with refused("403", "Forbidden", 403):
        w.s3.head_bucket(Bucket=w.bucket, ExpectedBucketOwner="999999999999")


@case("ListBuckets")
def list_buckets(w: World):
    for name in ("a", "b", "c"):
        w.s3.create_bucket(Bucket=f"{name}-{w.account}")
    whole = w.s3.list_buckets()
    assert set(body(whole)) == {"Buckets", "Owner"} and set(whole["Owner"]) == {"ID"}
    assert len(whole["Owner"]["ID"]) == 64
    assert [each["Name"] for each in whole["Buckets"]] == [f"{name}-{w.account}" for name in ("a", "b", "c", "cases")]
    assert all(set(each) == {"Name", "CreationDate"} and recent(each["CreationDate"]) for each in whole["Buckets"])
    page = w.s3.list_buckets(MaxBuckets=2)
    assert [each["Name"][0] for each in page["Buckets"]] == ["a", "b"]
    assert page["Buckets"][0]["BucketRegion"] == "us-east-1"
    rest = w.s3.list_buckets(MaxBuckets=2, ContinuationToken=page["ContinuationToken"])
    assert [each["Name"][0] for each in rest["Buckets"]] == ["c", "c"] and "ContinuationToken" not in rest
    some = w.s3.list_buckets(Prefix="b-")
    assert (some["Prefix"], [each["Name"][0] for each in some["Buckets"]]) == ("b-", ["b"])
    assert w.s3.list_buckets(BucketRegion="eu-west-1")["Buckets"] == []
    with refused("InvalidArgument") as seen:
        w.clients.boto3("s3", parameter_validation=False).list_buckets(MaxBuckets=10_001)
    assert seen.response["Error"]["ArgumentName"] == "max-buckets"
    # The client that watches must see a refusal too.
    with refused("InvalidArgument"):
        w.s3.list_buckets(ContinuationToken="not-one")


@case("GetBucketLocation")
def get_bucket_location(w: World):
    assert body(w.s3.get_bucket_location(Bucket=w.bucket)) == {"LocationConstraint": None}
    other = f"west-{w.account}"
    w.s3.create_bucket(Bucket=other, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert body(w.s3.get_bucket_location(Bucket=other)) == {"LocationConstraint": "eu-west-1"}
    w.nowhere("get_bucket_location")


@case("GetBucketVersioning")
def get_bucket_versioning(w: World):
    nothing(w.s3.get_bucket_versioning(Bucket=w.bucket))
    for wanted in ("Enabled", "Suspended"):
        w.versions(wanted)
        assert body(w.s3.get_bucket_versioning(Bucket=w.bucket)) == {"Status": wanted}
    w.nowhere("get_bucket_versioning")


@case("PutBucketVersioning")
def put_bucket_versioning(w: World):
    nothing(w.s3.put_bucket_versioning(Bucket=w.bucket, VersioningConfiguration={"Status": "Enabled"}))
    with refused("IllegalVersioningConfigurationException", "The Versioning element must be specified"):
        w.s3.put_bucket_versioning(Bucket=w.bucket, VersioningConfiguration={})
    with refused("MalformedXML", MALFORMED):
        w.s3.put_bucket_versioning(Bucket=w.bucket, VersioningConfiguration={"Status": "On"})
    w.nowhere("put_bucket_versioning", VersioningConfiguration={"Status": "Enabled"})
    assert w.s3.get_bucket_versioning(Bucket=w.bucket)["Status"] == "Enabled"


def names(entries):
    return [each["Key"] for each in entries]


@case("ListObjectsV2")
def list_objects_v2(w: World):
    empty = w.s3.list_objects_v2(Bucket=w.bucket)
    assert body(empty) == {
        "IsTruncated": False, "Name": w.bucket, "Prefix": "", "MaxKeys": 1000, "EncodingType": "url", "KeyCount": 0,
    }  # fmt: skip
    keys = ["a/1", "a/2", "b +&<", "c/ü"]
    for key in keys:
        etag = w.put(key)["ETag"]
    whole = w.s3.list_objects_v2(Bucket=w.bucket)
    assert names(whole["Contents"]) == keys and whole["KeyCount"] == 4
    entry = whole["Contents"][0]
    assert recent(entry.pop("LastModified"))
    assert entry == {
        "Key": "a/1", "ETag": etag, "Size": 4, "StorageClass": "STANDARD", "ChecksumAlgorithm": ["CRC32"],
        "ChecksumType": "FULL_OBJECT",
    }  # fmt: skip
    assert "Owner" in w.s3.list_objects_v2(Bucket=w.bucket, FetchOwner=True)["Contents"][0]
    page = w.s3.list_objects_v2(Bucket=w.bucket, MaxKeys=1, Delimiter="/")
    assert page["CommonPrefixes"] == [{"Prefix": "a/"}] and "Contents" not in page
    assert (page["IsTruncated"], page["KeyCount"], page["MaxKeys"], page["Delimiter"]) == (True, 1, 1, "/")
    rest = w.s3.list_objects_v2(Bucket=w.bucket, Delimiter="/", ContinuationToken=page["NextContinuationToken"])
    assert rest["ContinuationToken"] == page["NextContinuationToken"] and "NextContinuationToken" not in rest
    assert (names(rest["Contents"]), rest["CommonPrefixes"]) == (["b +&<"], [{"Prefix": "c/"}])
    after = w.s3.list_objects_v2(Bucket=w.bucket, StartAfter="a/1", Prefix="a/")
    assert (names(after["Contents"]), after["StartAfter"], after["Prefix"]) == (["a/2"], "a/1", "a/")
    assert w.s3.list_objects_v2(Bucket=w.bucket, MaxKeys=0)["KeyCount"] == 0
    with refused("InvalidArgument", "The continuation token provided is incorrect") as seen:
        w.s3.list_objects_v2(Bucket=w.bucket, ContinuationToken="not one")
    assert seen.response["Error"]["ArgumentName"] == "continuation-token"
    with refused("InvalidArgument"):
        w.s3.list_objects_v2(Bucket=w.bucket, MaxKeys=-1)
    w.nowhere("list_objects_v2")


@case("ListObjects")
def list_objects(w: World):
    empty = w.s3.list_objects(Bucket=w.bucket)
    assert body(empty) == {
        "IsTruncated": False, "Marker": "", "Name": w.bucket, "Prefix": "", "MaxKeys": 1000, "EncodingType": "url",
    }  # fmt: skip
    for key in ("a/1", "a/2", "b", "c"):
        w.put(key)
    whole = w.s3.list_objects(Bucket=w.bucket)
    assert names(whole["Contents"]) == ["a/1", "a/2", "b", "c"]
    assert set(whole["Contents"][0]) == {
        "Key", "LastModified", "ETag", "Size", "StorageClass", "Owner", "ChecksumAlgorithm", "ChecksumType",
    }  # fmt: skip
    # NextMarker comes with a delimiter only; without one the last key is it.
    assert "NextMarker" not in w.s3.list_objects(Bucket=w.bucket, MaxKeys=2)
    page = w.s3.list_objects(Bucket=w.bucket, MaxKeys=1, Delimiter="/")
    assert (page["CommonPrefixes"], page["NextMarker"], page["IsTruncated"]) == ([{"Prefix": "a/"}], "a/", True)
    rest = w.s3.list_objects(Bucket=w.bucket, Delimiter="/", Marker="a/")
    assert (names(rest["Contents"]), rest["Marker"], "CommonPrefixes" in rest) == (["b", "c"], "a/", False)
    w.nowhere("list_objects")


@case("ListObjectVersions")
def list_object_versions(w: World):
    w.put("plain")
    w.versions()
    one, two = w.put()["VersionId"], w.put(body=b"second")["VersionId"]
    marker = w.s3.delete_object(Bucket=w.bucket, Key="k")["VersionId"]
    whole = w.s3.list_object_versions(Bucket=w.bucket)
    assert (whole["KeyMarker"], whole["VersionIdMarker"], whole["MaxKeys"], whole["IsTruncated"]) == ("", "", 1000, False)
    assert [(v["Key"], v["VersionId"], v["IsLatest"], v["Size"]) for v in whole["Versions"]] == [
        ("k", two, False, 6), ("k", one, False, 4), ("plain", "null", True, 4),
    ]  # fmt: skip
    (gone,) = whole["DeleteMarkers"]
    assert recent(gone.pop("LastModified")) and set(gone.pop("Owner")) == {"ID"}
    assert gone == {"Key": "k", "VersionId": marker, "IsLatest": True}
    page = w.s3.list_object_versions(Bucket=w.bucket, MaxKeys=2)
    assert (page["NextKeyMarker"], page["NextVersionIdMarker"], page["IsTruncated"]) == ("k", two, True)
    rest = w.s3.list_object_versions(Bucket=w.bucket, KeyMarker="k", VersionIdMarker=two)
    assert [v["VersionId"] for v in rest["Versions"]] == [one, "null"] and "DeleteMarkers" not in rest
    with refused("InvalidArgument", "A version-id marker cannot be specified without a key marker.") as seen:
        w.s3.list_object_versions(Bucket=w.bucket, VersionIdMarker=two)
    assert seen.response["Error"]["ArgumentName"] == "version-id-marker"
    w.nowhere("list_object_versions")
    assert status(whole) == 200
