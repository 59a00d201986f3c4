//! Documents that are taken and documents that are refused, with AWS's words for it.

use proptest::prelude::*;
use tradewind_policy::{Effect, Policy, Purpose, Selection, Version, size};

fn refused(purpose: Purpose, text: &str) -> String {
    match Policy::read(text, purpose) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn two_ways_of_writing_are_one_form() {
    let short = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}"#;
    let long = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":["*"]}]}"#;
    let read = |text| Policy::read(text, Purpose::Managed).expect("a good document");
    assert_eq!(read(short), read(long));
    let statement = read(short).statements.remove(0);
    assert_eq!(statement.effect, Effect::Allow);
    assert_eq!(statement.actions, Selection { negated: false, patterns: vec!["s3:Get*".to_owned()] });
    let not = r#"{"Statement":[{"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::b"}]}"#;
    let policy = Policy::read(not, Purpose::Identity).expect("a good document");
    assert_eq!(policy.version, Version::V2008);
    assert!(policy.statements[0].actions.negated);
    assert!(policy.statements[0].resources.as_ref().is_some_and(|resources| resources.negated));
}

#[test]
fn the_normal_form_reads_back_as_itself() {
    let text = r#"{"Id":"x","Version":"2012-10-17","Statement":[
        {"Sid":"A1","Effect":"Allow","Principal":{"Service":["lambda.amazonaws.com"],"AWS":"123456789012"},
         "Action":["sts:AssumeRole","sts:TagSession"],
         "Condition":{"StringEquals":{"sts:ExternalId":"x","aws:a":["b","c"]},"Bool":{"aws:MultiFactorAuthPresent":true}}},
        {"Effect":"Deny","Principal":"*","Action":"sts:*"}]}"#;
    let policy = Policy::read(text, Purpose::Trust).expect("a good document");
    let written = serde_json::to_string(&policy).expect("written");
    assert_eq!(Policy::read(&written, Purpose::Trust).expect("our own"), policy);
    assert_eq!(policy.statements[0].conditions.len(), 3);
    assert_eq!(policy.statements[0].conditions[2].values, ["true"]);
    assert!(policy.statements[1].principals.as_ref().is_some_and(|principals| principals.everybody));
}

#[test]
fn identity_policies_are_refused_in_aws_words() {
    let syntax = "Syntax errors in policy.";
    let cases = [
        ("", syntax),
        ("{", syntax),
        ("[]", syntax),
        (r#"{"Version":"2012-10-17"}"#, syntax),
        (r#"{"Statement":[]}"#, syntax),
        (r#"{"Version":"2013","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Hello":1,"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Statement":[{"Effect":"allow","Action":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Statement":[{"Action":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Statement":[{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}]}"#, syntax),
        (r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Like":{"a":"b"}}}]}"#, syntax),
        (r#"{"Statement":[{"Effect":"Allow","Action":{"Ref":"x"},"Resource":"*"}]}"#, syntax),
        (" {}", "JSON strings must not have leading spaces"),
        (r#"{"Statement":[{"Effect":"Allow","Resource":"*"}]}"#, "Policy statement must contain actions."),
        (r#"{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}"#, "Policy statement must contain resources."),
        (r#"{"Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}"#, "Policy statement must contain actions."),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}"#,
            "Policy document should not specify a principal.",
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"*"}]}"#,
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (r#"{"Statement":[{"Effect":"Allow","Action":"a b:c","Resource":"*"}]}"#, "Vendor a b is not valid"),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}"#,
            "Resource bucket must be in ARN format or \"*\".",
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:ows:s3:::b"}]}"#,
            "Partition \"ows\" is not valid for resource \"arn:ows:s3:::b\".",
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:*:::b"}]}"#,
            "Resource vendor must be fully qualified and cannot contain regexes.",
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam:us-east-1:123456789012:user/x"}]}"#,
            "IAM resource arn:aws:iam:us-east-1:123456789012:user/x cannot contain region information.",
        ),
        (
            r#"{"Statement":[{"Sid":"a b","Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        ),
        (
            r#"{"Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#,
            "Statement IDs (SID) in a single policy must be unique.",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(Purpose::Identity, text), expected, "{text}");
    }
    let old = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    assert!(Policy::read(old, Purpose::Identity).is_ok());
    assert_eq!(refused(Purpose::Managed, old), "Policy document must be version 2012-10-17 or greater.");
}

#[test]
fn trust_policies_are_refused_in_aws_words() {
    let with = |inner: &str| format!(r#"{{"Version":"2012-10-17","Statement":[{{{inner}}}]}}"#);
    let lambda = r#""Principal":{"Service":"lambda.amazonaws.com"}"#;
    let cases = [
        ("nothing".to_owned(), "This policy contains invalid Json"),
        (
            with(&format!(r#""Effect":"Allow",{lambda},"Action":"sts:AssumeRole","Resource":"*""#)),
            "Has prohibited field Resource",
        ),
        (with(r#""Effect":"Allow","Action":"sts:AssumeRole""#), "Missing required field Principal"),
        (with(&format!(r#"{lambda},"Action":"sts:AssumeRole""#)), "Missing required field Effect"),
        (with(&format!(r#""Effect":"Allow",{lambda}"#)), "Missing required field Action"),
        (
            with(&format!(r#""Effect":"Allow",{lambda},"Action":"s3:GetObject""#)),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (
            with(r#""Effect":"Allow","Principal":{"Service":"lambda"},"Action":"sts:AssumeRole""#),
            "Invalid principal in policy: \"SERVICE\":\"lambda\"",
        ),
        (
            with(
                r#""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/*"},"Action":"sts:AssumeRole""#,
            ),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/*\"",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(Purpose::Trust, &text), expected, "{text}");
    }
    for principal in
        ["*", "123456789012", "arn:aws:iam::123456789012:root", "arn:aws:sts::123456789012:assumed-role/r/s"]
    {
        let text = with(&format!(r#""Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole""#));
        assert!(Policy::read(&text, Purpose::Trust).is_ok(), "{principal}");
    }
}

#[test]
fn white_space_does_not_count() {
    assert_eq!(size("{ \"a\" :\n\t1 }"), 7);
}

proptest! {
    /// Pieces of the language in any order never panic, and what is taken reads back as itself.
    #[test]
    fn what_is_taken_reads_back(pieces in proptest::collection::vec(0..20usize, 0..24)) {
        const PIECES: [&str; 20] = [
            "{", "}", "[", "]", ",", ":", "\"Statement\"", "\"Effect\"", "\"Allow\"", "\"Action\"", "\"*\"",
            "\"Resource\"", "\"Principal\"", "\"AWS\"", "\"Condition\"", "\"Bool\"", "\"Version\"", "\"2012-10-17\"",
            "\"sts:AssumeRole\"", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
        ];
        let text: String = pieces.into_iter().filter_map(|at| PIECES.get(at)).copied().collect();
        for purpose in [Purpose::Identity, Purpose::Managed, Purpose::Trust, Purpose::Resource] {
            if let Ok(policy) = Policy::read(&text, purpose) {
                let written = serde_json::to_string(&policy).expect("written");
                prop_assert_eq!(Policy::read(&written, purpose), Ok(policy));
            }
        }
    }
}
