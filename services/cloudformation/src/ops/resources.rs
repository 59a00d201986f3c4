//! Resources of stacks.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{View, decode, prefix};

use super::find;
use super::page::page;
use crate::CloudFormation;
use crate::api::{
    self, DescribeStackResourceInput, DescribeStackResourceOutput, DescribeStackResourcesInput,
    DescribeStackResourcesOutput, ListStackResourcesInput, ListStackResourcesOutput,
};
use crate::error::CloudFormationError;
use crate::keys;
use crate::record::{Resource, Stack, time};

const PAGE: usize = 100;
const NOT_CHECKED: &str = "NOT_CHECKED";

pub(super) async fn describe_stack_resource(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DescribeStackResourceInput,
) -> Result<DescribeStackResourceOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let name = &input.stack_name;
        let stack = find(*view, name)?
            .ok_or_else(|| CloudFormationError::Validation(format!("Stack '{name}' does not exist")))?;
        let resource = Resource::find(*view, &stack.id, &input.logical_resource_id)?.ok_or_else(|| {
            let text = format!("Resource {} does not exist for stack {}", input.logical_resource_id, stack.name);
            CloudFormationError::Validation(text)
        })?;
        Ok(DescribeStackResourceOutput { stack_resource_detail: Some(detail(&stack, &resource)) })
    })
}

fn detail(stack: &Stack, resource: &Resource) -> api::StackResourceDetail {
    api::StackResourceDetail {
        stack_name: Some(stack.name.clone()),
        stack_id: Some(stack.arn()),
        logical_resource_id: resource.logical_id.clone(),
        physical_resource_id: physical(resource),
        resource_type: resource.now.type_name.clone(),
        last_updated_timestamp: time(resource.at),
        resource_status: resource.status.as_str().to_owned(),
        resource_status_reason: resource.reason.clone(),
        description: None,
        metadata: Some(resource.now.metadata.as_ref().map_or_else(|| "{}".to_owned(), |json| json.text().to_owned())),
        drift_information: Some(api::StackResourceDriftInformation {
            stack_resource_drift_status: NOT_CHECKED.to_owned(),
            last_check_timestamp: None,
        }),
        module_info: None,
    }
}

fn physical(resource: &Resource) -> Option<String> {
    Some(resource.now.physical_id.clone()).filter(|id| !id.is_empty())
}

pub(super) async fn describe_stack_resources(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DescribeStackResourcesInput,
) -> Result<DescribeStackResourcesOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = match (&input.stack_name, &input.physical_resource_id) {
            (Some(_), Some(_)) | (None, None) => {
                return Err(CloudFormationError::validation(
                    "Either StackName or PhysicalResourceId must be specified, but not both.",
                ));
            }
            (Some(name), None) => find(*view, name)?.ok_or_else(|| CloudFormationError::no_such_stack(name))?,
            (None, Some(id)) => owner(*view, id)?
                .ok_or_else(|| CloudFormationError::Validation(format!("Stack for {id} does not exist")))?,
        };
        let mut resources = Resource::all(*view, &stack.id)?;
        if let Some(logical_id) = &input.logical_resource_id {
            resources.retain(|resource| resource.logical_id == *logical_id);
        }
        resources.truncate(PAGE);
        let shown = |resource: &Resource| api::StackResource {
            stack_name: Some(stack.name.clone()),
            stack_id: Some(stack.arn()),
            logical_resource_id: resource.logical_id.clone(),
            physical_resource_id: physical(resource),
            resource_type: resource.now.type_name.clone(),
            timestamp: time(resource.at),
            resource_status: resource.status.as_str().to_owned(),
            resource_status_reason: resource.reason.clone(),
            description: None,
            drift_information: Some(api::StackResourceDriftInformation {
                stack_resource_drift_status: NOT_CHECKED.to_owned(),
                last_check_timestamp: None,
            }),
            module_info: None,
        };
        Ok(DescribeStackResourcesOutput { stack_resources: Some(resources.iter().map(shown).collect()) })
    })
}

/// The stack that a physical resource belongs to.
fn owner(view: View<'_>, physical_id: &str) -> Result<Option<Stack>, CloudFormationError> {
    for row in view.scan(prefix([keys::STACK])) {
        let stack: Stack = decode(&row?.1)?;
        let owns = |resource: &Resource| resource.is_there() && resource.now.physical_id == physical_id;
        if stack.deleted.is_none() && Resource::all(view, &stack.id)?.iter().any(owns) {
            return Ok(Some(stack));
        }
    }
    Ok(None)
}

pub(super) async fn list_stack_resources(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: ListStackResourcesInput,
) -> Result<ListStackResourcesOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = find(*view, &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_such_stack(&input.stack_name))?;
        let (resources, next_token) = page(Resource::all(*view, &stack.id)?, input.next_token.as_deref(), PAGE)?;
        let summary = |resource: &Resource| api::StackResourceSummary {
            logical_resource_id: resource.logical_id.clone(),
            physical_resource_id: physical(resource),
            resource_type: resource.now.type_name.clone(),
            last_updated_timestamp: time(resource.at),
            resource_status: resource.status.as_str().to_owned(),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(api::StackResourceDriftInformationSummary {
                stack_resource_drift_status: NOT_CHECKED.to_owned(),
                last_check_timestamp: None,
            }),
            module_info: None,
        };
        Ok(ListStackResourcesOutput {
            stack_resource_summaries: Some(resources.iter().map(summary).collect()),
            next_token,
        })
    })
}
