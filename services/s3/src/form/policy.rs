//! What the policy of an upload by a form allows (Amazon S3 API Reference, "Creating a POST policy").

use serde_json::Value;
use tradewind_clock::Timestamp;

use crate::error::S3Error;

/// Fields that no condition needs to name; and all that begin with `x-ignore-`.
const FREE: &[&str] = &["file", "policy", "x-amz-signature", "signature", "awsaccesskeyid"];

/// A form's policy.
#[derive(Debug)]
pub(crate) struct Policy {
    expires: Timestamp,
    conditions: Vec<Condition>,
}

#[derive(Debug)]
enum Condition {
    Field { field: String, value: String, prefix: bool, shown: String },
    Length { least: u64, most: u64 },
}

impl Policy {
    /// Reads a policy document: the form's field `policy`, after Base64.
    pub(crate) fn read(text: &str) -> Result<Policy, S3Error> {
        let document: Value = serde_json::from_str(text).map_err(|_| invalid("Invalid JSON."))?;
        let expiration = document.get("expiration").and_then(Value::as_str);
        let expiration = expiration.ok_or_else(|| invalid("Policy missing expiration."))?;
        let expires: jiff::Timestamp =
            expiration.parse().map_err(|_| invalid(&format!("Invalid 'expiration' value: '{expiration}'")))?;
        let list = document.get("conditions").and_then(Value::as_array);
        let list = list.ok_or_else(|| invalid("Policy missing conditions."))?;
        let mut conditions = Vec::with_capacity(list.len());
        for condition in list {
            conditions.extend(conditions_of(condition)?);
        }
        let expires = Timestamp::from_micros(u64::try_from(expires.as_microsecond()).unwrap_or_default());
        Ok(Policy { expires, conditions })
    }

    /// Whether a form may be taken at a time. `fields` have their names in lower case, the bucket among them.
    pub(crate) fn check(&self, fields: &[(String, String)], now: Timestamp) -> Result<(), S3Error> {
        if now >= self.expires {
            return Err(denied("Policy expired."));
        }
        let mut named = Vec::new();
        for condition in &self.conditions {
            let Condition::Field { field, value, prefix, shown } = condition else { continue };
            let given = fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str());
            let fits = given.is_some_and(|given| match (*prefix, field.as_str()) {
                // Several types may stand there, and each must fit.
                (true, "content-type") => given.split(',').all(|one| one.trim_start().starts_with(value)),
                (true, _) => given.starts_with(value),
                (false, _) => given == value,
            });
            if !fits {
                return Err(denied(&["Policy Condition failed: ", shown].concat()));
            }
            named.push(field.as_str());
        }
        let free = |name: &str| FREE.contains(&name) || name.starts_with("x-ignore-");
        match fields.iter().find(|(name, _)| !free(name) && !named.contains(&name.as_str())) {
            Some((name, _)) => Err(denied(&["Extra input fields: ", name].concat())),
            None => Ok(()),
        }
    }

    /// The size of the largest file that may be taken, in bytes; none where no condition says.
    pub(crate) fn most(&self) -> Option<u64> {
        let most = |condition: &Condition| match condition {
            Condition::Length { most, .. } => Some(*most),
            Condition::Field { .. } => None,
        };
        self.conditions.iter().filter_map(most).min()
    }

    /// Whether a file of this size may be taken, in bytes.
    pub(crate) fn check_length(&self, size: u64) -> Result<(), S3Error> {
        for condition in &self.conditions {
            let Condition::Length { least, most } = condition else { continue };
            if size > *most {
                let text = "Your proposed upload exceeds the maximum allowed size";
                let told = S3Error::new("EntityTooLarge", 400, text).with("ProposedSize", size.to_string());
                return Err(told.with("MaxSizeAllowed", most.to_string()));
            }
            if size < *least {
                let text = "Your proposed upload is smaller than the minimum allowed size";
                let told = S3Error::new("EntityTooSmall", 400, text).with("ProposedSize", size.to_string());
                return Err(told.with("MinSizeAllowed", least.to_string()));
            }
        }
        Ok(())
    }
}

fn conditions_of(condition: &Value) -> Result<Vec<Condition>, S3Error> {
    let failed = || denied(&["Policy Condition failed: ", &condition.to_string()].concat());
    let field = |name: &str, value: &Value, prefix| {
        let value = value.as_str().ok_or_else(failed)?.to_owned();
        let kind = if prefix { "starts-with" } else { "eq" };
        let shown = format!("[\"{kind}\", \"${name}\", \"{value}\"]");
        Ok(Condition::Field { field: name.to_ascii_lowercase(), value, prefix, shown })
    };
    if let Value::Object(members) = condition {
        return members.iter().map(|(name, value)| field(name, value, false)).collect();
    }
    let Some([operator, first, second]) = condition.as_array().map(Vec::as_slice) else { return Err(failed()) };
    let operator = operator.as_str().unwrap_or_default().to_ascii_lowercase();
    let one = match operator.as_str() {
        "eq" | "starts-with" => {
            let name = first.as_str().and_then(|name| name.strip_prefix('$')).ok_or_else(failed)?;
            field(name, second, operator == "starts-with")?
        }
        "content-length-range" => {
            let (least, most) = first.as_u64().zip(second.as_u64()).ok_or_else(failed)?;
            Condition::Length { least, most }
        }
        _ => return Err(failed()),
    };
    Ok(vec![one])
}

fn invalid(text: &str) -> S3Error {
    S3Error::new("InvalidPolicyDocument", 400, ["Invalid Policy: ", text].concat())
}

fn denied(text: &str) -> S3Error {
    S3Error::new("AccessDenied", 403, ["Invalid according to Policy: ", text].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"{"expiration": "2026-01-02T03:04:05.000Z", "conditions": [
        {"bucket": "b-1"}, ["starts-with", "$key", "user/eric/"], ["eq", "$Content-Type", "image/png"],
        ["starts-with", "$x-amz-meta-tag", ""], ["content-length-range", 10, 20]]}"#;

    fn form(more: &[(&str, &str)]) -> Vec<(String, String)> {
        let usual = [("bucket", "b-1"), ("key", "user/eric/1"), ("content-type", "image/png"), ("x-amz-meta-tag", "")];
        let kept = usual.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        kept.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn forms_against_a_policy() {
        let policy = Policy::read(POLICY).unwrap();
        let before = Timestamp::from_secs(1_767_323_044);
        let table = [
            (vec![], ""),
            (vec![("x-ignore-this", "1"), ("policy", "p"), ("x-amz-signature", "s")], ""),
            (vec![("key", "user/joe/1")], "Policy Condition failed: [\"starts-with\", \"$key\", \"user/eric/\"]"),
            (vec![("bucket", "b-2")], "Policy Condition failed: [\"eq\", \"$bucket\", \"b-1\"]"),
            (
                vec![("content-type", "text/html")],
                "Policy Condition failed: [\"eq\", \"$Content-Type\", \"image/png\"]",
            ),
            (vec![("acl", "private")], "Extra input fields: acl"),
        ];
        for (more, text) in table {
            let told = policy.check(&form(&more), before).err().map(|error| error.message().to_owned());
            let expected = Some(text).filter(|text| !text.is_empty());
            let expected = expected.map(|text| ["Invalid according to Policy: ", text].concat());
            assert_eq!(told, expected, "{more:?}");
        }
        let late = policy.check(&form(&[]), Timestamp::from_secs(1_767_323_045)).unwrap_err();
        assert_eq!((late.code(), late.message()), ("AccessDenied", "Invalid according to Policy: Policy expired."));
    }

    #[test]
    fn the_bucket_must_be_named_and_every_type_must_fit() {
        let policy = Policy::read(
            r#"{"expiration": "2026-01-02T03:04:05Z", "conditions": [["starts-with", "$content-type", "image/"]]}"#,
        );
        let policy = policy.unwrap();
        let told = |bucket: &[(&str, &str)], kind: &str| {
            let fields = bucket.iter().copied().chain([("content-type", kind)]);
            let fields: Vec<_> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            policy.check(&fields, Timestamp::ZERO).err().map(|error| error.message().to_owned())
        };
        assert_eq!(told(&[], "image/png"), None);
        assert_eq!(told(&[], "image/png, image/gif"), None);
        assert!(
            told(&[], "image/png,text/html")
                .is_some_and(|text| text.ends_with(r#"["starts-with", "$content-type", "image/"]"#))
        );
        let extra = told(&[("bucket", "b-1")], "image/png");
        assert_eq!(extra.as_deref(), Some("Invalid according to Policy: Extra input fields: bucket"));
    }

    #[test]
    fn lengths_and_what_is_no_policy() {
        let policy = Policy::read(POLICY).unwrap();
        let code = |size| policy.check_length(size).err().map(|error| error.code().to_owned());
        assert_eq!((code(9).as_deref(), code(10), code(20)), (Some("EntityTooSmall"), None, None));
        assert_eq!(code(21).as_deref(), Some("EntityTooLarge"));
        assert_eq!(policy.most(), Some(20));
        for text in ["", "{}", "[]", r#"{"expiration":"soon","conditions":[]}"#] {
            assert_eq!(Policy::read(text).unwrap_err().code(), "InvalidPolicyDocument", "{text}");
        }
        let odd = r#"{"expiration":"2026-01-02T03:04:05Z","conditions":[["like","$key","a"]]}"#;
        assert_eq!(Policy::read(odd).unwrap_err().code(), "AccessDenied");
    }
}
