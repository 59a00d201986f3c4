//! Which templates ask for the transform, and what is said of those that can't be transformed.

use serde_json::json;
use tradewind_sam::{Fault, Place, explain, wanted};
use tradewind_wire::Document;

use crate::run;

fn document(value: &serde_json::Value) -> Document {
    Document::from_json(value.to_string().as_bytes()).expect("JSON is a document")
}

#[test]
fn templates_ask_by_the_transforms_name() {
    let asks = |transform| wanted(&document(&json!({ "Transform": transform })));
    assert!(asks(json!("AWS::Serverless-2016-10-31")));
    assert!(asks(json!(["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"])));
    assert!(!asks(json!("AWS::Include")));
    assert!(!asks(json!({ "Name": "AWS::Serverless-2016-10-31" })));
    assert!(!wanted(&document(&json!({}))));
}

#[test]
fn all_faults_are_one_message() {
    let faults = [
        Fault { place: Place::Resource("One".to_owned()), message: "It is odd.".to_owned() },
        Fault { place: Place::Event(Some("Two".to_owned()), "Tick".to_owned()), message: "It is late.".to_owned() },
    ];
    assert_eq!(
        explain(&faults),
        "Invalid Serverless Application Specification document. Number of errors found: 2. \
         Resource with id [One] is invalid. It is odd. \
         Resource with id [Two] is invalid. Event with id [Tick] is invalid. It is late."
    );
}

#[test]
fn templates_of_odd_shapes_are_refused_and_not_a_panic() {
    let odd = [
        json!(null),
        json!([]),
        json!({ "Resources": null }),
        json!({ "Resources": { "A": 1 } }),
        json!({ "Resources": { "A": { "Type": "AWS::Serverless::Function", "Properties": [] } } }),
        json!({ "Globals": 7, "Resources": { "A": { "Type": "AWS::Serverless::Api" } } }),
        json!({ "Resources": { "A": { "Type": "AWS::Serverless::Function", "Properties": { "Events": { "E": 1 } } } } }),
        json!({ "Resources": { "A": { "Type": "AWS::SQS::Queue", "Connectors": [] } } }),
        json!({ "Resources": { "A": { "Type": "AWS::Serverless::Connector", "Properties": { "Source": {}, "Destination": {}, "Permissions": [] } } } }),
        json!({ "Resources": { "A": { "Type": "AWS::Serverless::WebSocketApi", "Properties": { "Routes": [] } } } }),
        json!({ "Resources": { "A": { "Type": "AWS::Serverless::GraphQLApi", "Properties": { "Auth": 1 } } } }),
    ];
    for template in odd {
        let answer = run(&document(&template));
        let said = answer.as_str().is_some_and(|text| text.starts_with("Invalid Serverless Application Specification"));
        assert!(said, "{template}: {answer}");
    }
}
