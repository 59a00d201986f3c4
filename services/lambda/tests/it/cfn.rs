//! Resource types of CloudFormation: functions and what belongs to them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_lambda::{Lambda, cfn};
use tradewind_resource::stage::{self, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};
use tradewind_s3::S3;
use tradewind_sqs::Sqs;

use crate::fake::{self, Fake};
use crate::stage::{ACCOUNT, base64, zip};

const FUNCTION: &str = "AWS::Lambda::Function";
const VERSION: &str = "AWS::Lambda::Version";
const ALIAS: &str = "AWS::Lambda::Alias";

fn open() -> Stage {
    let fake = Fake::new();
    let builder = Stage::builder().service(Sqs::new).service(S3::new);
    builder
        .service(|parts| Lambda::new(parts, std::sync::Arc::new(fake::Handle(fake))))
        .types(cfn::resource_types())
        .build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("lambda", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

fn role() -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/r")
}

/// The least a function needs, and more.
fn properties(more: Value) -> Value {
    let mut all = json!({
        "Code": {"ZipFile": "def handler(e, c): return e\n"}, "Handler": "index.handler", "Role": role(),
        "Runtime": "python3.12",
    });
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

async fn function(stage: &Stage) -> Existing {
    stage.create(FUNCTION, "Fn", properties(json!({"FunctionName": "f"}))).await.unwrap()
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn properties_become_the_function_s_configuration() {
    let stage = open();
    stage.ok("sqs", "CreateQueue", json!({"QueueName": "dead"})).await;
    let dead = format!("arn:aws:sqs:us-east-1:{ACCOUNT}:dead");
    let layer =
        ok(&stage, "PublishLayerVersion", json!({"LayerName": "l", "Content": {"ZipFile": base64(&zip("a", b"b"))}}));
    let layer = layer.await["LayerVersionArn"].clone();
    let table = [
        (json!({}), json!({"Timeout": 3, "MemorySize": 128, "State": "Active", "PackageType": "Zip"})),
        (
            json!({"PackageType": "Zip", "Description": "d", "Timeout": 9, "MemorySize": 256}),
            json!({"Description": "d", "Timeout": 9, "MemorySize": 256}),
        ),
        (json!({"Environment": {"Variables": {"AB": "1"}}}), json!({"Environment": {"Variables": {"AB": "1"}}})),
        (json!({"DeadLetterConfig": {"TargetArn": dead}}), json!({"DeadLetterConfig": {"TargetArn": dead}})),
        (json!({"Architectures": ["arm64"]}), json!({"Architectures": ["arm64"]})),
        (json!({"EphemeralStorage": {"Size": 1024}}), json!({"EphemeralStorage": {"Size": 1024}})),
        (json!({"Layers": [layer]}), json!({"Layers": [{"Arn": layer, "CodeSize": 99}]})),
        (json!({"TracingConfig": {"Mode": "Active"}}), json!({"TracingConfig": {"Mode": "Active"}})),
        (
            json!({"SnapStart": {"ApplyOn": "PublishedVersions"}}),
            json!({"SnapStart": {"ApplyOn": "PublishedVersions", "OptimizationStatus": "Off"}}),
        ),
        (
            json!({"LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "LogGroup": "g"}}),
            json!({"LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "SystemLogLevel": "INFO",
                "LogGroup": "g"}}),
        ),
        (
            json!({"Runtime": "nodejs22.x", "Code": {"ZipFile": "exports.handler = async e => e"}}),
            json!({"Runtime": "nodejs22.x", "Handler": "index.handler"}),
        ),
    ];
    for (more, expected) in table {
        let made = stage.create_through_crashes(FUNCTION, "Fn", properties(more.clone())).await;
        let mut found = ok(&stage, "GetFunctionConfiguration", json!({"FunctionName": made.id})).await;
        if let Some(size) = found.pointer_mut("/Layers/0/CodeSize") {
            *size = json!(99);
        }
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(found[name], *value, "{name} of {more}");
        }
        assert!(made.id.starts_with("harbour-Fn-"), "{}", made.id);
        assert_eq!(attribute(&made, "Arn"), found["FunctionArn"]);
        assert_eq!(attribute(&made, "SnapStartResponse.ApplyOn"), found["SnapStart"]["ApplyOn"]);
        stage.delete(FUNCTION, &made).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_beside_the_configuration_is_set_and_taken_back() {
    let stage = open();
    let beside = json!({
        "FunctionName": "f", "ReservedConcurrentExecutions": 5, "RecursiveLoop": "Allow",
        "RuntimeManagementConfig": {"UpdateRuntimeOn": "FunctionUpdate"}, "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b"}],
    });
    let made = stage.create(FUNCTION, "Fn", properties(beside)).await.unwrap();
    let of = |operation: &'static str| ok(&stage, operation, json!({"FunctionName": "f"}));
    let shown = of("GetFunction").await;
    assert_eq!(shown["Concurrency"]["ReservedConcurrentExecutions"], 5);
    assert_eq!(shown["Tags"], json!({"a": "1", "b": "", "team": "sails"}));
    assert_eq!(of("GetFunctionRecursionConfig").await["RecursiveLoop"], "Allow");
    assert_eq!(of("GetRuntimeManagementConfig").await["UpdateRuntimeOn"], "FunctionUpdate");

    let made = stage.update(FUNCTION, "Fn", &made, properties(json!({"FunctionName": "f"}))).await.unwrap().in_place();
    let shown = of("GetFunction").await;
    assert_eq!(shown["Concurrency"], Value::Null);
    assert_eq!(shown["Tags"], json!({"team": "sails"}));
    assert_eq!(of("GetFunctionRecursionConfig").await["RecursiveLoop"], "Terminate");
    assert_eq!(of("GetRuntimeManagementConfig").await["UpdateRuntimeOn"], "Auto");

    let taken = stage.create(FUNCTION, "Other", properties(json!({"FunctionName": "f"}))).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    let expected = "Function already exist: f (Service: Lambda, Status Code: 409, Request ID: request)";
    assert_eq!(taken.message, expected);
    let renamed = stage.update(FUNCTION, "Fn", &made, properties(json!({"FunctionName": "g"}))).await.unwrap();
    assert_eq!(renamed.replaced().id, "g");
    assert!(stage.call("lambda", "GetFunction", json!({"FunctionName": "f"})).await.is_err());
}

#[tokio::test]
async fn an_update_is_what_a_new_function_would_be() {
    let stage = open();
    let all = json!({
        "Description": "d", "Timeout": 9, "MemorySize": 256, "Environment": {"Variables": {"AB": "1"}},
        "EphemeralStorage": {"Size": 1024}, "TracingConfig": {"Mode": "Active"}, "Architectures": ["arm64"],
        "SnapStart": {"ApplyOn": "PublishedVersions"},
        "LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "LogGroup": "g"},
    });
    let made = stage.create(FUNCTION, "Fn", properties(all)).await.unwrap();
    let other = json!({"Code": {"ZipFile": "# changed"}, "Timeout": 5, "LoggingConfig": {"LogFormat": "JSON"}});
    for (logical, more) in [("Json", other), ("Text", json!({}))] {
        let changed = stage.update(FUNCTION, "Fn", &made, properties(more.clone())).await.unwrap().in_place();
        let fresh = stage.create(FUNCTION, logical, properties(more)).await.unwrap();
        let of = |made: Existing| {
            let stage = &stage;
            async move {
                let mut found = ok(stage, "GetFunctionConfiguration", json!({"FunctionName": made.id})).await;
                assert_eq!(found["LoggingConfig"]["LogGroup"], format!("/aws/lambda/{}", made.id));
                for name in ["FunctionName", "FunctionArn", "RevisionId", "LastModified"] {
                    found[name] = Value::Null;
                }
                found["LoggingConfig"]["LogGroup"] = Value::Null;
                found
            }
        };
        assert_eq!(of(changed).await, of(fresh).await);
    }
}

#[tokio::test]
async fn packages_come_from_buckets_too() {
    let stage = open();
    stage.ok("s3", "CreateBucket", json!({"Bucket": "packages"})).await;
    let put = json!({"Bucket": "packages", "Key": "p.zip", "Body": base64(&zip("m.py", b"x"))});
    stage.ok("s3", "PutObject", put).await;
    let code = json!({"Code": {"S3Bucket": "packages", "S3Key": "p.zip"}, "Handler": "m.h"});
    let made = stage.create(FUNCTION, "Fn", properties(code.clone())).await.unwrap();
    let sha = |found: Value| found["CodeSha256"].clone();
    let first = sha(ok(&stage, "GetFunctionConfiguration", json!({"FunctionName": made.id})).await);
    let made = stage.update(FUNCTION, "Fn", &made, properties(json!({}))).await.unwrap().in_place();
    assert_ne!(first, sha(ok(&stage, "GetFunctionConfiguration", json!({"FunctionName": made.id})).await));
    let made = stage.update(FUNCTION, "Fn", &made, properties(code)).await.unwrap().in_place();
    assert_eq!(first, sha(ok(&stage, "GetFunctionConfiguration", json!({"FunctionName": made.id})).await));
    let missing = json!({"Code": {"S3Bucket": "packages", "S3Key": "q.zip"}});
    let missing = stage.update(FUNCTION, "Fn", &made, properties(missing)).await.unwrap_err();
    assert!(missing.message.starts_with("Error occurred while GetObject. S3 Error Code: NoSuchKey."), "{missing}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_anything_is_made() {
    let stage = open();
    let table = [
        (json!({"PackageType": "Image"}), "PackageType Image: container images are not built yet"),
        (json!({"Runtime": "ruby3.3"}), "Runtime: ruby3.3 is not one of the runtimes this server has"),
        (
            json!({"Runtime": "java21"}),
            "ZipFile can only be used with the runtimes of Node.js and Python, not with java21",
        ),
        (
            json!({"DeadLetterConfig": {"TargetArn": "arn:aws:sns:us-east-1:123456789012:t"}}),
            "DeadLetterConfig.TargetArn: dead letters go to SQS queues so far",
        ),
        (json!({"VpcConfig": {"SubnetIds": ["s"]}}), "/VpcConfig: functions in a VPC are not built yet"),
    ];
    for (more, expected) in table {
        assert_eq!(stage.check(FUNCTION, properties(more)).unwrap_err(), expected);
    }
    assert_eq!(stage.check(FUNCTION, properties(json!({}))), Ok(()));
    let stream = json!({"FunctionName": "f", "EventSourceArn": "arn:aws:kinesis:us-east-1:123456789012:stream/s"});
    assert!(stage.check("AWS::Lambda::EventSourceMapping", stream).unwrap_err().contains("SQS queues so far"));
}

#[tokio::test]
async fn versions_and_aliases() {
    let stage = open();
    let made = function(&stage).await;
    let of_function = |more: Value| {
        let mut all = json!({"FunctionName": "f"});
        for (name, value) in more.as_object().unwrap() {
            all[name] = value.clone();
        }
        all
    };
    let one = stage.create_through_crashes(VERSION, "One", of_function(json!({"Description": "first"}))).await;
    let number = attribute(&one, "Version").to_owned();
    assert_eq!(one.id, format!("{}:{number}", attribute(&made, "Arn")));
    assert_eq!(attribute(&one, "FunctionArn"), one.id);
    let same = stage.create(VERSION, "Same", of_function(json!({}))).await.unwrap_err();
    assert_eq!(same.code, HandlerErrorCode::AlreadyExists);
    let expected =
        format!("A version for this Lambda function exists ( {number} ). Modify the function to create a new version.");
    assert_eq!(same.message, expected);

    let changed = properties(json!({"FunctionName": "f", "Timeout": 7}));
    stage.update(FUNCTION, "Fn", &made, changed).await.unwrap().in_place();
    let provisioned = json!({"ProvisionedConcurrencyConfig": {"ProvisionedConcurrentExecutions": 2},
        "RuntimePolicy": {"UpdateRuntimeOn": "FunctionUpdate"}});
    let two = stage.create(VERSION, "Two", of_function(provisioned)).await.unwrap();
    let second = attribute(&two, "Version").to_owned();
    let of_two = json!({"FunctionName": "f", "Qualifier": second});
    assert_eq!(ok(&stage, "GetProvisionedConcurrencyConfig", of_two.clone()).await["Status"], "READY");
    assert_eq!(ok(&stage, "GetRuntimeManagementConfig", of_two).await["UpdateRuntimeOn"], "FunctionUpdate");

    let routing = json!({"AdditionalVersionWeights": [{"FunctionVersion": second, "FunctionWeight": 0.25}]});
    let live =
        of_function(json!({"Name": "live", "FunctionVersion": number, "Description": "d", "RoutingConfig": routing,
        "ProvisionedConcurrencyConfig": {"ProvisionedConcurrentExecutions": 3}}));
    let alias = stage.create_through_crashes(ALIAS, "Live", &live).await;
    assert_eq!(alias.id, format!("{}:live", attribute(&made, "Arn")));
    assert_eq!(attribute(&alias, "AliasArn"), alias.id);
    let of_alias = json!({"FunctionName": "f", "Name": "live"});
    let shown = ok(&stage, "GetAlias", of_alias.clone()).await;
    assert_eq!((&shown["FunctionVersion"], &shown["Description"]), (&json!(number), &json!("d")));
    assert_eq!(shown["RoutingConfig"], json!({"AdditionalVersionWeights": {second.as_str(): 0.25}}));
    let moved = of_function(json!({"Name": "live", "FunctionVersion": second}));
    let alias = stage.update(ALIAS, "Live", &alias, moved).await.unwrap().in_place();
    let shown = ok(&stage, "GetAlias", of_alias).await;
    assert_eq!((&shown["FunctionVersion"], &shown["RoutingConfig"]), (&json!(second), &Value::Null));
    let of_live = json!({"FunctionName": "f", "Qualifier": "live"});
    assert!(stage.call("lambda", "GetProvisionedConcurrencyConfig", of_live).await.is_err());

    assert_eq!(stage.delete(VERSION, &two).await.unwrap_err().code, HandlerErrorCode::ResourceConflict);
    for (kind, existing) in [(ALIAS, &alias), (VERSION, &two), (VERSION, &one), (FUNCTION, &made)] {
        stage.delete(kind, existing).await.unwrap();
    }
}

#[tokio::test]
async fn permissions_urls_and_asynchronous_settings() {
    let stage = open();
    let made = function(&stage).await;
    let allow = json!({"FunctionName": attribute(&made, "Arn"), "Action": "lambda:InvokeFunction",
        "Principal": "events.amazonaws.com", "SourceArn": "arn:aws:events:us-east-1:123456789012:rule/r",
        "SourceAccount": ACCOUNT});
    let permission = stage.create_through_crashes("AWS::Lambda::Permission", "Allow", allow).await;
    let policy = ok(&stage, "GetPolicy", json!({"FunctionName": "f"})).await["Policy"].clone();
    let policy: Value = serde_json::from_str(policy.as_str().unwrap()).unwrap();
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 1);
    assert_eq!(policy["Statement"][0]["Sid"], permission.id);
    assert_eq!(policy["Statement"][0]["Principal"], json!({"Service": "events.amazonaws.com"}));

    let url = json!({"TargetFunctionArn": attribute(&made, "Arn"), "AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM",
        "Cors": {"AllowOrigins": ["*"], "MaxAge": 5}});
    let url = stage.create_through_crashes("AWS::Lambda::Url", "Url", url).await;
    assert_eq!((url.id.as_str(), attribute(&url, "FunctionArn")), (attribute(&made, "Arn"), attribute(&made, "Arn")));
    let shown = ok(&stage, "GetFunctionUrlConfig", json!({"FunctionName": "f"})).await;
    assert_eq!(shown["FunctionUrl"], attribute(&url, "FunctionUrl"));
    assert_eq!((&shown["InvokeMode"], &shown["Cors"]["MaxAge"]), (&json!("RESPONSE_STREAM"), &json!(5)));
    let plain = json!({"TargetFunctionArn": attribute(&made, "Arn"), "AuthType": "AWS_IAM"});
    let url = stage.update("AWS::Lambda::Url", "Url", &url, plain).await.unwrap().in_place();
    let shown = ok(&stage, "GetFunctionUrlConfig", json!({"FunctionName": "f"})).await;
    assert_eq!((&shown["AuthType"], &shown["InvokeMode"]), (&json!("AWS_IAM"), &json!("BUFFERED")));
    assert!(shown["Cors"].as_object().is_none_or(serde_json::Map::is_empty), "{shown}");

    stage.ok("sqs", "CreateQueue", json!({"QueueName": "failed"})).await;
    let config = |more: Value| {
        let mut all = json!({"FunctionName": "f", "Qualifier": "$LATEST"});
        for (name, value) in more.as_object().unwrap() {
            all[name] = value.clone();
        }
        all
    };
    let destination = json!({"OnFailure": {"Destination": format!("arn:aws:sqs:us-east-1:{ACCOUNT}:failed")}});
    let later = "AWS::Lambda::EventInvokeConfig";
    let first =
        config(json!({"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60, "DestinationConfig": destination}));
    let kept = stage.create_through_crashes(later, "Later", &first).await;
    assert_eq!(kept.id, "f|$LATEST");
    assert_eq!(stage.create(later, "Twice", first).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);
    let of = json!({"FunctionName": "f", "Qualifier": "$LATEST"});
    let shown = ok(&stage, "GetFunctionEventInvokeConfig", of.clone()).await;
    assert_eq!((&shown["MaximumRetryAttempts"], &shown["MaximumEventAgeInSeconds"]), (&json!(0), &json!(60)));
    assert_eq!(shown["DestinationConfig"]["OnFailure"], destination["OnFailure"]);
    let kept =
        stage.update(later, "Later", &kept, config(json!({"MaximumRetryAttempts": 1}))).await.unwrap().in_place();
    let shown = ok(&stage, "GetFunctionEventInvokeConfig", of).await;
    assert_eq!((&shown["MaximumRetryAttempts"], &shown["MaximumEventAgeInSeconds"]), (&json!(1), &Value::Null));

    // Also when the function has gone before.
    stage.delete(FUNCTION, &made).await.unwrap();
    let kinds = [("AWS::Lambda::Permission", &permission), ("AWS::Lambda::Url", &url), (later, &kept)];
    for (kind, existing) in kinds {
        stage.delete(kind, existing).await.unwrap();
    }
}

#[tokio::test]
async fn event_sources() {
    const MAPPING: &str = "AWS::Lambda::EventSourceMapping";
    let stage = open();
    let made = function(&stage).await;
    stage.ok("sqs", "CreateQueue", json!({"QueueName": "q"})).await;
    let source = format!("arn:aws:sqs:us-east-1:{ACCOUNT}:q");
    let all = json!({"FunctionName": "f", "EventSourceArn": source, "BatchSize": 5, "MaximumBatchingWindowInSeconds": 2,
        "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": [1]}"}]}, "ScalingConfig": {"MaximumConcurrency": 4},
        "FunctionResponseTypes": ["ReportBatchItemFailures"], "Enabled": false, "Tags": [{"Key": "a", "Value": "1"}]});
    let mapping = stage.create_through_crashes(MAPPING, "Source", &all).await;
    assert_eq!(attribute(&mapping, "Id"), mapping.id);
    let shown = ok(&stage, "GetEventSourceMapping", json!({"UUID": mapping.id})).await;
    assert_eq!(shown["EventSourceMappingArn"], attribute(&mapping, "EventSourceMappingArn"));
    for name in [
        "EventSourceArn",
        "BatchSize",
        "MaximumBatchingWindowInSeconds",
        "FilterCriteria",
        "ScalingConfig",
        "FunctionResponseTypes",
    ] {
        assert_eq!(shown[name], all[name], "{name}");
    }
    assert_eq!(shown["State"], "Disabled");
    let twice = stage.create(MAPPING, "Twice", &all).await.unwrap_err();
    assert_eq!(twice.code, HandlerErrorCode::AlreadyExists);
    let plain = json!({"FunctionName": attribute(&made, "Arn"), "EventSourceArn": source});
    let mapping = stage.update(MAPPING, "Source", &mapping, plain).await.unwrap().in_place();
    let shown = ok(&stage, "GetEventSourceMapping", json!({"UUID": mapping.id})).await;
    assert_eq!(
        (&shown["State"], &shown["BatchSize"], &shown["ScalingConfig"]),
        (&json!("Enabled"), &json!(10), &Value::Null)
    );
    assert_eq!((&shown["FilterCriteria"], &shown["FunctionResponseTypes"]), (&Value::Null, &json!([])));
    let tags = ok(&stage, "ListTags", json!({"Resource": attribute(&mapping, "EventSourceMappingArn")})).await;
    assert_eq!(tags["Tags"], json!({"team": "sails"}));
    stage.delete(MAPPING, &mapping).await.unwrap();
    assert!(stage.call("lambda", "GetEventSourceMapping", json!({"UUID": mapping.id})).await.is_err());
}

#[tokio::test]
async fn layers_and_who_may_use_them() {
    const LAYER: &str = "AWS::Lambda::LayerVersion";
    const ALLOWED: &str = "AWS::Lambda::LayerVersionPermission";
    let stage = open();
    stage.ok("s3", "CreateBucket", json!({"Bucket": "packages"})).await;
    let put = json!({"Bucket": "packages", "Key": "l.zip", "Body": base64(&zip("python/m.py", b"x"))});
    stage.ok("s3", "PutObject", put).await;
    let properties = json!({"LayerName": "tools", "Content": {"S3Bucket": "packages", "S3Key": "l.zip"}, "Description": "d",
        "CompatibleRuntimes": ["python3.12"], "CompatibleArchitectures": ["arm64"], "LicenseInfo": "MIT"});
    let layer = stage.create(LAYER, "Tools", &properties).await.unwrap();
    assert_eq!(layer.id, format!("arn:aws:lambda:us-east-1:{}:layer:tools:1", stage::ACCOUNT));
    let shown = ok(&stage, "GetLayerVersion", json!({"LayerName": "tools", "VersionNumber": 1})).await;
    for name in ["Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo"] {
        assert_eq!(shown[name], properties[name], "{name}");
    }
    let allowed = json!({"LayerVersionArn": layer.id, "Action": "lambda:GetLayerVersion", "Principal": "*"});
    let allowed = stage.create_through_crashes(ALLOWED, "Everybody", allowed).await;
    let policy = ok(&stage, "GetLayerVersionPolicy", json!({"LayerName": "tools", "VersionNumber": 1})).await;
    let (_, statement) = allowed.id.split_once('#').unwrap();
    assert!(policy["Policy"].as_str().unwrap().contains(statement), "{policy}");
    stage.delete(ALLOWED, &allowed).await.unwrap();
    let mut other = properties.clone();
    other["Description"] = json!("e");
    let next = stage.update(LAYER, "Tools", &layer, other).await.unwrap().replaced();
    assert!(next.id.ends_with(":tools:2"), "{}", next.id);
    stage.delete(LAYER, &next).await.unwrap();
}
