"""S3: what buckets can be told, as boto3 and the command line tell it."""

import json

import pytest
from expect import refused


@pytest.fixture
def s3(clients):
    return clients.boto3("s3", s3={"addressing_style": "path"})


@pytest.fixture
def bucket(s3, account):
    name = f"settings-{account}"
    s3.create_bucket(Bucket=name)
    return name


def body(answer):
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def test_a_new_bucket(s3, bucket):
    assert body(s3.get_public_access_block(Bucket=bucket))["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "IgnorePublicAcls": True,
        "BlockPublicPolicy": True,
        "RestrictPublicBuckets": True,
    }
    rules = s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"]
    assert rules == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules == [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    assert body(s3.get_bucket_logging(Bucket=bucket)) == {}
    assert body(s3.get_bucket_accelerate_configuration(Bucket=bucket)) == {}
    acl = body(s3.get_bucket_acl(Bucket=bucket))
    owner = acl["Owner"]["ID"]
    assert acl["Grants"] == [{"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]


@pytest.mark.parametrize(
    ("call", "code", "text"),
    [
        ("get_bucket_policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        ("get_bucket_cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        ("get_bucket_tagging", "NoSuchTagSet", "The TagSet does not exist"),
        (
            "get_bucket_website",
            "NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration",
        ),
    ],
)
def test_what_is_not_there(s3, bucket, call, code, text):
    with refused(code, text, status=404) as seen:
        getattr(s3, call)(Bucket=bucket)
    assert seen.response["Error"]["BucketName"] == bucket


def test_settings_are_returned_and_deleted(s3, bucket):
    cors = [
        {
            "ID": "one",
            "AllowedHeaders": ["*"],
            "AllowedMethods": ["GET", "PUT"],
            "AllowedOrigins": ["https://*.example.com"],
            "ExposeHeaders": ["ETag"],
            "MaxAgeSeconds": 3000,
        }
    ]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": cors})
    assert s3.get_bucket_cors(Bucket=bucket)["CORSRules"] == cors
    tags = [{"Key": "team", "Value": "blue & green"}, {"Key": "empty", "Value": ""}]
    with refused("InvalidTag", "The TagValue you have provided is invalid"):
        s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    tags[0]["Value"] = "blue + green"
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    site = {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": "error.html"},
        "RoutingRules": [
            {"Condition": {"KeyPrefixEquals": "docs/"}, "Redirect": {"ReplaceKeyPrefixWith": "documents/"}},
            {
                "Condition": {"HttpErrorCodeReturnedEquals": "404"},
                "Redirect": {"HostName": "example.com", "HttpRedirectCode": "302", "Protocol": "https"},
            },
        ],
    }
    s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=site)
    assert body(s3.get_bucket_website(Bucket=bucket)) == site
    s3.put_bucket_accelerate_configuration(Bucket=bucket, AccelerateConfiguration={"Status": "Suspended"})
    assert s3.get_bucket_accelerate_configuration(Bucket=bucket)["Status"] == "Suspended"
    s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration={"Payer": "Requester"})
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "Requester"
    log = {"LoggingEnabled": {"TargetBucket": bucket, "TargetPrefix": "log/"}}
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=log)
    assert body(s3.get_bucket_logging(Bucket=bucket)) == log
    s3.delete_bucket_cors(Bucket=bucket)
    s3.delete_bucket_tagging(Bucket=bucket)
    s3.delete_bucket_website(Bucket=bucket)
    with refused("NoSuchTagSet", status=404):
        s3.get_bucket_tagging(Bucket=bucket)
    s3.delete_public_access_block(Bucket=bucket)
    with refused("NoSuchPublicAccessBlockConfiguration", status=404):
        s3.get_public_access_block(Bucket=bucket)
    s3.delete_bucket_ownership_controls(Bucket=bucket)
    with refused("OwnershipControlsNotFoundError", status=404):
        s3.get_bucket_ownership_controls(Bucket=bucket)


def test_policies(s3, bucket):
    statement = {
        "Sid": "Read",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket}/*"],
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    with refused("AccessDenied", status=403):
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"BlockPublicPolicy": False})
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"] == {"IsPublic": True}
    statement |= {"Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    printed = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
    assert s3.get_bucket_policy(Bucket=bucket)["Policy"] == printed
    with refused("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'"):
        s3.put_bucket_policy(Bucket=bucket, Policy="policy.json")
    s3.delete_bucket_policy(Bucket=bucket)
    with refused("NoSuchBucketPolicy", status=404):
        s3.get_bucket_policy(Bucket=bucket)


def test_lists_of_rights(s3, bucket):
    with refused("AccessControlListNotSupported", "The bucket does not allow ACLs"):
        s3.put_bucket_acl(Bucket=bucket, ACL="private")
    rules = [{"ObjectOwnership": "BucketOwnerPreferred"}]
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": rules})
    s3.put_bucket_acl(Bucket=bucket, ACL="private")
    with refused("NotImplemented", status=501):
        s3.put_bucket_acl(Bucket=bucket, ACL="public-read")
    s3.put_object(Bucket=bucket, Key="k", Body=b"body")
    assert body(s3.get_object_acl(Bucket=bucket, Key="k")) == body(s3.get_bucket_acl(Bucket=bucket))
    same = body(s3.get_bucket_acl(Bucket=bucket))
    s3.put_object_acl(Bucket=bucket, Key="k", AccessControlPolicy=same)


def test_what_is_refused(s3, bucket):
    rule = {"AllowedMethods": ["PATCH"], "AllowedOrigins": ["*"]}
    text = "Found unsupported HTTP method in CORS config. Unsupported method is PATCH"
    with refused("InvalidRequest", text):
        s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})
    by_default = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms:dsse"}}
    with refused("NotImplemented", status=501):
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [by_default]})
    with refused("NotImplemented", status=501):
        s3.get_bucket_replication(Bucket=bucket)
    with refused("MalformedXML"):
        s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration={"Payer": "Nobody"})


def test_settings_outlive_a_kill(make_server, clients_of):
    server = make_server()
    s3 = clients_of(server).boto3("s3")
    s3.create_bucket(Bucket="kept")
    s3.put_bucket_tagging(Bucket="kept", Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
    server.kill9()
    server.start()
    s3 = clients_of(server).boto3("s3")
    assert s3.get_bucket_tagging(Bucket="kept")["TagSet"] == [{"Key": "a", "Value": "1"}]


def test_the_command_line(clients, bucket):
    clients.aws("s3", "website", f"s3://{bucket}", "--index-document", "index.html", "--error-document", "error.html")
    assert clients.aws("s3api", "get-bucket-website", "--bucket", bucket) == {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": "error.html"},
    }
    clients.aws("s3api", "put-bucket-tagging", "--bucket", bucket, "--tagging", "TagSet=[{Key=a,Value=1}]")
    assert clients.aws("s3api", "get-bucket-tagging", "--bucket", bucket) == {"TagSet": [{"Key": "a", "Value": "1"}]}
    assert "NoSuchCORSConfiguration" in clients.aws_error("s3api", "get-bucket-cors", "--bucket", bucket)
