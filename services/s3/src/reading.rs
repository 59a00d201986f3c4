//! The readers of what strangers write, each by itself: for tests that feed them with anything.

use tradewind_clock::Timestamp;

use crate::config;
use crate::error::S3Error;
use crate::form::{Form, Policy};

/// Reads the policy of a bucket and prints it as it is kept.
///
/// # Errors
/// What is wrong with it.
pub fn bucket_policy(text: &str, bucket: &str) -> Result<String, S3Error> {
    config::normal_policy(text, bucket)
}

/// Reads the fields of a form to a bucket, a list of pairs in JSON, and holds them against a policy; the object's key.
///
/// # Errors
/// What is wrong with them, or what the policy does not allow.
pub fn form(bucket: &str, pairs: &str, policy: &str, now: Timestamp) -> Result<String, S3Error> {
    let form = Form::read(bucket, pairs)?;
    form.tags()?;
    let policy = Policy::read(policy)?;
    policy.check(form.fields(), now)?;
    form.key().map(str::to_owned)
}
