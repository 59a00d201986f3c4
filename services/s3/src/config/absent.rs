//! The errors of documents that are not there, and of parts of documents that are not built.

use crate::error::S3Error;

/// A bucket has no document of a kind.
pub(super) fn none(code: &'static str, text: &'static str, bucket: &str) -> S3Error {
    S3Error::new(code, 404, text).with("BucketName", bucket)
}

/// Something a document asks for that this server does not do.
pub(super) fn not_built(what: &str) -> S3Error {
    S3Error::new("NotImplemented", 501, format!("{what} is not implemented"))
}
