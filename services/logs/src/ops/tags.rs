//! Tags, by a resource's ARN and by a group's name.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{
    ListTagsForResourceRequest, ListTagsForResourceResponse, ListTagsLogGroupRequest, ListTagsLogGroupResponse,
    TagLogGroupRequest, TagResourceRequest, UntagLogGroupRequest, UntagResourceRequest,
};
use crate::error::LogsError;
use crate::names::GroupName;

/// Keys that begin with `aws:` are AWS's.
pub(super) fn check_tags<'a>(mut keys: impl Iterator<Item = &'a String>) -> Result<(), LogsError> {
    let reserved = |key: &&String| key.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("aws:"));
    match keys.find(reserved) {
        Some(_) => Err(LogsError::invalid("User-defined tag keys can't start with \"aws:\".")),
        None => Ok(()),
    }
}

fn tag(logs: &Logs, ctx: &Context, name: &GroupName, tags: BTreeMap<String, String>) -> Result<(), LogsError> {
    check_tags(tags.keys())?;
    logs.group(name).write(ctx.mark(), |tx, group| group.change(tx, |record| record.tags.extend(tags)))
}

fn untag(logs: &Logs, ctx: &Context, name: &GroupName, keys: &[String]) -> Result<(), LogsError> {
    let change = |tags: &mut BTreeMap<String, String>| tags.retain(|key, _| !keys.contains(key));
    logs.group(name).write(ctx.mark(), |tx, group| group.change(tx, |record| change(&mut record.tags)))
}

fn tags(logs: &Logs, ctx: &Context, name: &GroupName) -> Result<Option<BTreeMap<String, String>>, LogsError> {
    logs.group(name).read(ctx.mark(), |_, group| Ok(Some(group.record()?.tags.clone())))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>
pub(crate) async fn tag_resource(logs: Arc<Logs>, ctx: Context, input: TagResourceRequest) -> Result<(), LogsError> {
    tag(&logs, &ctx, &GroupName::of_arn(&ctx, &input.resource_arn)?, input.tags)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html>
pub(crate) async fn untag_resource(
    logs: Arc<Logs>,
    ctx: Context,
    input: UntagResourceRequest,
) -> Result<(), LogsError> {
    untag(&logs, &ctx, &GroupName::of_arn(&ctx, &input.resource_arn)?, &input.tag_keys)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html>
pub(crate) async fn list_tags_for_resource(
    logs: Arc<Logs>,
    ctx: Context,
    input: ListTagsForResourceRequest,
) -> Result<ListTagsForResourceResponse, LogsError> {
    let name = GroupName::of_arn(&ctx, &input.resource_arn)?;
    Ok(ListTagsForResourceResponse { tags: tags(&logs, &ctx, &name)? })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html>
pub(crate) async fn tag_log_group(logs: Arc<Logs>, ctx: Context, input: TagLogGroupRequest) -> Result<(), LogsError> {
    tag(&logs, &ctx, &GroupName::here(&ctx, &input.log_group_name), input.tags)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html>
pub(crate) async fn untag_log_group(
    logs: Arc<Logs>,
    ctx: Context,
    input: UntagLogGroupRequest,
) -> Result<(), LogsError> {
    untag(&logs, &ctx, &GroupName::here(&ctx, &input.log_group_name), &input.tags)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html>
pub(crate) async fn list_tags_log_group(
    logs: Arc<Logs>,
    ctx: Context,
    input: ListTagsLogGroupRequest,
) -> Result<ListTagsLogGroupResponse, LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    Ok(ListTagsLogGroupResponse { tags: tags(&logs, &ctx, &name)? })
}
