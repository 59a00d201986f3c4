//! Where packages come from: the request, or a bucket.

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use tradewind_cloud::Context;
use tradewind_wire::{Document, ErrorDocument};

use super::code::REQUEST_BYTES;
use crate::api::FunctionCode;
use crate::error::LambdaError;
use crate::{Lambda, limits};

/// An object that is a package.
struct Object {
    bucket: String,
    key: String,
    version: Option<String>,
}

impl Lambda {
    /// The zip that a request holds or names.
    pub(crate) async fn source(
        &self,
        ctx: &Context,
        code: FunctionCode,
        operation: &'static str,
    ) -> Result<Bytes, LambdaError> {
        if code.source_kms_key_arn.is_some_and(|key| !key.is_empty()) {
            return Err(LambdaError::not_built("SourceKMSKeyArn"));
        }
        let elsewhere = code.s3_bucket.is_some()
            || code.s3_key.is_some()
            || code.s3_object_version.is_some()
            || code.image_uri.is_some();
        match (code.zip_file, code.s3_bucket, code.s3_key) {
            (Some(_), ..) if elsewhere => Err(LambdaError::invalid(
                "Please do not provide other FunctionCode parameters when providing a ZipFile.",
            )),
            (Some(zip), ..) if zip.len() > limits::ZIPPED_BYTES => {
                Err(LambdaError::RequestEntityTooLarge { limit: REQUEST_BYTES, operation })
            }
            (Some(zip), ..) => Ok(zip),
            (None, ..) if code.image_uri.is_some() => Err(LambdaError::not_built("ImageUri")),
            (None, Some(bucket), Some(key)) => {
                self.fetch(ctx, Object { bucket, key, version: code.s3_object_version }).await
            }
            (None, Some(_), None) => Err(LambdaError::invalid("S3Key is required if S3Bucket is provided.")),
            (None, None, Some(_)) => Err(LambdaError::invalid("S3Bucket is required if S3Key is provided.")),
            (None, None, None) => Err(LambdaError::invalid("Please provide a source for function code.")),
        }
    }

    /// Reads an object as the caller, into memory: a package is inflated from there.
    async fn fetch(&self, ctx: &Context, object: Object) -> Result<Bytes, LambdaError> {
        let mut input = vec![("Bucket".into(), object.bucket.into()), ("Key".into(), object.key.into())];
        if let Some(version) = object.version {
            input.push(("VersionId".into(), version.into()));
        }
        let origin = ctx.origin(ctx.principal().clone());
        let answer = self.parts.cloud.call(&origin, "s3", "GetObject", Document::Map(input)).await;
        let answer = answer.map_err(|error| unreadable(&error))?;
        let Some(Document::Stream(stream)) = answer.get("Body") else { return Ok(Bytes::new()) };
        let Some(mut chunks) = stream.take() else { return Ok(Bytes::new()) };
        let mut zip = BytesMut::new();
        while let Some(chunk) = chunks.next().await {
            zip.extend_from_slice(&chunk.map_err(|error| LambdaError::Service(error.to_string()))?);
            if zip.len() as u64 > limits::UNZIPPED_BYTES {
                let limit = limits::UNZIPPED_BYTES;
                return Err(LambdaError::invalid(format!("Unzipped size must be smaller than {limit} bytes")));
            }
        }
        Ok(zip.freeze())
    }
}

/// What AWS says when the object can't be read.
fn unreadable(error: &ErrorDocument) -> LambdaError {
    let text = error.message.as_deref().unwrap_or_default();
    LambdaError::invalid(format!(
        "Error occurred while GetObject. S3 Error Code: {}. S3 Error Message: {text}",
        error.code
    ))
}
