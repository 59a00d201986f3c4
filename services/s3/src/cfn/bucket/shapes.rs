//! Properties of buckets as S3's operations take them.

use tradewind_resource::Request;
use tradewind_wire::Document;

/// A member of a structure.
pub(super) fn part(of: &Document, name: &str) -> Option<Document> {
    of.get(name).filter(|value| **value != Document::Null).cloned()
}

/// Each element of a list that is a member of a structure, made into something else.
pub(super) fn each(of: &Document, name: &str, make: impl Fn(&Document) -> Document) -> Option<Document> {
    let items = of.get(name)?.as_list()?;
    Some(Document::List(items.iter().map(make).collect()))
}

/// Members of a structure under other names.
pub(super) fn renamed(of: &Document, names: &[(&str, &'static str)]) -> Request {
    names.iter().fold(Request::new(), |request, (from, to)| request.maybe(to, part(of, from)))
}

pub(super) fn accelerate(given: &Document) -> Document {
    renamed(given, &[("AccelerationStatus", "Status")]).into()
}

pub(super) fn encryption(given: &Document) -> Document {
    let rule = |rule: &Document| {
        renamed(
            rule,
            &[
                ("ServerSideEncryptionByDefault", "ApplyServerSideEncryptionByDefault"),
                ("BucketKeyEnabled", "BucketKeyEnabled"),
            ],
        )
        .into()
    };
    Request::new().maybe("Rules", each(given, "ServerSideEncryptionConfiguration", rule)).into()
}

pub(super) fn cors(given: &Document) -> Document {
    let rule = |rule: &Document| {
        renamed(
            rule,
            &[
                ("AllowedHeaders", "AllowedHeaders"),
                ("AllowedMethods", "AllowedMethods"),
                ("AllowedOrigins", "AllowedOrigins"),
                ("ExposedHeaders", "ExposeHeaders"),
                ("Id", "ID"),
                ("MaxAge", "MaxAgeSeconds"),
            ],
        )
        .into()
    };
    Request::new().maybe("CORSRules", each(given, "CorsRules", rule)).into()
}

pub(super) fn logging(given: &Document) -> Document {
    let enabled = renamed(
        given,
        &[("DestinationBucketName", "TargetBucket"), ("TargetObjectKeyFormat", "TargetObjectKeyFormat")],
    )
    .with("TargetPrefix", part(given, "LogFilePrefix").unwrap_or_else(|| "".into()));
    Request::new().with("LoggingEnabled", enabled).into()
}

pub(super) fn website(given: &Document) -> Document {
    let inside = |name: &'static str, value: Option<Document>| value.map(|value| Document::from([(name, value)]));
    let rule =
        |rule: &Document| renamed(rule, &[("RedirectRule", "Redirect"), ("RoutingRuleCondition", "Condition")]).into();
    Request::new()
        .maybe("ErrorDocument", inside("Key", part(given, "ErrorDocument")))
        .maybe("IndexDocument", inside("Suffix", part(given, "IndexDocument")))
        .maybe("RedirectAllRequestsTo", part(given, "RedirectAllRequestsTo"))
        .maybe("RoutingRules", each(given, "RoutingRules", rule))
        .into()
}
