//! Tags, account settings, recursion, runtime management, code signing.

use serde_json::json;

use crate::stage::{Stage, base64, function_arn, zip};

#[tokio::test]
async fn tags_come_and_go() {
    let mut stage = Stage::with_function().await;
    let arn = function_arn("f");
    assert_eq!(stage.ok("lambda", "ListTags", json!({"Resource": arn})).await, json!({"Tags": {}}));
    stage.ok("lambda", "TagResource", json!({"Resource": arn, "Tags": {"a": "1", "b": "2"}})).await;
    stage.ok("lambda", "TagResource", json!({"Resource": arn, "Tags": {"b": "3", "c": ""}})).await;
    stage.crash();
    let all = json!({"a": "1", "b": "3", "c": ""});
    assert_eq!(stage.ok("lambda", "ListTags", json!({"Resource": arn})).await, json!({"Tags": all}));
    assert_eq!(stage.ok("lambda", "GetFunction", json!({"FunctionName": "f"})).await["Tags"], all);
    stage.ok("lambda", "UntagResource", json!({"Resource": arn, "TagKeys": ["a", "c", "none"]})).await;
    assert_eq!(stage.ok("lambda", "ListTags", json!({"Resource": arn})).await, json!({"Tags": {"b": "3"}}));
}

#[tokio::test]
async fn tags_have_their_rules() {
    let stage = Stage::with_function().await;
    let (arn, value) = (function_arn("f"), "InvalidParameterValueException");
    let many: serde_json::Map<_, _> = (0..51).map(|n| (format!("k{n}"), json!("v"))).collect();
    let table = [
        (json!({"Resource": arn, "Tags": many}), value, "Number of tags exceeds resource tag limit.".to_owned()),
        (json!({"Resource": arn, "Tags": {}}), value, "An error occurred and the request cannot be processed.".to_owned()),
        (
            json!({"Resource": format!("{arn}:live"), "Tags": {"a": "b"}}),
            value,
            "Tags on function aliases and versions are not supported. Please specify either a function ARN or an event source mapping ARN.".to_owned(),
        ),
        (
            json!({"Resource": function_arn("g"), "Tags": {"a": "b"}}),
            "ResourceNotFoundException",
            format!("Function not found: {}", function_arn("g")),
        ),
    ];
    for (input, code, text) in table {
        let (_, found, message) = stage.refused("TagResource", input).await;
        assert_eq!((found.as_str(), message), (code, text));
    }
    assert_eq!(stage.ok("lambda", "ListTags", json!({"Resource": arn})).await, json!({"Tags": {}}));
}

#[tokio::test]
async fn the_account_knows_what_it_has() {
    let mut stage = Stage::new();
    // The quotas of https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    let limit = |unreserved: u32| {
        json!({
            "TotalCodeSize": 80_530_636_800_u64, "CodeSizeUnzipped": 262_144_000, "CodeSizeZipped": 52_428_800,
            "ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": unreserved
        })
    };
    let settings = stage.ok("lambda", "GetAccountSettings", json!({})).await;
    assert_eq!(
        settings,
        json!({"AccountLimit": limit(1000), "AccountUsage": {"TotalCodeSize": 0, "FunctionCount": 0}})
    );
    stage.function("f", json!({})).await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage
        .ok("lambda", "PutFunctionConcurrency", json!({"FunctionName": "f", "ReservedConcurrentExecutions": 300}))
        .await;
    let size = zip("m.py", b"def h(e, c): return e\n").len();
    let expected = json!({"AccountLimit": limit(700), "AccountUsage": {"TotalCodeSize": 2 * size, "FunctionCount": 1}});
    assert_eq!(stage.ok("lambda", "GetAccountSettings", json!({})).await, expected);
    stage.crash();
    assert_eq!(stage.ok("lambda", "GetAccountSettings", json!({})).await, expected);
    // Layers lie in the same place.
    let layer = zip("python/x.py", b"one");
    let publish = json!({"LayerName": "l", "Content": {"ZipFile": base64(&layer)}});
    let delete = json!({"LayerName": "l", "VersionNumber": 1});
    let used = async |stage: &Stage| {
        let settings = stage.ok("lambda", "GetAccountSettings", json!({})).await;
        settings["AccountUsage"]["TotalCodeSize"].as_u64().expect("a number") as usize
    };
    stage.ok("lambda", "PublishLayerVersion", publish.clone()).await;
    stage.ok("lambda", "PublishLayerVersion", publish).await;
    assert_eq!(used(&stage).await, 2 * size + 2 * layer.len());
    stage.ok("lambda", "DeleteLayerVersion", delete.clone()).await;
    stage.ok("lambda", "DeleteLayerVersion", delete).await;
    assert_eq!(used(&stage).await, 2 * size + layer.len());
    stage.crash();
    assert_eq!(used(&stage).await, 2 * size + layer.len());
}

#[tokio::test]
async fn loops_can_be_allowed() {
    let stage = Stage::with_function().await;
    let get = json!({"FunctionName": "f"});
    assert_eq!(
        stage.ok("lambda", "GetFunctionRecursionConfig", get.clone()).await,
        json!({"RecursiveLoop": "Terminate"})
    );
    let put = json!({"FunctionName": "f", "RecursiveLoop": "Allow"});
    assert_eq!(stage.ok("lambda", "PutFunctionRecursionConfig", put).await, json!({"RecursiveLoop": "Allow"}));
    assert_eq!(stage.ok("lambda", "GetFunctionRecursionConfig", get).await, json!({"RecursiveLoop": "Allow"}));
    assert_eq!(stage.refused("GetFunctionRecursionConfig", json!({"FunctionName": "g"})).await.0, 404);
}

#[tokio::test]
async fn runtimes_have_one_version() {
    let stage = Stage::with_function().await;
    let get = json!({"FunctionName": "f"});
    let expected = json!({"UpdateRuntimeOn": "Auto", "FunctionArn": function_arn("f")});
    assert_eq!(stage.ok("lambda", "GetRuntimeManagementConfig", get.clone()).await, expected);
    let put = json!({"FunctionName": "f", "UpdateRuntimeOn": "FunctionUpdate"});
    let expected = json!({"UpdateRuntimeOn": "FunctionUpdate", "FunctionArn": function_arn("f")});
    assert_eq!(stage.ok("lambda", "PutRuntimeManagementConfig", put).await, expected);
    assert_eq!(stage.ok("lambda", "GetRuntimeManagementConfig", get.clone()).await, expected);
    let found = stage.ok("lambda", "GetFunctionConfiguration", get.clone()).await;
    let arn = &found["RuntimeVersionConfig"]["RuntimeVersionArn"];
    let manual = json!({"FunctionName": "f", "UpdateRuntimeOn": "Manual", "RuntimeVersionArn": arn});
    stage.ok("lambda", "PutRuntimeManagementConfig", manual).await;
    assert_eq!(&stage.ok("lambda", "GetRuntimeManagementConfig", get).await["RuntimeVersionArn"], arn);
    for input in [
        json!({"FunctionName": "f", "UpdateRuntimeOn": "Manual"}),
        json!({"FunctionName": "f", "UpdateRuntimeOn": "Auto", "RuntimeVersionArn": arn}),
        json!({"FunctionName": "f", "UpdateRuntimeOn": "Manual", "RuntimeVersionArn": "arn:aws:lambda:us-east-1::runtime:other"}),
    ] {
        assert_eq!(stage.refused("PutRuntimeManagementConfig", input).await.1, "InvalidParameterValueException");
    }
}

#[tokio::test]
async fn code_is_not_signed() {
    let stage = Stage::with_function().await;
    let answer = stage.ok("lambda", "GetFunctionCodeSigningConfig", json!({"FunctionName": "f"})).await;
    assert_eq!(answer, json!({"CodeSigningConfigArn": "", "FunctionName": "f"}));
    for operation in [
        "CreateCodeSigningConfig",
        "PutFunctionCodeSigningConfig",
        "ListCodeSigningConfigs",
        "GetFunctionScalingConfig",
    ] {
        let (_, _, text) = stage.refused(operation, json!({"FunctionName": "f"})).await;
        assert_eq!(text, format!("The operation {operation} of Lambda is not built into this server yet."));
    }
}
