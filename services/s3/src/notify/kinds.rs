//! The names of events (Amazon S3 User Guide, "Event notification types and destinations").

/// All that a configuration may name, without `s3:`.
const KINDS: &[&str] = &[
    "ReducedRedundancyLostObject",
    "ObjectCreated:*",
    "ObjectCreated:Put",
    "ObjectCreated:Post",
    "ObjectCreated:Copy",
    "ObjectCreated:CompleteMultipartUpload",
    "ObjectRemoved:*",
    "ObjectRemoved:Delete",
    "ObjectRemoved:DeleteMarkerCreated",
    "ObjectRestore:*",
    "ObjectRestore:Post",
    "ObjectRestore:Completed",
    "ObjectRestore:Delete",
    "Replication:*",
    "Replication:OperationFailedReplication",
    "Replication:OperationNotTracked",
    "Replication:OperationMissedThreshold",
    "Replication:OperationReplicatedAfterThreshold",
    "LifecycleTransition",
    "IntelligentTiering",
    "ObjectAcl:Put",
    "LifecycleExpiration:*",
    "LifecycleExpiration:Delete",
    "LifecycleExpiration:DeleteMarkerCreated",
    "ObjectTagging:*",
    "ObjectTagging:Put",
    "ObjectTagging:Delete",
];

/// Whether a configuration may name this event, with its `s3:`.
pub(super) fn is_known(event: &str) -> bool {
    event.strip_prefix("s3:").is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether a configured event means this one, which has no `s3:` and no star.
pub(super) fn means(configured: &str, name: &str) -> bool {
    let configured = configured.strip_prefix("s3:").unwrap_or(configured);
    match configured.strip_suffix('*') {
        Some(family) => name.starts_with(family),
        None => configured == name,
    }
}

/// Whether some event is meant by both.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    let plain = |event: &str| event.strip_prefix("s3:").unwrap_or(event).to_owned();
    means(one, &plain(other)) || means(other, &plain(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_mean_families() {
        for (configured, name, want) in [
            ("s3:ObjectCreated:*", "ObjectCreated:Put", true),
            ("s3:ObjectCreated:Put", "ObjectCreated:Put", true),
            ("s3:ObjectCreated:Put", "ObjectCreated:Post", false),
            ("s3:ObjectRemoved:*", "ObjectCreated:Put", false),
            ("s3:ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", false),
            ("s3:LifecycleTransition", "LifecycleTransition", true),
        ] {
            assert_eq!(means(configured, name), want, "{configured} {name}");
        }
    }

    #[test]
    fn overlaps() {
        assert!(overlap("s3:ObjectCreated:*", "s3:ObjectCreated:Put"));
        assert!(overlap("s3:ObjectCreated:Put", "s3:ObjectCreated:*"));
        assert!(overlap("s3:ObjectCreated:*", "s3:ObjectCreated:*"));
        assert!(!overlap("s3:ObjectCreated:Put", "s3:ObjectCreated:Post"));
        assert!(!overlap("s3:ObjectRemoved:*", "s3:ObjectCreated:*"));
    }

    #[test]
    fn known_ones() {
        for good in ["s3:ObjectCreated:*", "s3:LifecycleExpiration:Delete", "s3:ObjectAcl:Put"] {
            assert!(is_known(good), "{good}");
        }
        for bad in ["ObjectCreated:*", "s3:*", "s3:ObjectCreated", "s3:ObjectCreated:Get", "s3:TestEvent", ""] {
            assert!(!is_known(bad), "{bad}");
        }
    }
}
