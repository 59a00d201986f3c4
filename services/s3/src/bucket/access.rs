//! From a bucket's name in a call to its cell: is there such a bucket, and may the caller reach it?

use tradewind_cloud::{Context, Principal};
use tradewind_store::{Cell, Tx, View};

use super::cell::BucketCell;
use super::record::BucketRecord;
use crate::S3;
use crate::error::S3Error;
use crate::keys;

/// A bucket as a call names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// Its name.
    pub(crate) bucket: &'a str,
    /// `x-amz-expected-bucket-owner`.
    pub(crate) owner: Option<&'a str>,
}

impl<'a> Target<'a> {
    /// A bucket, and who must own it if the call says so.
    pub(crate) fn new(bucket: &'a str, owner: &'a Option<String>) -> Target<'a> {
        Target { bucket, owner: owner.as_deref() }
    }
}

impl S3 {
    /// The cell of a bucket, whether there is such a bucket or not.
    pub(crate) fn cell(&self, bucket: &str) -> Cell<BucketCell> {
        self.parts.store.cell(&keys::bucket_cell(bucket))
    }

    /// Looks at a bucket that is there and that the caller may reach.
    pub(crate) fn look<T>(
        &self,
        ctx: &Context,
        target: Target<'_>,
        look: impl FnOnce(&View<'_>, &BucketCell) -> Result<T, S3Error>,
    ) -> Result<T, S3Error> {
        self.cell(target.bucket).read(ctx.mark(), |view, bucket| {
            admit(ctx, target, bucket.record())?;
            look(view, bucket)
        })
    }

    /// Changes a bucket that is there and that the caller may reach.
    pub(crate) fn change<T>(
        &self,
        ctx: &Context,
        target: Target<'_>,
        decide: impl FnOnce(&mut Tx<'_>, &mut BucketCell) -> Result<T, S3Error>,
    ) -> Result<T, S3Error> {
        self.cell(target.bucket).write(ctx.mark(), |tx, bucket| {
            admit(ctx, target, bucket.record())?;
            decide(tx, bucket)
        })
    }
}

fn admit(ctx: &Context, target: Target<'_>, record: Option<&BucketRecord>) -> Result<(), S3Error> {
    let record = record.ok_or_else(|| S3Error::no_such_bucket(target.bucket))?;
    let foreign =
        record.account != ctx.account() && !matches!(ctx.principal(), Principal::Account | Principal::Service { .. });
    if foreign || target.owner.is_some_and(|owner| owner != record.account) {
        return Err(S3Error::access_denied());
    }
    Ok(())
}
