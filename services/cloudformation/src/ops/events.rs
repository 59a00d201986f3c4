//! `DescribeStackEvents`.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::decode;

use super::find;
use super::page::{place, token_of};
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
        // A token is the number of the last event told, so that pages do not move while events come.
        let end = match &input.next_token {
            Some(token) => place(token)? as u64,
            None => stack.events,
        };
        let mut events = Vec::new();
        let mut next_token = None;
        for row in view.scan_rev(keys::event(&stack.id, 0)..keys::event(&stack.id, end)).take(PAGE + 1) {
            let (key, row) = row?;
            if events.len() == PAGE {
                next_token = Some(token_of(number(&key).saturating_add(1)));
                break;
            }
            events.push(shown(&stack, decode(&row)?));
        }
        Ok(DescribeStackEventsOutput { stack_events: Some(events), next_token })
    })
}

/// The number at the end of an event's key.
fn number(key: &[u8]) -> usize {
    let number = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes)).unwrap_or_default();
    usize::try_from(number).unwrap_or(usize::MAX)
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
