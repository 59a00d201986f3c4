//! Notifications go out.

use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::{Random, Timestamp};
use tradewind_cloud::Origin;
use tradewind_store::{Decoder, Encoder, Outcome, StoreError, TaskRun, Tx};
use tradewind_wire::{Arn, Document, ErrorDocument, Fault};

use super::config::To;
use super::destination::{PRINCIPAL, queue_url};
use crate::bucket::BucketRecord;
use crate::{S3, keys};

const VERSION: u8 = 1;

/// How long a destination that is out of order is tried.
const PATIENCE: Duration = Duration::from_secs(86_400);
const FIRST_WAIT_MICROS: u64 = 1_000_000;
const LONGEST_WAIT_MICROS: u64 = 500_000_000;

const QUEUE: u8 = 0;
const FUNCTION: u8 = 1;
const BUS: u8 = 2;

/// The payload of a task that delivers one message: all that delivering needs, as it stood when the event happened.
#[derive(Debug)]
pub(super) struct Delivery {
    to: u8,
    /// The destination's ARN; for EventBridge the detail's type.
    target: String,
    /// The bucket's account, region and ARN.
    account: String,
    region: String,
    source: String,
    /// When it happened.
    at: Timestamp,
    /// The message; for EventBridge the detail.
    text: String,
}

impl Delivery {
    /// A message to a queue or a function.
    pub(super) fn new(bucket: &BucketRecord, to: To, arn: &str, text: String) -> Delivery {
        let to = if to == To::Queue { QUEUE } else { FUNCTION };
        Delivery::from(bucket, to, arn, Timestamp::ZERO, text)
    }

    /// A message to the default bus of the bucket's account and region.
    pub(super) fn to_bus(bucket: &BucketRecord, kind: &str, at: Timestamp, detail: String) -> Delivery {
        Delivery::from(bucket, BUS, kind, at, detail)
    }

    fn from(bucket: &BucketRecord, to: u8, target: &str, at: Timestamp, text: String) -> Delivery {
        Delivery {
            to,
            target: target.to_owned(),
            account: bucket.account.clone(),
            region: bucket.region.clone(),
            source: bucket.arn(),
            at,
            text,
        }
    }

    /// Notes the delivery as a task of this transaction.
    pub(super) fn note(&self, tx: &mut Tx<'_>) {
        tx.task(tx.now(), keys::NOTIFY, self.encode());
    }

    fn encode(&self) -> Bytes {
        Encoder::with_capacity(VERSION, self.text.len() + 200)
            .u8(self.to)
            .str(&self.target)
            .str(&self.account)
            .str(&self.region)
            .str(&self.source)
            .u64(self.at.as_micros())
            .str(&self.text)
            .finish()
    }

    fn decode(payload: &[u8]) -> Result<Delivery, StoreError> {
        let mut decoder = Decoder::new("a notification", VERSION, payload)?;
        let delivery = Delivery {
            to: decoder.u8()?,
            target: decoder.str()?.to_owned(),
            account: decoder.str()?.to_owned(),
            region: decoder.str()?.to_owned(),
            source: decoder.str()?.to_owned(),
            at: Timestamp::from_micros(decoder.u64()?),
            text: decoder.str()?.to_owned(),
        };
        decoder.end()?;
        Ok(delivery)
    }

    async fn send(&self, s3: &S3) -> Result<(), Failure> {
        let call = |account: &str, region: &str, service: &'static str, operation: &'static str, input: Document| {
            let origin = Origin::service(PRINCIPAL, account, region, Some(self.source.clone()));
            async move { s3.parts.cloud.call(&origin, service, operation, input).await }
        };
        if self.to == BUS {
            let input = Document::from([("Entries", Document::List(vec![self.entry()]))]);
            let answer = call(&self.account, &self.region, "events", "PutEvents", input).await;
            return answer.map_err(|error| Failure::of(&error)).and_then(|answer| taken(&answer));
        }
        let arn = Arn::parse(&self.target).ok_or_else(|| Failure::for_good("no ARN"))?;
        let (service, operation, input) = if self.to == QUEUE {
            let body = self.text.as_str().into();
            let input = Document::from([("QueueUrl", Document::String(queue_url(&arn))), ("MessageBody", body)]);
            ("sqs", "SendMessage", input)
        } else {
            let input = Document::from([
                ("FunctionName", self.target.as_str().into()),
                ("InvocationType", "Event".into()),
                ("Payload", Document::Blob(Bytes::copy_from_slice(self.text.as_bytes()))),
            ]);
            ("lambda", "Invoke", input)
        };
        let answer = call(arn.account, arn.region, service, operation, input).await;
        answer.map(drop).map_err(|error| Failure::of(&error))
    }

    fn entry(&self) -> Document {
        Document::from([
            ("Source", "aws.s3".into()),
            ("DetailType", self.target.as_str().into()),
            ("Time", Document::Integer(i64::try_from(self.at.as_secs()).unwrap_or(i64::MAX))),
            ("Resources", Document::List(vec![self.source.as_str().into()])),
            ("Detail", self.text.as_str().into()),
        ])
    }
}

/// Whether a bus has taken the one entry.
fn taken(answer: &Document) -> Result<(), Failure> {
    let entry = answer.get("Entries").and_then(Document::as_list).and_then(<[Document]>::first);
    match entry.and_then(|entry| entry.get("ErrorCode")).and_then(Document::as_str) {
        None => Ok(()),
        Some("InternalFailure") => Err(Failure { why: "InternalFailure".to_owned(), again: true }),
        Some(code) => Err(Failure::for_good(code)),
    }
}

/// Why a message was not taken.
struct Failure {
    why: String,
    /// Whether another attempt may succeed.
    again: bool,
}

impl Failure {
    fn for_good(why: &str) -> Failure {
        Failure { why: why.to_owned(), again: false }
    }

    fn of(error: &ErrorDocument) -> Failure {
        let busy = ["Throttl", "OverLimit", "TooManyRequests"].iter().any(|part| error.code.contains(part));
        Failure { why: error.to_string(), again: busy || error.fault == Fault::Receiver || error.status >= 500 }
    }
}

/// Performs [`keys::NOTIFY`].
pub(crate) async fn perform(s3: &S3, run: &TaskRun) -> Outcome {
    let delivery = match Delivery::decode(&run.payload) {
        Ok(delivery) => delivery,
        Err(error) => return Outcome::Buried { why: error.to_string() },
    };
    let Err(failure) = delivery.send(s3).await else { return Outcome::Done };
    let (now, deadline) = (s3.parts.clock.now(), run.created + PATIENCE);
    if !failure.again || now >= deadline {
        let why = format!("a notification of {} to {}: {}", delivery.source, delivery.target, failure.why);
        return Outcome::Buried { why };
    }
    Outcome::Again { at: (now + wait(run.attempt, &s3.parts.random)).min(deadline), payload: None }
}

/// How long to wait after an attempt: twice as long every time, and a random fifth more at most.
fn wait(attempt: u32, random: &Random) -> Duration {
    let wait = (FIRST_WAIT_MICROS << attempt.min(16)).min(LONGEST_WAIT_MICROS);
    Duration::from_micros(wait + random.below(wait / 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let delivery = Delivery {
            to: BUS,
            target: "Object Created".to_owned(),
            account: "1".to_owned(),
            region: "r".to_owned(),
            source: "arn:aws:s3:::b".to_owned(),
            at: Timestamp::from_secs(7),
            text: "{}".to_owned(),
        };
        let bytes = delivery.encode();
        assert_eq!(Delivery::decode(&bytes).unwrap().encode(), bytes);
        assert!(Delivery::decode(&bytes[..bytes.len() - 1]).is_err());
        let newer = [&[VERSION + 1], &bytes[1..]].concat();
        assert!(matches!(Delivery::decode(&newer), Err(StoreError::Newer { .. })));
    }

    #[test]
    fn waits_grow_to_minutes() {
        let random = Random::seeded(1);
        let waits: Vec<u64> = [0, 3, 30].into_iter().map(|attempt| wait(attempt, &random).as_secs()).collect();
        assert!(waits[0] <= 1 && (8..10).contains(&waits[1]) && (500..600).contains(&waits[2]), "{waits:?}");
    }
}
