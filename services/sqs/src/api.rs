//! The shapes of Amazon Simple Queue Service, from AWS's published model of API version 2012-11-05 (`cargo xtask api`).
//!
//! Inputs and outputs stand in the order of the operations, then what they contain.
//!
//! Two things are said differently than in the model, because AWS behaves differently: a batch's lists of successes and of
//! failures are absent when they are empty, and an attribute without a data type is refused by its name, not as a missing
//! member.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_wire::{ErrorShape, Shape};

/// Input of `AddPermission`.
///
/// Adds a permission to a queue for a specific principal. This allows sharing access to the
/// queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct AddPermissionRequest {
    /// The URL of the Amazon SQS queue to which permissions are added.
    #[shape(required)]
    pub queue_url: String,
    /// The unique identification of the permission you're setting (for example,
    /// `AliceSendMessage`). Maximum 80 characters.
    #[shape(required)]
    pub label: String,
    /// The Amazon Web Services account numbers of the principals who are to receive permission.
    #[shape(name = "AWSAccountIds", required, query = "AWSAccountId", flat)]
    pub aws_account_ids: Vec<String>,
    /// The action the client wants to allow for the specified principal. Valid values: the name
    /// of any action or `*`.
    #[shape(required, query = "ActionName", flat)]
    pub actions: Vec<String>,
}

/// Input of `CancelMessageMoveTask`.
///
/// Cancels a specified message movement task. A message movement can only be cancelled when
/// the current status is RUNNING.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelMessageMoveTaskRequest {
    /// An identifier associated with a message movement task.
    #[shape(required)]
    pub task_handle: String,
}

/// Output of `CancelMessageMoveTask`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CancelMessageMoveTaskResult {
    /// The approximate number of messages already moved to the destination queue.
    pub approximate_number_of_messages_moved: Option<i64>,
}

/// Input of `ChangeMessageVisibility`.
///
/// Changes the visibility timeout of a specified message in a queue to a new value. The
/// default visibility timeout for a message is 30 seconds.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeMessageVisibilityRequest {
    /// The URL of the Amazon SQS queue whose message's visibility is changed.
    #[shape(required)]
    pub queue_url: String,
    /// The receipt handle associated with the message, whose visibility timeout is changed. This
    /// parameter is returned by the `ReceiveMessage` action.
    #[shape(required)]
    pub receipt_handle: String,
    /// The new value for the message's visibility timeout (in seconds). Values range: `0` to
    /// `43200`.
    #[shape(required)]
    pub visibility_timeout: i32,
}

/// Input of `ChangeMessageVisibilityBatch`.
///
/// Changes the visibility timeout of multiple messages. This is a batch version of
/// `ChangeMessageVisibility.` The result of the action on each message is reported
/// individually in the response.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeMessageVisibilityBatchRequest {
    /// The URL of the Amazon SQS queue whose messages' visibility is changed.
    #[shape(required)]
    pub queue_url: String,
    /// Lists the receipt handles of the messages for which the visibility timeout must be
    /// changed.
    #[shape(required, query = "ChangeMessageVisibilityBatchRequestEntry", flat)]
    pub entries: Vec<ChangeMessageVisibilityBatchRequestEntry>,
}

/// For each message in the batch, the response contains a
/// `ChangeMessageVisibilityBatchResultEntry` tag if the message succeeds or a
/// `BatchResultErrorEntry` tag if the message fails.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeMessageVisibilityBatchResult {
    /// A list of `ChangeMessageVisibilityBatchResultEntry` items.
    #[shape(query = "ChangeMessageVisibilityBatchResultEntry", flat)]
    pub successful: Option<Vec<ChangeMessageVisibilityBatchResultEntry>>,
    /// A list of `BatchResultErrorEntry` items.
    #[shape(query = "BatchResultErrorEntry", flat)]
    pub failed: Option<Vec<BatchResultErrorEntry>>,
}

/// Input of `CreateQueue`.
///
/// Creates a new standard or FIFO queue. You can pass one or more attributes in the request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateQueueRequest {
    /// The name of the new queue.
    #[shape(required)]
    pub queue_name: String,
    /// A map of attributes with their corresponding values.
    #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
    pub attributes: Option<BTreeMap<String, String>>,
    /// Add cost allocation tags to the specified Amazon SQS queue. For an overview, see Tagging
    /// Your Amazon SQS Queues in the Amazon SQS Developer Guide.
    #[shape(name = "tags", query = "Tag", flat, key = "Key", value = "Value")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Returns the `QueueUrl` attribute of the created queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct CreateQueueResult {
    /// The URL of the created Amazon SQS queue.
    pub queue_url: Option<String>,
}

/// Input of `DeleteMessage`.
///
/// Deletes the specified message from the specified queue. To select the message to delete,
/// use the `ReceiptHandle` of the message (not the `MessageId` which you receive when you
/// send the message).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMessageRequest {
    /// The URL of the Amazon SQS queue from which messages are deleted.
    #[shape(required)]
    pub queue_url: String,
    /// The receipt handle associated with the message to delete.
    #[shape(required)]
    pub receipt_handle: String,
}

/// Input of `DeleteMessageBatch`.
///
/// Deletes up to ten messages from the specified queue. This is a batch version of
/// `DeleteMessage.` The result of the action on each message is reported individually in the
/// response.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMessageBatchRequest {
    /// The URL of the Amazon SQS queue from which messages are deleted.
    #[shape(required)]
    pub queue_url: String,
    /// Lists the receipt handles for the messages to be deleted.
    #[shape(required, query = "DeleteMessageBatchRequestEntry", flat)]
    pub entries: Vec<DeleteMessageBatchRequestEntry>,
}

/// For each message in the batch, the response contains a `DeleteMessageBatchResultEntry` tag
/// if the message is deleted or a `BatchResultErrorEntry` tag if the message can't be
/// deleted.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMessageBatchResult {
    /// A list of `DeleteMessageBatchResultEntry` items.
    #[shape(query = "DeleteMessageBatchResultEntry", flat)]
    pub successful: Option<Vec<DeleteMessageBatchResultEntry>>,
    /// A list of `BatchResultErrorEntry` items.
    #[shape(query = "BatchResultErrorEntry", flat)]
    pub failed: Option<Vec<BatchResultErrorEntry>>,
}

/// Input of `DeleteQueue`.
///
/// Deletes the queue specified by the `QueueUrl`, regardless of the queue's contents.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteQueueRequest {
    /// The URL of the Amazon SQS queue to delete.
    #[shape(required)]
    pub queue_url: String,
}

/// Input of `GetQueueAttributes`.
///
/// Gets attributes for the specified queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetQueueAttributesRequest {
    /// The URL of the Amazon SQS queue whose attribute information is retrieved.
    #[shape(required)]
    pub queue_url: String,
    /// A list of attributes for which to retrieve information.
    #[shape(query = "AttributeName", flat)]
    pub attribute_names: Option<Vec<String>>,
}

/// A list of returned queue attributes.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetQueueAttributesResult {
    /// A map of attributes to their respective values.
    #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Input of `GetQueueUrl`.
///
/// The `GetQueueUrl` API returns the URL of an existing Amazon SQS queue. This is useful when
/// you know the queue's name but need to retrieve its URL for further operations.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetQueueUrlRequest {
    /// (Required) The name of the queue for which you want to fetch the URL. The name can be up
    /// to 80 characters long and can include alphanumeric characters, hyphens (-), and
    /// underscores (_).
    #[shape(required)]
    pub queue_name: String,
    /// (Optional) The Amazon Web Services account ID of the account that created the queue. This
    /// is only required when you are attempting to access a queue owned by another Amazon Web
    /// Services account.
    #[shape(name = "QueueOwnerAWSAccountId")]
    pub queue_owner_aws_account_id: Option<String>,
}

/// For more information, see Interpreting Responses in the Amazon SQS Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct GetQueueUrlResult {
    /// The URL of the queue.
    pub queue_url: Option<String>,
}

/// Input of `ListDeadLetterSourceQueues`.
///
/// Returns a list of your queues that have the `RedrivePolicy` queue attribute configured
/// with a dead-letter queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListDeadLetterSourceQueuesRequest {
    /// The URL of a dead-letter queue.
    #[shape(required)]
    pub queue_url: String,
    /// Pagination token to request the next set of results.
    pub next_token: Option<String>,
    /// Maximum number of results to include in the response. Value range is 1 to 1000.
    pub max_results: Option<i32>,
}

/// A list of your dead letter source queues.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListDeadLetterSourceQueuesResult {
    /// A list of source queue URLs that have the `RedrivePolicy` queue attribute configured with
    /// a dead-letter queue.
    #[shape(name = "queueUrls", required, query = "QueueUrl", flat)]
    pub queue_urls: Vec<String>,
    /// Pagination token to include in the next request. Token value is `null` if there are no
    /// additional results to request, or if you did not set `MaxResults` in the request.
    pub next_token: Option<String>,
}

/// Input of `ListMessageMoveTasks`.
///
/// Gets the most recent message movement tasks (up to 10) under a specific source queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListMessageMoveTasksRequest {
    /// The ARN of the queue whose message movement tasks are to be listed.
    #[shape(required)]
    pub source_arn: String,
    /// The maximum number of results to include in the response. The default is 1, which provides
    /// the most recent message movement task.
    pub max_results: Option<i32>,
}

/// Output of `ListMessageMoveTasks`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListMessageMoveTasksResult {
    /// A list of message movement tasks and their attributes.
    #[shape(query = "ListMessageMoveTasksResultEntry", flat)]
    pub results: Option<Vec<ListMessageMoveTasksResultEntry>>,
}

/// Input of `ListQueueTags`.
///
/// List all cost allocation tags added to the specified Amazon SQS queue. For an overview,
/// see Tagging Your Amazon SQS Queues in the Amazon SQS Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListQueueTagsRequest {
    /// The URL of the queue.
    #[shape(required)]
    pub queue_url: String,
}

/// Output of `ListQueueTags`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListQueueTagsResult {
    /// The list of all tags added to the specified queue.
    #[shape(query = "Tag", flat, key = "Key", value = "Value")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Input of `ListQueues`.
///
/// Returns a list of your queues in the current region. The response includes a maximum of
/// 1,000 results.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListQueuesRequest {
    /// A string to use for filtering the list results. Only those queues whose name begins with
    /// the specified string are returned.
    pub queue_name_prefix: Option<String>,
    /// Pagination token to request the next set of results.
    pub next_token: Option<String>,
    /// Maximum number of results to include in the response. Value range is 1 to 1000.
    pub max_results: Option<i32>,
}

/// A list of your queues.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListQueuesResult {
    /// A list of queue URLs, up to 1,000 entries, or the value of `MaxResults` that you sent in
    /// the request.
    #[shape(query = "QueueUrl", flat)]
    pub queue_urls: Option<Vec<String>>,
    /// Pagination token to include in the next request. Token value is `null` if there are no
    /// additional results to request, or if you did not set `MaxResults` in the request.
    pub next_token: Option<String>,
}

/// Input of `PurgeQueue`.
///
/// Deletes available messages in a queue (including in-flight messages) specified by the
/// `QueueURL` parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct PurgeQueueRequest {
    /// The URL of the queue from which the `PurgeQueue` action deletes messages.
    #[shape(required)]
    pub queue_url: String,
}

/// Input of `ReceiveMessage`.
///
/// Retrieves one or more messages (up to 10), from the specified queue. Using the
/// `WaitTimeSeconds` parameter enables long-poll support.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReceiveMessageRequest {
    /// The URL of the Amazon SQS queue from which messages are received.
    #[shape(required)]
    pub queue_url: String,
    /// A list of attributes that need to be returned along with each message.
    #[shape(query = "AttributeName", flat)]
    pub attribute_names: Option<Vec<String>>,
    /// A list of attributes that need to be returned along with each message.
    #[shape(query = "MessageSystemAttributeName", flat)]
    pub message_system_attribute_names: Option<Vec<String>>,
    /// The name of the message attribute, where N is the index.
    #[shape(query = "MessageAttributeName", flat)]
    pub message_attribute_names: Option<Vec<String>>,
    /// The maximum number of messages to return. Amazon SQS never returns more messages than this
    /// value (however, fewer messages might be returned).
    pub max_number_of_messages: Option<i32>,
    /// The duration (in seconds) that the received messages are hidden from subsequent retrieve
    /// requests after being retrieved by a `ReceiveMessage` request.
    pub visibility_timeout: Option<i32>,
    /// The duration (in seconds) for which the call waits for a message to arrive in the queue
    /// before returning. If a message is available, the call returns sooner than
    /// `WaitTimeSeconds`.
    pub wait_time_seconds: Option<i32>,
    /// This parameter applies only to FIFO (first-in-first-out) queues.
    pub receive_request_attempt_id: Option<String>,
}

/// A list of received messages.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ReceiveMessageResult {
    /// A list of messages.
    #[shape(query = "Message", flat)]
    pub messages: Option<Vec<Message>>,
}

/// Input of `RemovePermission`.
///
/// Revokes any permissions in the queue policy that matches the specified `Label` parameter.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct RemovePermissionRequest {
    /// The URL of the Amazon SQS queue from which permissions are removed.
    #[shape(required)]
    pub queue_url: String,
    /// The identification of the permission to remove. This is the label added using the
    /// `AddPermission` action.
    #[shape(required)]
    pub label: String,
}

/// Input of `SendMessage`.
///
/// Delivers a message to the specified queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageRequest {
    /// The URL of the Amazon SQS queue to which a message is sent.
    #[shape(required)]
    pub queue_url: String,
    /// The message to send. The minimum size is one character.
    #[shape(required)]
    pub message_body: String,
    /// The length of time, in seconds, for which to delay a specific message. Valid values: 0 to
    /// 900.
    pub delay_seconds: Option<i32>,
    /// Each message attribute consists of a `Name`, `Type`, and `Value`. For more information,
    /// see Amazon SQS message attributes in the Amazon SQS Developer Guide.
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    /// The message system attribute to send. Each message system attribute consists of a `Name`,
    /// `Type`, and `Value`.
    #[shape(query = "MessageSystemAttribute", flat, key = "Name", value = "Value")]
    pub message_system_attributes: Option<BTreeMap<String, MessageSystemAttributeValue>>,
    /// This parameter applies only to FIFO (first-in-first-out) queues.
    pub message_deduplication_id: Option<String>,
    /// `MessageGroupId` is an attribute used in Amazon SQS FIFO (First-In-First-Out) and standard
    /// queues. In FIFO queues, `MessageGroupId` organizes messages into distinct groups.
    pub message_group_id: Option<String>,
}

/// The `MD5OfMessageBody` and `MessageId` elements.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageResult {
    /// An MD5 digest of the non-URL-encoded message body string. You can use this attribute to
    /// verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageBody")]
    pub md5_of_message_body: Option<String>,
    /// An MD5 digest of the non-URL-encoded message attribute string. You can use this attribute
    /// to verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    /// An MD5 digest of the non-URL-encoded message system attribute string. You can use this
    /// attribute to verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageSystemAttributes")]
    pub md5_of_message_system_attributes: Option<String>,
    /// An attribute containing the `MessageId` of the message sent to the queue. For more
    /// information, see Queue and Message Identifiers in the Amazon SQS Developer Guide.
    pub message_id: Option<String>,
    /// This parameter applies only to FIFO (first-in-first-out) queues.
    pub sequence_number: Option<String>,
}

/// Input of `SendMessageBatch`.
///
/// You can use `SendMessageBatch` to send up to 10 messages to the specified queue by
/// assigning either identical or different values to each message (or by not assigning values
/// at all).
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageBatchRequest {
    /// The URL of the Amazon SQS queue to which batched messages are sent.
    #[shape(required)]
    pub queue_url: String,
    /// A list of `SendMessageBatchRequestEntry` items.
    #[shape(required, query = "SendMessageBatchRequestEntry", flat)]
    pub entries: Vec<SendMessageBatchRequestEntry>,
}

/// For each message in the batch, the response contains a `SendMessageBatchResultEntry` tag
/// if the message succeeds or a `BatchResultErrorEntry` tag if the message fails.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageBatchResult {
    /// A list of `SendMessageBatchResultEntry` items.
    #[shape(query = "SendMessageBatchResultEntry", flat)]
    pub successful: Option<Vec<SendMessageBatchResultEntry>>,
    /// A list of `BatchResultErrorEntry` items with error details about each message that can't
    /// be enqueued.
    #[shape(query = "BatchResultErrorEntry", flat)]
    pub failed: Option<Vec<BatchResultErrorEntry>>,
}

/// Input of `SetQueueAttributes`.
///
/// Sets the value of one or more queue attributes, like a policy. When you change a queue's
/// attributes, the change can take up to 60 seconds for most of the attributes to propagate
/// throughout the Amazon SQS system.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SetQueueAttributesRequest {
    /// The URL of the Amazon SQS queue whose attributes are set.
    #[shape(required)]
    pub queue_url: String,
    /// A map of attributes to set.
    #[shape(required, query = "Attribute", flat, key = "Name", value = "Value")]
    pub attributes: BTreeMap<String, String>,
}

/// Input of `StartMessageMoveTask`.
///
/// Starts an asynchronous task to move messages from a specified source queue to a specified
/// destination queue.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartMessageMoveTaskRequest {
    /// The ARN of the queue that contains the messages to be moved to another queue. Currently,
    /// only ARNs of dead-letter queues (DLQs) whose sources are other Amazon SQS queues are
    /// accepted.
    #[shape(required)]
    pub source_arn: String,
    /// The ARN of the queue that receives the moved messages. You can use this field to specify
    /// the destination queue where you would like to redrive messages.
    pub destination_arn: Option<String>,
    /// The number of messages to be moved per second (the message movement rate). You can use
    /// this field to define a fixed message movement rate.
    pub max_number_of_messages_per_second: Option<i32>,
}

/// Output of `StartMessageMoveTask`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct StartMessageMoveTaskResult {
    /// An identifier associated with a message movement task. You can use this identifier to
    /// cancel a specified message movement task using the `CancelMessageMoveTask` action.
    pub task_handle: Option<String>,
}

/// Input of `TagQueue`.
///
/// Add cost allocation tags to the specified Amazon SQS queue. For an overview, see Tagging
/// Your Amazon SQS Queues in the Amazon SQS Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct TagQueueRequest {
    /// The URL of the queue.
    #[shape(required)]
    pub queue_url: String,
    /// The list of tags to be added to the specified queue.
    #[shape(required, query = "Tag", flat, key = "Key", value = "Value")]
    pub tags: BTreeMap<String, String>,
}

/// Input of `UntagQueue`.
///
/// Remove cost allocation tags from the specified Amazon SQS queue. For an overview, see
/// Tagging Your Amazon SQS Queues in the Amazon SQS Developer Guide.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct UntagQueueRequest {
    /// The URL of the queue.
    #[shape(required)]
    pub queue_url: String,
    /// The list of tags to be removed from the specified queue.
    #[shape(required, query = "TagKey", flat)]
    pub tag_keys: Vec<String>,
}

/// Encloses a receipt handle and an entry ID for each message in
/// `ChangeMessageVisibilityBatch.`
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeMessageVisibilityBatchRequestEntry {
    /// An identifier for this particular receipt handle used to communicate the result.
    #[shape(required)]
    pub id: String,
    /// A receipt handle.
    #[shape(required)]
    pub receipt_handle: String,
    /// The new value (in seconds) for the message's visibility timeout.
    pub visibility_timeout: Option<i32>,
}

/// Encloses the `Id` of an entry in `ChangeMessageVisibilityBatch.`
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ChangeMessageVisibilityBatchResultEntry {
    /// Represents a message whose visibility timeout has been changed successfully.
    #[shape(required)]
    pub id: String,
}

/// Gives a detailed description of the result of an action on each entry in the request.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct BatchResultErrorEntry {
    /// The `Id` of an entry in a batch request.
    #[shape(required)]
    pub id: String,
    /// Specifies whether the error happened due to the caller of the batch API action.
    #[shape(required)]
    pub sender_fault: bool,
    /// An error code representing why the action failed on this entry.
    #[shape(required)]
    pub code: String,
    /// A message explaining why the action failed on this entry.
    pub message: Option<String>,
}

/// Encloses a receipt handle and an identifier for it.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMessageBatchRequestEntry {
    /// The identifier for this particular receipt handle. This is used to communicate the result.
    #[shape(required)]
    pub id: String,
    /// A receipt handle.
    #[shape(required)]
    pub receipt_handle: String,
}

/// Encloses the `Id` of an entry in `DeleteMessageBatch.`
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct DeleteMessageBatchResultEntry {
    /// Represents a successfully deleted message.
    #[shape(required)]
    pub id: String,
}

/// Contains the details of a message movement task.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct ListMessageMoveTasksResultEntry {
    /// An identifier associated with a message movement task. When this field is returned in the
    /// response of the `ListMessageMoveTasks` action, it is only populated for tasks that are in
    /// RUNNING status.
    pub task_handle: Option<String>,
    /// The status of the message movement task. Possible values are: RUNNING, COMPLETED,
    /// CANCELLING, CANCELLED, and FAILED.
    pub status: Option<String>,
    /// The ARN of the queue that contains the messages to be moved to another queue.
    pub source_arn: Option<String>,
    /// The ARN of the destination queue if it has been specified in the `StartMessageMoveTask`
    /// request. If a `DestinationArn` has not been specified in the `StartMessageMoveTask`
    /// request, this field value will be NULL.
    pub destination_arn: Option<String>,
    /// The number of messages to be moved per second (the message movement rate), if it has been
    /// specified in the `StartMessageMoveTask` request.
    pub max_number_of_messages_per_second: Option<i32>,
    /// The approximate number of messages already moved to the destination queue.
    pub approximate_number_of_messages_moved: Option<i64>,
    /// The number of messages to be moved from the source queue. This number is obtained at the
    /// time of starting the message movement task and is only included after the message movement
    /// task is selected to start.
    pub approximate_number_of_messages_to_move: Option<i64>,
    /// The task failure reason (only included if the task status is FAILED).
    pub failure_reason: Option<String>,
    /// The timestamp of starting the message movement task.
    pub started_timestamp: Option<i64>,
}

/// An Amazon SQS message.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// A unique identifier for the message. A `MessageId`is considered unique across all Amazon
    /// Web Services accounts for an extended period of time.
    pub message_id: Option<String>,
    /// An identifier associated with the act of receiving the message. A new receipt handle is
    /// returned every time you receive a message.
    pub receipt_handle: Option<String>,
    /// An MD5 digest of the non-URL-encoded message body string.
    #[shape(name = "MD5OfBody")]
    pub md5_of_body: Option<String>,
    /// The message's contents (not URL-encoded).
    pub body: Option<String>,
    /// A map of the attributes requested in `ReceiveMessage` to their respective values.
    #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
    pub attributes: Option<BTreeMap<String, String>>,
    /// An MD5 digest of the non-URL-encoded message attribute string. You can use this attribute
    /// to verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    /// Each message attribute consists of a `Name`, `Type`, and `Value`. For more information,
    /// see Amazon SQS message attributes in the Amazon SQS Developer Guide.
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
}

/// The user-specified message attribute value. For string data types, the `Value` attribute
/// has the same restrictions on the content as the message body.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MessageAttributeValue {
    /// Strings are Unicode with UTF-8 binary encoding. For a list of code values, see ASCII
    /// Printable Characters.
    pub string_value: Option<String>,
    /// Binary type attributes can store any binary data, such as compressed data, encrypted data,
    /// or images.
    pub binary_value: Option<Bytes>,
    /// Not implemented. Reserved for future use.
    #[shape(query = "StringListValue", flat)]
    pub string_list_values: Option<Vec<String>>,
    /// Not implemented. Reserved for future use.
    #[shape(query = "BinaryListValue", flat)]
    pub binary_list_values: Option<Vec<Bytes>>,
    /// Amazon SQS supports the following logical data types: `String`, `Number`, and `Binary`.
    /// For the `Number` data type, you must use `StringValue`.
    pub data_type: Option<String>,
}

/// The user-specified message system attribute value. For string data types, the `Value`
/// attribute has the same restrictions on the content as the message body.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct MessageSystemAttributeValue {
    /// Strings are Unicode with UTF-8 binary encoding. For a list of code values, see ASCII
    /// Printable Characters.
    pub string_value: Option<String>,
    /// Binary type attributes can store any binary data, such as compressed data, encrypted data,
    /// or images.
    pub binary_value: Option<Bytes>,
    /// Not implemented. Reserved for future use.
    #[shape(query = "StringListValue", flat)]
    pub string_list_values: Option<Vec<String>>,
    /// Not implemented. Reserved for future use.
    #[shape(query = "BinaryListValue", flat)]
    pub binary_list_values: Option<Vec<Bytes>>,
    /// Amazon SQS supports the following logical data types: `String`, `Number`, and `Binary`.
    /// For the `Number` data type, you must use `StringValue`.
    pub data_type: Option<String>,
}

/// Contains the details of a single Amazon SQS message along with an `Id`.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageBatchRequestEntry {
    /// An identifier for a message in this batch used to communicate the result.
    #[shape(required)]
    pub id: String,
    /// The body of the message.
    #[shape(required)]
    pub message_body: String,
    /// The length of time, in seconds, for which a specific message is delayed. Valid values: 0
    /// to 900.
    pub delay_seconds: Option<i32>,
    /// Each message attribute consists of a `Name`, `Type`, and `Value`. For more information,
    /// see Amazon SQS message attributes in the Amazon SQS Developer Guide.
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    /// The message system attribute to send Each message system attribute consists of a `Name`,
    /// `Type`, and `Value`.
    #[shape(query = "MessageSystemAttribute", flat, key = "Name", value = "Value")]
    pub message_system_attributes: Option<BTreeMap<String, MessageSystemAttributeValue>>,
    /// This parameter applies only to FIFO (first-in-first-out) queues.
    pub message_deduplication_id: Option<String>,
    /// `MessageGroupId` is an attribute used in Amazon SQS FIFO (First-In-First-Out) and standard
    /// queues. In FIFO queues, `MessageGroupId` organizes messages into distinct groups.
    pub message_group_id: Option<String>,
}

/// Encloses a `MessageId` for a successfully-enqueued message in a `SendMessageBatch.`
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct SendMessageBatchResultEntry {
    /// An identifier for the message in this batch.
    #[shape(required)]
    pub id: String,
    /// An identifier for the message.
    #[shape(required)]
    pub message_id: String,
    /// An MD5 digest of the non-URL-encoded message body string. You can use this attribute to
    /// verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageBody", required)]
    pub md5_of_message_body: String,
    /// An MD5 digest of the non-URL-encoded message attribute string. You can use this attribute
    /// to verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    /// An MD5 digest of the non-URL-encoded message system attribute string. You can use this
    /// attribute to verify that Amazon SQS received the message correctly.
    #[shape(name = "MD5OfMessageSystemAttributes")]
    pub md5_of_message_system_attributes: Option<String>,
    /// This parameter applies only to FIFO (first-in-first-out) queues.
    pub sequence_number: Option<String>,
}

/// The errors the model lists for these operations.
pub const ERRORS: &[ErrorShape] = &[
    ErrorShape::sender("BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400),
    ErrorShape::sender("BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", 400),
    ErrorShape::sender("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest", 400),
    ErrorShape::sender("InvalidAddress", "InvalidAddress", 404),
    ErrorShape::sender("InvalidAttributeName", "InvalidAttributeName", 400),
    ErrorShape::sender("InvalidAttributeValue", "InvalidAttributeValue", 400),
    ErrorShape::sender("InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId", 400),
    ErrorShape::sender("InvalidIdFormat", "InvalidIdFormat", 400),
    ErrorShape::sender("InvalidMessageContents", "InvalidMessageContents", 400),
    ErrorShape::sender("InvalidSecurity", "InvalidSecurity", 403),
    ErrorShape::sender("KmsAccessDenied", "KMS.AccessDeniedException", 400),
    ErrorShape::sender("KmsDisabled", "KMS.DisabledException", 400),
    ErrorShape::sender("KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException", 400),
    ErrorShape::sender("KmsInvalidState", "KMS.InvalidStateException", 400),
    ErrorShape::sender("KmsNotFound", "KMS.NotFoundException", 400),
    ErrorShape::sender("KmsOptInRequired", "KMS.OptInRequired", 400),
    ErrorShape::sender("KmsThrottled", "KMS.ThrottlingException", 400),
    ErrorShape::sender("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight", 400),
    ErrorShape::sender("OverLimit", "OverLimit", 403),
    ErrorShape::sender("PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress", 403),
    ErrorShape::sender("QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently", 400),
    ErrorShape::sender("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400),
    ErrorShape::sender("QueueNameExists", "QueueAlreadyExists", 400),
    ErrorShape::sender("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404),
    ErrorShape::sender("RequestThrottled", "RequestThrottled", 403),
    ErrorShape::sender("ResourceNotFoundException", "ResourceNotFoundException", 404),
    ErrorShape::sender("TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400),
    ErrorShape::sender("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation", 400),
];
