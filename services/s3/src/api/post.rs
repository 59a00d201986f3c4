//! Shapes of PostObject, which no model has (Amazon S3 API Reference, "POST Object").

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{Shape, Stream};

/// Input of `PostObject`: a form to a bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PostObjectRequest {
    /// The bucket.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The fields before the file, in their order: pairs of names and values in JSON, and as `file` the file's name. Who reads a form
    /// off the wire puts them here, as if they stood in the path.
    #[shape(required, label = "Form", sensitive)]
    pub form: String,
    /// When it came, by the clock by which its policy was made; the server's own where nobody says.
    #[shape(label = "Arrived")]
    pub arrived: Option<Timestamp>,
    /// The file.
    #[shape(payload)]
    pub body: Option<Stream>,
}

/// Output of `PostObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PostObjectOutput {
    /// 200, 201, 204, or 303 with a redirect.
    #[shape(status_code)]
    pub status_code: Option<i32>,
    /// The object's address, or where the form wants its sender to go.
    #[shape(header = "Location")]
    pub location: Option<String>,
    /// When a lifecycle rule ends the object, and which.
    #[shape(header = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// Entity tag of the object.
    #[shape(header = "ETag")]
    pub e_tag: Option<String>,
    /// The CRC32 of the object, in Base64.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// The CRC32C of the object, in Base64.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// The CRC64NVME of the object, in Base64.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// The SHA-1 of the object, in Base64.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// The SHA-256 of the object, in Base64.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// `FULL_OBJECT`.
    #[shape(header = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
    /// How the object is encrypted.
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// With which key.
    #[shape(name = "SSEKMSKeyId", header = "x-amz-server-side-encryption-aws-kms-key-id", sensitive)]
    pub ssekms_key_id: Option<String>,
    /// Whether a key of the bucket stands between.
    #[shape(header = "x-amz-server-side-encryption-bucket-key-enabled")]
    pub bucket_key_enabled: Option<bool>,
    /// Version ID of the object.
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// The media type of the body, if there is one.
    #[shape(header = "Content-Type")]
    pub content_type: Option<String>,
    /// A [`PostResponse`] as a document, where the form asks for status 201.
    #[shape(payload)]
    pub body: Option<Bytes>,
}

/// The document around a [`PostResponse`].
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PostObjectAnswer {
    /// The root element.
    #[shape(payload)]
    pub post_response: Option<PostResponse>,
}

/// What a form's sender is told that asks for status 201.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PostResponse {
    /// The object's address.
    #[shape(required)]
    pub location: String,
    /// The bucket.
    #[shape(required)]
    pub bucket: String,
    /// The object's key.
    #[shape(required)]
    pub key: String,
    /// Entity tag of the object.
    #[shape(required)]
    pub e_tag: String,
}
