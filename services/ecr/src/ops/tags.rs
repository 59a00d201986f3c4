//! TagResource, UntagResource, ListTagsForResource.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Ecr;
use crate::api::{
    ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, TagResourceResponse,
    UntagResourceRequest, UntagResourceResponse,
};
use crate::error::EcrError;
use crate::repository::Place;

/// Adds tags and replaces those that are there.
pub(crate) async fn tag_resource(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: TagResourceRequest,
) -> Result<TagResourceResponse, EcrError> {
    let place = Place::of_arn(&ctx, &input.resource_arn)?;
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let mut found = place.find(tx.view())?;
        found.tag(input.tags)?;
        place.put(tx, &found);
        Ok(TagResourceResponse {})
    })
}

/// Takes tags away; keys that are not there are passed over.
pub(crate) async fn untag_resource(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: UntagResourceRequest,
) -> Result<UntagResourceResponse, EcrError> {
    let place = Place::of_arn(&ctx, &input.resource_arn)?;
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let mut found = place.find(tx.view())?;
        found.tags.retain(|key, _| !input.tag_keys.contains(key));
        place.put(tx, &found);
        Ok(UntagResourceResponse {})
    })
}

/// Lists tags in the order of their keys.
pub(crate) async fn list_tags_for_resource(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: ListTagsForResourceRequest,
) -> Result<ListTagsForResourceResponse, EcrError> {
    let place = Place::of_arn(&ctx, &input.resource_arn)?;
    let found = ecr.own(&ctx).read(ctx.mark(), |view, ()| place.find(*view))?;
    let tags = found.tags.into_iter().map(|(key, value)| Tag { key, value });
    Ok(ListTagsForResourceResponse { tags: Some(tags.collect()) })
}
