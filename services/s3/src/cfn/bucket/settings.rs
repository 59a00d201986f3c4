//! Which operation sets which property of a bucket, and what it is without.

use tradewind_resource::{Caller, Failure, Request};
use tradewind_wire::Document;

use super::{lifecycle, notify, shapes};

/// A property that an operation of its own sets.
pub(super) struct Setting {
    pub(super) property: &'static str,
    put: &'static str,
    /// The members of the operation beside the bucket.
    members: fn(&Document, Request) -> Request,
    without: Without,
}

/// What takes a setting back.
enum Without {
    /// An operation that deletes it.
    Delete(&'static str),
    /// The same operation, with what stands for no setting.
    Put(fn(Request) -> Request),
}

impl Setting {
    pub(super) async fn put(&self, caller: &Caller, bucket: &str, value: &Document) -> Result<(), Failure> {
        let request = (self.members)(value, Request::new().with("Bucket", bucket));
        caller.call("s3", self.put, request).await.map(drop)
    }

    pub(super) async fn take_back(&self, caller: &Caller, bucket: &str) -> Result<(), Failure> {
        let request = Request::new().with("Bucket", bucket);
        match self.without {
            Without::Delete(operation) => caller.call_if_there("s3", operation, request).await.map(drop),
            Without::Put(members) => caller.call("s3", self.put, members(request)).await.map(drop),
        }
    }
}

const fn setting(
    property: &'static str,
    put: &'static str,
    members: fn(&Document, Request) -> Request,
    without: Without,
) -> Setting {
    Setting { property, put, members, without }
}

/// In this order: who may reach the bucket comes first, what looks at other resources last.
pub(super) const SETTINGS: [Setting; 10] = [
    setting(
        "PublicAccessBlockConfiguration",
        "PutPublicAccessBlock",
        |value, request| request.with("PublicAccessBlockConfiguration", value.clone()),
        Without::Delete("DeletePublicAccessBlock"),
    ),
    setting(
        "OwnershipControls",
        "PutBucketOwnershipControls",
        |value, request| request.with("OwnershipControls", value.clone()),
        Without::Delete("DeleteBucketOwnershipControls"),
    ),
    setting(
        "VersioningConfiguration",
        "PutBucketVersioning",
        |value, request| request.with("VersioningConfiguration", value.clone()),
        Without::Put(|request| request.with("VersioningConfiguration", status("Suspended"))),
    ),
    setting(
        "BucketEncryption",
        "PutBucketEncryption",
        |value, request| request.with("ServerSideEncryptionConfiguration", shapes::encryption(value)),
        Without::Delete("DeleteBucketEncryption"),
    ),
    setting(
        "CorsConfiguration",
        "PutBucketCors",
        |value, request| request.with("CORSConfiguration", shapes::cors(value)),
        Without::Delete("DeleteBucketCors"),
    ),
    setting(
        "LifecycleConfiguration",
        "PutBucketLifecycleConfiguration",
        lifecycle::members,
        Without::Delete("DeleteBucketLifecycle"),
    ),
    setting(
        "WebsiteConfiguration",
        "PutBucketWebsite",
        |value, request| request.with("WebsiteConfiguration", shapes::website(value)),
        Without::Delete("DeleteBucketWebsite"),
    ),
    setting(
        "AccelerateConfiguration",
        "PutBucketAccelerateConfiguration",
        |value, request| request.with("AccelerateConfiguration", shapes::accelerate(value)),
        Without::Put(|request| request.with("AccelerateConfiguration", status("Suspended"))),
    ),
    setting(
        "LoggingConfiguration",
        "PutBucketLogging",
        |value, request| request.with("BucketLoggingStatus", shapes::logging(value)),
        Without::Put(|request| request.with("BucketLoggingStatus", Document::Map(Vec::new()))),
    ),
    setting(
        "NotificationConfiguration",
        "PutBucketNotificationConfiguration",
        |value, request| request.with("NotificationConfiguration", notify::configuration(value)),
        Without::Put(|request| request.with("NotificationConfiguration", Document::Map(Vec::new()))),
    ),
];

fn status(status: &str) -> Document {
    Document::from([("Status", status.into())])
}
