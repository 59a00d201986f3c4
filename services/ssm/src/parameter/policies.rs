//! Policies of parameters. The one that is built lets a parameter expire:
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html>.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tradewind_clock::Timestamp;

use crate::api::ParameterInlinePolicy;
use crate::error::SsmError;
use crate::limits;

/// An expiration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// As the client wrote it, without white space.
    pub(crate) text: String,
    /// In microseconds since the epoch.
    pub(crate) expires: u64,
}

fn wrong_attribute() -> SsmError {
    SsmError::Coded("InvalidPolicyAttributeException", "A policy attribute or its value is invalid.".to_owned())
}

impl Policy {
    /// Reads the member `Policies`: a JSON list. An empty object in it stands for nothing.
    pub(crate) fn read(text: &str) -> Result<Vec<Policy>, SsmError> {
        let wrong = || SsmError::invalid("Policies must be a JSON list of policies.");
        let list: Vec<Value> = serde_json::from_str(text).map_err(|_| wrong())?;
        if list.len() > limits::POLICIES {
            let text =
                "You specified more than the maximum number of allowed policies for the parameter. The maximum is 10.";
            return Err(SsmError::Coded("PoliciesLimitExceededException", text.to_owned()));
        }
        let some = list.iter().filter(|policy| policy.as_object().is_none_or(|members| !members.is_empty()));
        let policies = some.map(Policy::read_one).collect::<Result<Vec<_>, _>>()?;
        if policies.len() > 1 {
            let text = "There is a conflict in the policies specified for this parameter. You can't, for example, specify two Expiration policies for a parameter. Review your policies, and try again.";
            return Err(SsmError::Coded("IncompatiblePolicyException", text.to_owned()));
        }
        Ok(policies)
    }

    fn read_one(policy: &Value) -> Result<Policy, SsmError> {
        match policy.get("Type").and_then(Value::as_str) {
            Some("Expiration") => {}
            Some(kind @ ("ExpirationNotification" | "NoChangeNotification")) => {
                return Err(SsmError::not_built(&format!("The parameter policy {kind}")));
            }
            _ => {
                let text = "The policy type isn't supported. Parameter Store supports the following policy types: Expiration, ExpirationNotification, and NoChangeNotification.";
                return Err(SsmError::Coded("InvalidPolicyTypeException", text.to_owned()));
            }
        }
        let attributes = policy.get("Attributes").and_then(Value::as_object).ok_or_else(wrong_attribute)?;
        let known = policy.get("Version").and_then(Value::as_str) == Some("1.0") && attributes.len() == 1;
        let time = attributes.get("Timestamp").and_then(Value::as_str).filter(|_| known).ok_or_else(wrong_attribute)?;
        let time: jiff::Timestamp = time.parse().map_err(|_| wrong_attribute())?;
        let expires = u64::try_from(time.as_microsecond()).map_err(|_| wrong_attribute())?;
        Ok(Policy { text: policy.to_string(), expires })
    }

    /// As answers print it.
    pub(crate) fn shape(&self, now: Timestamp) -> ParameterInlinePolicy {
        let status = if self.expires <= now.as_micros() { "Finished" } else { "Pending" };
        ParameterInlinePolicy {
            policy_text: Some(self.text.clone()),
            policy_type: Some("Expiration".to_owned()),
            policy_status: Some(status.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_policy() {
        let good =
            r#"[{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": "2026-02-01T00:00:00.000Z"}}]"#;
        let read = Policy::read(good).expect("a policy");
        assert_eq!(read[0].expires, 1_769_904_000_000_000);
        assert!(Policy::read("[{}]").expect("none").is_empty());
        for bad in [
            "",
            "{}",
            r#"[{"Type":"X"}]"#,
            r#"[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"soon"}}]"#,
            r#"[{"Type":"Expiration","Version":"2.0","Attributes":{"Timestamp":"2026-02-01T00:00:00.000Z"}}]"#,
            r#"[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"1","Unit":"Days"}}]"#,
            &format!("[{0},{0}]", good.trim_matches(['[', ']'])),
        ] {
            assert!(Policy::read(bad).is_err(), "{bad}");
        }
    }
}
