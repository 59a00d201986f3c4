use serde_json::{Value, json};

use crate::world::{ACCOUNT, START, World};

fn arn(name: &str) -> String {
    format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/{name}")
}

fn refusal(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}

#[tokio::test]
async fn a_bus_is_made_described_changed_and_deleted() {
    let world = World::new();
    let answer = world.ok("CreateEventBus", json!({"Name": "orders", "Description": "all orders"})).await;
    assert_eq!(answer, json!({"EventBusArn": arn("orders"), "Description": "all orders"}));
    let made = json!({
        "Name": "orders", "Arn": arn("orders"), "Description": "all orders", "CreationTime": START, "LastModifiedTime": START,
    });
    for name in ["orders", &arn("orders")] {
        assert_eq!(world.ok("DescribeEventBus", json!({"Name": name})).await, made);
    }
    world.pass(std::time::Duration::from_secs(60)).await;
    let queue = "arn:aws:sqs:us-east-1:123456789012:dlq";
    let answer = world
        .ok("UpdateEventBus", json!({"Name": "orders", "Description": "some", "DeadLetterConfig": {"Arn": queue}}))
        .await;
    assert_eq!(
        answer,
        json!({"Arn": arn("orders"), "Name": "orders", "Description": "some", "DeadLetterConfig": {"Arn": queue}})
    );
    let described = world.ok("DescribeEventBus", json!({"Name": "orders"})).await;
    assert_eq!(described["CreationTime"], START);
    assert_eq!(described["LastModifiedTime"], START + 60);
    assert_eq!(described["DeadLetterConfig"], json!({"Arn": queue}));

    assert_eq!(world.ok("DeleteEventBus", json!({"Name": "orders"})).await, Value::Null);
    assert_eq!(
        world.refused("DescribeEventBus", json!({"Name": "orders"})).await,
        refusal("ResourceNotFoundException", "Event bus orders does not exist.")
    );
    world.ok("DeleteEventBus", json!({"Name": "orders"})).await;
    world.ok("CreateEventBus", json!({"Name": "orders"})).await;
}

#[tokio::test]
async fn times_are_told_in_milliseconds() {
    let world = World::new();
    world.clock.jump(std::time::Duration::from_micros(1_234_567)).expect("virtual");
    world.ok("CreateEventBus", json!({"Name": "orders"})).await;
    let described = world.ok("DescribeEventBus", json!({"Name": "orders"})).await;
    let time = json!(START as f64 + 1.234);
    assert_eq!((&described["CreationTime"], &described["LastModifiedTime"]), (&time, &time));
}

#[tokio::test]
async fn the_default_bus_is_always_there() {
    let world = World::new();
    let default = json!({"Name": "default", "Arn": arn("default"), "CreationTime": START, "LastModifiedTime": START});
    assert_eq!(world.ok("DescribeEventBus", json!({})).await, default);
    world.pass(std::time::Duration::from_secs(5)).await;
    assert_eq!(world.ok("DescribeEventBus", json!({"Name": "default"})).await, default, "its time of creation stays");
    assert_eq!(
        world.refused("CreateEventBus", json!({"Name": "default"})).await,
        refusal("ResourceAlreadyExistsException", "Event bus default already exists.")
    );
    assert_eq!(
        world.refused("DeleteEventBus", json!({"Name": "default"})).await,
        refusal("ValidationException", "Cannot delete event bus default.")
    );
}

#[tokio::test]
async fn what_a_bus_can_not_be() {
    let world = World::new();
    world.ok("CreateEventBus", json!({"Name": "orders"})).await;
    assert_eq!(
        world.refused("CreateEventBus", json!({"Name": "orders"})).await,
        refusal("ResourceAlreadyExistsException", "Event bus orders already exists.")
    );
    assert_eq!(
        world.refused("CreateEventBus", json!({"Name": "a/b"})).await,
        refusal("ValidationException", "Event bus name must not contain '/'.")
    );
    for (input, named) in [
        (json!({"Name": "x", "EventSourceName": "aws.partner/a/b"}), "EventSourceName"),
        (json!({"Name": "x", "KmsKeyIdentifier": "alias/k"}), "KmsKeyIdentifier"),
        (json!({"Name": "x", "LogConfig": {"Level": "INFO"}}), "LogConfig"),
    ] {
        let (code, text) = world.refused("CreateEventBus", input).await;
        assert!(code == "ValidationException" && text.contains(named), "{code}: {text}");
    }
    let (code, text) = world.refused("CreateEventBus", json!({"Name": "no spaces"})).await;
    assert_eq!(code, "ValidationException");
    assert!(text.starts_with("1 validation error detected: Value 'no spaces' at 'name' failed"), "{text}");

    world.ok("PutRule", json!({"Name": "r", "EventBusName": "orders", "EventPattern": "{\"source\":[\"a\"]}"})).await;
    assert_eq!(
        world.refused("DeleteEventBus", json!({"Name": "orders"})).await,
        refusal("ValidationException", "EventBus can't be deleted since it has rules.")
    );
    world.ok("DeleteRule", json!({"Name": "r", "EventBusName": "orders"})).await;
    world.ok("DeleteEventBus", json!({"Name": "orders"})).await;
}

#[tokio::test]
async fn buses_are_listed_in_pages() {
    let world = World::new();
    for name in ["zoo", "alpha", "alps"] {
        world.ok("CreateEventBus", json!({"Name": name})).await;
    }
    world.call_as("999999999999", "CreateEventBus", json!({"Name": "foreign"})).await.expect("made");
    let names = |answer: &Value| -> Vec<String> {
        let buses = answer["EventBuses"].as_array().expect("a list").iter();
        buses.map(|bus| bus["Name"].as_str().expect("a name").to_owned()).collect()
    };
    let all = world.ok("ListEventBuses", json!({})).await;
    assert_eq!(names(&all), ["alpha", "alps", "default", "zoo"]);
    assert_eq!(all.get("NextToken"), None);
    assert_eq!(
        all["EventBuses"][0],
        json!({"Name": "alpha", "Arn": arn("alpha"), "CreationTime": START, "LastModifiedTime": START})
    );
    assert_eq!(names(&world.ok("ListEventBuses", json!({"NamePrefix": "al"})).await), ["alpha", "alps"]);
    let first = world.ok("ListEventBuses", json!({"Limit": 3})).await;
    assert_eq!(names(&first), ["alpha", "alps", "default"]);
    let rest = world.ok("ListEventBuses", json!({"Limit": 3, "NextToken": first["NextToken"]})).await;
    assert_eq!((names(&rest), rest.get("NextToken")), (vec!["zoo".to_owned()], None));
    assert_eq!(world.refused("ListEventBuses", json!({"NextToken": "nonsense"})).await.0, "InvalidToken");
}

#[tokio::test]
async fn a_hundred_buses_are_enough() {
    let world = World::new();
    for n in 0..100 {
        world.ok("CreateEventBus", json!({"Name": format!("bus-{n}")})).await;
    }
    let limit = "The requested resource exceeds the maximum number allowed.";
    assert_eq!(
        world.refused("CreateEventBus", json!({"Name": "one-more"})).await,
        refusal("LimitExceededException", limit)
    );
    assert_eq!(world.refused("CreateEventBus", json!({"Name": "bus-7"})).await.0, "ResourceAlreadyExistsException");
    world.ok("DeleteEventBus", json!({"Name": "bus-7"})).await;
    world.ok("CreateEventBus", json!({"Name": "one-more"})).await;
}
