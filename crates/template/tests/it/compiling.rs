//! Templates and parameters to what shall be there.

use tradewind_template::{
    Compiled, Environment, Facts, Given, Inputs, Known, Reference, Stop, Values, Want, compile, evaluate, parse,
};
use tradewind_wire::Document;

/// The environment of all tests.
pub(crate) fn environment() -> Environment {
    Environment {
        account: "123456789012".into(),
        region: "us-east-1".into(),
        partition: "aws".into(),
        url_suffix: "amazonaws.com".into(),
        stack_name: "shop".into(),
        stack_id: "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/u".into(),
        notification_arns: Vec::new(),
        zones: ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).to_vec(),
    }
}

pub(crate) fn inputs(parameters: &[(&str, &str)]) -> Inputs {
    let given = |(name, value): &(&str, &str)| ((*name).to_owned(), Given::Value((*value).to_owned()));
    Inputs { environment: environment(), parameters: parameters.iter().map(given).collect(), ..Inputs::default() }
}

pub(crate) fn compiled(text: &str, parameters: &[(&str, &str)]) -> Result<Compiled, String> {
    let template = parse(text).map_err(|fault| fault.message)?;
    compile(&template, &inputs(parameters), &Facts::new()).map_err(|stop| match stop {
        Stop::Fault(fault) => fault.message,
        Stop::Wants(wants) => format!("{wants:?}"),
    })
}

fn refused(text: &str, parameters: &[(&str, &str)]) -> String {
    compiled(text, parameters).expect_err("a fault")
}

struct Made;

impl Values for Made {
    fn id(&self, logical_id: &str) -> Known {
        Known::Value(format!("id-of-{logical_id}").into())
    }

    fn attribute(&self, logical_id: &str, attribute: &str) -> Known {
        match attribute {
            "Missing" => Known::Missing,
            "Sly" => Known::Value("{{resolve:secretsmanager:joe:SecretString:key}}".into()),
            "Zones" => Known::Value(Document::List(vec!["a".into(), "b".into()])),
            other => Known::Value(format!("{logical_id}/{other}").into()),
        }
    }
}

/// What a property comes to, as JSON.
fn property(value: &str) -> Result<String, String> {
    let text = format!(
        "Parameters:\n  Name: {{Type: String, Default: joe}}\n  Many: {{Type: CommaDelimitedList, Default: 'a, b'}}\n  \
         Count: {{Type: Number, Default: 3}}\n\
         Mappings:\n  Map: {{us-east-1: {{Ami: ami-1, List: [x, y]}}}}\n\
         Conditions:\n  Hot: !Equals [1, '1']\n  Cold: !Not [{{Condition: Hot}}]\n\
         Resources:\n  Other: {{Type: 'T::T::T'}}\n  R:\n    Type: T::T::T\n    Properties:\n      P: {value}\n"
    );
    let compiled = compiled(&text, &[])?;
    let resource = compiled.resource("R").ok_or("R is not there")?;
    let mut facts = Facts::new();
    facts.add(Want::Import("there".into()), Ok("imported".into()));
    facts.add(Want::Import("gone".into()), Err("No export named gone found.".into()));
    // What a reference leads to is not looked at again.
    let ssm = Reference::Ssm { name: "there".into(), version: Some(1) };
    facts.add(Want::Dynamic(ssm), Ok("{{resolve:ssm:x}}".into()));
    let secret = Reference::Secret { id: "joe".into(), key: Some("key".into()), stage: None, version: None };
    facts.add(Want::Dynamic(secret), Ok("secret".into()));
    match evaluate(&resource.properties, &compiled, &Made, &facts) {
        Ok(properties) => {
            let json = properties.get("P").map(Document::to_json_vec);
            Ok(json.map_or_else(|| "gone".into(), |json| String::from_utf8(json).expect("JSON is UTF-8")))
        }
        Err(Stop::Fault(fault)) => Err(fault.message),
        Err(Stop::Wants(wants)) => Err(format!("{wants:?}")),
    }
}

#[test]
fn functions_come_to_values() {
    for (value, expected) in [
        ("!Ref Name", r#""joe""#),
        ("!Ref Many", r#"["a","b"]"#),
        ("!Ref Count", r#""3""#),
        ("!Ref Other", r#""id-of-Other""#),
        ("!Ref AWS::NoValue", "gone"),
        ("!Ref AWS::Region", r#""us-east-1""#),
        ("!Ref AWS::StackName", r#""shop""#),
        ("!GetAtt Other.A.B", r#""Other/A.B""#),
        ("{'Fn::GetAtt': Other.Arn}", r#""Other/Arn""#),
        ("{'Fn::GetAtt': [Other, !Ref Name]}", r#""Other/joe""#),
        (
            "!Sub '${Name}-${Other}-${Other.Arn}-${AWS::AccountId}-${!Name}-${Count}'",
            r#""joe-id-of-Other-Other/Arn-123456789012-${Name}-3""#,
        ),
        ("!Sub ['${Name} ${X}', {X: !Join ['+', !Ref Many], Name: other}]", r#""other a+b""#),
        ("!Join ['-', [a, !Ref AWS::NoValue, !Ref Name, 1, true]]", r#""a-joe-1-true""#),
        ("!Join [',', !GetAtt Other.Zones]", r#""a,b""#),
        ("!Select ['1', !Ref Many]", r#""b""#),
        ("!Select [0, !Split ['-', 'x-y']]", r#""x""#),
        ("!Split [',', 'a,,b']", r#"["a","","b"]"#),
        ("!FindInMap [Map, !Ref AWS::Region, Ami]", r#""ami-1""#),
        ("!FindInMap [Map, us-east-1, List]", r#"["x","y"]"#),
        ("!If [Hot, a, b]", r#""a""#),
        ("!If [Cold, a, !Ref AWS::NoValue]", "gone"),
        ("[a, !If [Cold, x, !Ref AWS::NoValue], {B: !Ref AWS::NoValue}]", r#"["a",{}]"#),
        // What looks like a reference and came of a resource is none.
        ("!Sub '${Other.Sly}'", r#""{{resolve:secretsmanager:joe:SecretString:key}}""#),
        ("!Base64 {'Fn::GetAtt': Other.Sly}", r#""e3tyZXNvbHZlOnNlY3JldHNtYW5hZ2VyOmpvZTpTZWNyZXRTdHJpbmc6a2V5fX0=""#),
        ("!Base64 hello", r#""aGVsbG8=""#),
        ("!Base64 {'Fn::Sub': '${Name}'}", r#""am9l""#),
        ("!GetAZs ''", r#"["us-east-1a","us-east-1b","us-east-1c"]"#),
        ("!Select [0, !GetAZs eu-west-1]", r#""eu-west-1a""#),
        ("!Cidr [10.0.0.0/16, 2, 8]", r#"["10.0.0.0/24","10.0.1.0/24"]"#),
        ("!ImportValue there", r#""imported""#),
        (
            "{Statement: {Condition: {StringEquals: {a: !Ref Name}}}}",
            r#"{"Statement":{"Condition":{"StringEquals":{"a":"joe"}}}}"#,
        ),
        ("'a {{resolve:ssm:there:1}} {{resolve:ssm:there:1}}'", r#""a {{resolve:ssm:x}} {{resolve:ssm:x}}""#),
        ("!Sub '{{resolve:secretsmanager:${Name}:SecretString:key}}'", r#""secret""#),
    ] {
        assert_eq!(property(value).as_deref(), Ok(expected), "{value}");
    }
}

#[test]
fn wrong_functions_are_refused() {
    for (value, expected) in [
        (
            "!Ref Nobody",
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
        ),
        ("!GetAtt Nobody.Arn", "Template error: instance of Fn::GetAtt references undefined resource Nobody"),
        ("!Sub '${Nobody.Arn}'", "Template error: instance of Fn::Sub references undefined resource Nobody"),
        (
            "!Sub '${Nobody}'",
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
        ),
        (
            "!GetAtt Other",
            "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
        ),
        (
            "!GetAtt Other.Missing",
            "Template error: resource Other does not support attribute type Missing in Fn::GetAtt",
        ),
        (
            "!Sub '${a b}'",
            "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and \
             colons",
        ),
        ("!Select [2, !Ref Many]", "Template error: Fn::Select cannot select nonexistent value at index 2"),
        ("!FindInMap [Map, us-east-2, Ami]", "Template error: Unable to get mapping for Map::us-east-2::Ami"),
        (
            "!FindInMap [Nomap, us-east-2, Ami]",
            "Template error: Mapping named 'Nomap' is not present in the 'Mappings' section of template.",
        ),
        (
            "!If [Maybe, a, b]",
            "Template format error: Unresolved condition dependency Maybe in the Resources block of the template",
        ),
        ("!If [Hot, a]", "Template error: Fn::If requires a list argument with three elements"),
        ("!ImportValue gone", "No export named gone found."),
        ("!ImportValue other", "{Import(\"other\")}"),
        ("'{{resolve:ssm:other}}'", "{Dynamic(Ssm { name: \"other\", version: None })}"),
        ("{'Fn::Length': [1]}", "Template error: Fn::Length needs the transform AWS::LanguageExtensions"),
        ("{'Fn::Transform': {Name: Mine}}", "Template error: the transform Mine has not been applied"),
        ("{'Fn::Ref': x, y: 1}", "Template error: Fn::Ref must be the only member of its object"),
        ("!Ref R", "Circular dependency between resources: [R]"),
        ("!Sub '${Many}'", "Template error: variable Many in Fn::Sub expression does not resolve to a string"),
        ("~", "Template format error: [/Resources/R/Properties/P] 'null' values are not allowed in templates"),
    ] {
        assert_eq!(property(value), Err(expected.to_owned()), "{value}");
    }
    let unsupported = property("{'Fn::Nope': x}").expect_err("a fault");
    assert!(
        unsupported
            .starts_with("Template error: Encountered unsupported function: Fn::Nope Supported functions are: [")
    );
}

#[test]
fn structures_are_held_against_cloudformation_s() {
    const R: &str = "Resources: {R: {Type: 'T::T::T'}}\n";
    let with = |text: &str| format!("{R}{text}");
    for (text, expected) in [
        ("Description: x".to_owned(), "Template format error: At least one Resources member must be defined."),
        ("Resources: {}".to_owned(), "Template format error: At least one Resources member must be defined."),
        (with("Foo: 1\nBar: 2"), "Invalid template property or properties [Foo, Bar]"),
        (with("AWSTemplateFormatVersion: 2010-09-10"), "Template format error: unsupported value for AWSTemplateFormatVersion."),
        (with("Description: {a: b}"), "Template format error: Any Description member must be a string."),
        (with("Parameters: ~"), "Template format error: [/Parameters] 'null' values are not allowed in templates"),
        (with("Parameters: {P: {Default: a}}"), "Template format error: Every Parameters object must contain a Type member."),
        (with("Parameters: {P: {Type: Text}}"), "Template format error: Unrecognized parameter type: Text"),
        (with("Parameters: {P: {Type: String, Foo: a}}"), "Invalid template parameter property 'Foo'"),
        (with("Parameters: {P: {Type: String, Default: [a]}}"), "Template format error: Every Default member must be a string."),
        (with("Parameters: {P-Q: {Type: String}}"), "Template format error: Parameter name P-Q is non alphanumeric."),
        (with("Outputs: {O: {}}"), "Template format error: Every Outputs member must contain a Value object"),
        (with("Outputs: {O: {Value: a, Condition: C}}"), "Template format error: Unresolved condition dependency C in the Outputs block of the template"),
        (with("Outputs: {O: {Value: !Ref Q}}"), "Template format error: Unresolved resource dependencies [Q] in the Outputs block of the template"),
        (
            with("Conditions: {C: !Equals [!Ref R, a]}"),
            "Template format error: Unresolved dependencies [R]. Cannot reference resources in the Conditions block of the template",
        ),
        (with("Conditions: {C: {Condition: D}, D: {Condition: C}}"), "Template format error: Circular dependencies for conditions: [C, D]"),
        (
            with("Conditions: {C: true, D: 'maybe'}"),
            "Template format error: Conditions can only be boolean operations on parameters and other conditions",
        ),
        ("Resources: {R: x}".into(), "Template format error: Every Resources member must be an object."),
        ("Resources: {R: {}}".into(), "Template format error: Every Resources object must contain a Type member."),
        ("Resources: {R: {Type: T, Foo: b}}".into(), "Invalid template resource property 'Foo'"),
        ("Resources: {R: {Type: T, Version: '1.0'}}".into(), "Invalid template resource property 'Version'"),
        ("Resources: {R_1: {Type: T}}".into(), "Template format error: Resource name R_1 is non alphanumeric."),
        ("Resources: {R: {Type: T, DependsOn: [S]}}".into(), "Template format error: Unresolved resource dependencies [S] in the Resources block of the template"),
        ("Resources: {R: {Type: T, DeletionPolicy: Keep}}".into(), "Template format error: Unrecognized DeletionPolicy Keep for resource R"),
        (
            "Resources: {R: {Type: T, UpdateReplacePolicy: RetainExceptOnCreate}}".into(),
            "Template format error: Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource R",
        ),
        (
            "Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, Properties: {P: !Sub '${A.Arn}'}}, C: {Type: T, DependsOn: A}}".into(),
            "Circular dependency between resources: [A, B]",
        ),
    ] {
        assert_eq!(refused(&text, &[]), expected, "{text}");
    }
    assert!(compiled("Resources: {R: {Type: 'Custom::R', Version: '1.0'}}", &[]).is_ok());
}

#[test]
fn quotas_are_held() {
    let resources = "Resources: {R: {Type: T}}\n";
    for (section, member, before, most, word) in [
        ("Resources", "{Type: T}", "", 500, "resources"),
        ("Parameters", "{Type: String, Default: x}", resources, 200, "parameters"),
        ("Mappings", "{a: {b: c}}", resources, 200, "mappings"),
        ("Outputs", "{Value: x}", resources, 200, "outputs"),
    ] {
        let template = |count: usize| {
            let many: String = (0..count).map(|index| format!("  M{index}: {member}\n")).collect();
            format!("{before}{section}:\n{many}")
        };
        assert!(compiled(&template(most), &[]).is_ok(), "{most} {word}");
        let text = format!("Number of {word}, {}, is greater than maximum allowed, {most}", most + 1);
        assert_eq!(refused(&template(most + 1), &[]), format!("Template format error: {text}"));
    }
    let attributes = |count: usize| {
        let many: String = (0..count).map(|index| format!("      a{index}: x\n")).collect();
        format!("{resources}Mappings:\n  M:\n    one:\n{many}")
    };
    assert!(compiled(&attributes(200), &[]).is_ok());
    assert!(refused(&attributes(201), &[]).contains("201"));
    let named = |length: usize| format!("Resources: {{{}: {{Type: T}}}}", "R".repeat(length));
    assert!(compiled(&named(255), &[]).is_ok());
    assert!(refused(&named(256), &[]).contains("255"), "{}", refused(&named(256), &[]));
    let described = |length: usize| format!("Description: {}\n{resources}", "d".repeat(length));
    assert!(compiled(&described(1_024), &[]).is_ok());
    assert!(refused(&described(1_025), &[]).contains("1024"), "{}", refused(&described(1_025), &[]));
    let value = |length: usize| "v".repeat(length);
    let takes = format!("Parameters: {{P: {{Type: String}}}}\n{resources}");
    assert!(compiled(&takes, &[("P", &value(4_096))]).is_ok());
    assert!(refused(&takes, &[("P", &value(4_097))]).contains("4096"), "{}", refused(&takes, &[("P", &value(4_097))]));
    let padded = |length: usize| format!("{resources}#{}\n", "x".repeat(length - resources.len() - 2));
    assert!(compiled(&padded(tradewind_template::MAX_OBJECT), &[]).is_ok());
    assert!(refused(&padded(tradewind_template::MAX_OBJECT + 1), &[]).contains("1048576"));
}

#[test]
fn parameters_are_held_against_their_declarations() {
    let with = |declared: &str| {
        format!("Parameters: {{P: {declared}, Q: {{Type: String, Default: q}}}}\nResources: {{R: {{Type: T}}}}")
    };
    for (declared, value, expected) in [
        ("{Type: String}", None, Err("Parameters: [P] must have values")),
        ("{Type: String, AllowedValues: [a, 'yes', yes, 2]}", Some("true"), Ok(r#""true""#)),
        ("{Type: String, AllowedValues: [a, b]}", Some("c"), Err("Parameter 'P' must be one of AllowedValues")),
        ("{Type: Number, AllowedValues: [1, 2]}", Some("2"), Ok(r#""2""#)),
        ("{Type: Number}", Some("x"), Err("Parameter 'P' must be a number")),
        ("{Type: Number, MinValue: 2}", Some("1.5"), Err("Parameter 'P' must be a number not less than 2")),
        ("{Type: Number, MaxValue: 2}", Some("3"), Err("Parameter 'P' must be a number not greater than 2")),
        ("{Type: List<Number>}", Some("1, 2"), Ok(r#"["1","2"]"#)),
        ("{Type: List<Number>}", Some("1,b"), Err("Parameter 'P' must be a number")),
        ("{Type: String, MinLength: 3}", Some("ab"), Err("Parameter 'P' must contain at least 3 characters")),
        ("{Type: String, MaxLength: 1}", Some("ab"), Err("Parameter 'P' must contain at most 1 characters")),
        ("{Type: String, AllowedPattern: '[a-z]+'}", Some("ab1"), Err("Parameter 'P' must match pattern [a-z]+")),
        ("{Type: String, AllowedPattern: '(?=.*[0-9])[a-z0-9]+'}", Some("ab1"), Ok(r#""ab1""#)),
        ("{Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}", Some("a, b"), Ok(r#"["a","b"]"#)),
        (
            "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: only letters}",
            Some("1"),
            Err("Parameter P failed to satisfy constraint: only letters"),
        ),
        (
            "{Type: String, AllowedPattern: '(a+)+$'}",
            Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
            Err("Parameter 'P' must match pattern (a+)+$"),
        ),
        ("{Type: String, Default: 5}", None, Ok(r#""5""#)),
        ("{Type: 'AWS::SSM::Parameter::Name'}", Some("/a"), Ok(r#""/a""#)),
        (
            "{Type: 'AWS::SSM::Parameter::Value<AWS::SSM::Parameter::Name>'}",
            Some("/a"),
            Err(r#"{Parameter { name: "/a", list: false }}"#),
        ),
        ("{Type: 'AWS::EC2::VPC::Id'}", Some("vpc-1"), Ok(r#""vpc-1""#)),
        ("{Type: 'List<AWS::EC2::Subnet::Id>'}", Some("a,b"), Ok(r#"["a","b"]"#)),
        (
            "{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}",
            None,
            Err(r#"{Parameter { name: "/a", list: false }}"#),
        ),
    ] {
        let given: Vec<(&str, &str)> = value.iter().map(|value| ("P", *value)).collect();
        let found = compiled(&with(declared), &given)
            .map(|compiled| String::from_utf8(compiled.parameters[0].value.to_json_vec()).expect("JSON is UTF-8"));
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{declared} {value:?}");
    }
    assert_eq!(
        refused(&with("{Type: String}"), &[("X", "1"), ("Y", "1")]),
        "Parameters: [X, Y] do not exist in the template"
    );
}

#[test]
fn parameters_keep_and_look_up_values() {
    let template = parse(
        "Parameters: {P: {Type: String}, L: {Type: 'AWS::SSM::Parameter::Value<List<String>>'}}\nResources: {R: {Type: T}}",
    );
    let template = template.expect("a template");
    let mut inputs = inputs(&[("L", "/list")]);
    inputs.parameters.push(("P".into(), Given::Previous));
    let mut facts = Facts::new();
    let list = Document::List(vec!["x".into(), "y".into()]);
    facts.add(Want::Parameter { name: "/list".into(), list: true }, Ok(list.clone()));
    let without = compile(&template, &inputs, &facts);
    let expected = "Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the \
                    previous template";
    assert!(matches!(without, Err(Stop::Fault(fault)) if fault.message == expected));
    inputs.previous.insert("P".into(), "old".into());
    let compiled = compile(&template, &inputs, &facts).expect("it compiles");
    assert_eq!(compiled.parameters[0].text, "old");
    assert_eq!((&compiled.parameters[1].value, compiled.parameters[1].resolved.as_deref()), (&list, Some("x,y")));
}

#[test]
fn conditions_decide_what_is_there() {
    let text = "
Parameters: {Stage: {Type: String}}
Conditions:
  Prod: !Equals [!Ref Stage, prod]
  Test: !Not [!Condition Prod]
  Both: !And [!Condition Prod, !Condition Test]
  Any: !Or [!Condition Prod, !Condition Test]
Resources:
  A: {Type: T, Condition: Prod}
  B: {Type: T, Properties: {P: !If [Prod, !Ref A, x]}}
  C: {Type: T, DependsOn: A}
Outputs:
  O: {Condition: Prod, Value: !Ref A}
";
    let prod = compiled(text, &[("Stage", "prod")]).expect("it compiles");
    let decided: Vec<bool> = prod.conditions.values().copied().collect();
    assert_eq!(decided, [true, false, true, false]);
    assert_eq!(prod.resource("B").map(|b| b.dependencies.clone()), Some(vec!["A".into()]));
    assert_eq!((prod.wave("A"), prod.wave("B"), prod.outputs.len()), (0, 1, 1));
    let test = compiled(text, &[("Stage", "test")]).expect("it compiles");
    let names: Vec<&str> = test.resources.iter().map(|resource| resource.logical_id.as_str()).collect();
    assert_eq!(names, ["B", "C"]);
    assert_eq!((test.resource("B").map(|b| b.dependencies.len()), test.outputs.len()), (Some(0), 0));
    let broken = text.replace("!If [Prod, !Ref A, x]", "!Ref A");
    assert_eq!(
        refused(&broken, &[("Stage", "test")]),
        "Template format error: Unresolved resource dependencies [A] in the Resources block of the template"
    );
}

#[test]
fn rules_hold_for_parameters_together() {
    let text = "
Parameters:
  Stage: {Type: String}
  Size: {Type: String}
  Tags: {Type: CommaDelimitedList, Default: 'a,b'}
Rules:
  Prod:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions:
      - Assert: !Contains [[big, huge], !Ref Size]
        AssertDescription: production is big
      - Assert: !EachMemberIn [!Ref Tags, [a, b, c]]
  Chosen: {Assertions: [{Assert: !Equals [!If [IsProd, 1, 2], !If [IsProd, '1', '2']]}]}
  Never:
    RuleCondition: !EachMemberEquals [!RefAll String, x]
    Assertions: [{Assert: {Fn::Not: [!Equals [a, a]]}}]
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources: {R: {Type: T}}
";
    assert!(compiled(text, &[("Stage", "prod"), ("Size", "big")]).is_ok());
    assert!(compiled(text, &[("Stage", "test"), ("Size", "small")]).is_ok());
    for (parameters, expected) in [
        (vec![("Stage", "prod"), ("Size", "small")], "Template validation error: Rule Prod failed: production is big"),
        (vec![("Stage", "prod"), ("Size", "big"), ("Tags", "a,z")], "Template validation error: Rule Prod failed"),
        (vec![("Stage", "x"), ("Size", "x")], "Template validation error: Rule Never failed"),
    ] {
        assert_eq!(refused(text, &parameters), expected);
    }
}

#[test]
fn faults_know_their_place() {
    let template = parse("Resources:\n  R:\n    Type: T\n    Properties:\n      A: 1\n      B: !Ref Nobody\n")
        .expect("a template");
    let Err(Stop::Fault(fault)) = compile(&template, &inputs(&[]), &Facts::new()) else {
        panic!("a fault is expected")
    };
    assert_eq!(fault.path, ["Resources", "R", "Properties", "B", "Ref"]);
    assert_eq!(fault.position.map(|at| (at.line, at.column)), Some((6, 10)));
}

#[test]
fn secrets_are_not_shown() {
    let text = "Parameters: {P: {Type: String, NoEcho: true}}\nResources: {R: {Type: T, Properties: {A: !Ref P}}}";
    let compiled = compiled(text, &[("P", "hush")]).expect("it compiles");
    let mut inputs = inputs(&[("P", "hush")]);
    inputs.previous.insert("P".into(), "hush".into());
    let mut facts = Facts::new();
    facts.add(Want::Import("e".into()), Ok("hush".into()));
    let properties = evaluate(&compiled.resources[0].properties, &compiled, &Made, &facts).expect("it evaluates");
    assert_eq!(properties.get("A").and_then(Document::as_str), Some("hush"));
    let current = tradewind_template::Current { properties, ..Default::default() };
    let shown = format!("{compiled:?} {inputs:?} {facts:?} {current:?}");
    assert!(!shown.contains("hush"), "{shown}");
}
