//! One SQS queue as the benches use it: made, counted, received from.

use serde_json::{Value, json};

use crate::client::Client;
use crate::error::Error;

/// A queue on the server that is driven.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The URL the server gave.
    pub url: String,
    /// The ARN, for targets.
    pub arn: String,
}

/// The three approximate counts of a queue, which together hold every message once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// `ApproximateNumberOfMessages`: can be received now.
    pub visible: u64,
    /// `ApproximateNumberOfMessagesNotVisible`: received, neither deleted nor visible again.
    pub in_flight: u64,
    /// `ApproximateNumberOfMessagesDelayed`.
    pub delayed: u64,
}

impl Counts {
    /// All messages.
    #[must_use]
    pub fn total(self) -> u64 {
        self.visible + self.in_flight + self.delayed
    }
}

impl Queue {
    /// Makes the queue, or finds it if it is there with these attributes.
    ///
    /// # Errors
    /// Whatever the server or the connection refuses.
    pub async fn create(client: &mut Client, name: &str, attributes: Value) -> Result<Self, Error> {
        let input = json!({"QueueName": name, "Attributes": attributes});
        let created = client.sqs("CreateQueue", &input).await?.ok("CreateQueue")?;
        let url = text(&created["QueueUrl"], "CreateQueue", "QueueUrl")?;
        let found = attributes_of(client, &url, json!(["QueueArn"])).await?;
        let arn = text(&found["QueueArn"], "GetQueueAttributes", "QueueArn")?;
        Ok(Self { url, arn })
    }

    /// Asks for the counts.
    ///
    /// # Errors
    /// Whatever the server or the connection refuses, and an answer without the counts.
    pub async fn counts(&self, client: &mut Client) -> Result<Counts, Error> {
        const NAMES: [&str; 3] = [
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ];
        let found = attributes_of(client, &self.url, json!(NAMES)).await?;
        let number = |name: &str| {
            text(&found[name], "GetQueueAttributes", name)?
                .parse::<u64>()
                .map_err(|_| Error::Unexpected(format!("GetQueueAttributes gave no number for {name}: {found}")))
        };
        Ok(Counts { visible: number(NAMES[0])?, in_flight: number(NAMES[1])?, delayed: number(NAMES[2])? })
    }
}

async fn attributes_of(client: &mut Client, url: &str, names: Value) -> Result<Value, Error> {
    let input = json!({"QueueUrl": url, "AttributeNames": names});
    let mut output = client.sqs("GetQueueAttributes", &input).await?.ok("GetQueueAttributes")?;
    Ok(output["Attributes"].take())
}

fn text(value: &Value, operation: &str, member: &str) -> Result<String, Error> {
    value.as_str().map(str::to_owned).ok_or_else(|| Error::Unexpected(format!("{operation} answered without {member}")))
}

/// The receipt handles in the answer of a ReceiveMessage, found without parsing it: a generator that builds a tree of
/// every answer takes the CPU from the server it measures.
///
/// # Errors
/// [`Error::Unexpected`] for a handle with escapes, which no server has reason to send.
pub fn receipt_handles(answer: &[u8]) -> Result<Vec<&str>, Error> {
    let name = b"\"ReceiptHandle\"";
    memchr::memmem::find_iter(answer, name).map(|at| handle_at(&answer[at + name.len()..])).collect()
}

fn handle_at(rest: &[u8]) -> Result<&str, Error> {
    let odd = || Error::Unexpected("a ReceiptHandle is not a plain JSON string".to_owned());
    let rest = rest.trim_ascii_start().strip_prefix(b":").ok_or_else(odd)?;
    let rest = rest.trim_ascii_start().strip_prefix(b"\"").ok_or_else(odd)?;
    let end = memchr::memchr(b'"', rest).ok_or_else(odd)?;
    let handle = std::str::from_utf8(&rest[..end]).map_err(|_| odd())?;
    if handle.contains('\\') || handle.is_empty() {
        return Err(odd());
    }
    Ok(handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_found_in_order() {
        let answer = br#"{"Messages":[{"Body":"\"ReceiptHandle\"","ReceiptHandle":"a+/="},{"ReceiptHandle" : "b"}]}"#;
        assert_eq!(receipt_handles(answer).unwrap(), ["a+/=", "b"]);
        assert!(receipt_handles(b"{}").unwrap().is_empty());
        for odd in [
            br#"{"ReceiptHandle":"a\"b"}"#.as_slice(),
            br#"{"ReceiptHandle":null}"#,
            br#"{"ReceiptHandle":""}"#,
            br#"{"ReceiptHandle":"cut"#,
        ] {
            assert!(receipt_handles(odd).is_err());
        }
    }
}
