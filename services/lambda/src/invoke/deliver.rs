//! Where the records of asynchronous invocations go, and events that are given up: tasks `lambda/deliver`.

use std::time::Duration;

use bytes::Bytes;
use tradewind_cloud::Origin;
use tradewind_store::{Decoder, Encoder, Outcome, StoreError, TaskRun};
use tradewind_wire::{Document, ErrorDocument, Fault};

use super::retry;
use crate::Lambda;

const VERSION: u8 = 1;

/// The name by which Lambda calls others.
const PRINCIPAL: &str = "lambda.amazonaws.com";

/// A destination that is out of order is tried as long as an event waits for its function.
const PATIENCE: Duration = Duration::from_secs(21_600);

/// Something on its way to a queue, a function or a bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delivery {
    /// The ARN of where it goes.
    pub(super) to: String,
    /// The ARN of the function it is about, with its qualifier.
    pub(super) about: String,
    /// The trace header that goes with it.
    pub(super) trace: Option<String>,
    pub(super) kind: Kind,
    pub(super) body: Bytes,
}

/// What is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The record of an invocation, and whether it succeeded.
    Record(bool),
    /// An event that was given up, with the attributes of a dead letter.
    Letter { request_id: String, code: String, message: String },
}

/// Why something was not delivered.
#[derive(Debug)]
struct Undelivered {
    why: String,
    again: bool,
}

impl Undelivered {
    fn for_good(why: impl Into<String>) -> Undelivered {
        Undelivered { why: why.into(), again: false }
    }
}

impl From<ErrorDocument> for Undelivered {
    fn from(error: ErrorDocument) -> Undelivered {
        let busy = ["Throttl", "OverLimit", "TooManyRequests"].iter().any(|part| error.code.contains(part));
        let broken = error.fault == Fault::Receiver && error.status != 501;
        Undelivered { again: busy || broken, why: error.to_string() }
    }
}

impl Delivery {
    pub(super) fn encode(&self) -> Bytes {
        let encoder = Encoder::with_capacity(VERSION, self.body.len() + 400)
            .str(&self.to)
            .str(&self.about)
            .option(self.trace.as_deref(), Encoder::str);
        let encoder = match &self.kind {
            Kind::Record(success) => encoder.u8(u8::from(*success)),
            Kind::Letter { request_id, code, message } => encoder.u8(2).str(request_id).str(code).str(message),
        };
        encoder.bytes(&self.body).finish()
    }

    fn decode(payload: &Bytes) -> Result<Delivery, StoreError> {
        let mut decoder = Decoder::new("a delivery", VERSION, payload)?;
        let delivery = Delivery {
            to: decoder.str()?.to_owned(),
            about: decoder.str()?.to_owned(),
            trace: decoder.option(Decoder::str)?.map(str::to_owned),
            kind: match decoder.u8()? {
                success @ (0 | 1) => Kind::Record(success == 1),
                2 => Kind::Letter {
                    request_id: decoder.str()?.to_owned(),
                    code: decoder.str()?.to_owned(),
                    message: decoder.str()?.to_owned(),
                },
                other => return Err(StoreError::corrupt(format_args!("a delivery of the kind {other}"))),
            },
            body: payload.slice_ref(decoder.bytes()?),
        };
        decoder.end()?;
        Ok(delivery)
    }

    async fn send(&self, lambda: &Lambda) -> Result<(), Undelivered> {
        let mut parts = self.to.splitn(6, ':');
        let fields = (parts.nth(2), parts.next(), parts.next(), parts.next());
        let (Some(service), Some(region), Some(account), Some(resource)) = fields else {
            return Err(Undelivered::for_good(format!("{} is no ARN", self.to)));
        };
        let mut origin = Origin::service(PRINCIPAL, account, region, Some(self.about.clone()));
        origin.trace = self.trace.clone();
        match service {
            "sqs" => self.to_queue(lambda, &origin, resource).await,
            "lambda" => self.to_function(lambda, &origin).await,
            "events" => self.to_bus(lambda, &origin).await,
            _ => Err(Undelivered::for_good(format!("Records can't be delivered to {} yet.", self.to))),
        }
    }

    async fn to_queue(&self, lambda: &Lambda, origin: &Origin, name: &str) -> Result<(), Undelivered> {
        let url = ["https://sqs.", &origin.region, ".amazonaws.com/", &origin.account, "/", name].concat();
        let mut input = vec![("QueueUrl".into(), Document::String(url)), ("MessageBody".into(), self.text()?)];
        if let Kind::Letter { request_id, code, message } = &self.kind {
            let attributes = [
                ("RequestID", "String", request_id),
                ("ErrorCode", "Number", code),
                ("ErrorMessage", "String", message),
            ];
            // A message attribute can't be empty.
            let given = attributes.into_iter().filter(|(_, _, value)| !value.is_empty());
            let attribute = |(name, kind, value): (&'static str, &str, &String)| {
                let value = Document::from([("DataType", kind.into()), ("StringValue", value.clone().into())]);
                (name.into(), value)
            };
            input.push(("MessageAttributes".into(), Document::Map(given.map(attribute).collect())));
        }
        lambda.parts.cloud.call(origin, "sqs", "SendMessage", Document::Map(input)).await?;
        Ok(())
    }

    async fn to_function(&self, lambda: &Lambda, origin: &Origin) -> Result<(), Undelivered> {
        let input = Document::from([
            ("FunctionName", self.to.as_str().into()),
            ("InvocationType", "Event".into()),
            ("Payload", Document::Blob(self.body.clone())),
        ]);
        lambda.parts.cloud.call(origin, "lambda", "Invoke", input).await?;
        Ok(())
    }

    async fn to_bus(&self, lambda: &Lambda, origin: &Origin) -> Result<(), Undelivered> {
        let outcome = if self.kind == Kind::Record(true) { "Success" } else { "Failure" };
        let entry = Document::from([
            ("Source", "lambda".into()),
            ("DetailType", ["Lambda Function Invocation Result - ", outcome].concat().into()),
            ("Resources", Document::List(vec![self.to.as_str().into(), self.about.as_str().into()])),
            ("Detail", self.text()?),
            ("EventBusName", self.to.as_str().into()),
        ]);
        let input = Document::from([("Entries", Document::List(vec![entry]))]);
        let answer = lambda.parts.cloud.call(origin, "events", "PutEvents", input).await?;
        let entry = answer.get("Entries").and_then(Document::as_list).and_then(<[Document]>::first);
        let text = |key: &str| entry.and_then(|entry| entry.get(key)).and_then(Document::as_str);
        match text("ErrorCode") {
            None => Ok(()),
            Some(code) => {
                let why = [code, ": ", text("ErrorMessage").unwrap_or_default()].concat();
                Err(Undelivered { why, again: code.contains("Internal") || code.contains("Throttl") })
            }
        }
    }

    fn text(&self) -> Result<Document, Undelivered> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(Document::String(text.to_owned())),
            Err(_) => Err(Undelivered::for_good("what was to be delivered is no text")),
        }
    }
}

/// One attempt to deliver something.
pub(super) async fn perform(lambda: &Lambda, run: &TaskRun) -> Result<Outcome, StoreError> {
    let delivery = Delivery::decode(&run.payload)?;
    let Err(failure) = delivery.send(lambda).await else { return Ok(Outcome::Done) };
    let now = lambda.parts.clock.now();
    if failure.again && now < run.created + PATIENCE {
        let at = now + retry::after_refusal(run.attempt.saturating_add(1), &lambda.parts.random);
        return Ok(Outcome::Again { at, payload: None });
    }
    Ok(Outcome::Buried { why: format!("{} of {} is lost: {}", delivery.noun(), delivery.about, failure.why) })
}

impl Delivery {
    fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Record(_) => "the record of an invocation",
            Kind::Letter { .. } => "a dead letter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let letter = Kind::Letter { request_id: "r".to_owned(), code: "200".to_owned(), message: "boom".to_owned() };
        for kind in [Kind::Record(true), Kind::Record(false), letter] {
            let delivery = Delivery {
                to: "arn:to".to_owned(),
                about: "arn:about".to_owned(),
                trace: (kind == Kind::Record(true)).then(|| "Root=1".to_owned()),
                kind,
                body: Bytes::from("{}"),
            };
            let bytes = delivery.encode();
            assert_eq!(Delivery::decode(&bytes).expect("decodes"), delivery);
            assert!(Delivery::decode(&bytes.slice(..bytes.len() - 1)).is_err());
        }
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let again = |error: ErrorDocument| Undelivered::from(error).again;
        assert!(again(ErrorDocument::service_unavailable("busy")));
        assert!(again(ErrorDocument::sender("TooManyRequestsException", "busy")));
        assert!(!again(ErrorDocument::sender("QueueDoesNotExist", "none")));
        let absent = tradewind_wire::CommonError::NotSupported("no such service".to_owned());
        assert!(!again(absent.document()));
    }
}
