//! DescribeRule, DeleteRule, EnableRule, DisableRule.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Events;
use crate::api::{DeleteRuleRequest, DescribeRuleRequest, DescribeRuleResponse, DisableRuleRequest, EnableRuleRequest};
use crate::error::EventsError;
use crate::names::BusName;
use crate::rule::{DISABLED, ENABLED};

/// Tells about a rule.
pub(crate) async fn describe_rule(
    events: Arc<Events>,
    ctx: Context,
    input: DescribeRuleRequest,
) -> Result<DescribeRuleResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let row = events
        .bus(&bus)
        .read(ctx.mark(), |_, model| Ok::<_, EventsError>(model.require_rule(&bus, &input.name)?.row.clone()))?;
    Ok(DescribeRuleResponse {
        arn: Some(bus.rule_arn(&input.name)),
        name: Some(input.name),
        event_pattern: row.event_pattern,
        schedule_expression: row.schedule_expression,
        state: Some(row.state),
        description: row.description,
        role_arn: row.role_arn,
        managed_by: None,
        event_bus_name: Some(bus.name),
        created_by: Some(row.created_by),
    })
}

/// Deletes a rule without targets. `Force` is for rules that services of AWS manage; there are none.
pub(crate) async fn delete_rule(
    events: Arc<Events>,
    ctx: Context,
    input: DeleteRuleRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.delete_rule(tx, &bus, &input.name))
}

/// Lets a rule match and fire.
pub(crate) async fn enable_rule(
    events: Arc<Events>,
    ctx: Context,
    input: EnableRuleRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.set_state(tx, &bus, &input.name, ENABLED))
}

/// Keeps a rule from matching and firing.
pub(crate) async fn disable_rule(
    events: Arc<Events>,
    ctx: Context,
    input: DisableRuleRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.set_state(tx, &bus, &input.name, DISABLED))
}
