//! What a request says about an object beside its bytes, and what answers say of it.

use std::collections::BTreeMap;

use tradewind_cloud::Context;
use tradewind_wire::Document;

use super::tags;
use super::version::{About, Kms, STANDARD, Version};
use crate::api::{GetObjectOutput, HeadObjectOutput};
use crate::bucket::Target;
use crate::checksum::show_checksum;
use crate::config::{self, Defaults};
use crate::error::S3Error;
use crate::{S3, limits};

/// The headers that say something about an object, as PutObject, CopyObject and CreateMultipartUpload have them.
#[derive(Debug, Default)]
pub(crate) struct Headers<'a> {
    pub(crate) about: About,
    pub(crate) metadata: Option<&'a BTreeMap<String, String>>,
    pub(crate) tagging: Option<&'a str>,
    pub(crate) storage_class: Option<&'a str>,
    pub(crate) encryption: Option<&'a str>,
    pub(crate) kms_key: Option<&'a str>,
    pub(crate) bucket_key: Option<bool>,
    pub(crate) acl: Option<&'a str>,
    /// The first header that grants rights.
    pub(crate) grants: Option<&'static str>,
    pub(crate) refused: Vec<(&'static str, bool)>,
}

/// Reads [`Headers`] off an input that has them.
macro_rules! headers {
    ($input:expr) => {
        $crate::object::about::Headers {
            about: $crate::object::About {
                content_type: $input.content_type.clone(),
                cache_control: $input.cache_control.clone(),
                content_disposition: $input.content_disposition.clone(),
                content_encoding: $input.content_encoding.clone().filter(|encoding| !encoding.is_empty()),
                content_language: $input.content_language.clone(),
                expires: $input.expires.clone(),
                website_redirect: $input.website_redirect_location.clone(),
                ..$crate::object::About::default()
            },
            metadata: $input.metadata.as_ref(),
            tagging: $input.tagging.as_deref(),
            storage_class: $input.storage_class.as_deref(),
            encryption: $input.server_side_encryption.as_deref(),
            kms_key: $input.ssekms_key_id.as_deref(),
            bucket_key: $input.bucket_key_enabled,
            acl: $input.acl.as_deref(),
            grants: [
                ("x-amz-grant-full-control", $input.grant_full_control.is_some()),
                ("x-amz-grant-read", $input.grant_read.is_some()),
                ("x-amz-grant-read-acp", $input.grant_read_acp.is_some()),
                ("x-amz-grant-write-acp", $input.grant_write_acp.is_some()),
            ]
            .into_iter()
            .find_map(|(name, given)| given.then_some(name)),
            refused: vec![
                ("x-amz-server-side-encryption-customer-algorithm", $input.sse_customer_algorithm.is_some()),
                ("x-amz-server-side-encryption-customer-key", $input.sse_customer_key.is_some()),
                ("x-amz-server-side-encryption-customer-key-MD5", $input.sse_customer_key_md5.is_some()),
                ("x-amz-server-side-encryption-context", $input.ssekms_encryption_context.is_some()),
                ("x-amz-object-lock-mode", $input.object_lock_mode.is_some()),
                ("x-amz-object-lock-retain-until-date", $input.object_lock_retain_until_date.is_some()),
                ("x-amz-object-lock-legal-hold", $input.object_lock_legal_hold_status.is_some()),
            ],
        }
    };
}
pub(crate) use headers;

/// Storage classes that objects of general purpose buckets can be given.
const CLASSES: &[&str] = &[
    STANDARD,
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
];

/// The canned list that says what is so where there are no lists.
const OWNERS: &str = "bucket-owner-full-control";

/// Canned lists that give everybody rights.
const PUBLIC: &[&str] = &["public-read", "public-read-write", "authenticated-read"];

/// Canned lists that ask for more than the owner's own rights.
const WIDER: &[&str] =
    &["public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read"];

impl S3 {
    /// What is kept of the headers, once all of them can be honoured; where they are silent, the bucket says.
    pub(crate) async fn about(
        &self,
        ctx: &Context,
        target: Target<'_>,
        headers: Headers<'_>,
    ) -> Result<About, S3Error> {
        if let Some((name, _)) = headers.refused.iter().find(|(_, given)| *given) {
            return Err(S3Error::not_implemented(name));
        }
        let defaults = self.look(ctx, target, |_, bucket| config::defaults(bucket))?;
        check_acl(headers.acl, headers.grants, &defaults)?;
        let storage_class = check_class(headers.storage_class)?;
        let kms = self.encryption(ctx, &headers, &defaults).await?;
        let metadata = metadata(headers.metadata)?;
        let tags = headers.tagging.map(tags::from_header).transpose()?.unwrap_or_default();
        Ok(About { metadata, tags, storage_class, kms, ..headers.about })
    }

    /// The key of `aws:kms`, which the key service must know.
    async fn encryption(
        &self,
        ctx: &Context,
        headers: &Headers<'_>,
        defaults: &Defaults,
    ) -> Result<Option<Kms>, S3Error> {
        let bucket_key = headers.bucket_key.unwrap_or(defaults.bucket_key);
        match (headers.encryption, headers.kms_key) {
            (method @ (None | Some("AES256")), Some(_)) => {
                let text = "Server Side Encryption with KMS managed key requires HTTP header \
                            x-amz-server-side-encryption : aws:kms";
                Err(S3Error::invalid_argument(text, "x-amz-server-side-encryption", method.unwrap_or("null")))
            }
            (Some("AES256"), None) => Ok(None),
            (None, None) => match &defaults.kms {
                Some(key) => Ok(Some(Kms { key: self.kms_key(ctx, key).await?, bucket_key })),
                None => Ok(None),
            },
            (Some("aws:kms"), key) => {
                Ok(Some(Kms { key: self.kms_key(ctx, key.unwrap_or("alias/aws/s3")).await?, bucket_key }))
            }
            (Some("aws:kms:dsse" | "aws:fsx"), _) => Err(S3Error::not_implemented("x-amz-server-side-encryption")),
            (Some(other), _) => {
                let text = "The encryption method specified is not supported";
                Err(S3Error::invalid_argument(text, "x-amz-server-side-encryption", other))
            }
        }
    }

    async fn kms_key(&self, ctx: &Context, key: &str) -> Result<String, S3Error> {
        let input = Document::Map(vec![("KeyId".into(), key.into())]);
        let origin = ctx.origin(ctx.principal().clone());
        match self.parts.cloud.call(&origin, "kms", "DescribeKey", input).await {
            Ok(answer) => {
                let arn = answer.get("KeyMetadata").and_then(|key| key.get("Arn")).and_then(Document::as_str);
                arn.map(str::to_owned).ok_or_else(|| S3Error::not_implemented("x-amz-server-side-encryption"))
            }
            Err(error) if error.code == "NotFoundException" => {
                Err(S3Error::new("KMS.NotFoundException", 400, error.message.unwrap_or_default()))
            }
            // There is no such service in this server.
            Err(error) => {
                tracing::debug!(%error, "the key service does not know the key");
                Err(S3Error::not_implemented("x-amz-server-side-encryption"))
            }
        }
    }
}

/// Refuses what a bucket does not let be said about rights, and lists that say more than is so in any case: the bucket's owner has
/// all rights, and nobody else has any.
fn check_acl(acl: Option<&str>, grants: Option<&'static str>, defaults: &Defaults) -> Result<(), S3Error> {
    let known = |acl: &str| acl == "private" || acl == OWNERS || WIDER.contains(&acl);
    match (acl, grants) {
        (Some(acl), _) if !known(acl) => Err(S3Error::invalid_argument("", "x-amz-acl", acl)),
        (Some(OWNERS) | None, None) => Ok(()),
        _ if defaults.no_lists => Err(S3Error::acl_not_supported()),
        (Some(acl), _) if defaults.no_public_lists && PUBLIC.contains(&acl) => Err(S3Error::access_denied()),
        (_, Some(name)) => Err(S3Error::not_implemented(name)),
        (Some("private"), None) => Ok(()),
        _ => Err(S3Error::not_implemented("x-amz-acl")),
    }
}

/// The storage class to keep; none for the usual one.
pub(crate) fn check_class(class: Option<&str>) -> Result<Option<String>, S3Error> {
    match class {
        None | Some(STANDARD | "") => Ok(None),
        Some(class) if CLASSES.contains(&class) => Ok(Some(class.to_owned())),
        Some(class) => {
            let text = "The storage class you specified is not valid";
            Err(S3Error::new("InvalidStorageClass", 400, text).with("StorageClassRequested", class))
        }
    }
}

fn metadata(given: Option<&BTreeMap<String, String>>) -> Result<Vec<(String, String)>, S3Error> {
    let kept: Vec<_> =
        given.into_iter().flatten().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect();
    let size: usize = kept.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > limits::METADATA_BYTES {
        let text = "Your metadata headers exceed the maximum allowed metadata size";
        return Err(S3Error::new("MetadataTooLarge", 400, text)
            .with("Size", size.to_string())
            .with("MaxSizeAllowed", limits::METADATA_BYTES.to_string()));
    }
    Ok(kept)
}

/// Refuses a key that no object can have.
pub(crate) fn check_key(key: &str) -> Result<(), S3Error> {
    if key.len() > limits::KEY_BYTES { Err(S3Error::key_too_long(key.len())) } else { Ok(()) }
}

/// Whether the bytes can be read: those of archives only while there is a restored copy.
pub(crate) fn check_readable(version: &Version) -> Result<(), S3Error> {
    match version.storage_class() {
        _ if version.restored.is_some_and(|restored| restored.is_there()) => Ok(()),
        class @ ("GLACIER" | "DEEP_ARCHIVE") => Err(S3Error::invalid_object_state(class)),
        _ => Ok(()),
    }
}

/// What is said about encryption: the method, and the key's ARN.
pub(crate) fn encryption(about: &About) -> (Option<String>, Option<String>, Option<bool>) {
    match &about.kms {
        None => (Some("AES256".to_owned()), None, None),
        Some(kms) => (Some("aws:kms".to_owned()), Some(kms.key.clone()), kms.bucket_key.then_some(true)),
    }
}

/// The head of an answer about a whole version.
pub(crate) fn describe(version: &Version, checksum_too: bool) -> GetObjectOutput {
    let about = version.about.clone();
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&about);
    let mut output = GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        last_modified: Some(version.modified()),
        content_length: Some(i64::try_from(version.size).unwrap_or(i64::MAX)),
        e_tag: Some(version.quoted_etag()),
        version_id: version.id.clone(),
        cache_control: about.cache_control,
        content_disposition: about.content_disposition,
        content_encoding: about.content_encoding,
        content_language: about.content_language,
        content_type: Some(about.content_type.unwrap_or_else(|| "binary/octet-stream".to_owned())),
        expires: about.expires,
        website_redirect_location: about.website_redirect,
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        metadata: Some(about.metadata.into_iter().collect()),
        storage_class: about.storage_class,
        restore: version.restored.map(|restored| restored.header()),
        tag_count: i32::try_from(about.tags.len()).ok().filter(|count| *count > 0),
        ..GetObjectOutput::default()
    };
    if checksum_too && let Some(checksum) = &version.checksum {
        show_checksum!(output, Some(checksum));
        output.checksum_type = Some(checksum.kind.name().to_owned());
    }
    output
}

/// The same, as HeadObject tells it.
pub(crate) fn head(output: GetObjectOutput) -> HeadObjectOutput {
    HeadObjectOutput {
        accept_ranges: output.accept_ranges,
        expiration: output.expiration,
        last_modified: output.last_modified,
        content_length: output.content_length,
        content_range: output.content_range,
        checksum_crc32: output.checksum_crc32,
        checksum_crc32_c: output.checksum_crc32_c,
        checksum_crc64_nvme: output.checksum_crc64_nvme,
        checksum_sha1: output.checksum_sha1,
        checksum_sha256: output.checksum_sha256,
        checksum_type: output.checksum_type,
        e_tag: output.e_tag,
        version_id: output.version_id,
        cache_control: output.cache_control,
        content_disposition: output.content_disposition,
        content_encoding: output.content_encoding,
        content_language: output.content_language,
        content_type: output.content_type,
        expires: output.expires,
        website_redirect_location: output.website_redirect_location,
        server_side_encryption: output.server_side_encryption,
        ssekms_key_id: output.ssekms_key_id,
        bucket_key_enabled: output.bucket_key_enabled,
        metadata: output.metadata,
        storage_class: output.storage_class,
        restore: output.restore,
        parts_count: output.parts_count,
        tag_count: output.tag_count,
        status_code: output.status_code,
        ..HeadObjectOutput::default()
    }
}
