//! Texts to documents.

use tradewind_template::{Position, parse};

fn json(text: &str) -> String {
    let template = parse(text).expect("a template");
    String::from_utf8(template.root.to_json_vec()).expect("JSON is UTF-8")
}

fn fault(text: &str) -> String {
    parse(text).expect_err("a fault").message
}

#[test]
fn short_forms_become_long() {
    for (short, long) in [
        ("!Ref A", r#"{"Ref":"A"}"#),
        ("!Condition A", r#"{"Condition":"A"}"#),
        ("!GetAtt A.B.C", r#"{"Fn::GetAtt":["A","B.C"]}"#),
        ("!GetAtt [A, B]", r#"{"Fn::GetAtt":["A","B"]}"#),
        ("!Sub '${A}'", r#"{"Fn::Sub":"${A}"}"#),
        ("!Sub ['${A}', {A: !Ref B}]", r#"{"Fn::Sub":["${A}",{"A":{"Ref":"B"}}]}"#),
        ("!Select [0, !GetAZs '']", r#"{"Fn::Select":[0,{"Fn::GetAZs":""}]}"#),
        ("!Base64\n  Fn::Sub: x", r#"{"Fn::Base64":{"Fn::Sub":"x"}}"#),
        (
            "!If [A, !Ref B, !Join [',', [a, !Sub b]]]",
            r#"{"Fn::If":["A",{"Ref":"B"},{"Fn::Join":[",",["a",{"Fn::Sub":"b"}]]}]}"#,
        ),
        ("!Sub 12", r#"{"Fn::Sub":"12"}"#),
        ("!Transform {Name: AWS::Include}", r#"{"Fn::Transform":{"Name":"AWS::Include"}}"#),
    ] {
        assert_eq!(json(&format!("X: {short}")), format!(r#"{{"X":{long}}}"#), "{short}");
    }
}

#[test]
fn plain_scalars_are_those_of_yaml_1_1() {
    for (text, expected) in [
        ("yes", "true"),
        ("Off", "false"),
        ("'yes'", r#""yes""#),
        ("y", r#""y""#),
        ("~", "null"),
        ("", "null"),
        ("010", "8"),
        ("0x1F", "31"),
        ("0b11", "3"),
        ("-12", "-12"),
        ("+3", "3"),
        ("1_000", "1000"),
        ("089", r#""089""#),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("1.5e+3", "1500.0"),
        ("1e3", r#""1e3""#),
        ("1.2.3", r#""1.2.3""#),
        ("2010-09-09", r#""2010-09-09""#),
        ("2012-10-17T00:00:00Z", r#""2012-10-17T00:00:00Z""#),
        ("22:22", r#""22:22""#),
        ("123456789012", "123456789012"),
        ("99999999999999999999", r#""99999999999999999999""#),
        ("!!str 12", r#""12""#),
        ("!!int '12'", "12"),
        ("! 12", r#""12""#),
    ] {
        assert_eq!(json(&format!("X: {text}")), format!(r#"{{"X":{expected}}}"#), "{text}");
    }
}

#[test]
fn anchors_and_merges_are_copied() {
    assert_eq!(json("A: &a {x: 1}\nB: *a"), r#"{"A":{"x":1},"B":{"x":1}}"#);
    assert_eq!(json("A: &a {x: 1, y: 2}\nB:\n  <<: *a\n  y: 3"), r#"{"A":{"x":1,"y":2},"B":{"y":3,"x":1}}"#);
    assert_eq!(json("A: {<<: [{x: 1}, {x: 2, z: 3}]}"), r#"{"A":{"x":1,"z":3}}"#);
}

#[test]
fn aliases_that_multiply_are_stopped() {
    let mut text = String::from("A0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("A{level}: &a{level} [{before}]\n"));
    }
    assert_eq!(fault(&text), "Template format error: aliases expand too far. (line 6, column 10)");
}

#[test]
fn aliases_do_not_nest_without_bound() {
    let nested = |inner: &str| format!("{}{inner}{}", "[".repeat(60), "]".repeat(60));
    let mut text = format!("A0: &a0 {}\n", nested("x"));
    for level in 1..9 {
        text.push_str(&format!("A{level}: &a{level} {}\n", nested(&format!("*a{}", level - 1))));
    }
    assert_eq!(fault(&text), "Template format error: nested deeper than 100 levels. (line 4, column 69)");
}

#[test]
fn broken_texts_are_refused_where_they_break() {
    for (text, expected) in [
        ("{", "Template format error: JSON not well-formed. (line 1, column 2)"),
        ("{\n  \"A\": 1,\n}", "Template format error: JSON not well-formed. (line 3, column 1)"),
        ("{} {", "Template format error: JSON not well-formed. (line 1, column 4)"),
        ("{\"A\": tru}", "Template format error: JSON not well-formed. (line 1, column 7)"),
        ("{\"A\": 1, \"A\": 2}", "Template format error: duplicate key 'A'. (line 1, column 10)"),
        ("A: 1\nA: 2", "Template format error: duplicate key 'A'. (line 2, column 1)"),
        ("A: [1", "Template format error: YAML not well-formed. (line 2, column 1)"),
        ("A: 1\n B: 2", "Template format error: YAML not well-formed. (line 2, column 3)"),
        ("A: 1\n---\nB: 2", "Template format error: YAML not well-formed. (line 2, column 1)"),
        ("A: *a", "Template format error: YAML not well-formed. (line 1, column 4)"),
        ("A: &a [*a]", "Template format error: YAML not well-formed. (line 1, column 8)"),
        ("A: !Foo b", "Template format error: unsupported tag !Foo. (line 1, column 4)"),
        ("A: !!binary b", "Template format error: YAML not well-formed. (line 1, column 4)"),
        ("", "Template format error: unsupported structure."),
        ("file://template.yaml", "Template format error: unsupported structure."),
        ("- A", "Template format error: unsupported structure."),
    ] {
        assert_eq!(fault(text), expected, "{text}");
    }
    let deep = format!("A: {}{}", "[".repeat(101), "]".repeat(101));
    assert_eq!(fault(&deep), "Template format error: nested deeper than 100 levels. (line 1, column 104)");
    let deep = format!("{{\"A\": {}{}}}", "[".repeat(5000), "]".repeat(5000));
    assert!(fault(&deep).starts_with("Template format error: nested deeper than 100 levels."));
}

#[test]
fn every_key_and_value_has_its_place() {
    let at = |line, column| Some(Position { line, column });
    let template = parse("A:\n  B: [x, !Sub y]\n  C: !GetAtt a.b\n").expect("a template");
    let places = &template.positions;
    assert_eq!(places.key(&["A", "B"]), at(2, 3));
    assert_eq!(places.value(&["A", "B"]), at(2, 6));
    assert_eq!(places.value(&["A", "B", "1", "Fn::Sub"]), at(2, 10));
    assert_eq!(places.value(&["A", "C", "Fn::GetAtt", "1"]), at(3, 6));
    assert_eq!(places.key(&["A", "D"]), None);
    assert_eq!(Some(places.nearest(&["A", "D", "E"])), at(1, 1));
    let template = parse("{\n  \"A\": {\"B\": [1,\n 2]}}").expect("a template");
    assert_eq!(template.positions.key(&["A", "B"]), at(2, 9));
    assert_eq!(template.positions.value(&["A", "B", "1"]), at(3, 2));
    let template = parse("A: !If\n  - c\n  - B: 1\n  - D: 1\n").expect("a template");
    assert_eq!(Some(template.positions.nearest(&["A", "D"])), at(4, 5));
}
