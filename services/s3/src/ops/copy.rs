//! CopyObject and UploadPartCopy.

use std::ops::Range;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use tradewind_cloud::Context;

use crate::api::{
    CopyObjectOutput, CopyObjectRequest, CopyObjectResult, CopyPartResult, UploadPartCopyOutput, UploadPartCopyRequest,
};
use crate::bucket::{Target, Versioning};
use crate::checksum::{self, Algorithm, Expected, show_checksum};
use crate::error::S3Error;
use crate::object::about::{check_readable, encryption, headers};
use crate::object::{About, Bytewise, Conditions, Verdict, Version, absorb, quoted, rows, whole_seconds};
use crate::ops::put::New;
use crate::ops::uploads::{check_number, keep_part};
use crate::{S3, limits, upload};

/// Copies an object.
pub(crate) async fn copy_object(
    s3: Arc<S3>,
    ctx: Context,
    input: CopyObjectRequest,
) -> Result<CopyObjectOutput, S3Error> {
    let source = Source::parse(&input.copy_source)?;
    if input.copy_source_sse_customer_algorithm.is_some() || input.copy_source_sse_customer_key.is_some() {
        return Err(S3Error::not_implemented("x-amz-copy-source-server-side-encryption-customer-algorithm"));
    }
    let replace =
        directive("x-amz-metadata-directive", input.metadata_directive.as_deref(), "Unknown metadata directive.")?;
    let retag = directive("x-amz-tagging-directive", input.tagging_directive.as_deref(), "Unknown tagging directive.")?;
    if source.is(&input.bucket, &input.key) && !replace && !changes(&input) {
        let text = "This copy request is illegal because it is trying to copy an object to itself without changing the object's \
                    metadata, storage class, website redirect location or encryption attributes.";
        return Err(S3Error::invalid_request(text));
    }
    let new = New {
        target: Target::new(&input.bucket, &input.expected_bucket_owner),
        key: &input.key,
        if_match: input.if_match.as_deref(),
        if_none_match: input.if_none_match.as_deref(),
        event: "ObjectCreated:Copy",
    };
    new.check(&s3, &ctx)?;
    let asked = input.checksum_algorithm.as_deref().map(checksum::algorithm).transpose()?;
    let said = s3.about(&ctx, new.target, headers!(input)).await?;
    let conditions = Conditions {
        if_match: input.copy_source_if_match.as_deref(),
        if_none_match: input.copy_source_if_none_match.as_deref(),
        if_modified_since: input.copy_source_if_modified_since,
        if_unmodified_since: input.copy_source_if_unmodified_since,
    };
    let owner = input.expected_source_bucket_owner.as_deref();
    let copy = source.open(&s3, &ctx, owner, &conditions, None)?;
    if copy.version.size > limits::BODY_BYTES {
        let text = "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120";
        return Err(S3Error::invalid_request(text));
    }
    let about = merge(said, &copy.version.about, replace, retag);
    let kept = copy.version.checksum.as_ref().map(|checksum| checksum.algorithm);
    let expected = Expected::nothing(asked.or(kept).unwrap_or(Algorithm::Crc64Nvme));
    let stream = copy.bytes.stream().await?;
    let stored = absorb(&s3, Some(&stream), &expected).await?;
    let version = new.write(&s3, &ctx, about, stored)?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&version.about);
    let mut result = CopyObjectResult {
        e_tag: Some(version.quoted_etag()),
        last_modified: Some(version.modified()),
        ..CopyObjectResult::default()
    };
    show_checksum!(result, &version.checksum);
    result.checksum_type = version.checksum.as_ref().map(|checksum| checksum.kind.name().to_owned());
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    Ok(CopyObjectOutput {
        expiration: s3.expires(&ctx, target, &input.key, &version)?,
        copy_object_result: Some(result),
        copy_source_version_id: copy.shown_id,
        version_id: version.id,
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        ..CopyObjectOutput::default()
    })
}

/// Whether a request that copies an object onto itself changes anything but its metadata.
fn changes(input: &CopyObjectRequest) -> bool {
    input.storage_class.is_some()
        || input.website_redirect_location.is_some()
        || input.server_side_encryption.is_some()
        || input.bucket_key_enabled.is_some()
        || input.checksum_algorithm.is_some()
}

/// Whether a directive says `REPLACE`.
fn directive(name: &str, value: Option<&str>, unknown: &'static str) -> Result<bool, S3Error> {
    match value {
        None | Some("COPY") => Ok(false),
        Some("REPLACE") => Ok(true),
        Some(other) => Err(S3Error::invalid_argument(unknown, name, other)),
    }
}

/// What is said of the copy: the storage class, the redirect and the encryption are the request's in any case.
fn merge(said: About, source: &About, replace: bool, retag: bool) -> About {
    let tags = if retag { said.tags.clone() } else { source.tags.clone() };
    if replace {
        return About { tags, ..said };
    }
    About {
        tags,
        website_redirect: said.website_redirect,
        storage_class: said.storage_class,
        kms: said.kms,
        ..source.clone()
    }
}

/// Makes bytes of an object a part of an upload.
pub(crate) async fn upload_part_copy(
    s3: Arc<S3>,
    ctx: Context,
    input: UploadPartCopyRequest,
) -> Result<UploadPartCopyOutput, S3Error> {
    let source = Source::parse(&input.copy_source)?;
    if input.copy_source_sse_customer_algorithm.is_some() || input.sse_customer_algorithm.is_some() {
        return Err(S3Error::not_implemented("x-amz-server-side-encryption-customer-algorithm"));
    }
    let number = check_number(input.part_number)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let upload = s3.look(&ctx, target, |view, _| upload::find(view, &input.key, &input.upload_id))?;
    let conditions = Conditions {
        if_match: input.copy_source_if_match.as_deref(),
        if_none_match: input.copy_source_if_none_match.as_deref(),
        if_modified_since: input.copy_source_if_modified_since,
        if_unmodified_since: input.copy_source_if_unmodified_since,
    };
    let owner = input.expected_source_bucket_owner.as_deref();
    let copy = source.open(&s3, &ctx, owner, &conditions, input.copy_source_range.as_deref())?;
    let stream = copy.bytes.stream().await?;
    let stored = absorb(&s3, Some(&stream), &Expected::nothing(upload.algorithm)).await?;
    let part = keep_part(&s3, &ctx, target, &input.key, &input.upload_id, number, stored)?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&upload.about);
    let mut result = CopyPartResult {
        e_tag: Some(quoted(&part.etag)),
        last_modified: Some(whole_seconds(part.modified)),
        ..CopyPartResult::default()
    };
    if upload.asked {
        show_checksum!(result, &part.checksum);
    }
    Ok(UploadPartCopyOutput {
        copy_source_version_id: copy.shown_id,
        copy_part_result: Some(result),
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        ..UploadPartCopyOutput::default()
    })
}

/// `x-amz-copy-source`.
#[derive(Debug, PartialEq, Eq)]
struct Source {
    bucket: String,
    key: String,
    version: Option<String>,
}

/// A source that is there.
struct Open {
    version: Version,
    bytes: Bytewise,
    /// Its version id, in buckets that have versions.
    shown_id: Option<String>,
}

impl Source {
    /// `bucket/key`, encoded as in URLs, with or without a slash before it, and `?versionId=` behind it.
    fn parse(header: &str) -> Result<Source, S3Error> {
        let invalid = || {
            let text = "Copy Source must mention the source bucket and key: sourcebucket/sourcekey";
            S3Error::invalid_argument(text, "x-amz-copy-source", header)
        };
        let (path, version) = match header.rsplit_once("?versionId=") {
            Some((path, version)) => (path, Some(version.to_owned())),
            None => (header, None),
        };
        let path = percent_decode_str(path).decode_utf8().map_err(|_| invalid())?;
        let (bucket, key) = path.trim_start_matches('/').split_once('/').ok_or_else(invalid)?;
        if bucket.is_empty() || key.is_empty() {
            return Err(invalid());
        }
        Ok(Source { bucket: bucket.to_owned(), key: key.to_owned(), version })
    }

    fn is(&self, bucket: &str, key: &str) -> bool {
        self.version.is_none() && self.bucket == bucket && self.key == key
    }

    fn open(
        &self,
        s3: &S3,
        ctx: &Context,
        owner: Option<&str>,
        conditions: &Conditions<'_>,
        range: Option<&str>,
    ) -> Result<Open, S3Error> {
        let blobs = s3.blobs()?;
        s3.look(ctx, Target { bucket: &self.bucket, owner }, |view, bucket| {
            let version = match &self.version {
                Some(wanted) => rows::version(view, &self.key, wanted)?,
                None => rows::current(view, &self.key)?.ok_or_else(|| S3Error::no_such_key(&self.key))?,
            };
            if version.marker && self.version.is_some() {
                let text = "The source of a copy request may not specifically refer to a delete marker by version id.";
                return Err(S3Error::invalid_request(text));
            }
            if version.marker {
                return Err(S3Error::no_such_key(&self.key));
            }
            check_readable(&version)?;
            match conditions.judge(&version) {
                Verdict::Fine => {}
                Verdict::NotModified => {
                    return Err(S3Error::precondition_failed("x-amz-copy-source-If-None-Match"));
                }
                Verdict::Failed(_) => return Err(S3Error::precondition_failed("x-amz-copy-source-If-Match")),
            }
            let range = range.map_or(Ok(0..version.size), |range| exact(range, version.size))?;
            let shown_id = (bucket.known()?.versioning != Versioning::Never).then(|| version.shown_id().to_owned());
            let bytes = Bytewise::find(view, blobs, &s3.pins, &version, range)?;
            Ok(Open { version, bytes, shown_id })
        })
    }
}

/// `x-amz-copy-source-range`: both ends, within the object.
fn exact(header: &str, size: u64) -> Result<Range<u64>, S3Error> {
    let ends = header.strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let ends = ends.and_then(|(from, to)| Some((from.parse::<u64>().ok()?, to.parse::<u64>().ok()?)));
    let Some((from, to)) = ends.filter(|(from, to)| from <= to) else {
        let text = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the \
                    zero-based offsets of the first and last bytes to copy";
        return Err(S3Error::invalid_argument(text, "x-amz-copy-source-range", header));
    };
    if to >= size {
        let text = format!("Range specified is not valid for source object of size: {size}");
        return Err(S3Error::invalid_argument(text, "x-amz-copy-source-range", header));
    }
    Ok(from..to + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources() {
        let source = |bucket: &str, key: &str, version: Option<&str>| Source {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            version: version.map(str::to_owned),
        };
        assert_eq!(Source::parse("b/k").unwrap(), source("b", "k", None));
        assert_eq!(Source::parse("/b/a%20b/c+d").unwrap(), source("b", "a b/c+d", None));
        assert_eq!(Source::parse("b/k%3Fx?versionId=v1").unwrap(), source("b", "k?x", Some("v1")));
        for bad in ["", "b", "b/", "/b", "b/%ff"] {
            assert_eq!(Source::parse(bad).unwrap_err().code(), "InvalidArgument", "{bad}");
        }
    }

    #[test]
    fn ranges_of_sources() {
        assert_eq!(exact("bytes=0-9", 10).unwrap(), 0..10);
        for bad in ["bytes=0-10", "bytes=5-4", "bytes=0-", "0-1", "bytes=-1"] {
            assert_eq!(exact(bad, 10).unwrap_err().code(), "InvalidArgument", "{bad}");
        }
    }
}
