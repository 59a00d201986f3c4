"""Every operation of S3 by itself, as boto3 calls it: what it answers, member by member, and what it refuses.

A case is a function under its operation's name; `test_s3_coverage.py` runs it and sees that it had the operation answer and refuse.
"""

import datetime

from expect import refused

CASES = {}

NO_BUCKET = "The specified bucket does not exist"
NO_KEY = "The specified key does not exist."
MALFORMED = "The XML you provided was not well-formed or did not validate against our published schema"
FIVE = 5 << 20


def case(operation):
    """The function is the case of this operation."""

    def add(function):
        assert operation not in CASES, operation
        CASES[operation] = function
        return function

    return add


class World:
    """A client, a bucket of its own, and what was called."""

    def __init__(self, clients):
        self.clients = clients
        self.s3 = clients.boto3("s3", s3={"addressing_style": "path"})
        self.account = clients.account
        self.bucket = f"cases-{clients.account}"
        self.called = set()
        self.s3.create_bucket(Bucket=self.bucket)
        self.s3.meta.events.register("after-call.s3", self.note)

    def note(self, http_response, model, **_):
        self.called.add((model.name, http_response.status_code < 300))

    def put(self, key="k", body=b"body", **more):
        return self.s3.put_object(Bucket=self.bucket, Key=key, Body=body, **more)

    def versions(self, status="Enabled"):
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": status})

    def upload(self, key="k", **more):
        """An upload's parameters."""
        answer = self.s3.create_multipart_upload(Bucket=self.bucket, Key=key, **more)
        return {"Bucket": self.bucket, "Key": key, "UploadId": answer["UploadId"]}

    def parts(self, of, *bodies):
        """Uploads parts; the list that completes them."""
        listed = []
        for number, body in enumerate(bodies, 1):
            part = self.s3.upload_part(**of, PartNumber=number, Body=body)
            listed.append({"PartNumber": number, "ETag": part["ETag"]})
        return listed

    def nowhere(self, operation, **given):
        """The operation refuses a bucket that is not there, and one that is somebody else's than the caller believes."""
        with refused("NoSuchBucket", NO_BUCKET, 404) as seen:
            getattr(self.s3, operation)(Bucket=f"nowhere-{self.account}", **given)
        assert seen.response["Error"]["BucketName"] == f"nowhere-{self.account}"
        model = self.s3.meta.service_model.operation_model(self.s3.meta.method_to_api_mapping[operation])
        if "ExpectedBucketOwner" in model.input_shape.members:
            with refused("AccessDenied", "Access Denied", 403):
                getattr(self.s3, operation)(Bucket=self.bucket, ExpectedBucketOwner="999999999999", **given)


def body(answer):
    """The members of an answer."""
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def headers(answer):
    return answer["ResponseMetadata"]["HTTPHeaders"]


def status(answer):
    return answer["ResponseMetadata"]["HTTPStatusCode"]


def nothing(answer, wanted=200):
    """The answer has neither members nor a body."""
    assert (body(answer), status(answer)) == ({}, wanted)


def recent(moment):
    """In whole seconds, UTC, within the last minutes."""
    age = datetime.datetime.now(datetime.timezone.utc) - moment
    assert moment.microsecond == 0 and datetime.timedelta(seconds=-2) < age < datetime.timedelta(minutes=5), moment
    return True
