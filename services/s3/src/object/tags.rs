//! Tags of objects (Amazon S3 User Guide, "Categorizing your objects using tags").

use crate::api::Tag;
use crate::error::S3Error;
use crate::limits;

/// Tags as they are kept.
pub(crate) type Tags = Vec<(String, String)>;

/// The tags of an `x-amz-tagging` header: `a=1&b=2`, URL-encoded.
pub(crate) fn from_header(header: &str) -> Result<Tags, S3Error> {
    let tags = form_urlencoded::parse(header.as_bytes()).map(|(key, value)| (key.into_owned(), value.into_owned()));
    let text = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    check(tags.collect(), || S3Error::invalid_argument(text, "x-amz-tagging", header))
}

/// The tags of a Tagging document.
pub(crate) fn from_set(set: &[Tag]) -> Result<Tags, S3Error> {
    let duplicate = || S3Error::new("InvalidTag", 400, "Cannot provide multiple Tags with the same key");
    check(set.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(), duplicate)
}

/// As a Tagging document has them.
pub(crate) fn to_set(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

fn check(tags: Tags, duplicate: impl Fn() -> S3Error) -> Result<Tags, S3Error> {
    if tags.len() > limits::TAGS {
        return Err(S3Error::new("BadRequest", 400, "Object tags cannot be greater than 10"));
    }
    for (index, (key, value)) in tags.iter().enumerate() {
        if key.is_empty() || key.chars().count() > 128 || !allowed(key) {
            return Err(S3Error::new("InvalidTag", 400, "The TagKey you have provided is invalid").with("TagKey", key));
        }
        if value.chars().count() > 256 || !allowed(value) {
            let text = "The TagValue you have provided is invalid";
            return Err(S3Error::new("InvalidTag", 400, text).with("TagKey", key).with("TagValue", value));
        }
        if key.starts_with("aws:") {
            let text = "System tags cannot be added/updated by requester";
            return Err(S3Error::new("InvalidTag", 400, text));
        }
        if tags.iter().take(index).any(|(before, _)| before == key) {
            return Err(duplicate());
        }
    }
    Ok(tags)
}

fn allowed(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c))
}
