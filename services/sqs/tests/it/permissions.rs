//! AddPermission and RemovePermission, and tags.

use serde_json::{Value, json};

use crate::harness::{Server, arn};

async fn policy(server: &Server, url: &str) -> Option<Value> {
    server.attributes(url).await.get("Policy").map(|text| serde_json::from_str(text.as_str().unwrap()).unwrap())
}

#[tokio::test]
async fn permissions_become_statements() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let add = |label: &str, accounts: Value, actions: Value| json!({ "QueueUrl": url, "Label": label, "AWSAccountIds": accounts, "Actions": actions });
    server.ok("AddPermission", add("send", json!(["111122223333"]), json!(["SendMessage"]))).await;
    assert_eq!(
        policy(&server, &url).await.unwrap(),
        json!({
            "Version": "2008-10-17",
            "Id": format!("{}/SQSDefaultPolicy", arn("orders")),
            "Statement": [{
                "Sid": "send", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
                "Action": "SQS:SendMessage", "Resource": arn("orders"),
            }],
        })
    );
    let attributes = server.attributes(&url).await;
    let text = attributes["Policy"].as_str().unwrap();
    let arn = arn("orders");
    assert_eq!(
        text,
        format!(
            r#"{{"Version":"2008-10-17","Id":"{arn}/SQSDefaultPolicy","Statement":[{{"Sid":"send","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:root"}},"Action":"SQS:SendMessage","Resource":"{arn}"}}]}}"#
        )
    );
    let many = add("many", json!(["111122223333", "444455556666"]), json!(["ReceiveMessage", "DeleteMessage"]));
    server.ok("AddPermission", many).await;
    let second = policy(&server, &url).await.unwrap()["Statement"][1].clone();
    assert_eq!(second["Action"], json!(["SQS:ReceiveMessage", "SQS:DeleteMessage"]));
    let roots = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"];
    assert_eq!(second["Principal"]["AWS"], json!(roots));
    assert_eq!(
        server.fails("AddPermission", add("send", json!(["111122223333"]), json!(["*"]))).await.1,
        "Value send for parameter Label is invalid. Reason: Already exists."
    );
    server.ok("RemovePermission", json!({ "QueueUrl": url, "Label": "send" })).await;
    assert_eq!(
        server.fails("RemovePermission", json!({ "QueueUrl": url, "Label": "send" })).await,
        (
            "InvalidParameterValue".to_owned(),
            "Value send for parameter Label is invalid. Reason: can't find label on existing policy.".to_owned()
        )
    );
    server.ok("RemovePermission", json!({ "QueueUrl": url, "Label": "many" })).await;
    assert!(policy(&server, &url).await.is_none());
}

#[tokio::test]
async fn permissions_have_rules() {
    let server = Server::new();
    let url = server.queue("orders", json!({})).await;
    let actions: Vec<_> = ["SendMessage"; 8].to_vec();
    for (label, accounts, actions, code) in [
        ("", json!(["111122223333"]), json!(["SendMessage"]), "MissingParameter"),
        ("a b", json!(["111122223333"]), json!(["SendMessage"]), "InvalidParameterValue"),
        ("a", json!([]), json!(["SendMessage"]), "MissingParameter"),
        ("a", json!(["1"]), json!(["SendMessage"]), "InvalidParameterValue"),
        ("a", json!(["111122223333"]), json!([]), "MissingParameter"),
        ("a", json!(["111122223333"]), json!(["Fly"]), "InvalidParameterValue"),
        ("a", json!(["111122223333"]), json!(["SetQueueAttributes"]), "InvalidParameterValue"),
        ("a", json!(["111122223333"]), json!(actions), "OverLimit"),
    ] {
        let input = json!({ "QueueUrl": url, "Label": label, "AWSAccountIds": accounts, "Actions": actions });
        assert_eq!(server.fails("AddPermission", input.clone()).await.0, code, "{input}");
    }
    for number in 0..20 {
        let input = json!({
            "QueueUrl": url, "Label": number.to_string(), "AWSAccountIds": ["111122223333"], "Actions": ["SendMessage"],
        });
        server.ok("AddPermission", input).await;
    }
    let more = json!({ "QueueUrl": url, "Label": "x", "AWSAccountIds": ["111122223333"], "Actions": ["SendMessage"] });
    assert_eq!(server.fails("AddPermission", more).await.0, "OverLimit");
}

#[tokio::test]
async fn tags_come_and_go() {
    let server = Server::new();
    let made = json!({ "QueueName": "orders", "tags": { "team": "a" } });
    let url = server.ok("CreateQueue", made).await["QueueUrl"].clone();
    server.ok("TagQueue", json!({ "QueueUrl": url, "Tags": { "team": "b", "Team": "c", "empty": "" } })).await;
    let list = json!({ "QueueUrl": url });
    let expected = json!({ "Tags": { "team": "b", "Team": "c", "empty": "" } });
    assert_eq!(server.ok("ListQueueTags", list.clone()).await, expected);
    server.ok("UntagQueue", json!({ "QueueUrl": url, "TagKeys": ["team", "empty", "nothing"] })).await;
    assert_eq!(server.ok("ListQueueTags", list.clone()).await, json!({ "Tags": { "Team": "c" } }));
    server.ok("UntagQueue", json!({ "QueueUrl": url, "TagKeys": ["Team"] })).await;
    assert_eq!(server.ok("ListQueueTags", list).await, json!({}));
    let long = "k".repeat(129);
    for bad in [json!({ "": "x" }), json!({ long: "x" }), json!({ "aws:x": "x" }), json!({ "k": "v".repeat(257) })] {
        let refused = server.fails("TagQueue", json!({ "QueueUrl": url, "Tags": bad })).await;
        assert_eq!(refused.0, "InvalidParameterValue", "{bad}");
    }
    let fifty: Value = (0..50).map(|n| (n.to_string(), json!("x"))).collect::<serde_json::Map<_, _>>().into();
    server.ok("TagQueue", json!({ "QueueUrl": url, "Tags": fifty })).await;
    let more = json!({ "QueueUrl": url, "Tags": { "one more": "x" } });
    let text = "Too many tags added for queue orders.";
    assert_eq!(server.fails("TagQueue", more).await, ("InvalidParameterValue".to_owned(), text.to_owned()));
    server.ok("TagQueue", json!({ "QueueUrl": url, "Tags": { "7": "changed" } })).await;
    assert_eq!(server.fails("UntagQueue", json!({ "QueueUrl": url, "TagKeys": [] })).await.0, "InvalidParameterValue");
}
