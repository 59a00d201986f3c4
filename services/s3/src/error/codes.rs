//! The errors by their codes, in AWS's words (Amazon S3 API Reference, "Error responses", and what the service prints).

use super::S3Error;

impl S3Error {
    /// The caller may not do that.
    pub fn access_denied() -> S3Error {
        S3Error::new("AccessDenied", 403, "Access Denied")
    }

    /// No bucket of that name.
    pub fn no_such_bucket(bucket: &str) -> S3Error {
        S3Error::new("NoSuchBucket", 404, "The specified bucket does not exist").with("BucketName", bucket)
    }

    /// Not a name a bucket can have.
    pub fn invalid_bucket_name(bucket: &str) -> S3Error {
        S3Error::new("InvalidBucketName", 400, "The specified bucket is not valid.").with("BucketName", bucket)
    }

    /// A body that does not say what its operation needs.
    pub fn malformed_xml() -> S3Error {
        let text = "The XML you provided was not well-formed or did not validate against our published schema";
        S3Error::new("MalformedXML", 400, text)
    }

    /// A parameter with a value that AWS refuses, and both named beside the text.
    pub fn invalid_argument(message: impl Into<std::borrow::Cow<'static, str>>, name: &str, value: &str) -> S3Error {
        S3Error::new("InvalidArgument", 400, message).with("ArgumentName", name).with("ArgumentValue", value)
    }

    /// A request that contradicts itself or the object's state.
    pub fn invalid_request(message: impl Into<std::borrow::Cow<'static, str>>) -> S3Error {
        S3Error::new("InvalidRequest", 400, message)
    }

    /// A header or parameter this server does not honour, by name.
    pub fn not_implemented(name: &'static str) -> S3Error {
        let text = "A header you provided implies functionality that is not implemented";
        S3Error::new("NotImplemented", 501, text).with("Header", name)
    }

    /// The bucket is somebody else's.
    pub fn bucket_already_exists(bucket: &str) -> S3Error {
        let text = "The requested bucket name is not available. The bucket namespace is shared by all users of the system. \
                    Please select a different name and try again.";
        S3Error::new("BucketAlreadyExists", 409, text).with("BucketName", bucket)
    }

    /// The bucket is the caller's already.
    pub fn bucket_already_owned_by_you(bucket: &str) -> S3Error {
        let text = "Your previous request to create the named bucket succeeded and you already own it.";
        S3Error::new("BucketAlreadyOwnedByYou", 409, text).with("BucketName", bucket)
    }

    /// There are objects in the bucket; `versions` when there may be older ones.
    pub fn bucket_not_empty(bucket: &str, versions: bool) -> S3Error {
        let text = if versions {
            "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
        } else {
            "The bucket you tried to delete is not empty"
        };
        S3Error::new("BucketNotEmpty", 409, text).with("BucketName", bucket)
    }

    /// A location constraint that this endpoint does not take.
    pub fn illegal_location(constraint: &str) -> S3Error {
        let text = format!(
            "The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
        );
        S3Error::new("IllegalLocationConstraintException", 400, text)
    }

    /// A location constraint that names no region.
    pub fn invalid_location(constraint: &str) -> S3Error {
        let text = "The specified location-constraint is not valid";
        S3Error::new("InvalidLocationConstraint", 400, text).with("LocationConstraint", constraint)
    }

    /// No object has this key.
    pub fn no_such_key(key: &str) -> S3Error {
        S3Error::new("NoSuchKey", 404, "The specified key does not exist.").with("Key", key)
    }

    /// The object has no such version.
    pub fn no_such_version(key: &str, version: &str) -> S3Error {
        S3Error::new("NoSuchVersion", 404, "The specified version does not exist.")
            .with("Key", key)
            .with("VersionId", version)
    }

    /// What no version id is.
    pub fn invalid_version_id(version: &str) -> S3Error {
        S3Error::invalid_argument("Invalid version id specified", "versionId", version)
    }

    /// No upload has this id.
    pub fn no_such_upload(upload: &str) -> S3Error {
        let text = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or \
                    completed.";
        S3Error::new("NoSuchUpload", 404, text).with("UploadId", upload)
    }

    /// The version is a delete marker: it can only be deleted.
    pub fn method_not_allowed(method: &'static str) -> S3Error {
        S3Error::new("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
            .with("Method", method)
            .with("ResourceType", "DeleteMarker")
            .header("allow", "DELETE")
            .header("x-amz-delete-marker", "true")
    }

    /// A condition of the request is not so.
    pub fn precondition_failed(condition: &'static str) -> S3Error {
        let text = "At least one of the pre-conditions you specified did not hold";
        S3Error::new("PreconditionFailed", 412, text).with("Condition", condition)
    }

    /// The object has no bytes in this range.
    pub fn invalid_range(range: &str, size: u64) -> S3Error {
        S3Error::new("InvalidRange", 416, "The requested range is not satisfiable")
            .with("RangeRequested", range)
            .with("ActualObjectSize", size.to_string())
            .header("content-range", format!("bytes */{size}"))
    }

    /// The bytes lie in an archive.
    pub fn invalid_object_state(class: &str) -> S3Error {
        let text = "The operation is not valid for the object's storage class";
        S3Error::new("InvalidObjectState", 403, text).with("StorageClass", class)
    }

    /// The bucket's owner owns everything in it; there are no access control lists.
    pub fn acl_not_supported() -> S3Error {
        S3Error::new("AccessControlListNotSupported", 400, "The bucket does not allow ACLs")
    }

    /// The key is longer than 1,024 bytes.
    pub fn key_too_long(bytes: usize) -> S3Error {
        S3Error::new("KeyTooLongError", 400, "Your key is too long")
            .with("Size", bytes.to_string())
            .with("MaxSizeAllowed", crate::limits::KEY_BYTES.to_string())
    }
}
