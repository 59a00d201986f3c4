//! ListRules and ListRuleNamesByTarget.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Events;
use crate::api::{
    ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse, ListRulesRequest, ListRulesResponse, Rule,
};
use crate::error::EventsError;
use crate::names::BusName;
use crate::page::Page;

/// Lists the rules of a bus in the order of their names.
pub(crate) async fn list_rules(
    events: Arc<Events>,
    ctx: Context,
    input: ListRulesRequest,
) -> Result<ListRulesResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let wanted = input.name_prefix.as_deref().unwrap_or_default();
    events.bus(&bus).read(ctx.mark(), |_, model| {
        model.require(&bus)?;
        let rules = model.rules_after(page.after.as_deref()).filter(|(name, _)| name.starts_with(wanted));
        let (rules, next_token) = page.take(rules, |(name, _)| name);
        let rules = rules.into_iter().map(|(name, rule)| Rule {
            name: Some(name.to_owned()),
            arn: Some(bus.rule_arn(name)),
            event_pattern: rule.row.event_pattern.clone(),
            state: Some(rule.row.state.clone()),
            description: rule.row.description.clone(),
            schedule_expression: rule.row.schedule_expression.clone(),
            role_arn: rule.row.role_arn.clone(),
            managed_by: None,
            event_bus_name: Some(bus.name.clone()),
        });
        Ok(ListRulesResponse { rules: Some(rules.collect()), next_token })
    })
}

/// Names the rules of a bus that have a target with this ARN.
pub(crate) async fn list_rule_names_by_target(
    events: Arc<Events>,
    ctx: Context,
    input: ListRuleNamesByTargetRequest,
) -> Result<ListRuleNamesByTargetResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    events.bus(&bus).read(ctx.mark(), |_, model| {
        model.require(&bus)?;
        let names = model
            .rules_after(page.after.as_deref())
            .filter(|(_, rule)| rule.targets.values().any(|target| target.row.arn == input.target_arn))
            .map(|(name, _)| name.to_owned());
        let (names, next_token) = page.take(names, |name| name);
        Ok(ListRuleNamesByTargetResponse { rule_names: Some(names), next_token })
    })
}
