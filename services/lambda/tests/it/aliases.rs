//! Aliases.

use serde_json::{Value, json};

use crate::stage::{Stage, function_arn};
use crate::versions::change;

/// A function with the versions 1 and 2.
async fn with_versions() -> Stage {
    let stage = Stage::with_function().await;
    for content in ["one", "two"] {
        change(&stage, "f", content).await;
        stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
        stage.settle().await;
    }
    stage
}

fn alias(name: &str, version: &str) -> Value {
    json!({"FunctionName": "f", "Name": name, "FunctionVersion": version})
}

#[tokio::test]
async fn an_alias_points_to_a_version() {
    let stage = with_versions().await;
    let created = stage.ok("lambda", "CreateAlias", alias("live", "1")).await;
    let expected = json!({
        "AliasArn": format!("{}:live", function_arn("f")), "Name": "live", "FunctionVersion": "1", "Description": "",
        "RevisionId": created["RevisionId"]
    });
    assert_eq!(created, expected);
    assert_eq!(stage.ok("lambda", "GetAlias", json!({"FunctionName": "f", "Name": "live"})).await, expected);
    stage.invoke("f:live", "{}").await.expect("runs");
    let call = stage.fake.take().remove(0);
    assert_eq!(
        (call.function.version.as_str(), call.invocation.invoked_arn),
        ("1", format!("{}:live", function_arn("f")))
    );
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f", "Qualifier": "live"})).await;
    assert_eq!(
        (&found["Version"], &found["FunctionArn"]),
        (&json!("1"), &json!(format!("{}:live", function_arn("f"))))
    );
    let input = json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "2", "Description": "d", "RevisionId": created["RevisionId"]});
    let updated = stage.ok("lambda", "UpdateAlias", input.clone()).await;
    assert_eq!((&updated["FunctionVersion"], &updated["Description"]), (&json!("2"), &json!("d")));
    assert_ne!(updated["RevisionId"], created["RevisionId"]);
    assert_eq!(stage.refused("UpdateAlias", input).await.1, "PreconditionFailedException");
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    let (status, code, text) = stage.refused("GetAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
    assert_eq!(text, format!("Cannot find alias arn: {}:live", function_arn("f")));
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
}

#[tokio::test]
async fn weights_are_checked() {
    let stage = with_versions().await;
    stage.ok("lambda", "CreateAlias", alias("live", "1")).await;
    let weights = |weights: Value| json!({"FunctionName": "f", "Name": "live", "RoutingConfig": {"AdditionalVersionWeights": weights}});
    let table = [
        (
            weights(json!({"1": 0.1})),
            "InvalidParameterValueException",
            "Invalid function version 1. Function version 1 is already included in routing configuration.".to_owned(),
        ),
        (
            weights(json!({"2": 0.1, "3": 0.1})),
            "InvalidParameterValueException",
            "Number of items in AdditionalVersionWeights cannot be greater than 1".to_owned(),
        ),
        (
            weights(json!({"3": 0.1})),
            "ResourceNotFoundException",
            format!("Function not found: {}:3", function_arn("f")),
        ),
    ];
    for (input, code, text) in table {
        let (_, found, message) = stage.refused("UpdateAlias", input).await;
        assert_eq!((found.as_str(), message), (code, text));
    }
    assert_eq!(stage.refused("UpdateAlias", weights(json!({"2": 1.1}))).await.1, "ValidationException");
    let mut latest = alias("latest", "$LATEST");
    latest["RoutingConfig"] = json!({"AdditionalVersionWeights": {"1": 0.5}});
    assert_eq!(
        stage.refused("CreateAlias", latest).await.2,
        "$LATEST is not supported for an alias pointing to more than 1 version"
    );
    let (status, code, text) = stage.refused("CreateAlias", alias("live", "1")).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    assert_eq!(text, format!("Alias already exists: {}:live", function_arn("f")));
    assert_eq!(
        stage.refused("CreateAlias", alias("other", "9")).await.2,
        format!("Function not found: {}:9", function_arn("f"))
    );
}

#[tokio::test]
async fn weights_share_invocations_between_versions() {
    let stage = with_versions().await;
    let mut input = alias("live", "1");
    input["RoutingConfig"] = json!({"AdditionalVersionWeights": {"2": 0.25}});
    let created = stage.ok("lambda", "CreateAlias", input).await;
    assert_eq!(created["RoutingConfig"], json!({"AdditionalVersionWeights": {"2": 0.25}}));
    for _ in 0..400 {
        stage.invoke("f:live", "{}").await.expect("runs");
    }
    let calls = stage.fake.take();
    let second = calls.iter().filter(|call| call.function.version == "2").count();
    // 100 expected; five standard deviations of a binomial distribution are 43.
    assert!((57..=143).contains(&second), "{second}");
    // An empty routing configuration takes the weights away.
    let input = json!({"FunctionName": "f", "Name": "live", "RoutingConfig": {}});
    assert!(stage.ok("lambda", "UpdateAlias", input).await.get("RoutingConfig").is_none());
    for _ in 0..50 {
        stage.invoke("f:live", "{}").await.expect("runs");
    }
    assert!(stage.fake.take().iter().all(|call| call.function.version == "1"));
}

#[tokio::test]
async fn aliases_are_listed_by_name() {
    let mut stage = with_versions().await;
    for (name, version) in [("c", "1"), ("a", "1"), ("b", "2")] {
        stage.ok("lambda", "CreateAlias", alias(name, version)).await;
    }
    stage.crash();
    let page = stage.ok("lambda", "ListAliases", json!({"FunctionName": "f", "MaxItems": 2})).await;
    let names = |page: &Value| -> Vec<String> {
        page["Aliases"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["Name"].as_str().expect("text").to_owned())
            .collect()
    };
    assert_eq!(names(&page), ["a", "b"]);
    let page = stage.ok("lambda", "ListAliases", json!({"FunctionName": "f", "Marker": page["NextMarker"]})).await;
    assert_eq!(names(&page), ["c"]);
    let page = stage.ok("lambda", "ListAliases", json!({"FunctionName": "f", "FunctionVersion": "1"})).await;
    assert_eq!(names(&page), ["a", "c"]);
}
