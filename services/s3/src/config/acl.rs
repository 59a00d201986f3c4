//! The lists of rights of buckets and objects: the bucket's owner has all rights, and nobody else has any (Amazon S3 User Guide,
//! "Access control list (ACL) overview").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::not_built;
use super::ownership;
use crate::S3;
use crate::api::{
    AccessControlPolicy, GetBucketAclOutput, GetBucketAclRequest, GetObjectAclOutput, GetObjectAclRequest, Grant,
    Grantee, Owner, PutBucketAclRequest, PutObjectAclOutput, PutObjectAclRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;
use crate::ops::readable;

const CANNED: &[&str] = &[
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
];

/// Judges the members that both inputs have.
macro_rules! check {
    ($input:expr, $owner:expr, $taken:expr) => {{
        let granted = [
            ("x-amz-grant-full-control", &$input.grant_full_control),
            ("x-amz-grant-read", &$input.grant_read),
            ("x-amz-grant-read-acp", &$input.grant_read_acp),
            ("x-amz-grant-write", &$input.grant_write),
            ("x-amz-grant-write-acp", &$input.grant_write_acp),
        ];
        judge(&granted, $input.acl.as_deref(), $input.access_control_policy.as_ref(), $owner, $taken)
    }};
}

/// Tells who may do what.
pub(super) async fn get(s3: Arc<S3>, ctx: Context, input: GetBucketAclRequest) -> Result<GetBucketAclOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        let owner = bucket.known()?.owner_id();
        let grants = Some(vec![owners_grant(&owner)]);
        Ok(GetBucketAclOutput { owner: Some(Owner { display_name: None, id: Some(owner) }), grants })
    })
}

/// Takes the list that every bucket has, where lists count at all.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketAclRequest) -> Result<(), S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        if ownership::enforced(bucket)? {
            return Err(S3Error::new("AccessControlListNotSupported", 400, "The bucket does not allow ACLs"));
        }
        check!(input, &bucket.known()?.owner_id(), &["private"])
    })
}

/// Tells who may do what with an object.
pub(super) async fn get_object(
    s3: Arc<S3>,
    ctx: Context,
    input: GetObjectAclRequest,
) -> Result<GetObjectAclOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |view, bucket| {
        let record = bucket.known()?;
        readable(view, record.versioning, &input.key, input.version_id.as_deref(), "GET")?;
        let owner = record.owner_id();
        let grants = Some(vec![owners_grant(&owner)]);
        let owner = Some(Owner { display_name: None, id: Some(owner) });
        Ok(GetObjectAclOutput { owner, grants, request_charged: None })
    })
}

/// Takes the list that every object has, where lists count at all.
pub(super) async fn put_object(
    s3: Arc<S3>,
    ctx: Context,
    input: PutObjectAclRequest,
) -> Result<PutObjectAclOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |view, bucket| {
        if ownership::enforced(bucket)? {
            return Err(S3Error::new("AccessControlListNotSupported", 400, "The bucket does not allow ACLs"));
        }
        let record = bucket.known()?;
        readable(view, record.versioning, &input.key, input.version_id.as_deref(), "PUT")?;
        check!(input, &record.owner_id(), &["private", "bucket-owner-full-control"])
    })?;
    Ok(PutObjectAclOutput::default())
}

fn judge(
    granted: &[(&'static str, &Option<String>)],
    canned: Option<&str>,
    policy: Option<&AccessControlPolicy>,
    owner: &str,
    taken: &[&str],
) -> Result<(), S3Error> {
    if let Some((name, _)) = granted.iter().find(|(_, grant)| grant.is_some()) {
        return Err(S3Error::not_implemented(name));
    }
    match (canned, policy) {
        (Some(_), Some(_)) => Err(S3Error::new("UnexpectedContent", 400, "This request does not support content")),
        (Some(canned), None) if taken.contains(&canned) => Ok(()),
        (Some(canned), None) if CANNED.contains(&canned) => Err(S3Error::not_implemented("x-amz-acl")),
        (Some(canned), None) => Err(S3Error::invalid_argument("", "x-amz-acl", canned)),
        (None, Some(policy)) => same(policy, owner),
        (None, None) => {
            let text = "Your request was missing a required header";
            Err(S3Error::new("MissingSecurityHeader", 400, text).with("MissingHeaderName", "x-amz-acl"))
        }
    }
}

/// A list that says what is so already.
fn same(policy: &AccessControlPolicy, owner: &str) -> Result<(), S3Error> {
    let said = policy.owner.as_ref().and_then(|owner| owner.id.as_deref());
    match said {
        None => return Err(S3Error::new("MalformedACLError", 400, MALFORMED)),
        Some(said) if said != owner => return Err(S3Error::access_denied()),
        Some(_) => {}
    }
    let [grant] = policy.grants.as_deref().unwrap_or_default() else { return Err(not_built("AccessControlList")) };
    let whose = grant.grantee.as_ref().and_then(|grantee| grantee.id.as_deref());
    if whose == Some(owner) && grant.permission.as_deref() == Some("FULL_CONTROL") {
        return Ok(());
    }
    Err(not_built("AccessControlList"))
}

const MALFORMED: &str = "The XML you provided was not well-formed or did not validate against our published schema";

fn owners_grant(owner: &str) -> Grant {
    let grantee = Grantee { id: Some(owner.to_owned()), r#type: "CanonicalUser".to_owned(), ..Grantee::default() };
    Grant { grantee: Some(grantee), permission: Some("FULL_CONTROL".to_owned()) }
}
