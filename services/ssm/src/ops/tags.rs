//! AddTagsToResource, RemoveTagsFromResource, ListTagsForResource: of parameters.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    AddTagsToResourceRequest, AddTagsToResourceResult, ListTagsForResourceRequest, ListTagsForResourceResult,
    RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult, Tag,
};
use crate::error::SsmError;
use crate::names::Named;
use crate::{Ssm, limits};

/// Tags as they are kept.
pub(super) fn tag_map(tags: Vec<Tag>) -> Result<BTreeMap<String, String>, SsmError> {
    few(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
}

fn few(tags: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, SsmError> {
    if tags.keys().any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(SsmError::invalid("Tag keys can't begin with aws:, which is reserved."));
    }
    if tags.len() <= limits::TAGS {
        return Ok(tags);
    }
    let text = "The Targets parameter includes too many tags. Remove one or more tags and try the command again.";
    Err(SsmError::Coded("TooManyTagsError", text.to_owned()))
}

/// Only parameters are here to be tagged.
fn only_parameters(kind: &str) -> Result<(), SsmError> {
    if kind == "Parameter" {
        return Ok(());
    }
    let text = format!("Tags of the resource type {kind} are not supported by this server yet.");
    Err(SsmError::Coded("InvalidResourceType", text))
}

fn named(ctx: &Context, id: &str) -> Named {
    Named { account: ctx.account().to_owned(), name: id.to_owned(), selector: None, by_arn: false }
}

/// Says that the tagged resource is not there.
fn no_resource(error: SsmError) -> SsmError {
    match error {
        SsmError::ParameterNotFound => {
            let text = "The resource ID is not valid. Verify that you entered the correct ID and try again.";
            SsmError::Coded("InvalidResourceId", text.to_owned())
        }
        other => other,
    }
}

/// Adds tags and replaces those that are there.
pub(crate) async fn add_tags_to_resource(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: AddTagsToResourceRequest,
) -> Result<AddTagsToResourceResult, SsmError> {
    only_parameters(&input.resource_type)?;
    let new = tag_map(input.tags)?;
    ssm.own(&ctx).write(ctx.mark(), |tx, region| {
        let add = region.change(tx, &named(&ctx, &input.resource_id), |_, record| {
            let mut tags = record.tags.clone();
            tags.extend(new);
            record.tags = few(tags)?;
            Ok(AddTagsToResourceResult {})
        });
        add.map_err(no_resource)
    })
}

/// Takes tags away; keys that are not there are passed over.
pub(crate) async fn remove_tags_from_resource(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: RemoveTagsFromResourceRequest,
) -> Result<RemoveTagsFromResourceResult, SsmError> {
    only_parameters(&input.resource_type)?;
    ssm.own(&ctx).write(ctx.mark(), |tx, region| {
        let remove = region.change(tx, &named(&ctx, &input.resource_id), |_, record| {
            record.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(RemoveTagsFromResourceResult {})
        });
        remove.map_err(no_resource)
    })
}

/// Lists tags in the order of their keys.
pub(crate) async fn list_tags_for_resource(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: ListTagsForResourceRequest,
) -> Result<ListTagsForResourceResult, SsmError> {
    only_parameters(&input.resource_type)?;
    ssm.own(&ctx).read(ctx.mark(), |_, region| {
        let (_, record) = region.find(&named(&ctx, &input.resource_id)).map_err(no_resource)?;
        let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
        Ok(ListTagsForResourceResult { tag_list: Some(record.tags.iter().map(tag).collect()) })
    })
}
