//! The shapes of Amazon Simple Storage Service, from AWS's published model of API version 2006-03-01 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.

mod post;
mod restore;

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{ErrorShape, Route, Shape, Stream};

pub use self::post::{PostObjectAnswer, PostObjectOutput, PostObjectRequest, PostResponse};
pub use self::restore::{
    GlacierJobParameters, OutputLocation, OutputPlace, RestoreObjectOutput, RestoreObjectRequest, RestoreRequest,
    SelectParameters,
};

/// Input of `CreateBucket`.
///
/// This action creates an Amazon S3 bucket. To create an Amazon S3 on Outposts bucket, see
/// `CreateBucket` .
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateBucketRequest {
    /// The canned ACL to apply to the bucket.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// The name of the bucket to create.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The configuration information for the bucket.
    #[shape(payload)]
    pub create_bucket_configuration: Option<CreateBucketConfiguration>,
    /// Allows grantee the read, write, read ACP, and write ACP permissions on the bucket.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Allows grantee to list the objects in the bucket.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Allows grantee to read the bucket ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Allows grantee to create new objects in the bucket.
    #[shape(header = "x-amz-grant-write", query = "x-amz-grant-write")]
    pub grant_write: Option<String>,
    /// Allows grantee to write the ACL for the applicable bucket.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// Specifies whether you want S3 Object Lock to be enabled for the new bucket.
    #[shape(header = "x-amz-bucket-object-lock-enabled", query = "x-amz-bucket-object-lock-enabled")]
    pub object_lock_enabled_for_bucket: Option<bool>,
    /// The container element for object ownership for a bucket's ownership controls.
    #[shape(header = "x-amz-object-ownership", query = "x-amz-object-ownership")]
    pub object_ownership: Option<String>,
    /// Specifies the namespace where you want to create your general purpose bucket.
    #[shape(header = "x-amz-bucket-namespace", query = "x-amz-bucket-namespace")]
    pub bucket_namespace: Option<String>,
}

/// Output of `CreateBucket`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateBucketOutput {
    /// A forward slash followed by the name of the bucket.
    #[shape(header = "Location")]
    pub location: Option<String>,
    /// The Amazon Resource Name (ARN) of the S3 bucket. ARNs uniquely identify Amazon Web
    /// Services resources across all of Amazon Web Services.
    #[shape(header = "x-amz-bucket-arn", query = "x-amz-bucket-arn")]
    pub bucket_arn: Option<String>,
}

/// Input of `HeadBucket`.
///
/// You can use this operation to determine if a bucket exists and if you have permission to
/// access it. The action returns a `200 OK` HTTP status code if the bucket exists and you
/// have permission to access it.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HeadBucketRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `HeadBucket`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HeadBucketOutput {
    /// The Amazon Resource Name (ARN) of the S3 bucket. ARNs uniquely identify Amazon Web
    /// Services resources across all of Amazon Web Services.
    #[shape(header = "x-amz-bucket-arn", query = "x-amz-bucket-arn")]
    pub bucket_arn: Option<String>,
    /// The type of location where the bucket is created.
    #[shape(header = "x-amz-bucket-location-type", query = "x-amz-bucket-location-type")]
    pub bucket_location_type: Option<String>,
    /// The name of the location where the bucket will be created.
    #[shape(header = "x-amz-bucket-location-name", query = "x-amz-bucket-location-name")]
    pub bucket_location_name: Option<String>,
    /// The Region that the bucket is located.
    #[shape(header = "x-amz-bucket-region", query = "x-amz-bucket-region")]
    pub bucket_region: Option<String>,
    /// Indicates whether the bucket name used in the request is an access point alias.
    #[shape(header = "x-amz-access-point-alias", query = "x-amz-access-point-alias")]
    pub access_point_alias: Option<bool>,
}

/// Input of `DeleteBucket`.
///
/// Deletes the S3 bucket. All objects (including all object versions and delete markers) in
/// the bucket must be deleted before the bucket itself can be deleted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketRequest {
    /// Specifies the bucket being deleted.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `ListBuckets`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListBucketsRequest {
    /// Maximum number of buckets to be returned in response. When the number is more than the
    /// count of buckets that are owned by an Amazon Web Services account, return all the buckets
    /// in response.
    #[shape(query_param = "max-buckets", query = "max-buckets")]
    pub max_buckets: Option<i32>,
    /// `ContinuationToken` indicates to Amazon S3 that the list is being continued on this bucket
    /// with a token. `ContinuationToken` is obfuscated and is not a real key.
    #[shape(query_param = "continuation-token", query = "continuation-token")]
    pub continuation_token: Option<String>,
    /// Limits the response to bucket names that begin with the specified bucket name prefix.
    #[shape(query_param = "prefix", query = "prefix")]
    pub prefix: Option<String>,
    /// Limits the response to buckets that are located in the specified Amazon Web Services
    /// Region.
    #[shape(query_param = "bucket-region", query = "bucket-region")]
    pub bucket_region: Option<String>,
}

/// Output of `ListBuckets`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListAllMyBucketsResult")]
pub struct ListBucketsOutput {
    /// The list of buckets owned by the requester.
    #[shape(item(query = "Bucket"))]
    pub buckets: Option<Vec<Bucket>>,
    /// The owner of the buckets listed.
    pub owner: Option<Owner>,
    /// `ContinuationToken` is included in the response when there are more buckets that can be
    /// listed with pagination. The next `ListBuckets` request to Amazon S3 can be continued with
    /// this `ContinuationToken`.
    pub continuation_token: Option<String>,
    /// If `Prefix` was sent with the request, it is included in the response.
    pub prefix: Option<String>,
}

/// Input of `GetBucketLocation`.
///
/// Using the `GetBucketLocation` operation is no longer a best practice. To return the Region
/// that a bucket resides in, we recommend that you use the HeadBucket operation instead.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketLocationRequest {
    /// The name of the bucket for which to get the location.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketLocation`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "LocationConstraint")]
pub struct GetBucketLocationOutput {
    /// Specifies the Region where the bucket resides. For a list of all the Amazon S3 supported
    /// location constraints by Region, see Regions and Endpoints.
    #[shape(query = "")]
    pub location_constraint: Option<String>,
}

/// Input of `PutBucketVersioning`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketVersioningRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// \>The Base64 encoded 128-bit `MD5` digest of the data. You must use this header as a
    /// message integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The concatenation of the authentication device's serial number, a space, and the value
    /// that is displayed on your authentication device. The serial number is the number that
    /// uniquely identifies the MFA device.
    #[shape(name = "MFA", header = "x-amz-mfa", query = "x-amz-mfa")]
    pub mfa: Option<String>,
    /// Container for setting the versioning state.
    #[shape(required, payload)]
    pub versioning_configuration: VersioningConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketVersioning`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketVersioningRequest {
    /// The name of the bucket for which to get the versioning information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketVersioning`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "VersioningConfiguration")]
pub struct GetBucketVersioningOutput {
    /// The versioning state of the bucket.
    pub status: Option<String>,
    /// Specifies whether MFA delete is enabled in the bucket versioning configuration. This
    /// element is only returned if the bucket has been configured with MFA delete.
    #[shape(name = "MFADelete", query = "MfaDelete")]
    pub mfa_delete: Option<String>,
}

/// Input of `PutObject`.
///
/// End of support notice: As of October 1, 2025, Amazon S3 has discontinued support for Email
/// Grantee Access Control Lists (ACLs).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectRequest {
    /// The canned ACL to apply to the object. For more information, see Canned ACL in the Amazon
    /// S3 User Guide.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// Object data.
    #[shape(payload)]
    pub body: Option<Stream>,
    /// The bucket name to which the PUT action was initiated.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Can be used to specify caching behavior along the request/reply chain. For more
    /// information, see http://www.w3.org/Protocols/rfc2616/rfc2616-sec14.html#sec14.9.
    #[shape(header = "Cache-Control", query = "Cache-Control")]
    pub cache_control: Option<String>,
    /// Specifies presentational information for the object. For more information, see
    /// https://www.rfc-editor.org/rfc/rfc6266#section-4.
    #[shape(header = "Content-Disposition", query = "Content-Disposition")]
    pub content_disposition: Option<String>,
    /// Specifies what content encodings have been applied to the object and thus what decoding
    /// mechanisms must be applied to obtain the media-type referenced by the Content-Type header
    /// field.
    #[shape(header = "Content-Encoding", query = "Content-Encoding")]
    pub content_encoding: Option<String>,
    /// The language the content is in.
    #[shape(header = "Content-Language", query = "Content-Language")]
    pub content_language: Option<String>,
    /// Size of the body in bytes. This parameter is useful when the size of the body cannot be
    /// determined automatically.
    #[shape(header = "Content-Length", query = "Content-Length")]
    pub content_length: Option<i64>,
    /// The Base64 encoded 128-bit `MD5` digest of the message (without the headers) according to
    /// RFC 1864. This header can be used as a message integrity check to verify that the data is
    /// the same data that was originally sent.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// A standard MIME type describing the format of the contents. For more information, see
    /// https://www.rfc-editor.org/rfc/rfc9110.html#name-content-type.
    #[shape(header = "Content-Type", query = "Content-Type")]
    pub content_type: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The fields that follow the body in its chunks, one of which may be its checksum. Not in the model.
    #[shape(header = "x-amz-trailer")]
    pub trailer: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32` checksum of the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32C` checksum of the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 160-bit
    /// `SHA1` digest of the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 256-bit
    /// `SHA256` digest of the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 512-bit
    /// `SHA512` digest of the object.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `MD5` digest of the object.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH64` checksum of the object.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH3` checksum of the object.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `XXHASH128` checksum of the object.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// The date and time at which the object is no longer cacheable. For more information, see
    /// https://www.rfc-editor.org/rfc/rfc7234#section-5.3.
    #[shape(header = "Expires")]
    pub expires: Option<String>,
    /// Uploads the object only if the ETag (entity tag) value provided during the WRITE operation
    /// matches the ETag of the object in S3. If the ETag values do not match, the operation
    /// returns a `412 Precondition Failed` error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// Uploads the object only if the object key name does not already exist in the bucket
    /// specified. Otherwise, Amazon S3 returns a `412 Precondition Failed` error.
    #[shape(header = "If-None-Match", query = "If-None-Match")]
    pub if_none_match: Option<String>,
    /// Gives the grantee READ, READ_ACP, and WRITE_ACP permissions on the object.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Allows grantee to read the object data and its metadata.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Allows grantee to read the object ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Allows grantee to write the ACL for the applicable object.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// Object key for which the PUT action was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Specifies the offset for appending data to existing objects in bytes. The offset must be
    /// equal to the size of the existing object being appended to.
    #[shape(header = "x-amz-write-offset-bytes", query = "x-amz-write-offset-bytes")]
    pub write_offset_bytes: Option<i64>,
    /// A map of metadata to store with the object in S3.
    #[shape(headers = "x-amz-meta-", query = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// The server-side encryption algorithm that was used when you store this object in Amazon S3
    /// or Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// By default, Amazon S3 uses the STANDARD Storage Class to store newly created objects. The
    /// STANDARD storage class provides high durability and high availability.
    #[shape(header = "x-amz-storage-class", query = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    /// If the bucket is configured as a website, redirects requests for this object to another
    /// object in the same bucket or to an external URL. Amazon S3 stores the value of this header
    /// in the object metadata.
    #[shape(header = "x-amz-website-redirect-location", query = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    /// Specifies the algorithm to use when encrypting the object (for example, `AES256`).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Specifies the KMS key ID (Key ID, Key ARN, or Key Alias) to use for object encryption. If
    /// the KMS key doesn't exist in the same account that's issuing the command, you must use the
    /// full Key ARN not the Key ID.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Specifies the Amazon Web Services KMS Encryption Context as an additional encryption
    /// context to use for object encryption.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Specifies whether Amazon S3 should use an S3 Bucket Key for object encryption with
    /// server-side encryption using Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The tag-set for the object. The tag-set must be encoded as URL Query parameters.
    #[shape(header = "x-amz-tagging", query = "x-amz-tagging")]
    pub tagging: Option<String>,
    /// The Object Lock mode that you want to apply to this object.
    #[shape(header = "x-amz-object-lock-mode", query = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<String>,
    /// The date and time when you want this object's Object Lock to expire. Must be formatted as
    /// a timestamp parameter.
    #[shape(
        header = "x-amz-object-lock-retain-until-date",
        query = "x-amz-object-lock-retain-until-date",
        timestamp_format = "iso8601"
    )]
    pub object_lock_retain_until_date: Option<Timestamp>,
    /// Specifies whether a legal hold will be applied to this object. For more information about
    /// S3 Object Lock, see Object Lock in the Amazon S3 User Guide.
    #[shape(header = "x-amz-object-lock-legal-hold", query = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `PutObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectOutput {
    /// If the expiration is configured for the object (see PutBucketLifecycleConfiguration) in
    /// the Amazon S3 User Guide, the response includes this header.
    #[shape(header = "x-amz-expiration", query = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// Entity tag for the uploaded object.
    #[shape(header = "ETag")]
    pub e_tag: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32 checksum` of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. This header is present if the
    /// object was uploaded with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. This header is present if the
    /// object was uploaded with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. This header is present if
    /// the object was uploaded with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. This header is present if the
    /// object was uploaded with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. This header is present if
    /// the object was uploaded with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// This header specifies the checksum type of the object, which determines how part-level
    /// checksums are combined to create an object-level checksum for multipart objects.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// Version ID of the object.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// If present, indicates the Amazon Web Services KMS Encryption Context to use for object
    /// encryption.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Indicates whether the uploaded object uses an S3 Bucket Key for server-side encryption
    /// with Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// The size of the object in bytes. This value is only be present if you append to an object.
    #[shape(header = "x-amz-object-size", query = "x-amz-object-size")]
    pub size: Option<i64>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `GetObject`.
///
/// Retrieves an object from Amazon S3.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectRequest {
    /// The bucket name containing the object.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Return the object only if its entity tag (ETag) is the same as the one specified in this
    /// header; otherwise, return a `412 Precondition Failed` error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// Return the object only if it has been modified since the specified time; otherwise, return
    /// a `304 Not Modified` error.
    #[shape(header = "If-Modified-Since", query = "If-Modified-Since")]
    pub if_modified_since: Option<Timestamp>,
    /// Return the object only if its entity tag (ETag) is different from the one specified in
    /// this header; otherwise, return a `304 Not Modified` error.
    #[shape(header = "If-None-Match", query = "If-None-Match")]
    pub if_none_match: Option<String>,
    /// Return the object only if it has not been modified since the specified time; otherwise,
    /// return a `412 Precondition Failed` error.
    #[shape(header = "If-Unmodified-Since", query = "If-Unmodified-Since")]
    pub if_unmodified_since: Option<Timestamp>,
    /// Key of the object to get.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Downloads the specified byte range of an object. For more information about the HTTP Range
    /// header, see https://www.rfc-editor.org/rfc/rfc9110.html#name-range.
    #[shape(header = "Range")]
    pub range: Option<String>,
    /// Sets the `Cache-Control` header of the response.
    #[shape(query_param = "response-cache-control", query = "response-cache-control")]
    pub response_cache_control: Option<String>,
    /// Sets the `Content-Disposition` header of the response.
    #[shape(query_param = "response-content-disposition", query = "response-content-disposition")]
    pub response_content_disposition: Option<String>,
    /// Sets the `Content-Encoding` header of the response.
    #[shape(query_param = "response-content-encoding", query = "response-content-encoding")]
    pub response_content_encoding: Option<String>,
    /// Sets the `Content-Language` header of the response.
    #[shape(query_param = "response-content-language", query = "response-content-language")]
    pub response_content_language: Option<String>,
    /// Sets the `Content-Type` header of the response.
    #[shape(query_param = "response-content-type", query = "response-content-type")]
    pub response_content_type: Option<String>,
    /// Sets the `Expires` header of the response.
    #[shape(query_param = "response-expires", query = "response-expires", timestamp_format = "rfc822")]
    pub response_expires: Option<Timestamp>,
    /// Version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Specifies the algorithm to use when decrypting the object (for example, `AES256`).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key that you originally provided for Amazon S3
    /// to encrypt the data before storing it.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the customer-provided encryption key according to RFC
    /// 1321. Amazon S3 uses this header for a message integrity check to ensure that the
    /// encryption key was transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Part number of the object being read. This is a positive integer between 1 and 10,000.
    #[shape(query_param = "partNumber", query = "partNumber")]
    pub part_number: Option<i32>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// To retrieve the checksum, this mode must be enabled.
    #[shape(header = "x-amz-checksum-mode", query = "x-amz-checksum-mode")]
    pub checksum_mode: Option<String>,
}

/// Output of `GetObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectOutput {
    /// Object data.
    #[shape(payload)]
    pub body: Option<Stream>,
    /// Indicates whether the object retrieved was (true) or was not (false) a Delete Marker. If
    /// false, this response header does not appear in the response.
    #[shape(header = "x-amz-delete-marker", query = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    /// Indicates that a range of bytes was specified in the request.
    #[shape(header = "accept-ranges", query = "accept-ranges")]
    pub accept_ranges: Option<String>,
    /// If the object expiration is configured (see `PutBucketLifecycleConfiguration` ), the
    /// response includes this header. It includes the `expiry-date` and `rule-id` key-value pairs
    /// providing object expiration information.
    #[shape(header = "x-amz-expiration", query = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// Provides information about object restoration action and expiration time of the restored
    /// object copy.
    #[shape(header = "x-amz-restore", query = "x-amz-restore")]
    pub restore: Option<String>,
    /// Date and time when the object was last modified.
    #[shape(header = "Last-Modified", query = "Last-Modified")]
    pub last_modified: Option<Timestamp>,
    /// Size of the body in bytes.
    #[shape(header = "Content-Length", query = "Content-Length")]
    pub content_length: Option<i64>,
    /// An entity tag (ETag) is an opaque identifier assigned by a web server to a specific
    /// version of a resource found at a URL.
    #[shape(header = "ETag")]
    pub e_tag: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the object. This checksum is only present
    /// if the object was uploaded with the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. For more information, see Checking
    /// object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// The checksum type, which determines how part-level checksums are combined to create an
    /// object-level checksum for multipart objects.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
    /// This is set to the number of metadata entries not returned in the headers that are
    /// prefixed with `x-amz-meta-`.
    #[shape(header = "x-amz-missing-meta", query = "x-amz-missing-meta")]
    pub missing_meta: Option<i32>,
    /// Version ID of the object.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// Specifies caching behavior along the request/reply chain.
    #[shape(header = "Cache-Control", query = "Cache-Control")]
    pub cache_control: Option<String>,
    /// Specifies presentational information for the object.
    #[shape(header = "Content-Disposition", query = "Content-Disposition")]
    pub content_disposition: Option<String>,
    /// Indicates what content encodings have been applied to the object and thus what decoding
    /// mechanisms must be applied to obtain the media-type referenced by the Content-Type header
    /// field.
    #[shape(header = "Content-Encoding", query = "Content-Encoding")]
    pub content_encoding: Option<String>,
    /// The language the content is in.
    #[shape(header = "Content-Language", query = "Content-Language")]
    pub content_language: Option<String>,
    /// The portion of the object returned in the response.
    #[shape(header = "Content-Range", query = "Content-Range")]
    pub content_range: Option<String>,
    /// A standard MIME type describing the format of the object data.
    #[shape(header = "Content-Type", query = "Content-Type")]
    pub content_type: Option<String>,
    /// The date and time at which the object is no longer cacheable.
    #[shape(header = "Expires")]
    pub expires: Option<String>,
    /// If the bucket is configured as a website, redirects requests for this object to another
    /// object in the same bucket or to an external URL. Amazon S3 stores the value of this header
    /// in the object metadata.
    #[shape(header = "x-amz-website-redirect-location", query = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// A map of metadata to store with the object in S3.
    #[shape(headers = "x-amz-meta-", query = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Indicates whether the object uses an S3 Bucket Key for server-side encryption with Key
    /// Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// Provides storage class information of the object. Amazon S3 returns this header for all
    /// objects except for S3 Standard storage class objects.
    #[shape(header = "x-amz-storage-class", query = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// Amazon S3 can return this if your request involves a bucket that is either a source or
    /// destination in a replication rule.
    #[shape(header = "x-amz-replication-status", query = "x-amz-replication-status")]
    pub replication_status: Option<String>,
    /// The count of parts this object has. This value is only returned if you specify
    /// `partNumber` in your request and the object was uploaded as a multipart upload.
    #[shape(header = "x-amz-mp-parts-count", query = "x-amz-mp-parts-count")]
    pub parts_count: Option<i32>,
    /// The number of tags, if any, on the object, when you have the relevant permission to read
    /// object tags.
    #[shape(header = "x-amz-tagging-count", query = "x-amz-tagging-count")]
    pub tag_count: Option<i32>,
    /// The Object Lock mode that's currently in place for this object.
    #[shape(header = "x-amz-object-lock-mode", query = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<String>,
    /// The date and time when this object's Object Lock will expire.
    #[shape(
        header = "x-amz-object-lock-retain-until-date",
        query = "x-amz-object-lock-retain-until-date",
        timestamp_format = "iso8601"
    )]
    pub object_lock_retain_until_date: Option<Timestamp>,
    /// Indicates whether this object has an active legal hold. This field is only returned if you
    /// have permission to view an object's legal hold status.
    #[shape(header = "x-amz-object-lock-legal-hold", query = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<String>,
    /// The HTTP status: 206 for a part of the object. Not in the model.
    #[shape(status_code)]
    pub status_code: Option<i32>,
}

/// Input of `HeadObject`.
///
/// The `HEAD` operation retrieves metadata from an object without returning the object
/// itself. This operation is useful if you're interested only in an object's metadata.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HeadObjectRequest {
    /// The name of the bucket that contains the object.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Return the object only if its entity tag (ETag) is the same as the one specified;
    /// otherwise, return a 412 (precondition failed) error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// Return the object only if it has been modified since the specified time; otherwise, return
    /// a 304 (not modified) error.
    #[shape(header = "If-Modified-Since", query = "If-Modified-Since")]
    pub if_modified_since: Option<Timestamp>,
    /// Return the object only if its entity tag (ETag) is different from the one specified;
    /// otherwise, return a 304 (not modified) error.
    #[shape(header = "If-None-Match", query = "If-None-Match")]
    pub if_none_match: Option<String>,
    /// Return the object only if it has not been modified since the specified time; otherwise,
    /// return a 412 (precondition failed) error.
    #[shape(header = "If-Unmodified-Since", query = "If-Unmodified-Since")]
    pub if_unmodified_since: Option<Timestamp>,
    /// The object key.
    #[shape(required, label = "Key")]
    pub key: String,
    /// HeadObject returns only the metadata for an object. If the Range is satisfiable, only the
    /// `ContentLength` is affected in the response.
    #[shape(header = "Range")]
    pub range: Option<String>,
    /// Sets the `Cache-Control` header of the response.
    #[shape(query_param = "response-cache-control", query = "response-cache-control")]
    pub response_cache_control: Option<String>,
    /// Sets the `Content-Disposition` header of the response.
    #[shape(query_param = "response-content-disposition", query = "response-content-disposition")]
    pub response_content_disposition: Option<String>,
    /// Sets the `Content-Encoding` header of the response.
    #[shape(query_param = "response-content-encoding", query = "response-content-encoding")]
    pub response_content_encoding: Option<String>,
    /// Sets the `Content-Language` header of the response.
    #[shape(query_param = "response-content-language", query = "response-content-language")]
    pub response_content_language: Option<String>,
    /// Sets the `Content-Type` header of the response.
    #[shape(query_param = "response-content-type", query = "response-content-type")]
    pub response_content_type: Option<String>,
    /// Sets the `Expires` header of the response.
    #[shape(query_param = "response-expires", query = "response-expires", timestamp_format = "rfc822")]
    pub response_expires: Option<Timestamp>,
    /// Version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Specifies the algorithm to use when encrypting the object (for example, AES256).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Part number of the object being read. This is a positive integer between 1 and 10,000.
    #[shape(query_param = "partNumber", query = "partNumber")]
    pub part_number: Option<i32>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// To retrieve the checksum, this parameter must be enabled.
    #[shape(header = "x-amz-checksum-mode", query = "x-amz-checksum-mode")]
    pub checksum_mode: Option<String>,
}

/// Output of `HeadObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct HeadObjectOutput {
    /// Specifies whether the object retrieved was (true) or was not (false) a Delete Marker. If
    /// false, this response header does not appear in the response.
    #[shape(header = "x-amz-delete-marker", query = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    /// Indicates that a range of bytes was specified.
    #[shape(header = "accept-ranges", query = "accept-ranges")]
    pub accept_ranges: Option<String>,
    /// If the object expiration is configured (see `PutBucketLifecycleConfiguration` ), the
    /// response includes this header. It includes the `expiry-date` and `rule-id` key-value pairs
    /// providing object expiration information.
    #[shape(header = "x-amz-expiration", query = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// If the object is an archived object (an object whose storage class is GLACIER), the
    /// response includes this header if either the archive restoration is in progress (see
    /// RestoreObject or an archive copy is already restored.
    #[shape(header = "x-amz-restore", query = "x-amz-restore")]
    pub restore: Option<String>,
    /// The archive state of the head object.
    #[shape(header = "x-amz-archive-status", query = "x-amz-archive-status")]
    pub archive_status: Option<String>,
    /// Date and time when the object was last modified.
    #[shape(header = "Last-Modified", query = "Last-Modified")]
    pub last_modified: Option<Timestamp>,
    /// Size of the body in bytes.
    #[shape(header = "Content-Length", query = "Content-Length")]
    pub content_length: Option<i64>,
    /// The Base64 encoded, 32-bit `CRC32 checksum` of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. For more information, see Checking
    /// object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// The checksum type, which determines how part-level checksums are combined to create an
    /// object-level checksum for multipart objects.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
    /// An entity tag (ETag) is an opaque identifier assigned by a web server to a specific
    /// version of a resource found at a URL.
    #[shape(header = "ETag")]
    pub e_tag: Option<String>,
    /// This is set to the number of metadata entries not returned in `x-amz-meta` headers. This
    /// can happen if you create metadata using an API like SOAP that supports more flexible
    /// metadata than the REST API.
    #[shape(header = "x-amz-missing-meta", query = "x-amz-missing-meta")]
    pub missing_meta: Option<i32>,
    /// Version ID of the object.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// Specifies caching behavior along the request/reply chain.
    #[shape(header = "Cache-Control", query = "Cache-Control")]
    pub cache_control: Option<String>,
    /// Specifies presentational information for the object.
    #[shape(header = "Content-Disposition", query = "Content-Disposition")]
    pub content_disposition: Option<String>,
    /// Indicates what content encodings have been applied to the object and thus what decoding
    /// mechanisms must be applied to obtain the media-type referenced by the Content-Type header
    /// field.
    #[shape(header = "Content-Encoding", query = "Content-Encoding")]
    pub content_encoding: Option<String>,
    /// The language the content is in.
    #[shape(header = "Content-Language", query = "Content-Language")]
    pub content_language: Option<String>,
    /// A standard MIME type describing the format of the object data.
    #[shape(header = "Content-Type", query = "Content-Type")]
    pub content_type: Option<String>,
    /// The portion of the object returned in the response for a `GET` request.
    #[shape(header = "Content-Range", query = "Content-Range")]
    pub content_range: Option<String>,
    /// The date and time at which the object is no longer cacheable.
    #[shape(header = "Expires")]
    pub expires: Option<String>,
    /// If the bucket is configured as a website, redirects requests for this object to another
    /// object in the same bucket or to an external URL. Amazon S3 stores the value of this header
    /// in the object metadata.
    #[shape(header = "x-amz-website-redirect-location", query = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// A map of metadata to store with the object in S3.
    #[shape(headers = "x-amz-meta-", query = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Indicates whether the object uses an S3 Bucket Key for server-side encryption with Key
    /// Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// Provides storage class information of the object. Amazon S3 returns this header for all
    /// objects except for S3 Standard storage class objects.
    #[shape(header = "x-amz-storage-class", query = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// Amazon S3 can return this header if your request involves a bucket that is either a source
    /// or a destination in a replication rule.
    #[shape(header = "x-amz-replication-status", query = "x-amz-replication-status")]
    pub replication_status: Option<String>,
    /// The count of parts this object has. This value is only returned if you specify
    /// `partNumber` in your request and the object was uploaded as a multipart upload.
    #[shape(header = "x-amz-mp-parts-count", query = "x-amz-mp-parts-count")]
    pub parts_count: Option<i32>,
    /// The number of tags, if any, on the object, when you have the relevant permission to read
    /// object tags.
    #[shape(header = "x-amz-tagging-count", query = "x-amz-tagging-count")]
    pub tag_count: Option<i32>,
    /// The Object Lock mode, if any, that's in effect for this object. This header is only
    /// returned if the requester has the `s3:GetObjectRetention` permission.
    #[shape(header = "x-amz-object-lock-mode", query = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<String>,
    /// The date and time when the Object Lock retention period expires. This header is only
    /// returned if the requester has the `s3:GetObjectRetention` permission.
    #[shape(
        header = "x-amz-object-lock-retain-until-date",
        query = "x-amz-object-lock-retain-until-date",
        timestamp_format = "iso8601"
    )]
    pub object_lock_retain_until_date: Option<Timestamp>,
    /// Specifies whether a legal hold is in effect for this object. This header is only returned
    /// if the requester has the `s3:GetObjectLegalHold` permission.
    #[shape(header = "x-amz-object-lock-legal-hold", query = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<String>,
    /// The HTTP status: 206 for a part of the object. Not in the model.
    #[shape(status_code)]
    pub status_code: Option<i32>,
}

/// Input of `DeleteObject`.
///
/// Removes an object from a bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteObjectRequest {
    /// The bucket name of the bucket containing the object.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Key name of the object to delete.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The concatenation of the authentication device's serial number, a space, and the value
    /// that is displayed on your authentication device.
    #[shape(name = "MFA", header = "x-amz-mfa", query = "x-amz-mfa")]
    pub mfa: Option<String>,
    /// Version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Indicates whether S3 Object Lock should bypass Governance-mode restrictions to process
    /// this operation. To use this header, you must have the `s3:BypassGovernanceRetention`
    /// permission.
    #[shape(header = "x-amz-bypass-governance-retention", query = "x-amz-bypass-governance-retention")]
    pub bypass_governance_retention: Option<bool>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Deletes the object if the ETag (entity tag) value provided during the delete operation
    /// matches the ETag of the object in S3. If the ETag values do not match, the operation
    /// returns a `412 Precondition Failed` error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// If present, the object is deleted only if its modification times matches the provided
    /// `Timestamp`. If the `Timestamp` values do not match, the operation returns a `412
    /// Precondition Failed` error.
    #[shape(
        header = "x-amz-if-match-last-modified-time",
        query = "x-amz-if-match-last-modified-time",
        timestamp_format = "rfc822"
    )]
    pub if_match_last_modified_time: Option<Timestamp>,
    /// If present, the object is deleted only if its size matches the provided size in bytes. If
    /// the `Size` value does not match, the operation returns a `412 Precondition Failed` error.
    #[shape(header = "x-amz-if-match-size", query = "x-amz-if-match-size")]
    pub if_match_size: Option<i64>,
}

/// Output of `DeleteObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteObjectOutput {
    /// Indicates whether the specified object version that was permanently deleted was (true) or
    /// was not (false) a delete marker before deletion.
    #[shape(header = "x-amz-delete-marker", query = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    /// Returns the version ID of the delete marker created as a result of the DELETE operation.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `DeleteObjects`.
///
/// This operation enables you to delete multiple objects from a bucket using a single HTTP
/// request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteObjectsRequest {
    /// The bucket name containing the objects to delete.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Container for the request.
    #[shape(required, payload)]
    pub delete: Delete,
    /// The concatenation of the authentication device's serial number, a space, and the value
    /// that is displayed on your authentication device.
    #[shape(name = "MFA", header = "x-amz-mfa", query = "x-amz-mfa")]
    pub mfa: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Specifies whether you want to delete this object even if it has a Governance-type Object
    /// Lock in place. To use this header, you must have the `s3:BypassGovernanceRetention`
    /// permission.
    #[shape(header = "x-amz-bypass-governance-retention", query = "x-amz-bypass-governance-retention")]
    pub bypass_governance_retention: Option<bool>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
}

/// Output of `DeleteObjects`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "DeleteResult")]
pub struct DeleteObjectsOutput {
    /// Container element for a successful delete. It identifies the object that was successfully
    /// deleted.
    #[shape(flat)]
    pub deleted: Option<Vec<DeletedObject>>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// Container for a failed delete action that describes the object that Amazon S3 attempted to
    /// delete and the error it encountered.
    #[shape(query = "Error", flat)]
    pub errors: Option<Vec<Error>>,
}

/// Input of `CopyObject`.
///
/// Creates a copy of an object that is already stored in Amazon S3.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CopyObjectRequest {
    /// The canned access control list (ACL) to apply to the object.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// The name of the destination bucket.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Specifies the caching behavior along the request/reply chain.
    #[shape(header = "Cache-Control", query = "Cache-Control")]
    pub cache_control: Option<String>,
    /// Indicates the algorithm that you want Amazon S3 to use to create the checksum for the
    /// object. For more information, see Checking object integrity in the Amazon S3 User Guide.
    #[shape(header = "x-amz-checksum-algorithm", query = "x-amz-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Specifies presentational information for the object. Indicates whether an object should be
    /// displayed in a web browser or downloaded as a file.
    #[shape(header = "Content-Disposition", query = "Content-Disposition")]
    pub content_disposition: Option<String>,
    /// Specifies what content encodings have been applied to the object and thus what decoding
    /// mechanisms must be applied to obtain the media-type referenced by the Content-Type header
    /// field.
    #[shape(header = "Content-Encoding", query = "Content-Encoding")]
    pub content_encoding: Option<String>,
    /// The language the content is in.
    #[shape(header = "Content-Language", query = "Content-Language")]
    pub content_language: Option<String>,
    /// A standard MIME type that describes the format of the object data.
    #[shape(header = "Content-Type", query = "Content-Type")]
    pub content_type: Option<String>,
    /// Specifies the source object for the copy operation. The source object can be up to 5 GB.
    #[shape(required, header = "x-amz-copy-source", query = "x-amz-copy-source")]
    pub copy_source: String,
    /// Copies the object if its entity tag (ETag) matches the specified tag.
    #[shape(header = "x-amz-copy-source-if-match", query = "x-amz-copy-source-if-match")]
    pub copy_source_if_match: Option<String>,
    /// Copies the object if it has been modified since the specified time.
    #[shape(header = "x-amz-copy-source-if-modified-since", query = "x-amz-copy-source-if-modified-since")]
    pub copy_source_if_modified_since: Option<Timestamp>,
    /// Copies the object if its entity tag (ETag) is different than the specified ETag.
    #[shape(header = "x-amz-copy-source-if-none-match", query = "x-amz-copy-source-if-none-match")]
    pub copy_source_if_none_match: Option<String>,
    /// Copies the object if it hasn't been modified since the specified time.
    #[shape(header = "x-amz-copy-source-if-unmodified-since", query = "x-amz-copy-source-if-unmodified-since")]
    pub copy_source_if_unmodified_since: Option<Timestamp>,
    /// The date and time at which the object is no longer cacheable.
    #[shape(header = "Expires")]
    pub expires: Option<String>,
    /// Gives the grantee READ, READ_ACP, and WRITE_ACP permissions on the object.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Allows grantee to read the object data and its metadata.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Allows grantee to read the object ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Allows grantee to write the ACL for the applicable object.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// Copies the object if the entity tag (ETag) of the destination object matches the specified
    /// tag. If the ETag values do not match, the operation returns a `412 Precondition Failed`
    /// error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// Copies the object only if the object key name at the destination does not already exist in
    /// the bucket specified. Otherwise, Amazon S3 returns a `412 Precondition Failed` error.
    #[shape(header = "If-None-Match", query = "If-None-Match")]
    pub if_none_match: Option<String>,
    /// The key of the destination object.
    #[shape(required, label = "Key")]
    pub key: String,
    /// A map of metadata to store with the object in S3.
    #[shape(headers = "x-amz-meta-", query = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// Specifies whether the metadata is copied from the source object or replaced with metadata
    /// that's provided in the request. When copying an object, you can preserve all metadata (the
    /// default) or specify new metadata.
    #[shape(header = "x-amz-metadata-directive", query = "x-amz-metadata-directive")]
    pub metadata_directive: Option<String>,
    /// Specifies whether the object tag-set is copied from the source object or replaced with the
    /// tag-set that's provided in the request.
    #[shape(header = "x-amz-tagging-directive", query = "x-amz-tagging-directive")]
    pub tagging_directive: Option<String>,
    /// The server-side encryption algorithm used when storing this object in Amazon S3.
    /// Unrecognized or unsupported values won’t write a destination object and will receive a
    /// `400 Bad Request` response.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// If the `x-amz-storage-class` header is not used, the copied object will be stored in the
    /// `STANDARD` Storage Class by default. The `STANDARD` storage class provides high durability
    /// and high availability.
    #[shape(header = "x-amz-storage-class", query = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    /// If the destination bucket is configured as a website, redirects requests for this object
    /// copy to another object in the same bucket or to an external URL. Amazon S3 stores the
    /// value of this header in the object metadata.
    #[shape(header = "x-amz-website-redirect-location", query = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    /// Specifies the algorithm to use when encrypting the object (for example, `AES256`).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Specifies the KMS key ID (Key ID, Key ARN, or Key Alias) to use for object encryption. All
    /// GET and PUT requests for an object protected by KMS will fail if they're not made via SSL
    /// or using SigV4.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Specifies the Amazon Web Services KMS Encryption Context as an additional encryption
    /// context to use for the destination object encryption.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Specifies whether Amazon S3 should use an S3 Bucket Key for object encryption with
    /// server-side encryption using Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// Specifies the algorithm to use when decrypting the source object (for example, `AES256`).
    #[shape(
        name = "CopySourceSSECustomerAlgorithm",
        header = "x-amz-copy-source-server-side-encryption-customer-algorithm",
        query = "x-amz-copy-source-server-side-encryption-customer-algorithm"
    )]
    pub copy_source_sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use to decrypt the source
    /// object. The encryption key provided in this header must be the same one that was used when
    /// the source object was created.
    #[shape(
        name = "CopySourceSSECustomerKey",
        header = "x-amz-copy-source-server-side-encryption-customer-key",
        query = "x-amz-copy-source-server-side-encryption-customer-key",
        sensitive
    )]
    pub copy_source_sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "CopySourceSSECustomerKeyMD5",
        header = "x-amz-copy-source-server-side-encryption-customer-key-MD5",
        query = "x-amz-copy-source-server-side-encryption-customer-key-MD5"
    )]
    pub copy_source_sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The tag-set for the object copy in the destination bucket. This value must be used in
    /// conjunction with the `x-amz-tagging-directive` if you choose `REPLACE` for the
    /// `x-amz-tagging-directive`.
    #[shape(header = "x-amz-tagging", query = "x-amz-tagging")]
    pub tagging: Option<String>,
    /// The Object Lock mode that you want to apply to the object copy.
    #[shape(header = "x-amz-object-lock-mode", query = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<String>,
    /// The date and time when you want the Object Lock of the object copy to expire.
    #[shape(
        header = "x-amz-object-lock-retain-until-date",
        query = "x-amz-object-lock-retain-until-date",
        timestamp_format = "iso8601"
    )]
    pub object_lock_retain_until_date: Option<Timestamp>,
    /// Specifies whether you want to apply a legal hold to the object copy.
    #[shape(header = "x-amz-object-lock-legal-hold", query = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<String>,
    /// The account ID of the expected destination bucket owner.
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// The account ID of the expected source bucket owner. If the account ID that you provide
    /// does not match the actual owner of the source bucket, the request fails with the HTTP
    /// status code `403 Forbidden` (access denied).
    #[shape(header = "x-amz-source-expected-bucket-owner", query = "x-amz-source-expected-bucket-owner")]
    pub expected_source_bucket_owner: Option<String>,
}

/// Output of `CopyObject`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CopyObjectOutput {
    /// Container for all response elements.
    #[shape(payload)]
    pub copy_object_result: Option<CopyObjectResult>,
    /// If the object expiration is configured, the response includes this header.
    #[shape(header = "x-amz-expiration", query = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// Version ID of the source object that was copied.
    #[shape(header = "x-amz-copy-source-version-id", query = "x-amz-copy-source-version-id")]
    pub copy_source_version_id: Option<String>,
    /// Version ID of the newly created copy.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// If present, indicates the Amazon Web Services KMS Encryption Context to use for object
    /// encryption. The value of this header is a Base64 encoded UTF-8 string holding JSON with
    /// the encryption context key-value pairs.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Indicates whether the copied object uses an S3 Bucket Key for server-side encryption with
    /// Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `CreateMultipartUpload`.
///
/// End of support notice: As of October 1, 2025, Amazon S3 has discontinued support for Email
/// Grantee Access Control Lists (ACLs).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateMultipartUploadRequest {
    /// The canned ACL to apply to the object. Amazon S3 supports a set of predefined ACLs, known
    /// as canned ACLs.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// The name of the bucket where the multipart upload is initiated and where the object is
    /// uploaded.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Specifies caching behavior along the request/reply chain.
    #[shape(header = "Cache-Control", query = "Cache-Control")]
    pub cache_control: Option<String>,
    /// Specifies presentational information for the object.
    #[shape(header = "Content-Disposition", query = "Content-Disposition")]
    pub content_disposition: Option<String>,
    /// Specifies what content encodings have been applied to the object and thus what decoding
    /// mechanisms must be applied to obtain the media-type referenced by the Content-Type header
    /// field.
    #[shape(header = "Content-Encoding", query = "Content-Encoding")]
    pub content_encoding: Option<String>,
    /// The language that the content is in.
    #[shape(header = "Content-Language", query = "Content-Language")]
    pub content_language: Option<String>,
    /// A standard MIME type describing the format of the object data.
    #[shape(header = "Content-Type", query = "Content-Type")]
    pub content_type: Option<String>,
    /// The date and time at which the object is no longer cacheable.
    #[shape(header = "Expires")]
    pub expires: Option<String>,
    /// Specify access permissions explicitly to give the grantee READ, READ_ACP, and WRITE_ACP
    /// permissions on the object.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Specify access permissions explicitly to allow grantee to read the object data and its
    /// metadata.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Specify access permissions explicitly to allows grantee to read the object ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Specify access permissions explicitly to allows grantee to allow grantee to write the ACL
    /// for the applicable object.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// Object key for which the multipart upload is to be initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// A map of metadata to store with the object in S3.
    #[shape(headers = "x-amz-meta-", query = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// By default, Amazon S3 uses the STANDARD Storage Class to store newly created objects. The
    /// STANDARD storage class provides high durability and high availability.
    #[shape(header = "x-amz-storage-class", query = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    /// If the bucket is configured as a website, redirects requests for this object to another
    /// object in the same bucket or to an external URL. Amazon S3 stores the value of this header
    /// in the object metadata.
    #[shape(header = "x-amz-website-redirect-location", query = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    /// Specifies the algorithm to use when encrypting the object (for example, AES256).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the customer-provided encryption key according to RFC
    /// 1321. Amazon S3 uses this header for a message integrity check to ensure that the
    /// encryption key was transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Specifies the KMS key ID (Key ID, Key ARN, or Key Alias) to use for object encryption. If
    /// the KMS key doesn't exist in the same account that's issuing the command, you must use the
    /// full Key ARN not the Key ID.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Specifies the Amazon Web Services KMS Encryption Context to use for object encryption. The
    /// value of this header is a Base64 encoded string of a UTF-8 encoded JSON, which contains
    /// the encryption context as key-value pairs.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Specifies whether Amazon S3 should use an S3 Bucket Key for object encryption with
    /// server-side encryption using Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The tag-set for the object. The tag-set must be encoded as URL Query parameters.
    #[shape(header = "x-amz-tagging", query = "x-amz-tagging")]
    pub tagging: Option<String>,
    /// Specifies the Object Lock mode that you want to apply to the uploaded object.
    #[shape(header = "x-amz-object-lock-mode", query = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<String>,
    /// Specifies the date and time when you want the Object Lock to expire.
    #[shape(
        header = "x-amz-object-lock-retain-until-date",
        query = "x-amz-object-lock-retain-until-date",
        timestamp_format = "iso8601"
    )]
    pub object_lock_retain_until_date: Option<Timestamp>,
    /// Specifies whether you want to apply a legal hold to the uploaded object.
    #[shape(header = "x-amz-object-lock-legal-hold", query = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Indicates the algorithm that you want Amazon S3 to use to create the checksum for the
    /// object. For more information, see Checking object integrity in the Amazon S3 User Guide.
    #[shape(header = "x-amz-checksum-algorithm", query = "x-amz-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Indicates the checksum type that you want Amazon S3 to use to calculate the object’s
    /// checksum value. For more information, see Checking object integrity in the Amazon S3 User
    /// Guide.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
}

/// Output of `CreateMultipartUpload`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "InitiateMultipartUploadResult")]
pub struct CreateMultipartUploadOutput {
    /// If the bucket has a lifecycle rule configured with an action to abort incomplete multipart
    /// uploads and the prefix in the lifecycle rule matches the object name in the request, the
    /// response includes this header.
    #[shape(header = "x-amz-abort-date", query = "x-amz-abort-date")]
    pub abort_date: Option<Timestamp>,
    /// This header is returned along with the `x-amz-abort-date` header. It identifies the
    /// applicable lifecycle configuration rule that defines the action to abort incomplete
    /// multipart uploads.
    #[shape(header = "x-amz-abort-rule-id", query = "x-amz-abort-rule-id")]
    pub abort_rule_id: Option<String>,
    /// The name of the bucket to which the multipart upload was initiated. Does not return the
    /// access point ARN or access point alias if used.
    pub bucket: Option<String>,
    /// Object key for which the multipart upload was initiated.
    pub key: Option<String>,
    /// ID for the initiated multipart upload.
    pub upload_id: Option<String>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// If present, indicates the Amazon Web Services KMS Encryption Context to use for object
    /// encryption.
    #[shape(
        name = "SSEKMSEncryptionContext",
        header = "x-amz-server-side-encryption-context",
        query = "x-amz-server-side-encryption-context",
        sensitive
    )]
    pub ssekms_encryption_context: Option<String>,
    /// Indicates whether the multipart upload uses an S3 Bucket Key for server-side encryption
    /// with Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// The algorithm that was used to create a checksum of the object.
    #[shape(header = "x-amz-checksum-algorithm", query = "x-amz-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Indicates the checksum type that you want Amazon S3 to use to calculate the object’s
    /// checksum value. For more information, see Checking object integrity in the Amazon S3 User
    /// Guide.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
}

/// Input of `UploadPart`.
///
/// Uploads a part in a multipart upload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UploadPartRequest {
    /// Object data.
    #[shape(payload)]
    pub body: Option<Stream>,
    /// The name of the bucket to which the multipart upload was initiated.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Size of the body in bytes. This parameter is useful when the size of the body cannot be
    /// determined automatically.
    #[shape(header = "Content-Length", query = "Content-Length")]
    pub content_length: Option<i64>,
    /// The Base64 encoded 128-bit MD5 digest of the part data. This parameter is auto-populated
    /// when using the command from the CLI.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The fields that follow the body in its chunks, one of which may be its checksum. Not in the model.
    #[shape(header = "x-amz-trailer")]
    pub trailer: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32` checksum of the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32C` checksum of the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `CRC64NVME` checksum of the part.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 160-bit
    /// `SHA1` digest of the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 256-bit
    /// `SHA256` digest of the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 512-bit
    /// `SHA512` digest of the part.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `MD5` digest of the part.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH64` checksum of the part.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH3` checksum of the part.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `XXHASH128` checksum of the part.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// Object key for which the multipart upload was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Part number of part being uploaded. This is a positive integer between 1 and 10,000.
    #[shape(required, query_param = "partNumber", query = "partNumber")]
    pub part_number: i32,
    /// Upload ID identifying the multipart upload whose part is being uploaded.
    #[shape(required, query_param = "uploadId", query = "uploadId")]
    pub upload_id: String,
    /// Specifies the algorithm to use when encrypting the object (for example, AES256).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `UploadPart`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UploadPartOutput {
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// Entity tag for the uploaded object.
    #[shape(header = "ETag")]
    pub e_tag: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the part. This will only be present if the
    /// checksum was provided in the request.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the part. This will only be present if the
    /// checksum was provided in the request.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` checksum of the part. This will only be present if the
    /// checksum was provided in the request.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` checksum of the part. This will only be present if the
    /// checksum was provided in the request.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the part. This will only be present if
    /// the checksum was provided in the request.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Indicates whether the multipart upload uses an S3 Bucket Key for server-side encryption
    /// with Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `UploadPartCopy`.
///
/// Uploads a part by copying data from an existing object as data source. To specify the data
/// source, you add the request header `x-amz-copy-source` in your request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UploadPartCopyRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Specifies the source object for the copy operation.
    #[shape(required, header = "x-amz-copy-source", query = "x-amz-copy-source")]
    pub copy_source: String,
    /// Copies the object if its entity tag (ETag) matches the specified tag.
    #[shape(header = "x-amz-copy-source-if-match", query = "x-amz-copy-source-if-match")]
    pub copy_source_if_match: Option<String>,
    /// Copies the object if it has been modified since the specified time.
    #[shape(header = "x-amz-copy-source-if-modified-since", query = "x-amz-copy-source-if-modified-since")]
    pub copy_source_if_modified_since: Option<Timestamp>,
    /// Copies the object if its entity tag (ETag) is different than the specified ETag.
    #[shape(header = "x-amz-copy-source-if-none-match", query = "x-amz-copy-source-if-none-match")]
    pub copy_source_if_none_match: Option<String>,
    /// Copies the object if it hasn't been modified since the specified time.
    #[shape(header = "x-amz-copy-source-if-unmodified-since", query = "x-amz-copy-source-if-unmodified-since")]
    pub copy_source_if_unmodified_since: Option<Timestamp>,
    /// The range of bytes to copy from the source object. The range value must use the form
    /// bytes=first-last, where the first and last are the zero-based byte offsets to copy.
    #[shape(header = "x-amz-copy-source-range", query = "x-amz-copy-source-range")]
    pub copy_source_range: Option<String>,
    /// Object key for which the multipart upload was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Part number of part being copied. This is a positive integer between 1 and 10,000.
    #[shape(required, query_param = "partNumber", query = "partNumber")]
    pub part_number: i32,
    /// Upload ID identifying the multipart upload whose part is being copied.
    #[shape(required, query_param = "uploadId", query = "uploadId")]
    pub upload_id: String,
    /// Specifies the algorithm to use when encrypting the object (for example, AES256).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Specifies the algorithm to use when decrypting the source object (for example, `AES256`).
    #[shape(
        name = "CopySourceSSECustomerAlgorithm",
        header = "x-amz-copy-source-server-side-encryption-customer-algorithm",
        query = "x-amz-copy-source-server-side-encryption-customer-algorithm"
    )]
    pub copy_source_sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use to decrypt the source
    /// object. The encryption key provided in this header must be one that was used when the
    /// source object was created.
    #[shape(
        name = "CopySourceSSECustomerKey",
        header = "x-amz-copy-source-server-side-encryption-customer-key",
        query = "x-amz-copy-source-server-side-encryption-customer-key",
        sensitive
    )]
    pub copy_source_sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "CopySourceSSECustomerKeyMD5",
        header = "x-amz-copy-source-server-side-encryption-customer-key-MD5",
        query = "x-amz-copy-source-server-side-encryption-customer-key-MD5"
    )]
    pub copy_source_sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected destination bucket owner.
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// The account ID of the expected source bucket owner. If the account ID that you provide
    /// does not match the actual owner of the source bucket, the request fails with the HTTP
    /// status code `403 Forbidden` (access denied).
    #[shape(header = "x-amz-source-expected-bucket-owner", query = "x-amz-source-expected-bucket-owner")]
    pub expected_source_bucket_owner: Option<String>,
}

/// Output of `UploadPartCopy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UploadPartCopyOutput {
    /// The version of the source object that was copied, if you have enabled versioning on the
    /// source bucket.
    #[shape(header = "x-amz-copy-source-version-id", query = "x-amz-copy-source-version-id")]
    pub copy_source_version_id: Option<String>,
    /// Container for all response elements.
    #[shape(payload)]
    pub copy_part_result: Option<CopyPartResult>,
    /// The server-side encryption algorithm used when you store this object in Amazon S3 or
    /// Amazon FSx.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to confirm the encryption algorithm that's used.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// If server-side encryption with a customer-provided encryption key was requested, the
    /// response will include this header to provide the round-trip message integrity verification
    /// of the customer-provided encryption key.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Indicates whether the multipart upload uses an S3 Bucket Key for server-side encryption
    /// with Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `CompleteMultipartUpload`.
///
/// Completes a multipart upload by assembling previously uploaded parts.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CompleteMultipartUploadRequest {
    /// Name of the bucket to which the multipart upload was initiated.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Object key for which the multipart upload was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The container for the multipart upload request information.
    #[shape(query = "CompleteMultipartUpload", payload)]
    pub multipart_upload: Option<CompletedMultipartUpload>,
    /// ID for the initiated multipart upload.
    #[shape(required, query_param = "uploadId", query = "uploadId")]
    pub upload_id: String,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32` checksum of the object.
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32", query = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 32-bit
    /// `CRC32C` checksum of the object.
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c", query = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme", query = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 160-bit
    /// `SHA1` digest of the object.
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1", query = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 256-bit
    /// `SHA256` digest of the object.
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256", query = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 512-bit
    /// `SHA512` digest of the object.
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512", query = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `MD5` digest of the object.
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5", query = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH64` checksum of the object.
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64", query = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `XXHASH3` checksum of the object.
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3", query = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 128-bit
    /// `XXHASH128` checksum of the object.
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128", query = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    /// This header specifies the checksum type of the object, which determines how part-level
    /// checksums are combined to create an object-level checksum for multipart objects.
    #[shape(header = "x-amz-checksum-type", query = "x-amz-checksum-type")]
    pub checksum_type: Option<String>,
    /// The expected total object size of the multipart upload request. If there’s a mismatch
    /// between the specified object size value and the actual object size value, it results in an
    /// `HTTP 400 InvalidRequest` error.
    #[shape(header = "x-amz-mp-object-size", query = "x-amz-mp-object-size")]
    pub mpu_object_size: Option<i64>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Uploads the object only if the ETag (entity tag) value provided during the WRITE operation
    /// matches the ETag of the object in S3. If the ETag values do not match, the operation
    /// returns a `412 Precondition Failed` error.
    #[shape(header = "If-Match", query = "If-Match")]
    pub if_match: Option<String>,
    /// Uploads the object only if the object key name does not already exist in the bucket
    /// specified. Otherwise, Amazon S3 returns a `412 Precondition Failed` error.
    #[shape(header = "If-None-Match", query = "If-None-Match")]
    pub if_none_match: Option<String>,
    /// The server-side encryption (SSE) algorithm used to encrypt the object. This parameter is
    /// required only when the object was created using a checksum algorithm or if your bucket
    /// policy requires the use of SSE-C.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// The server-side encryption (SSE) customer managed key. This parameter is needed only when
    /// the object was created using a checksum algorithm.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// The MD5 server-side encryption (SSE) customer managed key. This parameter is needed only
    /// when the object was created using a checksum algorithm.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
}

/// Output of `CompleteMultipartUpload`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "CompleteMultipartUploadResult")]
pub struct CompleteMultipartUploadOutput {
    /// The URI that identifies the newly created object.
    pub location: Option<String>,
    /// The name of the bucket that contains the newly created object. Does not return the access
    /// point ARN or access point alias if used.
    pub bucket: Option<String>,
    /// The object key of the newly created object.
    pub key: Option<String>,
    /// If the object expiration is configured, this will contain the expiration date
    /// (`expiry-date`) and rule ID (`rule-id`). The value of `rule-id` is URL-encoded.
    #[shape(header = "x-amz-expiration", query = "x-amz-expiration")]
    pub expiration: Option<String>,
    /// Entity tag that identifies the newly created object's data. Objects with different object
    /// data will have different entity tags.
    pub e_tag: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32 checksum` of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// This header can be used as a data integrity check to verify that the data received is the
    /// same data that was originally sent. This header specifies the Base64 encoded, 64-bit
    /// `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. For more information, see Checking
    /// object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. For more information, see
    /// Checking object integrity in the Amazon S3 User Guide.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
    /// The checksum type, which determines how part-level checksums are combined to create an
    /// object-level checksum for multipart objects.
    pub checksum_type: Option<String>,
    /// The server-side encryption algorithm used when storing this object in Amazon S3.
    #[shape(header = "x-amz-server-side-encryption", query = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<String>,
    /// Version ID of the newly created object, in case the bucket has versioning turned on.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// If present, indicates the ID of the KMS key that was used for object encryption.
    #[shape(
        name = "SSEKMSKeyId",
        header = "x-amz-server-side-encryption-aws-kms-key-id",
        query = "x-amz-server-side-encryption-aws-kms-key-id",
        sensitive
    )]
    pub ssekms_key_id: Option<String>,
    /// Indicates whether the multipart upload uses an S3 Bucket Key for server-side encryption
    /// with Key Management Service (KMS) keys (SSE-KMS).
    #[shape(
        header = "x-amz-server-side-encryption-bucket-key-enabled",
        query = "x-amz-server-side-encryption-bucket-key-enabled"
    )]
    pub bucket_key_enabled: Option<bool>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `AbortMultipartUpload`.
///
/// This operation aborts a multipart upload. After a multipart upload is aborted, no
/// additional parts can be uploaded using that upload ID.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AbortMultipartUploadRequest {
    /// The bucket name to which the upload was taking place.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Key of the object for which the multipart upload was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Upload ID that identifies the multipart upload.
    #[shape(required, query_param = "uploadId", query = "uploadId")]
    pub upload_id: String,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// If present, this header aborts an in progress multipart upload only if it was initiated on
    /// the provided timestamp.
    #[shape(
        header = "x-amz-if-match-initiated-time",
        query = "x-amz-if-match-initiated-time",
        timestamp_format = "rfc822"
    )]
    pub if_match_initiated_time: Option<Timestamp>,
}

/// Output of `AbortMultipartUpload`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AbortMultipartUploadOutput {
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `ListParts`.
///
/// Lists the parts that have been uploaded for a specific multipart upload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListPartsRequest {
    /// The name of the bucket to which the parts are being uploaded.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Object key for which the multipart upload was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Sets the maximum number of parts to return.
    #[shape(query_param = "max-parts", query = "max-parts")]
    pub max_parts: Option<i32>,
    /// Specifies the part after which listing should begin. Only parts with higher part numbers
    /// will be listed.
    #[shape(query_param = "part-number-marker", query = "part-number-marker")]
    pub part_number_marker: Option<i32>,
    /// Upload ID identifying the multipart upload whose parts are being listed.
    #[shape(required, query_param = "uploadId", query = "uploadId")]
    pub upload_id: String,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// The server-side encryption (SSE) algorithm used to encrypt the object. This parameter is
    /// needed only when the object was created using a checksum algorithm.
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// The server-side encryption (SSE) customer managed key. This parameter is needed only when
    /// the object was created using a checksum algorithm.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// The MD5 server-side encryption (SSE) customer managed key. This parameter is needed only
    /// when the object was created using a checksum algorithm.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
}

/// Output of `ListParts`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListPartsResult")]
pub struct ListPartsOutput {
    /// If the bucket has a lifecycle rule configured with an action to abort incomplete multipart
    /// uploads and the prefix in the lifecycle rule matches the object name in the request, then
    /// the response includes this header indicating when the initiated multipart upload will
    /// become eligible for abort operation.
    #[shape(header = "x-amz-abort-date", query = "x-amz-abort-date")]
    pub abort_date: Option<Timestamp>,
    /// This header is returned along with the `x-amz-abort-date` header. It identifies applicable
    /// lifecycle configuration rule that defines the action to abort incomplete multipart
    /// uploads.
    #[shape(header = "x-amz-abort-rule-id", query = "x-amz-abort-rule-id")]
    pub abort_rule_id: Option<String>,
    /// The name of the bucket to which the multipart upload was initiated. Does not return the
    /// access point ARN or access point alias if used.
    pub bucket: Option<String>,
    /// Object key for which the multipart upload was initiated.
    pub key: Option<String>,
    /// Upload ID identifying the multipart upload whose parts are being listed.
    pub upload_id: Option<String>,
    /// Specifies the part after which listing should begin. Only parts with higher part numbers
    /// will be listed.
    pub part_number_marker: Option<i32>,
    /// When a list is truncated, this element specifies the last part in the list, as well as the
    /// value to use for the `part-number-marker` request parameter in a subsequent request.
    pub next_part_number_marker: Option<i32>,
    /// Maximum number of parts that were allowed in the response.
    pub max_parts: Option<i32>,
    /// Indicates whether the returned list of parts is truncated. A true value indicates that the
    /// list was truncated.
    pub is_truncated: Option<bool>,
    /// Container for elements related to a particular part. A response can contain zero or more
    /// `Part` elements.
    #[shape(query = "Part", flat)]
    pub parts: Option<Vec<Part>>,
    /// Container element that identifies who initiated the multipart upload. If the initiator is
    /// an Amazon Web Services account, this element provides the same information as the `Owner`
    /// element.
    pub initiator: Option<Initiator>,
    /// Container element that identifies the object owner, after the object is created. If
    /// multipart upload is initiated by an IAM user, this element provides the parent account ID.
    pub owner: Option<Owner>,
    /// The class of storage used to store the uploaded object.
    pub storage_class: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// The algorithm that was used to create a checksum of the object.
    pub checksum_algorithm: Option<String>,
    /// The checksum type, which determines how part-level checksums are combined to create an
    /// object-level checksum for multipart objects.
    pub checksum_type: Option<String>,
}

/// Input of `ListMultipartUploads`.
///
/// This operation lists in-progress multipart uploads in a bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListMultipartUploadsRequest {
    /// The name of the bucket to which the multipart upload was initiated.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Character you use to group keys.
    #[shape(query_param = "delimiter", query = "delimiter")]
    pub delimiter: Option<String>,
    /// Encoding type used by Amazon S3 to encode the object keys in the response. Responses are
    /// encoded only in UTF-8.
    #[shape(query_param = "encoding-type", query = "encoding-type")]
    pub encoding_type: Option<String>,
    /// Specifies the multipart upload after which listing should begin.
    #[shape(query_param = "key-marker", query = "key-marker")]
    pub key_marker: Option<String>,
    /// Sets the maximum number of multipart uploads, from 1 to 1,000, to return in the response
    /// body. 1,000 is the maximum number of uploads that can be returned in a response.
    #[shape(query_param = "max-uploads", query = "max-uploads")]
    pub max_uploads: Option<i32>,
    /// Lists in-progress uploads only for those keys that begin with the specified prefix. You
    /// can use prefixes to separate a bucket into different grouping of keys.
    #[shape(query_param = "prefix", query = "prefix")]
    pub prefix: Option<String>,
    /// Together with key-marker, specifies the multipart upload after which listing should begin.
    /// If key-marker is not specified, the upload-id-marker parameter is ignored.
    #[shape(query_param = "upload-id-marker", query = "upload-id-marker")]
    pub upload_id_marker: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
}

/// Output of `ListMultipartUploads`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListMultipartUploadsResult")]
pub struct ListMultipartUploadsOutput {
    /// The name of the bucket to which the multipart upload was initiated. Does not return the
    /// access point ARN or access point alias if used.
    pub bucket: Option<String>,
    /// The key at or after which the listing began.
    pub key_marker: Option<String>,
    /// Together with key-marker, specifies the multipart upload after which listing should begin.
    /// If key-marker is not specified, the upload-id-marker parameter is ignored.
    pub upload_id_marker: Option<String>,
    /// When a list is truncated, this element specifies the value that should be used for the
    /// key-marker request parameter in a subsequent request.
    pub next_key_marker: Option<String>,
    /// When a prefix is provided in the request, this field contains the specified prefix. The
    /// result contains only keys starting with the specified prefix.
    pub prefix: Option<String>,
    /// Contains the delimiter you specified in the request. If you don't specify a delimiter in
    /// your request, this element is absent from the response.
    pub delimiter: Option<String>,
    /// When a list is truncated, this element specifies the value that should be used for the
    /// `upload-id-marker` request parameter in a subsequent request.
    pub next_upload_id_marker: Option<String>,
    /// Maximum number of multipart uploads that could have been included in the response.
    pub max_uploads: Option<i32>,
    /// Indicates whether the returned list of multipart uploads is truncated. A value of true
    /// indicates that the list was truncated.
    pub is_truncated: Option<bool>,
    /// Container for elements related to a particular multipart upload. A response can contain
    /// zero or more `Upload` elements.
    #[shape(query = "Upload", flat)]
    pub uploads: Option<Vec<MultipartUpload>>,
    /// If you specify a delimiter in the request, then the result returns each distinct key
    /// prefix containing the delimiter in a `CommonPrefixes` element. The distinct key prefixes
    /// are returned in the `Prefix` child element.
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    /// Encoding type used by Amazon S3 to encode object keys in the response.
    pub encoding_type: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `ListObjects`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListObjectsRequest {
    /// The name of the bucket containing the objects.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// A delimiter is a character that you use to group keys.
    #[shape(query_param = "delimiter", query = "delimiter")]
    pub delimiter: Option<String>,
    /// Encoding type used by Amazon S3 to encode the object keys in the response. Responses are
    /// encoded only in UTF-8.
    #[shape(query_param = "encoding-type", query = "encoding-type")]
    pub encoding_type: Option<String>,
    /// Marker is where you want Amazon S3 to start listing from. Amazon S3 starts listing after
    /// this specified key.
    #[shape(query_param = "marker", query = "marker")]
    pub marker: Option<String>,
    /// Sets the maximum number of keys returned in the response. By default, the action returns
    /// up to 1,000 key names.
    #[shape(query_param = "max-keys", query = "max-keys")]
    pub max_keys: Option<i32>,
    /// Limits the response to keys that begin with the specified prefix.
    #[shape(query_param = "prefix", query = "prefix")]
    pub prefix: Option<String>,
    /// Confirms that the requester knows that she or he will be charged for the list objects
    /// request. Bucket owners need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Specifies the optional fields that you want returned in the response. Fields that you do
    /// not specify are not returned.
    #[shape(header = "x-amz-optional-object-attributes", query = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<String>>,
}

/// Output of `ListObjects`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListBucketResult")]
pub struct ListObjectsOutput {
    /// A flag that indicates whether Amazon S3 returned all of the results that satisfied the
    /// search criteria.
    pub is_truncated: Option<bool>,
    /// Indicates where in the bucket listing begins. Marker is included in the response if it was
    /// sent with the request.
    pub marker: Option<String>,
    /// When the response is truncated (the `IsTruncated` element value in the response is
    /// `true`), you can use the key name in this field as the `marker` parameter in the
    /// subsequent request to get the next set of objects.
    pub next_marker: Option<String>,
    /// Metadata about each object returned.
    #[shape(flat)]
    pub contents: Option<Vec<Object>>,
    /// The bucket name.
    pub name: Option<String>,
    /// Keys that begin with the indicated prefix.
    pub prefix: Option<String>,
    /// Causes keys that contain the same string between the prefix and the first occurrence of
    /// the delimiter to be rolled up into a single result element in the `CommonPrefixes`
    /// collection.
    pub delimiter: Option<String>,
    /// The maximum number of keys returned in the response body.
    pub max_keys: Option<i32>,
    /// All of the keys (up to 1,000) rolled up in a common prefix count as a single return when
    /// calculating the number of returns.
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    /// Encoding type used by Amazon S3 to encode the object keys in the response. Responses are
    /// encoded only in UTF-8.
    pub encoding_type: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `ListObjectsV2`.
///
/// Returns some or all (up to 1,000) of the objects in a bucket with each request. You can
/// use the request parameters as selection criteria to return a subset of the objects in a
/// bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListObjectsV2Request {
    /// Directory buckets - When you use this operation with a directory bucket, you must use
    /// virtual-hosted-style requests in the format
    /// `Bucket-name.s3express-zone-id.region-code.amazonaws.com`.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// A delimiter is a character that you use to group keys.
    #[shape(query_param = "delimiter", query = "delimiter")]
    pub delimiter: Option<String>,
    /// Encoding type used by Amazon S3 to encode the object keys in the response. Responses are
    /// encoded only in UTF-8.
    #[shape(query_param = "encoding-type", query = "encoding-type")]
    pub encoding_type: Option<String>,
    /// Sets the maximum number of keys returned in the response. By default, the action returns
    /// up to 1,000 key names.
    #[shape(query_param = "max-keys", query = "max-keys")]
    pub max_keys: Option<i32>,
    /// Limits the response to keys that begin with the specified prefix.
    #[shape(query_param = "prefix", query = "prefix")]
    pub prefix: Option<String>,
    /// `ContinuationToken` indicates to Amazon S3 that the list is being continued on this bucket
    /// with a token. `ContinuationToken` is obfuscated and is not a real key.
    #[shape(query_param = "continuation-token", query = "continuation-token")]
    pub continuation_token: Option<String>,
    /// The owner field is not present in `ListObjectsV2` by default. If you want to return the
    /// owner field with each key in the result, then set the `FetchOwner` field to `true`.
    #[shape(query_param = "fetch-owner", query = "fetch-owner")]
    pub fetch_owner: Option<bool>,
    /// StartAfter is where you want Amazon S3 to start listing from. Amazon S3 starts listing
    /// after this specified key.
    #[shape(query_param = "start-after", query = "start-after")]
    pub start_after: Option<String>,
    /// Confirms that the requester knows that she or he will be charged for the list objects
    /// request in V2 style. Bucket owners need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Specifies the optional fields that you want returned in the response. Fields that you do
    /// not specify are not returned.
    #[shape(header = "x-amz-optional-object-attributes", query = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<String>>,
}

/// Output of `ListObjectsV2`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListBucketResult")]
pub struct ListObjectsV2Output {
    /// Set to `false` if all of the results were returned. Set to `true` if more keys are
    /// available to return.
    pub is_truncated: Option<bool>,
    /// Metadata about each object returned.
    #[shape(flat)]
    pub contents: Option<Vec<Object>>,
    /// The bucket name.
    pub name: Option<String>,
    /// Keys that begin with the indicated prefix.
    pub prefix: Option<String>,
    /// Causes keys that contain the same string between the `prefix` and the first occurrence of
    /// the delimiter to be rolled up into a single result element in the `CommonPrefixes`
    /// collection.
    pub delimiter: Option<String>,
    /// Sets the maximum number of keys returned in the response. By default, the action returns
    /// up to 1,000 key names.
    pub max_keys: Option<i32>,
    /// All of the keys (up to 1,000) that share the same prefix are grouped together. When
    /// counting the total numbers of returns by this API operation, this group of keys is
    /// considered as one item.
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    /// Encoding type used by Amazon S3 to encode object key names in the XML response.
    pub encoding_type: Option<String>,
    /// `KeyCount` is the number of keys returned with this request. `KeyCount` will always be
    /// less than or equal to the `MaxKeys` field.
    pub key_count: Option<i32>,
    /// If `ContinuationToken` was sent with the request, it is included in the response. You can
    /// use the returned `ContinuationToken` for pagination of the list response.
    pub continuation_token: Option<String>,
    /// `NextContinuationToken` is sent when `isTruncated` is true, which means there are more
    /// keys in the bucket that can be listed. The next list requests to Amazon S3 can be
    /// continued with this `NextContinuationToken`.
    pub next_continuation_token: Option<String>,
    /// If StartAfter was sent with the request, it is included in the response.
    pub start_after: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `ListObjectVersions`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListObjectVersionsRequest {
    /// The bucket name that contains the objects.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// A delimiter is a character that you specify to group keys.
    #[shape(query_param = "delimiter", query = "delimiter")]
    pub delimiter: Option<String>,
    /// Encoding type used by Amazon S3 to encode the object keys in the response. Responses are
    /// encoded only in UTF-8.
    #[shape(query_param = "encoding-type", query = "encoding-type")]
    pub encoding_type: Option<String>,
    /// Specifies the key to start with when listing objects in a bucket.
    #[shape(query_param = "key-marker", query = "key-marker")]
    pub key_marker: Option<String>,
    /// Sets the maximum number of keys returned in the response. By default, the action returns
    /// up to 1,000 key names.
    #[shape(query_param = "max-keys", query = "max-keys")]
    pub max_keys: Option<i32>,
    /// Use this parameter to select only those keys that begin with the specified prefix. You can
    /// use prefixes to separate a bucket into different groupings of keys.
    #[shape(query_param = "prefix", query = "prefix")]
    pub prefix: Option<String>,
    /// Specifies the object version you want to start listing from.
    #[shape(query_param = "version-id-marker", query = "version-id-marker")]
    pub version_id_marker: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Specifies the optional fields that you want returned in the response. Fields that you do
    /// not specify are not returned.
    #[shape(header = "x-amz-optional-object-attributes", query = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<String>>,
}

/// Output of `ListObjectVersions`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "ListVersionsResult")]
pub struct ListObjectVersionsOutput {
    /// A flag that indicates whether Amazon S3 returned all of the results that satisfied the
    /// search criteria.
    pub is_truncated: Option<bool>,
    /// Marks the last key returned in a truncated response.
    pub key_marker: Option<String>,
    /// Marks the last version of the key returned in a truncated response.
    pub version_id_marker: Option<String>,
    /// When the number of responses exceeds the value of `MaxKeys`, `NextKeyMarker` specifies the
    /// first key not returned that satisfies the search criteria.
    pub next_key_marker: Option<String>,
    /// When the number of responses exceeds the value of `MaxKeys`, `NextVersionIdMarker`
    /// specifies the first object version not returned that satisfies the search criteria.
    pub next_version_id_marker: Option<String>,
    /// Container for version information.
    #[shape(query = "Version", flat)]
    pub versions: Option<Vec<ObjectVersion>>,
    /// Container for an object that is a delete marker. To learn more about delete markers, see
    /// Working with delete markers.
    #[shape(query = "DeleteMarker", flat)]
    pub delete_markers: Option<Vec<DeleteMarkerEntry>>,
    /// The bucket name.
    pub name: Option<String>,
    /// Selects objects that start with the value supplied by this parameter.
    pub prefix: Option<String>,
    /// The delimiter grouping the included keys. A delimiter is a character that you specify to
    /// group keys.
    pub delimiter: Option<String>,
    /// Specifies the maximum number of objects to return.
    pub max_keys: Option<i32>,
    /// All of the keys rolled up into a common prefix count as a single return when calculating
    /// the number of returns.
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    /// Encoding type used by Amazon S3 to encode object key names in the XML response.
    pub encoding_type: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `PutObjectTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectTaggingRequest {
    /// The bucket name containing the object.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Name of the object key.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The versionId of the object that the tag-set will be added to.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// The MD5 hash for the request body.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Container for the `TagSet` and `Tag` elements
    #[shape(required, payload)]
    pub tagging: Tagging,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Confirms that the requester knows that she or he will be charged for the tagging object
    /// request. Bucket owners need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
}

/// Output of `PutObjectTagging`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectTaggingOutput {
    /// The versionId of the object the tag-set was added to.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
}

/// Input of `GetObjectTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectTaggingRequest {
    /// The bucket name containing the object for which to get the tagging information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Object key for which to get the tagging information.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The versionId of the object for which to get the tagging information.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
}

/// Output of `GetObjectTagging`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "Tagging")]
pub struct GetObjectTaggingOutput {
    /// The versionId of the object for which you got the tagging information.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// Contains the tag set.
    #[shape(required, item(query = "Tag"))]
    pub tag_set: Vec<Tag>,
}

/// Input of `DeleteObjectTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteObjectTaggingRequest {
    /// The bucket name containing the objects from which to remove the tags.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The key that identifies the object in the bucket from which to remove all tags.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The versionId of the object that the tag-set will be removed from.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `DeleteObjectTagging`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteObjectTaggingOutput {
    /// The versionId of the object the tag-set was removed from.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
}

/// Input of `GetObjectAttributes`.
///
/// Retrieves all of the metadata from an object without returning the object itself. This
/// operation is useful if you're interested only in an object's metadata.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectAttributesRequest {
    /// The name of the bucket that contains the object.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The object key.
    #[shape(required, label = "Key")]
    pub key: String,
    /// The version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Sets the maximum number of parts to return. For more information, see Uploading and
    /// copying objects using multipart upload in Amazon S3 in the Amazon Simple Storage Service
    /// user guide.
    #[shape(header = "x-amz-max-parts", query = "x-amz-max-parts")]
    pub max_parts: Option<i32>,
    /// Specifies the part after which listing should begin. Only parts with higher part numbers
    /// will be listed.
    #[shape(header = "x-amz-part-number-marker", query = "x-amz-part-number-marker")]
    pub part_number_marker: Option<i32>,
    /// Specifies the algorithm to use when encrypting the object (for example, AES256).
    #[shape(
        name = "SSECustomerAlgorithm",
        header = "x-amz-server-side-encryption-customer-algorithm",
        query = "x-amz-server-side-encryption-customer-algorithm"
    )]
    pub sse_customer_algorithm: Option<String>,
    /// Specifies the customer-provided encryption key for Amazon S3 to use in encrypting data.
    /// This value is used to store the object and then it is discarded; Amazon S3 does not store
    /// the encryption key.
    #[shape(
        name = "SSECustomerKey",
        header = "x-amz-server-side-encryption-customer-key",
        query = "x-amz-server-side-encryption-customer-key",
        sensitive
    )]
    pub sse_customer_key: Option<String>,
    /// Specifies the 128-bit MD5 digest of the encryption key according to RFC 1321. Amazon S3
    /// uses this header for a message integrity check to ensure that the encryption key was
    /// transmitted without error.
    #[shape(
        name = "SSECustomerKeyMD5",
        header = "x-amz-server-side-encryption-customer-key-MD5",
        query = "x-amz-server-side-encryption-customer-key-MD5"
    )]
    pub sse_customer_key_md5: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Specifies the fields at the root level that you want returned in the response. Fields that
    /// you do not specify are not returned.
    #[shape(required, header = "x-amz-object-attributes", query = "x-amz-object-attributes")]
    pub object_attributes: Vec<String>,
}

/// Output of `GetObjectAttributes`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "GetObjectAttributesResponse")]
pub struct GetObjectAttributesOutput {
    /// Specifies whether the object retrieved was (`true`) or was not (`false`) a delete marker.
    /// If `false`, this response header does not appear in the response.
    #[shape(header = "x-amz-delete-marker", query = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    /// Date and time when the object was last modified.
    #[shape(header = "Last-Modified", query = "Last-Modified")]
    pub last_modified: Option<Timestamp>,
    /// The version ID of the object.
    #[shape(header = "x-amz-version-id", query = "x-amz-version-id")]
    pub version_id: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
    /// An ETag is an opaque identifier assigned by a web server to a specific version of a
    /// resource found at a URL.
    pub e_tag: Option<String>,
    /// The checksum or digest of the object.
    pub checksum: Option<Checksum>,
    /// A collection of parts associated with a multipart upload.
    pub object_parts: Option<GetObjectAttributesParts>,
    /// Provides the storage class information of the object. Amazon S3 returns this header for
    /// all objects except for S3 Standard storage class objects.
    pub storage_class: Option<String>,
    /// The size of the object in bytes.
    pub object_size: Option<i64>,
}

/// Input of `PutBucketPolicy`.
///
/// Applies an Amazon S3 bucket policy to an Amazon S3 bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketPolicyRequest {
    /// The name of the bucket.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The MD5 hash of the request body.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Set this parameter to true to confirm that you want to remove your permissions to change
    /// this bucket policy in the future.
    #[shape(header = "x-amz-confirm-remove-self-bucket-access", query = "x-amz-confirm-remove-self-bucket-access")]
    pub confirm_remove_self_bucket_access: Option<bool>,
    /// The bucket policy as a JSON document.
    #[shape(required, payload)]
    pub policy: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketPolicy`.
///
/// Returns the policy of a specified bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketPolicyRequest {
    /// The bucket name to get the bucket policy for.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketPolicy`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketPolicyOutput {
    /// The bucket policy as a JSON document.
    #[shape(payload)]
    pub policy: Option<String>,
}

/// Input of `DeleteBucketPolicy`.
///
/// Deletes the policy of a specified bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketPolicyRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketPolicyStatus`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketPolicyStatusRequest {
    /// The name of the Amazon S3 bucket whose policy status you want to retrieve.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketPolicyStatus`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketPolicyStatusOutput {
    /// The policy status for the specified bucket.
    #[shape(payload)]
    pub policy_status: Option<PolicyStatus>,
}

/// Input of `PutBucketCors`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketCorsRequest {
    /// Specifies the bucket impacted by the `cors`configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Describes the cross-origin access configuration for objects in an Amazon S3 bucket. For
    /// more information, see Enabling Cross-Origin Resource Sharing in the Amazon S3 User Guide.
    #[shape(name = "CORSConfiguration", required, payload)]
    pub cors_configuration: CORSConfiguration,
    /// The Base64 encoded 128-bit `MD5` digest of the data. This header must be used as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketCors`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketCorsRequest {
    /// The bucket name for which to get the cors configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketCors`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "CORSConfiguration")]
pub struct GetBucketCorsOutput {
    /// A set of origins and methods (cross-origin access that you want to allow). You can add up
    /// to 100 rules to the configuration.
    #[shape(name = "CORSRules", query = "CORSRule", flat)]
    pub cors_rules: Option<Vec<CORSRule>>,
}

/// Input of `DeleteBucketCors`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketCorsRequest {
    /// Specifies the bucket whose `cors` configuration is being deleted.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketLifecycleConfiguration`.
///
/// Creates a new lifecycle configuration for the bucket or replaces an existing lifecycle
/// configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketLifecycleConfigurationRequest {
    /// The name of the bucket for which to set the configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Container for lifecycle rules. You can add as many as 1,000 rules.
    #[shape(payload)]
    pub lifecycle_configuration: Option<BucketLifecycleConfiguration>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Indicates which default minimum object size behavior is applied to the lifecycle
    /// configuration.
    #[shape(
        header = "x-amz-transition-default-minimum-object-size",
        query = "x-amz-transition-default-minimum-object-size"
    )]
    pub transition_default_minimum_object_size: Option<String>,
}

/// Output of `PutBucketLifecycleConfiguration`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketLifecycleConfigurationOutput {
    /// Indicates which default minimum object size behavior is applied to the lifecycle
    /// configuration.
    #[shape(
        header = "x-amz-transition-default-minimum-object-size",
        query = "x-amz-transition-default-minimum-object-size"
    )]
    pub transition_default_minimum_object_size: Option<String>,
}

/// Input of `GetBucketLifecycleConfiguration`.
///
/// Returns the lifecycle configuration information set on the bucket. For information about
/// lifecycle configuration, see Object Lifecycle Management.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketLifecycleConfigurationRequest {
    /// The name of the bucket for which to get the lifecycle information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketLifecycleConfiguration`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "LifecycleConfiguration")]
pub struct GetBucketLifecycleConfigurationOutput {
    /// Container for a lifecycle rule.
    #[shape(query = "Rule", flat)]
    pub rules: Option<Vec<LifecycleRule>>,
    /// Indicates which default minimum object size behavior is applied to the lifecycle
    /// configuration.
    #[shape(
        header = "x-amz-transition-default-minimum-object-size",
        query = "x-amz-transition-default-minimum-object-size"
    )]
    pub transition_default_minimum_object_size: Option<String>,
}

/// Input of `DeleteBucketLifecycle`.
///
/// Deletes the lifecycle configuration from the specified bucket. Amazon S3 removes all the
/// lifecycle configuration rules in the lifecycle subresource associated with the bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketLifecycleRequest {
    /// The bucket name of the lifecycle to delete.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketEncryption`.
///
/// This operation configures default encryption and Amazon S3 Bucket Keys for an existing
/// bucket. You can also block encryption types using this operation.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketEncryptionRequest {
    /// Specifies default encryption for a bucket using server-side encryption with different key
    /// options.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the server-side encryption configuration.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Specifies the default server-side-encryption configuration.
    #[shape(required, payload)]
    pub server_side_encryption_configuration: ServerSideEncryptionConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketEncryption`.
///
/// Returns the default encryption configuration for an Amazon S3 bucket. By default, all
/// buckets have a default encryption configuration that uses server-side encryption with
/// Amazon S3 managed keys (SSE-S3).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketEncryptionRequest {
    /// The name of the bucket from which the server-side encryption configuration is retrieved.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketEncryption`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketEncryptionOutput {
    /// Specifies the default server-side-encryption configuration.
    #[shape(payload)]
    pub server_side_encryption_configuration: Option<ServerSideEncryptionConfiguration>,
}

/// Input of `DeleteBucketEncryption`.
///
/// This implementation of the DELETE action resets the default encryption for the bucket as
/// server-side encryption with Amazon S3 managed keys (SSE-S3).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketEncryptionRequest {
    /// The name of the bucket containing the server-side encryption configuration to delete.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketNotificationConfiguration`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketNotificationConfigurationRequest {
    /// The name of the bucket.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// A container for specifying the notification configuration of the bucket. If this element
    /// is empty, notifications are turned off for the bucket.
    #[shape(required, payload)]
    pub notification_configuration: NotificationConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Skips validation of Amazon SQS, Amazon SNS, and Lambda destinations. True or false value.
    #[shape(header = "x-amz-skip-destination-validation", query = "x-amz-skip-destination-validation")]
    pub skip_destination_validation: Option<bool>,
}

/// Input of `GetBucketNotificationConfiguration`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketNotificationConfigurationRequest {
    /// The name of the bucket for which to get the notification configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// A container for specifying the notification configuration of the bucket. If this element
/// is empty, notifications are turned off for the bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct NotificationConfiguration {
    /// The topic to which notifications are sent and the events for which notifications are
    /// generated.
    #[shape(query = "TopicConfiguration", flat)]
    pub topic_configurations: Option<Vec<TopicConfiguration>>,
    /// The Amazon Simple Queue Service queues to publish messages to and the events for which to
    /// publish messages.
    #[shape(query = "QueueConfiguration", flat)]
    pub queue_configurations: Option<Vec<QueueConfiguration>>,
    /// Describes the Lambda functions to invoke and the events for which to invoke them.
    #[shape(query = "CloudFunctionConfiguration", flat)]
    pub lambda_function_configurations: Option<Vec<LambdaFunctionConfiguration>>,
    /// Enables delivery of events to Amazon EventBridge.
    pub event_bridge_configuration: Option<EventBridgeConfiguration>,
}

/// Input of `PutPublicAccessBlock`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutPublicAccessBlockRequest {
    /// The name of the Amazon S3 bucket whose `PublicAccessBlock` configuration you want to set.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The MD5 hash of the `PutPublicAccessBlock` request body.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The `PublicAccessBlock` configuration that you want to apply to this Amazon S3 bucket. You
    /// can enable the configuration options in any combination.
    #[shape(required, payload)]
    pub public_access_block_configuration: PublicAccessBlockConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetPublicAccessBlock`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPublicAccessBlockRequest {
    /// The name of the Amazon S3 bucket whose `PublicAccessBlock` configuration you want to
    /// retrieve.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetPublicAccessBlock`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetPublicAccessBlockOutput {
    /// The `PublicAccessBlock` configuration currently in effect for this Amazon S3 bucket.
    #[shape(payload)]
    pub public_access_block_configuration: Option<PublicAccessBlockConfiguration>,
}

/// Input of `DeletePublicAccessBlock`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeletePublicAccessBlockRequest {
    /// The Amazon S3 bucket whose `PublicAccessBlock` configuration you want to delete.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketOwnershipControls`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketOwnershipControlsRequest {
    /// The name of the Amazon S3 bucket whose `OwnershipControls` you want to set.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The MD5 hash of the `OwnershipControls` request body.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// The `OwnershipControls` (BucketOwnerEnforced, BucketOwnerPreferred, or ObjectWriter) that
    /// you want to apply to this Amazon S3 bucket.
    #[shape(required, payload)]
    pub ownership_controls: OwnershipControls,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
}

/// Input of `GetBucketOwnershipControls`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketOwnershipControlsRequest {
    /// The name of the Amazon S3 bucket whose `OwnershipControls` you want to retrieve.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketOwnershipControls`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketOwnershipControlsOutput {
    /// The `OwnershipControls` (BucketOwnerEnforced, BucketOwnerPreferred, or ObjectWriter)
    /// currently in effect for this Amazon S3 bucket.
    #[shape(payload)]
    pub ownership_controls: Option<OwnershipControls>,
}

/// Input of `DeleteBucketOwnershipControls`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketOwnershipControlsRequest {
    /// The Amazon S3 bucket whose `OwnershipControls` you want to delete.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketWebsite`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketWebsiteRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the data. You must use this header as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Container for the request.
    #[shape(required, payload)]
    pub website_configuration: WebsiteConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketWebsite`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketWebsiteRequest {
    /// The bucket name for which to get the website configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketWebsite`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "WebsiteConfiguration")]
pub struct GetBucketWebsiteOutput {
    /// Specifies the redirect behavior of all requests to a website endpoint of an Amazon S3
    /// bucket.
    pub redirect_all_requests_to: Option<RedirectAllRequestsTo>,
    /// The name of the index document for the website (for example `index.html`).
    pub index_document: Option<IndexDocument>,
    /// The object key name of the website error document to use for 4XX class errors.
    pub error_document: Option<ErrorDocument>,
    /// Rules that define when a redirect is applied and the redirect behavior.
    #[shape(item(query = "RoutingRule"))]
    pub routing_rules: Option<Vec<RoutingRule>>,
}

/// Input of `DeleteBucketWebsite`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketWebsiteRequest {
    /// The bucket name for which you want to remove the website configuration.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketTaggingRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the data. You must use this header as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Container for the `TagSet` and `Tag` elements.
    #[shape(required, payload)]
    pub tagging: Tagging,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketTaggingRequest {
    /// The name of the bucket for which to get the tagging information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketTagging`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "Tagging")]
pub struct GetBucketTaggingOutput {
    /// Contains the tag set.
    #[shape(required, item(query = "Tag"))]
    pub tag_set: Vec<Tag>,
}

/// Input of `DeleteBucketTagging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteBucketTaggingRequest {
    /// The bucket that has the tag set to be removed.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `PutBucketLogging`.
///
/// End of support notice: As of October 1, 2025, Amazon S3 has discontinued support for Email
/// Grantee Access Control Lists (ACLs).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketLoggingRequest {
    /// The name of the bucket for which to set the logging parameters.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Container for logging status information.
    #[shape(required, payload)]
    pub bucket_logging_status: BucketLoggingStatus,
    /// The MD5 hash of the `PutBucketLogging` request body.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketLogging`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketLoggingRequest {
    /// The bucket name for which to get the logging information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketLogging`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "BucketLoggingStatus")]
pub struct GetBucketLoggingOutput {
    /// Describes where logs are stored and the prefix that Amazon S3 assigns to all log object
    /// keys for a bucket. For more information, see PUT Bucket logging in the Amazon S3 API
    /// Reference.
    pub logging_enabled: Option<LoggingEnabled>,
}

/// Input of `PutBucketAccelerateConfiguration`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketAccelerateConfigurationRequest {
    /// The name of the bucket for which the accelerate configuration is set.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// Container for setting the transfer acceleration state.
    #[shape(required, payload)]
    pub accelerate_configuration: AccelerateConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
}

/// Input of `GetBucketAccelerateConfiguration`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketAccelerateConfigurationRequest {
    /// The name of the bucket for which the accelerate configuration is retrieved.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
}

/// Output of `GetBucketAccelerateConfiguration`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "AccelerateConfiguration")]
pub struct GetBucketAccelerateConfigurationOutput {
    /// The accelerate configuration of the bucket.
    pub status: Option<String>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `PutBucketRequestPayment`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketRequestPaymentRequest {
    /// The bucket name.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the data. You must use this header as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Container for Payer.
    #[shape(required, payload)]
    pub request_payment_configuration: RequestPaymentConfiguration,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketRequestPayment`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketRequestPaymentRequest {
    /// The name of the bucket for which to get the payment request configuration
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketRequestPayment`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "RequestPaymentConfiguration")]
pub struct GetBucketRequestPaymentOutput {
    /// Specifies who pays for the download and request fees.
    pub payer: Option<String>,
}

/// Input of `PutBucketAcl`.
///
/// End of support notice: As of October 1, 2025, Amazon S3 has discontinued support for Email
/// Grantee Access Control Lists (ACLs).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutBucketAclRequest {
    /// The canned ACL to apply to the bucket.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// Contains the elements that set the ACL permissions for an object per grantee.
    #[shape(payload)]
    pub access_control_policy: Option<AccessControlPolicy>,
    /// The bucket to which to apply the ACL.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the data. This header must be used as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the request when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Allows grantee the read, write, read ACP, and write ACP permissions on the bucket.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Allows grantee to list the objects in the bucket.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Allows grantee to read the bucket ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Allows grantee to create new objects in the bucket.
    #[shape(header = "x-amz-grant-write", query = "x-amz-grant-write")]
    pub grant_write: Option<String>,
    /// Allows grantee to write the ACL for the applicable bucket.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Input of `GetBucketAcl`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetBucketAclRequest {
    /// Specifies the S3 bucket whose ACL is being requested.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketAcl`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "AccessControlPolicy")]
pub struct GetBucketAclOutput {
    /// Container for the bucket owner's ID.
    pub owner: Option<Owner>,
    /// A list of grants.
    #[shape(query = "AccessControlList", item(query = "Grant"))]
    pub grants: Option<Vec<Grant>>,
}

/// Input of `PutObjectAcl`.
///
/// End of support notice: As of October 1, 2025, Amazon S3 has discontinued support for Email
/// Grantee Access Control Lists (ACLs).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectAclRequest {
    /// The canned ACL to apply to the object. For more information, see Canned ACL.
    #[shape(name = "ACL", header = "x-amz-acl", query = "x-amz-acl")]
    pub acl: Option<String>,
    /// Contains the elements that set the ACL permissions for an object per grantee.
    #[shape(payload)]
    pub access_control_policy: Option<AccessControlPolicy>,
    /// The bucket name that contains the object to which you want to attach the ACL.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The Base64 encoded 128-bit `MD5` digest of the data. This header must be used as a message
    /// integrity check to verify that the request body was not corrupted in transit.
    #[shape(name = "ContentMD5", header = "Content-MD5", query = "Content-MD5")]
    pub content_md5: Option<String>,
    /// Indicates the algorithm used to create the checksum for the object when you use the SDK.
    /// This header will not provide any additional functionality if you don't use the SDK.
    #[shape(header = "x-amz-sdk-checksum-algorithm", query = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<String>,
    /// Allows grantee the read, write, read ACP, and write ACP permissions on the bucket.
    #[shape(header = "x-amz-grant-full-control", query = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    /// Allows grantee to list the objects in the bucket.
    #[shape(header = "x-amz-grant-read", query = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    /// Allows grantee to read the bucket ACL.
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp", query = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    /// Allows grantee to create new objects in the bucket.
    #[shape(header = "x-amz-grant-write", query = "x-amz-grant-write")]
    pub grant_write: Option<String>,
    /// Allows grantee to write the ACL for the applicable bucket.
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp", query = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    /// Key for which the PUT action was initiated.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// Version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `PutObjectAcl`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PutObjectAclOutput {
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// Input of `GetObjectAcl`.
///
/// This operation is not supported for directory buckets.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectAclRequest {
    /// The bucket name that contains the object for which to get the ACL information.
    #[shape(required, label = "Bucket")]
    pub bucket: String,
    /// The key of the object for which to get the ACL information.
    #[shape(required, label = "Key")]
    pub key: String,
    /// Version ID used to reference a specific version of the object.
    #[shape(query_param = "versionId", query = "versionId")]
    pub version_id: Option<String>,
    /// Confirms that the requester knows that they will be charged for the request. Bucket owners
    /// need not specify this parameter in their requests.
    #[shape(header = "x-amz-request-payer", query = "x-amz-request-payer")]
    pub request_payer: Option<String>,
    /// The account ID of the expected bucket owner. If the account ID that you provide does not
    /// match the actual owner of the bucket, the request fails with the HTTP status code `403
    /// Forbidden` (access denied).
    #[shape(header = "x-amz-expected-bucket-owner", query = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetObjectAcl`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
#[shape(xml = "AccessControlPolicy")]
pub struct GetObjectAclOutput {
    /// Container for the bucket owner's ID.
    pub owner: Option<Owner>,
    /// A list of grants.
    #[shape(query = "AccessControlList", item(query = "Grant"))]
    pub grants: Option<Vec<Grant>>,
    /// If present, indicates that the requester was successfully charged for the request. For
    /// more information, see Using Requester Pays buckets for storage transfers and usage in the
    /// Amazon Simple Storage Service user guide.
    #[shape(header = "x-amz-request-charged", query = "x-amz-request-charged")]
    pub request_charged: Option<String>,
}

/// The configuration information for the bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateBucketConfiguration {
    /// Specifies the Region where the bucket will be created. You might choose a Region to
    /// optimize latency, minimize costs, or address regulatory requirements.
    pub location_constraint: Option<String>,
    /// Specifies the location where the bucket will be created.
    pub location: Option<LocationInfo>,
    /// Specifies the information about the bucket that will be created.
    pub bucket: Option<BucketInfo>,
    /// An array of tags that you can apply to the bucket that you're creating. Tags are key-value
    /// pairs of metadata used to categorize and organize your buckets, track costs, and control
    /// access.
    #[shape(item(query = "Tag"))]
    pub tags: Option<Vec<Tag>>,
}

/// In terms of implementation, a Bucket is a resource.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Bucket {
    /// The name of the bucket.
    pub name: Option<String>,
    /// Date the bucket was created. This date can change when making changes to your bucket, such
    /// as editing its bucket policy.
    pub creation_date: Option<Timestamp>,
    /// `BucketRegion` indicates the Amazon Web Services region where the bucket is located. If
    /// the request contains at least one valid parameter, it is included in the response.
    pub bucket_region: Option<String>,
    /// The Amazon Resource Name (ARN) of the S3 bucket. ARNs uniquely identify Amazon Web
    /// Services resources across all of Amazon Web Services.
    pub bucket_arn: Option<String>,
}

/// Container for the owner's display name and ID.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Owner {
    /// `DisplayName`.
    pub display_name: Option<String>,
    /// Container for the ID of the owner.
    #[shape(name = "ID")]
    pub id: Option<String>,
}

/// Describes the versioning state of an Amazon S3 bucket. For more information, see PUT
/// Bucket versioning in the Amazon S3 API Reference.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct VersioningConfiguration {
    /// Specifies whether MFA delete is enabled in the bucket versioning configuration. This
    /// element is only returned if the bucket has been configured with MFA delete.
    #[shape(name = "MFADelete", query = "MfaDelete")]
    pub mfa_delete: Option<String>,
    /// The versioning state of the bucket.
    pub status: Option<String>,
}

/// Container for the objects to delete.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Delete {
    /// The object to delete.
    #[shape(required, query = "Object", flat)]
    pub objects: Vec<ObjectIdentifier>,
    /// Element to enable quiet mode for the request. When you add this element, you must set its
    /// value to `true`.
    pub quiet: Option<bool>,
}

/// Information about the deleted object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeletedObject {
    /// The name of the deleted object.
    pub key: Option<String>,
    /// The version ID of the deleted object.
    pub version_id: Option<String>,
    /// Indicates whether the specified object version that was permanently deleted was (true) or
    /// was not (false) a delete marker before deletion.
    pub delete_marker: Option<bool>,
    /// The version ID of the delete marker created as a result of the DELETE operation. If you
    /// delete a specific object version, the value returned by this header is the version ID of
    /// the object version deleted.
    pub delete_marker_version_id: Option<String>,
}

/// Container for all error elements.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Error {
    /// The error key.
    pub key: Option<String>,
    /// The version ID of the error.
    pub version_id: Option<String>,
    /// The error code is a string that uniquely identifies an error condition. It is meant to be
    /// read and understood by programs that detect and handle errors by type.
    pub code: Option<String>,
    /// The error message contains a generic description of the error condition in English. It is
    /// intended for a human audience.
    pub message: Option<String>,
}

/// Container for all response elements.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CopyObjectResult {
    /// Returns the ETag of the new object. The ETag reflects only changes to the contents of an
    /// object, not its metadata.
    pub e_tag: Option<String>,
    /// Creation date of the object.
    pub last_modified: Option<Timestamp>,
    /// The checksum type that is used to calculate the object’s checksum value. For more
    /// information, see Checking object integrity in the Amazon S3 User Guide.
    pub checksum_type: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the object. This checksum is only present
    /// if the object was uploaded with the object.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. This checksum is only present
    /// if the object was uploaded with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. This checksum is only present if
    /// the object was uploaded with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. This checksum is only
    /// present if the object was uploaded with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. This checksum is only present
    /// if the object was uploaded with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. This checksum is only
    /// present if the object was uploaded with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// Container for all response elements.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CopyPartResult {
    /// Entity tag of the object.
    pub e_tag: Option<String>,
    /// Date and time at which the object was uploaded.
    pub last_modified: Option<Timestamp>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32` checksum algorithm.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32C` checksum algorithm.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `CRC64NVME` checksum algorithm.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA1` checksum algorithm.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA256` checksum algorithm.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// The container for the completed multipart upload details.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CompletedMultipartUpload {
    /// Array of CompletedPart data types.
    #[shape(query = "Part", flat)]
    pub parts: Option<Vec<CompletedPart>>,
}

/// Container for elements related to a part.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// Part number identifying the part. This is a positive integer between 1 and 10,000.
    pub part_number: Option<i32>,
    /// Date and time at which the part was uploaded.
    pub last_modified: Option<Timestamp>,
    /// Entity tag returned when the part was uploaded.
    pub e_tag: Option<String>,
    /// Size in bytes of the uploaded part data.
    pub size: Option<i64>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the part. This checksum is present if the
    /// object was uploaded with the `CRC32` checksum algorithm.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the part. This checksum is present if the
    /// object was uploaded with the `CRC32C` checksum algorithm.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the part.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` checksum of the part. This checksum is present if the
    /// object was uploaded with the `SHA1` checksum algorithm.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` checksum of the part. This checksum is present if the
    /// object was uploaded with the `SHA256` checksum algorithm.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// Container element that identifies who initiated the multipart upload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Initiator {
    /// If the principal is an Amazon Web Services account, it provides the Canonical User ID. If
    /// the principal is an IAM User, it provides a user ARN value.
    #[shape(name = "ID")]
    pub id: Option<String>,
    /// This functionality is not supported for directory buckets.
    pub display_name: Option<String>,
}

/// Container for the `MultipartUpload` for the Amazon S3 object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MultipartUpload {
    /// Upload ID that identifies the multipart upload.
    pub upload_id: Option<String>,
    /// Key of the object for which the multipart upload was initiated.
    pub key: Option<String>,
    /// Date and time at which the multipart upload was initiated.
    pub initiated: Option<Timestamp>,
    /// The class of storage used to store the object.
    pub storage_class: Option<String>,
    /// Specifies the owner of the object that is part of the multipart upload.
    pub owner: Option<Owner>,
    /// Identifies who initiated the multipart upload.
    pub initiator: Option<Initiator>,
    /// The algorithm that was used to create a checksum of the object.
    pub checksum_algorithm: Option<String>,
    /// The checksum type that is used to calculate the object’s checksum value. For more
    /// information, see Checking object integrity in the Amazon S3 User Guide.
    pub checksum_type: Option<String>,
}

/// Container for all (if there are any) keys between Prefix and the next occurrence of the
/// string specified by a delimiter. CommonPrefixes lists keys that act like subdirectories in
/// the directory specified by Prefix.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CommonPrefix {
    /// Container for the specified common prefix.
    pub prefix: Option<String>,
}

/// An object consists of data and its descriptive metadata.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Object {
    /// The name that you assign to an object. You use the object key to retrieve the object.
    pub key: Option<String>,
    /// Creation date of the object.
    pub last_modified: Option<Timestamp>,
    /// The entity tag is a hash of the object. The ETag reflects changes only to the contents of
    /// an object, not its metadata.
    pub e_tag: Option<String>,
    /// The algorithm that was used to create a checksum of the object.
    #[shape(flat)]
    pub checksum_algorithm: Option<Vec<String>>,
    /// The checksum type that is used to calculate the object’s checksum value. For more
    /// information, see Checking object integrity in the Amazon S3 User Guide.
    pub checksum_type: Option<String>,
    /// Size in bytes of the object
    pub size: Option<i64>,
    /// The class of storage used to store the object.
    pub storage_class: Option<String>,
    /// The owner of the object
    pub owner: Option<Owner>,
    /// Specifies the restoration status of an object. Objects in certain storage classes must be
    /// restored before they can be retrieved.
    pub restore_status: Option<RestoreStatus>,
}

/// The version of an object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ObjectVersion {
    /// The entity tag is an MD5 hash of that version of the object.
    pub e_tag: Option<String>,
    /// The algorithm that was used to create a checksum of the object.
    #[shape(flat)]
    pub checksum_algorithm: Option<Vec<String>>,
    /// The checksum type that is used to calculate the object’s checksum value. For more
    /// information, see Checking object integrity in the Amazon S3 User Guide.
    pub checksum_type: Option<String>,
    /// Size in bytes of the object.
    pub size: Option<i64>,
    /// The class of storage used to store the object.
    pub storage_class: Option<String>,
    /// The object key.
    pub key: Option<String>,
    /// Version ID of an object.
    pub version_id: Option<String>,
    /// Specifies whether the object is (true) or is not (false) the latest version of an object.
    pub is_latest: Option<bool>,
    /// Date and time when the object was last modified.
    pub last_modified: Option<Timestamp>,
    /// Specifies the owner of the object.
    pub owner: Option<Owner>,
    /// Specifies the restoration status of an object. Objects in certain storage classes must be
    /// restored before they can be retrieved.
    pub restore_status: Option<RestoreStatus>,
}

/// Information about the delete marker.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMarkerEntry {
    /// The account that created the delete marker.
    pub owner: Option<Owner>,
    /// The object key.
    pub key: Option<String>,
    /// Version ID of an object.
    pub version_id: Option<String>,
    /// Specifies whether the object is (true) or is not (false) the latest version of an object.
    pub is_latest: Option<bool>,
    /// Date and time when the object was last modified.
    pub last_modified: Option<Timestamp>,
}

/// Container for `TagSet` elements.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tagging {
    /// A collection for a set of tags
    #[shape(required, item(query = "Tag"))]
    pub tag_set: Vec<Tag>,
}

/// A container of a key value name pair.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Tag {
    /// Name of the object key.
    #[shape(required)]
    pub key: String,
    /// Value of the tag.
    #[shape(required)]
    pub value: String,
}

/// Contains all the possible checksum or digest values for an object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Checksum {
    /// The Base64 encoded, 32-bit `CRC32 checksum` of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the object.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` digest of the object. This checksum is only present if
    /// the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` digest of the object. This checksum is only present
    /// if the checksum was uploaded with the object.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the object. This checksum is present if the
    /// object was uploaded with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the object. This checksum is present if the
    /// object was uploaded with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the object. This checksum is present if
    /// the object was uploaded with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the object. This checksum is present if
    /// the object was uploaded with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the object. This checksum is present
    /// if the object was uploaded with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
    /// The checksum type that is used to calculate the object’s checksum value. For more
    /// information, see Checking object integrity in the Amazon S3 User Guide.
    pub checksum_type: Option<String>,
}

/// A collection of parts associated with a multipart upload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetObjectAttributesParts {
    /// The total number of parts.
    #[shape(query = "PartsCount")]
    pub total_parts_count: Option<i32>,
    /// The marker for the current part.
    pub part_number_marker: Option<i32>,
    /// When a list is truncated, this element specifies the last part in the list, as well as the
    /// value to use for the `PartNumberMarker` request parameter in a subsequent request.
    pub next_part_number_marker: Option<i32>,
    /// The maximum number of parts allowed in the response.
    pub max_parts: Option<i32>,
    /// Indicates whether the returned list of parts is truncated. A value of `true` indicates
    /// that the list was truncated.
    pub is_truncated: Option<bool>,
    /// A container for elements related to a particular part. A response can contain zero or more
    /// `Parts` elements.
    #[shape(query = "Part", flat)]
    pub parts: Option<Vec<ObjectPart>>,
}

/// The container element for a bucket's policy status.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PolicyStatus {
    /// The policy status for this bucket. `TRUE` indicates that this bucket is public.
    pub is_public: Option<bool>,
}

/// Describes the cross-origin access configuration for objects in an Amazon S3 bucket. For
/// more information, see Enabling Cross-Origin Resource Sharing in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CORSConfiguration {
    /// A set of origins and methods (cross-origin access that you want to allow). You can add up
    /// to 100 rules to the configuration.
    #[shape(name = "CORSRules", required, query = "CORSRule", flat)]
    pub cors_rules: Vec<CORSRule>,
}

/// Specifies a cross-origin access rule for an Amazon S3 bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CORSRule {
    /// Unique identifier for the rule. The value cannot be longer than 255 characters.
    #[shape(name = "ID")]
    pub id: Option<String>,
    /// Headers that are specified in the `Access-Control-Request-Headers` header. These headers
    /// are allowed in a preflight OPTIONS request.
    #[shape(query = "AllowedHeader", flat)]
    pub allowed_headers: Option<Vec<String>>,
    /// An HTTP method that you allow the origin to execute. Valid values are `GET`, `PUT`,
    /// `HEAD`, `POST`, and `DELETE`.
    #[shape(required, query = "AllowedMethod", flat)]
    pub allowed_methods: Vec<String>,
    /// One or more origins you want customers to be able to access the bucket from.
    #[shape(required, query = "AllowedOrigin", flat)]
    pub allowed_origins: Vec<String>,
    /// One or more headers in the response that you want customers to be able to access from
    /// their applications (for example, from a JavaScript `XMLHttpRequest` object).
    #[shape(query = "ExposeHeader", flat)]
    pub expose_headers: Option<Vec<String>>,
    /// The time in seconds that your browser is to cache the preflight response for the specified
    /// resource.
    pub max_age_seconds: Option<i32>,
}

/// Specifies the lifecycle configuration for objects in an Amazon S3 bucket. For more
/// information, see Object Lifecycle Management in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BucketLifecycleConfiguration {
    /// A lifecycle rule for individual objects in an Amazon S3 bucket.
    #[shape(required, query = "Rule", flat)]
    pub rules: Vec<LifecycleRule>,
}

/// A lifecycle rule for individual objects in an Amazon S3 bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LifecycleRule {
    /// Specifies the expiration for the lifecycle of the object in the form of date, days and,
    /// whether the object has a delete marker.
    pub expiration: Option<LifecycleExpiration>,
    /// Unique identifier for the rule. The value cannot be longer than 255 characters.
    #[shape(name = "ID")]
    pub id: Option<String>,
    /// The general purpose bucket prefix that identifies one or more objects to which the rule
    /// applies. We recommend using `Filter` instead of `Prefix` for new PUTs.
    pub prefix: Option<String>,
    /// The `Filter` is used to identify objects that a Lifecycle Rule applies to. A `Filter` must
    /// have exactly one of `Prefix`, `Tag`, `ObjectSizeGreaterThan`, `ObjectSizeLessThan`, or
    /// `And` specified.
    pub filter: Option<LifecycleRuleFilter>,
    /// If 'Enabled', the rule is currently being applied. If 'Disabled', the rule is not
    /// currently being applied.
    #[shape(required)]
    pub status: String,
    /// Specifies when an Amazon S3 object transitions to a specified storage class.
    #[shape(query = "Transition", flat)]
    pub transitions: Option<Vec<Transition>>,
    /// Specifies the transition rule for the lifecycle rule that describes when noncurrent
    /// objects transition to a specific storage class.
    #[shape(query = "NoncurrentVersionTransition", flat)]
    pub noncurrent_version_transitions: Option<Vec<NoncurrentVersionTransition>>,
    /// Specifies when noncurrent object versions expire. Upon expiration, Amazon S3 permanently
    /// deletes the noncurrent object versions.
    pub noncurrent_version_expiration: Option<NoncurrentVersionExpiration>,
    /// Specifies the days since the initiation of an incomplete multipart upload that Amazon S3
    /// will wait before permanently removing all parts of the upload.
    pub abort_incomplete_multipart_upload: Option<AbortIncompleteMultipartUpload>,
}

/// Specifies the default server-side-encryption configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ServerSideEncryptionConfiguration {
    /// Container for information about a particular server-side encryption configuration rule.
    #[shape(required, query = "Rule", flat)]
    pub rules: Vec<ServerSideEncryptionRule>,
}

/// A container for specifying the configuration for publication of messages to an Amazon
/// Simple Notification Service (Amazon SNS) topic when Amazon S3 detects specified events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TopicConfiguration {
    /// An optional unique identifier for configurations in a notification configuration. If you
    /// don't provide one, Amazon S3 will assign an ID.
    pub id: Option<String>,
    /// The Amazon Resource Name (ARN) of the Amazon SNS topic to which Amazon S3 publishes a
    /// message when it detects events of the specified type.
    #[shape(required, query = "Topic")]
    pub topic_arn: String,
    /// The Amazon S3 bucket event about which to send notifications. For more information, see
    /// Supported Event Types in the Amazon S3 User Guide.
    #[shape(required, query = "Event", flat)]
    pub events: Vec<String>,
    /// Specifies object key name filtering rules. For information about key name filtering, see
    /// Configuring event notifications using object key name filtering in the Amazon S3 User
    /// Guide.
    pub filter: Option<NotificationConfigurationFilter>,
}

/// Specifies the configuration for publishing messages to an Amazon Simple Queue Service
/// (Amazon SQS) queue when Amazon S3 detects specified events.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct QueueConfiguration {
    /// An optional unique identifier for configurations in a notification configuration. If you
    /// don't provide one, Amazon S3 will assign an ID.
    pub id: Option<String>,
    /// The Amazon Resource Name (ARN) of the Amazon SQS queue to which Amazon S3 publishes a
    /// message when it detects events of the specified type.
    #[shape(required, query = "Queue")]
    pub queue_arn: String,
    /// A collection of bucket events for which to send notifications
    #[shape(required, query = "Event", flat)]
    pub events: Vec<String>,
    /// Specifies object key name filtering rules. For information about key name filtering, see
    /// Configuring event notifications using object key name filtering in the Amazon S3 User
    /// Guide.
    pub filter: Option<NotificationConfigurationFilter>,
}

/// A container for specifying the configuration for Lambda notifications.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LambdaFunctionConfiguration {
    /// An optional unique identifier for configurations in a notification configuration. If you
    /// don't provide one, Amazon S3 will assign an ID.
    pub id: Option<String>,
    /// The Amazon Resource Name (ARN) of the Lambda function that Amazon S3 invokes when the
    /// specified event type occurs.
    #[shape(required, query = "CloudFunction")]
    pub lambda_function_arn: String,
    /// The Amazon S3 bucket event for which to invoke the Lambda function. For more information,
    /// see Supported Event Types in the Amazon S3 User Guide.
    #[shape(required, query = "Event", flat)]
    pub events: Vec<String>,
    /// Specifies object key name filtering rules. For information about key name filtering, see
    /// Configuring event notifications using object key name filtering in the Amazon S3 User
    /// Guide.
    pub filter: Option<NotificationConfigurationFilter>,
}

/// A container for specifying the configuration for Amazon EventBridge.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct EventBridgeConfiguration {}

/// The PublicAccessBlock configuration that you want to apply to this Amazon S3 bucket. You
/// can enable the configuration options in any combination.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PublicAccessBlockConfiguration {
    /// Specifies whether Amazon S3 should block public access control lists (ACLs) for this
    /// bucket and objects in this bucket.
    pub block_public_acls: Option<bool>,
    /// Specifies whether Amazon S3 should ignore public ACLs for this bucket and objects in this
    /// bucket. Setting this element to `TRUE` causes Amazon S3 to ignore all public ACLs on this
    /// bucket and objects in this bucket.
    pub ignore_public_acls: Option<bool>,
    /// Specifies whether Amazon S3 should block public bucket policies for this bucket. Setting
    /// this element to `TRUE` causes Amazon S3 to reject calls to PUT Bucket policy if the
    /// specified bucket policy allows public access.
    pub block_public_policy: Option<bool>,
    /// Specifies whether Amazon S3 should restrict public bucket policies for this bucket.
    pub restrict_public_buckets: Option<bool>,
}

/// The container element for a bucket's ownership controls.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OwnershipControls {
    /// The container element for an ownership control rule.
    #[shape(required, query = "Rule", flat)]
    pub rules: Vec<OwnershipControlsRule>,
}

/// Specifies website configuration parameters for an Amazon S3 bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct WebsiteConfiguration {
    /// The name of the error document for the website.
    pub error_document: Option<ErrorDocument>,
    /// The name of the index document for the website.
    pub index_document: Option<IndexDocument>,
    /// The redirect behavior for every request to this bucket's website endpoint.
    pub redirect_all_requests_to: Option<RedirectAllRequestsTo>,
    /// Rules that define when a redirect is applied and the redirect behavior.
    #[shape(item(query = "RoutingRule"))]
    pub routing_rules: Option<Vec<RoutingRule>>,
}

/// Specifies the redirect behavior of all requests to a website endpoint of an Amazon S3
/// bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RedirectAllRequestsTo {
    /// Name of the host where requests are redirected.
    #[shape(required)]
    pub host_name: String,
    /// Protocol to use when redirecting requests. The default is the protocol that is used in the
    /// original request.
    pub protocol: Option<String>,
}

/// Container for the `Suffix` element.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct IndexDocument {
    /// A suffix that is appended to a request that is for a directory on the website endpoint.
    #[shape(required)]
    pub suffix: String,
}

/// The error information.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ErrorDocument {
    /// The object key name to use when a 4XX class error occurs.
    #[shape(required)]
    pub key: String,
}

/// Specifies the redirect behavior and when a redirect is applied. For more information about
/// routing rules, see Configuring advanced conditional redirects in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RoutingRule {
    /// A container for describing a condition that must be met for the specified redirect to
    /// apply. For example, 1.
    pub condition: Option<Condition>,
    /// Container for redirect information. You can redirect requests to another host, to another
    /// page, or with another protocol.
    #[shape(required)]
    pub redirect: Redirect,
}

/// Container for logging status information.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BucketLoggingStatus {
    /// Describes where logs are stored and the prefix that Amazon S3 assigns to all log object
    /// keys for a bucket. For more information, see PUT Bucket logging in the Amazon S3 API
    /// Reference.
    pub logging_enabled: Option<LoggingEnabled>,
}

/// Describes where logs are stored and the prefix that Amazon S3 assigns to all log object
/// keys for a bucket. For more information, see PUT Bucket logging in the Amazon S3 API
/// Reference.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LoggingEnabled {
    /// Specifies the bucket where you want Amazon S3 to store server access logs. You can have
    /// your logs delivered to any bucket that you own, including the same bucket that is being
    /// logged.
    #[shape(required)]
    pub target_bucket: String,
    /// Container for granting information.
    #[shape(item(query = "Grant"))]
    pub target_grants: Option<Vec<TargetGrant>>,
    /// A prefix for all log object keys. If you store log files from multiple Amazon S3 buckets
    /// in a single bucket, you can use a prefix to distinguish which log files came from which
    /// bucket.
    #[shape(required)]
    pub target_prefix: String,
    /// Amazon S3 key format for log objects.
    pub target_object_key_format: Option<TargetObjectKeyFormat>,
}

/// Configures the transfer acceleration state for an Amazon S3 bucket. For more information,
/// see Amazon S3 Transfer Acceleration in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccelerateConfiguration {
    /// Specifies the transfer acceleration status of the bucket.
    pub status: Option<String>,
}

/// Container for Payer.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RequestPaymentConfiguration {
    /// Specifies who pays for the download and request fees.
    #[shape(required)]
    pub payer: String,
}

/// Contains the elements that set the ACL permissions for an object per grantee.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AccessControlPolicy {
    /// A list of grants.
    #[shape(query = "AccessControlList", item(query = "Grant"))]
    pub grants: Option<Vec<Grant>>,
    /// Container for the bucket owner's display name and ID.
    pub owner: Option<Owner>,
}

/// Container for grant information.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Grant {
    /// The person being granted permissions.
    #[shape(namespace = "http://www.w3.org/2001/XMLSchema-instance", prefix = "xsi")]
    pub grantee: Option<Grantee>,
    /// Specifies the permission given to the grantee.
    pub permission: Option<String>,
}

/// Specifies the location where the bucket will be created.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LocationInfo {
    /// The type of location where the bucket will be created.
    pub r#type: Option<String>,
    /// The name of the location where the bucket will be created.
    pub name: Option<String>,
}

/// Specifies the information about the bucket that will be created. For more information
/// about directory buckets, see Directory buckets in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BucketInfo {
    /// The number of Zone (Availability Zone or Local Zone) that's used for redundancy for the
    /// bucket.
    pub data_redundancy: Option<String>,
    /// The type of bucket.
    pub r#type: Option<String>,
}

/// Object Identifier is unique value to identify objects.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ObjectIdentifier {
    /// Key name of the object.
    #[shape(required)]
    pub key: String,
    /// Version ID for the specific version of the object to delete.
    pub version_id: Option<String>,
    /// An entity tag (ETag) is an identifier assigned by a web server to a specific version of a
    /// resource found at a URL. This header field makes the request method conditional on
    /// `ETags`.
    pub e_tag: Option<String>,
    /// If present, the objects are deleted only if its modification times matches the provided
    /// `Timestamp`.
    #[shape(timestamp_format = "rfc822")]
    pub last_modified_time: Option<Timestamp>,
    /// If present, the objects are deleted only if its size matches the provided size in bytes.
    pub size: Option<i64>,
}

/// Details of the parts that were uploaded.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CompletedPart {
    /// Entity tag returned when the part was uploaded.
    pub e_tag: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32` checksum algorithm.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32C` checksum algorithm.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `CRC64NVME` checksum algorithm.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA1` checksum algorithm.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA256` checksum algorithm.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
    /// Part number that identifies the part. This is a positive integer between 1 and 10,000.
    pub part_number: Option<i32>,
}

/// Specifies the restoration status of an object. Objects in certain storage classes must be
/// restored before they can be retrieved.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RestoreStatus {
    /// Specifies whether the object is currently being restored. If the object restoration is in
    /// progress, the header returns the value `TRUE`.
    pub is_restore_in_progress: Option<bool>,
    /// Indicates when the restored copy will expire. This value is populated only if the object
    /// has already been restored.
    pub restore_expiry_date: Option<Timestamp>,
}

/// A container for elements related to an individual part.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ObjectPart {
    /// The part number identifying the part. This value is a positive integer between 1 and
    /// 10,000.
    pub part_number: Option<i32>,
    /// The size of the uploaded part in bytes.
    pub size: Option<i64>,
    /// The Base64 encoded, 32-bit `CRC32` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32` checksum algorithm.
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    /// The Base64 encoded, 32-bit `CRC32C` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `CRC32C` checksum algorithm.
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    /// The Base64 encoded, 64-bit `CRC64NVME` checksum of the part.
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    /// The Base64 encoded, 160-bit `SHA1` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA1` checksum algorithm.
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    /// The Base64 encoded, 256-bit `SHA256` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA256` checksum algorithm.
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    /// The Base64 encoded, 512-bit `SHA512` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `SHA512` checksum algorithm.
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    /// The Base64 encoded, 128-bit `MD5` digest of the part. This checksum is present if the
    /// multipart upload request was created with the `MD5` checksum algorithm.
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH64` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH64` checksum algorithm.
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    /// The Base64 encoded, 64-bit `XXHASH3` checksum of the part. This checksum is present if the
    /// multipart upload request was created with the `XXHASH3` checksum algorithm.
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    /// The Base64 encoded, 128-bit `XXHASH128` checksum of the part. This checksum is present if
    /// the multipart upload request was created with the `XXHASH128` checksum algorithm.
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// Container for the expiration for the lifecycle of the object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LifecycleExpiration {
    /// Indicates at what date the object is to be moved or deleted. The date value must conform
    /// to the ISO 8601 format.
    #[shape(timestamp_format = "iso8601")]
    pub date: Option<Timestamp>,
    /// Indicates the lifetime, in days, of the objects that are subject to the rule. The value
    /// must be a non-zero positive integer.
    pub days: Option<i32>,
    /// Indicates whether Amazon S3 will remove a delete marker with no noncurrent versions. If
    /// set to true, the delete marker will be expired; if set to false the policy takes no
    /// action.
    pub expired_object_delete_marker: Option<bool>,
}

/// The `Filter` is used to identify objects that a Lifecycle Rule applies to. A `Filter` can
/// have exactly one of `Prefix`, `Tag`, `ObjectSizeGreaterThan`, `ObjectSizeLessThan`, or
/// `And` specified.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LifecycleRuleFilter {
    /// Prefix identifying one or more objects to which the rule applies.
    pub prefix: Option<String>,
    /// This tag must exist in the object's tag set in order for the rule to apply.
    pub tag: Option<Tag>,
    /// Minimum object size to which the rule applies.
    pub object_size_greater_than: Option<i64>,
    /// Maximum object size to which the rule applies.
    pub object_size_less_than: Option<i64>,
    /// This is used in a Lifecycle Rule Filter to apply a logical AND to two or more predicates.
    /// The Lifecycle Rule will apply to any object matching all of the predicates configured
    /// inside the And operator.
    pub and: Option<LifecycleRuleAndOperator>,
}

/// Specifies when an object transitions to a specified storage class. For more information
/// about Amazon S3 lifecycle configuration rules, see Transitioning Objects Using Amazon S3
/// Lifecycle in the Amazon S3 User Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Transition {
    /// Indicates when objects are transitioned to the specified storage class. The date value
    /// must be in ISO 8601 format.
    #[shape(timestamp_format = "iso8601")]
    pub date: Option<Timestamp>,
    /// Indicates the number of days after creation when objects are transitioned to the specified
    /// storage class.
    pub days: Option<i32>,
    /// The storage class to which you want the object to transition.
    pub storage_class: Option<String>,
}

/// Container for the transition rule that describes when noncurrent objects transition to the
/// `STANDARD_IA`, `ONEZONE_IA`, `INTELLIGENT_TIERING`, `GLACIER_IR`, `GLACIER`, or
/// `DEEP_ARCHIVE` storage class.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct NoncurrentVersionTransition {
    /// Specifies the number of days an object is noncurrent before Amazon S3 can perform the
    /// associated action.
    pub noncurrent_days: Option<i32>,
    /// The class of storage used to store the object.
    pub storage_class: Option<String>,
    /// Specifies how many noncurrent versions Amazon S3 will retain in the same storage class
    /// before transitioning objects. You can specify up to 100 noncurrent versions to retain.
    pub newer_noncurrent_versions: Option<i32>,
}

/// Specifies when noncurrent object versions expire. Upon expiration, Amazon S3 permanently
/// deletes the noncurrent object versions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct NoncurrentVersionExpiration {
    /// Specifies the number of days an object is noncurrent before Amazon S3 can perform the
    /// associated action. The value must be a non-zero positive integer.
    pub noncurrent_days: Option<i32>,
    /// Specifies how many noncurrent versions Amazon S3 will retain. You can specify up to 100
    /// noncurrent versions to retain.
    pub newer_noncurrent_versions: Option<i32>,
}

/// Specifies the days since the initiation of an incomplete multipart upload that Amazon S3
/// will wait before permanently removing all parts of the upload.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AbortIncompleteMultipartUpload {
    /// Specifies the number of days after which Amazon S3 aborts an incomplete multipart upload.
    pub days_after_initiation: Option<i32>,
}

/// Specifies the default server-side encryption configuration.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ServerSideEncryptionRule {
    /// Specifies the default server-side encryption to apply to new objects in the bucket. If a
    /// PUT Object request doesn't specify any server-side encryption, this default encryption
    /// will be applied.
    pub apply_server_side_encryption_by_default: Option<ServerSideEncryptionByDefault>,
    /// Specifies whether Amazon S3 should use an S3 Bucket Key with server-side encryption using
    /// KMS (SSE-KMS) for new objects in the bucket. Existing objects are not affected.
    pub bucket_key_enabled: Option<bool>,
    /// A bucket-level setting for Amazon S3 general purpose buckets used to prevent the upload of
    /// new objects encrypted with the specified server-side encryption type.
    pub blocked_encryption_types: Option<BlockedEncryptionTypes>,
}

/// Specifies object key name filtering rules. For information about key name filtering, see
/// Configuring event notifications using object key name filtering in the Amazon S3 User
/// Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct NotificationConfigurationFilter {
    /// A container for object key name prefix and suffix filtering rules.
    #[shape(query = "S3Key")]
    pub key: Option<S3KeyFilter>,
}

/// The container element for an ownership control rule.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct OwnershipControlsRule {
    /// The container element for object ownership for a bucket's ownership controls.
    #[shape(required)]
    pub object_ownership: String,
}

/// A container for describing a condition that must be met for the specified redirect to
/// apply. For example, 1.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// The HTTP error code when the redirect is applied. In the event of an error, if the error
    /// code equals this value, then the specified redirect is applied.
    pub http_error_code_returned_equals: Option<String>,
    /// The object key name prefix when the redirect is applied. For example, to redirect requests
    /// for `ExamplePage.html`, the key prefix will be `ExamplePage.html`.
    pub key_prefix_equals: Option<String>,
}

/// Specifies how requests are redirected. In the event of an error, you can specify a
/// different error code to return.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Redirect {
    /// The host name to use in the redirect request.
    pub host_name: Option<String>,
    /// The HTTP redirect code to use on the response. Not required if one of the siblings is
    /// present.
    pub http_redirect_code: Option<String>,
    /// Protocol to use when redirecting requests. The default is the protocol that is used in the
    /// original request.
    pub protocol: Option<String>,
    /// The object key prefix to use in the redirect request.
    pub replace_key_prefix_with: Option<String>,
    /// The specific object key to use in the redirect request. For example, redirect request to
    /// `error.html`.
    pub replace_key_with: Option<String>,
}

/// Container for granting information.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TargetGrant {
    /// Container for the person being granted permissions.
    #[shape(namespace = "http://www.w3.org/2001/XMLSchema-instance", prefix = "xsi")]
    pub grantee: Option<Grantee>,
    /// Logging permissions assigned to the grantee for the bucket.
    pub permission: Option<String>,
}

/// Amazon S3 key format for log objects. Only one format, PartitionedPrefix or SimplePrefix,
/// is allowed.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TargetObjectKeyFormat {
    /// To use the simple format for S3 keys for log objects. To specify SimplePrefix format, set
    /// SimplePrefix to {}.
    pub simple_prefix: Option<SimplePrefix>,
    /// Partitioned S3 key for log objects.
    pub partitioned_prefix: Option<PartitionedPrefix>,
}

/// Container for the person being granted permissions.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Grantee {
    /// `DisplayName`.
    pub display_name: Option<String>,
    /// `EmailAddress`.
    pub email_address: Option<String>,
    /// The canonical user ID of the grantee.
    #[shape(name = "ID")]
    pub id: Option<String>,
    /// Type of grantee
    #[shape(required, query = "xsi:type", attribute)]
    pub r#type: String,
    /// URI of the grantee group.
    #[shape(name = "URI")]
    pub uri: Option<String>,
}

/// This is used in a Lifecycle Rule Filter to apply a logical AND to two or more predicates.
/// The Lifecycle Rule will apply to any object matching all of the predicates configured
/// inside the And operator.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct LifecycleRuleAndOperator {
    /// Prefix identifying one or more objects to which the rule applies.
    pub prefix: Option<String>,
    /// All of these tags must exist in the object's tag set in order for the rule to apply.
    #[shape(query = "Tag", flat)]
    pub tags: Option<Vec<Tag>>,
    /// Minimum object size to which the rule applies.
    pub object_size_greater_than: Option<i64>,
    /// Maximum object size to which the rule applies.
    pub object_size_less_than: Option<i64>,
}

/// Describes the default server-side encryption to apply to new objects in the bucket. If a
/// PUT Object request doesn't specify any server-side encryption, this default encryption
/// will be applied.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ServerSideEncryptionByDefault {
    /// Server-side encryption algorithm to use for the default encryption.
    #[shape(name = "SSEAlgorithm", required)]
    pub sse_algorithm: String,
    /// Amazon Web Services Key Management Service (KMS) customer managed key ID to use for the
    /// default encryption.
    #[shape(name = "KMSMasterKeyID", sensitive)]
    pub kms_master_key_id: Option<String>,
}

/// A bucket-level setting for Amazon S3 general purpose buckets used to prevent the upload of
/// new objects encrypted with the specified server-side encryption type.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BlockedEncryptionTypes {
    /// The object encryption type that you want to block or unblock for an Amazon S3 general
    /// purpose bucket.
    #[shape(flat)]
    pub encryption_type: Option<Vec<String>>,
}

/// A container for object key name prefix and suffix filtering rules.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct S3KeyFilter {
    /// A list of containers for the key-value pair that defines the criteria for the filter rule.
    #[shape(query = "FilterRule", flat)]
    pub filter_rules: Option<Vec<FilterRule>>,
}

/// To use simple format for S3 keys for log objects, set SimplePrefix to an empty object.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SimplePrefix {}

/// Amazon S3 keys for log objects are partitioned in the following format.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PartitionedPrefix {
    /// Specifies the partition date source for the partitioned prefix. `PartitionDateSource` can
    /// be `EventTime` or `DeliveryTime`.
    pub partition_date_source: Option<String>,
}

/// Specifies the Amazon S3 object key name to filter on. An object key name is the name
/// assigned to an object in your Amazon S3 bucket.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct FilterRule {
    /// The object key name prefix or suffix identifying one or more objects to which the
    /// filtering rule applies. The maximum length is 1,024 characters.
    pub name: Option<String>,
    /// The value that the filter searches for in object key names.
    pub value: Option<String>,
}

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("BucketAlreadyExists", "BucketAlreadyExists", 409),
    ErrorShape::sender("BucketAlreadyOwnedByYou", "BucketAlreadyOwnedByYou", 409),
    ErrorShape::sender("EncryptionTypeMismatch", "EncryptionTypeMismatch", 400),
    ErrorShape::sender("InvalidObjectState", "InvalidObjectState", 403),
    ErrorShape::sender("InvalidRequest", "InvalidRequest", 400),
    ErrorShape::sender("InvalidWriteOffset", "InvalidWriteOffset", 400),
    ErrorShape::sender("NoSuchBucket", "NoSuchBucket", 404),
    ErrorShape::sender("NoSuchKey", "NoSuchKey", 404),
    ErrorShape::sender("NoSuchUpload", "NoSuchUpload", 404),
    ErrorShape::sender("ObjectNotInActiveTierError", "ObjectNotInActiveTierError", 403),
    ErrorShape::sender("TooManyParts", "TooManyParts", 400),
];

/// Where all of S3's operations live, also those that are absent: a request for one of them must not be taken for another's.
///
/// The model leaves out of some paths what tells operations apart; here `uploadId`, `partNumber` and `id` are said. CopyObject
/// and UploadPartCopy differ from PutObject and UploadPart in the header `x-amz-copy-source` only. The operations that AWS has
/// replaced by others at the same place (GetBucketLifecycle and its like), and ListDirectoryBuckets, have no route.
pub static ROUTES: &[Route] = &[
    Route { operation: "AbortMultipartUpload", method: "DELETE", uri: "/{Bucket}/{Key+}?uploadId", status: 204 },
    Route { operation: "CompleteMultipartUpload", method: "POST", uri: "/{Bucket}/{Key+}?uploadId", status: 200 },
    Route { operation: "CopyObject", method: "PUT", uri: "/{Bucket}/{Key+}#x-amz-copy-source", status: 200 },
    Route { operation: "CreateBucket", method: "PUT", uri: "/{Bucket}", status: 200 },
    Route {
        operation: "CreateBucketMetadataConfiguration",
        method: "POST",
        uri: "/{Bucket}?metadataConfiguration",
        status: 200,
    },
    Route {
        operation: "CreateBucketMetadataTableConfiguration",
        method: "POST",
        uri: "/{Bucket}?metadataTable",
        status: 200,
    },
    Route { operation: "CreateMultipartUpload", method: "POST", uri: "/{Bucket}/{Key+}?uploads", status: 200 },
    Route { operation: "CreateSession", method: "GET", uri: "/{Bucket}?session", status: 200 },
    Route { operation: "DeleteBucket", method: "DELETE", uri: "/{Bucket}", status: 204 },
    Route {
        operation: "DeleteBucketAnalyticsConfiguration",
        method: "DELETE",
        uri: "/{Bucket}?analytics",
        status: 204,
    },
    Route { operation: "DeleteBucketCors", method: "DELETE", uri: "/{Bucket}?cors", status: 204 },
    Route { operation: "DeleteBucketEncryption", method: "DELETE", uri: "/{Bucket}?encryption", status: 204 },
    Route {
        operation: "DeleteBucketIntelligentTieringConfiguration",
        method: "DELETE",
        uri: "/{Bucket}?intelligent-tiering",
        status: 204,
    },
    Route {
        operation: "DeleteBucketInventoryConfiguration",
        method: "DELETE",
        uri: "/{Bucket}?inventory",
        status: 204,
    },
    Route { operation: "DeleteBucketLifecycle", method: "DELETE", uri: "/{Bucket}?lifecycle", status: 204 },
    Route {
        operation: "DeleteBucketMetadataConfiguration",
        method: "DELETE",
        uri: "/{Bucket}?metadataConfiguration",
        status: 204,
    },
    Route {
        operation: "DeleteBucketMetadataTableConfiguration",
        method: "DELETE",
        uri: "/{Bucket}?metadataTable",
        status: 204,
    },
    Route { operation: "DeleteBucketMetricsConfiguration", method: "DELETE", uri: "/{Bucket}?metrics", status: 204 },
    Route {
        operation: "DeleteBucketOwnershipControls",
        method: "DELETE",
        uri: "/{Bucket}?ownershipControls",
        status: 204,
    },
    Route { operation: "DeleteBucketPolicy", method: "DELETE", uri: "/{Bucket}?policy", status: 204 },
    Route { operation: "DeleteBucketReplication", method: "DELETE", uri: "/{Bucket}?replication", status: 204 },
    Route { operation: "DeleteBucketTagging", method: "DELETE", uri: "/{Bucket}?tagging", status: 204 },
    Route { operation: "DeleteBucketWebsite", method: "DELETE", uri: "/{Bucket}?website", status: 204 },
    Route { operation: "DeleteObject", method: "DELETE", uri: "/{Bucket}/{Key+}", status: 204 },
    Route { operation: "DeleteObjectTagging", method: "DELETE", uri: "/{Bucket}/{Key+}?tagging", status: 204 },
    Route { operation: "DeleteObjects", method: "POST", uri: "/{Bucket}?delete", status: 200 },
    Route { operation: "DeletePublicAccessBlock", method: "DELETE", uri: "/{Bucket}?publicAccessBlock", status: 204 },
    Route { operation: "GetBucketAbac", method: "GET", uri: "/{Bucket}?abac", status: 200 },
    Route { operation: "GetBucketAccelerateConfiguration", method: "GET", uri: "/{Bucket}?accelerate", status: 200 },
    Route { operation: "GetBucketAcl", method: "GET", uri: "/{Bucket}?acl", status: 200 },
    Route { operation: "GetBucketAnalyticsConfiguration", method: "GET", uri: "/{Bucket}?analytics&id", status: 200 },
    Route { operation: "GetBucketCors", method: "GET", uri: "/{Bucket}?cors", status: 200 },
    Route { operation: "GetBucketEncryption", method: "GET", uri: "/{Bucket}?encryption", status: 200 },
    Route {
        operation: "GetBucketIntelligentTieringConfiguration",
        method: "GET",
        uri: "/{Bucket}?intelligent-tiering&id",
        status: 200,
    },
    Route { operation: "GetBucketInventoryConfiguration", method: "GET", uri: "/{Bucket}?inventory&id", status: 200 },
    Route { operation: "GetBucketLifecycleConfiguration", method: "GET", uri: "/{Bucket}?lifecycle", status: 200 },
    Route { operation: "GetBucketLocation", method: "GET", uri: "/{Bucket}?location", status: 200 },
    Route { operation: "GetBucketLogging", method: "GET", uri: "/{Bucket}?logging", status: 200 },
    Route {
        operation: "GetBucketMetadataConfiguration",
        method: "GET",
        uri: "/{Bucket}?metadataConfiguration",
        status: 200,
    },
    Route {
        operation: "GetBucketMetadataTableConfiguration",
        method: "GET",
        uri: "/{Bucket}?metadataTable",
        status: 200,
    },
    Route { operation: "GetBucketMetricsConfiguration", method: "GET", uri: "/{Bucket}?metrics&id", status: 200 },
    Route {
        operation: "GetBucketNotificationConfiguration",
        method: "GET",
        uri: "/{Bucket}?notification",
        status: 200,
    },
    Route { operation: "GetBucketOwnershipControls", method: "GET", uri: "/{Bucket}?ownershipControls", status: 200 },
    Route { operation: "GetBucketPolicy", method: "GET", uri: "/{Bucket}?policy", status: 200 },
    Route { operation: "GetBucketPolicyStatus", method: "GET", uri: "/{Bucket}?policyStatus", status: 200 },
    Route { operation: "GetBucketReplication", method: "GET", uri: "/{Bucket}?replication", status: 200 },
    Route { operation: "GetBucketRequestPayment", method: "GET", uri: "/{Bucket}?requestPayment", status: 200 },
    Route { operation: "GetBucketTagging", method: "GET", uri: "/{Bucket}?tagging", status: 200 },
    Route { operation: "GetBucketVersioning", method: "GET", uri: "/{Bucket}?versioning", status: 200 },
    Route { operation: "GetBucketWebsite", method: "GET", uri: "/{Bucket}?website", status: 200 },
    Route { operation: "GetObject", method: "GET", uri: "/{Bucket}/{Key+}", status: 200 },
    Route { operation: "GetObjectAcl", method: "GET", uri: "/{Bucket}/{Key+}?acl", status: 200 },
    Route { operation: "GetObjectAttributes", method: "GET", uri: "/{Bucket}/{Key+}?attributes", status: 200 },
    Route { operation: "GetObjectLegalHold", method: "GET", uri: "/{Bucket}/{Key+}?legal-hold", status: 200 },
    Route { operation: "GetObjectLockConfiguration", method: "GET", uri: "/{Bucket}?object-lock", status: 200 },
    Route { operation: "GetObjectRetention", method: "GET", uri: "/{Bucket}/{Key+}?retention", status: 200 },
    Route { operation: "GetObjectTagging", method: "GET", uri: "/{Bucket}/{Key+}?tagging", status: 200 },
    Route { operation: "GetObjectTorrent", method: "GET", uri: "/{Bucket}/{Key+}?torrent", status: 200 },
    Route { operation: "GetPublicAccessBlock", method: "GET", uri: "/{Bucket}?publicAccessBlock", status: 200 },
    Route { operation: "HeadBucket", method: "HEAD", uri: "/{Bucket}", status: 200 },
    Route { operation: "HeadObject", method: "HEAD", uri: "/{Bucket}/{Key+}", status: 200 },
    Route { operation: "ListBucketAnalyticsConfigurations", method: "GET", uri: "/{Bucket}?analytics", status: 200 },
    Route {
        operation: "ListBucketIntelligentTieringConfigurations",
        method: "GET",
        uri: "/{Bucket}?intelligent-tiering",
        status: 200,
    },
    Route { operation: "ListBucketInventoryConfigurations", method: "GET", uri: "/{Bucket}?inventory", status: 200 },
    Route { operation: "ListBucketMetricsConfigurations", method: "GET", uri: "/{Bucket}?metrics", status: 200 },
    Route { operation: "ListBuckets", method: "GET", uri: "/", status: 200 },
    Route { operation: "ListMultipartUploads", method: "GET", uri: "/{Bucket}?uploads", status: 200 },
    Route { operation: "ListObjectVersions", method: "GET", uri: "/{Bucket}?versions", status: 200 },
    Route { operation: "ListObjects", method: "GET", uri: "/{Bucket}", status: 200 },
    Route { operation: "ListObjectsV2", method: "GET", uri: "/{Bucket}?list-type=2", status: 200 },
    Route { operation: "ListParts", method: "GET", uri: "/{Bucket}/{Key+}?uploadId", status: 200 },
    Route { operation: "PostObject", method: "POST", uri: "/{Bucket}", status: 204 },
    Route { operation: "PutBucketAbac", method: "PUT", uri: "/{Bucket}?abac", status: 200 },
    Route { operation: "PutBucketAccelerateConfiguration", method: "PUT", uri: "/{Bucket}?accelerate", status: 200 },
    Route { operation: "PutBucketAcl", method: "PUT", uri: "/{Bucket}?acl", status: 200 },
    Route { operation: "PutBucketAnalyticsConfiguration", method: "PUT", uri: "/{Bucket}?analytics", status: 200 },
    Route { operation: "PutBucketCors", method: "PUT", uri: "/{Bucket}?cors", status: 200 },
    Route { operation: "PutBucketEncryption", method: "PUT", uri: "/{Bucket}?encryption", status: 200 },
    Route {
        operation: "PutBucketIntelligentTieringConfiguration",
        method: "PUT",
        uri: "/{Bucket}?intelligent-tiering",
        status: 200,
    },
    Route { operation: "PutBucketInventoryConfiguration", method: "PUT", uri: "/{Bucket}?inventory", status: 200 },
    Route { operation: "PutBucketLifecycleConfiguration", method: "PUT", uri: "/{Bucket}?lifecycle", status: 200 },
    Route { operation: "PutBucketLogging", method: "PUT", uri: "/{Bucket}?logging", status: 200 },
    Route { operation: "PutBucketMetricsConfiguration", method: "PUT", uri: "/{Bucket}?metrics", status: 200 },
    Route {
        operation: "PutBucketNotificationConfiguration",
        method: "PUT",
        uri: "/{Bucket}?notification",
        status: 200,
    },
    Route { operation: "PutBucketOwnershipControls", method: "PUT", uri: "/{Bucket}?ownershipControls", status: 200 },
    // The model does not say so; AWS's reference shows it.
    Route { operation: "PutBucketPolicy", method: "PUT", uri: "/{Bucket}?policy", status: 204 },
    Route { operation: "PutBucketReplication", method: "PUT", uri: "/{Bucket}?replication", status: 200 },
    Route { operation: "PutBucketRequestPayment", method: "PUT", uri: "/{Bucket}?requestPayment", status: 200 },
    // The model does not say so; AWS's reference shows it.
    Route { operation: "PutBucketTagging", method: "PUT", uri: "/{Bucket}?tagging", status: 204 },
    Route { operation: "PutBucketVersioning", method: "PUT", uri: "/{Bucket}?versioning", status: 200 },
    Route { operation: "PutBucketWebsite", method: "PUT", uri: "/{Bucket}?website", status: 200 },
    Route { operation: "PutObject", method: "PUT", uri: "/{Bucket}/{Key+}", status: 200 },
    Route { operation: "PutObjectAcl", method: "PUT", uri: "/{Bucket}/{Key+}?acl", status: 200 },
    Route { operation: "PutObjectLegalHold", method: "PUT", uri: "/{Bucket}/{Key+}?legal-hold", status: 200 },
    Route { operation: "PutObjectLockConfiguration", method: "PUT", uri: "/{Bucket}?object-lock", status: 200 },
    Route { operation: "PutObjectRetention", method: "PUT", uri: "/{Bucket}/{Key+}?retention", status: 200 },
    Route { operation: "PutObjectTagging", method: "PUT", uri: "/{Bucket}/{Key+}?tagging", status: 200 },
    Route { operation: "PutPublicAccessBlock", method: "PUT", uri: "/{Bucket}?publicAccessBlock", status: 200 },
    Route { operation: "RenameObject", method: "PUT", uri: "/{Bucket}/{Key+}?renameObject", status: 200 },
    Route { operation: "RestoreObject", method: "POST", uri: "/{Bucket}/{Key+}?restore", status: 200 },
    Route {
        operation: "SelectObjectContent",
        method: "POST",
        uri: "/{Bucket}/{Key+}?select&select-type=2",
        status: 200,
    },
    Route {
        operation: "UpdateBucketMetadataInventoryTableConfiguration",
        method: "PUT",
        uri: "/{Bucket}?metadataInventoryTable",
        status: 200,
    },
    Route {
        operation: "UpdateBucketMetadataJournalTableConfiguration",
        method: "PUT",
        uri: "/{Bucket}?metadataJournalTable",
        status: 200,
    },
    Route { operation: "UpdateObjectEncryption", method: "PUT", uri: "/{Bucket}/{Key+}?encryption", status: 200 },
    Route { operation: "UploadPart", method: "PUT", uri: "/{Bucket}/{Key+}?partNumber&uploadId", status: 200 },
    Route {
        operation: "UploadPartCopy",
        method: "PUT",
        uri: "/{Bucket}/{Key+}?partNumber&uploadId#x-amz-copy-source",
        status: 200,
    },
    Route { operation: "WriteGetObjectResponse", method: "POST", uri: "/WriteGetObjectResponse", status: 200 },
];
