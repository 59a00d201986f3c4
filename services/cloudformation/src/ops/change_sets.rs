//! Change sets.

mod create;
mod execute;

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::View;

pub(super) use create::create_change_set;
pub(super) use execute::execute_change_set;

use super::describe::{parameters, tags};
use super::page::page;
use super::{find, id_in};
use crate::CloudFormation;
use crate::api::{
    self, DeleteChangeSetInput, DeleteChangeSetOutput, DescribeChangeSetInput, DescribeChangeSetOutput,
    ListChangeSetsInput, ListChangeSetsOutput,
};
use crate::error::CloudFormationError;
use crate::record::{Change, ChangeSet, Detail, Stack, time};

const PAGE: usize = 100;

/// A change set by its ARN, or by its name and its stack's.
pub(super) fn named(
    view: View<'_>,
    name: &str,
    stack: Option<&str>,
) -> Result<Option<(Stack, ChangeSet)>, CloudFormationError> {
    if let Some(id) = id_in(name) {
        let Some(stack) = view.get(crate::keys::stack_of_change_set(id))? else { return Ok(None) };
        let stack = Stack::find(view, &String::from_utf8_lossy(&stack))?;
        let Some(stack) = stack else { return Ok(None) };
        let set = ChangeSet::find(view, &stack.id, id)?;
        return Ok(set.map(|set| (stack, set)));
    }
    let Some(stack_name) = stack else {
        return Err(CloudFormationError::validation(
            "StackName must be specified if ChangeSetName is not specified as an ARN.",
        ));
    };
    let stack = find(view, stack_name)?.ok_or_else(|| CloudFormationError::no_stack(stack_name))?;
    let set = ChangeSet::all(view, &stack.id)?.into_iter().find(|set| set.name == name);
    Ok(set.map(|set| (stack, set)))
}

pub(super) async fn describe_change_set(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DescribeChangeSetInput,
) -> Result<DescribeChangeSetOutput, CloudFormationError> {
    let values = input.include_property_values == Some(true);
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let found = named(*view, &input.change_set_name, input.stack_name.as_deref())?;
        let (stack, set) =
            found.ok_or_else(|| CloudFormationError::ChangeSetNotFound(input.change_set_name.clone()))?;
        let (changes, next_token) = page(set.changes.clone(), input.next_token.as_deref(), PAGE)?;
        let settings = &set.settings;
        let some = |list: bool| list.then_some(());
        Ok(DescribeChangeSetOutput {
            change_set_name: Some(set.name.clone()),
            change_set_id: Some(set.arn(ctx.account(), ctx.region())),
            stack_id: Some(stack.arn()),
            stack_name: Some(stack.name.clone()),
            description: set.description.clone(),
            parameters: some(!settings.parameters.is_empty()).map(|()| parameters(&settings.parameters)),
            creation_time: Some(time(set.created)),
            execution_status: Some(set.execution.clone()),
            status: Some(set.status.clone()),
            status_reason: set.reason.clone(),
            notification_arns: Some(Vec::new()),
            rollback_configuration: Some(api::RollbackConfiguration::default()),
            capabilities: some(!settings.capabilities.is_empty()).map(|()| settings.capabilities.clone()),
            tags: some(!settings.tags.is_empty()).map(|()| tags(&settings.tags)),
            changes: Some(changes.iter().map(|change| shown(change, values)).collect()),
            next_token,
            include_nested_stacks: Some(set.include_nested),
            on_stack_failure: set.on_stack_failure.clone(),
            import_existing_resources: set.import_existing,
            ..DescribeChangeSetOutput::default()
        })
    })
}

fn shown(change: &Change, values: bool) -> api::Change {
    let text = |json: &Option<crate::record::Json>| json.as_ref().filter(|_| values).map(|json| json.text().to_owned());
    api::Change {
        r#type: Some("Resource".to_owned()),
        hook_invocation_count: None,
        resource_change: Some(api::ResourceChange {
            policy_action: change.policy_action.clone(),
            action: Some(change.action.clone()),
            logical_resource_id: Some(change.logical_id.clone()),
            physical_resource_id: change.physical_id.clone(),
            resource_type: Some(change.type_name.clone()),
            replacement: change.replacement.clone(),
            scope: Some(change.scope.clone()),
            details: Some(change.details.iter().map(detail).collect()),
            before_context: text(&change.before),
            after_context: text(&change.after),
            ..api::ResourceChange::default()
        }),
    }
}

fn detail(detail: &Detail) -> api::ResourceChangeDetail {
    api::ResourceChangeDetail {
        target: Some(api::ResourceTargetDefinition {
            attribute: Some(detail.attribute.clone()),
            name: detail.name.clone(),
            requires_recreation: Some(detail.requires_recreation.clone()),
            ..api::ResourceTargetDefinition::default()
        }),
        evaluation: Some(detail.evaluation.clone()),
        change_source: Some(detail.source.clone()),
        causing_entity: detail.causing_entity.clone(),
    }
}

pub(super) async fn delete_change_set(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DeleteChangeSetInput,
) -> Result<DeleteChangeSetOutput, CloudFormationError> {
    service.own(&ctx).write(ctx.mark(), |tx, ()| {
        let Some((stack, set)) = named(tx.view(), &input.change_set_name, input.stack_name.as_deref())? else {
            return Ok(DeleteChangeSetOutput {});
        };
        if set.execution == "EXECUTE_IN_PROGRESS" {
            let arn = set.arn(ctx.account(), ctx.region());
            let text = format!("ChangeSet [{arn}] cannot be deleted in its current status of [{}]", set.execution);
            return Err(CloudFormationError::InvalidChangeSetStatus(text));
        }
        let executed = stack.settings.template.is_some() && stack.settings.template == set.settings.template;
        if executed {
            // Its template is the stack's now.
            let mut set = set;
            set.settings.template = None;
            set.delete(tx);
        } else {
            set.delete(tx);
        }
        Ok(DeleteChangeSetOutput {})
    })
}

pub(super) async fn list_change_sets(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ListChangeSetsInput,
) -> Result<ListChangeSetsOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = find(*view, &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        let mut sets = ChangeSet::all(*view, &stack.id)?;
        sets.sort_by(|a, b| b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id)));
        let (sets, next_token) = page(sets, input.next_token.as_deref(), PAGE)?;
        let summary = |set: &ChangeSet| api::ChangeSetSummary {
            stack_id: Some(stack.arn()),
            stack_name: Some(stack.name.clone()),
            change_set_id: Some(set.arn(ctx.account(), ctx.region())),
            change_set_name: Some(set.name.clone()),
            execution_status: Some(set.execution.clone()),
            status: Some(set.status.clone()),
            status_reason: set.reason.clone(),
            creation_time: Some(time(set.created)),
            description: set.description.clone(),
            include_nested_stacks: Some(set.include_nested),
            ..api::ChangeSetSummary::default()
        };
        Ok(ListChangeSetsOutput { summaries: Some(sets.iter().map(summary).collect()), next_token })
    })
}
