"""Requests to S3 that are cut short, lie, or are too much: refused by AWS's code, and nothing of them is kept."""

import base64
import hashlib
import hmac
import pathlib
import socket
import tempfile
import time
import zlib
from xml.etree import ElementTree

import pytest
from clients import Clients
from expect import refused
from servers import Server

KEY, SECRET = "AKIDBADINPUT00000001", "a/secret+key"
BUCKET = "bad-input"
# Large enough to be a file of its own when it is kept.
BODY = hashlib.shake_128(b"bad").digest(100_000)
EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.fixture(scope="module")
def own(scratch):
    """A server of the module's own that verifies signatures."""
    keys = scratch / "bad-input-keys.toml"
    keys.write_text(f'[[keys]]\naccess_key_id = "{KEY}"\nsecret_access_key = "{SECRET}"\naccount = "222222222222"\n')
    running = Server(tempfile.mkdtemp(prefix="bad-s3-", dir=scratch), "--auth=verify", "--credentials", str(keys)).start()
    yield running
    assert running.stop() == 0
    assert "a part of the program failed" not in running.log.read_text()


@pytest.fixture(scope="module")
def s3(own):
    client = Clients(own, KEY, SECRET).boto3("s3")
    client.create_bucket(Bucket=BUCKET)
    client.put_object(Bucket=BUCKET, Key="kept", Body=BODY)
    return client


@pytest.fixture(autouse=True)
def nothing_is_kept(own, s3):
    """Objects, uploads and the files of bodies are after each test what they were before."""

    def found():
        versions = s3.list_object_versions(Bucket=BUCKET).get("Versions", [])
        uploads = s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
        below = pathlib.Path(own.data) / "blobs" / "objects"
        files = sorted(str(each.relative_to(below)) for each in below.rglob("*") if each.is_file())
        return [(each["Key"], each["ETag"]) for each in versions], uploads, files

    before = found()
    assert before[0] == [("kept", f'"{hashlib.md5(BODY).hexdigest()}"')] and len(before[2]) == 1
    yield
    end = time.monotonic() + 10
    # What a connection that broke has left is removed when the server notices that it broke.
    while (after := found()) != before and time.monotonic() < end:
        time.sleep(0.01)
    assert after == before


def raw(server, head, *pieces, finish=False):
    """Writes bytes, then perhaps says that nothing more comes; status, code and text of the answer. None when the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head)
        try:
            for piece in pieces:
                connection.sendall(piece)
            if finish:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            # Answered and closed before everything was written.
            pass
        got = b""
        try:
            while piece := connection.recv(65536):
                got += piece
        except ConnectionResetError:
            pass
    if not got:
        return None
    status = int(got.split(b" ", 2)[1])
    body = got.partition(b"\r\n\r\n")[2]
    body = body[body.find(b"<?xml") :] if b"<?xml" in body else b""
    body = body[: body.find(b"</Error>") + len(b"</Error>")]
    told = ElementTree.fromstring(body) if body else None
    return (status, None, None) if told is None else (status, told.findtext("Code"), told.findtext("Message"))


# What AWS says.
INCOMPLETE = (400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
CUT_CHUNKS = (400, "IncompleteBody", "The request body terminated unexpectedly")
UNSIGNED = (
    403, "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
)  # fmt: skip
MALFORMED = (400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")


class Signed:
    """A request of Signature Version 4, written out, and the chunk signatures that follow from it."""

    def __init__(self, server, method, path, payload, length, query="", **more):
        self.moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        self.scope = f"{self.moment[:8]}/us-east-1/s3/aws4_request"
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        headers |= {"host": f"127.0.0.1:{server.port}", "x-amz-content-sha256": payload, "x-amz-date": self.moment}
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        request = f"{method}\n{path}\n{query}\n{lines}\n{names}\n{payload}"
        self.signature = self.sign("AWS4-HMAC-SHA256", self.scope, hashlib.sha256(request.encode()).hexdigest())
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={KEY}/{self.scope}, SignedHeaders={names}, Signature={self.signature}"
        )
        headers |= {"content-length": str(length), "connection": "close"}
        target = f"{path}?{query}" if query else path
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.head = f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode()

    def sign(self, algorithm, *parts):
        key = f"AWS4{SECRET}".encode()
        for part in self.scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.new(key, "\n".join([algorithm, self.moment, *parts]).encode(), "sha256").hexdigest()

    def chunk(self, data):
        """The next chunk, signed after the one before."""
        digest = hashlib.sha256(data).hexdigest()
        self.signature = self.sign("AWS4-HMAC-SHA256-PAYLOAD", self.scope, self.signature, EMPTY, digest)
        return f"{len(data):x};chunk-signature={self.signature}\r\n".encode() + data + b"\r\n"


def put(server, length, payload="UNSIGNED-PAYLOAD", **more):
    return Signed(server, "PUT", f"/{BUCKET}/bad", payload, length, **more)


def test_a_body_that_ends_early(own):
    assert raw(own, put(own, len(BODY)).head, BODY[:60_000], finish=True) == INCOMPLETE


def test_a_connection_that_breaks_in_the_body(own):
    with socket.create_connection(("127.0.0.1", own.port), timeout=30) as connection:
        connection.sendall(put(own, len(BODY)).head + BODY[:60_000])


@pytest.mark.parametrize("said", [len(BODY) - 1, len(BODY) + 1])
def test_a_decoded_length_that_lies(own, said):
    chunks = f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n0\r\n\r\n"
    request = put(
        own, len(chunks), "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        content_encoding="aws-chunked", x_amz_decoded_content_length=str(said),
    )  # fmt: skip
    assert raw(own, request.head, chunks) == CUT_CHUNKS


def test_a_digest_of_the_body_that_lies(own):
    request = put(own, len(BODY), hashlib.sha256(b"other").hexdigest())
    text = "The provided 'x-amz-content-sha256' header does not match what was computed."
    assert raw(own, request.head, BODY) == (400, "XAmzContentSHA256Mismatch", text)
    request = put(own, len(BODY), content_md5=base64.b64encode(hashlib.md5(b"other").digest()).decode())
    text = "The Content-MD5 you specified did not match what we received."
    assert raw(own, request.head, BODY) == (400, "BadDigest", text)


def test_who_waits_for_its_body_to_be_asked_for(own, s3):
    """A refused client keeps its body and may go on at once: no request may be taken for the body of the one before."""
    lines = f"host: 127.0.0.1:{own.port}\r\nexpect: 100-continue\r\ncontent-length: {len(BODY)}\r\n\r\n"
    request = f"PUT /{BUCKET}/bad HTTP/1.1\r\n{lines}".encode()
    with socket.create_connection(("127.0.0.1", own.port), timeout=30) as connection:
        connection.sendall(request * 2)
        got = b""
        try:
            while piece := connection.recv(65536):
                got += piece
        except ConnectionResetError:
            pass
    assert got.startswith(b"HTTP/1.1 403 ") and got.count(b"HTTP/1.1 ") == 1
    assert b"\r\nconnection: close\r\n" in got and b"<Code>AccessDenied</Code>" in got
    # As boto3 does: it waits, and uses the connection again.
    for _ in range(20):
        with refused("PreconditionFailed", status=412):
            s3.put_object(Bucket=BUCKET, Key="kept", Body=b"x", IfNoneMatch="*")


def chunked(server, spoil=lambda chunks: chunks, finish=False):
    pieces = [BODY[:65_536], BODY[65_536:], b""]
    length = sum(len(f"{len(piece):x};chunk-signature=") + 64 + 4 + len(piece) for piece in pieces)
    request = put(
        server, length, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        content_encoding="aws-chunked", x_amz_decoded_content_length=str(len(BODY)),
    )  # fmt: skip
    return raw(server, request.head, *spoil([request.chunk(piece) for piece in pieces]), finish=finish)


def test_signatures_of_chunks(own, s3):
    def forge(chunks):
        first = chunks[1].index(b"=") + 1
        other = b"0" if chunks[1][first : first + 1] != b"0" else b"1"
        return [chunks[0], chunks[1][:first] + other + chunks[1][first + 1 :], chunks[2]]

    def change(chunks):
        return [chunks[0], chunks[1][:-3] + bytes([chunks[1][-3] ^ 1]) + b"\r\n", chunks[2]]

    # As they are they are right: then the object is there.
    assert chunked(own)[0] == 200
    assert s3.get_object(Bucket=BUCKET, Key="bad")["Body"].read() == BODY
    s3.delete_object(Bucket=BUCKET, Key="bad")
    assert chunked(own, forge) == UNSIGNED
    assert chunked(own, change) == UNSIGNED
    assert chunked(own, lambda chunks: chunks[:2], finish=True) == INCOMPLETE


def test_a_checksum_that_trails_and_lies(own):
    wrong = base64.b64encode(zlib.crc32(b"other").to_bytes(4, "big")).decode()
    chunks = f"{len(BODY):x}\r\n".encode() + BODY + f"\r\n0\r\nx-amz-checksum-crc32:{wrong}\r\n\r\n".encode()
    request = put(
        own, len(chunks), "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        content_encoding="aws-chunked", x_amz_decoded_content_length=str(len(BODY)), x_amz_trailer="x-amz-checksum-crc32",
        x_amz_sdk_checksum_algorithm="CRC32",
    )  # fmt: skip
    text = "The CRC32 you specified did not match the calculated checksum."
    assert raw(own, request.head, chunks) == (400, "BadDigest", text)


NO_SUMS = "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
MANY_SUMS = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."


def trailed(server, fields, **more):
    """PutObject with fields behind its body, and no word of the algorithm but their names."""
    chunks = f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n0\r\n"
    chunks += "".join(f"{name}:{value}\r\n" for name, value in fields.items()).encode() + b"\r\n"
    request = put(
        server, len(chunks), "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        content_encoding="aws-chunked", x_amz_decoded_content_length=str(len(BODY)), x_amz_trailer=",".join(fields), **more,
    )  # fmt: skip
    return raw(server, request.head, chunks)


def test_a_trailer_says_its_algorithm(own, s3):
    sums = {"sha256": hashlib.sha256(BODY), "sha1": hashlib.sha1(BODY)}
    for name, digest in sums.items():
        right = base64.b64encode(digest.digest()).decode()
        assert trailed(own, {f"x-amz-checksum-{name}": right}) == (200, None, None)
        head = s3.head_object(Bucket=BUCKET, Key="bad", ChecksumMode="ENABLED")
        assert head[f"Checksum{name.upper()}"] == right
        s3.delete_object(Bucket=BUCKET, Key="bad")
        other = base64.b64encode(bytes(digest.digest_size)).decode()
        text = f"The {name.upper()} you specified did not match the calculated checksum."
        assert trailed(own, {f"x-amz-checksum-{name}": other}) == (400, "BadDigest", text)
    crc = base64.b64encode(zlib.crc32(BODY).to_bytes(4, "big")).decode()
    for fields, more, text in [
        ({"x-amz-checksum-crc32": crc}, {"x_amz_sdk_checksum_algorithm": "SHA1"}, NO_SUMS),
        ({"x-amz-checksum-crc32": crc, "x-amz-checksum-sha1": crc}, {}, MANY_SUMS),
        ({"x-amz-other": "1"}, {}, "The value specified in the x-amz-trailer header is not supported"),
    ]:
        assert trailed(own, fields, **more) == (400, "InvalidRequest", text)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ('<!DOCTYPE b [<!ENTITY a "kept"><!ENTITY b "&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>', MALFORMED),
        ('<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&a;</Key></Object></Delete>', MALFORMED),
        ("<Delete><Object><Key>&a;</Key></Object></Delete>", MALFORMED),
        ("<Delete>" + "<Object>" * 100_000, MALFORMED),
        ("<Delete><Object><Key>kept</Key></Object>", MALFORMED),
        ("<Delete><Object><Key>kept</Key></Object></Delete><Delete/>", MALFORMED),
        ("<Other><Object><Key>kept</Key></Object></Other>", MALFORMED),
        ("<Delete><Object/></Delete>", MALFORMED),
        ("<Delete/>", MALFORMED),
        ("", (400, "MissingRequestBodyError", "Request Body is empty")),
    ],
    ids=["entities", "a file", "unknown entity", "deep", "cut short", "two", "another", "no key", "no object", "empty"],
)
def test_xml_that_is_a_trap(own, body, refusal):
    body = body.encode()
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    payload = hashlib.sha256(body).hexdigest()
    request = Signed(own, "POST", f"/{BUCKET}", payload, len(body), query="delete=", content_md5=digest)
    assert raw(own, request.head, body) == refusal


@pytest.mark.parametrize("key", ["k" * 1_024, "ü" * 512, "a\x01\t\n&<>\"'%2F+ ?#\\/.././/☃" + "\U0001f600" * 200])
def test_odd_keys_are_keys(s3, key):
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"odd")
    assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == b"odd"
    assert key in [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    s3.delete_object(Bucket=BUCKET, Key=key)


@pytest.mark.parametrize("key", ["k" * 1_025, "ü" * 512 + "k"])
def test_keys_that_are_too_long(s3, key):
    for refuse in (lambda: s3.put_object(Bucket=BUCKET, Key=key, Body=BODY), lambda: s3.create_multipart_upload(Bucket=BUCKET, Key=key)):
        with refused("KeyTooLongError", "Your key is too long") as seen:
            refuse()
        error = seen.response["Error"]
        assert (error["MaxSizeAllowed"], error["Size"]) == ("1024", "1025")


def test_more_parts_than_an_upload_may_have(own, s3):
    of = {"Bucket": BUCKET, "Key": "parts"}
    upload = s3.create_multipart_upload(**of)["UploadId"]
    of["UploadId"] = upload
    try:
        for number in (0, 10_001):
            with refused("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive") as seen:
                s3.upload_part(**of, PartNumber=number, Body=BODY)
            error = seen.response["Error"]
            assert (error["ArgumentName"], error["ArgumentValue"]) == ("partNumber", str(number))
        assert "Parts" not in s3.list_parts(**of)
        etag = s3.upload_part(**of, PartNumber=10_000, Body=b"x")["ETag"]
        parts = [{"PartNumber": number, "ETag": etag} for number in range(1, 10_002)]
        with refused(MALFORMED[1], MALFORMED[2]):
            s3.complete_multipart_upload(**of, MultipartUpload={"Parts": parts})
        # What was refused has changed nothing: the upload is as it was.
        assert [part["PartNumber"] for part in s3.list_parts(**of)["Parts"]] == [10_000]
        with refused("NoSuchKey", status=404):
            s3.get_object(Bucket=BUCKET, Key="parts")
    finally:
        s3.abort_multipart_upload(**of)


# HTTP/2, as far as one request needs it: frames, and headers as literals (RFC 9113, RFC 7541).

DATA, HEADERS, RESET, SETTINGS = 0, 1, 3, 4
PROTOCOL_ERROR = (1).to_bytes(4, "big")
END_STREAM, ACK, END_HEADERS = 1, 1, 4
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def packed(text):
    """A length in seven bits and further bytes, and the text as it is."""
    length = len(text)
    if length < 127:
        return bytes([length]) + text
    length, out = length - 127, [127]
    while length >= 128:
        out.append(length % 128 | 128)
        length //= 128
    return bytes([*out, length]) + text


def over_http2(server, request, pieces):
    """Sends a signed request in HTTP/2 with prior knowledge: whether the answer's status is 200, and its body. None when the server
    takes the request for malformed."""
    first, *lines = request.head.decode().split("\r\n")
    method, target, _ = first.split(" ")
    given = dict(line.split(": ", 1) for line in lines if line)
    # There is no Host and no Connection in HTTP/2.
    fields = {":method": method, ":scheme": "http", ":path": target, ":authority": given.pop("host")}
    del given["connection"]
    block = b"".join(b"\0" + packed(name.encode()) + packed(value.encode()) for name, value in (fields | given).items())
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(PREFACE + frame(SETTINGS, 0, 0) + frame(HEADERS, END_HEADERS, 1, block))
        body = b"".join(pieces)
        for at in range(0, len(body), 16_384):
            connection.sendall(frame(DATA, END_STREAM if at + 16_384 >= len(body) else 0, 1, body[at : at + 16_384]))
        incoming = connection.makefile("rb")
        told, ok = b"", None
        while head := incoming.read(9):
            kind, flags, payload = head[3], head[4], incoming.read(int.from_bytes(head[:3], "big"))
            if kind == RESET:
                assert payload == PROTOCOL_ERROR
                return None
            if kind == SETTINGS and not flags & ACK:
                connection.sendall(frame(SETTINGS, ACK, 0))
            elif kind == HEADERS and ok is None:
                # `:status 200` has a number of its own; the server may say first that its table has no room.
                ok = payload.lstrip(b"\x20")[:1] == b"\x88"
            elif kind == DATA:
                told += payload
            if kind in (DATA, HEADERS) and flags & END_STREAM:
                return ok, told
    raise AssertionError("the server has closed the connection")


def test_signatures_of_chunks_in_http2(own, s3):
    # Fits into the window that every stream has at first.
    body = BODY[:60_000]

    def send(spoil):
        pieces = [body[:40_000], body[40_000:], b""]
        length = sum(len(f"{len(piece):x};chunk-signature=") + 64 + 4 + len(piece) for piece in pieces)
        request = put(
            own, length, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            content_encoding="aws-chunked", x_amz_decoded_content_length=str(len(body)),
        )  # fmt: skip
        return over_http2(own, request, spoil([request.chunk(piece) for piece in pieces]))

    assert send(lambda chunks: chunks) == (True, b"")
    assert s3.get_object(Bucket=BUCKET, Key="bad")["Body"].read() == body
    s3.delete_object(Bucket=BUCKET, Key="bad")
    ok, told = send(lambda chunks: [chunks[0], chunks[1][:-3] + bytes([chunks[1][-3] ^ 1]) + b"\r\n", chunks[2]])
    error = ElementTree.fromstring(told)
    assert (ok, error.findtext("Code"), error.findtext("Message")) == (False, *UNSIGNED[1:])
    # A stream that ends before its content-length is malformed.
    assert send(lambda chunks: [chunks[0], chunks[1][:-10_000]]) is None
