//! Where protocols put a member, and what awsQuery and XML call it.

use tradewind_wire::Document;

use crate::api::model::{Model, flag, text};

/// The REST binding of a member.
pub(crate) fn location(member: &Document) -> Option<String> {
    let name = text(member, "locationName");
    Some(match text(member, "location") {
        "header" => format!("header = {name:?}"),
        "headers" => format!("headers = {name:?}"),
        "querystring" => format!("query_param = {name:?}"),
        "uri" => format!("label = {name:?}"),
        "statusCode" => "status_code".to_owned(),
        _ => return None,
    })
}

/// Names and flattening in awsQuery and XML, for services that speak them.
pub(crate) fn query(
    model: &Model,
    service: &str,
    wire: &str,
    member: &Document,
    shape: &Document,
) -> Result<Vec<String>, String> {
    let speaks =
        matches!(model.metadata("protocol"), Some("query" | "rest-xml" | "ec2")) || model.is_query_compatible();
    if !speaks {
        return Ok(Vec::new());
    }
    let rest = model.metadata("protocol") == Some("rest-xml");
    // What lives in the head has no name in the body.
    if rest && !text(member, "location").is_empty() {
        return Ok(Vec::new());
    }
    let flat = flag(member, "flattened") || flag(shape, "flattened");
    let inner = |key: &str| shape.get(key).map(|inner| text(inner, "locationName")).filter(|name| !name.is_empty());
    let overlay = (service == "sqs").then(|| sqs(wire, text(member, "shape"))).flatten();
    let given = match &overlay {
        Some(overlay) => overlay.name,
        None if flat && !rest => inner("member").unwrap_or_else(|| text(member, "locationName")),
        None => text(member, "locationName"),
    };
    let mut words = Vec::new();
    if !given.is_empty() && given != wire {
        words.push(format!("query = {given:?}"));
    }
    if flat {
        words.push("flat".to_owned());
    }
    if flag(member, "xmlAttribute") {
        words.push("attribute".to_owned());
    }
    let namespace = [member, shape].iter().find_map(|of| of.get("xmlNamespace"));
    if let Some(namespace) = namespace.filter(|namespace| namespace.get("prefix").is_some()) {
        words.push(format!("namespace = {:?}", text(namespace, "uri")));
        words.push(format!("prefix = {:?}", text(namespace, "prefix")));
    }
    let (key, value) = match &overlay {
        Some(overlay) => (overlay.key, overlay.value),
        None => (inner("key"), inner("value")),
    };
    words.extend(key.map(|key| format!("key = {key:?}")));
    words.extend(value.map(|value| format!("value = {value:?}")));
    if !flat && let Some(item) = inner("member").filter(|name| *name != "member") {
        words.push(format!("item(query = {item:?})"));
    }
    Ok(words)
}

/// What S3 calls the root element of an answer, where its published Smithy model says so (`xmlName`) and botocore leaves it
/// out; <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html> shows every one of them.
pub(crate) fn s3_root(shape: &str) -> Option<&'static str> {
    Some(match shape {
        "CompleteMultipartUploadOutput" => "CompleteMultipartUploadResult",
        "CreateMultipartUploadOutput" => "InitiateMultipartUploadResult",
        "DeleteObjectsOutput" => "DeleteResult",
        "GetBucketAccelerateConfigurationOutput" => "AccelerateConfiguration",
        "GetBucketAclOutput" | "GetObjectAclOutput" => "AccessControlPolicy",
        "GetBucketCorsOutput" => "CORSConfiguration",
        "GetBucketLifecycleConfigurationOutput" => "LifecycleConfiguration",
        "GetBucketLocationOutput" => "LocationConstraint",
        "GetBucketLoggingOutput" => "BucketLoggingStatus",
        "GetBucketRequestPaymentOutput" => "RequestPaymentConfiguration",
        "GetBucketTaggingOutput" | "GetObjectTaggingOutput" => "Tagging",
        "GetBucketVersioningOutput" => "VersioningConfiguration",
        "GetBucketWebsiteOutput" => "WebsiteConfiguration",
        "GetObjectAttributesOutput" => "GetObjectAttributesResponse",
        "ListBucketAnalyticsConfigurationsOutput" => "ListBucketAnalyticsConfigurationResult",
        "ListBucketInventoryConfigurationsOutput" => "ListInventoryConfigurationsResult",
        "ListBucketMetricsConfigurationsOutput" => "ListMetricsConfigurationsResult",
        "ListBucketsOutput" => "ListAllMyBucketsResult",
        "ListMultipartUploadsOutput" => "ListMultipartUploadsResult",
        "ListObjectVersionsOutput" => "ListVersionsResult",
        "ListObjectsOutput" | "ListObjectsV2Output" => "ListBucketResult",
        "ListPartsOutput" => "ListPartsResult",
        // A structure that is a payload in one operation and a whole output in another.
        "NotificationConfiguration" => "NotificationConfiguration",
        _ => return None,
    })
}

/// What a list or map is called in awsQuery.
struct QueryName {
    name: &'static str,
    key: Option<&'static str>,
    value: Option<&'static str>,
}

/// SQS's published model describes its JSON protocol; the awsQuery names stand in the API reference, in each
/// operation's example request (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>).
fn sqs(wire: &str, shape: &str) -> Option<QueryName> {
    let list = |name| Some(QueryName { name, key: None, value: None });
    let map = |name, key, value| Some(QueryName { name, key: Some(key), value: Some(value) });
    match (wire, shape) {
        ("MessageSystemAttributeNames", _) => list("MessageSystemAttributeName"),
        (_, "AWSAccountIdList") => list("AWSAccountId"),
        (_, "ActionNameList") => list("ActionName"),
        (_, "AttributeNameList") => list("AttributeName"),
        (_, "MessageAttributeNameList") => list("MessageAttributeName"),
        (_, "QueueUrlList") => list("QueueUrl"),
        (_, "TagKeyList") => list("TagKey"),
        (_, "MessageList") => list("Message"),
        (_, "StringList") => list("StringListValue"),
        (_, "BinaryList") => list("BinaryListValue"),
        (_, "BatchResultErrorEntryList") => list("BatchResultErrorEntry"),
        (_, "ChangeMessageVisibilityBatchRequestEntryList") => list("ChangeMessageVisibilityBatchRequestEntry"),
        (_, "ChangeMessageVisibilityBatchResultEntryList") => list("ChangeMessageVisibilityBatchResultEntry"),
        (_, "DeleteMessageBatchRequestEntryList") => list("DeleteMessageBatchRequestEntry"),
        (_, "DeleteMessageBatchResultEntryList") => list("DeleteMessageBatchResultEntry"),
        (_, "SendMessageBatchRequestEntryList") => list("SendMessageBatchRequestEntry"),
        (_, "SendMessageBatchResultEntryList") => list("SendMessageBatchResultEntry"),
        (_, "ListMessageMoveTasksResultEntryList") => list("ListMessageMoveTasksResultEntry"),
        (_, "TagMap") => map("Tag", "Key", "Value"),
        (_, "QueueAttributeMap" | "MessageSystemAttributeMap") => map("Attribute", "Name", "Value"),
        (_, "MessageBodyAttributeMap") => map("MessageAttribute", "Name", "Value"),
        (_, "MessageBodySystemAttributeMap") => map("MessageSystemAttribute", "Name", "Value"),
        _ => None,
    }
}

/// SQS's awsQuery error codes and statuses, from the `awsQueryError` traits of its published Smithy model (botocore
/// leaves them out). Errors not listed have their own name and 400. In JSON all are 400.
pub(crate) fn sqs_error(name: &str) -> (String, i64) {
    let code = match name {
        "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue".to_owned(),
        "QueueNameExists" => "QueueAlreadyExists".to_owned(),
        "QueueDeletedRecently"
        | "PurgeQueueInProgress"
        | "TooManyEntriesInBatchRequest"
        | "EmptyBatchRequest"
        | "BatchEntryIdsNotDistinct"
        | "BatchRequestTooLong"
        | "InvalidBatchEntryId"
        | "MessageNotInflight"
        | "UnsupportedOperation" => format!("AWS.SimpleQueueService.{name}"),
        "KmsAccessDenied" => "KMS.AccessDeniedException".to_owned(),
        "KmsDisabled" => "KMS.DisabledException".to_owned(),
        "KmsInvalidKeyUsage" => "KMS.InvalidKeyUsageException".to_owned(),
        "KmsInvalidState" => "KMS.InvalidStateException".to_owned(),
        "KmsNotFound" => "KMS.NotFoundException".to_owned(),
        "KmsOptInRequired" => "KMS.OptInRequired".to_owned(),
        "KmsThrottled" => "KMS.ThrottlingException".to_owned(),
        other => other.to_owned(),
    };
    let status = match name {
        "OverLimit" | "PurgeQueueInProgress" | "RequestThrottled" | "InvalidSecurity" => 403,
        "InvalidAddress" | "ReceiptHandleIsInvalid" | "ResourceNotFoundException" => 404,
        _ => 400,
    };
    (code, status)
}
