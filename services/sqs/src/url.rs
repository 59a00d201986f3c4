//! Queue names, queue URLs and queue ARNs.
//!
//! A queue's URL is an address as well as a name: clients post to it, and they keep it in configuration files. So every form
//! that clients are known to send is understood:
//!
//! ```text
//! http://127.0.0.1:4566/000000000000/orders                 what this server hands out
//! https://sqs.us-east-1.amazonaws.com/000000000000/orders   AWS's own
//! https://us-east-1.queue.amazonaws.com/000000000000/orders AWS's older ones, also without the region
//! http://anything/queue/orders                              no account: the caller's
//! http://anything/queue/us-east-1/000000000000/orders       with the region in the path
//! /000000000000/orders                                      the path alone
//! orders                                                    the bare name
//! ```

use tradewind_cloud::{Access, Context, Denied};

use crate::error::SqsError;
use crate::limits::NAME_CHARS;

/// Which queue a call is about, as its URL says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueRef<'a> {
    pub(crate) account: &'a str,
    pub(crate) name: &'a str,
}

/// The parts of a queue's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueArn<'a> {
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    pub(crate) name: &'a str,
}

/// Reads a queue URL. A name that no queue can have is told as a queue that does not exist.
pub(crate) fn parse<'a>(url: &'a str, ctx: &'a Context) -> Result<QueueRef<'a>, SqsError> {
    if url.is_empty() {
        return Err(SqsError::missing("QueueUrl"));
    }
    locate(url, ctx.account(), ctx.region())
}

/// Which queue a URL names, for a caller of this account and region.
pub(crate) fn locate<'a>(url: &'a str, account: &'a str, region: &str) -> Result<QueueRef<'a>, SqsError> {
    let (host, path) = split(url);
    if host.and_then(aws_region).is_some_and(|named| named != region) {
        return Err(SqsError::InvalidAddress(format!("The address {url} is not valid for this endpoint.")));
    }
    let path = path.split(['?', '#']).next().unwrap_or(path).trim_matches('/');
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let account = match parts.next() {
        Some(part) if is_account(part) => part,
        _ => account,
    };
    if !is_name(name) {
        return Err(SqsError::QueueDoesNotExist);
    }
    Ok(QueueRef { account, name })
}

/// Whether the caller may do to that queue what it calls for. A batch needs the permission of the single operation.
pub(crate) fn may_reach(ctx: &Context, account: &str, region: &str, name: &str) -> Result<(), Denied> {
    ctx.may_reach(account, || {
        let operation = ctx.operation();
        let action = operation.strip_suffix("Batch").unwrap_or(operation).to_ascii_lowercase();
        Access { action: ["sqs:", &action].concat(), resource: arn(region, account, name) }
    })
}

/// The host, if the URL has one, and the path.
fn split(url: &str) -> (Option<&str>, &str) {
    let Some((_, rest)) = url.split_once("://") else { return (None, url) };
    match rest.split_once('/') {
        Some((host, path)) => (Some(host), path),
        None => (Some(rest), ""),
    }
}

/// The region that one of AWS's host names carries.
fn aws_region(host: &str) -> Option<&str> {
    let host = host.split(':').next().unwrap_or(host);
    let host = host.strip_suffix(".amazonaws.com").or_else(|| host.strip_suffix(".amazonaws.com.cn"))?;
    host.strip_prefix("sqs.").or_else(|| host.strip_suffix(".queue"))
}

/// Whether this is an account id: twelve digits.
pub(crate) fn is_account(part: &str) -> bool {
    part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a queue may have this name: up to 80 letters, digits, hyphens and underscores, then perhaps `.fifo`.
pub(crate) fn is_name(name: &str) -> bool {
    let stem = name.strip_suffix(".fifo").unwrap_or(name);
    name.len() <= NAME_CHARS
        && !stem.is_empty()
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Whether the name is a FIFO queue's.
pub(crate) fn is_fifo(name: &str) -> bool {
    name.ends_with(".fifo")
}

/// The URL that clients are given.
pub(crate) fn url(ctx: &Context, account: &str, name: &str) -> String {
    [ctx.endpoint(), "/", account, "/", name].concat()
}

/// The queue's ARN.
pub(crate) fn arn(region: &str, account: &str, name: &str) -> String {
    ["arn:aws:sqs:", region, ":", account, ":", name].concat()
}

/// Reads a queue's ARN.
pub(crate) fn parse_arn(arn: &str) -> Option<QueueArn<'_>> {
    let mut parts = arn.strip_prefix("arn:aws:sqs:")?.split(':');
    let (region, account, name) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && !region.is_empty() && is_account(account) && is_name(name);
    whole.then_some(QueueArn { region, account, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(url: &str) -> Option<(&str, &str)> {
        locate(url, "000000000000", "us-east-1").ok().map(|queue| (queue.account, queue.name))
    }

    #[test]
    fn every_form_of_a_url_names_the_queue() {
        for url in [
            "http://127.0.0.1:4566/123456789012/orders",
            "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
            "https://us-east-1.queue.amazonaws.com/123456789012/orders",
            "https://queue.amazonaws.com/123456789012/orders/",
            "http://sqs.us-east-1.localhost:4566/123456789012/orders",
            "http://localhost:4566/queue/us-east-1/123456789012/orders",
            "/123456789012/orders",
            "123456789012/orders",
        ] {
            assert_eq!(found(url), Some(("123456789012", "orders")), "{url}");
        }
        for url in ["orders", "/orders", "http://localhost:4566/queue/orders", "http://queue.localhost/orders?Action=x"]
        {
            assert_eq!(found(url), Some(("000000000000", "orders")), "{url}");
        }
    }

    #[test]
    fn what_is_no_queue_is_refused() {
        for url in ["http://localhost:4566", "http://localhost:4566/", "a b", "https://x/1/..", "é"] {
            assert_eq!(found(url), None, "{url}");
        }
        let other = locate("https://sqs.eu-west-1.amazonaws.com/1/q", "0", "us-east-1").unwrap_err();
        assert!(matches!(other, SqsError::InvalidAddress(_)));
    }

    #[test]
    fn arns_are_read_whole_or_not_at_all() {
        let arn = parse_arn("arn:aws:sqs:us-east-1:123456789012:orders.fifo").unwrap();
        assert_eq!((arn.region, arn.account, arn.name), ("us-east-1", "123456789012", "orders.fifo"));
        for bad in [
            "",
            "arn:aws:sqs:us-east-1:123:orders",
            "arn:aws:sns:us-east-1:123456789012:t",
            "arn:aws:sqs::123456789012:q:x",
        ] {
            assert_eq!(parse_arn(bad), None, "{bad}");
        }
    }
}
