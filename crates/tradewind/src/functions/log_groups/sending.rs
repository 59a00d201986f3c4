//! Lines become calls of PutLogEvents.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_wire::Protocol;

use super::{Line, Place};
use crate::real_time::pause;

/// Of one call: AWS's limits for PutLogEvents.
const BATCH_EVENTS: usize = 10_000;
const BATCH_BYTES: usize = 1_048_576;
const EVENT_OVERHEAD: usize = 26;
const BATCH_SPAN: u64 = 86_400_000;

/// Streams that are written to at once: their calls share the store's commits.
const AT_ONCE: usize = 32;

/// The waits after calls that failed for now: from the first to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Makes the calls.
pub(super) struct Sender {
    cloud: Cloud,
}

/// How a call failed.
struct Failed {
    status: u16,
    code: String,
    message: String,
}

impl Sender {
    pub(super) fn new(cloud: Cloud) -> Sender {
        Sender { cloud }
    }

    /// Writes lines; how many could not be. What fails for now is tried again until `closing`.
    pub(super) async fn send(&self, places: BTreeMap<Place, Vec<Line>>, closing: impl Fn() -> bool) -> u64 {
        let mut places: Vec<_> = places.into_iter().collect();
        let mut given_up = 0;
        while !places.is_empty() {
            let some = places.split_off(places.len().saturating_sub(AT_ONCE));
            let sent = some.into_iter().map(|(place, lines)| self.send_to(place, lines, &closing));
            given_up += futures::future::join_all(sent).await.into_iter().sum::<u64>();
        }
        given_up
    }

    async fn send_to(&self, place: Place, mut lines: Vec<Line>, closing: &impl Fn() -> bool) -> u64 {
        // Lines of two outputs of one process may come out of order by a little.
        lines.sort_by_key(|(at, _)| *at);
        let mut given_up = 0;
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch(rest));
            if let Err(failed) = self.deliver(&place, batch, closing).await {
                let Failed { status, code, message } = failed;
                tracing::warn!(
                    group = place.0.name,
                    status,
                    code,
                    message,
                    lines = batch.len(),
                    "log lines can't be written"
                );
                given_up += batch.len() as u64;
            }
            rest = after;
        }
        given_up
    }

    async fn deliver(&self, place: &Place, lines: &[Line], closing: &impl Fn() -> bool) -> Result<(), Failed> {
        let (group, stream) = place;
        // Every line is an event with its end, as Lambda writes them.
        let events: Vec<Value> =
            lines.iter().map(|(at, text)| json!({ "timestamp": at, "message": format!("{text}\n") })).collect();
        let put = json!({ "logGroupName": group.name, "logStreamName": stream, "logEvents": events });
        let mut wait = FIRST_WAIT;
        loop {
            let failed = match self.call(place, "PutLogEvents", &put).await {
                Ok(()) => return Ok(()),
                Err(failed) if failed.code == "ResourceNotFoundException" => match self.make(place).await {
                    Ok(()) => continue,
                    Err(failed) => failed,
                },
                Err(failed) => failed,
            };
            if failed.status < 500 || closing() {
                return Err(failed);
            }
            pause(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Makes the group and the stream, whichever is missing.
    async fn make(&self, place: &Place) -> Result<(), Failed> {
        let (group, stream) = place;
        let made = |result: Result<(), Failed>| match result {
            Err(failed) if failed.code == "ResourceAlreadyExistsException" => Ok(()),
            other => other,
        };
        made(self.call(place, "CreateLogGroup", &json!({ "logGroupName": group.name })).await)?;
        let stream = json!({ "logGroupName": group.name, "logStreamName": stream });
        made(self.call(place, "CreateLogStream", &stream).await)
    }

    async fn call(&self, (group, _): &Place, operation: &str, input: &Value) -> Result<(), Failed> {
        let Some(service) = self.cloud.find("logs") else {
            let message = "there is no log service".to_owned();
            return Err(Failed { status: 404, code: String::new(), message });
        };
        let incoming = Incoming {
            service: service.clone(),
            operation: operation.to_owned(),
            protocol: Protocol::AwsJson11,
            body: Bytes::from(input.to_string()),
            head: None,
            account: group.account.clone(),
            region: group.region.clone(),
            principal: Principal::Service { name: "lambda.amazonaws.com", source_arn: None },
            endpoint: String::new(),
            source_ip: None,
            user_agent: None,
            trace: None,
        };
        let response = self.cloud.handle(incoming).await;
        let status = response.status;
        if status == 200 {
            return Ok(());
        }
        let body = response.body.into_bytes().unwrap_or_default();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
        let code = text("__type").rsplit('#').next().unwrap_or_default().to_owned();
        Err(Failed { status, code, message: text("message").to_owned() })
    }
}

/// How many of these lines one call takes: at least one.
fn batch(lines: &[Line]) -> usize {
    let mut bytes = 0;
    let first = lines.first().map_or(0, |(at, _)| *at);
    let end = lines.iter().take(BATCH_EVENTS).position(|(at, text)| {
        bytes += text.len() + 1 + EVENT_OVERHEAD;
        bytes > BATCH_BYTES || at - first > BATCH_SPAN
    });
    end.unwrap_or(lines.len().min(BATCH_EVENTS)).max(1)
}

#[cfg(test)]
mod tests {
    use super::batch;

    #[test]
    fn a_call_takes_what_aws_takes() {
        let line = |at: u64, bytes: usize| (at, "x".repeat(bytes));
        assert_eq!(batch(&vec![line(0, 1); 10_001]), 10_000);
        assert_eq!(batch(&vec![line(0, 262_144); 5]), 3);
        assert_eq!(batch(&[line(0, 1), line(86_400_000, 1), line(86_400_001, 1)]), 2);
        assert_eq!(batch(&[line(0, 2_000_000)]), 1);
    }
}
