//! A stand-in for SQS that keeps what it gets, and fails when told to.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_wire::{ApiError, Fault, Protocol, Shape};

/// A message that was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Message {
    pub(crate) body: String,
    pub(crate) group: Option<String>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) trace: Option<String>,
}

/// How a queue takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// There is no such queue.
    Missing,
    /// Nobody may send.
    Forbidden,
    /// The service is out of order.
    Down,
    /// Messages whose body has this text are refused for the moment, the others taken.
    Picky(&'static str),
    /// Messages whose body has this text are refused for good, the others taken.
    Strict(&'static str),
}

/// All queues, by account/name.
#[derive(Default)]
pub(crate) struct Queues {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    moods: BTreeMap<String, Mood>,
    messages: BTreeMap<String, Vec<Message>>,
    calls: Vec<(String, usize)>,
}

impl Queues {
    /// Changes how a queue takes messages; none: well.
    pub(crate) fn set(&self, queue: &str, mood: Option<Mood>) {
        let mut state = self.state.lock();
        state.moods.remove(queue);
        state.moods.extend(mood.map(|mood| (queue.to_owned(), mood)));
    }

    /// Takes all messages out of a queue.
    pub(crate) fn take(&self, queue: &str) -> Vec<Message> {
        self.state.lock().messages.remove(queue).unwrap_or_default()
    }

    /// The bodies of all messages of a queue, which are taken out.
    pub(crate) fn bodies(&self, queue: &str) -> Vec<String> {
        self.take(queue).into_iter().map(|message| message.body).collect()
    }

    /// Every call so far: the queue and the number of messages.
    pub(crate) fn calls(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut self.state.lock().calls)
    }
}

static DEFINITION: Definition = Definition {
    name: "sqs",
    title: "Queues of a test",
    signing_names: &["sqs"],
    target_prefixes: &["AmazonSQS"],
    api_version: "2012-11-05",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::AwsJson10],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

pub(crate) struct Stub(Arc<Queues>);

impl Stub {
    pub(crate) fn new(_: Parts, queues: Arc<Queues>) -> Arc<Stub> {
        Arc::new(Stub(queues))
    }
}

impl Service for Stub {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("SendMessageBatch", send_message_batch).build()
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct SendMessageBatchRequest {
    #[shape(required)]
    queue_url: String,
    #[shape(required, length = 1..=10)]
    entries: Vec<Entry>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Entry {
    #[shape(required)]
    id: String,
    #[shape(required, length = 1..)]
    message_body: String,
    message_group_id: Option<String>,
    message_attributes: Option<BTreeMap<String, Attribute>>,
    message_system_attributes: Option<BTreeMap<String, Attribute>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Attribute {
    #[shape(required)]
    data_type: String,
    #[shape(required, length = 1..)]
    string_value: String,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct SendMessageBatchResult {
    successful: Option<Vec<Sent>>,
    failed: Option<Vec<NotSent>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Sent {
    id: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct NotSent {
    id: Option<String>,
    sender_fault: Option<bool>,
    code: Option<String>,
    message: Option<String>,
}

/// (code, message, status)
#[derive(Debug)]
struct Refused(&'static str, &'static str, u16);

impl ApiError for Refused {
    fn code(&self) -> &str {
        self.0
    }

    fn message(&self) -> String {
        self.1.to_owned()
    }

    fn fault(&self) -> Fault {
        if self.2 < 500 { Fault::Sender } else { Fault::Receiver }
    }

    fn status(&self) -> u16 {
        self.2
    }
}

async fn send_message_batch(
    stub: Arc<Stub>,
    _: Context,
    input: SendMessageBatchRequest,
) -> Result<SendMessageBatchResult, Refused> {
    let path: Vec<&str> = input.queue_url.rsplit('/').take(2).collect();
    let queue = [path[1], "/", path[0]].concat();
    let size: usize = input.entries.iter().map(|entry| entry.message_body.len()).sum();
    if size > 1_048_576 {
        // Several messages must be spread over calls; one that is too long alone is the queue's to refuse.
        assert_eq!(input.entries.len(), 1, "a batch of {size} bytes");
        let text = "Batch requests cannot be longer than 1048576 bytes.";
        return Err(Refused("BatchRequestTooLong", text, 400));
    }
    let mut state = stub.0.state.lock();
    state.calls.push((queue.clone(), input.entries.len()));
    let mood = state.moods.get(&queue).copied();
    match mood {
        Some(Mood::Missing) => return Err(Refused("QueueDoesNotExist", "The specified queue does not exist.", 400)),
        Some(Mood::Forbidden) => {
            return Err(Refused("AccessDeniedException", "Access to the resource is denied.", 400));
        }
        Some(Mood::Down) => return Err(Refused("InternalFailure", "out of order", 500)),
        _ => {}
    }
    let mut result = SendMessageBatchResult { successful: Some(Vec::new()), failed: Some(Vec::new()) };
    for entry in input.entries {
        let refusal = match mood {
            Some(Mood::Picky(text)) if entry.message_body.contains(text) => Some(("InternalError", false)),
            Some(Mood::Strict(text)) if entry.message_body.contains(text) => Some(("InvalidParameterValue", true)),
            _ => None,
        };
        if let Some((code, sender)) = refusal {
            result.failed.get_or_insert_default().push(NotSent {
                id: Some(entry.id),
                sender_fault: Some(sender),
                code: Some(code.to_owned()),
                message: Some("not this one".to_owned()),
            });
            continue;
        }
        let texts = |attributes: Option<BTreeMap<String, Attribute>>| -> BTreeMap<String, String> {
            let texts = attributes.unwrap_or_default().into_iter();
            texts.map(|(name, attribute)| (name, attribute.string_value)).collect()
        };
        let message = Message {
            body: entry.message_body,
            group: entry.message_group_id,
            attributes: texts(entry.message_attributes),
            trace: texts(entry.message_system_attributes).remove("AWSTraceHeader"),
        };
        state.messages.entry(queue.clone()).or_default().push(message);
        result.successful.get_or_insert_default().push(Sent { id: Some(entry.id) });
    }
    Ok(result)
}
