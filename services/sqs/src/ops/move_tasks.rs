//! StartMessageMoveTask, CancelMessageMoveTask and ListMessageMoveTasks.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use super::unless_empty;
use crate::Sqs;
use crate::api::{
    CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult, ListMessageMoveTasksRequest, ListMessageMoveTasksResult,
    ListMessageMoveTasksResultEntry, StartMessageMoveTaskRequest, StartMessageMoveTaskResult,
};
use crate::control;
use crate::directory::Handle;
use crate::error::SqsError;
use crate::keys;
use crate::limits::{MOVE_TASKS, MOVES_PER_SECOND};
use crate::queue::move_task::{MoveTask, Status, TaskHandle};
use crate::url::{self, QueueArn};

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html>
pub(crate) async fn start_message_move_task(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: StartMessageMoveTaskRequest,
) -> Result<StartMessageMoveTaskResult, SqsError> {
    let rate = input.max_number_of_messages_per_second.map(check_rate).transpose()?;
    let source = find(&sqs, &ctx, &input.source_arn, "SourceArn")?;
    let name = &source.name;
    let control = keys::control_cell(&name.account, &name.region);
    if !control::has_sources(&sqs.parts.store, ctx.mark(), &control, &name.name)? {
        return Err(SqsError::InvalidParameter("Source queue must be configured as a Dead Letter Queue.".into()));
    }
    if let Some(destination) = &input.destination_arn {
        let target = find(&sqs, &ctx, destination, "DestinationArn")?;
        if target.arn == source.arn {
            return Err(SqsError::InvalidParameter(
                "Source queue arn and destination queue arn cannot be the same.".into(),
            ));
        }
        if url::is_fifo(&target.name.name) != url::is_fifo(&name.name) {
            return Err(SqsError::InvalidParameter("Source and destination queues must be of the same type.".into()));
        }
    }
    let handle =
        source.cell.write(ctx.mark(), |tx, queue| queue.start_move(tx, input.destination_arn.clone(), rate))?;
    Ok(StartMessageMoveTaskResult { task_handle: Some(handle.print()) })
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html>
pub(crate) async fn cancel_message_move_task(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: CancelMessageMoveTaskRequest,
) -> Result<CancelMessageMoveTaskResult, SqsError> {
    if input.task_handle.is_empty() {
        return Err(SqsError::missing("TaskHandle"));
    }
    let task = TaskHandle::parse(&input.task_handle)?;
    let source = find(&sqs, &ctx, &task.source, "SourceArn")?;
    let moved = source.cell.write(ctx.mark(), |tx, queue| queue.cancel_move(tx, &task.id))?;
    Ok(CancelMessageMoveTaskResult { approximate_number_of_messages_moved: Some(long(moved)) })
}

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html>
pub(crate) async fn list_message_move_tasks(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ListMessageMoveTasksRequest,
) -> Result<ListMessageMoveTasksResult, SqsError> {
    let max = input.max_results.unwrap_or(1);
    let limit = usize::try_from(max)
        .ok()
        .filter(|max| (1..=MOVE_TASKS).contains(max))
        .ok_or_else(|| SqsError::invalid("MaxResults", max.to_string(), "You must enter a value between 1 and 10"))?;
    let source = find(&sqs, &ctx, &input.source_arn, "SourceArn")?;
    let tasks = source.cell.read(ctx.mark(), |_, queue| queue.list_moves(limit))?;
    Ok(ListMessageMoveTasksResult { results: unless_empty(tasks.into_iter().map(show).collect()) })
}

/// A queue by an ARN that the call names in `parameter`.
fn find(sqs: &Sqs, ctx: &Context, arn: &str, parameter: &'static str) -> Result<Arc<Handle>, SqsError> {
    if arn.is_empty() {
        return Err(SqsError::missing(parameter));
    }
    let Some(QueueArn { region, account, name }) = url::parse_arn(arn) else {
        let text = format!(
            "You must use this format to specify the {parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"
        );
        return Err(SqsError::InvalidParameter(text.into()));
    };
    url::may_reach(ctx, account, region, name)?;
    let missing = || {
        SqsError::ResourceNotFound(
            format!("The resource that you specified for the {parameter} parameter doesn't exist.").into(),
        )
    };
    let handle = sqs.directory.find_arn(&sqs.parts.store, ctx.mark(), arn)?.ok_or_else(missing)?;
    match handle.cell.read(ctx.mark(), |_, queue| queue.record().map(|_| ())) {
        Err(SqsError::QueueDoesNotExist) => Err(missing()),
        other => other.map(|()| handle),
    }
}

fn check_rate(rate: i32) -> Result<u32, SqsError> {
    if !MOVES_PER_SECOND.contains(&rate) {
        let reason = "You must enter a value between 1 and 500";
        return Err(SqsError::invalid("MaxNumberOfMessagesPerSecond", rate.to_string(), reason));
    }
    Ok(rate.unsigned_abs())
}

fn show(task: MoveTask) -> ListMessageMoveTasksResultEntry {
    let handle = TaskHandle { id: task.id, source: task.source.clone() };
    ListMessageMoveTasksResultEntry {
        task_handle: (task.status == Status::Running).then(|| handle.print()),
        status: Some(task.status.name().to_owned()),
        source_arn: Some(task.source),
        destination_arn: task.destination,
        max_number_of_messages_per_second: task.rate.and_then(|rate| i32::try_from(rate).ok()),
        approximate_number_of_messages_moved: Some(long(task.moved)),
        approximate_number_of_messages_to_move: Some(long(task.to_move)),
        failure_reason: task.failure,
        started_timestamp: Some(long(Timestamp::from_micros(task.started).as_millis())),
    }
}

fn long(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
