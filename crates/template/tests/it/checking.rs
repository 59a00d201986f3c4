//! Resources held against their types.

use tradewind_template::{Facts, check, coerce};
use tradewind_wire::Document;

use crate::compiling::compiled;
use crate::registry::registry;

/// The faults of a template, each with its line.
fn faults(text: &str) -> Vec<String> {
    let compiled = compiled(text, &[]).expect("it compiles");
    let faults = check(&compiled, &registry(), &Facts::new());
    let show = |fault: &tradewind_template::Fault| {
        let line = fault.position.map_or(0, |at| at.line);
        format!("{line}: {}", fault.message)
    };
    faults.iter().map(show).collect()
}

fn queue(properties: &str) -> Vec<String> {
    faults(&format!(
        "Resources:\n  Other: {{Type: 'T::Q::Queue'}}\n  Q:\n    Type: T::Q::Queue\n    Properties:\n      {properties}\n"
    ))
}

#[test]
fn unknown_types_are_named_together() {
    let text = "Resources:\n  A: {Type: 'T::Q::Queue'}\n  B: {Type: 'T::X::X'}\n  C: {Type: 'T::Y::Y'}\n  D: {Type: 'T::X::X'}\n";
    assert_eq!(faults(text), ["3: Template format error: Unrecognized resource types: [T::X::X, T::Y::Y]"]);
    // What a condition excludes is not held against anything.
    let text = "Conditions: {No: !Equals [a, b]}\nResources:\n  A: {Type: 'T::Q::Queue'}\n  B: {Type: 'T::X::X', Condition: 'No'}\n";
    assert_eq!(faults(text), Vec::<String>::new());
}

#[test]
fn properties_are_held_against_the_schema() {
    const FAILED: &str = "6: Properties validation failed for resource Q with message:\n";
    for (properties, expected) in [
        ("DelaySeconds: '5'", None),
        ("DelaySeconds: !GetAtt Other.Arn", None),
        ("DelaySeconds: '{{resolve:ssm:delay}}'", None),
        ("DelaySeconds: x", Some("#/DelaySeconds: expected type: Integer, found: String")),
        ("DelaySeconds: [1]", Some("#/DelaySeconds: expected type: Integer, found: JSONArray")),
        ("FifoQueue: maybe", Some("#/FifoQueue: expected type: Boolean, found: String")),
        ("QueueName: {a: b}", Some("#/QueueName: expected type: String, found: JSONObject")),
        ("Foo: 1", Some("#: extraneous key [Foo] is not permitted")),
        ("Tags: {a: b}", Some("#/Tags: expected type: JSONArray, found: JSONObject")),
        ("Tags: [{Key: a}]", Some("#/Tags/0: required key [Value] not found")),
        ("Tags: [{Key: a, Value: 1, Other: 2}]", Some("#/Tags/0: extraneous key [Other] is not permitted")),
        ("Labels: {a: [1]}", Some("#/Labels/a: expected type: String, found: JSONArray")),
        ("Nested: {}", Some("#/Nested: required key [Size] not found")),
        ("Names: !Split [',', 'a,b']", None),
        ("RedrivePolicy: {anything: [goes]}", None),
        ("QueueName: !Ref AWS::NoValue", None),
    ] {
        let expected: Vec<String> = expected.iter().map(|reason| format!("{FAILED}{reason}")).collect();
        assert_eq!(queue(properties), expected, "{properties}");
    }
    assert_eq!(
        queue("KmsMasterKeyId: a\n      Nested: {Size: 1, Trace: x}"),
        [
            "6: Property KmsMasterKeyId of resource Q (T::Q::Queue) is not supported: encryption is not built yet",
            "7: Property Nested.Trace of resource Q (T::Q::Queue) is not supported: tracing is not built yet",
        ]
    );
    assert_eq!(queue("FifoQueue: true\n      QueueName: a"), ["5: Q: the name of a FIFO queue ends with .fifo"]);
    assert_eq!(queue("FifoQueue: true\n      QueueName: !Ref Other"), Vec::<String>::new());
}

#[test]
fn attributes_are_held_against_the_type() {
    let text = "Resources:\n  Q: {Type: 'T::Q::Queue'}\n  C: {Type: 'Custom::C', Properties: {ServiceToken: a, Any: {b: 1}}}\nOutputs:\n";
    assert_eq!(faults(&format!("{text}  O: {{Value: !GetAtt Q.Arn}}")), Vec::<String>::new());
    assert_eq!(faults(&format!("{text}  O: {{Value: !GetAtt Q.Out.Thing}}")), Vec::<String>::new());
    assert_eq!(faults(&format!("{text}  O: {{Value: !GetAtt C.Thing}}")), Vec::<String>::new());
    assert_eq!(
        faults(&format!("{text}  O: {{Value: !Sub '${{Q.Nope}}'}}")),
        ["5: Template error: resource Q does not support attribute type Nope in Fn::GetAtt"]
    );
}

#[test]
fn outputs_are_looked_at_before_anything_is_made() {
    let text = "Resources:\n  Q: {Type: 'T::Q::Queue'}\nOutputs:\n  O: {Value: !Select [5, [a]]}\n  P: {Value: !GetAtt Q.Arn}\n";
    assert_eq!(faults(text), ["4: Template error: Fn::Select cannot select nonexistent value at index 5"]);
}

#[test]
fn values_get_their_types() {
    let text = "Resources:\n  Q:\n    Type: T::Q::Queue\n    Properties: {}\n";
    let compiled = compiled(text, &[]).expect("it compiles");
    let resource = compiled.resource("Q").expect("it is there");
    for (given, expected) in [
        (r#"{"DelaySeconds":"5"}"#, r#"{"DelaySeconds":5}"#),
        (r#"{"DelaySeconds":5.0}"#, r#"{"DelaySeconds":5}"#),
        (r#"{"Ratio":"0.5"}"#, r#"{"Ratio":0.5}"#),
        (r#"{"FifoQueue":"true"}"#, r#"{"FifoQueue":true}"#),
        (r#"{"QueueName":12}"#, r#"{"QueueName":"12"}"#),
        (r#"{"Names":[true,1.5,"x"]}"#, r#"{"Names":["true","1.5","x"]}"#),
        (r#"{"Labels":{"a":1}}"#, r#"{"Labels":{"a":"1"}}"#),
        (r#"{"Nested":{"Size":"1"}}"#, r#"{"Nested":{"Size":1}}"#),
        (r#"{"RedrivePolicy":{"maxReceiveCount":"3"}}"#, r#"{"RedrivePolicy":{"maxReceiveCount":"3"}}"#),
    ] {
        let given = Document::from_json(given.as_bytes()).expect("JSON");
        let coerced = coerce(resource, given, &registry()).expect("it fits");
        assert_eq!(String::from_utf8(coerced.to_json_vec()).expect("JSON is UTF-8"), expected);
    }
}
