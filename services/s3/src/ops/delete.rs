//! DeleteObject and DeleteObjects.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_store::Tx;

use crate::S3;
use crate::api::{
    DeleteObjectOutput, DeleteObjectRequest, DeleteObjectsOutput, DeleteObjectsRequest, DeletedObject, Error,
};
use crate::bucket::{BucketCell, Target, Versioning};
use crate::error::S3Error;
use crate::limits;
use crate::notify::{self, Caller, Event};
use crate::object::about::check_key;
use crate::object::{Conditions, Verdict, Version, rows};

/// Deletes an object, or one version of it.
pub(crate) async fn delete_object(
    s3: Arc<S3>,
    ctx: Context,
    input: DeleteObjectRequest,
) -> Result<DeleteObjectOutput, S3Error> {
    refuse(input.mfa.is_some(), input.bypass_governance_retention)?;
    let wanted = Wanted {
        key: &input.key,
        version: input.version_id.as_deref(),
        etag: input.if_match.as_deref(),
        modified: input.if_match_last_modified_time,
        size: input.if_match_size,
    };
    let by = Caller::of(&ctx);
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let gone = s3.change(&ctx, target, |tx, bucket| wanted.delete(tx, bucket, &by))?;
    Ok(DeleteObjectOutput {
        delete_marker: gone.marker.then_some(true),
        version_id: gone.version,
        request_charged: None,
    })
}

/// Deletes up to 1,000 objects, in one step.
pub(crate) async fn delete_objects(
    s3: Arc<S3>,
    ctx: Context,
    input: DeleteObjectsRequest,
) -> Result<DeleteObjectsOutput, S3Error> {
    refuse(input.mfa.is_some(), input.bypass_governance_retention)?;
    let objects = &input.delete.objects;
    if objects.is_empty() || objects.len() > limits::DELETED_AT_ONCE {
        return Err(S3Error::malformed_xml());
    }
    let by = Caller::of(&ctx);
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (deleted, errors) = s3.change(&ctx, target, |tx, bucket| {
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for object in objects {
            let wanted = Wanted {
                key: &object.key,
                version: object.version_id.as_deref(),
                etag: object.e_tag.as_deref(),
                modified: object.last_modified_time,
                size: object.size,
            };
            match wanted.delete(tx, bucket, &by) {
                Ok(gone) => deleted.push(DeletedObject {
                    key: Some(object.key.clone()),
                    version_id: object.version_id.clone(),
                    delete_marker: gone.marker.then_some(true),
                    delete_marker_version_id: gone.version.filter(|_| gone.marker),
                }),
                Err(error) if error.status() < 500 => errors.push(Error {
                    key: Some(object.key.clone()),
                    version_id: object.version_id.clone(),
                    code: Some(error.code().to_owned()),
                    message: Some(error.message().to_owned()),
                }),
                Err(error) => return Err(error),
            }
        }
        Ok((deleted, errors))
    })?;
    let quiet = input.delete.quiet == Some(true);
    Ok(DeleteObjectsOutput {
        deleted: (!quiet && !deleted.is_empty()).then_some(deleted),
        errors: (!errors.is_empty()).then_some(errors),
        request_charged: None,
    })
}

fn refuse(mfa: bool, bypass: Option<bool>) -> Result<(), S3Error> {
    if mfa {
        return Err(S3Error::not_implemented("x-amz-mfa"));
    }
    if bypass == Some(true) {
        let text = "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.";
        return Err(S3Error::invalid_argument(text, "x-amz-bypass-governance-retention", "true"));
    }
    Ok(())
}

/// What is to be deleted, and what must be so.
struct Wanted<'a> {
    key: &'a str,
    version: Option<&'a str>,
    etag: Option<&'a str>,
    modified: Option<Timestamp>,
    size: Option<i64>,
}

/// What a deletion did.
struct Gone {
    /// The version that was deleted, or the marker that was made.
    version: Option<String>,
    /// Whether a marker was made or deleted.
    marker: bool,
}

impl Wanted<'_> {
    fn delete(&self, tx: &mut Tx<'_>, bucket: &mut BucketCell, by: &Caller) -> Result<Gone, S3Error> {
        check_key(self.key)?;
        match self.version {
            Some(version) => self.delete_version(tx, bucket, version, by),
            None => self.delete_current(tx, bucket, by),
        }
    }

    fn delete_version(
        &self,
        tx: &mut Tx<'_>,
        bucket: &mut BucketCell,
        wanted: &str,
        by: &Caller,
    ) -> Result<Gone, S3Error> {
        let gone = |marker| Gone { version: Some(wanted.to_owned()), marker };
        let version = match rows::version(&tx.view(), self.key, wanted) {
            Ok(version) => version,
            // What is not there is deleted already.
            Err(error) if error.code() == "NoSuchVersion" && self.etag.is_none() => return Ok(gone(false)),
            Err(error) => return Err(error),
        };
        self.check(Some(&version))?;
        rows::remove(tx, self.key, &version)?;
        let sequence = bucket.next_sequence(tx);
        notify::happened(tx, bucket, &removed("ObjectRemoved:Delete", self.key, wanted, sequence, tx.now(), by))?;
        Ok(gone(version.marker))
    }

    fn delete_current(&self, tx: &mut Tx<'_>, bucket: &mut BucketCell, by: &Caller) -> Result<Gone, S3Error> {
        let current = rows::current(&tx.view(), self.key)?;
        self.check(current.as_ref().filter(|version| !version.marker))?;
        if bucket.known()?.versioning == Versioning::Never {
            if let Some(version) = current {
                rows::remove(tx, self.key, &version)?;
                let sequence = bucket.next_sequence(tx);
                let event =
                    Event { version: None, ..removed("ObjectRemoved:Delete", self.key, "", sequence, tx.now(), by) };
                notify::happened(tx, bucket, &event)?;
            }
            return Ok(Gone { version: None, marker: false });
        }
        let sequence = bucket.next_sequence(tx);
        let marker = Version { sequence, marker: true, modified: tx.now().as_micros(), ..Version::default() };
        let marker = rows::add(tx, bucket, self.key, marker)?;
        let id = marker.shown_id();
        let event = removed("ObjectRemoved:DeleteMarkerCreated", self.key, id, sequence, tx.now(), by);
        notify::happened(tx, bucket, &event)?;
        Ok(Gone { version: Some(id.to_owned()), marker: true })
    }

    fn check(&self, version: Option<&Version>) -> Result<(), S3Error> {
        if self.etag.is_none() && self.modified.is_none() && self.size.is_none() {
            return Ok(());
        }
        let version = version.ok_or_else(|| S3Error::no_such_key(self.key))?;
        let conditions = Conditions { if_match: self.etag, ..Conditions::default() };
        if let Verdict::Failed(condition) = conditions.judge(version) {
            return Err(S3Error::precondition_failed(condition));
        }
        if self.modified.is_some_and(|modified| modified != version.modified()) {
            return Err(S3Error::precondition_failed("x-amz-if-match-last-modified-time"));
        }
        if self.size.is_some_and(|size| u64::try_from(size) != Ok(version.size)) {
            return Err(S3Error::precondition_failed("x-amz-if-match-size"));
        }
        Ok(())
    }
}

fn removed<'a>(
    name: &'static str,
    key: &'a str,
    version: &'a str,
    sequence: u64,
    at: Timestamp,
    by: &'a Caller,
) -> Event<'a> {
    Event { name, key, size: None, etag: None, version: Some(version), sequence, at, by: by.by() }
}
