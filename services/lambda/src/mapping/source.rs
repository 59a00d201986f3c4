//! Event sources: what an ARN names, and what must be known of a queue.

use std::fmt;

use tradewind_cloud::{Context, Origin};
use tradewind_wire::{Document, ErrorDocument};

use crate::Lambda;
use crate::error::LambdaError;

/// The name by which Lambda reads queues.
pub(super) const PRINCIPAL: &str = "lambda.amazonaws.com";

/// A queue's ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueueArn {
    pub(super) region: String,
    pub(super) account: String,
    name: String,
}

impl fmt::Display for QueueArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "arn:aws:sqs:{}:{}:{}", self.region, self.account, self.name)
    }
}

impl QueueArn {
    /// From an ARN that is a queue's.
    pub(crate) fn parse(arn: &str) -> Option<QueueArn> {
        let mut parts = arn.strip_prefix("arn:aws:sqs:")?.split(':');
        let (region, account, name) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || region.is_empty() || !digits || name.is_empty() {
            return None;
        }
        Some(QueueArn { region: region.to_owned(), account: account.to_owned(), name: name.to_owned() })
    }

    pub(super) fn is_fifo(&self) -> bool {
        self.name.ends_with(".fifo")
    }

    pub(super) fn url(&self) -> String {
        ["https://sqs.", &self.region, ".amazonaws.com/", &self.account, "/", &self.name].concat()
    }

    /// From where calls come that are about the queue, for a mapping's ARN; the empty one stands for none that is there yet.
    pub(super) fn origin(&self, mapping: &str) -> Origin {
        let mapping = (!mapping.is_empty()).then(|| mapping.to_owned());
        Origin::service(PRINCIPAL, &self.account, &self.region, mapping)
    }
}

/// The queue that a client names as the source. Other kinds of sources are refused by their names.
pub(crate) fn given(ctx: &Context, arn: Option<&str>) -> Result<QueueArn, LambdaError> {
    let Some(arn) = arn else {
        return Err(LambdaError::invalid("Unrecognized event source."));
    };
    let kind = arn.split(':').nth(2).unwrap_or_default();
    let other = match kind {
        "kinesis" => "A Kinesis stream as an event source",
        "dynamodb" => "A DynamoDB stream as an event source",
        "kafka" => "A Kafka cluster as an event source",
        "mq" => "A message broker as an event source",
        "rds" => "A DocumentDB cluster as an event source",
        "sqs" => "",
        _ => {
            return Err(LambdaError::invalid(format!(
                "Unrecognized event source, must be kinesis, dynamodb stream or sqs. Unsupported source arn : {arn}"
            )));
        }
    };
    if !other.is_empty() {
        return Err(LambdaError::not_built(other));
    }
    let queue = QueueArn::parse(arn);
    let queue = queue.ok_or_else(|| LambdaError::invalid(format!("The event source ARN {arn} is invalid.")))?;
    if queue.region != ctx.region() {
        return Err(LambdaError::invalid(format!(
            "Event source {arn} and the function must be in the same region ({}).",
            ctx.region()
        )));
    }
    Ok(queue)
}

/// How long the queue hides what was received, in seconds.
pub(super) async fn visibility_timeout(
    lambda: &Lambda,
    origin: &Origin,
    queue: &QueueArn,
) -> Result<u32, ErrorDocument> {
    let input = Document::from([
        ("QueueUrl", queue.url().into()),
        ("AttributeNames", Document::List(vec!["VisibilityTimeout".into()])),
    ]);
    let answer = lambda.parts.cloud.call(origin, "sqs", "GetQueueAttributes", input).await?;
    let timeout = answer.get("Attributes").and_then(|all| all.get("VisibilityTimeout")).and_then(Document::as_str);
    timeout
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| ErrorDocument::internal_failure("A queue does not say how long it hides messages."))
}

/// Refuses a queue that is not there, and one that would give messages out again while the function still runs.
pub(crate) async fn check(
    lambda: &Lambda,
    ctx: &Context,
    queue: &QueueArn,
    function_timeout: u64,
) -> Result<(), LambdaError> {
    // A queue of another account must be one that the caller may use.
    let own = queue.account == ctx.account();
    let origin = if own { queue.origin("") } else { ctx.origin(ctx.principal().clone()) };
    let visibility = visibility_timeout(lambda, &origin, queue).await.map_err(|error| {
        let code = if error.code.contains("QueueDoesNotExist") { MISSING_QUEUE } else { &error.code };
        let message = error.message.as_deref().unwrap_or_default();
        LambdaError::invalid(format!(
            "Error occurred while ReceiveMessage. SQS Error Code: {code}. SQS Error Message: {message}"
        ))
    })?;
    if u64::from(visibility) < function_timeout {
        return Err(LambdaError::invalid(format!(
            "Queue visibility timeout: {visibility} seconds is less than Function timeout: {function_timeout} seconds"
        )));
    }
    Ok(())
}

/// The code by which SQS has always told that a queue is not there.
const MISSING_QUEUE: &str = "AWS.SimpleQueueService.NonExistentQueue";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_have_arns() {
        let arn = "arn:aws:sqs:us-east-1:123456789012:q.fifo";
        let queue = QueueArn::parse(arn).expect("a queue");
        assert_eq!((queue.to_string().as_str(), queue.is_fifo()), (arn, true));
        for bad in ["arn:aws:sqs:us-east-1:1:q", "arn:aws:sqs:us-east-1:123456789012:q:r", "arn:aws:sqs:::q", "q"] {
            assert_eq!(QueueArn::parse(bad), None, "{bad}");
        }
    }
}
