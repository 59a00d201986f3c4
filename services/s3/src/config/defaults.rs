//! What a bucket says of the objects that are written to it.

use super::{encryption, kept, ownership, public_access};
use crate::api::ServerSideEncryptionConfiguration;
use crate::bucket::BucketCell;
use crate::error::S3Error;

/// What counts where a request says nothing else, and what it may say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Defaults {
    /// Whether lists of rights are off.
    pub(crate) no_lists: bool,
    /// Whether lists that are public are refused.
    pub(crate) no_public_lists: bool,
    /// The key objects are encrypted with; none where S3's own keys are.
    pub(crate) kms: Option<String>,
    /// Whether a key of the bucket stands between, where a key of the key service is used.
    pub(crate) bucket_key: bool,
}

/// Reads a bucket's documents.
pub(crate) fn defaults(bucket: &BucketCell) -> Result<Defaults, S3Error> {
    let kept: Option<ServerSideEncryptionConfiguration> = kept::of(bucket, encryption::KIND)?;
    let rule = kept.and_then(|kept| kept.rules.into_iter().next()).unwrap_or_default();
    let by_default = rule.apply_server_side_encryption_by_default.filter(|rule| rule.sse_algorithm == "aws:kms");
    Ok(Defaults {
        no_lists: ownership::enforced(bucket)?,
        no_public_lists: public_access::blocks_lists(bucket)?,
        kms: by_default.map(|rule| rule.kms_master_key_id.unwrap_or_else(|| encryption::MANAGED.to_owned())),
        bucket_key: rule.bucket_key_enabled == Some(true),
    })
}
