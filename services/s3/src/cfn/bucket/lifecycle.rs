//! Lifecycle rules, as PutBucketLifecycleConfiguration takes them.

use tradewind_resource::Request;
use tradewind_wire::Document;

use super::shapes::{each, part, renamed};

pub(super) fn members(given: &Document, request: Request) -> Request {
    let rules = Request::new().maybe("Rules", each(given, "Rules", rule));
    request
        .with("LifecycleConfiguration", rules)
        .maybe("TransitionDefaultMinimumObjectSize", part(given, "TransitionDefaultMinimumObjectSize"))
}

fn rule(given: &Document) -> Document {
    let expiration = renamed(
        given,
        &[
            ("ExpirationDate", "Date"),
            ("ExpirationInDays", "Days"),
            ("ExpiredObjectDeleteMarker", "ExpiredObjectDeleteMarker"),
        ],
    );
    let noncurrent = part(given, "NoncurrentVersionExpiration").or_else(|| {
        let days = renamed(given, &[("NoncurrentVersionExpirationInDays", "NoncurrentDays")]);
        filled(days)
    });
    renamed(
        given,
        &[("AbortIncompleteMultipartUpload", "AbortIncompleteMultipartUpload"), ("Id", "ID"), ("Status", "Status")],
    )
    .maybe("Expiration", filled(expiration))
    .maybe("NoncurrentVersionExpiration", noncurrent)
    .maybe("NoncurrentVersionTransitions", both(given, "NoncurrentVersionTransition", noncurrent_transition))
    .maybe("Transitions", both(given, "Transition", transition))
    .with("Filter", filter(given))
    .into()
}

fn filled(request: Request) -> Option<Document> {
    (!request.is_empty()).then(|| request.into())
}

/// A property in its old form, of one, and in its new one, of several.
fn both(given: &Document, one: &str, make: fn(&Document) -> Document) -> Option<Document> {
    let several = each(given, &[one, "s"].concat(), make);
    several.or_else(|| Some(Document::List(vec![make(given.get(one)?)])))
}

fn transition(given: &Document) -> Document {
    renamed(given, &[("StorageClass", "StorageClass"), ("TransitionDate", "Date"), ("TransitionInDays", "Days")]).into()
}

fn noncurrent_transition(given: &Document) -> Document {
    renamed(
        given,
        &[
            ("NewerNoncurrentVersions", "NewerNoncurrentVersions"),
            ("StorageClass", "StorageClass"),
            ("TransitionInDays", "NoncurrentDays"),
        ],
    )
    .into()
}

/// Which objects: conditions of which there is more than one stand under `And`.
fn filter(given: &Document) -> Document {
    let prefix = part(given, "Prefix");
    let tags = given.get("TagFilters").and_then(Document::as_list).unwrap_or_default();
    // The schema has sizes as text.
    let size = |name: &str| given.get(name).and_then(Document::as_str)?.parse::<i64>().ok();
    let (greater, less) = (size("ObjectSizeGreaterThan"), size("ObjectSizeLessThan"));
    let conditions =
        usize::from(prefix.is_some()) + tags.len() + usize::from(greater.is_some()) + usize::from(less.is_some());
    let sizes = |request: Request| request.maybe("ObjectSizeGreaterThan", greater).maybe("ObjectSizeLessThan", less);
    match (conditions, tags) {
        (0, _) => Document::from([("Prefix", "".into())]),
        (1, [tag]) => Document::from([("Tag", tag.clone())]),
        (1, _) => sizes(Request::new().maybe("Prefix", prefix)).into(),
        _ => {
            let tags = (!tags.is_empty()).then(|| tags.to_vec());
            let all = sizes(Request::new().maybe("Prefix", prefix).maybe("Tags", tags));
            Request::new().with("And", all).into()
        }
    }
}
