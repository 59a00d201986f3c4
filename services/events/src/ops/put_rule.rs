//! PutRule.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_pattern::Pattern;

use super::tags::tag_map;
use crate::Events;
use crate::api::{PutRuleRequest, PutRuleResponse};
use crate::error::EventsError;
use crate::names::BusName;
use crate::rule::{ENABLED, NewRule, RuleRow};
use crate::schedule::Schedule;

/// Makes a rule or replaces one.
pub(crate) async fn put_rule(
    events: Arc<Events>,
    ctx: Context,
    input: PutRuleRequest,
) -> Result<PutRuleResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let name = input.name.clone();
    let new = read(&ctx, &bus, input)?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.put_rule(tx, &bus, &name, new))?;
    Ok(PutRuleResponse { rule_arn: Some(bus.rule_arn(&name)) })
}

fn read(ctx: &Context, bus: &BusName, input: PutRuleRequest) -> Result<NewRule, EventsError> {
    if input.event_pattern.is_none() && input.schedule_expression.is_none() {
        return Err(EventsError::invalid("Parameter(s) EventPattern or ScheduleExpression must be specified."));
    }
    if input.schedule_expression.is_some() && !bus.is_default() {
        return Err(EventsError::invalid("ScheduleExpression is supported only on the default event bus."));
    }
    let schedule = input.schedule_expression.as_deref().map(Schedule::parse).transpose();
    let schedule = schedule.map_err(|_| EventsError::invalid("Parameter ScheduleExpression is not valid."))?;
    let pattern = input.event_pattern.as_deref().map(Pattern::parse).transpose();
    let pattern = pattern.map_err(EventsError::InvalidPattern)?;
    let row = RuleRow {
        event_pattern: input.event_pattern,
        schedule_expression: input.schedule_expression,
        state: input.state.unwrap_or_else(|| ENABLED.to_owned()),
        description: input.description,
        role_arn: input.role_arn,
        created_by: ctx.account().to_owned(),
        tags: tag_map(input.tags.unwrap_or_default())?,
        next_fire: None,
        fire_task: None,
    };
    Ok(NewRule { row, pattern, schedule })
}
