//! The resource type of CloudFormation: parameters.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};
use tradewind_ssm::{Ssm, cfn};

const PARAMETER: &str = "AWS::SSM::Parameter";

fn stage() -> Stage {
    Stage::builder().service(Ssm::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("ssm", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn parameters() {
    let stage = stage();
    let all = json!({"Name": "/app/x", "Type": "String", "Value": "1", "Description": "d", "AllowedPattern": "^[0-9]+$",
        "Tier": "Advanced", "DataType": "text", "Tags": {"a": "1"},
        "Policies": "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2030-01-01T00:00:00.000Z\"}}]"});
    let parameter = stage.create_through_crashes(PARAMETER, "Parameter", &all).await;
    assert_eq!(parameter.id, "/app/x");
    assert_eq!(attribute(&parameter, "Arn"), format!("arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/app/x"));
    assert_eq!((attribute(&parameter, "Type"), attribute(&parameter, "Value")), ("String", "1"));
    let described = async || ok(&stage, "DescribeParameters", json!({})).await["Parameters"][0].clone();
    let shown = described().await;
    for name in ["Name", "Type", "Description", "AllowedPattern", "Tier", "DataType"] {
        assert_eq!(shown[name], all[name], "{name}");
    }
    assert_eq!(shown["Policies"][0]["PolicyType"], "Expiration");
    let tags = async || {
        ok(&stage, "ListTagsForResource", json!({"ResourceType": "Parameter", "ResourceId": "/app/x"})).await["TagList"]
            .clone()
    };
    assert_eq!(tags().await, json!([{"Key": "a", "Value": "1"}, {"Key": "team", "Value": "sails"}]));
    assert_eq!(stage.create(PARAMETER, "Twice", &all).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);

    let less = json!({"Name": "/app/x", "Type": "String", "Value": "two", "Tier": "Advanced"});
    let parameter = stage.update(PARAMETER, "Parameter", &parameter, less).await.unwrap().in_place();
    assert_eq!(attribute(&parameter, "Value"), "two");
    assert_eq!(ok(&stage, "GetParameter", json!({"Name": "/app/x"})).await["Parameter"]["Value"], "two");
    assert_eq!(tags().await, json!([{"Key": "team", "Value": "sails"}]));
    let moved = json!({"Type": "StringList", "Value": "a,b"});
    let moved = stage.update(PARAMETER, "Parameter", &parameter, moved).await.unwrap().replaced();
    assert!(moved.id.starts_with("CFN-Parameter-"), "{}", moved.id);
    assert_eq!(attribute(&moved, "Arn"), format!("arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/{}", moved.id));
    stage.delete(PARAMETER, &moved).await.unwrap();
    let secret = stage.check(PARAMETER, json!({"Type": "SecureString", "Value": "x"})).unwrap_err();
    assert_eq!(secret, "Type SecureString: CloudFormation makes no parameters of this type");
    assert!(stage.check(PARAMETER, json!({"Type": "String", "Value": "x", "DataType": "aws:ec2:image"})).is_err());
}
