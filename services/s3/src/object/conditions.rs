//! Conditions: `If-Match` and its like, on reads, copies and writes.

use tradewind_clock::Timestamp;

use super::version::Version;
use crate::error::S3Error;

/// What must be so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions<'a> {
    pub(crate) if_match: Option<&'a str>,
    pub(crate) if_none_match: Option<&'a str>,
    pub(crate) if_modified_since: Option<Timestamp>,
    pub(crate) if_unmodified_since: Option<Timestamp>,
}

/// What conditions say of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fine,
    /// The client has this version already.
    NotModified,
    /// The condition that is not so.
    Failed(&'static str),
}

impl Conditions<'_> {
    /// In AWS's order of precedence: `If-Match` beats `If-Unmodified-Since`, `If-None-Match` beats `If-Modified-Since`.
    pub(crate) fn judge(&self, version: &Version) -> Verdict {
        match (self.if_match, self.if_unmodified_since) {
            (Some(tags), _) if !matches(tags, &version.etag) => return Verdict::Failed("If-Match"),
            (None, Some(time)) if version.modified() > time => return Verdict::Failed("If-Unmodified-Since"),
            _ => {}
        }
        match (self.if_none_match, self.if_modified_since) {
            (Some(tags), _) if matches(tags, &version.etag) => Verdict::NotModified,
            (None, Some(time)) if version.modified() <= time => Verdict::NotModified,
            _ => Verdict::Fine,
        }
    }
}

/// Whether one of the tags of a header is this ETag.
fn matches(tags: &str, etag: &str) -> bool {
    tags.split(',')
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
        .any(|tag| tag == "*" || tag == etag)
}

/// Conditions of a write, by the version that is current before it.
pub(crate) fn check_write(
    key: &str,
    if_match: Option<&str>,
    if_none_match: Option<&str>,
    current: Option<&Version>,
) -> Result<(), S3Error> {
    let current = current.filter(|version| !version.marker);
    if let Some(tags) = if_match {
        let current = current.ok_or_else(|| S3Error::no_such_key(key))?;
        if !matches(tags, &current.etag) {
            return Err(S3Error::precondition_failed("If-Match"));
        }
    }
    match if_none_match {
        None => Ok(()),
        Some("*") if current.is_some() => Err(S3Error::precondition_failed("If-None-Match")),
        Some("*") => Ok(()),
        Some(_) => Err(S3Error::not_implemented("If-None-Match")),
    }
}
