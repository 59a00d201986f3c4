//! `--auth=verify`: who signed with a known key is let in, and nobody else.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::json as value;
use tradewind::config::{Auth, Key, Layer};
use tradewind_clock::{Clock, Timestamp};
use tradewind_wire::sigv4::{Request, Signer, presign, sign};

use crate::raw::{Reply, ask, request};
use crate::server::{TestServer, start, start_whole};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

async fn verifying() -> TestServer {
    let key = |id: &str, user: &str| -> Key {
        let text = format!("access_key_id = '{id}'\nsecret_access_key = '{SECRET}'\naccount = '123456789012'\n{user}");
        toml::from_str(&text).unwrap()
    };
    let keys = vec![key(ID, "user = 'ann'"), key("AKIAROOTROOTROOTROOT", "")];
    start(Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }).await
}

const NEIGHBOUR: &str = "AKIANEIGHBOURNEIGHBO";

/// The program's own services, and beside ann's account another one.
async fn two_accounts() -> TestServer {
    let key = |id: &str, account: &str, user: &str| -> Key {
        let text = format!("access_key_id = '{id}'\nsecret_access_key = '{SECRET}'\naccount = '{account}'\n{user}");
        toml::from_str(&text).unwrap()
    };
    let keys = vec![
        key(ID, "123456789012", "user = 'ann'"),
        key("AKIAROOTROOTROOTROOT", "123456789012", ""),
        key(NEIGHBOUR, "222222222222", ""),
    ];
    start_whole(Layer { auth: Some(Auth::Verify), keys, ..Layer::default() }).await
}

fn signer() -> Signer<'static> {
    Signer { access_key: ID, secret: SECRET, session_token: None, region: "eu-west-1", service: "sqs" }
}

/// Signs a call, sends it with what `change` makes of it.
async fn send(server: &TestServer, signer: Signer<'_>, at: Timestamp, change: impl Fn(String) -> String) -> Reply {
    let lines = [("X-Amz-Target", "AmazonSQS.Who"), ("Content-Type", "application/x-amz-json-1.0")];
    ask(server.address(), change(signed(&signer, at, &lines, "{}"))).await
}

/// A signed request with these headers.
fn signed(signer: &Signer<'_>, at: Timestamp, lines: &[(&str, &str)], body: &str) -> String {
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    for (name, value) in lines {
        headers.insert(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let unsigned = Request { method: "POST", path: "/", query: "", headers: &headers, body: body.as_bytes() };
    let added = sign(&unsigned, signer, at);
    let mut lines = lines.to_vec();
    lines.extend(added.iter().map(|(name, value)| (*name, value.as_str())));
    request("POST", "/", &lines, body)
}

/// A signed call in JSON of one of the program's services, such as `sqs.SendMessage`.
async fn json(server: &TestServer, access_key: &str, operation: &str, body: &serde_json::Value) -> Reply {
    let (service, name) = operation.split_once('.').unwrap();
    let (prefix, kind) = match service {
        "sqs" => ("AmazonSQS", "application/x-amz-json-1.0"),
        _ => ("AWSEvents", "application/x-amz-json-1.1"),
    };
    let target = format!("{prefix}.{name}");
    let lines = [("X-Amz-Target", target.as_str()), ("Content-Type", kind)];
    let signer = Signer { access_key, service, ..signer() };
    ask(server.address(), signed(&signer, now(), &lines, &body.to_string())).await
}

fn same(text: String) -> String {
    text
}

fn now() -> Timestamp {
    Clock::system().now()
}

#[tokio::test]
async fn a_known_key_is_its_user() {
    let server = verifying().await;
    let user = send(&server, signer(), now(), same).await.json();
    assert_eq!(user["Principal"], "arn:aws:iam::123456789012:user/ann");
    assert_eq!((user["Account"].as_str(), user["Region"].as_str()), (Some("123456789012"), Some("eu-west-1")));
    let again = send(&server, signer(), now(), same).await;
    assert_eq!(again.status, 200);
    let root = send(&server, Signer { access_key: "AKIAROOTROOTROOTROOT", ..signer() }, now(), same).await.json();
    assert_eq!((root["Principal"].as_str(), root["Account"].as_str()), (Some("root"), Some("123456789012")));
}

#[tokio::test]
async fn everybody_else_is_refused_as_aws_does() {
    let server = verifying().await;
    let hour = std::time::Duration::from_secs(3600);
    let refused = |reply: Reply, code: &str| {
        assert!(matches!(reply.status, 400 | 403), "{reply:?}");
        assert!(reply.header("x-amzn-requestid").is_some());
        assert!(reply.json()["__type"].as_str().is_some_and(|kind| kind.ends_with(code)), "{code}: {reply:?}");
    };
    let unsigned = |text: String| {
        let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.starts_with("authorization")).collect();
        lines.join("\r\n")
    };
    refused(send(&server, signer(), now(), unsigned).await, "MissingAuthenticationTokenException");
    let stranger = Signer { access_key: "AKIASTRANGERSTRANGER", ..signer() };
    refused(send(&server, stranger, now(), same).await, "UnrecognizedClientException");
    let wrong = Signer { secret: "wrong", ..signer() };
    refused(send(&server, wrong, now(), same).await, "InvalidSignatureException");
    refused(
        send(&server, signer(), now(), |text| text.replace("\r\n\r\n{}", "\r\n\r\n[]")).await,
        "InvalidSignatureException",
    );
    refused(send(&server, signer(), now() - hour, same).await, "InvalidSignatureException");
    refused(send(&server, signer(), now() + hour, same).await, "InvalidSignatureException");
    let token = Signer { session_token: Some("token"), ..signer() };
    refused(send(&server, token, now(), same).await, "UnrecognizedClientException");
    let scope = Signer { service: "sns", ..signer() };
    refused(send(&server, scope, now(), same).await, "InvalidSignatureException");
}

#[tokio::test]
async fn presigned_urls_are_verified_too() {
    let server = verifying().await;
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    let url = |query: &str, at: Timestamp| {
        let signed = Request { method: "GET", path: "/", query, headers: &headers, body: b"" };
        format!("/?{}", presign(&signed, &signer(), 60, at))
    };
    let good = url("Action=Who&Version=2012-11-05", now());
    let reply = ask(server.address(), request("GET", &good, &[], "")).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(reply.body.contains("<Account>123456789012</Account>"), "{reply:?}");
    let changed = good.replace("Action=Who", "Action=Echo");
    let reply = ask(server.address(), request("GET", &changed, &[], "")).await;
    assert_eq!(reply.status, 403);
    assert!(reply.body.contains("SignatureDoesNotMatch"), "{reply:?}");
    let stale = url("Action=Who&Version=2012-11-05", now() - std::time::Duration::from_secs(120));
    assert_eq!(ask(server.address(), request("GET", &stale, &[], "")).await.status, 403);
}

#[tokio::test]
async fn health_needs_no_signature() {
    let server = verifying().await;
    assert_eq!(ask(server.address(), request("GET", "/_tradewind/health", &[], "")).await.status, 200);
}

/// What another account has, and calls that reach for it: each with the action and the resource its refusal names.
fn reaching() -> Vec<(&'static str, serde_json::Value, &'static str, &'static str)> {
    let (queue, url) = ("arn:aws:sqs:eu-west-1:222222222222:orders", "http://localhost/222222222222/orders");
    let bus = "arn:aws:events:eu-west-1:222222222222:event-bus/shop";
    let rule = "arn:aws:events:eu-west-1:222222222222:rule/shop/r";
    let message = value!({"Id": "a", "MessageBody": "m"});
    let event = value!({"Source": "s", "DetailType": "t", "Detail": "{}", "EventBusName": bus});
    let own = value!({"Source": "s", "DetailType": "t", "Detail": "{}"});
    vec![
        ("sqs.SendMessage", value!({"QueueUrl": url, "MessageBody": "m"}), "sqs:sendmessage", queue),
        ("sqs.SendMessageBatch", value!({"QueueUrl": url, "Entries": [message]}), "sqs:sendmessage", queue),
        ("sqs.ReceiveMessage", value!({"QueueUrl": url}), "sqs:receivemessage", queue),
        ("sqs.PurgeQueue", value!({"QueueUrl": url}), "sqs:purgequeue", queue),
        ("sqs.DeleteQueue", value!({"QueueUrl": url}), "sqs:deletequeue", queue),
        ("sqs.GetQueueAttributes", value!({"QueueUrl": "222222222222/orders"}), "sqs:getqueueattributes", queue),
        (
            "sqs.GetQueueUrl",
            value!({"QueueName": "orders", "QueueOwnerAWSAccountId": "222222222222"}),
            "sqs:getqueueurl",
            queue,
        ),
        ("sqs.StartMessageMoveTask", value!({"SourceArn": queue}), "sqs:startmessagemovetask", queue),
        ("events.PutEvents", value!({"Entries": [own, event]}), "events:PutEvents", bus),
        ("events.PutRule", value!({"Name": "x", "EventBusName": bus, "EventPattern": "{}"}), "events:PutRule", bus),
        ("events.DeleteRule", value!({"Name": "r", "EventBusName": bus}), "events:DeleteRule", bus),
        ("events.DescribeEventBus", value!({"Name": bus}), "events:DescribeEventBus", bus),
        ("events.TagResource", value!({"ResourceARN": bus, "Tags": []}), "events:TagResource", bus),
        ("events.ListTagsForResource", value!({"ResourceARN": rule}), "events:ListTagsForResource", rule),
        (
            "events.PutTargets",
            value!({"Rule": "mine", "Targets": [{"Id": "t", "Arn": queue}]}),
            "events:PutTargets",
            queue,
        ),
    ]
}

#[tokio::test]
async fn a_key_is_confined_to_its_account() {
    let server = two_accounts().await;
    let make = async |key: &'static str, operation: &'static str, body: serde_json::Value| {
        let reply = json(&server, key, operation, &body).await;
        assert_eq!(reply.status, 200, "{operation}: {reply:?}");
        reply.json()
    };
    make(NEIGHBOUR, "sqs.CreateQueue", value!({"QueueName": "orders"})).await;
    make(NEIGHBOUR, "events.CreateEventBus", value!({"Name": "shop"})).await;
    make(
        NEIGHBOUR,
        "events.PutRule",
        value!({"Name": "r", "EventBusName": "shop", "EventPattern": "{\"source\":[\"s\"]}"}),
    )
    .await;
    let target = value!({"Id": "t", "Arn": "arn:aws:sqs:eu-west-1:222222222222:orders"});
    make(NEIGHBOUR, "events.PutTargets", value!({"Rule": "r", "EventBusName": "shop", "Targets": [target]})).await;
    make(ID, "events.PutRule", value!({"Name": "mine", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    let users = [(ID, "user/ann"), ("AKIAROOTROOTROOTROOT", "root")];
    for ((operation, body, action, resource), (key, user)) in
        reaching().into_iter().flat_map(|call| users.map(|user| (call.clone(), user)))
    {
        let reply = json(&server, key, operation, &body).await;
        let error = reply.json();
        assert_eq!(reply.status, 400, "{operation}: {reply:?}");
        assert!(error["__type"].as_str().unwrap().ends_with("AccessDeniedException"), "{operation}: {reply:?}");
        let said = format!(
            "User: arn:aws:iam::123456789012:{user} is not authorized to perform: {action} on resource: {resource} \
             because no resource-based policy allows the {action} action"
        );
        assert_eq!(error["message"], said, "{operation}");
        let code = operation.starts_with("sqs").then_some("AccessDenied;Sender");
        assert_eq!(reply.header("x-amzn-query-error"), code, "{operation}");
    }
    // Nothing of it came through, and the owner is not kept out.
    let attributes = value!({"QueueUrl": "orders", "AttributeNames": ["ApproximateNumberOfMessages"]});
    let counted = make(NEIGHBOUR, "sqs.GetQueueAttributes", attributes).await;
    assert_eq!(counted["Attributes"]["ApproximateNumberOfMessages"], "0");
    make(NEIGHBOUR, "sqs.SendMessage", value!({"QueueUrl": "/222222222222/orders", "MessageBody": "m"})).await;
    let bus = value!({"Name": "arn:aws:events:eu-west-1:222222222222:event-bus/shop"});
    assert_eq!(make(NEIGHBOUR, "events.DescribeEventBus", bus).await["Name"], "shop");
    let rules = make(NEIGHBOUR, "events.ListRules", value!({"EventBusName": "shop"})).await;
    assert_eq!(rules["Rules"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_refusal_does_not_tell_what_is_there() {
    let server = two_accounts().await;
    let reply = json(&server, ID, "sqs.PurgeQueue", &value!({"QueueUrl": "/222222222222/nothing"})).await;
    assert!(reply.json()["__type"].as_str().unwrap().ends_with("AccessDeniedException"), "{reply:?}");
    let nobody = value!({"QueueUrl": "/123456789012/nothing"});
    let reply = json(&server, ID, "sqs.PurgeQueue", &nobody).await;
    assert!(reply.json()["__type"].as_str().unwrap().ends_with("QueueDoesNotExist"), "{reply:?}");
}

#[tokio::test]
async fn the_query_protocol_refuses_other_accounts_queues_too() {
    let server = two_accounts().await;
    let body = "Action=SendMessage&Version=2012-11-05&MessageBody=m&QueueUrl=http%3A%2F%2Fx%2F222222222222%2Forders";
    let lines = [("Content-Type", "application/x-www-form-urlencoded")];
    let reply = ask(server.address(), signed(&signer(), now(), &lines, body)).await;
    assert_eq!(reply.status, 403, "{reply:?}");
    assert!(reply.body.contains("<Code>AccessDenied</Code>"), "{reply:?}");
    let said = "<Message>User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sqs:sendmessage on resource: \
                arn:aws:sqs:eu-west-1:222222222222:orders because no resource-based policy allows the sqs:sendmessage \
                action</Message>";
    assert!(reply.body.contains(said), "{reply:?}");
}

#[tokio::test]
async fn without_authentication_every_account_is_open() {
    let server = start_whole(Layer::default()).await;
    let made = json(&server, "111111111111", "sqs.CreateQueue", &value!({"QueueName": "orders"})).await;
    assert_eq!(made.status, 200, "{made:?}");
    let other = json(&server, "222222222222", "sqs.PurgeQueue", &value!({"QueueUrl": "/111111111111/orders"})).await;
    assert_eq!(other.status, 200, "{other:?}");
}
