//! What goes away, or gets another storage class, by itself (Amazon S3 User Guide, "Managing the lifecycle of objects").
//!
//! ```text
//! PutBucketLifecycleConfiguration --> the rules, and a task s3/lifecycle at the next midnight UTC
//! s3/lifecycle  --- some hundred keys in a transaction ---> again at once, from the next key on
//!               --- all keys and uploads seen ------------> again at the next midnight
//!               --- other rules, or none, or no bucket ---> done
//! ```
//!
//! Each transaction decides anew what is due, so that a crash repeats nothing. What is due at a midnight is gone some moments
//! after it; until then it can be read, as on AWS, where it may take longer.

mod actions;
mod check;
mod decide;
mod due;
mod filter;
mod ops;
mod rule;
mod run;
mod uploads;

use tradewind_cloud::Context;
use tradewind_store::decode;

pub(crate) use self::due::after_days;
pub(crate) use self::ops::operations;
use self::rule::Lifecycle;
pub(crate) use self::run::perform;
use crate::S3;
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;
use crate::object::Version;

/// The kind of the configuration document.
const KIND: &str = "lifecycle";

/// The value of `x-amz-expiration` for the current version of a key; none where no rule ends its life.
pub(crate) fn expiration(bucket: &BucketCell, key: &str, version: &Version) -> Result<Option<String>, S3Error> {
    let Some(row) = bucket.config(KIND) else { return Ok(None) };
    let rules: Lifecycle = decode(row)?;
    Ok(decide::expiration(&rules, key, run::seen_by_rules(version)))
}

impl S3 {
    /// The value of `x-amz-expiration` in the answer to a call that has just made this version.
    pub(crate) fn expires(
        &self,
        ctx: &Context,
        target: Target<'_>,
        key: &str,
        version: &Version,
    ) -> Result<Option<String>, S3Error> {
        self.cell(target.bucket).read(ctx.mark(), |_, bucket| expiration(bucket, key, version))
    }
}
