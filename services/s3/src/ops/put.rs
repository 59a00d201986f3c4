//! PutObject.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::S3;
use crate::api::{PutObjectOutput, PutObjectRequest};
use crate::bucket::{Target, Versioning};
use crate::checksum::{Algorithm, Announced, Expected, named_checksums, show_checksum};
use crate::error::S3Error;
use crate::notify::{self, Event};
use crate::object::about::{check_key, encryption, headers};
use crate::object::{About, Stored, Version, absorb, check_write, rows};

/// Writes an object.
pub(crate) async fn put_object(s3: Arc<S3>, ctx: Context, input: PutObjectRequest) -> Result<PutObjectOutput, S3Error> {
    if input.write_offset_bytes.is_some() {
        return Err(S3Error::not_implemented("x-amz-write-offset-bytes"));
    }
    let expected = Expected::new(
        &named_checksums!(input),
        Announced { algorithm: input.checksum_algorithm.as_deref(), trailer: input.trailer.as_deref() },
        input.content_md5.as_deref(),
        input.content_length,
        Algorithm::Crc64Nvme,
    )?;
    let new = New {
        target: Target::new(&input.bucket, &input.expected_bucket_owner),
        key: &input.key,
        if_match: input.if_match.as_deref(),
        if_none_match: input.if_none_match.as_deref(),
        event: "ObjectCreated:Put",
    };
    new.check(&s3, &ctx)?;
    let about = s3.about(&ctx, new.target, headers!(input)).await?;
    let stored = absorb(&s3, input.body.as_ref(), &expected).await?;
    let version = new.write(&s3, &ctx, about, stored)?;
    let (server_side_encryption, ssekms_key_id, bucket_key_enabled) = encryption(&version.about);
    let mut output = PutObjectOutput {
        e_tag: Some(version.quoted_etag()),
        version_id: version.id.clone(),
        server_side_encryption,
        ssekms_key_id,
        bucket_key_enabled,
        expiration: s3.expires(&ctx, new.target, &input.key, &version)?,
        ..PutObjectOutput::default()
    };
    show_checksum!(output, &version.checksum);
    output.checksum_type = version.checksum.map(|checksum| checksum.kind.name().to_owned());
    Ok(output)
}

/// Where a body goes that becomes a version of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct New<'a> {
    pub(crate) target: Target<'a>,
    pub(crate) key: &'a str,
    pub(crate) if_match: Option<&'a str>,
    pub(crate) if_none_match: Option<&'a str>,
    pub(crate) event: &'static str,
}

impl New<'_> {
    /// Refuses what would be refused at the end, before the body comes.
    pub(crate) fn check(&self, s3: &S3, ctx: &Context) -> Result<(), S3Error> {
        check_key(self.key)?;
        s3.look(ctx, self.target, |view, _| {
            if self.if_match.is_none() && self.if_none_match.is_none() {
                return Ok(());
            }
            check_write(self.key, self.if_match, self.if_none_match, rows::current(view, self.key)?.as_ref())
        })
    }

    /// Makes a body a version of the object.
    pub(crate) fn write(&self, s3: &S3, ctx: &Context, about: About, stored: Stored) -> Result<Version, S3Error> {
        let version = s3.change(ctx, self.target, |tx, bucket| {
            check_write(self.key, self.if_match, self.if_none_match, rows::current(&tx.view(), self.key)?.as_ref())?;
            let content = stored.content(tx, bucket);
            let version = Version {
                sequence: bucket.next_sequence(tx),
                modified: tx.now().as_micros(),
                size: stored.size,
                etag: stored.etag.clone(),
                content,
                checksum: Some(stored.checksum.clone()),
                about,
                ..Version::default()
            };
            let version = rows::add(tx, bucket, self.key, version)?;
            let by = notify::Caller::of(ctx);
            notify::happened(tx, bucket, &created(self.event, self.key, &version, bucket.known()?.versioning, &by))?;
            Ok(version)
        })?;
        stored.named();
        Ok(version)
    }
}

/// The event of a new version.
pub(crate) fn created<'a>(
    name: &'static str,
    key: &'a str,
    version: &'a Version,
    versioning: Versioning,
    by: &'a notify::Caller,
) -> Event<'a> {
    Event {
        name,
        key,
        size: Some(version.size),
        etag: Some(&version.etag),
        version: (versioning != Versioning::Never).then(|| version.shown_id()),
        sequence: version.sequence,
        at: tradewind_clock::Timestamp::from_micros(version.modified),
        by: by.by(),
    }
}
