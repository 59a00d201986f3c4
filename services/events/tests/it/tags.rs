use serde_json::{Value, json};

use crate::world::{ACCOUNT, World};

fn tags(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect()
}

#[tokio::test]
async fn buses_and_rules_have_tags() {
    let world = World::new();
    let pattern = "{\"source\":[\"s\"]}";
    world.ok("CreateEventBus", json!({"Name": "b", "Tags": tags(&[("a", "1")])})).await;
    world
        .ok("PutRule", json!({"Name": "r", "EventBusName": "b", "EventPattern": pattern, "Tags": tags(&[("a", "1")])}))
        .await;
    for arn in ["event-bus/b", "rule/b/r"].map(|resource| format!("arn:aws:events:us-east-1:{ACCOUNT}:{resource}")) {
        let listed = || world.ok("ListTagsForResource", json!({"ResourceARN": arn}));
        assert_eq!(listed().await, json!({"Tags": tags(&[("a", "1")])}));
        let more = tags(&[("b", "2"), ("a", "3")]);
        assert_eq!(world.ok("TagResource", json!({"ResourceARN": arn, "Tags": more})).await, json!({}));
        assert_eq!(listed().await, json!({"Tags": tags(&[("a", "3"), ("b", "2")])}));
        assert_eq!(world.ok("UntagResource", json!({"ResourceARN": arn, "TagKeys": ["a", "none"]})).await, json!({}));
        assert_eq!(listed().await, json!({"Tags": tags(&[("b", "2")])}));
        let many: Vec<(String, String)> = (0..50).map(|n| (format!("k{n}"), String::new())).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let refused = world.refused("TagResource", json!({"ResourceARN": arn, "Tags": tags(&many)})).await;
        assert_eq!(refused.0, "LimitExceededException");
        assert_eq!(listed().await, json!({"Tags": tags(&[("b", "2")])}));
    }
    // Replacing a rule keeps its tags.
    world
        .ok(
            "PutRule",
            json!({"Name": "r", "EventBusName": "b", "EventPattern": pattern, "Tags": tags(&[("new", "1")])}),
        )
        .await;
    let arn = format!("arn:aws:events:us-east-1:{ACCOUNT}:rule/b/r");
    assert_eq!(
        world.ok("ListTagsForResource", json!({"ResourceARN": arn})).await,
        json!({"Tags": tags(&[("b", "2")])})
    );
}

#[tokio::test]
async fn what_has_no_tags() {
    let world = World::new();
    let default = format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default");
    assert_eq!(world.ok("ListTagsForResource", json!({"ResourceARN": default})).await, json!({"Tags": []}));
    for (resource, code, text) in [
        ("event-bus/none", "ResourceNotFoundException", "Event bus none does not exist."),
        ("rule/none", "ResourceNotFoundException", "Rule none does not exist on EventBus default."),
        ("rule/none/r", "ResourceNotFoundException", "Event bus none does not exist."),
    ] {
        let arn = format!("arn:aws:events:us-east-1:{ACCOUNT}:{resource}");
        let want = (code.to_owned(), text.to_owned());
        assert_eq!(world.refused("ListTagsForResource", json!({"ResourceARN": arn})).await, want);
        assert_eq!(world.refused("TagResource", json!({"ResourceARN": arn, "Tags": []})).await, want);
        assert_eq!(world.refused("UntagResource", json!({"ResourceARN": arn, "TagKeys": []})).await, want);
    }
    assert_eq!(world.refused("ListTagsForResource", json!({"ResourceARN": "nonsense"})).await.0, "ValidationException");
}
