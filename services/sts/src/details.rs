//! What a session carries beside its bearer: session policies and tags, packed into its token for whoever evaluates policies.
//!
//! AWS packs them in a form of its own, with a limit of its own, and tells how full that is. This form is deflated JSON.

use std::borrow::Cow;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use tradewind_policy::{Policy, Purpose};

use crate::api::{PolicyDescriptorType, Tag};
use crate::error::StsError;

/// What the packed form has room for, in bytes.
const ROOM: usize = 2_048;

/// Characters of a session policy and of the ARNs together.
const POLICY_CHARS: usize = 2_048;

/// Managed policies of one session.
const POLICY_ARNS: usize = 10;

/// What a session carries.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Details {
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    policy_arns: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transitive: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identity: Option<String>,
}

/// Packed, and how full it is.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    pub(crate) bytes: Vec<u8>,
    /// In percent; none without policies and tags.
    pub(crate) size: Option<i32>,
}

impl Details {
    /// What a caller gives, checked.
    pub(crate) fn of(
        policy: Option<String>,
        arns: Option<Vec<PolicyDescriptorType>>,
        tags: Option<Vec<Tag>>,
        transitive: Option<Vec<String>>,
        source_identity: Option<String>,
    ) -> Result<Details, StsError> {
        let policy_arns: Vec<String> = arns.unwrap_or_default().into_iter().filter_map(|one| one.arn).collect();
        let tags: Vec<_> = tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect();
        let details =
            Details { policy, policy_arns, tags, transitive: transitive.unwrap_or_default(), source_identity };
        details.check()?;
        Ok(details)
    }

    fn check(&self) -> Result<(), StsError> {
        if let Some(policy) = &self.policy {
            Policy::read(policy, Purpose::Identity)?;
        }
        let policy = self.policy.as_deref().unwrap_or_default();
        if policy.chars().count() > POLICY_CHARS {
            return Err(too_long(policy, "policy", POLICY_CHARS));
        }
        if self.policy_arns.len() > POLICY_ARNS {
            return Err(too_long(&format!("[{}]", self.policy_arns.join(", ")), "policyArns", POLICY_ARNS));
        }
        for arn in &self.policy_arns {
            let good = arn.strip_prefix("arn:aws:iam::").is_some_and(|rest| rest.contains(":policy/"));
            if !good {
                return Err(invalid(format!("{arn} is invalid")));
            }
        }
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        for (at, (key, _)) in self.tags.iter().enumerate() {
            if self.tags.iter().take(at).any(|(earlier, _)| same(earlier, key)) {
                let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
                return Err(invalid(text));
            }
        }
        if self.transitive.iter().any(|key| !self.tags.iter().any(|(known, _)| same(known, key))) {
            return Err(invalid("The specified transitive tag key must be included in the requested tags."));
        }
        Ok(())
    }

    /// For the token.
    pub(crate) fn pack(mut self) -> Result<Packed, StsError> {
        let source_identity = self.source_identity.take();
        let empty = self.policy.is_none() && self.policy_arns.is_empty() && self.tags.is_empty();
        let size = if empty { None } else { Some(self.percent()?) };
        self.source_identity = source_identity;
        let bytes = if empty && self.source_identity.is_none() { Vec::new() } else { deflated(&self) };
        Ok(Packed { bytes, size })
    }

    fn percent(&self) -> Result<i32, StsError> {
        let percent = (deflated(self).len() * 100).div_ceil(ROOM);
        if percent <= 100 {
            return Ok(i32::try_from(percent).unwrap_or(100));
        }
        let policies = self.policy.is_some() || !self.policy_arns.is_empty();
        Err(StsError::PackedPolicyTooLarge(if policies {
            format!("Packed policy consumes {percent}% of allotted space, please use smaller policy.")
        } else {
            format!("Packed size of session tags consumes {percent}% of allotted space.")
        }))
    }
}

fn deflated(details: &Details) -> Vec<u8> {
    let json = serde_json::to_vec(details).unwrap_or_default();
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to a vector does not fail.
    let _ = out.write_all(&json);
    out.finish().unwrap_or_default()
}

fn invalid(text: impl Into<Cow<'static, str>>) -> StsError {
    StsError::Validation(text.into())
}

fn too_long(value: &str, member: &str, most: usize) -> StsError {
    invalid(format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have length less than or equal to {most}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn nothing_takes_no_room() {
        let packed = Details::default().pack().expect("fits");
        assert_eq!((packed.bytes.len(), packed.size), (0, None));
        let named = Details::of(None, None, None, None, Some("ada".to_owned())).and_then(Details::pack).expect("fits");
        assert!(!named.bytes.is_empty() && named.size.is_none());
    }

    #[test]
    fn too_much_is_refused() {
        let few = Details::of(None, None, Some(vec![tag("a", "b")]), Some(vec!["A".to_owned()]), None);
        assert!(few.and_then(Details::pack).expect("fits").size.is_some_and(|percent| (1..10).contains(&percent)));
        // Text that does not compress well.
        let noise = |seed: u32| -> String {
            let step = |state: &mut u32| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_digit(*state >> 16 & 31, 32)
            };
            let mut state = seed;
            (0..200).filter_map(|_| step(&mut state)).collect()
        };
        let many = (0..30).map(|number| tag(&number.to_string(), &noise(number))).collect();
        let error = Details::of(None, None, Some(many), None, None).and_then(Details::pack).expect_err("too large");
        assert!(error.to_string().starts_with("Packed size of session tags consumes 1"), "{error}");
    }

    #[test]
    fn tags_that_make_no_sense_are_refused() {
        assert!(Details::of(None, None, Some(vec![tag("a", "b"), tag("A", "c")]), None, None).is_err());
        assert!(Details::of(None, None, None, Some(vec!["a".to_owned()]), None).is_err());
    }
}
