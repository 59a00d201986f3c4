//! Resource policies of functions and of layer versions: who else may use them.
//!
//! A policy comes to be with its first statement and ends with its last. A statement is kept as the text it is printed as.
//! Policies are stored and printed; they are not evaluated.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use tradewind_store::Record;

use crate::error::LambdaError;

/// The largest policy, in bytes of its document.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const POLICY_BYTES: usize = 20_480;

/// A policy as it is kept: never without statements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// Changes with every change of the policy; a UUID.
    pub(crate) revision: String,
    statements: Vec<Statement>,
}

impl Record for Policy {
    const VERSION: u8 = 1;
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Statement {
    sid: String,
    /// The statement as JSON text.
    text: String,
}

/// What a policy belongs to; errors name it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A function, one of its versions or aliases.
    Function,
    /// A version of a layer.
    Layer,
}

/// A statement in the form in which it is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Grant<'a> {
    pub(crate) sid: &'a str,
    pub(crate) action: &'a str,
    /// An account's id, an ARN, a service such as `events.amazonaws.com`, or `*`.
    pub(crate) principal: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) source_arn: Option<&'a str>,
    pub(crate) source_account: Option<&'a str>,
    pub(crate) event_source_token: Option<&'a str>,
    pub(crate) organization: Option<&'a str>,
    pub(crate) url_auth_type: Option<&'a str>,
    pub(crate) via_url: Option<bool>,
}

impl Policy {
    /// Adds a statement to a policy that may not be there yet. Answers the statement's text and the policy as it is then.
    pub(crate) fn grant(
        policy: Option<&Policy>,
        kind: Kind,
        expected: Option<&str>,
        grant: &Grant<'_>,
        revision: String,
    ) -> Result<(String, Policy), LambdaError> {
        let text = grant.text()?;
        expect(policy, kind, expected)?;
        let mut policy = policy.cloned().unwrap_or_default();
        if policy.position(grant.sid).is_some() {
            return Err(LambdaError::conflict(format!(
                "The statement id ({}) provided already exists. Please provide a new statement id, or remove the existing statement.",
                grant.sid
            )));
        }
        policy.statements.push(Statement { sid: grant.sid.to_owned(), text: text.clone() });
        policy.revision = revision;
        let size = policy.document().len();
        if size > POLICY_BYTES {
            return Err(LambdaError::PolicyTooLong { size, limit: POLICY_BYTES });
        }
        Ok((text, policy))
    }

    /// Takes a statement out. Answers the policy as it is then; none when that was the last statement.
    pub(crate) fn revoke(
        policy: Option<&Policy>,
        kind: Kind,
        expected: Option<&str>,
        sid: &str,
        revision: String,
    ) -> Result<Option<Policy>, LambdaError> {
        let Some(present) = policy else {
            return Err(LambdaError::not_found("No policy is associated with the given resource."));
        };
        expect(policy, kind, expected)?;
        let Some(place) = present.position(sid) else {
            return Err(LambdaError::not_found(format!("Statement {sid} is not found in resource policy.")));
        };
        let mut policy = present.clone();
        policy.statements.remove(place);
        policy.revision = revision;
        Ok((!policy.statements.is_empty()).then_some(policy))
    }

    /// The whole document.
    pub(crate) fn document(&self) -> String {
        let mut text = String::from(r#"{"Version":"2012-10-17","Id":"default","Statement":["#);
        for (place, statement) in self.statements.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(&statement.text);
        }
        text.push_str("]}");
        text
    }

    fn position(&self, sid: &str) -> Option<usize> {
        self.statements.iter().position(|statement| statement.sid == sid)
    }
}

/// Refuses a change that was meant for another revision.
fn expect(policy: Option<&Policy>, kind: Kind, expected: Option<&str>) -> Result<(), LambdaError> {
    let Some(expected) = expected.filter(|expected| Some(*expected) != policy.map(|policy| policy.revision.as_str()))
    else {
        return Ok(());
    };
    tracing::debug!(expected, "the policy has another revision");
    let operation = match kind {
        Kind::Function => "GetPolicy",
        Kind::Layer => "GetLayerPolicy",
    };
    Err(LambdaError::precondition(format!(
        "The Revision Id provided does not match the latest Revision Id. Call the {operation} API to retrieve the latest Revision Id"
    )))
}

impl Grant<'_> {
    /// The statement as AWS prints it.
    fn text(&self) -> Result<String, LambdaError> {
        let statement = Text {
            sid: self.sid,
            effect: "Allow",
            principal: Principal::given(self.principal)?,
            action: self.action,
            resource: self.resource,
            condition: self.condition(),
        };
        serde_json::to_string(&statement).map_err(|error| LambdaError::Service(error.to_string()))
    }

    fn condition(&self) -> Option<Condition<'_>> {
        let equals = [
            ("AWS:SourceAccount", self.source_account),
            ("aws:PrincipalOrgID", self.organization),
            ("lambda:EventSourceToken", self.event_source_token),
            ("lambda:FunctionUrlAuthType", self.url_auth_type),
        ];
        let via_url = self.via_url.map(|yes| if yes { "true" } else { "false" });
        let condition = Condition {
            string_equals: pairs(equals),
            bool: pairs([("lambda:InvokedViaFunctionUrl", via_url)]),
            arn_like: pairs([("AWS:SourceArn", self.source_arn)]),
        };
        let empty = condition.string_equals.is_empty() && condition.bool.is_empty() && condition.arn_like.is_empty();
        (!empty).then_some(condition)
    }
}

fn pairs<'a, const N: usize>(given: [(&'static str, Option<&'a str>); N]) -> BTreeMap<&'static str, &'a str> {
    given.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// A statement in the order in which its members are printed.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Text<'a> {
    sid: &'a str,
    effect: &'static str,
    principal: Principal,
    action: &'a str,
    resource: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Condition<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Condition<'a> {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    string_equals: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    bool: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    arn_like: BTreeMap<&'static str, &'a str>,
}

/// Who is allowed.
#[derive(Debug, PartialEq, Eq)]
enum Principal {
    Everybody,
    Aws(String),
    Service(String),
}

impl Principal {
    fn given(text: &str) -> Result<Principal, LambdaError> {
        if text == "*" {
            return Ok(Principal::Everybody);
        }
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Principal::Aws(["arn:aws:iam::", text, ":root"].concat()));
        }
        if is_identity(text) {
            return Ok(Principal::Aws(text.to_owned()));
        }
        if is_service(text) {
            return Ok(Principal::Service(text.to_owned()));
        }
        let text = "The provided principal was invalid. Please check the principal and try again.";
        Err(LambdaError::invalid(text))
    }
}

/// An account's root, a user, a role or one of its sessions, by its ARN.
fn is_identity(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let (Some("arn"), Some(partition), Some("iam" | "sts"), Some(""), Some(account), Some(resource)) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let account = account == "cloudfront" || (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()));
    partition.starts_with("aws") && account && !resource.is_empty()
}

/// A service's name in the form of a domain, such as `logs.us-east-1.amazonaws.com` or `alexa-appkit.amazon.com`.
fn is_service(text: &str) -> bool {
    let name = text.strip_suffix(".cn").unwrap_or(text);
    let labels = name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazon.com"));
    labels.is_some_and(|labels| {
        labels.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
    })
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = |key: &'static str, value: &str| BTreeMap::from([(key, value.to_owned())]);
        match self {
            Principal::Everybody => serializer.serialize_str("*"),
            Principal::Aws(arn) => one("AWS", arn).serialize(serializer),
            Principal::Service(name) => one("Service", name).serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:f";

    fn grant<'a>(sid: &'a str, principal: &'a str) -> Grant<'a> {
        Grant { sid, principal, action: "lambda:InvokeFunction", resource: FUNCTION, ..Grant::default() }
    }

    fn refused(result: Result<impl std::fmt::Debug, LambdaError>) -> String {
        result.expect_err("refused").to_string()
    }

    fn granted(policy: Option<&Policy>, grant: &Grant<'_>, revision: &str) -> (String, Policy) {
        Policy::grant(policy, Kind::Function, None, grant, revision.to_owned()).expect("granted")
    }

    #[test]
    fn statements_are_printed_as_aws_prints_them() {
        let table = [
            (
                Grant {
                    source_account: Some("111122223333"),
                    source_arn: Some("arn:aws:s3:::b"),
                    ..grant("s3", "s3.amazonaws.com")
                },
                r#""Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}}"#,
            ),
            (
                grant("account", "111122223333"),
                r#""Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f"}"#,
            ),
            (
                Grant {
                    action: "lambda:InvokeFunctionUrl",
                    url_auth_type: Some("NONE"),
                    ..grant("FunctionURLAllowPublicAccess", "*")
                },
                r#""Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}"#,
            ),
            (
                Grant { via_url: Some(true), ..grant("via", "*") },
                r#""Principal":"*","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}"#,
            ),
            (
                Grant { organization: Some("o-a1b2c3d4e5"), ..grant("org", "*") },
                r#""Principal":"*","Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}"#,
            ),
            (
                Grant { event_source_token: Some("amzn1.ask.skill.1"), ..grant("alexa", "alexa-appkit.amazon.com") },
                r#""Principal":{"Service":"alexa-appkit.amazon.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Condition":{"StringEquals":{"lambda:EventSourceToken":"amzn1.ask.skill.1"}}}"#,
            ),
        ];
        for (grant, rest) in table {
            let (text, policy) = granted(None, &grant, "r");
            assert_eq!(text, format!(r#"{{"Sid":"{}","Effect":"Allow",{rest}"#, grant.sid));
            assert_eq!(policy.document(), format!(r#"{{"Version":"2012-10-17","Id":"default","Statement":[{text}]}}"#));
        }
    }

    #[test]
    fn principals_are_accounts_identities_services_or_everybody() {
        let aws = |text: &str| Principal::Aws(text.to_owned());
        let service = |text: &str| Principal::Service(text.to_owned());
        let table = [
            ("*", Some(Principal::Everybody)),
            ("111122223333", Some(aws("arn:aws:iam::111122223333:root"))),
            ("arn:aws:iam::111122223333:role/a/b", Some(aws("arn:aws:iam::111122223333:role/a/b"))),
            ("arn:aws:sts::111122223333:assumed-role/r/s", Some(aws("arn:aws:sts::111122223333:assumed-role/r/s"))),
            ("logs.us-east-1.amazonaws.com", Some(service("logs.us-east-1.amazonaws.com"))),
            ("alexa-appkit.amazon.com", Some(service("alexa-appkit.amazon.com"))),
            ("11112222333", None),
            ("arn:aws:s3:::bucket", None),
            ("arn:aws:iam::1:root", None),
            ("amazonaws.com", None),
            (".amazonaws.com", None),
            ("events.example.com", None),
            ("somebody", None),
        ];
        for (text, expected) in table {
            assert_eq!(Principal::given(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn statements_come_and_go() {
        let (_, one) = granted(None, &grant("one", "*"), "r1");
        let (text, two) = granted(Some(&one), &grant("two", "*"), "r2");
        assert!(two.document().ends_with(&format!(",{text}]}}")));
        let again = Policy::grant(Some(&two), Kind::Function, None, &grant("one", "*"), "r3".into());
        assert_eq!(
            refused(again),
            "The statement id (one) provided already exists. Please provide a new statement id, or remove the existing statement."
        );
        let revoke =
            |policy: Option<&Policy>, sid: &str| Policy::revoke(policy, Kind::Function, None, sid, "r4".into());
        let left = revoke(Some(&two), "one").expect("revoked").expect("one is left");
        assert_eq!(left.document(), format!(r#"{{"Version":"2012-10-17","Id":"default","Statement":[{text}]}}"#));
        assert_eq!(left.revision, "r4");
        assert_eq!(refused(revoke(Some(&left), "one")), "Statement one is not found in resource policy.");
        assert_eq!(revoke(Some(&left), "two").expect("revoked"), None);
        assert_eq!(refused(revoke(None, "two")), "No policy is associated with the given resource.");
    }

    #[test]
    fn changes_are_held_to_the_revision_they_were_meant_for() {
        let (_, one) = granted(None, &grant("one", "*"), "r1");
        let late = Policy::grant(Some(&one), Kind::Function, Some("r0"), &grant("two", "*"), "r2".into());
        assert_eq!(
            refused(late),
            "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id"
        );
        let nothing = Policy::grant(None, Kind::Layer, Some("r0"), &grant("two", "*"), "r2".into());
        assert!(refused(nothing).contains("GetLayerPolicy"));
        let late = Policy::revoke(Some(&one), Kind::Function, Some("r0"), "one", "r2".into());
        assert!(refused(late).contains("Revision Id"));
        Policy::grant(Some(&one), Kind::Function, Some("r1"), &grant("two", "*"), "r2".into()).expect("meant for it");
    }

    #[test]
    fn a_policy_has_an_end() {
        let mut policy = None;
        let error = loop {
            let sid = format!("{:0>100}", policy.as_ref().map_or(0, |policy: &Policy| policy.statements.len()));
            match Policy::grant(policy.as_ref(), Kind::Function, None, &grant(&sid, "*"), "r".into()) {
                Ok((_, next)) => policy = Some(next),
                Err(error) => break error,
            }
        };
        let full = policy.expect("some fit").document().len();
        assert!(full <= POLICY_BYTES && full > POLICY_BYTES - 400, "{full}");
        assert!(matches!(error, LambdaError::PolicyTooLong { size, limit: 20_480 } if size > 20_480), "{error}");
    }
}
