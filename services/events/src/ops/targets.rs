//! PutTargets, RemoveTargets, ListTargetsByRule.

use std::sync::Arc;

use tradewind_cloud::{Access, Context, Denied};

use crate::Events;
use crate::api::{
    self, DeadLetterConfig, InputTransformer, ListTargetsByRuleRequest, ListTargetsByRuleResponse, PutTargetsRequest,
    PutTargetsResponse, RemoveTargetsRequest, RemoveTargetsResponse, RetryPolicy, SqsParameters,
};
use crate::error::EventsError;
use crate::names::{Arn, BusName};
use crate::page::Page;
use crate::target::{Destination, Target, TargetRow, TransformerRow};

/// Adds or replaces targets: all of them or none.
pub(crate) async fn put_targets(
    events: Arc<Events>,
    ctx: Context,
    input: PutTargetsRequest,
) -> Result<PutTargetsResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let targets = input.targets.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for (_, target) in &targets {
        let dead_letter = target.row.dead_letter.as_ref().and_then(Option::as_deref);
        std::iter::once(target.row.arn.as_str()).chain(dead_letter).try_for_each(|arn| may_be_sent_to(&ctx, arn))?;
    }
    events.bus(&bus).write(ctx.mark(), |tx, model| model.put_targets(tx, &bus, &input.rule, targets))?;
    Ok(PutTargetsResponse { failed_entry_count: Some(0), failed_entries: Some(Vec::new()) })
}

/// Whether the caller may have events sent there. Rules deliver as the service, so whom a rule serves is settled here.
fn may_be_sent_to(ctx: &Context, arn: &str) -> Result<(), Denied> {
    let Some(Arn { account, .. }) = Arn::parse(arn) else { return Ok(()) };
    ctx.may_reach(account, || Access { action: ["events:", ctx.operation()].concat(), resource: arn.to_owned() })
}

fn read(target: api::Target) -> Result<(String, Target), EventsError> {
    // A kind of target that is not built is the better reason than its parameters.
    Destination::of(&target.arn)?;
    let foreign = [
        ("KinesisParameters", target.kinesis_parameters.is_some()),
        ("RunCommandParameters", target.run_command_parameters.is_some()),
        ("EcsParameters", target.ecs_parameters.is_some()),
        ("BatchParameters", target.batch_parameters.is_some()),
        ("HttpParameters", target.http_parameters.is_some()),
        ("RedshiftDataParameters", target.redshift_data_parameters.is_some()),
        ("SageMakerPipelineParameters", target.sage_maker_pipeline_parameters.is_some()),
        ("AppSyncParameters", target.app_sync_parameters.is_some()),
    ];
    if let Some((name, _)) = foreign.iter().find(|(_, given)| *given) {
        let text = format!("Parameter(s) {name} are not valid for target: {}.", target.id);
        return Err(EventsError::invalid(text));
    }
    let number = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let row = TargetRow {
        arn: target.arn,
        role_arn: target.role_arn,
        input: target.input,
        input_path: target.input_path,
        transformer: target
            .input_transformer
            .map(|given| TransformerRow { paths: given.input_paths_map, template: given.input_template }),
        sqs: target.sqs_parameters.map(|given| given.message_group_id),
        dead_letter: target.dead_letter_config.map(|given| given.arn),
        retry: target
            .retry_policy
            .map(|given| (number(given.maximum_retry_attempts), number(given.maximum_event_age_in_seconds))),
    };
    let checked = Target::given(&target.id, row)?;
    Ok((target.id, checked))
}

/// Takes targets away. `Force` is for rules that services of AWS manage; there are none.
pub(crate) async fn remove_targets(
    events: Arc<Events>,
    ctx: Context,
    input: RemoveTargetsRequest,
) -> Result<RemoveTargetsResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.remove_targets(tx, &bus, &input.rule, &input.ids))?;
    Ok(RemoveTargetsResponse { failed_entry_count: Some(0), failed_entries: Some(Vec::new()) })
}

/// Lists the targets of a rule in the order of their ids.
pub(crate) async fn list_targets_by_rule(
    events: Arc<Events>,
    ctx: Context,
    input: ListTargetsByRuleRequest,
) -> Result<ListTargetsByRuleResponse, EventsError> {
    let bus = BusName::given(&ctx, input.event_bus_name.as_deref())?;
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    events.bus(&bus).read(ctx.mark(), |_, model| {
        let rule = model.require_rule(&bus, &input.rule)?;
        let targets = rule.targets.iter().filter(|(id, _)| Some(*id) > page.after.as_ref());
        let (targets, next_token) = page.take(targets, |(id, _)| id);
        let targets = targets.into_iter().map(|(id, target)| shown(id, &target.row));
        Ok(ListTargetsByRuleResponse { targets: Some(targets.collect()), next_token })
    })
}

fn shown(id: &str, row: &TargetRow) -> api::Target {
    let number = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
    api::Target {
        id: id.to_owned(),
        arn: row.arn.clone(),
        role_arn: row.role_arn.clone(),
        input: row.input.clone(),
        input_path: row.input_path.clone(),
        input_transformer: row.transformer.as_ref().map(|transformer| InputTransformer {
            input_paths_map: transformer.paths.clone(),
            input_template: transformer.template.clone(),
        }),
        sqs_parameters: row.sqs.clone().map(|message_group_id| SqsParameters { message_group_id }),
        dead_letter_config: row.dead_letter.clone().map(|arn| DeadLetterConfig { arn }),
        retry_policy: row.retry.map(|(attempts, age)| RetryPolicy {
            maximum_retry_attempts: number(attempts),
            maximum_event_age_in_seconds: number(age),
        }),
        ..api::Target::default()
    }
}
