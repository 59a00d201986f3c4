//! Tags of machines and activities.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Tx;

use crate::api::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, TagResourceOutput, UntagResourceInput,
    UntagResourceOutput,
};
use crate::error::StatesError;
use crate::record::{Activity, Machine};
use crate::{States, names};

/// The most tags of a resource. AWS: 50.
const MOST: usize = 50;

/// Tags with their keys.
pub(super) fn checked(tags: Vec<Tag>) -> Result<Vec<(String, String)>, StatesError> {
    let read = tags.into_iter().map(|tag| match tag.key {
        Some(key) if !key.is_empty() => Ok((key, tag.value.unwrap_or_default())),
        _ => Err(StatesError::validation("The tag key is missing")),
    });
    let tags = read.collect::<Result<Vec<_>, _>>()?;
    few(&tags)?;
    Ok(tags)
}

fn few(tags: &[(String, String)]) -> Result<(), StatesError> {
    match tags.len() > MOST {
        true => Err(StatesError::Coded("TooManyTags", format!("A resource has at most {MOST} tags"))),
        false => Ok(()),
    }
}

fn change<T>(
    states: &States,
    ctx: &Context,
    arn: &str,
    change: impl FnOnce(&mut Vec<(String, String)>) -> Result<T, StatesError>,
) -> Result<T, StatesError> {
    let missing = || StatesError::Coded("ResourceNotFound", format!("Resource not found: '{arn}'"));
    states.own(ctx).write(ctx.mark(), |tx: &mut Tx<'_>, ()| {
        if let Ok(name) = names::activity(ctx, arn) {
            let mut activity = Activity::find(tx.view(), &name)?.ok_or_else(missing)?;
            let changed = change(&mut activity.tags)?;
            activity.save(tx);
            return Ok(changed);
        }
        let name = super::machines::plain(ctx, arn)?;
        let mut machine = Machine::find(tx.view(), &name)?.ok_or_else(missing)?;
        let changed = change(&mut machine.tags)?;
        machine.save(tx);
        Ok(changed)
    })
}

/// Adds tags, or gives them other values.
pub(crate) async fn tag_resource(
    states: Arc<States>,
    ctx: Context,
    input: TagResourceInput,
) -> Result<TagResourceOutput, StatesError> {
    let new = checked(input.tags)?;
    change(&states, &ctx, &input.resource_arn, |tags| {
        for (key, value) in new {
            tags.retain(|(known, _)| *known != key);
            tags.push((key, value));
        }
        few(tags)?;
        Ok(TagResourceOutput {})
    })
}

/// Takes tags away.
pub(crate) async fn untag_resource(
    states: Arc<States>,
    ctx: Context,
    input: UntagResourceInput,
) -> Result<UntagResourceOutput, StatesError> {
    change(&states, &ctx, &input.resource_arn, |tags| {
        tags.retain(|(key, _)| !input.tag_keys.contains(key));
        Ok(UntagResourceOutput {})
    })
}

/// Lists tags.
pub(crate) async fn list_tags_for_resource(
    states: Arc<States>,
    ctx: Context,
    input: ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, StatesError> {
    change(&states, &ctx, &input.resource_arn, |tags| {
        let tag = |(key, value): &(String, String)| Tag { key: Some(key.clone()), value: Some(value.clone()) };
        Ok(ListTagsForResourceOutput { tags: Some(tags.iter().map(tag).collect()) })
    })
}
