//! What is wrong with definitions, and where.

use serde_json::{Value, json};
use tradewind_states_lang::{Machine, Severity};

fn told(definition: &Value) -> Vec<String> {
    let (_, diagnostics) = Machine::examine(&definition.to_string());
    assert!(diagnostics.iter().all(|one| one.severity == Severity::Error));
    diagnostics.into_iter().map(|one| format!("{} {} {}", one.code, one.location, one.message)).collect()
}

fn one(state: Value) -> Value {
    json!({"StartAt": "S", "States": {"S": state}})
}

#[test]
fn what_is_right_is_taken() {
    for definition in [
        one(json!({"Type": "Pass", "End": true})),
        one(json!({"Type": "Succeed", "Comment": "done"})),
        one(json!({"Type": "Fail", "Error": "E", "CausePath": "States.Format('{}', $.x)"})),
        one(json!({"Type": "Wait", "TimestampPath": "$.at", "End": true})),
        one(json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSecondsPath": "$.t",
            "HeartbeatSeconds": 3, "Retry": [{"ErrorEquals": ["A"], "JitterStrategy": "FULL"}, {"ErrorEquals": ["States.ALL"]}],
            "End": true})),
        json!({"Comment": "c", "Version": "1.0", "TimeoutSeconds": 9, "QueryLanguage": "JSONata", "StartAt": "S", "States": {
            "S": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n > 1 %}", "Next": "E", "Assign": {"a": 1}}],
                "Default": "E"},
            "E": {"Type": "Map", "Items": "{% [1,2] %}", "MaxConcurrency": "{% 1 %}", "End": true,
                "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "P",
                    "States": {"P": {"Type": "Pass", "Output": "{% $states.input %}", "End": true}}}}}}),
    ] {
        assert_eq!(told(&definition), Vec::<String>::new(), "{definition}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let schema = "SCHEMA_VALIDATION_FAILED";
    for (definition, expected) in [
        (
            json!({"States": {}}),
            vec![
                format!("{schema}  The field 'StartAt' is required but was missing"),
                format!("{schema}  The field 'States' is required and has to hold a state at least"),
            ],
        ),
        (
            json!({"StartAt": "X", "States": {"S": {"Type": "Pass", "Next": "Y"}}}),
            vec![
                "MISSING_TRANSITION_TARGET /StartAt Missing 'StartAt' target: X".to_owned(),
                "MISSING_TRANSITION_TARGET /States/S/Next Missing 'Next' target: Y".to_owned(),
                "MISSING_TRANSITION_TARGET /States/S State \"S\" is not reachable.".to_owned(),
            ],
        ),
        (
            one(json!({"Type": "Pass"})),
            vec![format!("{schema} /States/S A state needs one of the fields 'Next' and 'End'")],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "Colour": 1})),
            vec![format!("{schema} /States/S/Colour The field 'Colour' is not supported by Step Functions")],
        ),
        (
            one(json!({"Type": "Sleep", "End": true})),
            vec![format!(
                "{schema} /States/S/Type The value for the field 'Type' must be one of 'Task', 'Wait', 'Pass', 'Succeed', 'Fail', \
             'Choice', 'Parallel', 'Map'"
            )],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "InputPath": "x"})),
            vec![format!("{schema} /States/S/InputPath The value for the field 'InputPath' must be a valid JSONPath")],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "Parameters": {"a": {"b.$": "x"}}})),
            vec![format!(
                "{schema} /States/S/Parameters/a/b.$ The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic \
             function call"
            )],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "ResultPath": "$..x"})),
            vec![format!(
                "{schema} /States/S/ResultPath The value for the field 'ResultPath' must be a valid Reference Path"
            )],
        ),
        (
            one(json!({"Type": "Task", "End": true})),
            vec![format!("{schema} /States/S The field 'Resource' is required but was missing")],
        ),
        (
            one(json!({"Type": "Wait", "End": true, "Seconds": 1, "SecondsPath": "$.s"})),
            vec![format!(
                "{schema} /States/S A Wait state has exactly one of 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'"
            )],
        ),
        (
            one(json!({"Type": "Wait", "End": true, "Timestamp": "tomorrow"})),
            vec![format!(
                "{schema} /States/S/Timestamp The value for the field 'Timestamp' must be a valid ISO-8601 timestamp"
            )],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "Output": 1})),
            vec![format!("{schema} /States/S/Output The field 'Output' is not supported by Step Functions")],
        ),
        (
            one(json!({"QueryLanguage": "JSONata", "Type": "Pass", "End": true, "InputPath": "$"})),
            vec![format!("{schema} /States/S/InputPath The field 'InputPath' is not supported by Step Functions")],
        ),
        (
            one(json!({"Type": "Choice", "Choices": []})),
            vec![format!("{schema} /States/S/Choices The value for the field 'Choices' must be a list of rules")],
        ),
        (
            one(
                json!({"Type": "Choice", "Default": "S", "Choices": [{"Variable": "$.a", "NumericEquals": "1", "Next": "S"}]}),
            ),
            vec![format!(
                "{schema} /States/S/Choices[0]/NumericEquals The value for the field 'NumericEquals' has another type than the \
                 comparison"
            )],
        ),
        (
            one(json!({"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL", "A"]}], "Catch": [{"ErrorEquals": [], "Next": "S"}]})),
            vec![
                format!(
                    "{schema} /States/S/Retry[0]/ErrorEquals 'States.ALL' has to stand alone, and in the last of the list"
                ),
                format!(
                    "{schema} /States/S/Catch[0]/ErrorEquals The value for the field 'ErrorEquals' must be a list of names of errors"
                ),
            ],
        ),
        (
            one(
                json!({"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "P",
            "States": {"P": {"Type": "Succeed"}}}}),
            ),
            vec![format!(
                "{schema} /States/S/ItemProcessor/ProcessorConfig/Mode Maps in mode DISTRIBUTED are not supported yet"
            )],
        ),
        (
            one(
                json!({"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}]}),
            ),
            vec!["MISSING_TRANSITION_TARGET /States/S/Branches[0]/States/A/Next Missing 'Next' target: B".to_owned()],
        ),
        (
            one(json!({"Type": "Pass", "End": true, "Assign": {"states": 1}})),
            vec![format!("{schema} /States/S/Assign 'states' can't be the name of a variable")],
        ),
    ] {
        assert_eq!(told(&definition), expected, "{definition}");
    }
    let (machine, diagnostics) = Machine::examine("{");
    assert!(machine.is_none());
    assert_eq!(diagnostics[0].code, "INVALID_JSON_DESCRIPTION");
    let (machine, diagnostics) = Machine::examine(&format!("{{\"Comment\": \"{}\"}}", "x".repeat(1_048_576)));
    assert!(machine.is_none() && diagnostics.len() == 1);
}

#[test]
fn machines_within_machines_have_an_end() {
    let mut inner = json!({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}});
    for _ in 0..28 {
        inner = json!({"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [inner], "End": true}}});
    }
    assert!(told(&inner).iter().any(|one| one.contains("machines nest at most 25 deep")));
}
