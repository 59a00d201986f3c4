//! `DescribeStacks` and `ListStacks`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{View, decode, prefix};

use super::find;
use super::page::page;
use crate::CloudFormation;
use crate::api;
use crate::api::{DescribeStacksInput, DescribeStacksOutput, ListStacksInput, ListStacksOutput};
use crate::error::CloudFormationError;
use crate::keys;
use crate::record::{Output, Parameter, Stack, time};
use crate::secrets::MASK;

const PAGE: usize = 100;

/// All stacks of the account and region, the youngest first.
fn all(view: View<'_>) -> Result<Vec<Stack>, CloudFormationError> {
    let mut stacks: Vec<Stack> = Vec::new();
    for row in view.scan(prefix([keys::STACK])) {
        stacks.push(decode(&row?.1)?);
    }
    stacks.sort_by(|a, b| b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id)));
    Ok(stacks)
}

pub(super) async fn describe_stacks(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DescribeStacksInput,
) -> Result<DescribeStacksOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        if let Some(name) = &input.stack_name {
            let stack = find(*view, name)?.ok_or_else(|| CloudFormationError::no_such_stack(name))?;
            return Ok(DescribeStacksOutput { stacks: Some(vec![described(&stack)]), next_token: None });
        }
        let live = all(*view)?.into_iter().filter(|stack| stack.deleted.is_none()).collect();
        let (stacks, next_token) = page(live, input.next_token.as_deref(), PAGE)?;
        Ok(DescribeStacksOutput { stacks: Some(stacks.iter().map(described).collect()), next_token })
    })
}

pub(super) async fn list_stacks(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ListStacksInput,
) -> Result<ListStacksOutput, CloudFormationError> {
    let filter = input.stack_status_filter.unwrap_or_default();
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let wanted = |stack: &Stack| filter.is_empty() || filter.iter().any(|one| one == stack.status.as_str());
        let stacks = all(*view)?.into_iter().filter(wanted).collect();
        let (stacks, next_token) = page(stacks, input.next_token.as_deref(), PAGE)?;
        Ok(ListStacksOutput { stack_summaries: Some(stacks.iter().map(summary).collect()), next_token })
    })
}

fn described(stack: &Stack) -> api::Stack {
    let settings = &stack.settings;
    let is_shown = |list: bool| list.then_some(());
    api::Stack {
        stack_id: Some(stack.arn()),
        stack_name: stack.name.clone(),
        change_set_id: stack.change_set.clone(),
        description: settings.description.clone(),
        parameters: is_shown(!settings.parameters.is_empty()).map(|()| parameters(&settings.parameters)),
        creation_time: time(stack.created),
        deletion_time: stack.deleted.map(time),
        last_updated_time: stack.updated.map(time),
        rollback_configuration: Some(api::RollbackConfiguration::default()),
        stack_status: stack.status.as_str().to_owned(),
        stack_status_reason: stack.reason.clone(),
        disable_rollback: Some(stack.disable_rollback),
        notification_arns: Some(Vec::new()),
        timeout_in_minutes: stack.timeout,
        capabilities: is_shown(!settings.capabilities.is_empty()).map(|()| settings.capabilities.clone()),
        outputs: is_shown(!stack.outputs.is_empty()).map(|()| stack.outputs.iter().map(output).collect()),
        role_arn: settings.role.clone(),
        tags: Some(tags(&settings.tags)),
        enable_termination_protection: Some(stack.protected),
        parent_id: stack.parent.as_ref().map(|parent| parent.arn.clone()),
        root_id: stack.parent.as_ref().map(|parent| parent.root.clone()),
        drift_information: Some(api::StackDriftInformation {
            stack_drift_status: "NOT_CHECKED".to_owned(),
            last_check_timestamp: None,
        }),
        retain_except_on_create: stack.retain_except_on_create.then_some(true),
        deletion_mode: stack.force_deleted.then(|| "FORCE_DELETE_STACK".to_owned()),
        detailed_status: None,
        last_operations: operations(stack),
    }
}

fn operations(stack: &Stack) -> Option<Vec<api::OperationEntry>> {
    let (kind, id) = stack.last_operation.clone()?;
    Some(vec![api::OperationEntry { operation_type: Some(kind), operation_id: Some(id) }])
}

fn summary(stack: &Stack) -> api::StackSummary {
    api::StackSummary {
        stack_id: Some(stack.arn()),
        stack_name: stack.name.clone(),
        template_description: stack.settings.description.clone(),
        creation_time: time(stack.created),
        last_updated_time: stack.updated.map(time),
        deletion_time: stack.deleted.map(time),
        stack_status: stack.status.as_str().to_owned(),
        stack_status_reason: stack.reason.clone(),
        parent_id: stack.parent.as_ref().map(|parent| parent.arn.clone()),
        root_id: stack.parent.as_ref().map(|parent| parent.root.clone()),
        drift_information: Some(api::StackDriftInformationSummary {
            stack_drift_status: "NOT_CHECKED".to_owned(),
            last_check_timestamp: None,
        }),
        last_operations: operations(stack),
    }
}

/// Parameters as they are shown: secrets are not.
pub(super) fn parameters(parameters: &[Parameter]) -> Vec<api::Parameter> {
    let shown = |parameter: &Parameter| api::Parameter {
        parameter_key: Some(parameter.name.clone()),
        parameter_value: Some(if parameter.no_echo { MASK.to_owned() } else { parameter.value.clone() }),
        use_previous_value: None,
        resolved_value: parameter.resolved.clone(),
    };
    parameters.iter().map(shown).collect()
}

/// Tags as they are shown.
pub(super) fn tags(tags: &[(String, String)]) -> Vec<api::Tag> {
    tags.iter().map(|(key, value)| api::Tag { key: key.clone(), value: value.clone() }).collect()
}

fn output(output: &Output) -> api::Output {
    api::Output {
        output_key: Some(output.name.clone()),
        output_value: Some(output.value.clone()),
        description: output.description.clone(),
        export_name: output.export.clone(),
    }
}
