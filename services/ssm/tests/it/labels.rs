use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_label_moves_from_version_to_version() {
    let mut world = World::new();
    for value in ["one", "two"] {
        world.put("n", value, json!({"Overwrite": true})).await;
    }
    let input = json!({"Name": "n", "ParameterVersion": 1, "Labels": ["prod", "1st", "aws-x", "a b"]});
    let answer = world.ok("LabelParameterVersion", input).await;
    assert_eq!(answer, json!({"InvalidLabels": ["1st", "aws-x", "a b"], "ParameterVersion": 1}));
    assert_eq!(world.get("n:prod").await, "one");
    let answer = world.ok("LabelParameterVersion", json!({"Name": "n", "Labels": ["prod"]})).await;
    assert_eq!(answer, json!({"InvalidLabels": [], "ParameterVersion": 2}));
    world.crash();
    let found = world.ok("GetParameter", json!({"Name": "n:prod"})).await["Parameter"].clone();
    assert_eq!((&found["Value"], &found["Selector"]), (&json!("two"), &json!(":prod")));
    let input = json!({"Name": "n", "ParameterVersion": 2, "Labels": ["prod", "none"]});
    let answer = world.ok("UnlabelParameterVersion", input).await;
    assert_eq!(answer, json!({"RemovedLabels": ["prod"], "InvalidLabels": ["none"]}));
    world.refused("GetParameter", json!({"Name": "n:prod"}), "ParameterVersionNotFound").await;
    let missing = json!({"Name": "n", "ParameterVersion": 9, "Labels": ["x"]});
    world.refused("LabelParameterVersion", missing, "ParameterVersionNotFound").await;
    let names = |from: u32| (from..from + 10).map(|number| format!("l{number}")).collect::<Vec<_>>();
    world.ok("LabelParameterVersion", json!({"Name": "n", "Labels": names(0)})).await;
    let more = json!({"Name": "n", "Labels": ["more"]});
    world.refused("LabelParameterVersion", more, "ParameterVersionLabelLimitExceeded").await;
}

#[tokio::test]
async fn tags() {
    let world = World::new();
    world.put("/n", "x", json!({"Tags": [{"Key": "a", "Value": "1"}]})).await;
    let resource = json!({"ResourceType": "Parameter", "ResourceId": "/n"});
    let with = |name: &str, value: serde_json::Value| {
        let mut input = resource.clone();
        input[name] = value;
        input
    };
    world.ok("AddTagsToResource", with("Tags", json!([{"Key": "b", "Value": "2"}]))).await;
    world.ok("RemoveTagsFromResource", with("TagKeys", json!(["a"]))).await;
    let tags = world.ok("ListTagsForResource", resource.clone()).await;
    assert_eq!(tags, json!({"TagList": [{"Key": "b", "Value": "2"}]}));
    let missing = json!({"ResourceType": "Parameter", "ResourceId": "/none"});
    world.refused("ListTagsForResource", missing, "InvalidResourceId").await;
    let other = json!({"ResourceType": "Document", "ResourceId": "/n"});
    let text = world.refused("ListTagsForResource", other, "InvalidResourceType").await;
    assert!(text.contains("Document"), "{text}");
}
