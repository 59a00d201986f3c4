//! Activities.

use std::sync::Arc;
use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_states_lang::Event;
use tradewind_store::{decode, prefix};

use super::machines::own_key;
use super::page::Page;
use super::tags::checked;
use crate::api::{
    ActivityListItem, CreateActivityInput, CreateActivityOutput, DeleteActivityInput, DeleteActivityOutput,
    DescribeActivityInput, DescribeActivityOutput, GetActivityTaskInput, GetActivityTaskOutput, ListActivitiesInput,
    ListActivitiesOutput,
};
use crate::engine::{Forget, within};
use crate::error::StatesError;
use crate::record::{Activity, Asked, Holder};
use crate::{States, keys, names};

/// How long a worker waits for a task. AWS: 60 seconds.
const WAIT: Duration = Duration::from_secs(60);

/// Makes an activity. The same once more is no mistake.
pub(crate) async fn create_activity(
    states: Arc<States>,
    ctx: Context,
    input: CreateActivityInput,
) -> Result<CreateActivityOutput, StatesError> {
    names::check(&input.name)?;
    if input.encryption_configuration.as_ref().is_some_and(|encryption| encryption.r#type != "AWS_OWNED_KEY") {
        let text = "encryptionConfiguration with a key of one's own is not built into this server yet.";
        return Err(StatesError::validation(text));
    }
    let tags = checked(input.tags.unwrap_or_default())?;
    states.own(&ctx).write(ctx.mark(), |tx, ()| {
        let activity = match Activity::find(tx.view(), &input.name)? {
            Some(known) => known,
            None => {
                let created = tx.now().as_micros();
                let activity = Activity { name: input.name.clone(), created, tags, next: 0 };
                activity.save(tx);
                activity
            }
        };
        Ok(CreateActivityOutput {
            activity_arn: names::activity_arn(ctx.account(), ctx.region(), &activity.name),
            creation_date: Timestamp::from_micros(activity.created),
        })
    })
}

/// Describes an activity.
pub(crate) async fn describe_activity(
    states: Arc<States>,
    ctx: Context,
    input: DescribeActivityInput,
) -> Result<DescribeActivityOutput, StatesError> {
    let name = names::activity(&ctx, &input.activity_arn)?;
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let activity = Activity::find(*view, &name)?.ok_or_else(|| StatesError::no_activity(&input.activity_arn))?;
        Ok(DescribeActivityOutput {
            activity_arn: input.activity_arn.clone(),
            name: activity.name,
            creation_date: Timestamp::from_micros(activity.created),
            encryption_configuration: Some(own_key()),
        })
    })
}

/// Deletes an activity; what is not there is deleted.
pub(crate) async fn delete_activity(
    states: Arc<States>,
    ctx: Context,
    input: DeleteActivityInput,
) -> Result<DeleteActivityOutput, StatesError> {
    let name = names::activity(&ctx, &input.activity_arn)?;
    states.own(&ctx).write(ctx.mark(), |tx, ()| {
        tx.delete(keys::activity(&name));
        Ok(DeleteActivityOutput {})
    })
}

/// Lists activities by name.
pub(crate) async fn list_activities(
    states: Arc<States>,
    ctx: Context,
    input: ListActivitiesInput,
) -> Result<ListActivitiesOutput, StatesError> {
    let page = Page::asked(input.next_token.as_deref(), input.max_results)?;
    states.own(&ctx).read(ctx.mark(), |view, ()| {
        let (activities, next_token) = page.take(view.scan(prefix(keys::activities())), false, |_, row| {
            let activity: Activity = decode(row)?;
            Ok::<_, StatesError>(Some(ActivityListItem {
                activity_arn: names::activity_arn(ctx.account(), ctx.region(), &activity.name),
                name: activity.name,
                creation_date: Timestamp::from_micros(activity.created),
            }))
        })?;
        Ok(ListActivitiesOutput { activities, next_token })
    })
}

/// Gives a worker the task that has waited longest, or none after a minute.
pub(crate) async fn get_activity_task(
    states: Arc<States>,
    ctx: Context,
    input: GetActivityTaskInput,
) -> Result<GetActivityTaskOutput, StatesError> {
    let name = names::activity(&ctx, &input.activity_arn)?;
    let cell = keys::cell(ctx.account(), ctx.region());
    let waiting = states.waiters.of(&cell, &name);
    let deadline = states.parts.clock.now() + WAIT;
    loop {
        let told = waiting.notified();
        if let Some(asked) = take(&states, &ctx, &name, &input)? {
            return Ok(GetActivityTaskOutput { task_token: Some(asked.token), input: Some(asked.input) });
        }
        tokio::select! {
            () = told => {}
            _awake = states.parts.clock.sleep_until(deadline) => return Ok(GetActivityTaskOutput::default()),
        }
    }
}

fn take(
    states: &States,
    ctx: &Context,
    name: &str,
    input: &GetActivityTaskInput,
) -> Result<Option<Asked>, StatesError> {
    let found = states.own(ctx).write(ctx.mark(), |tx, ()| {
        if Activity::find(tx.view(), name)?.is_none() {
            return Err(StatesError::no_activity(&input.activity_arn));
        }
        let Some(row) = tx.scan(prefix(keys::waiting_for(name))).next() else { return Ok(None) };
        let (key, row) = row?;
        let asked: Asked = decode(&row)?;
        tx.delete(key);
        Ok(Holder::find(tx.view(), &asked.token)?.map(|holder| (asked, holder)))
    })?;
    let Some((asked, holder)) = found else { return Ok(None) };
    let of = Forget {
        account: ctx.account().to_owned(),
        region: ctx.region().to_owned(),
        machine: holder.machine,
        name: holder.execution,
    };
    within(states, &of, ctx.mark(), |desk| {
        if let Some(pending) = desk.execution.waiting(holder.task) {
            pending.row = None;
        }
        desk.hear(Event::TaskStarted(holder.task, input.worker_name.clone()))
    })?;
    Ok(Some(asked))
}
