//! The operations: thin handlers, one file for each or for a small family.

mod attributes;
mod change_visibility;
mod create_queue;
mod dead_letters;
mod delete_message;
mod list_queues;
mod move_tasks;
mod permissions;
mod queues;
mod receive_message;
mod send_message;
mod send_message_batch;
mod tags;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::TryFutureExt;
use tradewind_cloud::{Context, Operations};

use crate::Sqs;
use crate::api::BatchResultErrorEntry;
use crate::error::SqsError;
use crate::limits::{BATCH_ENTRIES, ID_CHARS, LIST_RESULTS};

/// A handler whose errors are worded for the caller's protocol.
macro_rules! worded {
    ($handler:path) => {
        |sqs: Arc<Sqs>, ctx: Context, input| {
            let protocol = ctx.protocol();
            $handler(sqs, ctx, input).map_err(move |error: SqsError| error.worded_for(protocol))
        }
    };
}

/// The operation table.
pub(crate) fn table(sqs: Arc<Sqs>) -> Operations {
    Operations::new(sqs)
        .add("AddPermission", worded!(permissions::add_permission))
        .add("CancelMessageMoveTask", worded!(move_tasks::cancel_message_move_task))
        .add("ChangeMessageVisibility", worded!(change_visibility::change_message_visibility))
        .add("ChangeMessageVisibilityBatch", worded!(change_visibility::change_message_visibility_batch))
        .add("CreateQueue", worded!(create_queue::create_queue))
        .add("DeleteMessage", worded!(delete_message::delete_message))
        .add("DeleteMessageBatch", worded!(delete_message::delete_message_batch))
        .add("DeleteQueue", worded!(queues::delete_queue))
        .add("GetQueueAttributes", worded!(attributes::get_queue_attributes))
        .add("GetQueueUrl", worded!(queues::get_queue_url))
        .add("ListDeadLetterSourceQueues", worded!(dead_letters::list_dead_letter_source_queues))
        .add("ListMessageMoveTasks", worded!(move_tasks::list_message_move_tasks))
        .add("ListQueueTags", worded!(tags::list_queue_tags))
        .add("ListQueues", worded!(list_queues::list_queues))
        .add("PurgeQueue", worded!(queues::purge_queue))
        .add("ReceiveMessage", worded!(receive_message::receive_message))
        .add("RemovePermission", worded!(permissions::remove_permission))
        .add("SendMessage", worded!(send_message::send_message))
        .add("SendMessageBatch", worded!(send_message_batch::send_message_batch))
        .add("SetQueueAttributes", worded!(attributes::set_queue_attributes))
        .add("StartMessageMoveTask", worded!(move_tasks::start_message_move_task))
        .add("TagQueue", worded!(tags::tag_queue))
        .add("UntagQueue", worded!(tags::untag_queue))
        .into()
}

/// Checks a batch's entries as AWS does: their number, the form of their ids, and that no two ids are the same.
fn check_batch<'a>(entry: &'static str, ids: impl ExactSizeIterator<Item = &'a str> + Clone) -> Result<(), SqsError> {
    match ids.len() {
        0 => return Err(SqsError::EmptyBatch(entry)),
        count if count > BATCH_ENTRIES => return Err(SqsError::TooManyEntries(count)),
        _ => {}
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if ids.clone().any(|id| id.is_empty() || id.len() > ID_CHARS || !id.bytes().all(plain)) {
        return Err(SqsError::InvalidBatchEntryId);
    }
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(SqsError::BatchEntryIdsNotDistinct(id.to_owned()));
        }
    }
    Ok(())
}

/// A failed entry of a batch.
fn failed(id: &str, error: &SqsError) -> BatchResultErrorEntry {
    let (code, message) = error.of_entry();
    BatchResultErrorEntry {
        id: id.to_owned(),
        sender_fault: !matches!(error, SqsError::Store(_)),
        code: code.to_owned(),
        message: Some(message),
    }
}

/// A list that AWS leaves out when it is empty.
fn unless_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// How many results a listing returns at most.
fn page_size(max_results: Option<i32>) -> Result<usize, SqsError> {
    let Some(max) = max_results else { return Ok(1_000) };
    if !LIST_RESULTS.contains(&max) {
        let text =
            "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.";
        return Err(SqsError::InvalidParameter(text.into()));
    }
    Ok(usize::try_from(max).unwrap_or(1_000))
}
