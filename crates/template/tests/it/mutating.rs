//! Templates with random changes: nothing panics, and what must hold holds (`tradewind_template::fuzz`).

use tradewind_template::fuzz;

const SEEDS: [&str; 4] = [
    "Transform: AWS::LanguageExtensions
Parameters: {P: {Type: CommaDelimitedList, Default: 'a,b'}, S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: x}}
Mappings: {M: {us-east-1: {A: b}}}
Conditions: {C: !Equals [!Select [0, !Ref P], a], D: !Not [!Condition C]}
Resources:
  Fn::ForEach::L: [N, !Ref P, {'R${N}': {Type: T, Properties: {A: !Sub '${N}-${AWS::Region}'}}}]
  Q: {Type: T, Condition: C, Properties: {X: !If [D, !Ref Ra, !GetAtt Rb.Arn], Y: !FindInMap [M, !Ref AWS::Region, A]}}
Outputs: {O: {Value: !Join ['-', !Ref P], Export: {Name: !Sub 'x-${S}'}}}
",
    "Resources:
  A: &a
    Type: T
    DependsOn: [B]
    Properties: {Z: !Cidr [10.0.0.0/16, 3, 8], J: !Base64 {Fn::Split: [',', 'a,b']}, W: '{{resolve:ssm:a:1}}'}
  B: {<<: *a, DependsOn: []}
Rules: {R: {RuleCondition: !Contains [[a], a], Assertions: [{Assert: !EachMemberIn [[a], [a, b]], AssertDescription: d}]}}
",
    r#"{"Parameters":{"N":{"Type":"Number","Default":3,"MinValue":1,"AllowedPattern":"[0-9]+"}},"Resources":{"A":{"Type":"T","Properties":{"P":{"Fn::Sub":["${X}${N}",{"X":{"Fn::ImportValue":"e"}}]},"Q":{"Fn::GetAZs":""}}}}}"#,
    "Resources:
  A:
    Type: T
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}
      Text: |
        many
        lines
      Other: >-
        folded
",
];

/// Pieces that mean something.
const PIECES: [&str; 24] = [
    "!Ref ",
    "!Sub ",
    "!GetAtt ",
    "${",
    "}",
    "{",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "&a ",
    "*a",
    "<<: ",
    "'",
    "\"",
    "AWS::NoValue",
    "Fn::If",
    "{{resolve:ssm:",
    "null",
    "Q",
    "0x1F",
    "🙂",
    ",",
];

#[test]
fn changed_templates_do_no_harm() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    for round in 0..2_000 {
        let mut text: Vec<char> = SEEDS[round % SEEDS.len()].chars().collect();
        for _ in 0..=next(4) {
            let at = next(text.len());
            match next(4) {
                0 => drop(text.remove(at)),
                1 => text.splice(at..at, PIECES[next(PIECES.len())].chars()).for_each(drop),
                2 => {
                    let end = (at + next(30)).min(text.len());
                    let part = text[at..end].to_vec();
                    let to = next(text.len());
                    text.splice(to..to, part).for_each(drop);
                }
                _ => text.truncate(text.len() - next(10).min(text.len())),
            }
            if text.is_empty() {
                break;
            }
        }
        fuzz::template(text.iter().collect::<String>().as_bytes());
    }
    for seed in SEEDS {
        fuzz::template(seed.as_bytes());
    }
}

#[test]
fn large_templates_end() {
    // Long, and built so that whatever looks for a name among names has much to do.
    let conditions: String = (0..8_000).map(|index| format!("  C{index}: {{Condition: C{}}}\n", index % 7)).collect();
    fuzz::template(format!("Conditions:\n{conditions}Resources: {{R: {{Type: T}}}}").as_bytes());
    let resources: String = (0..500)
        .map(|index| {
            let names: Vec<String> = (0..100).map(|other| format!("R{}", (index + other) % 500)).collect();
            format!("  R{index}: {{Type: T, DependsOn: [{}]}}\n", names.join(", "))
        })
        .collect();
    fuzz::template(format!("Resources:\n{resources}").as_bytes());
    let names: String = (0..5_000).map(|index| format!("n{index}: v, ")).collect();
    let text: String = (0..5_000).map(|index| format!("${{n{index}}}")).collect();
    fuzz::template(
        format!("Resources: {{R: {{Type: T, Properties: {{P: !Sub ['{text}', {{{names}}}]}}}}}}").as_bytes(),
    );
    let unknown: String = (0..15_000).map(|index| format!("!Ref U{index}, ")).collect();
    fuzz::template(format!("Resources: {{R: {{Type: T, Properties: {{P: [{unknown}]}}}}}}").as_bytes());
    let chain: String = (0..8_000).map(|index| format!("  C{index}: {{Condition: C{}}}\n", index + 1)).collect();
    fuzz::template(format!("Conditions:\n{chain}Resources: {{R: {{Type: T}}}}").as_bytes());
}

#[test]
fn deep_templates_fit_on_a_small_stack() {
    // As deep as a template may be, on half of the stack that worker threads have.
    let nested = |open: &str, close: &str, times: usize| format!("{}x{}", open.repeat(times), close.repeat(times));
    let texts: Vec<String> = [("!If [C, ", ", y]", 94), ("[", "]", 94), ("{a: ", "}", 94), ("!Join ['', [", "]]", 47), ("!Base64 {'Fn::Sub': ['', {a: ", "}]}", 30)]
        .map(|(open, close, times)| nested(open, close, times))
        .map(|value| {
            format!(
                "Transform: AWS::LanguageExtensions\nConditions: {{C: !Equals [a, a]}}\nResources:\n  R: &r\n    Type: T\n    \
                 Properties:\n      P: {value}\n  S: *r\nOutputs: {{O: {{Value: x}}}}\n"
            )
        })
        .to_vec();
    let run = move || {
        texts.iter().for_each(|text| {
            assert!(tradewind_template::parse(text).is_ok(), "it is not too deep");
            fuzz::template(text.as_bytes());
        })
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).expect("a thread");
    thread.join().expect("it does not overflow");
}
