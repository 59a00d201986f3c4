"""What buckets can be told."""

import json

from expect import refused

from . import MALFORMED, NO_BUCKET, World, body, case, nothing

CORS = {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]}
SITE = {"IndexDocument": {"Suffix": "index.html"}}
OWNED = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
TAGS = {"TagSet": [{"Key": "team", "Value": "blue"}, {"Key": "empty", "Value": ""}]}
AES = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}]}
LIFE = {"Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "log/"}, "Expiration": {"Days": 3}}]}
OPEN = {"BlockPublicAcls": True, "IgnorePublicAcls": False, "BlockPublicPolicy": False, "RestrictPublicBuckets": False}


def policy(bucket, principal="*"):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def setting(put, get, delete, given, wanted, absent, **spoilt):
    """Cases of three operations on a document: it is put (204 or 200), got as it was put, and deleted. `absent` is the refusal of a
    document that is not there, or what is answered then; `spoilt` are the refusals of documents, by code."""
    parameter, document = given

    @case(put[0])
    def put_it(w: World):
        nothing(getattr(w.s3, put[1])(Bucket=w.bucket, **{parameter: document}), put[2])
        for code, (bad, text) in spoilt.items():
            with refused(code, text):
                getattr(w.s3, put[1])(Bucket=w.bucket, **{parameter: bad})
        assert body(getattr(w.s3, get[1])(Bucket=w.bucket)) == wanted
        w.nowhere(put[1], **{parameter: document})

    @case(get[0])
    def get_it(w: World):
        missing(w)
        getattr(w.s3, put[1])(Bucket=w.bucket, **{parameter: document})
        assert body(getattr(w.s3, get[1])(Bucket=w.bucket)) == wanted
        w.nowhere(get[1])

    @case(delete[0])
    def delete_it(w: World):
        # Deleting what is not there is no error.
        nothing(getattr(w.s3, delete[1])(Bucket=w.bucket), 204)
        getattr(w.s3, put[1])(Bucket=w.bucket, **{parameter: document})
        nothing(getattr(w.s3, delete[1])(Bucket=w.bucket), 204)
        missing(w)
        w.nowhere(delete[1])

    def missing(w):
        if isinstance(absent, dict):
            assert body(getattr(w.s3, get[1])(Bucket=w.bucket)) == absent
            return
        getattr(w.s3, delete[1])(Bucket=w.bucket)
        with refused(*absent, 404) as seen:
            getattr(w.s3, get[1])(Bucket=w.bucket)
        assert seen.response["Error"]["BucketName"] == w.bucket


setting(
    ("PutBucketCors", "put_bucket_cors", 200),
    ("GetBucketCors", "get_bucket_cors"),
    ("DeleteBucketCors", "delete_bucket_cors"),
    ("CORSConfiguration", CORS),
    CORS,
    ("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
    InvalidRequest=(
        {"CORSRules": [{"AllowedMethods": ["PATCH"], "AllowedOrigins": ["*"]}]},
        "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
    ),
    MalformedXML=({"CORSRules": []}, MALFORMED),
)
setting(
    ("PutBucketTagging", "put_bucket_tagging", 204),
    ("GetBucketTagging", "get_bucket_tagging"),
    ("DeleteBucketTagging", "delete_bucket_tagging"),
    ("Tagging", TAGS),
    TAGS,
    ("NoSuchTagSet", "The TagSet does not exist"),
    InvalidTag=({"TagSet": TAGS["TagSet"] * 2}, "Cannot provide multiple Tags with the same key"),
    BadRequest=(
        {"TagSet": [{"Key": str(n), "Value": ""} for n in range(51)]},
        "Bucket tag count cannot be greater than 50",
    ),
)
setting(
    ("PutBucketWebsite", "put_bucket_website", 200),
    ("GetBucketWebsite", "get_bucket_website"),
    ("DeleteBucketWebsite", "delete_bucket_website"),
    ("WebsiteConfiguration", SITE),
    SITE,
    ("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
    InvalidArgument=(
        {"IndexDocument": {"Suffix": "a/b"}},
        "The IndexDocument Suffix is not well formed",
    ),
)
setting(
    ("PutBucketOwnershipControls", "put_bucket_ownership_controls", 200),
    ("GetBucketOwnershipControls", "get_bucket_ownership_controls"),
    ("DeleteBucketOwnershipControls", "delete_bucket_ownership_controls"),
    ("OwnershipControls", OWNED),
    {"OwnershipControls": OWNED},
    ("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
    MalformedXML=({"Rules": [{"ObjectOwnership": "Nobody"}]}, MALFORMED),
)
setting(
    ("PutPublicAccessBlock", "put_public_access_block", 200),
    ("GetPublicAccessBlock", "get_public_access_block"),
    ("DeletePublicAccessBlock", "delete_public_access_block"),
    ("PublicAccessBlockConfiguration", OPEN),
    {"PublicAccessBlockConfiguration": OPEN},
    ("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
)
setting(
    ("PutBucketEncryption", "put_bucket_encryption", 200),
    ("GetBucketEncryption", "get_bucket_encryption"),
    ("DeleteBucketEncryption", "delete_bucket_encryption"),
    ("ServerSideEncryptionConfiguration", AES),
    {"ServerSideEncryptionConfiguration": AES},
    {"ServerSideEncryptionConfiguration": {"Rules": [{**AES["Rules"][0], "BucketKeyEnabled": False}]}},
    MalformedXML=({"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "ROT13"}}]}, MALFORMED),
)


@case("PutBucketLifecycleConfiguration")
def put_bucket_lifecycle_configuration(w: World):
    answer = w.s3.put_bucket_lifecycle_configuration(Bucket=w.bucket, LifecycleConfiguration=LIFE)
    assert body(answer) == {"TransitionDefaultMinimumObjectSize": "all_storage_classes_128K"}
    with refused("InvalidArgument", "'Days' for Expiration action must be a positive integer"):
        rule = {**LIFE["Rules"][0], "Expiration": {"Days": 0}}
        w.s3.put_bucket_lifecycle_configuration(Bucket=w.bucket, LifecycleConfiguration={"Rules": [rule]})
    with refused("MalformedXML", MALFORMED):
        w.s3.put_bucket_lifecycle_configuration(Bucket=w.bucket, LifecycleConfiguration={"Rules": []})
    assert w.s3.get_bucket_lifecycle_configuration(Bucket=w.bucket)["Rules"] == LIFE["Rules"]
    w.nowhere("put_bucket_lifecycle_configuration", LifecycleConfiguration=LIFE)


@case("GetBucketLifecycleConfiguration")
def get_bucket_lifecycle_configuration(w: World):
    with refused("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404):
        w.s3.get_bucket_lifecycle_configuration(Bucket=w.bucket)
    w.s3.put_bucket_lifecycle_configuration(Bucket=w.bucket, LifecycleConfiguration=LIFE)
    assert body(w.s3.get_bucket_lifecycle_configuration(Bucket=w.bucket)) == {
        **LIFE, "TransitionDefaultMinimumObjectSize": "all_storage_classes_128K",
    }  # fmt: skip
    w.nowhere("get_bucket_lifecycle_configuration")


@case("DeleteBucketLifecycle")
def delete_bucket_lifecycle(w: World):
    w.s3.put_bucket_lifecycle_configuration(Bucket=w.bucket, LifecycleConfiguration=LIFE)
    nothing(w.s3.delete_bucket_lifecycle(Bucket=w.bucket), 204)
    nothing(w.s3.delete_bucket_lifecycle(Bucket=w.bucket), 204)
    with refused("NoSuchLifecycleConfiguration", status=404):
        w.s3.get_bucket_lifecycle_configuration(Bucket=w.bucket)
    w.nowhere("delete_bucket_lifecycle")


@case("PutBucketPolicy")
def put_bucket_policy(w: World):
    with refused("AccessDenied", status=403):
        w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(policy(w.bucket)))
    own = policy(w.bucket, {"AWS": f"arn:aws:iam::{w.account}:root"})
    nothing(w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(own)), 204)
    with refused("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'"):
        w.s3.put_bucket_policy(Bucket=w.bucket, Policy="[]")
    with refused("MalformedPolicy", "Policy has invalid resource"):
        w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(policy("other", {"AWS": w.account})))
    with refused("MalformedPolicy", "Action does not apply to any resource(s) in statement"):
        own["Statement"][0]["Action"] = "s3:ListBucket"
        w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(own))
    with refused("NoSuchBucket", NO_BUCKET, 404):
        w.s3.put_bucket_policy(Bucket="no-such-bucket", Policy=json.dumps(policy("no-such-bucket", {"AWS": w.account})))


@case("GetBucketPolicy")
def get_bucket_policy(w: World):
    with refused("NoSuchBucketPolicy", "The bucket policy does not exist", 404) as seen:
        w.s3.get_bucket_policy(Bucket=w.bucket)
    assert seen.response["Error"]["BucketName"] == w.bucket
    own = policy(w.bucket, {"AWS": f"arn:aws:iam::{w.account}:root"})
    w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(own, indent=2))
    answer = w.s3.get_bucket_policy(Bucket=w.bucket)
    assert body(answer) == {"Policy": json.dumps(own, separators=(",", ":"))}
    w.nowhere("get_bucket_policy")


@case("DeleteBucketPolicy")
def delete_bucket_policy(w: World):
    nothing(w.s3.delete_bucket_policy(Bucket=w.bucket), 204)
    own = policy(w.bucket, {"AWS": f"arn:aws:iam::{w.account}:root"})
    w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(own))
    nothing(w.s3.delete_bucket_policy(Bucket=w.bucket), 204)
    with refused("NoSuchBucketPolicy", status=404):
        w.s3.get_bucket_policy(Bucket=w.bucket)
    w.nowhere("delete_bucket_policy")


@case("GetBucketPolicyStatus")
def get_bucket_policy_status(w: World):
    with refused("NoSuchBucketPolicy", "The bucket policy does not exist", 404):
        w.s3.get_bucket_policy_status(Bucket=w.bucket)
    w.s3.delete_public_access_block(Bucket=w.bucket)
    for principal, public in (("*", True), ({"AWS": w.account}, False)):
        w.s3.put_bucket_policy(Bucket=w.bucket, Policy=json.dumps(policy(w.bucket, principal)))
        assert body(w.s3.get_bucket_policy_status(Bucket=w.bucket)) == {"PolicyStatus": {"IsPublic": public}}
    w.nowhere("get_bucket_policy_status")


def owners(w):
    answer = body(w.s3.get_bucket_acl(Bucket=w.bucket))
    assert set(answer) == {"Owner", "Grants"} and len(answer["Owner"]["ID"]) == 64
    owner = answer["Owner"]["ID"]
    assert answer["Grants"] == [{"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]
    return answer


@case("GetBucketAcl")
def get_bucket_acl(w: World):
    owners(w)
    w.nowhere("get_bucket_acl")


@case("PutBucketAcl")
def put_bucket_acl(w: World):
    with refused("AccessControlListNotSupported", "The bucket does not allow ACLs"):
        w.s3.put_bucket_acl(Bucket=w.bucket, ACL="private")
    w.s3.put_bucket_ownership_controls(Bucket=w.bucket, OwnershipControls=OWNED)
    nothing(w.s3.put_bucket_acl(Bucket=w.bucket, ACL="private"))
    nothing(w.s3.put_bucket_acl(Bucket=w.bucket, AccessControlPolicy=owners(w)))
    with refused("NotImplemented", status=501) as seen:
        w.s3.put_bucket_acl(Bucket=w.bucket, ACL="public-read")
    assert seen.response["Error"]["Header"] == "x-amz-acl"
    w.nowhere("put_bucket_acl", ACL="private")


@case("PutBucketAccelerateConfiguration")
def put_bucket_accelerate_configuration(w: World):
    for wanted in ("Enabled", "Suspended"):
        nothing(w.s3.put_bucket_accelerate_configuration(Bucket=w.bucket, AccelerateConfiguration={"Status": wanted}))
        assert body(w.s3.get_bucket_accelerate_configuration(Bucket=w.bucket)) == {"Status": wanted}
    with refused("MalformedXML", MALFORMED):
        w.s3.put_bucket_accelerate_configuration(Bucket=w.bucket, AccelerateConfiguration={"Status": "Fast"})
    dotted = f"a.{w.account}"
    w.s3.create_bucket(Bucket=dotted)
    with refused("InvalidRequest", "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"):
        w.s3.put_bucket_accelerate_configuration(Bucket=dotted, AccelerateConfiguration={"Status": "Enabled"})
    w.nowhere("put_bucket_accelerate_configuration", AccelerateConfiguration={"Status": "Enabled"})


@case("GetBucketAccelerateConfiguration")
def get_bucket_accelerate_configuration(w: World):
    nothing(w.s3.get_bucket_accelerate_configuration(Bucket=w.bucket))
    w.nowhere("get_bucket_accelerate_configuration")


@case("PutBucketRequestPayment")
def put_bucket_request_payment(w: World):
    nothing(w.s3.put_bucket_request_payment(Bucket=w.bucket, RequestPaymentConfiguration={"Payer": "Requester"}))
    assert body(w.s3.get_bucket_request_payment(Bucket=w.bucket)) == {"Payer": "Requester"}
    with refused("MalformedXML", MALFORMED):
        w.s3.put_bucket_request_payment(Bucket=w.bucket, RequestPaymentConfiguration={"Payer": "Nobody"})
    w.nowhere("put_bucket_request_payment", RequestPaymentConfiguration={"Payer": "Requester"})


@case("GetBucketRequestPayment")
def get_bucket_request_payment(w: World):
    assert body(w.s3.get_bucket_request_payment(Bucket=w.bucket)) == {"Payer": "BucketOwner"}
    w.nowhere("get_bucket_request_payment")


@case("PutBucketLogging")
def put_bucket_logging(w: World):
    log = {"LoggingEnabled": {"TargetBucket": w.bucket, "TargetPrefix": "log/"}}
    nothing(w.s3.put_bucket_logging(Bucket=w.bucket, BucketLoggingStatus=log))
    assert body(w.s3.get_bucket_logging(Bucket=w.bucket)) == log
    nothing(w.s3.put_bucket_logging(Bucket=w.bucket, BucketLoggingStatus={}))
    assert body(w.s3.get_bucket_logging(Bucket=w.bucket)) == {}
    log["LoggingEnabled"]["TargetBucket"] = f"nowhere-{w.account}"
    with refused("InvalidTargetBucketForLogging", "The target bucket for logging does not exist") as seen:
        w.s3.put_bucket_logging(Bucket=w.bucket, BucketLoggingStatus=log)
    assert seen.response["Error"]["TargetBucket"] == f"nowhere-{w.account}"
    w.nowhere("put_bucket_logging", BucketLoggingStatus={})


@case("GetBucketLogging")
def get_bucket_logging(w: World):
    nothing(w.s3.get_bucket_logging(Bucket=w.bucket))
    w.nowhere("get_bucket_logging")


@case("PutBucketNotificationConfiguration")
def put_bucket_notification_configuration(w: World):
    def put(**configuration):
        return w.s3.put_bucket_notification_configuration(Bucket=w.bucket, NotificationConfiguration=configuration)

    nothing(put(EventBridgeConfiguration={}))
    arn = f"arn:aws:sqs:us-east-1:{w.account}:none"
    with refused("InvalidArgument", "Unable to validate the following destination configurations"):
        put(QueueConfigurations=[{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}])
    w.clients.boto3("sqs").create_queue(QueueName="none")
    nothing(put(QueueConfigurations=[{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]))
    (kept,) = w.s3.get_bucket_notification_configuration(Bucket=w.bucket)["QueueConfigurations"]
    assert len(kept.pop("Id")) > 10 and kept == {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
    with refused("InvalidArgument", "The event is not supported for notifications"):
        put(QueueConfigurations=[{"QueueArn": arn, "Events": ["s3:Nothing:*"]}])
    nothing(put())
    w.nowhere("put_bucket_notification_configuration", NotificationConfiguration={})


@case("GetBucketNotificationConfiguration")
def get_bucket_notification_configuration(w: World):
    nothing(w.s3.get_bucket_notification_configuration(Bucket=w.bucket))
    w.s3.put_bucket_notification_configuration(
        Bucket=w.bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    answer = w.s3.get_bucket_notification_configuration(Bucket=w.bucket)
    assert body(answer) == {"EventBridgeConfiguration": {}}
    w.nowhere("get_bucket_notification_configuration")
