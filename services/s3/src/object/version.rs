//! A version of an object: what its row says.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{BlobId, Record, StoreError};

use crate::checksum::Checksum;
use crate::restore::Restored;

/// A version of an object, or a delete marker.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Version {
    /// Its number in the bucket; a later version has a larger one.
    #[serde(rename = "q")]
    pub(crate) sequence: u64,
    /// Its version id; none for the null version.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// Whether it marks that the object was deleted.
    #[serde(rename = "d", default, skip_serializing_if = "is_false")]
    pub(crate) marker: bool,
    /// When it was made, in microseconds since the epoch.
    #[serde(rename = "t")]
    pub(crate) modified: u64,
    /// In bytes.
    #[serde(rename = "s", default)]
    pub(crate) size: u64,
    /// Without quotes.
    #[serde(rename = "e", default, skip_serializing_if = "String::is_empty")]
    pub(crate) etag: String,
    /// How many parts it came in; 0 when it came whole.
    #[serde(rename = "n", default, skip_serializing_if = "is_zero")]
    pub(crate) parts: u32,
    #[serde(rename = "c", default)]
    pub(crate) content: Content,
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub(crate) checksum: Option<Checksum>,
    #[serde(rename = "a", default, skip_serializing_if = "About::is_empty")]
    pub(crate) about: About,
    /// The copy of an archived version, asked for or there.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) restored: Option<Restored>,
}

/// What a client says about an object beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    #[serde(rename = "ct", default, skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<String>,
    #[serde(rename = "cc", default, skip_serializing_if = "Option::is_none")]
    pub(crate) cache_control: Option<String>,
    #[serde(rename = "cd", default, skip_serializing_if = "Option::is_none")]
    pub(crate) content_disposition: Option<String>,
    #[serde(rename = "ce", default, skip_serializing_if = "Option::is_none")]
    pub(crate) content_encoding: Option<String>,
    #[serde(rename = "cl", default, skip_serializing_if = "Option::is_none")]
    pub(crate) content_language: Option<String>,
    #[serde(rename = "ex", default, skip_serializing_if = "Option::is_none")]
    pub(crate) expires: Option<String>,
    #[serde(rename = "wr", default, skip_serializing_if = "Option::is_none")]
    pub(crate) website_redirect: Option<String>,
    /// Names in lower case.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) metadata: Vec<(String, String)>,
    #[serde(rename = "tg", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<(String, String)>,
    /// None for STANDARD.
    #[serde(rename = "sc", default, skip_serializing_if = "Option::is_none")]
    pub(crate) storage_class: Option<String>,
    /// None for AES256.
    #[serde(rename = "kms", default, skip_serializing_if = "Option::is_none")]
    pub(crate) kms: Option<Kms>,
}

/// `aws:kms`, with which key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kms {
    /// The key's ARN.
    pub(crate) key: String,
    /// Whether a key of the bucket stands between.
    pub(crate) bucket_key: bool,
}

/// Where the bytes are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Content {
    /// There are none.
    #[default]
    #[serde(rename = "0")]
    Empty,
    /// A body of the bucket's cell, by its number.
    #[serde(rename = "i")]
    Inline(u64),
    /// A blob, by its id in hexadecimal.
    #[serde(rename = "b")]
    Blob(String),
    /// Parts, which a body of the cell lists ([`Part`]), by its number.
    #[serde(rename = "p")]
    Parts(u64),
}

/// A part of an object or of an upload.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    #[serde(rename = "n")]
    pub(crate) number: u32,
    #[serde(rename = "s")]
    pub(crate) size: u64,
    /// Without quotes.
    #[serde(rename = "e")]
    pub(crate) etag: String,
    /// In microseconds since the epoch.
    #[serde(rename = "t")]
    pub(crate) modified: u64,
    #[serde(rename = "c")]
    pub(crate) content: Content,
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub(crate) checksum: Option<Checksum>,
}

/// The parts of an object, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Parts(pub(crate) Vec<Part>);

impl Record for Version {
    const VERSION: u8 = 1;
}

impl Record for Part {
    const VERSION: u8 = 1;
}

impl Record for Parts {
    const VERSION: u8 = 1;
}

impl About {
    fn is_empty(&self) -> bool {
        *self == About::default()
    }
}

impl Version {
    /// `Last-Modified`: whole seconds.
    pub(crate) fn modified(&self) -> Timestamp {
        whole_seconds(self.modified)
    }

    /// With quotes.
    pub(crate) fn quoted_etag(&self) -> String {
        quoted(&self.etag)
    }

    /// The version's id as listings and events say it.
    pub(crate) fn shown_id(&self) -> &str {
        self.id.as_deref().unwrap_or(NULL)
    }

    pub(crate) fn storage_class(&self) -> &str {
        self.about.storage_class.as_deref().unwrap_or(STANDARD)
    }
}

/// The id of the version that has none.
pub(crate) const NULL: &str = "null";
/// The storage class of objects that say none.
pub(crate) const STANDARD: &str = "STANDARD";

/// An ETag as headers have it.
pub(crate) fn quoted(etag: &str) -> String {
    ["\"", etag, "\""].concat()
}

/// A time as S3 tells it.
pub(crate) fn whole_seconds(micros: u64) -> Timestamp {
    Timestamp::from_secs(Timestamp::from_micros(micros).as_secs())
}

/// A blob's id in a row.
pub(crate) fn blob_id(text: &str) -> Result<BlobId, StoreError> {
    BlobId::parse(text).ok_or_else(|| StoreError::corrupt("a row names a blob by something else than its id"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_false(yes: &bool) -> bool {
    !yes
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
