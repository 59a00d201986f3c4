//! DescribeLogGroups and ListLogGroups.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{
    DescribeLogGroupsRequest, DescribeLogGroupsResponse, ListLogGroupsRequest, ListLogGroupsResponse, LogGroup,
    LogGroupSummary,
};
use crate::error::LogsError;
use crate::group::Group;
use crate::names::GroupName;
use crate::page::Page;
use crate::{control, keys};

/// Names read from the list at a time.
const NAMES: usize = 256;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
pub(crate) async fn describe_log_groups(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeLogGroupsRequest,
) -> Result<DescribeLogGroupsResponse, LogsError> {
    own_account(input.include_linked_accounts, input.account_identifiers.as_deref())?;
    if input.log_group_name_prefix.is_some() && input.log_group_name_pattern.is_some() {
        let text = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
        return Err(LogsError::invalid(text));
    }
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let class = input.log_group_class.as_deref();
    if let Some(identifiers) = &input.log_group_identifiers {
        let names = identifiers.iter().map(|identifier| GroupName::identified(&ctx, identifier));
        let names = names.filter(|name| !matches!(name, Err(LogsError::NoGroup))).collect::<Result<Vec<_>, _>>()?;
        let sorted: std::collections::BTreeSet<String> = names.into_iter().map(|name| name.name).collect();
        let mut found = Vec::new();
        for name in sorted.iter().filter(|name| page.is_next(name)) {
            found.extend(describe(&logs, &ctx, name)?.filter(|group| is_of(group, class)));
        }
        let (log_groups, next_token) = page.take(found.into_iter(), name_of);
        return Ok(DescribeLogGroupsResponse { log_groups: Some(log_groups), next_token });
    }
    let pattern = input.log_group_name_pattern.unwrap_or_default();
    let begin = input.log_group_name_prefix.as_deref().unwrap_or_default();
    let wanted = |name: &str| name.contains(&pattern);
    let found = collect(&logs, &ctx, &page, begin, wanted, |name| {
        Ok(describe(&logs, &ctx, name)?.filter(|group| is_of(group, class)))
    })?;
    let (log_groups, next_token) = page.take(found.into_iter(), name_of);
    Ok(DescribeLogGroupsResponse { log_groups: Some(log_groups), next_token })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html>
pub(crate) async fn list_log_groups(
    logs: Arc<Logs>,
    ctx: Context,
    input: ListLogGroupsRequest,
) -> Result<ListLogGroupsResponse, LogsError> {
    own_account(input.include_linked_accounts, input.account_identifiers.as_deref())?;
    if input.data_sources.is_some() || input.field_index_names.is_some() {
        return Err(LogsError::not_built("Listing by dataSources or fieldIndexNames"));
    }
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let pattern = input.log_group_name_pattern.unwrap_or_default();
    // `^` holds a part to the beginning, and `|` stands between parts, one of which is enough.
    let wanted = |name: &str| {
        pattern.is_empty()
            || pattern.split('|').any(|part| match part.strip_prefix('^') {
                Some(begin) => name.starts_with(begin),
                None => name.contains(part),
            })
    };
    let class = input.log_group_class.as_deref();
    let filters = input.log_group_tags.unwrap_or_default();
    let tagged = |tags: &BTreeMap<String, String>| {
        filters.iter().all(|filter| {
            let value = tags.get(&filter.key);
            let values = filter.values.as_deref().unwrap_or_default();
            value.is_some_and(|value| values.is_empty() || values.contains(value))
        })
    };
    let found = collect(&logs, &ctx, &page, "", wanted, |name| {
        let name = GroupName::here(&ctx, name);
        logs.group(&name).read(ctx.mark(), |_, group| {
            let Ok(record) = group.record() else { return Ok(None) };
            let summary = LogGroupSummary {
                log_group_name: Some(name.name.clone()),
                log_group_arn: Some(name.arn()),
                log_group_class: Some(record.class.clone()),
            };
            let is_wanted = class.is_none_or(|class| record.class == class) && tagged(&record.tags);
            Ok::<_, LogsError>(is_wanted.then_some(summary))
        })
    })?;
    let (log_groups, next_token) =
        page.take(found.into_iter(), |group| group.log_group_name.as_deref().unwrap_or_default());
    Ok(ListLogGroupsResponse { log_groups: Some(log_groups), next_token })
}

/// Groups of the list that are wanted, one more than the page takes if there are.
fn collect<T>(
    logs: &Logs,
    ctx: &Context,
    page: &Page,
    begin: &str,
    wanted: impl Fn(&str) -> bool,
    look: impl Fn(&str) -> Result<Option<T>, LogsError>,
) -> Result<Vec<T>, LogsError> {
    let control = keys::control_cell(ctx.account(), ctx.region());
    let mut found = Vec::new();
    let mut after = page.after.clone();
    loop {
        let names = control::names(&logs.parts.store, ctx.mark(), &control, begin, after.as_deref(), NAMES)?;
        let last = names.len() < NAMES;
        for name in names.iter().filter(|name| wanted(name)) {
            found.extend(look(name)?);
            if found.len() > page.size {
                return Ok(found);
            }
        }
        if last {
            return Ok(found);
        }
        after = names.into_iter().next_back();
    }
}

fn describe(logs: &Logs, ctx: &Context, name: &str) -> Result<Option<LogGroup>, LogsError> {
    let name = GroupName::here(ctx, name);
    logs.group(&name).read(ctx.mark(), |_, group| Ok(shape(&name, group)))
}

fn shape(name: &GroupName, group: &Group) -> Option<LogGroup> {
    let record = group.record().ok()?;
    Some(LogGroup {
        log_group_name: Some(name.name.clone()),
        creation_time: Some(record.created.cast_signed()),
        retention_in_days: record.retention,
        metric_filter_count: i32::try_from(record.metric_filters.len()).ok(),
        arn: Some(format!("{}:*", name.arn())),
        stored_bytes: Some(group.stored_bytes().cast_signed()),
        kms_key_id: record.kms_key.clone(),
        data_protection_status: None,
        inherited_properties: None,
        log_group_class: Some(record.class.clone()),
        log_group_arn: Some(name.arn()),
        deletion_protection_enabled: Some(record.protected),
        bearer_token_authentication_enabled: None,
    })
}

fn name_of(group: &LogGroup) -> &str {
    group.log_group_name.as_deref().unwrap_or_default()
}

fn is_of(group: &LogGroup, class: Option<&str>) -> bool {
    class.is_none_or(|class| group.log_group_class.as_deref() == Some(class))
}

/// Monitoring accounts and what is linked to them are not there.
fn own_account(linked: Option<bool>, accounts: Option<&[String]>) -> Result<(), LogsError> {
    if linked == Some(true) || accounts.is_some_and(|accounts| !accounts.is_empty()) {
        return Err(LogsError::not_built("Listing log groups of linked accounts"));
    }
    Ok(())
}
