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
}
