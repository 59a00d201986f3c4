//! RestoreObject.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use super::run::{self, Wake};
use super::state::{Restored, Tier, is_archive, wait};
use crate::S3;
use crate::api::{RestoreObjectOutput, RestoreObjectRequest, RestoreRequest};
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;
use crate::lifecycle::after_days;
use crate::notify::{Caller, More};
use crate::object::about::check_key;
use crate::object::{Version, rows};
use crate::ops::readable;

/// Asks for a copy of an archived object, or says how long one that is there stays.
pub(super) async fn restore_object(
    s3: Arc<S3>,
    ctx: Context,
    input: RestoreObjectRequest,
) -> Result<RestoreObjectOutput, S3Error> {
    check_key(&input.key)?;
    let wanted = Wanted::read(input.restore_request.as_ref().ok_or_else(S3Error::malformed_xml)?)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let by = Caller::of(&ctx);
    let status = s3.change(&ctx, target, |tx, bucket| {
        let versioning = bucket.known()?.versioning;
        let version = readable(&tx.view(), versioning, &input.key, input.version_id.as_deref(), "POST")?;
        restore(tx, bucket, &input.key, version, wanted, &by)
    })?;
    Ok(RestoreObjectOutput { status_code: Some(status), ..RestoreObjectOutput::default() })
}

/// How a copy is asked for.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    days: u32,
    tier: Tier,
}

impl Wanted {
    fn read(request: &RestoreRequest) -> Result<Wanted, S3Error> {
        let refused = [
            ("Type", request.r#type.is_some()),
            ("SelectParameters", request.select_parameters.is_some()),
            ("OutputLocation", request.output_location.is_some()),
            ("Description", request.description.is_some()),
        ];
        if let Some((name, _)) = refused.iter().find(|(_, given)| *given) {
            return Err(S3Error::new("NotImplemented", 501, format!("{name} is not implemented")));
        }
        let days = request.days.and_then(|days| u32::try_from(days).ok()).filter(|days| *days > 0);
        let tier = request.glacier_job_parameters.as_ref().map(|job| job.tier.as_str()).or(request.tier.as_deref());
        let tier = Tier::parse(tier.unwrap_or("Standard")).ok_or_else(S3Error::malformed_xml)?;
        Ok(Wanted { days: days.ok_or_else(S3Error::malformed_xml)?, tier })
    }
}

/// Decides, and says with which status it is answered.
fn restore(
    tx: &mut Tx<'_>,
    bucket: &mut BucketCell,
    key: &str,
    mut version: Version,
    wanted: Wanted,
    by: &Caller,
) -> Result<i32, S3Error> {
    let class = version.storage_class().to_owned();
    if !is_archive(&class) {
        let text = "Restore is not allowed for the object's current storage class";
        return Err(S3Error::new("InvalidObjectState", 403, text).with("StorageClass", class));
    }
    let wait = wait(&class, wanted.tier).ok_or_else(|| {
        let text = "Retrieval option is not supported by this storage class";
        S3Error::new("InvalidArgument", 400, text).with("ArgumentName", "Tier").with("ArgumentValue", "Expedited")
    })?;
    let due = tx.now().plus(wait).as_micros();
    let (restored, at, status) = match version.restored {
        Some(there) if there.is_there() => {
            let until = after_days(tx.now(), wanted.days).as_micros();
            (Restored { until: Some(until), days: wanted.days, ..there }, until, 200)
        }
        // A faster tier takes the place of a slower one.
        Some(asked) if asked.due <= due => {
            return Err(S3Error::new("RestoreAlreadyInProgress", 409, "Object restore is already in progress"));
        }
        _ => (Restored { due, until: None, days: wanted.days }, due, 202),
    };
    let first = version.restored.is_none();
    version.restored = Some(restored);
    rows::rewrite(tx, key, &version)?;
    Wake { key: key.to_owned(), sequence: version.sequence, at }.note(tx);
    if first {
        let more = More::Restoring { class: &class };
        run::tell(tx, bucket, "ObjectRestore:Post", key, &version, more, by)?;
    }
    Ok(status)
}
