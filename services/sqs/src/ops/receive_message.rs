//! ReceiveMessage, with long polling.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use super::send_message::{check_token, sequence_text};
use super::unless_empty;
use crate::Sqs;
use crate::api::{Message, ReceiveMessageRequest, ReceiveMessageResult};
use crate::directory::Handle;
use crate::error::SqsError;
use crate::limits::{RECEIVE_MESSAGES, VISIBILITY_SECONDS, WAIT_SECONDS};
use crate::md5::hex;
use crate::message::{Content, id_text};
use crate::message_attributes::{Wanted, digest, show};
use crate::queue::Queue;
use crate::queue::receive::{Ask, Taken};

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>
pub(crate) async fn receive_message(
    sqs: Arc<Sqs>,
    ctx: Context,
    input: ReceiveMessageRequest,
) -> Result<ReceiveMessageResult, SqsError> {
    let handle = sqs.queue(&ctx, &input.queue_url)?;
    let ask = ask(&input)?;
    let wait = input.wait_time_seconds.map(wait_time).transpose()?;
    let show = Show::new(&input)?;
    let Look { mut taken, wait, .. } = look(&ctx, &handle, ask, wait).await?;
    if taken.is_empty() && wait > 0 {
        taken = wait_for(&sqs, &ctx, &handle, ask, wait).await?;
    } else if let Some(first) = taken.first() {
        handle.waiters.scheduled(first.entry.visible);
    }
    let fifo = crate::url::is_fifo(&handle.name.name);
    let messages = taken.iter().map(|taken| show.message(taken, fifo)).collect::<Result<Vec<_>, _>>()?;
    Ok(ReceiveMessageResult { messages: unless_empty(messages) })
}

/// What a look into the queue found.
struct Look {
    taken: Vec<Taken>,
    /// How long the receive may wait, in seconds: as the call says, or else the queue.
    wait: u32,
    /// When time will next make a message visible.
    next: Option<Timestamp>,
}

/// Looks into the queue once. Where many messages are set aside before one is found, that takes several transactions, between
/// which others have their turn.
async fn look(ctx: &Context, handle: &Handle, ask: Ask<'_>, wait: Option<u32>) -> Result<Look, SqsError> {
    loop {
        let (found, unseen) = handle.cell.write(ctx.mark(), |tx, queue: &mut Queue| {
            let wait = wait.unwrap_or(queue.attributes()?.wait_time);
            let taken = queue.receive(tx, Ask { waits: wait > 0, ..ask })?;
            let unseen = taken.is_empty() && queue.can_give();
            Ok::<_, SqsError>((Look { taken, wait, next: queue.next_visible() }, unseen))
        })?;
        if !unseen {
            return Ok(found);
        }
        tokio::task::yield_now().await;
    }
}

/// Waits until there is something to receive, or `wait` seconds have passed.
async fn wait_for(sqs: &Sqs, ctx: &Context, handle: &Handle, ask: Ask<'_>, wait: u32) -> Result<Vec<Taken>, SqsError> {
    let clock = &sqs.parts.clock;
    let deadline = ctx.now() + Duration::from_secs(u64::from(wait));
    let waiting = handle.waiters.enter();
    let mut watcher = None;
    // Held until the next wait is announced: virtual time must not pass what this wake-up is about.
    let mut awake = None;
    loop {
        // From here on an arrival is remembered, so none is missed between looking and waiting.
        let mut arrival = pin!(waiting.arrival());
        arrival.as_mut().enable();
        watcher = watcher.or_else(|| waiting.watch());
        if let Some(watcher) = &watcher {
            watcher.deciding();
        }
        let Look { taken, next, .. } = look(ctx, handle, ask, Some(wait)).await?;
        if let Some(first) = taken.first() {
            handle.waiters.scheduled(first.entry.visible);
            return Ok(taken);
        }
        if clock.now() >= deadline {
            return Ok(taken);
        }
        let until = match &watcher {
            Some(watcher) => {
                let until = next.map_or(deadline, |next| next.min(deadline));
                watcher.until(until);
                until
            }
            None => deadline,
        };
        let sleep = clock.sleep_until(until);
        drop(awake);
        let sooner = async {
            match &watcher {
                Some(watcher) => watcher.sooner().await,
                None => std::future::pending().await,
            }
        };
        awake = tokio::select! {
            biased;
            () = arrival => None,
            () = sooner => None,
            awake = sleep => Some(awake),
        };
    }
}

fn ask(input: &ReceiveMessageRequest) -> Result<Ask<'_>, SqsError> {
    let max = input.max_number_of_messages.unwrap_or(1);
    if !RECEIVE_MESSAGES.contains(&max) {
        return Err(SqsError::invalid("MaxNumberOfMessages", max.to_string(), "Must be between 1 and 10, if provided"));
    }
    let visibility = input.visibility_timeout.map(visibility_timeout).transpose()?;
    check_token("ReceiveRequestAttemptId", input.receive_request_attempt_id.as_deref())?;
    Ok(Ask {
        max: usize::try_from(max).unwrap_or(1),
        visibility,
        attempt: input.receive_request_attempt_id.as_deref(),
        waits: false,
    })
}

fn visibility_timeout(seconds: i32) -> Result<u32, SqsError> {
    u32::try_from(seconds).ok().filter(|seconds| VISIBILITY_SECONDS.contains(seconds)).ok_or_else(|| {
        SqsError::invalid("VisibilityTimeout", seconds.to_string(), "Must be >= 0 and <= 43200, if provided")
    })
}

fn wait_time(seconds: i32) -> Result<u32, SqsError> {
    u32::try_from(seconds)
        .ok()
        .filter(|seconds| WAIT_SECONDS.contains(seconds))
        .ok_or_else(|| SqsError::invalid("WaitTimeSeconds", seconds.to_string(), "Must be >= 0 and <= 20, if provided"))
}

/// The system attributes a receiver can ask for.
const SYSTEM: &[&str] = &[
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
];

/// What a receiver wants to see of each message.
struct Show<'a> {
    system: Vec<&'static str>,
    attributes: Wanted<'a>,
}

impl<'a> Show<'a> {
    fn new(input: &'a ReceiveMessageRequest) -> Result<Show<'a>, SqsError> {
        let names = [&input.attribute_names, &input.message_system_attribute_names];
        let mut system = Vec::new();
        for name in names.into_iter().flatten().flatten() {
            match SYSTEM.iter().find(|known| *known == name) {
                Some(known) => system.push(*known),
                None if name == "All" => system.extend_from_slice(SYSTEM),
                // The old parameter is typed as the queue's attributes; those that no message has are not shown.
                None if crate::attributes::is_known(name) => {}
                None => return Err(SqsError::UnknownAttribute(name.clone())),
            }
        }
        Ok(Show { system, attributes: Wanted::new(input.message_attribute_names.as_ref()) })
    }

    fn message(&self, taken: &Taken, fifo: bool) -> Result<Message, SqsError> {
        let content = Content::decode(&taken.row)?;
        let mut system = BTreeMap::new();
        for name in &self.system {
            if let Some(value) = system_attribute(name, taken, &content, fifo) {
                system.insert((*name).to_owned(), value);
            }
        }
        let attributes = self.attributes.of(&content.attributes);
        let digest = digest(attributes.iter().copied());
        let shown: BTreeMap<_, _> =
            attributes.iter().map(|attribute| (attribute.name.to_owned(), show(attribute))).collect();
        Ok(Message {
            message_id: Some(id_text(&content.id)),
            receipt_handle: Some(taken.handle.clone()),
            md5_of_body: Some(hex(&content.md5)),
            body: Some(content.body.to_owned()),
            attributes: (!system.is_empty()).then_some(system),
            md5_of_message_attributes: digest.as_ref().map(hex),
            message_attributes: (!shown.is_empty()).then_some(shown),
        })
    }
}

fn system_attribute(name: &str, taken: &Taken, content: &Content<'_>, fifo: bool) -> Option<String> {
    let owned = |text: &str| text.to_owned();
    match name {
        "SenderId" => Some(owned(content.sender)),
        "SentTimestamp" => Some(taken.entry.sent.as_millis().to_string()),
        "ApproximateReceiveCount" => Some(taken.entry.receives.to_string()),
        "ApproximateFirstReceiveTimestamp" => Some(taken.entry.first_received.as_millis().to_string()),
        "SequenceNumber" => fifo.then(|| sequence_text(taken.sequence)),
        "MessageDeduplicationId" => content.deduplication.map(owned),
        "MessageGroupId" => taken.group.as_deref().map(owned),
        "AWSTraceHeader" => content.trace.map(owned),
        "DeadLetterQueueSourceArn" => content.source.map(owned),
        _ => None,
    }
}
