//! `DescribeStackEvents`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::{decode, prefix};

use super::find;
use super::page::page;
use crate::CloudFormation;
use crate::api::{self, DescribeStackEventsInput, DescribeStackEventsOutput};
use crate::error::CloudFormationError;
use crate::keys;
use crate::record::{Event, Stack, time};

const PAGE: usize = 100;

pub(super) async fn describe_stack_events(
    service: Arc<CloudFormation>,
    ctx: Context,
    input: DescribeStackEventsInput,
) -> Result<DescribeStackEventsOutput, CloudFormationError> {
    service.own(&ctx).read(ctx.mark(), |view, ()| {
        let stack = find(*view, &input.stack_name)?;
        let stack = stack.ok_or_else(|| CloudFormationError::no_stack(&input.stack_name))?;
        let rows: Vec<_> = view.scan_rev(prefix(keys::events(&stack.id))).collect();
        let (rows, next_token) = page(rows, input.next_token.as_deref(), PAGE)?;
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            events.push(shown(&stack, decode(&row?.1)?));
        }
        Ok(DescribeStackEventsOutput { stack_events: Some(events), next_token })
    })
}

fn shown(stack: &Stack, event: Event) -> api::StackEvent {
    api::StackEvent {
        stack_id: stack.arn(),
        event_id: event.id,
        stack_name: stack.name.clone(),
        operation_id: event.operation,
        logical_resource_id: Some(event.logical_id),
        physical_resource_id: Some(event.physical_id),
        resource_type: Some(event.type_name),
        timestamp: time(event.at),
        resource_status: Some(event.status.as_str().to_owned()),
        resource_status_reason: event.reason,
        resource_properties: event.properties,
        client_request_token: event.token,
        ..api::StackEvent::default()
    }
}
