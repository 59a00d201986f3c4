//! Functions: made, described, listed, deleted.

use serde_json::{Value, json};
use tradewind_functions::Runtime;

use crate::stage::{Stage, base64, function_arn, zip};

pub(crate) const ROLE: &str = "arn:aws:iam::123456789012:role/r";

/// The input of CreateFunction with other members in it.
fn input(name: &str, more: Value) -> Value {
    let mut input = json!({
        "FunctionName": name, "Runtime": "python3.12", "Handler": "m.h", "Role": ROLE,
        "Code": {"ZipFile": base64(&zip("m.py", b"def h(e, c): return e\n"))},
    });
    for (name, value) in more.as_object().expect("members") {
        input[name] = value.clone();
    }
    input
}

#[tokio::test]
async fn a_new_function_is_told_as_aws_tells_it() {
    let stage = Stage::new();
    let package = zip("m.py", b"def h(e, c): return e\n");
    let created = stage.ok("lambda", "CreateFunction", input("f", json!({}))).await;
    // From the examples of API_CreateFunction and API_GetFunctionConfiguration.
    let digest = {
        use sha2::Digest as _;
        base64(&sha2::Sha256::digest(&package))
    };
    let mut expected = json!({
        "FunctionName": "f", "FunctionArn": function_arn("f"), "Runtime": "python3.12", "Role": ROLE, "Handler": "m.h",
        "CodeSize": package.len(), "Description": "", "Timeout": 3, "MemorySize": 128,
        "LastModified": "2026-01-02T03:04:05.000+0000", "CodeSha256": digest, "Version": "$LATEST",
        "TracingConfig": {"Mode": "PassThrough"}, "PackageType": "Zip", "Architectures": ["x86_64"],
        "EphemeralStorage": {"Size": 512}, "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/aws/lambda/f"},
        "State": "Pending", "StateReason": "The function is being created.", "StateReasonCode": "Creating",
    });
    expected["RevisionId"] = created["RevisionId"].clone();
    expected["RuntimeVersionConfig"] = created["RuntimeVersionConfig"].clone();
    assert_eq!(created, expected);
    assert_eq!(created["RevisionId"].as_str().map(str::len), Some(36));
    let runtime = created["RuntimeVersionConfig"]["RuntimeVersionArn"].as_str().expect("an ARN");
    assert!(runtime.starts_with("arn:aws:lambda:us-east-1::runtime:"), "{runtime}");

    stage.settle().await;
    let found = stage.ok("lambda", "GetFunction", json!({"FunctionName": "f"})).await;
    expected["State"] = json!("Active");
    expected["LastUpdateStatus"] = json!("Successful");
    for gone in ["StateReason", "StateReasonCode"] {
        expected.as_object_mut().expect("members").remove(gone);
    }
    assert_eq!(found["Configuration"], expected);
    assert_eq!(found["Code"]["RepositoryType"], "S3");
    assert!(found.get("Tags").is_none() && found.get("Concurrency").is_none());
    let configuration = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    assert_eq!(configuration, expected);
}

#[tokio::test]
async fn settings_come_back_as_they_were_given() {
    let stage = Stage::new();
    let more = json!({
        "Description": "d", "Timeout": 900, "MemorySize": 10240, "EphemeralStorage": {"Size": 10240},
        "Environment": {"Variables": {"KEY": "value"}}, "TracingConfig": {"Mode": "Active"}, "Architectures": ["arm64"],
        "DeadLetterConfig": {"TargetArn": "arn:aws:sqs:us-east-1:123456789012:dead"}, "Tags": {"team": "a"},
        "SnapStart": {"ApplyOn": "PublishedVersions"}, "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
        "LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "LogGroup": "mine"}, "KMSKeyArn": "",
    });
    stage.function("f", more.clone()).await;
    let found = stage.ok("lambda", "GetFunction", json!({"FunctionName": function_arn("f")})).await;
    let configuration = &found["Configuration"];
    for name in [
        "Description",
        "Timeout",
        "MemorySize",
        "EphemeralStorage",
        "Environment",
        "TracingConfig",
        "Architectures",
        "DeadLetterConfig",
    ] {
        assert_eq!(configuration[name], more[name], "{name}");
    }
    assert_eq!(configuration["SnapStart"], json!({"ApplyOn": "PublishedVersions", "OptimizationStatus": "Off"}));
    let logging =
        json!({"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "SystemLogLevel": "INFO", "LogGroup": "mine"});
    assert_eq!(configuration["LoggingConfig"], logging);
    assert_eq!(found["Tags"], json!({"team": "a"}));
    assert!(configuration.get("VpcConfig").is_none() && configuration.get("KMSKeyArn").is_none());
}

#[tokio::test]
async fn what_is_not_acceptable_is_refused_in_aws_words() {
    let stage = Stage::with_function().await;
    stage.fake.lacks(Runtime::Python(13));
    let value = "InvalidParameterValueException";
    let table = [
        (json!({"FunctionName": "f"}), 409, "ResourceConflictException", "Function already exist: f"),
        (
            json!({"Runtime": null}),
            400,
            value,
            "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
        ),
        (
            json!({"Handler": null}),
            400,
            value,
            "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
        ),
        (json!({"Runtime": "python3.13"}), 400, value, "The runtime python3.13 is not installed on this machine."),
        (json!({"Runtime": "ruby3.3"}), 400, value, "The runtime ruby3.3 is not supported by this server yet."),
        (
            json!({"Role": "arn:aws:iam::123456789012:role/"}),
            400,
            value,
            "The role defined for the function cannot be assumed by Lambda.",
        ),
        (
            json!({"Timeout": 901}),
            400,
            "ValidationException",
            "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
        ),
        (
            json!({"MemorySize": 10241}),
            400,
            "ValidationException",
            "1 validation error detected: Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240",
        ),
        (
            json!({"MemorySize": 127}),
            400,
            "ValidationException",
            "1 validation error detected: Value '127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
        ),
        (json!({"Code": {}}), 400, value, "Please provide a source for function code."),
        (json!({"Code": {"ZipFile": ""}}), 400, value, "Uploaded file must be a non-empty zip"),
        (
            json!({"Code": {"ZipFile": base64(b"nope")}}),
            400,
            value,
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
        ),
        (
            json!({"Code": {"ZipFile": base64(b"PK"), "S3Key": "k"}}),
            400,
            value,
            "Please do not provide other FunctionCode parameters when providing a ZipFile.",
        ),
        (
            json!({"Code": {"S3Bucket": "bucket", "S3Key": "k"}}),
            400,
            value,
            "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
        ),
        (
            json!({"Code": {"ImageUri": "i"}, "PackageType": "Image"}),
            400,
            value,
            "PackageType Image is not supported by this server yet.",
        ),
        (
            json!({"VpcConfig": {"SubnetIds": ["s"]}}),
            400,
            value,
            "VpcConfig.SubnetIds is not supported by this server yet.",
        ),
        (
            json!({"VpcConfig": {"SubnetIds": [], "Ipv6AllowedForDualStack": true}}),
            400,
            value,
            "VpcConfig.Ipv6AllowedForDualStack is not supported by this server yet.",
        ),
        (
            json!({"Layers": vec!["arn:aws:lambda:us-east-1:123456789012:layer:l:1"; 6]}),
            400,
            value,
            "Cannot reference more than 5 layers.",
        ),
        (
            json!({"Layers": ["arn:aws:lambda:us-east-1:123456789012:layer:l:1"]}),
            400,
            value,
            "Layer version arn:aws:lambda:us-east-1:123456789012:layer:l:1 does not exist.",
        ),
        (
            json!({"Layers": ["arn:aws:lambda:eu-west-1:123456789012:layer:l:1"]}),
            400,
            value,
            "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
        ),
        (
            json!({"Runtime": "python3.11", "SnapStart": {"ApplyOn": "PublishedVersions"}}),
            400,
            value,
            "python3.11 is not supported for SnapStart enabled functions.",
        ),
        (json!({"Tags": {"aws:x": "y"}}), 400, value, "aws: prefixed tag key names are not allowed for external use."),
    ];
    for (more, status, code, text) in table {
        let shown = more.to_string();
        assert_eq!(
            stage.refused("CreateFunction", input("g", more)).await,
            (status, code.to_owned(), text.to_owned()),
            "{shown}"
        );
    }
    let (status, code, text) = stage.refused("CreateFunction", input("g", json!({"Runtime": "python2.8"}))).await;
    assert_eq!((status, code.as_str()), (400, value));
    assert!(
        text.starts_with(
            "Value python2.8 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ["
        ),
        "{text}"
    );
    assert!(text.contains("nodejs22.x, ") && text.ends_with("] or be a valid ARN"), "{text}");
    let (_, code, text) = stage.refused("CreateFunction", input(&"x".repeat(65), json!({}))).await;
    assert_eq!(code, "ValidationException");
    assert!(
        text.ends_with(
            "at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64"
        ),
        "{text}"
    );
    // Nothing was made, and no package was left behind.
    let functions = stage.ok("lambda", "ListFunctions", json!({})).await;
    assert_eq!(functions["Functions"].as_array().map(Vec::len), Some(1));
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1);
}

#[tokio::test]
async fn a_function_that_is_not_there_is_named_by_its_arn() {
    let stage = Stage::new();
    for operation in
        ["GetFunction", "GetFunctionConfiguration", "DeleteFunction", "ListVersionsByFunction", "PublishVersion"]
    {
        let (status, code, text) = stage.refused(operation, json!({"FunctionName": "f"})).await;
        assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"), "{operation}");
        assert_eq!(text, format!("Function not found: {}", function_arn("f")), "{operation}");
    }
    stage.function("f", json!({})).await;
    for qualifier in ["1", "live"] {
        let (_, _, text) = stage.refused("GetFunction", json!({"FunctionName": "f", "Qualifier": qualifier})).await;
        assert_eq!(text, format!("Function not found: {}:{qualifier}", function_arn("f")));
    }
}

#[tokio::test]
async fn functions_are_listed_in_pages() {
    let stage = Stage::new();
    for name in ["b", "a", "c"] {
        stage.function(name, json!({})).await;
    }
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "b"})).await;
    let mut names = Vec::new();
    let mut marker = Value::Null;
    loop {
        let page = stage.ok("lambda", "ListFunctions", json!({"MaxItems": 1, "Marker": marker})).await;
        let functions = page["Functions"].as_array().expect("a list");
        assert_eq!(functions.len(), 1);
        names.push(functions[0]["FunctionArn"].as_str().expect("an ARN").to_owned());
        assert!(functions[0].get("State").is_none() && functions[0].get("RuntimeVersionConfig").is_none());
        marker = page["NextMarker"].clone();
        if marker.is_null() {
            break;
        }
    }
    assert_eq!(names, [function_arn("a"), function_arn("b"), function_arn("c")]);

    let mut all = Vec::new();
    let mut marker = Value::Null;
    loop {
        let page = stage
            .ok("lambda", "ListFunctions", json!({"FunctionVersion": "ALL", "MaxItems": 1, "Marker": marker}))
            .await;
        all.extend(
            page["Functions"].as_array().expect("a list").iter().map(|function| function["FunctionArn"].clone()),
        );
        marker = page["NextMarker"].clone();
        if marker.is_null() {
            break;
        }
    }
    let qualified = |name: &str, qualifier: &str| json!(format!("{}:{qualifier}", function_arn(name)));
    assert_eq!(
        all,
        [qualified("a", "$LATEST"), qualified("b", "$LATEST"), qualified("b", "1"), qualified("c", "$LATEST")]
    );
    let replicas = json!({"FunctionVersion": "ALL", "MasterRegion": "us-east-1"});
    assert_eq!(stage.ok("lambda", "ListFunctions", replicas).await, json!({"Functions": []}));
    assert_eq!(stage.refused("ListFunctions", json!({"Marker": "nope"})).await.1, "InvalidParameterValueException");
}

#[tokio::test]
async fn a_deleted_function_leaves_its_numbers_and_nothing_else() {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "DeleteFunction", json!({"FunctionName": "f"})).await;
    assert_eq!(stage.fake.retired(), ["123456789012/us-east-1/f/"]);
    assert_eq!(stage.refused("GetFunction", json!({"FunctionName": "f"})).await.0, 404);
    assert_eq!(stage.ok("lambda", "ListFunctions", json!({})).await, json!({"Functions": []}));
    // An invocation that has begun may still unpack the package for a while.
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 1);
    stage.pass(crate::stage::minutes(60)).await;
    assert_eq!(stage.cloud.store().blobs().list().expect("reads").len(), 0);
    stage.function("f", json!({})).await;
    let version = stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    assert_eq!(version["Version"], "2");
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_crash_and_what_was_pending_goes_on() {
    let mut stage = Stage::new();
    stage.ok("lambda", "CreateFunction", input("f", json!({"Tags": {"a": "b"}}))).await;
    stage.crash();
    let found = stage.ok("lambda", "GetFunction", json!({"FunctionName": "f"})).await;
    assert_eq!((&found["Configuration"]["State"], &found["Tags"]), (&json!("Pending"), &json!({"a": "b"})));
    stage.settle().await;
    let found = stage.ok("lambda", "GetFunctionConfiguration", json!({"FunctionName": "f"})).await;
    assert_eq!(found["State"], "Active");
    let answer = stage.invoke("f", "{\"n\":1}").await.expect("runs");
    assert_eq!(serde_json::from_slice::<Value>(&answer.to_json_vec()).expect("JSON")["StatusCode"], 200);
}
