//! ARNs and the patterns of AWS's models.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use tradewind_wire::Matcher;
use tradewind_wire::arn::{Arn, is_account, partition};

#[test]
fn arns_come_apart_and_together() {
    let text = "arn:aws:events:eu-west-1:123456789012:rule/bus/name:x";
    let arn = Arn::parse(text).unwrap();
    assert_eq!((arn.service, arn.region, arn.account), ("events", "eu-west-1", "123456789012"));
    assert_eq!(arn.resource_parts(), ("rule", "bus/name:x"));
    assert_eq!(arn.to_string(), text);
    assert_eq!(Arn::parse("arn:aws:sqs:eu-west-1:1:q").unwrap().resource_parts(), ("", "q"));
    assert_eq!(Arn::parse("arn:aws:s3:::bucket/key").unwrap().account, "");
    for bad in
        ["", "arn", "arn:aws:sqs:r:a", "arn:aws:sqs:r:a:", "urn:aws:sqs:r:a:q", "arn::sqs:r:a:q", "arn:aws::r:a:q"]
    {
        assert_eq!(Arn::parse(bad), None, "{bad}");
    }
    assert_eq!(Arn::new("sqs", "cn-north-1", "1", "q").to_string(), "arn:aws-cn:sqs:cn-north-1:1:q");
    assert_eq!(partition("us-gov-west-1"), "aws-us-gov");
    assert_eq!(partition("us-isob-east-1"), "aws-iso-b");
    assert!(is_account("000000000000") && !is_account("00000000000") && !is_account("00000000000x"));
}

#[test]
fn patterns_match_the_whole_text_as_java_does() {
    let matches = |pattern: &str, text: &str| Matcher::new(pattern).matches(text);
    assert!(matches(r"[\.\-_A-Za-z0-9]+", "a.b-c_9"));
    for bad in ["", "a b", "é", "a\n"] {
        assert!(!matches(r"[\.\-_A-Za-z0-9]+", bad), "{bad:?}");
    }
    assert!(matches(r"[\w+=,.@:-]*", "") && matches(r"[\w+=,.@:-]*", "a@b") && !matches(r"[\w+=,.@:-]*", "a/b"));
    assert!(matches(r"\d{12}", "123456789012") && !matches(r"\d{12}", "١٢٣٤٥٦٧٨٩٠١٢"));
    let bus = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+";
    assert!(matches(bus, "default") && matches(bus, "arn:aws:events:eu-west-1:123456789012:event-bus/x"));
    assert!(!matches(bus, "arn:aws:events:eu-west-1:123456789012:event-bus/x y"));
    assert!(matches(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "größe 1") && !matches(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "a,b"));
    assert!(matches(r"aws\.partner(/[\.\-_A-Za-z0-9]+){2,}", "aws.partner/a/b"));
    assert!(matches!(Matcher::new(r"[a-z]*(?<!\.)"), Matcher::Unsupported));
    assert!(matches!(Matcher::new(r"^[a-z]+$"), Matcher::Class { empty: false, .. }));
}
