//! What has happened to objects, for whoever wants to know.

use tradewind_clock::Timestamp;
use tradewind_cloud::{Context, Principal};
use tradewind_store::Tx;

use crate::bucket::BucketCell;
use crate::error::S3Error;

/// Something that has happened to an object; told inside the transaction that made it happen.
#[derive(Clone, Debug)]
pub(crate) struct Event<'a> {
    /// Without the prefix `s3:`, such as `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`.
    pub(crate) name: &'static str,
    /// The object's key, as it is.
    pub(crate) key: &'a str,
    /// The size in bytes; none for removals.
    pub(crate) size: Option<u64>,
    /// The ETag without quotes; none for removals.
    pub(crate) etag: Option<&'a str>,
    /// The version's id, in buckets that have versions.
    pub(crate) version: Option<&'a str>,
    /// Grows with every event of a key.
    pub(crate) sequence: u64,
    /// When.
    pub(crate) at: Timestamp,
    /// Who and from where.
    pub(crate) by: By<'a>,
}

/// Who made it happen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct By<'a> {
    /// The region called.
    pub(crate) region: &'a str,
    /// The caller's `principalId`.
    pub(crate) principal: &'a str,
    /// The caller's address.
    pub(crate) source_ip: Option<&'a str>,
    /// The request's id.
    pub(crate) request_id: &'a str,
}

/// Notes what is to be told about an event, as tasks of this transaction.
pub(crate) fn happened(tx: &mut Tx<'_>, bucket: &BucketCell, event: &Event<'_>) -> Result<(), S3Error> {
    let _ = (tx, bucket);
    let Event { name, key, size, etag, version, sequence, at, by } = event;
    let By { region, principal, source_ip, request_id } = by;
    tracing::trace!(
        name,
        key,
        ?size,
        ?etag,
        ?version,
        sequence,
        ?at,
        region,
        principal,
        ?source_ip,
        request_id,
        "something has happened to an object"
    );
    Ok(())
}

/// What [`By`] points at.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    region: String,
    principal: String,
    source_ip: Option<String>,
    request_id: String,
}

impl Caller {
    /// Who makes a call.
    pub(crate) fn of(ctx: &Context) -> Caller {
        let principal = match ctx.principal() {
            Principal::Service { name, .. } => (*name).to_owned(),
            Principal::Anonymous => "AWS:Anonymous".to_owned(),
            Principal::User { access_key, .. } => ["AWS:", access_key].concat(),
            Principal::AssumedRole { session_name, .. } => ["AWS:", session_name].concat(),
            Principal::FederatedUser { arn, .. } => ["AWS:", arn.rsplit('/').next().unwrap_or_default()].concat(),
            Principal::Account | Principal::Root { .. } => ["AWS:", ctx.account()].concat(),
        };
        Caller {
            region: ctx.region().to_owned(),
            principal,
            source_ip: ctx.source_ip().map(str::to_owned),
            request_id: ctx.request_id().to_owned(),
        }
    }

    /// As events have it.
    pub(crate) fn by(&self) -> By<'_> {
        By {
            region: &self.region,
            principal: &self.principal,
            source_ip: self.source_ip.as_deref(),
            request_id: &self.request_id,
        }
    }
}
