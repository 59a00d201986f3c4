//! Layers, and functions that have them.

use serde_json::{Value, json};

use crate::stage::{Stage, base64, minutes, zip};

fn layer_arn(name: &str) -> String {
    format!("arn:aws:lambda:us-east-1:123456789012:layer:{name}")
}

async fn publish(stage: &Stage, name: &str, content: &str) -> Value {
    let content = json!({"ZipFile": base64(&zip("python/x.py", content.as_bytes()))});
    let input = json!({
        "LayerName": name, "Content": content, "Description": "d", "LicenseInfo": "MIT",
        "CompatibleRuntimes": ["python3.12"], "CompatibleArchitectures": ["x86_64"]
    });
    stage.ok("lambda", "PublishLayerVersion", input).await
}

#[tokio::test]
async fn layers_have_versions() {
    let mut stage = Stage::new();
    let first = publish(&stage, "deps", "one").await;
    assert_eq!((&first["Version"], &first["LayerArn"]), (&json!(1), &json!(layer_arn("deps"))));
    assert_eq!(first["LayerVersionArn"], format!("{}:1", layer_arn("deps")));
    assert_eq!(first["CreatedDate"], "2026-01-02T03:04:05.000+0000");
    assert_eq!(first["Content"]["CodeSize"], zip("python/x.py", b"one").len());
    publish(&stage, "deps", "two").await;
    stage.crash();
    let found = stage.ok("lambda", "GetLayerVersion", json!({"LayerName": "deps", "VersionNumber": 2})).await;
    assert_eq!((&found["Version"], &found["LicenseInfo"]), (&json!(2), &json!("MIT")));
    let by_arn = json!({"Arn": format!("{}:2", layer_arn("deps"))});
    let by_arn = stage.ok("lambda", "GetLayerVersionByArn", by_arn).await;
    assert_eq!(by_arn["Content"]["CodeSha256"], found["Content"]["CodeSha256"]);
    let list = stage.ok("lambda", "ListLayerVersions", json!({"LayerName": "deps"})).await;
    let numbers: Vec<_> =
        list["LayerVersions"].as_array().expect("a list").iter().map(|one| one["Version"].clone()).collect();
    assert_eq!(numbers, [2, 1]);
    let layers = stage.ok("lambda", "ListLayers", json!({"CompatibleRuntime": "python3.12"})).await;
    assert_eq!(layers["Layers"][0]["LatestMatchingVersion"]["Version"], 2);
    assert_eq!(
        stage.ok("lambda", "ListLayers", json!({"CompatibleRuntime": "nodejs22.x"})).await,
        json!({"Layers": []})
    );
    stage.ok("lambda", "DeleteLayerVersion", json!({"LayerName": "deps", "VersionNumber": 2})).await;
    let (status, code, text) = stage.refused("GetLayerVersion", json!({"LayerName": "deps", "VersionNumber": 2})).await;
    assert_eq!(
        (status, code.as_str(), text.as_str()),
        (404, "ResourceNotFoundException", "The resource you requested does not exist.")
    );
    assert_eq!(publish(&stage, "deps", "three").await["Version"], 3, "numbers are not given twice");
}

#[tokio::test]
async fn a_layer_version_has_a_policy() {
    let stage = Stage::new();
    publish(&stage, "deps", "one").await;
    let at = json!({"LayerName": "deps", "VersionNumber": 1});
    let with = |more: Value| {
        let mut input = at.clone();
        input.as_object_mut().expect("members").extend(more.as_object().expect("members").clone());
        input
    };
    let grant = with(json!({"StatementId": "all", "Action": "lambda:GetLayerVersion", "Principal": "*"}));
    stage.ok("lambda", "AddLayerVersionPermission", grant).await;
    let policy = stage.ok("lambda", "GetLayerVersionPolicy", at.clone()).await;
    let statement = &crate::stage::parsed(&policy["Policy"])["Statement"][0];
    assert_eq!(
        (&statement["Sid"], &statement["Resource"]),
        (&json!("all"), &json!(format!("{}:1", layer_arn("deps"))))
    );
    stage.ok("lambda", "RemoveLayerVersionPermission", with(json!({"StatementId": "all"}))).await;
    assert_eq!(stage.refused("GetLayerVersionPolicy", at).await.0, 404);
}

#[tokio::test]
async fn a_function_keeps_its_layers_as_long_as_it_has_them() {
    let stage = Stage::new();
    for (name, content) in [("a", "one"), ("b", "two")] {
        publish(&stage, name, content).await;
    }
    let layers = [format!("{}:1", layer_arn("b")), format!("{}:1", layer_arn("a"))];
    stage.function("f", json!({"Layers": layers})).await;
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    let size = zip("python/x.py", b"one").len();
    assert_eq!(found["Layers"], json!([{"Arn": layers[0], "CodeSize": size}, {"Arn": layers[1], "CodeSize": size}]));
    stage.invoke("f", "{}").await.expect("runs");
    let function = stage.fake.take().remove(0).function;
    assert_eq!(function.layers.len(), 2);
    for name in ["a", "b"] {
        stage.ok("lambda", "DeleteLayerVersion", json!({"LayerName": name, "VersionNumber": 1})).await;
    }
    stage.pass(minutes(120)).await;
    assert_eq!(function.layers[0].source.fetch().await.expect("is there"), zip("python/x.py", b"two"));
    let input = json!({"FunctionName": "f", "Layers": []});
    assert!(stage.ok("lambda", "UpdateFunctionConfiguration", input).await.get("Layers").is_none());
    stage.pass(minutes(25 * 60)).await;
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1, "only the function's own");
}

#[tokio::test]
async fn layers_of_a_function_have_their_rules() {
    let stage = Stage::new();
    publish(&stage, "a", "one").await;
    publish(&stage, "a", "two").await;
    let (one, two) = (format!("{}:1", layer_arn("a")), format!("{}:2", layer_arn("a")));
    stage.function("f", json!({})).await;
    let refused = async |layers: Value| {
        let (_, code, text) =
            stage.refused("UpdateFunctionConfiguration", json!({"FunctionName": "f", "Layers": layers})).await;
        assert_eq!(code, "InvalidParameterValueException");
        text
    };
    assert_eq!(
        refused(json!([one, two])).await,
        format!(
            "Two different versions of the same layer are not allowed to be referenced in the same function. {one} and {two}"
        )
    );
    assert_eq!(
        refused(json!([format!("{}:3", layer_arn("a"))])).await,
        format!("Layer version {}:3 does not exist.", layer_arn("a"))
    );
}
