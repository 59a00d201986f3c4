"""Uploads in parts."""

import hashlib
from xml.etree import ElementTree

import urllib3
from expect import refused

from . import FIVE, MALFORMED, NO_KEY, World, body, case, nothing, recent

NO_UPLOAD = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."
NUMBER = "Part number must be an integer between 1 and 10000, inclusive"


def no_upload(call, of, **more):
    """The operation refuses an upload that is not there, and a bucket that is not."""
    with refused("NoSuchUpload", NO_UPLOAD, 404) as seen:
        call(**{**of, "UploadId": "none"}, **more)
    assert seen.response["Error"]["UploadId"] == "none"


@case("CreateMultipartUpload")
def create_multipart_upload(w: World):
    answer = w.s3.create_multipart_upload(Bucket=w.bucket, Key="k")
    upload = answer.pop("UploadId")
    assert len(upload) > 20
    assert body(answer) == {"Bucket": w.bucket, "Key": "k", "ServerSideEncryption": "AES256"}
    asked = w.s3.create_multipart_upload(Bucket=w.bucket, Key="k", ChecksumAlgorithm="SHA1")
    assert (asked["ChecksumAlgorithm"], asked["ChecksumType"]) == ("SHA1", "COMPOSITE")
    assert w.upload()["UploadId"] != upload
    text = "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm."
    with refused("InvalidRequest", text):
        w.upload(ChecksumAlgorithm="SHA256", ChecksumType="FULL_OBJECT")
    with refused("InvalidStorageClass", "The storage class you specified is not valid"):
        w.upload(StorageClass="COLD")
    w.nowhere("create_multipart_upload", Key="k")


@case("PostObject")
def post_object(w: World):
    """No operation of boto3's: it signs the form, and browsers send it."""

    def send(name, **changed):
        form = w.s3.generate_presigned_post(w.bucket, "form")
        fields = {**form["fields"], **changed, "file": ("name", b"x")}
        answer = urllib3.request("POST", form["url"], fields=fields, retries=False)
        w.called.add((name, answer.status < 300))
        return answer

    answer = send("PostObject")
    assert (answer.status, answer.data, answer.headers["etag"]) == (204, b"", f'"{hashlib.md5(b"x").hexdigest()}"')
    assert w.s3.get_object(Bucket=w.bucket, Key="form")["Body"].read() == b"x"
    answer = send("PostObject", key="")
    assert answer.status == 400
    told = {each.tag: each.text for each in ElementTree.fromstring(answer.data)}
    assert (told["Code"], told["Message"]) == ("InvalidArgument", "User key must have a length greater than 0.")


@case("UploadPart")
def upload_part(w: World):
    of = w.upload()
    answer = body(w.s3.upload_part(**of, PartNumber=1, Body=b"x"))
    assert answer.pop("ChecksumCRC32")
    assert answer == {"ETag": f'"{hashlib.md5(b"x").hexdigest()}"', "ServerSideEncryption": "AES256"}
    for number in (0, 10_001):
        with refused("InvalidArgument", NUMBER) as seen:
            w.s3.upload_part(**of, PartNumber=number, Body=b"x")
        assert (seen.response["Error"]["ArgumentName"], seen.response["Error"]["ArgumentValue"]) == ("partNumber", str(number))
    no_upload(w.s3.upload_part, of, PartNumber=1, Body=b"x")
    w.nowhere("upload_part", Key="k", UploadId=of["UploadId"], PartNumber=1, Body=b"x")


@case("UploadPartCopy")
def upload_part_copy(w: World):
    w.put("source", b"0123456789")
    of = {**w.upload(ChecksumAlgorithm="CRC32"), "PartNumber": 1, "CopySource": {"Bucket": w.bucket, "Key": "source"}}
    answer = body(w.s3.upload_part_copy(**of, CopySourceRange="bytes=2-4"))
    result = answer.pop("CopyPartResult")
    assert recent(result.pop("LastModified")) and result.pop("ChecksumCRC32")
    assert (result, answer) == ({"ETag": f'"{hashlib.md5(b"234").hexdigest()}"'}, {"ServerSideEncryption": "AES256"})
    with refused("InvalidArgument", "Range specified is not valid for source object of size: 10"):
        w.s3.upload_part_copy(**of, CopySourceRange="bytes=2-10")
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.upload_part_copy(**{**of, "CopySource": f"{w.bucket}/none"})
    no_upload(w.s3.upload_part_copy, of)
    del of["Bucket"]
    w.nowhere("upload_part_copy", **of)


@case("ListParts")
def list_parts(w: World):
    of = w.upload(ChecksumAlgorithm="CRC32")
    empty = body(w.s3.list_parts(**of))
    owner = {"ID": w.s3.list_buckets()["Owner"]["ID"]}
    assert empty == {
        **of, "PartNumberMarker": 0, "NextPartNumberMarker": 0, "MaxParts": 1000, "IsTruncated": False, "Initiator": owner,
        "Owner": owner, "StorageClass": "STANDARD", "ChecksumAlgorithm": "CRC32", "ChecksumType": "COMPOSITE",
    }  # fmt: skip
    w.parts(of, b"a", b"bb", b"ccc")
    page = w.s3.list_parts(**of, MaxParts=2)
    assert (page["IsTruncated"], page["NextPartNumberMarker"], page["MaxParts"]) == (True, 2, 2)
    assert set(page["Parts"][0]) == {"PartNumber", "LastModified", "ETag", "Size", "ChecksumCRC32"}
    rest = w.s3.list_parts(**of, PartNumberMarker=2)
    assert [(part["PartNumber"], part["Size"]) for part in rest["Parts"]] == [(3, 3)] and not rest["IsTruncated"]
    no_upload(w.s3.list_parts, of)
    w.nowhere("list_parts", Key="k", UploadId=of["UploadId"])


@case("ListMultipartUploads")
def list_multipart_uploads(w: World):
    empty = w.s3.list_multipart_uploads(Bucket=w.bucket)
    assert body(empty) == {
        "Bucket": w.bucket, "KeyMarker": "", "UploadIdMarker": "", "MaxUploads": 1000, "IsTruncated": False, "Prefix": "",
    }  # fmt: skip
    of = w.upload("a/1", ChecksumAlgorithm="CRC32"), w.upload("a/1"), w.upload("b")
    whole = w.s3.list_multipart_uploads(Bucket=w.bucket)
    assert [(each["Key"], each["UploadId"]) for each in whole["Uploads"]] == [(each["Key"], each["UploadId"]) for each in of]
    entry = whole["Uploads"][0]
    assert recent(entry["Initiated"]) and set(entry) == {
        "UploadId", "Key", "Initiated", "StorageClass", "Owner", "Initiator", "ChecksumAlgorithm", "ChecksumType",
    }  # fmt: skip
    page = w.s3.list_multipart_uploads(Bucket=w.bucket, MaxUploads=1)
    assert (page["NextKeyMarker"], page["NextUploadIdMarker"], page["IsTruncated"]) == ("a/1", of[0]["UploadId"], True)
    rest = w.s3.list_multipart_uploads(Bucket=w.bucket, KeyMarker="a/1", UploadIdMarker=of[0]["UploadId"])
    assert [each["UploadId"] for each in rest["Uploads"]] == [each["UploadId"] for each in of[1:]]
    grouped = w.s3.list_multipart_uploads(Bucket=w.bucket, Delimiter="/")
    assert (grouped["CommonPrefixes"], len(grouped["Uploads"])) == ([{"Prefix": "a/"}], 1)
    with refused("InvalidArgument", "Invalid uploadId marker"):
        w.s3.list_multipart_uploads(Bucket=w.bucket, KeyMarker="a", UploadIdMarker="none")
    w.nowhere("list_multipart_uploads")


@case("AbortMultipartUpload")
def abort_multipart_upload(w: World):
    of = w.upload()
    w.parts(of, b"x")
    nothing(w.s3.abort_multipart_upload(**of), 204)
    assert "Uploads" not in w.s3.list_multipart_uploads(Bucket=w.bucket)
    no_upload(w.s3.abort_multipart_upload, of)
    w.nowhere("abort_multipart_upload", Key="k", UploadId=of["UploadId"])


@case("CompleteMultipartUpload")
def complete_multipart_upload(w: World):
    of = w.upload(ChecksumAlgorithm="SHA1")
    listed = []
    for number, each in enumerate((b"a" * FIVE, b"b"), 1):
        part = w.s3.upload_part(**of, PartNumber=number, Body=each, ChecksumAlgorithm="SHA1")
        listed.append({"PartNumber": number, "ETag": part["ETag"], "ChecksumSHA1": part["ChecksumSHA1"]})

    def complete(*parts, **more):
        return w.s3.complete_multipart_upload(**of, MultipartUpload={"Parts": list(parts)}, **more)

    text = "The list of parts was not in ascending order. Parts must be ordered by part number."
    with refused("InvalidPartOrder", text):
        complete(*reversed(listed))
    text = (
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
        "entity tag may not match the part's entity tag."
    )
    with refused("InvalidPart", text) as seen:
        complete({"PartNumber": 3, "ETag": listed[0]["ETag"]})
    assert (seen.response["Error"]["PartNumber"], seen.response["Error"]["UploadId"]) == ("3", of["UploadId"])
    with refused("MalformedXML", MALFORMED):
        complete()
    with refused("InvalidRequest"):
        complete({"PartNumber": 1, "ETag": listed[0]["ETag"]})
    answer = body(complete(*listed))
    tag = hashlib.md5(hashlib.md5(b"a" * FIVE).digest() + hashlib.md5(b"b").digest()).hexdigest()
    assert answer.pop("ChecksumSHA1").endswith("-2")
    assert answer == {
        "Location": f"{w.clients.server.endpoint}/{w.bucket}/k", "Bucket": w.bucket, "Key": "k", "ETag": f'"{tag}-2"',
        "ChecksumType": "COMPOSITE", "ServerSideEncryption": "AES256",
    }  # fmt: skip
    of = w.upload("small")
    with refused("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size") as seen:
        parts = [{"PartNumber": n, **w.s3.upload_part(**of, PartNumber=n, Body=b"x")} for n in (1, 2)]
        known = ("PartNumber", "ETag", "ChecksumCRC32")
        complete(*({name: part[name] for name in known} for part in parts))
    error = seen.response["Error"]
    assert (error["ProposedSize"], error["MinSizeAllowed"], error["PartNumber"]) == ("1", str(FIVE), "1")
    no_upload(w.s3.complete_multipart_upload, of, MultipartUpload={"Parts": listed})
    w.nowhere("complete_multipart_upload", Key="k", UploadId=of["UploadId"], MultipartUpload={"Parts": listed})
