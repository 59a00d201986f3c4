//! CreateBucket, HeadBucket, DeleteBucket, ListBuckets, GetBucketLocation, and whether a bucket keeps versions.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{decode, prefix};

use crate::api::{
    Bucket, CreateBucketOutput, CreateBucketRequest, DeleteBucketRequest, GetBucketLocationOutput,
    GetBucketLocationRequest, GetBucketVersioningOutput, GetBucketVersioningRequest, HeadBucketOutput,
    HeadBucketRequest, ListBucketsOutput, ListBucketsRequest, Owner, PutBucketVersioningRequest,
};
use crate::bucket::{self, BucketRecord, Target, Versioning, canonical_id};
use crate::error::S3Error;
use crate::object::{Part, rows, whole_seconds};
use crate::{S3, config, keys, limits};

/// The region that needs no location constraint.
const FIRST_REGION: &str = "us-east-1";

/// Makes a bucket.
pub(crate) async fn create_bucket(
    s3: Arc<S3>,
    ctx: Context,
    input: CreateBucketRequest,
) -> Result<CreateBucketOutput, S3Error> {
    let name = input.bucket.as_str();
    bucket::check_name(name)?;
    let region = location(&ctx, &input)?;
    s3.cell(name).write(ctx.mark(), |tx, cell| {
        if let Some(record) = cell.record() {
            return again(record, &ctx, &region);
        }
        cell.put_record(
            tx,
            BucketRecord {
                account: ctx.account().to_owned(),
                region: region.clone(),
                name: name.to_owned(),
                created: ctx.now().as_micros(),
                versioning: Versioning::Never,
            },
        );
        config::created(tx, cell, &input)?;
        tx.task(tx.now(), keys::LIST, [ctx.account(), "/", name].concat().into_bytes());
        Ok(())
    })?;
    s3.list_now(ctx.mark(), ctx.account(), name)?;
    Ok(CreateBucketOutput { location: Some(["/", name].concat()), bucket_arn: None })
}

/// What AWS says about a bucket that is there already. In its first region it lets the owner make a bucket again.
fn again(record: &BucketRecord, ctx: &Context, region: &str) -> Result<(), S3Error> {
    if record.account != ctx.account() {
        return Err(S3Error::bucket_already_exists(&record.name));
    }
    if record.region == FIRST_REGION && region == FIRST_REGION {
        return Ok(());
    }
    Err(S3Error::bucket_already_owned_by_you(&record.name))
}

/// The region a bucket is made in.
fn location(ctx: &Context, input: &CreateBucketRequest) -> Result<String, S3Error> {
    let asked = input.create_bucket_configuration.as_ref().and_then(|c| c.location_constraint.as_deref());
    let asked = asked.filter(|asked| !asked.is_empty()).map(|asked| if asked == "EU" { "eu-west-1" } else { asked });
    match (asked, ctx.region()) {
        (None, FIRST_REGION) => Ok(FIRST_REGION.to_owned()),
        (None, _) => Err(S3Error::illegal_location("unspecified")),
        (Some(FIRST_REGION), _) => Err(S3Error::invalid_location(FIRST_REGION)),
        (Some(asked), _) if !bucket::is_region(asked) => Err(S3Error::invalid_location(asked)),
        (Some(asked), FIRST_REGION) => Ok(asked.to_owned()),
        (Some(asked), here) if asked == here => Ok(asked.to_owned()),
        (Some(asked), _) => Err(S3Error::illegal_location(asked)),
    }
}

/// Says whether there is a bucket.
pub(crate) async fn head_bucket(
    s3: Arc<S3>,
    ctx: Context,
    input: HeadBucketRequest,
) -> Result<HeadBucketOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.look(&ctx, target, |_, bucket| {
        Ok(HeadBucketOutput {
            bucket_region: Some(bucket.known()?.region.clone()),
            access_point_alias: Some(false),
            ..HeadBucketOutput::default()
        })
    })
}

/// Deletes a bucket that has no objects. Uploads that are under way go with it.
pub(crate) async fn delete_bucket(s3: Arc<S3>, ctx: Context, input: DeleteBucketRequest) -> Result<(), S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let account = s3.change(&ctx, target, |tx, bucket| {
        let record = bucket.known()?.clone();
        if tx.scan(prefix([keys::OBJECT])).next().transpose()?.is_some() {
            return Err(S3Error::bucket_not_empty(&record.name, record.versioning != Versioning::Never));
        }
        let mut freed = Vec::new();
        let parts = tx.scan(prefix([keys::PART])).collect::<Result<Vec<_>, _>>()?;
        for (_, part) in parts {
            rows::free(tx, &decode::<Part>(&part)?.content, &mut freed)?;
        }
        rows::forget(tx, &freed);
        bucket.drop_all(tx);
        tx.task(tx.now(), keys::LIST, [&record.account, "/", &record.name].concat().into_bytes());
        Ok(record.account)
    })?;
    s3.list_now(ctx.mark(), &account, &input.bucket)
}

/// Lists the caller's buckets.
pub(crate) async fn list_buckets(
    s3: Arc<S3>,
    ctx: Context,
    input: ListBucketsRequest,
) -> Result<ListBucketsOutput, S3Error> {
    let limit = match input.max_buckets {
        None => limits::BUCKETS,
        Some(asked) => {
            usize::try_from(asked).ok().filter(|asked| (1..=limits::BUCKETS).contains(asked)).ok_or_else(|| {
                let text = "Argument max-buckets must be an integer between 1 and 10000";
                S3Error::invalid_argument(text, "max-buckets", &asked.to_string())
            })?
        }
    };
    let detailed = input.max_buckets.is_some()
        || input.prefix.is_some()
        || input.continuation_token.is_some()
        || input.bucket_region.is_some();
    let begin = input.prefix.as_deref().unwrap_or_default();
    let after = input.continuation_token.as_deref().map(bucket::unseal).transpose()?;
    let wanted = |entry: &bucket::Entry| input.bucket_region.as_ref().is_none_or(|region| *region == entry.region);
    let (found, more) = bucket::page(&s3, ctx.mark(), ctx.account(), begin, after.as_deref(), wanted, limit)?;
    let token = found.last().filter(|_| more).map(|last| bucket::seal(&last.name));
    let buckets = found.into_iter().map(|entry| Bucket {
        name: Some(entry.name),
        creation_date: Some(whole_seconds(entry.created.as_micros())),
        bucket_region: detailed.then_some(entry.region),
        bucket_arn: None,
    });
    Ok(ListBucketsOutput {
        buckets: Some(buckets.collect()),
        owner: Some(Owner { display_name: None, id: Some(canonical_id(ctx.account())) }),
        continuation_token: token,
        prefix: input.prefix,
    })
}

/// Tells where a bucket is; nothing for the first region.
pub(crate) async fn get_bucket_location(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketLocationRequest,
) -> Result<GetBucketLocationOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.look(&ctx, target, |_, bucket| {
        let region = bucket.known()?.region.clone();
        Ok(GetBucketLocationOutput { location_constraint: Some(region).filter(|region| region != FIRST_REGION) })
    })
}

/// Turns versions on or off.
pub(crate) async fn put_bucket_versioning(
    s3: Arc<S3>,
    ctx: Context,
    input: PutBucketVersioningRequest,
) -> Result<(), S3Error> {
    let wanted = &input.versioning_configuration;
    if wanted.mfa_delete.as_deref().is_some_and(|mfa| mfa != "Disabled") || input.mfa.is_some() {
        return Err(S3Error::not_implemented("x-amz-mfa"));
    }
    let versioning = match wanted.status.as_deref() {
        Some("Enabled") => Versioning::Enabled,
        Some("Suspended") => Versioning::Suspended,
        Some(_) => return Err(S3Error::malformed_xml()),
        None => {
            let text = "The Versioning element must be specified";
            return Err(S3Error::new("IllegalVersioningConfigurationException", 400, text));
        }
    };
    s3.change(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |tx, bucket| {
        let record = BucketRecord { versioning, ..bucket.known()?.clone() };
        bucket.put_record(tx, record);
        Ok(())
    })
}

/// Tells whether versions are on.
pub(crate) async fn get_bucket_versioning(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketVersioningRequest,
) -> Result<GetBucketVersioningOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        let status = match bucket.known()?.versioning {
            Versioning::Never => None,
            Versioning::Enabled => Some("Enabled".to_owned()),
            Versioning::Suspended => Some("Suspended".to_owned()),
        };
        Ok(GetBucketVersioningOutput { status, mfa_delete: None })
    })
}
