//! Where records of asynchronous invocations may go.

use crate::error::LambdaError;

/// Whether records of invocations of `function` (its ARN without a qualifier) can be sent to a destination.
///
/// Whether the destination is there is not asked, as AWS doesn't ask either: a record that can't be delivered is lost.
pub(super) fn check(destination: &str, function: &str) -> Result<(), LambdaError> {
    let invalid = || LambdaError::invalid(format!("The destination ARN {destination} is invalid."));
    if destination.starts_with("kafka://") {
        return Err(LambdaError::not_built("A Kafka topic as a destination"));
    }
    let mut parts = destination.splitn(6, ':');
    let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(invalid());
    };
    match service {
        "sns" => return Err(LambdaError::not_built("An SNS topic as a destination")),
        "s3" => return Err(LambdaError::not_built("An S3 bucket as a destination")),
        _ => {}
    }
    let placed = partition.starts_with("aws")
        && !region.is_empty()
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit());
    if !placed {
        return Err(invalid());
    }
    let right = match service {
        "sqs" => is_queue(resource),
        "lambda" => resource.strip_prefix("function:").is_some_and(is_function),
        "events" => resource.strip_prefix("event-bus/").is_some_and(|bus| !bus.is_empty()),
        _ => false,
    };
    if !right {
        return Err(invalid());
    }
    let itself = destination.strip_prefix(function).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    if itself {
        return Err(LambdaError::invalid("You can't specify the function as a destination for itself."));
    }
    Ok(())
}

/// A queue's name. FIFO queues can't be destinations.
fn is_queue(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_name_byte)
}

/// A function's name, with a qualifier or without.
fn is_function(resource: &str) -> bool {
    let (name, qualifier) = resource.split_once(':').unwrap_or((resource, "$LATEST"));
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(is_name_byte);
    is_name(name) && (qualifier == "$LATEST" || is_name(qualifier))
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_functions_and_buses_are_destinations() {
        let table = [
            ("arn:aws:sqs:us-east-1:123456789012:q", None),
            ("arn:aws:lambda:us-east-1:123456789012:function:g", None),
            ("arn:aws:lambda:us-east-1:123456789012:function:g:live", None),
            ("arn:aws:lambda:us-east-1:123456789012:function:ff", None),
            ("arn:aws:events:us-east-1:123456789012:event-bus/default", None),
            ("arn:aws:sqs:us-east-1:123456789012:q.fifo", Some("is invalid.")),
            ("arn:aws:sqs:us-east-1:1:q", Some("is invalid.")),
            ("arn:aws:sqs::123456789012:q", Some("is invalid.")),
            ("arn:aws:lambda:us-east-1:123456789012:layer:g", Some("is invalid.")),
            ("arn:aws:events:us-east-1:123456789012:rule/r", Some("is invalid.")),
            ("arn:aws:dynamodb:us-east-1:123456789012:table/t", Some("is invalid.")),
            ("arn:aws:sns:us-east-1:123456789012:t", Some("An SNS topic as a destination is not supported")),
            ("arn:aws:s3:::b", Some("An S3 bucket as a destination is not supported")),
            ("kafka://topic", Some("A Kafka topic as a destination is not supported")),
            ("arn:aws:lambda:us-east-1:123456789012:function:f", Some("for itself")),
            ("arn:aws:lambda:us-east-1:123456789012:function:f:live", Some("for itself")),
        ];
        for (destination, expected) in table {
            let found = check(destination, "arn:aws:lambda:us-east-1:123456789012:function:f");
            match (found, expected) {
                (Ok(()), None) => {}
                (Err(error), Some(text)) => assert!(error.to_string().contains(text), "{destination}: {error}"),
                (found, _) => panic!("{destination}: {found:?}"),
            }
        }
    }
}
