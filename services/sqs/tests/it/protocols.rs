//! The same queue in both protocols, and input that is not what it should be.

use serde_json::json;

use crate::harness::{ACCOUNT, ENDPOINT, Server};

#[tokio::test]
async fn the_query_protocol_does_everything_too() {
    let server = Server::new();
    let url = format!("{ENDPOINT}/{ACCOUNT}/orders");
    let (status, xml) = server
        .query(
            "CreateQueue",
            "QueueName=orders&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0&Tag.1.Key=a&Tag.1.Value=b",
        )
        .await;
    assert_eq!(status, 200, "{xml}");
    assert!(xml.contains(&format!("<CreateQueueResult><QueueUrl>{url}</QueueUrl></CreateQueueResult>")), "{xml}");
    assert!(xml.contains("xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\""), "{xml}");
    let queue = format!("QueueUrl={url}");
    let send = format!(
        "{queue}&MessageBody=a%26b%3Cc%3E&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v"
    );
    let (status, xml) = server.query("SendMessage", &send).await;
    assert_eq!(status, 200, "{xml}");
    assert!(xml.contains("<MD5OfMessageBody>") && xml.contains("<MD5OfMessageAttributes>"), "{xml}");
    let receive = format!("{queue}&AttributeName.1=All&MessageAttributeName.1=All&MaxNumberOfMessages=10");
    let (status, xml) = server.query("ReceiveMessage", &receive).await;
    assert_eq!(status, 200, "{xml}");
    assert!(xml.contains("<ReceiveMessageResult><Message><MessageId>"), "{xml}");
    assert!(xml.contains("<Body>a&amp;b&lt;c&gt;</Body>"), "{xml}");
    assert!(xml.contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"), "{xml}");
    assert!(xml.contains("<MessageAttribute><Name>n</Name><Value><StringValue>v</StringValue><DataType>String</DataType></Value></MessageAttribute>"), "{xml}");
    let handle = xml.split("<ReceiptHandle>").nth(1).unwrap().split('<').next().unwrap().replace('+', "%2B");
    let (status, xml) = server.query("DeleteMessage", &format!("{queue}&ReceiptHandle={handle}")).await;
    assert_eq!(status, 200, "{xml}");
    assert!(xml.contains("<DeleteMessageResponse") && xml.contains("<ResponseMetadata><RequestId>"), "{xml}");
    let batch = format!(
        "{queue}&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=x&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=y&SendMessageBatchRequestEntry.2.DelaySeconds=901"
    );
    let (status, xml) = server.query("SendMessageBatch", &batch).await;
    assert_eq!(status, 200, "{xml}");
    assert!(xml.contains("<SendMessageBatchResultEntry><Id>a</Id>"), "{xml}");
    assert!(
        xml.contains(
            "<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code>"
        ),
        "{xml}"
    );
    let (_, xml) = server.query("ListQueueTags", &queue).await;
    assert!(
        xml.contains("<ListQueueTagsResult><Tag><Key>a</Key><Value>b</Value></Tag></ListQueueTagsResult>"),
        "{xml}"
    );
    let (_, xml) = server.query("GetQueueAttributes", &format!("{queue}&AttributeName.1=DelaySeconds")).await;
    assert!(xml.contains("<Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute>"), "{xml}");
}

#[tokio::test]
async fn query_errors_have_their_own_codes_and_statuses() {
    let server = Server::new();
    let (status, xml) = server.query("GetQueueUrl", "QueueName=nothing").await;
    assert_eq!(status, 400);
    assert!(xml.contains("<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"), "{xml}");
    assert!(xml.contains("<Message>The specified queue does not exist for this wsdl version.</Message>"), "{xml}");
    assert!(xml.contains("<RequestId>"), "{xml}");
    let missing = server.call("GetQueueUrl", json!({ "QueueName": "nothing" })).await;
    assert_eq!(
        missing.body,
        json!({ "__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "The specified queue does not exist." })
    );
    let header = ("x-amzn-query-error".into(), "AWS.SimpleQueueService.NonExistentQueue;Sender".to_owned());
    assert!(missing.headers.contains(&header), "{:?}", missing.headers);
    let url = server.queue("orders", json!({})).await;
    server.ok("PurgeQueue", json!({ "QueueUrl": url })).await;
    let (status, xml) = server.query("PurgeQueue", &format!("QueueUrl={url}")).await;
    assert_eq!(status, 403, "{xml}");
    assert_eq!(server.call("PurgeQueue", json!({ "QueueUrl": url })).await.status, 400);
    let (_, xml) = server.query("SendMessage", &format!("QueueUrl={url}")).await;
    assert!(
        xml.contains(
            "<Code>MissingParameter</Code><Message>The request must contain the parameter MessageBody.</Message>"
        ),
        "{xml}"
    );
    let (_, xml) = server.query("SendMessageBatch", &format!("QueueUrl={url}")).await;
    assert!(xml.contains("<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code>"), "{xml}");
}

#[tokio::test]
async fn names_that_aws_gives_unlisted_errors() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let answer = server.call("ReceiveMessage", json!({ "QueueUrl": url, "MaxNumberOfMessages": 11 })).await;
    assert_eq!(answer.body["__type"], "com.amazon.coral.service#InvalidParameterValueException");
    assert!(answer.headers.contains(&("x-amzn-query-error".into(), "InvalidParameterValue;Sender".to_owned())));
}

#[tokio::test]
async fn unknown_operations_and_wrong_types_are_refused() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    assert_eq!(server.call("FlyToTheMoon", json!({})).await.status, 400);
    for (operation, input) in [
        ("SendMessage", json!({ "QueueUrl": url, "MessageBody": 5 })),
        ("SendMessage", json!({ "QueueUrl": [url], "MessageBody": "x" })),
        ("SendMessage", json!("x")),
        ("SendMessageBatch", json!({ "QueueUrl": url, "Entries": "x" })),
        ("CreateQueue", json!({ "QueueName": "x", "Attributes": ["a"] })),
        ("ReceiveMessage", json!({ "QueueUrl": url, "MaxNumberOfMessages": "many" })),
    ] {
        let answer = server.call(operation, input.clone()).await;
        assert_eq!(answer.status, 400, "{input}");
        assert_eq!(answer.body["__type"], "com.amazon.coral.service#SerializationException", "{input}");
    }
}
