"""S3 as it is typed at the command line: the high-level commands, and operations one by one."""

import hashlib
import json
import os
import urllib.request

import exercised
import pytest
from botocore import xform_name


@pytest.fixture
def bucket(clients, account):
    name = f"typed-{account}"
    clients.boto3("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def s3(clients):
    """Runs `aws s3 ...`, which succeeds; what it printed, line by line."""

    def run(*words, given=None):
        code, out, err = clients.cli("s3", *words, given=given)
        assert code == 0, (words, err)
        lines = [line.strip() for line in out.splitlines() if line.strip()]
        # How far it is, which a terminal would overwrite.
        return [line for line in lines if not line.startswith("Completed ")]

    def fails(*words):
        code, out, err = clients.cli("s3", *words)
        assert code == 1, (words, code, out, err)
        return err.strip().removeprefix("aws: [ERROR]: ")

    run.fails = fails
    return run


@pytest.fixture
def api(clients, bucket):
    """Runs `aws s3api OPERATION --bucket ...`; dictionaries become JSON."""

    def words(operation, given):
        given = [json.dumps(each) if isinstance(each, (dict, list)) else each for each in given]
        return ["s3api", operation, "--bucket", bucket, *given]

    def run(operation, *given):
        return clients.aws(*words(operation, given))

    run.error = lambda operation, *given: clients.aws_error(*words(operation, given))
    return run


def keys(clients, bucket):
    return [each["Key"] for each in clients.boto3("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]


def content(name, size):
    return hashlib.shake_128(name.encode()).digest(size)


def fill(directory, **files):
    for name, text in files.items():
        path = directory / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_buckets(clients, s3, account):
    name = f"made-{account}"
    assert s3("mb", f"s3://{name}") == [f"make_bucket: {name}"]
    (line,) = s3("ls")
    assert line.split()[2] == name
    assert s3.fails("mb", "s3://No_Name") == (
        "make_bucket failed: s3://No_Name An error occurred (InvalidBucketName) when calling the CreateBucket operation: "
        "The specified bucket is not valid."
    )
    clients.boto3("s3").put_object(Bucket=name, Key="k", Body=b"x")
    assert s3.fails("rb", f"s3://{name}") == (
        f"remove_bucket failed: s3://{name} An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: "
        "The bucket you tried to delete is not empty"
    )
    assert s3("rb", f"s3://{name}", "--force") == [f"delete: s3://{name}/k", f"remove_bucket: {name}"]
    assert s3("ls") == []
    assert "(NoSuchBucket)" in s3.fails("rb", f"s3://{name}")


def test_files(clients, s3, bucket, tmp_path):
    fill(tmp_path, **{"in/a.txt": "one", "in/sub__b.txt": "two", "in/skip.log": "no"})
    at = f"s3://{bucket}"
    s3("cp", str(tmp_path / "in" / "a.txt"), f"{at}/k ü.txt", "--metadata", "by=me", "--cache-control", "no-store")
    head = clients.boto3("s3").head_object(Bucket=bucket, Key="k ü.txt")
    assert (head["ContentType"], head["CacheControl"], head["Metadata"]) == ("text/plain", "no-store", {"by": "me"})
    s3("cp", f"{at}/k ü.txt", str(tmp_path / "back.txt"))
    assert (tmp_path / "back.txt").read_text() == "one"
    # From a stream and to one.
    s3("cp", "-", f"{at}/stream", given="streamed")
    assert s3("cp", f"{at}/stream", "-") == ["streamed"]
    s3("cp", "--recursive", str(tmp_path / "in"), f"{at}/dir", "--exclude", "*.log")
    assert keys(clients, bucket) == ["dir/a.txt", "dir/sub/b.txt", "k ü.txt", "stream"]
    assert [line.split()[-1] for line in s3("ls", f"{at}/dir/")] == ["sub/", "a.txt"]
    listed = s3("ls", "--recursive", "--summarize", f"{at}/dir")
    assert [line.split()[-1] for line in listed[:2]] == ["dir/a.txt", "dir/sub/b.txt"]
    assert listed[2:] == ["Total Objects: 2", "Total Size: 6"]
    s3("mv", f"{at}/stream", f"{at}/moved")
    s3("mv", f"{at}/moved", str(tmp_path / "moved"))
    assert (tmp_path / "moved").read_text() == "streamed"
    assert keys(clients, bucket) == ["dir/a.txt", "dir/sub/b.txt", "k ü.txt"]
    text = 'fatal error: An error occurred (404) when calling the HeadObject operation: Key "none" does not exist'
    assert s3.fails("cp", f"{at}/none", str(tmp_path / "none")) == text
    assert s3("rm", f"{at}/k ü.txt") == [f"delete: {at}/k ü.txt"]
    s3("rm", "--recursive", at, "--exclude", "*b.txt")
    assert keys(clients, bucket) == ["dir/sub/b.txt"]


def test_large_files_go_in_parts(clients, s3, bucket, tmp_path):
    size = 20 << 20
    (tmp_path / "large").write_bytes(content("large", size))
    at = f"s3://{bucket}"
    s3("cp", str(tmp_path / "large"), f"{at}/large")
    s3("cp", f"{at}/large", f"{at}/copy")
    heads = [clients.boto3("s3").head_object(Bucket=bucket, Key=key) for key in ("large", "copy")]
    assert [(head["ContentLength"], head["ETag"][-3:]) for head in heads] == [(size, '-3"')] * 2
    s3("cp", f"{at}/copy", str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == (tmp_path / "large").read_bytes()
    assert "Uploads" not in clients.boto3("s3").list_multipart_uploads(Bucket=bucket)


def long_ago(folder):
    """Sets its files' times back: a listing has whole seconds, and a file written in its object's second would be newer than it."""
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))


def test_sync(clients, s3, bucket, tmp_path):
    fill(tmp_path, **{"in/a": "one", "in/b": "two", "in/sub__c": "three"})
    here, there = str(tmp_path / "in"), f"s3://{bucket}/dir"
    long_ago(tmp_path / "in")
    assert len(s3("sync", here, there)) == 3
    assert s3("sync", here, there) == []
    (tmp_path / "in" / "a").write_text("longer")
    long_ago(tmp_path / "in")
    (tmp_path / "in" / "b").unlink()
    (changed,) = s3("sync", here, there)
    assert changed.endswith(f"to {there}/a") and "dir/b" in keys(clients, bucket)
    assert s3("sync", here, there, "--delete") == [f"delete: {there}/b"]
    assert keys(clients, bucket) == ["dir/a", "dir/sub/c"]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "extra").write_text("x")
    s3("sync", there, str(tmp_path / "out"), "--delete")
    found = {str(path.relative_to(tmp_path / "out")): path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert found == {"a": "longer", "sub/c": "three"}
    s3("sync", there, f"s3://{bucket}/other", "--exclude", "sub/*")
    assert keys(clients, bucket) == ["dir/a", "dir/sub/c", "other/a"]


def test_presign(clients, s3, bucket):
    clients.boto3("s3").put_object(Bucket=bucket, Key="k ü", Body=b"signed")
    (url,) = s3("presign", f"s3://{bucket}/k ü", "--expires-in", "60")
    assert urllib.request.urlopen(url).read() == b"signed"


def test_website(s3, api, bucket):
    assert s3("website", f"s3://{bucket}", "--index-document", "i.html", "--error-document", "e.html") == []
    assert api("get-bucket-website") == {"IndexDocument": {"Suffix": "i.html"}, "ErrorDocument": {"Key": "e.html"}}


def test_objects(clients, api, bucket, tmp_path):
    (tmp_path / "body").write_bytes(b"0123456789")
    key = ("--key", "k")
    put = api("put-object", *key, "--body", str(tmp_path / "body"), "--metadata", "a=1", "--checksum-algorithm", "SHA256")
    tag = f'"{hashlib.md5(b"0123456789").hexdigest()}"'
    assert (put["ETag"], put["ServerSideEncryption"], "ChecksumSHA256" in put) == (tag, "AES256", True)
    got = api("get-object", *key, "--range", "bytes=2-4", str(tmp_path / "got"))
    assert ((tmp_path / "got").read_bytes(), got["ContentRange"], got["Metadata"]) == (b"234", "bytes 2-4/10", {"a": "1"})
    assert api("head-object", *key)["ContentLength"] == 10
    shown = api("get-object-attributes", *key, "--object-attributes", "ETag", "ObjectSize")
    assert (shown["ETag"], shown["ObjectSize"]) == (tag.strip('"'), 10)
    copied = api("copy-object", "--key", "copy", "--copy-source", f"{bucket}/k")
    assert copied["CopyObjectResult"]["ETag"] == tag
    assert api("put-object-tagging", *key, "--tagging", "TagSet=[{Key=a,Value=1}]") is None
    assert api("get-object-tagging", *key) == {"TagSet": [{"Key": "a", "Value": "1"}]}
    assert clients.aws("s3api", "wait", "object-exists", "--bucket", bucket, *key) is None
    gone = {"Objects": [{"Key": "k"}, {"Key": "copy"}]}
    assert api("delete-objects", "--delete", gone) == {"Deleted": gone["Objects"]}
    assert clients.aws("s3api", "wait", "object-not-exists", "--bucket", bucket, *key) is None
    assert api.error("get-object", *key, str(tmp_path / "none")) == (
        "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist."
    )
    assert api.error("head-object", *key) == "An error occurred (404) when calling the HeadObject operation: Not Found"


def test_uploads(api, bucket, tmp_path):
    for name, size in (("1", 5 << 20), ("2", 10)):
        (tmp_path / name).write_bytes(content(name, size))
    upload = api("create-multipart-upload", "--key", "k", "--content-type", "text/plain")["UploadId"]
    of = ("--key", "k", "--upload-id", upload)
    etags = [api("upload-part", *of, "--part-number", n, "--body", str(tmp_path / n))["ETag"] for n in ("1", "2")]
    listed = api("list-parts", *of)
    assert [(part["PartNumber"], part["Size"], part["ETag"]) for part in listed["Parts"]] == [
        (1, 5 << 20, etags[0]), (2, 10, etags[1]),
    ]  # fmt: skip
    assert [each["UploadId"] for each in api("list-multipart-uploads")["Uploads"]] == [upload]
    parts = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(etags, 1)]
    done = api("complete-multipart-upload", *of, "--multipart-upload", {"Parts": parts})
    assert (done["Bucket"], done["Key"], done["ETag"][-3:]) == (bucket, "k", '-2"')
    assert api("get-object", "--key", "k", str(tmp_path / "got"))["ContentType"] == "text/plain"
    assert (tmp_path / "got").read_bytes() == content("1", 5 << 20) + content("2", 10)
    other = api("create-multipart-upload", "--key", "other")["UploadId"]
    other = ("--key", "other", "--upload-id", other)
    source = ("--copy-source", f"{bucket}/k", "--copy-source-range", "bytes=0-9")
    assert "ETag" in api("upload-part-copy", *other, "--part-number", "1", *source)["CopyPartResult"]
    assert api("abort-multipart-upload", *other) is None
    assert api.error("list-parts", *other) == (
        "An error occurred (NoSuchUpload) when calling the ListParts operation: The specified upload does not exist. "
        "The upload ID may be invalid, or the upload may have been aborted or completed."
    )


def test_pages(clients, api, bucket):
    s3 = clients.boto3("s3")
    for n in range(5):
        s3.put_object(Bucket=bucket, Key=f"k{n}", Body=b"")
    # Two keys a call, all of them; and a part of them, with a token for the rest.
    everything = api("list-objects-v2", "--page-size", "2")
    assert [each["Key"] for each in everything["Contents"]] == ["k0", "k1", "k2", "k3", "k4"]
    some = api("list-objects-v2", "--max-items", "3")
    rest = api("list-objects-v2", "--starting-token", some["NextToken"])
    assert [len(page["Contents"]) for page in (some, rest)] == [3, 2] and "NextToken" not in rest
    assert api("list-objects-v2", "--query", "Contents[?Size==`0`].Key | [0]") == "k0"
    versions = api("list-object-versions", "--page-size", "2", "--query", "length(Versions)")
    assert versions == 5


def test_settings(clients, api, bucket, tmp_path):
    assert clients.aws("s3api", "wait", "bucket-exists", "--bucket", bucket) is None
    assert api("get-bucket-location") == {"LocationConstraint": None}
    assert api("get-bucket-versioning") is None
    assert api("put-bucket-versioning", "--versioning-configuration", "Status=Enabled") is None
    assert api("get-bucket-versioning") == {"Status": "Enabled"}
    assert api("get-public-access-block")["PublicAccessBlockConfiguration"]["BlockPublicPolicy"] is True
    rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "log/"}, "Expiration": {"Days": 3}}
    (tmp_path / "rules.json").write_text(json.dumps({"Rules": [rule]}))
    rules = f"file://{tmp_path}/rules.json"
    assert api("put-bucket-lifecycle-configuration", "--lifecycle-configuration", rules)
    assert api("get-bucket-lifecycle-configuration")["Rules"] == [rule]
    assert api.error("get-bucket-policy") == (
        "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist"
    )
    assert api.error("get-object-lock-configuration").startswith("An error occurred (NotImplemented)")
    assert "(BucketAlreadyExists)" in type(clients)(clients.server, "999999999999").aws_error(
        "s3api", "create-bucket", "--bucket", bucket
    )


CORS = {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://shop.example"], "MaxAgeSeconds": 60}]}
AES = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}]}
# As every bucket has it from the beginning.
PLAIN = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]}


def missing(api, operation, code):
    """Asking for what is not there is refused so."""
    said = api.error(operation)
    assert said.startswith(f"An error occurred ({code}) when calling the "), said


def test_cors_tags_and_encryption(api):
    missing(api, "get-bucket-cors", "NoSuchCORSConfiguration")
    assert api("put-bucket-cors", "--cors-configuration", CORS) is None
    assert api("get-bucket-cors") == CORS
    assert api("delete-bucket-cors") is None
    missing(api, "get-bucket-cors", "NoSuchCORSConfiguration")
    missing(api, "get-bucket-tagging", "NoSuchTagSet")
    assert api("put-bucket-tagging", "--tagging", "TagSet=[{Key=team,Value=blue}]") is None
    assert api("get-bucket-tagging") == {"TagSet": [{"Key": "team", "Value": "blue"}]}
    assert api("delete-bucket-tagging") is None
    missing(api, "get-bucket-tagging", "NoSuchTagSet")
    assert api("put-bucket-encryption", "--server-side-encryption-configuration", AES) is None
    shown = api("get-bucket-encryption")["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert {name: shown[name] for name in AES["Rules"][0]} == AES["Rules"][0]
    assert api("delete-bucket-encryption") is None
    shown = api("get-bucket-encryption")["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert {name: shown[name] for name in PLAIN["Rules"][0]} == PLAIN["Rules"][0]


def test_who_may(api, bucket):
    """Policies, owners, access lists, and what is open to the public."""
    open_again = "BlockPublicAcls=false,IgnorePublicAcls=false,BlockPublicPolicy=false,RestrictPublicBuckets=false"
    assert api("put-public-access-block", "--public-access-block-configuration", open_again) is None
    missing(api, "get-bucket-policy-status", "NoSuchBucketPolicy")
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    assert api("put-bucket-policy", "--policy", policy) is None
    assert json.loads(api("get-bucket-policy")["Policy"]) == policy
    assert api("get-bucket-policy-status") == {"PolicyStatus": {"IsPublic": True}}
    assert api("delete-bucket-policy") is None
    assert api("delete-public-access-block") is None
    missing(api, "get-public-access-block", "NoSuchPublicAccessBlockConfiguration")
    owned = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    assert api("put-bucket-ownership-controls", "--ownership-controls", owned) is None
    assert api("get-bucket-ownership-controls") == {"OwnershipControls": owned}
    assert api("put-bucket-acl", "--acl", "private") is None
    owner = api("get-bucket-acl")["Owner"]["ID"]
    (grant,) = api("get-bucket-acl")["Grants"]
    assert grant == {"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}
    assert api("delete-bucket-ownership-controls") is None
    missing(api, "get-bucket-ownership-controls", "OwnershipControlsNotFoundError")


def test_how_it_is_used(clients, api, account):
    """Logging, requests that their senders pay for, acceleration, notifications, the end of a website."""
    assert api("get-bucket-logging") is None
    assert api("put-bucket-logging", "--bucket-logging-status", {}) is None
    assert api("get-bucket-logging") is None
    assert api("get-bucket-request-payment") == {"Payer": "BucketOwner"}
    assert api("put-bucket-request-payment", "--request-payment-configuration", "Payer=BucketOwner") is None
    assert api("get-bucket-accelerate-configuration") is None
    assert api("put-bucket-accelerate-configuration", "--accelerate-configuration", "Status=Suspended") is None
    assert api("get-bucket-accelerate-configuration") == {"Status": "Suspended"}
    assert api("get-bucket-notification-configuration") is None
    clients.boto3("sqs").create_queue(QueueName="told")
    queue = {"Id": "q", "QueueArn": f"arn:aws:sqs:us-east-1:{account}:told", "Events": ["s3:ObjectCreated:*"]}
    assert api("put-bucket-notification-configuration", "--notification-configuration", {"QueueConfigurations": [queue]}) is None
    assert api("get-bucket-notification-configuration") == {"QueueConfigurations": [queue]}
    site = {"IndexDocument": {"Suffix": "i.html"}}
    assert api("put-bucket-website", "--website-configuration", site) is None
    assert api("get-bucket-website") == site
    assert api("delete-bucket-website") is None
    missing(api, "get-bucket-website", "NoSuchWebsiteConfiguration")
    rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "log/"}, "Expiration": {"Days": 3}}
    api("put-bucket-lifecycle-configuration", "--lifecycle-configuration", {"Rules": [rule]})
    assert api("delete-bucket-lifecycle") is None
    missing(api, "get-bucket-lifecycle-configuration", "NoSuchLifecycleConfiguration")


def test_an_object_and_a_bucket_until_they_are_gone(clients, api, bucket, tmp_path):
    (tmp_path / "body").write_bytes(b"frozen")
    key = ("--key", "k")
    assert api("put-object", *key, "--body", str(tmp_path / "body"), "--storage-class", "GLACIER")["ETag"]
    assert api("restore-object", *key, "--restore-request", "Days=1") is None
    assert "(RestoreAlreadyInProgress)" in api.error("restore-object", *key, "--restore-request", "Days=1")
    assert api("get-object-acl", *key)["Grants"][0]["Permission"] == "FULL_CONTROL"
    assert "(AccessControlListNotSupported)" in api.error("put-object-acl", *key, "--acl", "public-read")
    api("put-object-tagging", *key, "--tagging", "TagSet=[{Key=a,Value=1}]")
    assert api("delete-object-tagging", *key) is None
    assert api("get-object-tagging", *key) == {"TagSet": []}
    assert [each["Key"] for each in api("list-objects")["Contents"]] == ["k"]
    assert "(BucketNotEmpty)" in api.error("delete-bucket")
    assert api("delete-object", *key) is None
    assert api("head-bucket")["BucketRegion"] == "us-east-1"
    assert [each["Name"] for each in clients.aws("s3api", "list-buckets")["Buckets"]] == [bucket]
    assert api("delete-bucket") is None
    assert api.error("head-bucket") == "An error occurred (404) when calling the HeadBucket operation: Not Found"


# Forms are sent by browsers: test_s3_forms.py.
NOT_TYPED = {"post-object"}


def test_every_operation_there_is_is_typed_above():
    """The server's own list; each of it must stand in a scenario of this file."""
    there = {xform_name(name, "-") for name in exercised.operations("s3")}
    assert NOT_TYPED <= there
    with open(__file__) as source:
        typed = source.read()
    assert sorted(name for name in there - NOT_TYPED if f'"{name}"' not in typed) == []
