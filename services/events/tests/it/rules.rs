use serde_json::{Value, json};

use crate::world::{ACCOUNT, World};

const PATTERN: &str = r#"{"source":["shop"]}"#;

fn arn(rule: &str) -> String {
    format!("arn:aws:events:us-east-1:{ACCOUNT}:rule/{rule}")
}

fn refusal(code: &str, text: &str) -> (String, String) {
    (code.to_owned(), text.to_owned())
}

fn missing(rule: &str, bus: &str) -> (String, String) {
    refusal("ResourceNotFoundException", &format!("Rule {rule} does not exist on EventBus {bus}."))
}

#[tokio::test]
async fn a_rule_is_made_replaced_and_deleted() {
    let world = World::new();
    let answer = world
        .ok(
            "PutRule",
            json!({"Name": "r", "EventPattern": PATTERN, "Description": "d", "RoleArn": "arn:aws:iam::1:role/x"}),
        )
        .await;
    assert_eq!(answer, json!({"RuleArn": arn("r")}));
    assert_eq!(
        world.ok("DescribeRule", json!({"Name": "r"})).await,
        json!({
            "Name": "r", "Arn": arn("r"), "EventPattern": PATTERN, "State": "ENABLED", "Description": "d",
            "RoleArn": "arn:aws:iam::1:role/x", "EventBusName": "default", "CreatedBy": ACCOUNT,
        })
    );
    // What PutRule does not repeat is gone.
    world.ok("PutRule", json!({"Name": "r", "ScheduleExpression": "rate(1 hour)", "State": "DISABLED"})).await;
    assert_eq!(
        world.ok("DescribeRule", json!({"Name": "r"})).await,
        json!({
            "Name": "r", "Arn": arn("r"), "ScheduleExpression": "rate(1 hour)", "State": "DISABLED",
            "EventBusName": "default", "CreatedBy": ACCOUNT,
        })
    );
    assert_eq!(world.ok("DeleteRule", json!({"Name": "r"})).await, Value::Null);
    assert_eq!(world.refused("DescribeRule", json!({"Name": "r"})).await, missing("r", "default"));
    world.ok("DeleteRule", json!({"Name": "r"})).await;
}

#[tokio::test]
async fn rules_on_a_custom_bus() {
    let world = World::new();
    let input = json!({"Name": "r", "EventBusName": "orders", "EventPattern": PATTERN});
    let no_bus = refusal("ResourceNotFoundException", "Event bus orders does not exist.");
    assert_eq!(world.refused("PutRule", input.clone()).await, no_bus);
    for operation in ["DescribeRule", "DeleteRule", "EnableRule", "DisableRule"] {
        assert_eq!(
            world.refused(operation, json!({"Name": "r", "EventBusName": "orders"})).await,
            no_bus,
            "{operation}"
        );
    }
    assert_eq!(world.refused("ListRules", json!({"EventBusName": "orders"})).await, no_bus);
    world.ok("CreateEventBus", json!({"Name": "orders"})).await;
    assert_eq!(world.ok("PutRule", input).await, json!({"RuleArn": arn("orders/r")}));
    let bus_arn = format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders");
    let described = world.ok("DescribeRule", json!({"Name": "r", "EventBusName": bus_arn})).await;
    assert_eq!(
        (described["Arn"].as_str(), described["EventBusName"].as_str()),
        (Some(&*arn("orders/r")), Some("orders"))
    );
    assert_eq!(world.refused("DescribeRule", json!({"Name": "r"})).await, missing("r", "default"));
    assert_eq!(
        world
            .refused("PutRule", json!({"Name": "s", "EventBusName": "orders", "ScheduleExpression": "rate(1 hour)"}))
            .await,
        refusal("ValidationException", "ScheduleExpression is supported only on the default event bus.")
    );
}

#[tokio::test]
async fn what_a_rule_can_not_be() {
    let world = World::new();
    assert_eq!(
        world.refused("PutRule", json!({"Name": "r"})).await,
        refusal("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.")
    );
    for expression in
        ["rate(1 minutes)", "rate(5 minute)", "cron(* * * * *)", "cron(0 0 * * * *)", "at(2030-01-01T00:00:00)", ""]
    {
        assert_eq!(
            world.refused("PutRule", json!({"Name": "r", "ScheduleExpression": expression})).await,
            refusal("ValidationException", "Parameter ScheduleExpression is not valid."),
            "{expression}"
        );
    }
    for pattern in ["", "{}", "[]", r#"{"source":"shop"}"#, r#"{"source":[{"unknown":1}]}"#, "{"] {
        let (code, text) = world.refused("PutRule", json!({"Name": "r", "EventPattern": pattern})).await;
        assert_eq!(code, "InvalidEventPatternException", "{pattern}");
        assert!(text.starts_with("Event pattern is not valid. Reason: "), "{text}");
    }
    for (input, at) in [
        (json!({"Name": "no good", "EventPattern": PATTERN}), "'name'"),
        (json!({"Name": "r", "EventPattern": PATTERN, "State": "ON"}), "'state'"),
        (json!({"Name": "r".repeat(65), "EventPattern": PATTERN}), "'name'"),
        (json!({"Name": "r", "EventPattern": " ".repeat(4097)}), "'eventPattern'"),
    ] {
        let (code, text) = world.refused("PutRule", input).await;
        assert!(code == "ValidationException" && text.contains(at), "{code}: {text}");
    }
    assert_eq!(world.refused("DescribeRule", json!({"Name": "r"})).await, missing("r", "default"));
}

#[tokio::test]
async fn a_rule_with_targets_stays() {
    let world = World::new();
    world.rule("r", json!({"source": ["shop"]}), "q").await;
    let stays = refusal("ValidationException", "Rule can't be deleted since it has targets.");
    assert_eq!(world.refused("DeleteRule", json!({"Name": "r"})).await, stays);
    assert_eq!(world.refused("DeleteRule", json!({"Name": "r", "Force": true})).await, stays);
    world.ok("RemoveTargets", json!({"Rule": "r", "Ids": ["q"]})).await;
    world.ok("DeleteRule", json!({"Name": "r"})).await;
}

#[tokio::test]
async fn disabled_rules_match_nothing() {
    let world = World::new();
    world.rule("r", json!({"source": ["shop"]}), "q").await;
    world.ok("DisableRule", json!({"Name": "r"})).await;
    assert_eq!(world.ok("DescribeRule", json!({"Name": "r"})).await["State"], "DISABLED");
    world.event("shop", json!({"n": 1})).await;
    world.settle().await;
    assert_eq!(world.queues.bodies("123456789012/q").len(), 0);
    world.ok("EnableRule", json!({"Name": "r"})).await;
    world.event("shop", json!({"n": 2})).await;
    world.settle().await;
    assert_eq!(world.queues.bodies("123456789012/q").len(), 1);
    world
        .ok(
            "PutRule",
            json!({"Name": "r", "EventPattern": PATTERN, "State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}),
        )
        .await;
    world.event("shop", json!({"n": 3})).await;
    world.settle().await;
    assert_eq!(world.queues.bodies("123456789012/q").len(), 1);
    // A rule that was replaced matches what it says now, and only that.
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"other\"]}"})).await;
    world.event("shop", json!({})).await;
    world.event("other", json!({})).await;
    world.settle().await;
    let bodies = world.queues.bodies("123456789012/q");
    assert_eq!(bodies.len(), 1);
    assert!(bodies[0].contains("\"source\":\"other\""));
    for operation in ["EnableRule", "DisableRule"] {
        assert_eq!(world.refused(operation, json!({"Name": "none"})).await, missing("none", "default"));
    }
}

#[tokio::test]
async fn rules_are_listed_in_pages() {
    let world = World::new();
    for name in ["b1", "a2", "a1", "c1"] {
        world.ok("PutRule", json!({"Name": name, "EventPattern": PATTERN})).await;
    }
    let names = |answer: &Value| -> Vec<String> {
        let rules = answer["Rules"].as_array().expect("a list").iter();
        rules.map(|rule| rule["Name"].as_str().expect("a name").to_owned()).collect()
    };
    let all = world.ok("ListRules", json!({})).await;
    assert_eq!(names(&all), ["a1", "a2", "b1", "c1"]);
    assert_eq!(
        all["Rules"][0],
        json!({"Name": "a1", "Arn": arn("a1"), "EventPattern": PATTERN, "State": "ENABLED", "EventBusName": "default"})
    );
    assert_eq!(names(&world.ok("ListRules", json!({"NamePrefix": "a"})).await), ["a1", "a2"]);
    let first = world.ok("ListRules", json!({"Limit": 3})).await;
    let rest = world.ok("ListRules", json!({"Limit": 3, "NextToken": first["NextToken"]})).await;
    assert_eq!((names(&first).len(), names(&rest)), (3, vec!["c1".to_owned()]));
    assert_eq!(rest.get("NextToken"), None);
}

#[tokio::test]
async fn rules_are_found_by_target() {
    let world = World::new();
    for (rule, queue) in [("r1", "x"), ("r2", "y"), ("r3", "x")] {
        world.rule(rule, json!({"source": ["shop"]}), queue).await;
    }
    let input = json!({"TargetArn": "arn:aws:sqs:us-east-1:123456789012:x"});
    assert_eq!(world.ok("ListRuleNamesByTarget", input.clone()).await, json!({"RuleNames": ["r1", "r3"]}));
    let mut paged = input;
    paged["Limit"] = json!(1);
    let first = world.ok("ListRuleNamesByTarget", paged.clone()).await;
    assert_eq!(first["RuleNames"], json!(["r1"]));
    paged["NextToken"] = first["NextToken"].clone();
    assert_eq!(world.ok("ListRuleNamesByTarget", paged).await, json!({"RuleNames": ["r3"]}));
}

#[tokio::test]
async fn patterns_are_tested_without_a_rule() {
    let world = World::new();
    let event = json!({
        "id": "1", "account": "1", "source": "shop", "time": "2026-01-01T00:00:00Z", "region": "us-east-1",
        "resources": [], "detail-type": "t", "detail": {"n": 300},
    });
    let test = |pattern: &str, event: &str| json!({"EventPattern": pattern, "Event": event});
    let answer = world.ok("TestEventPattern", test(r#"{"detail":{"n":[3.0e2]}}"#, &event.to_string())).await;
    assert_eq!(answer, json!({"Result": true}));
    let answer = world.ok("TestEventPattern", test(r#"{"detail":{"n":[301]}}"#, &event.to_string())).await;
    assert_eq!(answer, json!({"Result": false}));
    assert_eq!(
        world.refused("TestEventPattern", test("x", &event.to_string())).await.0,
        "InvalidEventPatternException"
    );
    for name in ["id", "account", "source", "time", "region", "resources", "detail-type"] {
        let mut without = event.clone();
        without.as_object_mut().expect("an object").remove(name);
        let refused = world.refused("TestEventPattern", test(PATTERN, &without.to_string())).await;
        assert_eq!(refused, refusal("ValidationException", "Parameter Event is not valid."), "{name}");
    }
    assert_eq!(world.refused("TestEventPattern", test(PATTERN, "nonsense")).await.0, "ValidationException");
}
