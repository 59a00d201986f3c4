//! The cases that drive queues.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use serde_json::json;

use crate::client::{Client, Service};
use crate::dice::Dice;
use crate::error::Error;
use crate::load::drive::{Measured, Plan, Progress, Step, drive};
use crate::load::report::Figures;
use crate::load::site::Site;
use crate::load::template::{Ids, Template, message_body};
use crate::queue::{Queue, receipt_handles};

/// Messages that were acknowledged, over all connections.
pub type Tally = Rc<Cell<u64>>;

/// Most messages of one batch.
const BATCH: u64 = 10;
/// Empty answers in a row after which a queue that can't be empty is called broken.
const EMPTY_LIMIT: u32 = 100;

/// Sends 1 KiB messages, one or ten in a request.
pub struct Send {
    operation: &'static str,
    template: Template,
    ids: Ids,
    each: u64,
    sent: Tally,
    /// Messages still to be sent, over all connections; endless without a number.
    left: Option<Tally>,
}

impl Send {
    /// One message in a request.
    #[must_use]
    pub fn single(url: &str, lane: usize, sent: &Tally) -> Self {
        let body = message_body(&mut Dice::new(lane as u64));
        let input = json!({"QueueUrl": url, "MessageBody": body});
        Self::new("SendMessage", &input, lane, 1, sent)
    }

    /// Ten messages in a request.
    #[must_use]
    pub fn batch(url: &str, lane: usize, sent: &Tally) -> Self {
        let mut dice = Dice::new(lane as u64);
        let entries: Vec<_> = (0..BATCH)
            .map(|index| json!({"Id": format!("m{index}"), "MessageBody": message_body(&mut dice)}))
            .collect();
        let input = json!({"QueueUrl": url, "Entries": entries});
        Self::new("SendMessageBatch", &input, lane, BATCH, sent)
    }

    fn new(operation: &'static str, input: &serde_json::Value, lane: usize, each: u64, sent: &Tally) -> Self {
        Self {
            operation,
            template: Template::new(input.to_string()),
            ids: Ids::of_lane(lane),
            each,
            sent: Rc::clone(sent),
            left: None,
        }
    }

    fn claim(&self) -> bool {
        let Some(left) = &self.left else { return true };
        let claimed = left.get() >= self.each;
        left.set(left.get().saturating_sub(self.each));
        claimed
    }
}

impl Step for Send {
    async fn step(&mut self, client: &mut Client) -> Result<Progress, Error> {
        if !self.claim() {
            return Ok(Progress::Dry);
        }
        let body = self.template.fill(&mut self.ids);
        let answer = client.accepted(Service::Sqs, self.operation, body).await?;
        let taken = memchr::memmem::find_iter(answer, b"\"MessageId\"").count() as u64;
        if taken != self.each {
            let said = String::from_utf8_lossy(answer);
            return Err(Error::Unexpected(format!("{} took {taken} of {}: {said}", self.operation, self.each)));
        }
        self.sent.set(self.sent.get() + self.each);
        Ok(Progress::Done)
    }
}

/// Sends one message, receives one and deletes what it received.
struct SendReceiveDelete {
    send: Send,
    receive: String,
    url: String,
    deleted: Tally,
    empty: Tally,
}

impl Step for SendReceiveDelete {
    async fn step(&mut self, client: &mut Client) -> Result<Progress, Error> {
        self.send.step(client).await?;
        let delete = self.receive_one(client).await?;
        client.accepted(Service::Sqs, "DeleteMessage", delete.as_bytes()).await?;
        self.deleted.set(self.deleted.get() + 1);
        Ok(Progress::Done)
    }
}

impl SendReceiveDelete {
    /// The request that deletes the received message. Every connection has sent before it receives, so one is always
    /// there; an empty answer is allowed to a queue, but counted.
    async fn receive_one(&mut self, client: &mut Client) -> Result<String, Error> {
        for _ in 0..EMPTY_LIMIT {
            let answer = client.accepted(Service::Sqs, "ReceiveMessage", self.receive.as_bytes()).await?;
            if let Some(handle) = receipt_handles(answer)?.first() {
                return Ok(json!({"QueueUrl": self.url, "ReceiptHandle": handle}).to_string());
            }
            self.empty.set(self.empty.get() + 1);
        }
        Err(Error::Unexpected(format!("{EMPTY_LIMIT} empty answers from a queue that holds messages")))
    }
}

/// Receives up to ten messages and deletes them.
struct ReceiveBatch {
    receive: String,
    url: String,
    deleted: Tally,
}

impl Step for ReceiveBatch {
    async fn step(&mut self, client: &mut Client) -> Result<Progress, Error> {
        let answer = client.accepted(Service::Sqs, "ReceiveMessage", self.receive.as_bytes()).await?;
        let entries: Vec<_> = receipt_handles(answer)?
            .into_iter()
            .enumerate()
            .map(|(index, handle)| json!({"Id": format!("m{index}"), "ReceiptHandle": handle}))
            .collect();
        if entries.is_empty() {
            return Ok(Progress::Dry);
        }
        let count = entries.len() as u64;
        let delete = json!({"QueueUrl": self.url, "Entries": entries}).to_string();
        let answer = client.accepted(Service::Sqs, "DeleteMessageBatch", delete.as_bytes()).await?;
        if memchr::memmem::find(answer, b"\"Code\"").is_some() {
            let said = String::from_utf8_lossy(answer);
            return Err(Error::Unexpected(format!("DeleteMessageBatch refused entries: {said}")));
        }
        self.deleted.set(self.deleted.get() + count);
        Ok(Progress::Done)
    }
}

/// SendMessage, 1 KiB.
///
/// # Errors
/// Anything that makes the figure doubtful, a wrong number of messages in the queue included.
pub async fn send(site: &Site, connections: usize, plan: Plan) -> Result<Figures, Error> {
    let queue = make(site, "send").await?;
    let sent = Tally::default();
    let steps = lanes(connections, |lane| Send::single(&queue.url, lane, &sent));
    let measured = drive(site, steps, plan).await?;
    conserved(site, &queue, sent.get()).await?;
    Ok(Figures::of(&measured, 1))
}

/// SendMessageBatch, ten of 1 KiB; an operation is a batch.
///
/// # Errors
/// As [`send`].
pub async fn send_batch(site: &Site, connections: usize, plan: Plan) -> Result<Figures, Error> {
    let queue = make(site, "send-batch").await?;
    let sent = Tally::default();
    let steps = lanes(connections, |lane| Send::batch(&queue.url, lane, &sent));
    let measured = drive(site, steps, plan).await?;
    conserved(site, &queue, sent.get()).await?;
    let mut figures = Figures::of(&measured, 1);
    figures.notes.push(messages_note(&measured, BATCH));
    Ok(figures)
}

/// SendMessage, ReceiveMessage of one, DeleteMessage; an operation is the three.
///
/// # Errors
/// As [`send`].
pub async fn send_receive_delete(site: &Site, connections: usize, plan: Plan) -> Result<Figures, Error> {
    let queue = make(site, "send-receive-delete").await?;
    let [sent, deleted, empty] = [Tally::default(), Tally::default(), Tally::default()];
    let steps = lanes(connections, |lane| SendReceiveDelete {
        send: Send::single(&queue.url, lane, &sent),
        receive: json!({"QueueUrl": queue.url, "MaxNumberOfMessages": 1}).to_string(),
        url: queue.url.clone(),
        deleted: Rc::clone(&deleted),
        empty: Rc::clone(&empty),
    });
    let measured = drive(site, steps, plan).await?;
    conserved(site, &queue, sent.get() - deleted.get()).await?;
    let mut figures = Figures::of(&measured, 1);
    if empty.get() > 0 {
        let note = format!("{} empty answers among {} receives", empty.get(), deleted.get());
        figures.notes.push(note);
    }
    Ok(figures)
}

/// ReceiveMessage of ten and DeleteMessageBatch, from a queue that was filled before; an operation is the two.
///
/// # Errors
/// As [`send`]; and when the queue was empty before anything could be measured.
pub async fn receive_batch(site: &Site, connections: usize, plan: Plan) -> Result<Figures, Error> {
    let queue = make(site, "receive-batch").await?;
    let stock = 60_000 * (plan.warm_up + plan.measured).as_secs().max(1);
    let stock = fill(site, &queue, connections, stock).await?;
    let deleted = Tally::default();
    let steps = lanes(connections, |_| ReceiveBatch {
        receive: json!({"QueueUrl": queue.url, "MaxNumberOfMessages": BATCH}).to_string(),
        url: queue.url.clone(),
        deleted: Rc::clone(&deleted),
    });
    let measured = drive(site, steps, plan).await?;
    conserved(site, &queue, stock - deleted.get()).await?;
    if measured.length < plan.measured / 4 {
        return Err(Error::Unexpected(format!("{stock} messages were gone before much could be measured")));
    }
    let mut figures = Figures::of(&measured, 1);
    figures.notes.push(messages_note(&measured, BATCH));
    Ok(figures)
}

/// Sends so many messages in batches and returns how many the server took, which are all.
///
/// # Errors
/// When it takes longer than 3 minutes, or the queue does not hold them afterwards.
pub async fn fill(site: &Site, queue: &Queue, connections: usize, messages: u64) -> Result<u64, Error> {
    let messages = messages - messages % BATCH;
    let sent = Tally::default();
    let left = Rc::new(Cell::new(messages));
    let steps = lanes(connections, |lane| {
        let mut send = Send::batch(&queue.url, lane, &sent);
        send.left = Some(Rc::clone(&left));
        send
    });
    let plan = Plan { warm_up: Duration::ZERO, measured: Duration::from_secs(180) };
    drive(site, steps, plan).await?;
    if sent.get() != messages {
        return Err(Error::Unexpected(format!("only {} of {messages} messages sent in 3 minutes", sent.get())));
    }
    conserved(site, queue, messages).await?;
    Ok(messages)
}

/// Makes the queue of a case.
///
/// # Errors
/// Whatever the server refuses.
pub async fn make(site: &Site, name: &str) -> Result<Queue, Error> {
    // A server that runs on after us must not hand the next run this run's messages.
    let name = format!("load-{name}-{:08x}", crate::watch::unix_seconds());
    Queue::create(&mut site.client().await?, &name, json!({})).await
}

async fn conserved(site: &Site, queue: &Queue, expected: u64) -> Result<(), Error> {
    let counts = queue.counts(&mut site.client().await?).await?;
    if counts.total() == expected {
        return Ok(());
    }
    Err(Error::Unexpected(format!("the queue should hold {expected} messages, but says {counts:?}")))
}

fn lanes<S>(connections: usize, make: impl FnMut(usize) -> S) -> Vec<S> {
    (0..connections).map(make).collect()
}

fn messages_note(measured: &Measured, each: u64) -> String {
    let rate = (measured.operations * each) as f64 / measured.length.as_secs_f64();
    format!("{} messages/s", crate::load::report::number(Some(rate), 0))
}
