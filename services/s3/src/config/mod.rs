//! How buckets are configured: one file a kind of document.
//!
//! A document lives in the bucket's cell under its kind ([`crate::bucket::BucketCell::config`]); what it says is read from there.

mod absent;
mod acl;
mod cors;
mod defaults;
mod encryption;
mod kept;
mod logging;
mod ownership;
mod policy;
mod public_access;
mod switches;
mod tagging;
mod website;

pub(crate) use self::defaults::{Defaults, defaults};
use tradewind_cloud::Table;
use tradewind_store::Tx;

use crate::S3;
use crate::api::{CreateBucketRequest, Tagging};
use crate::bucket::BucketCell;
use crate::error::S3Error;

/// The internal operation that says what pages of other origins may.
const ANSWER_PAGE: &str = "AnswerPage";

/// The internal operation that answers visits of sites.
const SERVE_WEBSITE: &str = "ServeWebsite";

/// A bucket's policy as it is kept.
pub(crate) fn normal_policy(text: &str, bucket: &str) -> Result<String, S3Error> {
    policy::normal(text, bucket)
}

/// Lists the operations on configurations.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    let table = table
        .add("PutBucketPolicy", policy::put)
        .add("GetBucketPolicy", policy::get)
        .add("GetBucketPolicyStatus", policy::status)
        .add("DeleteBucketPolicy", policy::delete)
        .add("PutBucketCors", cors::put)
        .add("GetBucketCors", cors::get)
        .add("DeleteBucketCors", cors::delete)
        .add_internal(ANSWER_PAGE, cors::answer_page)
        .add_internal(SERVE_WEBSITE, website::serve_website)
        .open_to_anonymous(&[ANSWER_PAGE, SERVE_WEBSITE])
        .add("PutBucketEncryption", encryption::put)
        .add("GetBucketEncryption", encryption::get)
        .add("DeleteBucketEncryption", encryption::delete)
        .add("PutPublicAccessBlock", public_access::put)
        .add("GetPublicAccessBlock", public_access::get)
        .add("DeletePublicAccessBlock", public_access::delete);
    table
        .add("PutBucketOwnershipControls", ownership::put)
        .add("GetBucketOwnershipControls", ownership::get)
        .add("DeleteBucketOwnershipControls", ownership::delete)
        .add("PutBucketWebsite", website::put)
        .add("GetBucketWebsite", website::get)
        .add("DeleteBucketWebsite", website::delete)
        .add("PutBucketTagging", tagging::put)
        .add("GetBucketTagging", tagging::get)
        .add("DeleteBucketTagging", tagging::delete)
        .add("PutBucketLogging", logging::put)
        .add("GetBucketLogging", logging::get)
        .add("PutBucketAccelerateConfiguration", switches::put_accelerate)
        .add("GetBucketAccelerateConfiguration", switches::get_accelerate)
        .add("PutBucketRequestPayment", switches::put_payment)
        .add("GetBucketRequestPayment", switches::get_payment)
        .add("PutBucketAcl", acl::put)
        .add("GetBucketAcl", acl::get)
        .add("PutObjectAcl", acl::put_object)
        .add("GetObjectAcl", acl::get_object)
}

/// What CreateBucket says beside the name and the place, written into the new bucket or refused by name.
pub(crate) fn created(tx: &mut Tx<'_>, bucket: &mut BucketCell, input: &CreateBucketRequest) -> Result<(), S3Error> {
    let ownership = input.object_ownership.as_deref().unwrap_or(ownership::ENFORCED);
    if !ownership::is_known(ownership) {
        let text = format!("Invalid x-amz-object-ownership header: {ownership}");
        return Err(S3Error::invalid_argument(text, "x-amz-object-ownership", ownership));
    }
    let granted = input.grant_full_control.is_some()
        || input.grant_read.is_some()
        || input.grant_read_acp.is_some()
        || input.grant_write.is_some()
        || input.grant_write_acp.is_some();
    let wider = input.acl.as_ref().is_some_and(|acl| acl != "private");
    if ownership == ownership::ENFORCED && (granted || wider) {
        let text = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
        return Err(S3Error::new("InvalidBucketAclWithObjectOwnership", 400, text));
    }
    let refused = [
        ("x-amz-acl", wider),
        ("x-amz-grant-full-control", input.grant_full_control.is_some()),
        ("x-amz-grant-read", input.grant_read.is_some()),
        ("x-amz-grant-read-acp", input.grant_read_acp.is_some()),
        ("x-amz-grant-write", input.grant_write.is_some()),
        ("x-amz-grant-write-acp", input.grant_write_acp.is_some()),
        ("x-amz-bucket-object-lock-enabled", input.object_lock_enabled_for_bucket == Some(true)),
        ("x-amz-bucket-namespace", input.bucket_namespace.as_ref().is_some_and(|n| n != "global")),
    ];
    if let Some((name, _)) = refused.iter().find(|(_, given)| *given) {
        return Err(S3Error::not_implemented(name));
    }
    let more = input.create_bucket_configuration.as_ref();
    if more.is_some_and(|more| more.location.is_some() || more.bucket.is_some()) {
        return Err(S3Error::not_implemented("CreateBucketConfiguration"));
    }
    bucket.put_config(tx, ownership::KIND, kept::write(&ownership::of(ownership)));
    bucket.put_config(tx, public_access::KIND, kept::write(&public_access::at_first()));
    if let Some(tag_set) = more.and_then(|more| more.tags.clone()).filter(|tags| !tags.is_empty()) {
        tagging::check(&tag_set)?;
        bucket.put_config(tx, tagging::KIND, kept::write(&Tagging { tag_set }));
    }
    Ok(())
}
