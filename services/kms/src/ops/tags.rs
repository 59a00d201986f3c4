//! TagResource, UntagResource, ListResourceTags.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{ListResourceTagsRequest, ListResourceTagsResponse, Tag, TagResourceRequest, UntagResourceRequest};
use crate::error::KmsError;
use crate::page::Page;
use crate::{Kms, limits};

/// Tags as they are kept.
pub(super) fn tag_map(tags: Vec<Tag>) -> Result<BTreeMap<String, String>, KmsError> {
    let mut map = BTreeMap::new();
    for Tag { tag_key, tag_value } in tags {
        if tag_key.to_ascii_lowercase().starts_with("aws:") {
            return Err(KmsError::Tag("Tags beginning with aws: are reserved".to_owned()));
        }
        if map.insert(tag_key, tag_value).is_some() {
            return Err(KmsError::Tag("Duplicate tag keys".to_owned()));
        }
    }
    few(map)
}

fn few(tags: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, KmsError> {
    if tags.len() <= limits::TAGS {
        return Ok(tags);
    }
    Err(KmsError::LimitExceeded(format!("A key has at most {} tags.", limits::TAGS)))
}

/// Adds tags and replaces those that are there.
pub(crate) async fn tag_resource(kms: Arc<Kms>, ctx: Context, input: TagResourceRequest) -> Result<(), KmsError> {
    let tags = tag_map(input.tags)?;
    kms.change(&ctx, &input.key_id, |_, key| {
        key.not_pending()?;
        let mut all = key.tags.clone();
        all.extend(tags);
        key.tags = few(all)?;
        Ok(())
    })
}

/// Takes tags away; keys that are not there are passed over.
pub(crate) async fn untag_resource(kms: Arc<Kms>, ctx: Context, input: UntagResourceRequest) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |_, key| {
        key.not_pending()?;
        key.tags.retain(|name, _| !input.tag_keys.contains(name));
        Ok(())
    })
}

/// Lists tags in the order of their keys.
pub(crate) async fn list_resource_tags(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListResourceTagsRequest,
) -> Result<ListResourceTagsResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::SHORT_PAGE)?;
    kms.look_by_id(&ctx, &input.key_id, |_, _, key| {
        let tags = key.tags.iter().filter(|(name, _)| page.is_after(name));
        let (tags, next_marker) = page.take(tags, |(name, _)| (*name).clone());
        let tag = |(name, value): (&String, &String)| Tag { tag_key: name.clone(), tag_value: value.clone() };
        Ok(ListResourceTagsResponse {
            tags: Some(tags.into_iter().map(tag).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    })
}
