"""Objects."""

import base64
import hashlib
import zlib

from expect import refused

from . import FIVE, MALFORMED, NO_KEY, World, body, case, headers, nothing, recent, status

BODY = b"123456789"
ETAG = f'"{hashlib.md5(BODY).hexdigest()}"'
CRC32 = base64.b64encode(zlib.crc32(BODY).to_bytes(4, "big")).decode()


@case("PutObject")
def put_object(w: World):
    answer = w.put(body=BODY)
    assert body(answer) == {
        "ETag": ETAG, "ChecksumCRC32": CRC32, "ChecksumType": "FULL_OBJECT", "ServerSideEncryption": "AES256",
    }  # fmt: skip
    w.versions()
    assert len(w.put(body=BODY)["VersionId"]) == 32
    with refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412) as seen:
        w.put(IfNoneMatch="*")
    assert seen.response["Error"]["Condition"] == "If-None-Match"
    with refused("NoSuchKey", NO_KEY, 404):
        w.put("none", IfMatch=ETAG)
    with refused("InvalidDigest", "The Content-MD5 you specified was invalid."):
        w.put(ContentMD5="x")
    with refused("BadDigest", "The Content-MD5 you specified did not match what we received."):
        w.put(ContentMD5=base64.b64encode(hashlib.md5(b"other").digest()).decode())
    with refused("InvalidStorageClass", "The storage class you specified is not valid"):
        w.put(StorageClass="COLD")
    with refused("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size"):
        w.put(Metadata={"a": "x" * 2048})
    with refused("AccessControlListNotSupported", "The bucket does not allow ACLs"):
        w.put(ACL="public-read")
    w.nowhere("put_object", Key="k", Body=b"x")


@case("RestoreObject")
def restore_object(w: World):
    w.put("cold", BODY, StorageClass="GLACIER")
    wanted = {"Days": 1, "GlacierJobParameters": {"Tier": "Standard"}}
    nothing(w.s3.restore_object(Bucket=w.bucket, Key="cold", RestoreRequest=wanted), 202)
    with refused("RestoreAlreadyInProgress", "Object restore is already in progress", 409):
        w.s3.restore_object(Bucket=w.bucket, Key="cold", RestoreRequest=wanted)
    w.put("warm", BODY)
    with refused("InvalidObjectState", "Restore is not allowed for the object's current storage class", 403) as seen:
        w.s3.restore_object(Bucket=w.bucket, Key="warm", RestoreRequest=wanted)
    assert seen.response["Error"]["StorageClass"] == "STANDARD"
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.restore_object(Bucket=w.bucket, Key="none", RestoreRequest=wanted)
    w.nowhere("restore_object", Key="k", RestoreRequest=wanted)


@case("GetObject")
def get_object(w: World):
    w.put(
        body=BODY, ContentType="text/plain", CacheControl="no-store", ContentDisposition="inline", ContentEncoding="x-none",
        ContentLanguage="de", Expires="Thu, 01 Jan 2032 00:00:00 GMT", Metadata={"a": "1"}, Tagging="t=1",
        WebsiteRedirectLocation="/else", StorageClass="STANDARD_IA",
    )  # fmt: skip
    answer = w.s3.get_object(Bucket=w.bucket, Key="k")
    assert answer.pop("Body").read() == BODY and recent(answer.pop("LastModified"))
    assert answer.pop("Expires").year == 2032
    assert body(answer) == {
        "AcceptRanges": "bytes", "ContentLength": 9, "ETag": ETAG, "CacheControl": "no-store",
        "ChecksumCRC32": CRC32, "ChecksumType": "FULL_OBJECT", "ContentDisposition": "inline", "ContentEncoding": "x-none",
        "ContentLanguage": "de", "ContentType": "text/plain", "ExpiresString": "Thu, 01 Jan 2032 00:00:00 GMT",
        "WebsiteRedirectLocation": "/else", "ServerSideEncryption": "AES256", "Metadata": {"a": "1"},
        "StorageClass": "STANDARD_IA", "TagCount": 1,
    }  # fmt: skip
    w.put("plain", BODY)
    plain = w.s3.get_object(Bucket=w.bucket, Key="plain")
    assert plain["ContentType"] == "binary/octet-stream" and "StorageClass" not in plain and "TagCount" not in plain
    part = w.s3.get_object(Bucket=w.bucket, Key="k", Range="bytes=2-4")
    assert (status(part), part["ContentRange"], part["ContentLength"]) == (206, "bytes 2-4/9", 3)
    assert part["Body"].read() == b"345"
    shown = w.s3.get_object(Bucket=w.bucket, Key="k", ResponseContentType="a/b", ResponseCacheControl="private")
    assert (shown["ContentType"], shown["CacheControl"]) == ("a/b", "private")
    with refused("InvalidRange", "The requested range is not satisfiable", 416) as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k", Range="bytes=9-")
    error = seen.response["Error"]
    assert (error["RangeRequested"], error["ActualObjectSize"]) == ("bytes=9-", "9")
    with refused("304", "Not Modified", 304) as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k", IfNoneMatch=ETAG)
    assert headers(seen.response)["etag"] == ETAG
    with refused("PreconditionFailed", status=412) as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k", IfMatch='"no"')
    assert seen.response["Error"]["Condition"] == "If-Match"
    with refused("NoSuchKey", NO_KEY, 404, "NoSuchKey") as seen:
        w.s3.get_object(Bucket=w.bucket, Key="none")
    assert seen.response["Error"]["Key"] == "none"
    with refused("InvalidArgument", "Invalid version id specified") as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k", VersionId="x")
    assert (seen.response["Error"]["ArgumentName"], seen.response["Error"]["ArgumentValue"]) == ("versionId", "x")
    w.versions()
    marker = w.s3.delete_object(Bucket=w.bucket, Key="k")["VersionId"]
    with refused("NoSuchKey", NO_KEY, 404) as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k")
    assert headers(seen.response)["x-amz-delete-marker"] == "true"
    text = "The specified method is not allowed against this resource."
    with refused("MethodNotAllowed", text, 405) as seen:
        w.s3.get_object(Bucket=w.bucket, Key="k", VersionId=marker)
    assert (headers(seen.response)["allow"], headers(seen.response)["x-amz-delete-marker"]) == ("DELETE", "true")
    w.nowhere("get_object", Key="k")


@case("HeadObject")
def head_object(w: World):
    w.put(body=BODY, Metadata={"a": "1"})
    answer = w.s3.head_object(Bucket=w.bucket, Key="k")
    assert recent(answer.pop("LastModified"))
    plain = {
        "AcceptRanges": "bytes", "ContentLength": 9, "ETag": ETAG, "ContentType": "binary/octet-stream",
        "ServerSideEncryption": "AES256", "Metadata": {"a": "1"},
    }  # fmt: skip
    assert body(answer) == plain
    checked = w.s3.head_object(Bucket=w.bucket, Key="k", ChecksumMode="ENABLED")
    assert (checked["ChecksumCRC32"], checked["ChecksumType"]) == (CRC32, "FULL_OBJECT")
    for more, code, text, wanted in (
        ({"Key": "none"}, "404", "Not Found", 404),
        ({"Key": "k", "IfMatch": '"no"'}, "412", "Precondition Failed", 412),
        ({"Key": "k", "IfNoneMatch": ETAG}, "304", "Not Modified", 304),
        ({"Key": "k", "Range": "bytes=20-"}, "416", "Requested Range Not Satisfiable", 416),
        ({"Key": "k", "VersionId": "x"}, "400", "Bad Request", 400),
        ({"Key": "k", "ExpectedBucketOwner": "999999999999"}, "403", "Forbidden", 403),
    ):
        with refused(code, text, wanted):
            w.s3.head_object(Bucket=w.bucket, **more)
    w.versions()
    marker = w.s3.delete_object(Bucket=w.bucket, Key="k")["VersionId"]
    with refused("405", "Method Not Allowed", 405):
        w.s3.head_object(Bucket=w.bucket, Key="k", VersionId=marker)


@case("DeleteObject")
def delete_object(w: World):
    w.put()
    nothing(w.s3.delete_object(Bucket=w.bucket, Key="k"), 204)
    nothing(w.s3.delete_object(Bucket=w.bucket, Key="k"), 204)
    w.versions()
    kept = w.put()["VersionId"]
    marker = body(w.s3.delete_object(Bucket=w.bucket, Key="k"))
    assert set(marker) == {"DeleteMarker", "VersionId"} and marker["DeleteMarker"] is True
    gone = body(w.s3.delete_object(Bucket=w.bucket, Key="k", VersionId=marker["VersionId"]))
    assert gone == marker
    assert body(w.s3.delete_object(Bucket=w.bucket, Key="k", VersionId=kept)) == {"VersionId": kept}
    w.put()
    with refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412):
        w.s3.delete_object(Bucket=w.bucket, Key="k", IfMatch='"no"')
    with refused("InvalidArgument", "Invalid version id specified"):
        w.s3.delete_object(Bucket=w.bucket, Key="k", VersionId="x")
    w.nowhere("delete_object", Key="k")


@case("DeleteObjects")
def delete_objects(w: World):
    for key in ("a", "b", "c"):
        w.put(key)

    def delete(*objects, **more):
        return body(w.s3.delete_objects(Bucket=w.bucket, Delete={"Objects": list(objects), **more}))

    assert delete({"Key": "a"}, {"Key": "none"}) == {"Deleted": [{"Key": "a"}, {"Key": "none"}]}
    assert delete({"Key": "b"}, Quiet=True) == {}
    answer = delete({"Key": "c", "VersionId": "x"}, {"Key": "c", "ETag": '"no"'})
    assert [(each["Key"], each["Code"]) for each in answer["Errors"]] == [("c", "InvalidArgument"), ("c", "PreconditionFailed")]
    w.versions()
    (marker,) = delete({"Key": "c"})["Deleted"]
    assert set(marker) == {"Key", "DeleteMarker", "DeleteMarkerVersionId"} and marker["DeleteMarker"] is True
    version = marker["DeleteMarkerVersionId"]
    assert delete({"Key": "c", "VersionId": version})["Deleted"] == [
        {"Key": "c", "VersionId": version, "DeleteMarker": True, "DeleteMarkerVersionId": version}
    ]
    for objects in ([], [{"Key": str(n)} for n in range(1001)]):
        with refused("MalformedXML", MALFORMED):
            delete(*objects)
    w.nowhere("delete_objects", Delete={"Objects": [{"Key": "k"}]})


@case("CopyObject")
def copy_object(w: World):
    w.put("a", BODY, Metadata={"a": "1"}, ContentType="text/plain", Tagging="t=1")

    def copy(key="b", source="a", **more):
        return w.s3.copy_object(Bucket=w.bucket, Key=key, CopySource={"Bucket": w.bucket, "Key": source}, **more)

    answer = body(copy())
    result = answer.pop("CopyObjectResult")
    assert recent(result.pop("LastModified"))
    assert result == {"ETag": ETAG, "ChecksumCRC32": CRC32, "ChecksumType": "FULL_OBJECT"}
    assert answer == {"ServerSideEncryption": "AES256"}
    got = w.s3.head_object(Bucket=w.bucket, Key="b")
    assert (got["Metadata"], got["ContentType"], got["ContentLength"]) == ({"a": "1"}, "text/plain", 9)
    assert w.s3.get_object_tagging(Bucket=w.bucket, Key="b")["TagSet"] == [{"Key": "t", "Value": "1"}]
    copy(MetadataDirective="REPLACE", Metadata={"b": "2"}, TaggingDirective="REPLACE", Tagging="u=2")
    assert w.s3.head_object(Bucket=w.bucket, Key="b")["Metadata"] == {"b": "2"}
    assert w.s3.get_object_tagging(Bucket=w.bucket, Key="b")["TagSet"] == [{"Key": "u", "Value": "2"}]
    w.versions()
    version = w.put("a", b"new")["VersionId"]
    answer = copy()
    assert answer["CopySourceVersionId"] == version and answer["VersionId"] != version
    text = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
        "metadata, storage class, website redirect location or encryption attributes."
    )
    with refused("InvalidRequest", text):
        copy("a")
    with refused("NoSuchKey", NO_KEY, 404) as seen:
        copy(source="none")
    assert seen.response["Error"]["Key"] == "none"
    with refused("PreconditionFailed", status=412) as seen:
        copy(CopySourceIfMatch='"no"')
    assert seen.response["Error"]["Condition"] == "x-amz-copy-source-If-Match"
    with refused("InvalidArgument", "Unknown metadata directive."):
        copy(MetadataDirective="MERGE")
    w.nowhere("copy_object", Key="k", CopySource=f"{w.bucket}/a")


@case("GetObjectAttributes")
def get_object_attributes(w: World):
    w.put(body=BODY)
    every = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
    answer = w.s3.get_object_attributes(Bucket=w.bucket, Key="k", ObjectAttributes=every)
    assert recent(answer.pop("LastModified"))
    assert body(answer) == {
        "ETag": ETAG.strip('"'), "Checksum": {"ChecksumCRC32": CRC32, "ChecksumType": "FULL_OBJECT"},
        "StorageClass": "STANDARD", "ObjectSize": 9,
    }  # fmt: skip
    some = w.s3.get_object_attributes(Bucket=w.bucket, Key="k", ObjectAttributes=["ObjectSize"])
    assert set(body(some)) == {"LastModified", "ObjectSize"}
    of = w.upload("parts", ChecksumAlgorithm="SHA256")
    bodies = [b"a" * FIVE, b"b"]
    parts = []
    for number, each in enumerate(bodies, 1):
        part = w.s3.upload_part(**of, PartNumber=number, Body=each, ChecksumAlgorithm="SHA256")
        parts.append({"PartNumber": number, "ETag": part["ETag"], "ChecksumSHA256": part["ChecksumSHA256"]})
    w.s3.complete_multipart_upload(**of, MultipartUpload={"Parts": parts})
    shown = w.s3.get_object_attributes(Bucket=w.bucket, Key="parts", ObjectAttributes=["ObjectParts"], MaxParts=1)
    assert shown["ObjectParts"] == {
        "TotalPartsCount": 2, "PartNumberMarker": 0, "NextPartNumberMarker": 1, "MaxParts": 1, "IsTruncated": True,
        "Parts": [{"PartNumber": 1, "Size": FIVE, "ChecksumSHA256": parts[0]["ChecksumSHA256"]}],
    }  # fmt: skip
    with refused("InvalidArgument", "Invalid attribute name specified.") as seen:
        w.s3.get_object_attributes(Bucket=w.bucket, Key="k", ObjectAttributes=["Colour"])
    assert seen.response["Error"]["ArgumentName"] == "x-amz-object-attributes"
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.get_object_attributes(Bucket=w.bucket, Key="none", ObjectAttributes=every)
    w.nowhere("get_object_attributes", Key="k", ObjectAttributes=every)


@case("GetObjectAcl")
def get_object_acl(w: World):
    w.put()
    assert body(w.s3.get_object_acl(Bucket=w.bucket, Key="k")) == body(w.s3.get_bucket_acl(Bucket=w.bucket))
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.get_object_acl(Bucket=w.bucket, Key="none")
    w.nowhere("get_object_acl", Key="k")


@case("PutObjectAcl")
def put_object_acl(w: World):
    w.put()
    with refused("AccessControlListNotSupported", "The bucket does not allow ACLs"):
        w.s3.put_object_acl(Bucket=w.bucket, Key="k", ACL="private")
    rules = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    w.s3.put_bucket_ownership_controls(Bucket=w.bucket, OwnershipControls=rules)
    for acl in ("private", "bucket-owner-full-control"):
        nothing(w.s3.put_object_acl(Bucket=w.bucket, Key="k", ACL=acl))
    with refused("NotImplemented", status=501):
        w.s3.put_object_acl(Bucket=w.bucket, Key="k", ACL="public-read")
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.put_object_acl(Bucket=w.bucket, Key="none", ACL="private")
    w.nowhere("put_object_acl", Key="k", ACL="private")


TAGS = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]


@case("PutObjectTagging")
def put_object_tagging(w: World):
    w.put(Tagging="old=1")
    nothing(w.s3.put_object_tagging(Bucket=w.bucket, Key="k", Tagging={"TagSet": TAGS}))
    assert w.s3.get_object_tagging(Bucket=w.bucket, Key="k")["TagSet"] == TAGS
    w.versions()
    version = w.put()["VersionId"]
    assert body(w.s3.put_object_tagging(Bucket=w.bucket, Key="k", Tagging={"TagSet": TAGS})) == {"VersionId": version}
    for tags, code, text in (
        (TAGS * 2, "InvalidTag", "Cannot provide multiple Tags with the same key"),
        ([{"Key": str(n), "Value": ""} for n in range(11)], "BadRequest", "Object tags cannot be greater than 10"),
        ([{"Key": "aws:x", "Value": ""}], "InvalidTag", "System tags cannot be added/updated by requester"),
        ([{"Key": "x", "Value": "&"}], "InvalidTag", "The TagValue you have provided is invalid"),
        ([{"Key": "&", "Value": ""}], "InvalidTag", "The TagKey you have provided is invalid"),
    ):
        with refused(code, text):
            w.s3.put_object_tagging(Bucket=w.bucket, Key="k", Tagging={"TagSet": tags})
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.put_object_tagging(Bucket=w.bucket, Key="none", Tagging={"TagSet": TAGS})
    w.nowhere("put_object_tagging", Key="k", Tagging={"TagSet": TAGS})


@case("GetObjectTagging")
def get_object_tagging(w: World):
    w.put()
    assert body(w.s3.get_object_tagging(Bucket=w.bucket, Key="k")) == {"TagSet": []}
    w.versions()
    version = w.put(Tagging="a=1&b=")["VersionId"]
    assert body(w.s3.get_object_tagging(Bucket=w.bucket, Key="k")) == {"TagSet": TAGS, "VersionId": version}
    assert w.s3.get_object_tagging(Bucket=w.bucket, Key="k", VersionId="null")["TagSet"] == []
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.get_object_tagging(Bucket=w.bucket, Key="none")
    w.nowhere("get_object_tagging", Key="k")


@case("DeleteObjectTagging")
def delete_object_tagging(w: World):
    w.put(Tagging="a=1")
    nothing(w.s3.delete_object_tagging(Bucket=w.bucket, Key="k"), 204)
    assert w.s3.get_object_tagging(Bucket=w.bucket, Key="k")["TagSet"] == []
    with refused("NoSuchKey", NO_KEY, 404):
        w.s3.delete_object_tagging(Bucket=w.bucket, Key="none")
    w.nowhere("delete_object_tagging", Key="k")
