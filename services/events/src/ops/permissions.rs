//! PutPermission and RemovePermission.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Events;
use crate::api::{PutPermissionRequest, RemovePermissionRequest};
use crate::error::EventsError;
use crate::limits;
use crate::names::BusName;
use crate::policy::{Grant, Policy};

/// Sets a bus's policy, or adds a statement to it.
pub(crate) async fn put_permission(
    events: Arc<Events>,
    ctx: Context,
    input: PutPermissionRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let whole = whole_policy(&input)?;
    let short = input.action.as_deref().zip(input.principal.as_deref()).zip(input.statement_id.as_deref());
    let resource = bus.arn();
    events.bus(&bus).write(ctx.mark(), |tx, model| {
        model.update(tx, &bus, |settings| {
            let policy = match (whole, short) {
                (Some(policy), _) => policy,
                (None, Some(((action, principal), id))) => {
                    let mut policy = settings.policy.as_deref().map_or_else(|| Ok(Policy::empty()), Policy::parse);
                    if let Ok(policy) = &mut policy {
                        let condition = input.condition.as_ref();
                        policy.grant(&Grant {
                            id,
                            action,
                            principal,
                            resource: &resource,
                            condition: condition.map(|given| (&*given.r#type, &*given.key, &*given.value)),
                        });
                    }
                    policy.map_err(|_| EventsError::invalid("The policy of the event bus can't be extended."))?
                }
                (None, None) => {
                    let text = "Parameter(s) Action, Principal and StatementId, or Policy must be specified.";
                    return Err(EventsError::invalid(text));
                }
            };
            let text = policy.text();
            if text.len() > limits::POLICY_BYTES {
                return Err(EventsError::PolicyTooLong);
            }
            settings.policy = Some(text);
            Ok(())
        })
    })
}

/// Checks both forms as far as they don't depend on the bus; answers the policy of the long one.
fn whole_policy(input: &PutPermissionRequest) -> Result<Option<Policy>, EventsError> {
    let short = input.action.is_some()
        || input.principal.is_some()
        || input.statement_id.is_some()
        || input.condition.is_some();
    if let Some(text) = &input.policy {
        if short {
            let text = "Policy can't be combined with Action, Principal, StatementId or Condition.";
            return Err(EventsError::invalid(text));
        }
        let policy = Policy::parse(text).map_err(|_| EventsError::invalid("Parameter Policy is not valid."))?;
        return Ok(Some(policy));
    }
    if input.action.as_deref().is_some_and(|action| action != "events:PutEvents") {
        return Err(EventsError::invalid("Provided value in parameter 'action' is not supported."));
    }
    if let Some(condition) = &input.condition
        && (condition.r#type != "StringEquals" || condition.key != "aws:PrincipalOrgID")
    {
        return Err(EventsError::invalid("Provided value in parameter 'condition' is not supported."));
    }
    Ok(None)
}

/// Takes a statement out of a bus's policy, or drops the policy.
pub(crate) async fn remove_permission(
    events: Arc<Events>,
    ctx: Context,
    input: RemovePermissionRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let all = input.remove_all_permissions.unwrap_or(false);
    if !all && input.statement_id.is_none() {
        return Err(EventsError::invalid("Parameter StatementId is required."));
    }
    events.bus(&bus).write(ctx.mark(), |tx, model| {
        model.update(tx, &bus, |settings| {
            let policy = settings.policy.as_deref().ok_or(EventsError::NoPolicy)?;
            let mut policy = Policy::parse(policy).map_err(|_| EventsError::NoPolicy)?;
            if !all && !policy.revoke(input.statement_id.as_deref().unwrap_or_default()) {
                return Err(EventsError::NoStatement);
            }
            settings.policy = (!all && !policy.is_empty()).then(|| policy.text());
            Ok(())
        })
    })
}
