//! Where notifications go: what an ARN must be like, and whether there is something behind it.

use tradewind_cloud::Origin;
use tradewind_wire::{Arn, Document};

use super::config::{Notifications, Rule, To};
use crate::S3;
use crate::error::S3Error;

/// The name by which S3 calls others.
pub(super) const PRINCIPAL: &str = "s3.amazonaws.com";

/// Refuses an ARN that is not one of this kind of destination in a bucket's region.
pub(super) fn check(to: To, arn: &str, region: &str) -> Result<(), S3Error> {
    let parsed = Arn::parse(arn).filter(|parsed| match to {
        To::Queue => parsed.service == "sqs" && !parsed.resource.is_empty(),
        To::Function => parsed.service == "lambda" && parsed.resource.starts_with("function:"),
    });
    let Some(parsed) = parsed.filter(Arn::has_account) else {
        let name = if to == To::Queue { "Queue" } else { "CloudFunction" };
        return Err(S3Error::invalid_argument("The ARN is not well formed", name, arn));
    };
    if parsed.region != region {
        let text = "The notification destination service region is not valid for the bucket location constraint";
        return Err(S3Error::invalid_argument(text, arn, "null"));
    }
    if to == To::Queue && parsed.resource.ends_with(".fifo") {
        return Err(unreachable(&[(arn, "FIFO queues are not supported as destinations")]));
    }
    Ok(())
}

/// Refuses destinations that are not there.
pub(super) async fn validate(s3: &S3, wanted: &Notifications, source: &str) -> Result<(), S3Error> {
    let mut missing = Vec::new();
    for rule in &wanted.rules {
        if let Some(why) = miss(s3, rule, source).await? {
            missing.push((rule.arn.as_str(), why));
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(unreachable(&missing)) }
}

async fn miss(s3: &S3, rule: &Rule, source: &str) -> Result<Option<&'static str>, S3Error> {
    let Some(arn) = Arn::parse(&rule.arn) else { return Ok(Some("null")) };
    let origin = Origin::service(PRINCIPAL, arn.account, arn.region, Some(source.to_owned()));
    let (service, operation, input, why) = match rule.to {
        To::Queue => (
            "sqs",
            "GetQueueUrl",
            Document::from([("QueueName", arn.resource.into()), ("QueueOwnerAWSAccountId", arn.account.into())]),
            "The destination queue does not exist",
        ),
        To::Function => (
            "lambda",
            "GetFunctionConfiguration",
            Document::from([("FunctionName", rule.arn.as_str().into())]),
            "The destination Lambda does not exist",
        ),
    };
    match s3.parts.cloud.call(&origin, service, operation, input).await {
        Ok(_) => Ok(None),
        Err(error) if error.status < 500 => {
            tracing::debug!(%error, arn = rule.arn, "a destination for notifications can't be reached");
            Ok(Some(why))
        }
        Err(error) => Err(S3Error::told(&error)),
    }
}

/// The members by which the first destinations are named that can't be reached.
const NAMED: &[(&str, &str)] = &[
    ("ArgumentName1", "ArgumentValue1"),
    ("ArgumentName2", "ArgumentValue2"),
    ("ArgumentName3", "ArgumentValue3"),
    ("ArgumentName4", "ArgumentValue4"),
];

fn unreachable(destinations: &[(&str, &str)]) -> S3Error {
    let text = "Unable to validate the following destination configurations";
    let error = S3Error::new("InvalidArgument", 400, text);
    NAMED
        .iter()
        .zip(destinations)
        .fold(error, |error, ((name, value), (arn, why))| error.with(name, *arn).with(value, *why))
}

/// A queue's URL as SQS takes it from anybody.
pub(super) fn queue_url(arn: &Arn<'_>) -> String {
    ["https://sqs.", arn.region, ".amazonaws.com/", arn.account, "/", arn.resource].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns() {
        let text = |to, arn| check(to, arn, "us-east-1").map_err(|error| error.message().to_owned());
        assert_eq!(text(To::Queue, "arn:aws:sqs:us-east-1:123456789012:q"), Ok(()));
        assert_eq!(text(To::Function, "arn:aws:lambda:us-east-1:123456789012:function:f:live"), Ok(()));
        let malformed = Err("The ARN is not well formed".to_owned());
        for bad in ["", "q", "arn:aws:sns:us-east-1:123456789012:t", "arn:aws:sqs:us-east-1:1:q"] {
            assert_eq!(text(To::Queue, bad), malformed, "{bad}");
        }
        assert_eq!(text(To::Function, "arn:aws:lambda:us-east-1:123456789012:layer:l"), malformed);
        let far = text(To::Queue, "arn:aws:sqs:eu-west-1:123456789012:q").unwrap_err();
        assert!(far.starts_with("The notification destination service region"), "{far}");
        let fifo = text(To::Queue, "arn:aws:sqs:us-east-1:123456789012:q.fifo").unwrap_err();
        assert!(fifo.starts_with("Unable to validate"), "{fifo}");
    }
}
