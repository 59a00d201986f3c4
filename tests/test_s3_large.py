"""An object larger than what the server may hold in memory: in parts, and back as a stream."""

import hashlib
import pathlib

PART = 8 << 20
PARTS = 25
MOST = 64 << 20


class Memory:
    """The most memory that a process had resident since it was last asked to forget."""

    def __init__(self, pid):
        self.process = pathlib.Path(f"/proc/{pid}")

    def forget(self):
        (self.process / "clear_refs").write_text("5")

    def peak(self):
        lines = (self.process / "status").read_text().splitlines()
        (kilobytes,) = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(kilobytes) << 10


def test_200_mib_in_parts_take_little_memory(make_server, clients_of):
    server = make_server()
    s3 = clients_of(server).boto3("s3")
    s3.create_bucket(Bucket="large")
    s3.put_object(Bucket="large", Key="warm", Body=b"x" * PART)
    memory = Memory(server.process.pid)
    memory.forget()
    before = memory.peak()

    # Parts that differ, and cost nothing to make.
    random = hashlib.shake_128(b"large").digest(PART)
    whole, etags, parts = hashlib.sha256(), hashlib.md5(), []
    of = {"Bucket": "large", "Key": "in parts"}
    upload = s3.create_multipart_upload(**of)["UploadId"]
    for number in range(1, PARTS + 1):
        body = number.to_bytes(8, "big") + random[8:]
        whole.update(body)
        etags.update(hashlib.md5(body).digest())
        part = s3.upload_part(**of, UploadId=upload, PartNumber=number, Body=body)
        parts.append({"PartNumber": number, "ETag": part["ETag"], "ChecksumCRC32": part["ChecksumCRC32"]})
    done = s3.complete_multipart_upload(**of, UploadId=upload, MultipartUpload={"Parts": parts})
    assert done["ETag"] == f'"{etags.hexdigest()}-{PARTS}"'
    put = memory.peak()

    got = s3.get_object(**of)
    assert got["ContentLength"] == PART * PARTS
    read = hashlib.sha256()
    for piece in got["Body"].iter_chunks(1 << 20):
        read.update(piece)
    assert read.digest() == whole.digest()
    peak = memory.peak()
    print(f"resident: {before >> 20} MiB before, at most {put >> 20} MiB with the parts, {peak >> 20} MiB with the object read")
    assert peak - before < MOST
