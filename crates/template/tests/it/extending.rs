//! The transforms of the language itself, and what templates say about themselves.

use tradewind_template::{
    Facts, Inputs, Nothing, Position, Stop, Template, Want, compile, evaluate, expand, include, parse, parse_snippet,
    summary, transforms, validate,
};
use tradewind_wire::Document;

use crate::compiling::inputs;

fn json(value: &Document) -> String {
    String::from_utf8(value.to_json_vec()).expect("JSON is UTF-8")
}

fn expanded(text: &str, parameters: &[(&str, &str)]) -> Result<Template, String> {
    let template = parse(text).map_err(|fault| fault.message)?;
    expand(&template, &inputs(parameters), &Facts::new()).map_err(|stop| match stop {
        Stop::Fault(fault) => fault.message,
        Stop::Wants(wants) => format!("{wants:?}"),
    })
}

const HEAD: &str = "Transform: AWS::LanguageExtensions\n";

#[test]
fn loops_are_unrolled() {
    let text = format!(
        "{HEAD}Parameters: {{Names: {{Type: CommaDelimitedList}}}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue${{Name}}:
        Type: T
        Properties:
          A: !Ref Name
          B: !Sub '${{Name}}-${{AWS::Region}}-${{!Name}}'
          C: '&{{Name}}'
          Fn::ForEach::Inner: [Size, [1, 2], {{'S${{Size}}': '${{Name}}${{Size}}'}}]
  Last: {{Type: T, Properties: {{P: !Ref Names}}}}
Outputs:
  Fn::ForEach::Outs: [Name, !Ref Names, {{'O${{Name}}': {{Value: !GetAtt 'Queue${{Name}}.Arn'}}}}]
"
    );
    let template = expanded(&text, &[("Names", "x,y")]).expect("it expands");
    let body = |name: &str| {
        format!(
            r#""Queue{name}":{{"Type":"T","Properties":{{"A":"{name}","B":{{"Fn::Sub":"{name}-${{AWS::Region}}-${{!Name}}"}},"C":"{name}","S1":"{name}1","S2":"{name}2"}}}}"#
        )
    };
    let expected =
        format!(r#"{{{},{},"Last":{{"Type":"T","Properties":{{"P":{{"Ref":"Names"}}}}}}}}"#, body("x"), body("y"));
    assert_eq!(template.root.get("Resources").map(json), Some(expected));
    let outputs = r#"{"Ox":{"Value":{"Fn::GetAtt":["Queuex","Arn"]}},"Oy":{"Value":{"Fn::GetAtt":["Queuey","Arn"]}}}"#;
    assert_eq!(template.root.get("Outputs").map(json).as_deref(), Some(outputs));
    assert!(template.extended && template.root.get("Transform").is_none());
    // What a loop wrote has the place of its body.
    let place = template.positions.nearest(&["Resources", "Queuey", "Properties", "B"]);
    assert_eq!(place, Position { line: 11, column: 11 });
}

#[test]
fn signs_that_no_key_may_have_are_left_out() {
    let text = format!(
        "{HEAD}Resources:\n  Fn::ForEach::R: [Net, [10.0.0.0/16, a-b], {{'R&{{Net}}': {{Type: T, Properties: {{P: '${{Net}}', Q: '${{Other}}'}}}}}}]\n"
    );
    let template = expanded(&text, &[]).expect("it expands");
    let expected = r#"{"R1000016":{"Type":"T","Properties":{"P":"10.0.0.0/16","Q":"${Other}"}},"Rab":{"Type":"T","Properties":{"P":"a-b","Q":"${Other}"}}}"#;
    assert_eq!(template.root.get("Resources").map(json).as_deref(), Some(expected));
}

#[test]
fn wrong_loops_are_refused() {
    let with = |body: &str| expanded(&format!("{HEAD}Resources:\n  Fn::ForEach::L: {body}\n"), &[]).map(|_| ());
    for (body, expected) in [
        ("[N, [a, b], {R: {Type: T}}]", "Template error: Fn::ForEach writes the key 'R' twice"),
        (
            "[N, [a]]",
            "Template error: every Fn::ForEach object requires three parameters, an identifier, a collection and a fragment",
        ),
        ("[N, a, {'R${N}': {Type: T}}]", "Template error: the collection of Fn::ForEach must be a list of strings"),
        ("[N-1, [a], {'R${N}': {Type: T}}]", "Template error: the identifier 'N-1' of Fn::ForEach is not alphanumeric"),
    ] {
        assert_eq!(with(body), Err(expected.to_owned()), "{body}");
    }
    // Loops in loops multiply.
    let names: Vec<String> = (0..60).map(|index| format!("n{index}")).collect();
    let mut body = "'R${A}${B}${C}${D}': {Type: T}".to_owned();
    for identifier in ["A", "B", "C", "D"] {
        body = format!("'Fn::ForEach::L{identifier}': [{identifier}, [{}], {{{body}}}]", names.join(", "));
    }
    assert_eq!(
        expanded(&format!("{HEAD}Resources: {{{body}}}"), &[]).map(|_| ()),
        Err("Template error: Fn::ForEach writes too much".into())
    );
}

#[test]
fn functions_of_the_extension_are_evaluated() {
    let text = format!(
        "{HEAD}Parameters: {{Which: {{Type: String, Default: Q}}, List: {{Type: CommaDelimitedList, Default: 'a,b,c'}}}}
Mappings: {{M: {{a: {{b: c}}}}}}
Resources:
  Q: {{Type: T, DeletionPolicy: !Ref AWS::NoValue}}
  R:
    Type: T
    DeletionPolicy: !If [Keeps, Retain, Delete]
    Properties:
      Length: !Length [1, 2, 3]
      Named: !Length {{Ref: List}}
      Json: !ToJsonString {{A: [!Ref AWS::Region, 1, true]}}
      Default: !FindInMap [M, x, b, {{DefaultValue: !Sub '${{AWS::Region}}'}}]
      Found: !FindInMap [M, a, b, {{DefaultValue: d}}]
Conditions: {{Keeps: !Equals [!Length [1], 1]}}
Outputs: {{O: {{Value: {{Ref: {{Ref: Which}}}}}}, P: {{Value: {{Fn::GetAtt: [!Ref Which, Arn]}}}}}}
"
    );
    let template = expanded(&text, &[]).expect("it expands");
    let compiled = compile(&template, &inputs(&[]), &Facts::new()).expect("it compiles");
    let resource = compiled.resource("R").expect("it is there");
    let properties = evaluate(&resource.properties, &compiled, &Nothing, &Facts::new()).expect("it evaluates");
    let expected =
        r#"{"Length":3,"Named":3,"Json":"{\"A\":[\"us-east-1\",1,true]}","Default":"us-east-1","Found":"c"}"#;
    assert_eq!(json(&properties), expected);
    assert!(resource.deletion_policy.retains());
    assert_eq!(json(&compiled.outputs[0].value), r#"{"Ref":"Q"}"#);
    assert_eq!(json(&compiled.outputs[1].value), r#"{"Fn::GetAtt":["Q","Arn"]}"#);
    // Without the transform they are refused.
    let plain = parse("Resources: {R: {Type: T, DeletionPolicy: !Ref AWS::NoValue}}").expect("a template");
    let fault = validate(&plain).expect_err("a fault");
    assert_eq!(fault.message, "Template format error: Every DeletionPolicy member must be a string.");
}

#[test]
fn snippets_are_put_in() {
    let text = "
Transform: [{Name: AWS::Include, Parameters: {Location: 's3://b/top'}}, AWS::Serverless-2016-10-31]
Parameters: {Bucket: {Type: String, Default: b}}
Resources:
  R:
    Type: T
    Properties:
      Own: 1
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: !Sub 's3://${Bucket}/x'}}
      List: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://b/list'}}}
";
    let template = parse(text).expect("a template");
    let inputs: Inputs = inputs(&[]);
    let Err(Stop::Wants(wants)) = include(&template, &inputs, &Facts::new()) else { panic!("facts are missing") };
    let locations = ["s3://b/list", "s3://b/top", "s3://b/x"];
    assert_eq!(wants.into_iter().collect::<Vec<_>>(), locations.map(|location| Want::Include(location.into())));
    let mut facts = Facts::new();
    for (location, snippet) in locations.into_iter().zip(["[1, 2]", "Metadata: {M: 1}", "Q: !Ref Bucket"]) {
        facts.add(Want::Include(location.into()), Ok(parse_snippet(snippet).expect("a snippet")));
    }
    let included = include(&template, &inputs, &facts).expect("it includes");
    assert_eq!(transforms(&included.root), Ok(vec!["AWS::Serverless-2016-10-31".to_owned()]));
    let properties = included.root.get("Resources").and_then(|all| all.get("R")?.get("Properties"));
    assert_eq!(properties.map(json).as_deref(), Some(r#"{"Own":1,"List":[1,2],"Q":{"Ref":"Bucket"}}"#));
    assert_eq!(included.root.get("Metadata").map(json).as_deref(), Some(r#"{"M":1}"#));
    let macros = parse("Resources: {R: {Fn::Transform: {Name: Mine}}}").expect("a template");
    let Err(Stop::Fault(fault)) = include(&macros, &inputs, &facts) else { panic!("a fault is expected") };
    assert_eq!(fault.message, "No transform named Mine found.");
}

#[test]
fn templates_say_what_they_need() {
    let text = "
AWSTemplateFormatVersion: 2010-09-09
Description: a shop
Metadata: {M: 1}
Parameters:
  B: {Type: Number, Default: 5, Description: how many, AllowedValues: [5, 6]}
  A: {Type: String, NoEcho: true}
Resources:
  Role: {Type: 'AWS::IAM::Role'}
  Queue: {Type: 'AWS::SQS::Queue'}
  Other: {Type: 'AWS::IAM::Role'}
";
    let found = summary(&parse(text).expect("a template")).expect("a summary");
    let parameters: Vec<_> = found
        .parameters
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.type_name.as_str(),
                one.default.as_deref(),
                one.no_echo,
                one.allowed_values.join(","),
            )
        })
        .collect();
    assert_eq!(
        parameters,
        [("B", "Number", Some("5"), false, "5,6".to_owned()), ("A", "String", None, true, String::new())]
    );
    assert_eq!(found.resource_types, ["AWS::IAM::Role", "AWS::SQS::Queue"]);
    assert_eq!(found.capabilities, ["CAPABILITY_IAM"]);
    let reason = "The following resource(s) require capabilities: [AWS::IAM::Role]";
    assert_eq!(found.capabilities_reason.as_deref(), Some(reason));
    assert_eq!((found.description.as_deref(), found.version.as_deref()), (Some("a shop"), Some("2010-09-09")));
    let named =
        text.replace("Role: {Type: 'AWS::IAM::Role'}", "Role: {Type: 'AWS::IAM::Role', Properties: {RoleName: r}}");
    assert_eq!(summary(&parse(&named).expect("a template")).expect("a summary").capabilities, ["CAPABILITY_NAMED_IAM"]);
    let sam = "Transform: AWS::Serverless-2016-10-31\nGlobals: {}\nResources: {F: {Type: 'AWS::Serverless::Function', Foo: 1}}";
    let found = summary(&parse(sam).expect("a template")).expect("a summary");
    assert_eq!(
        (found.capabilities, found.transforms),
        (vec!["CAPABILITY_AUTO_EXPAND"], vec!["AWS::Serverless-2016-10-31".to_owned()])
    );
}
