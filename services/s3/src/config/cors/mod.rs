//! Which pages of other origins may use a bucket (Amazon S3 User Guide, "Using cross-origin resource sharing").

mod matching;
mod page;

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::none;
use crate::S3;
use crate::api::{
    CORSConfiguration, CORSRule, DeleteBucketCorsRequest, GetBucketCorsOutput, GetBucketCorsRequest,
    PutBucketCorsRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;

pub(crate) use self::page::{answer_page, told};

const KIND: &str = "cors";
const METHODS: &[&str] = &["GET", "PUT", "HEAD", "POST", "DELETE"];
/// Rules of a bucket.
const RULES: usize = 100;

/// Replaces the rules.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketCorsRequest) -> Result<(), S3Error> {
    check(&input.cors_configuration.cors_rules)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.configure(&ctx, target, KIND, &input.cors_configuration)
}

/// Tells the rules.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketCorsRequest,
) -> Result<GetBucketCorsOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<CORSConfiguration> = s3.configured(&ctx, target, KIND)?;
    let kept =
        kept.ok_or_else(|| none("NoSuchCORSConfiguration", "The CORS configuration does not exist", &input.bucket))?;
    Ok(GetBucketCorsOutput { cors_rules: Some(kept.cors_rules) })
}

/// Takes the rules away.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketCorsRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

fn check(rules: &[CORSRule]) -> Result<(), S3Error> {
    if rules.is_empty() {
        return Err(S3Error::malformed_xml());
    }
    if rules.len() > RULES {
        let text = "The number of CORS rules should not exceed allowed limit of 100 rules.";
        return Err(S3Error::invalid_request(text));
    }
    rules.iter().try_for_each(check_rule)
}

fn check_rule(rule: &CORSRule) -> Result<(), S3Error> {
    if rule.allowed_methods.is_empty() || rule.allowed_origins.is_empty() {
        return Err(S3Error::malformed_xml());
    }
    if rule.id.as_ref().is_some_and(|id| id.chars().count() > 255) || rule.max_age_seconds.is_some_and(|age| age < 0) {
        return Err(S3Error::malformed_xml());
    }
    if let Some(method) = rule.allowed_methods.iter().find(|method| !METHODS.contains(&method.as_str())) {
        let text = format!("Found unsupported HTTP method in CORS config. Unsupported method is {method}");
        return Err(S3Error::invalid_request(text));
    }
    one_wildcard("AllowedOrigin", &rule.allowed_origins)?;
    one_wildcard("AllowedHeader", rule.allowed_headers.as_deref().unwrap_or_default())?;
    let exposed = rule.expose_headers.as_deref().unwrap_or_default();
    if let Some(header) = exposed.iter().find(|header| header.contains('*')) {
        let text = format!(
            "ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for ExposeHeader."
        );
        return Err(S3Error::invalid_request(text));
    }
    Ok(())
}

fn one_wildcard(what: &str, patterns: &[String]) -> Result<(), S3Error> {
    match patterns.iter().find(|pattern| pattern.matches('*').count() > 1) {
        Some(pattern) => {
            Err(S3Error::invalid_request(format!("{what} \"{pattern}\" can not have more than one wildcard.")))
        }
        None => Ok(()),
    }
}
