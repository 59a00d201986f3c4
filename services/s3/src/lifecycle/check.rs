//! What lifecycle rules must be like (Amazon S3 API Reference, "PutBucketLifecycleConfiguration", and what the service answers).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tradewind_clock::{Random, Timestamp};

use super::actions::{Expiration, Move, Noncurrent, NoncurrentMove};
use super::decide::rank;
use super::due::DAY;
use super::filter::{And, Filter};
use super::rule::{ALL_128K, Lifecycle, Rule, VARIES};
use crate::api::{
    LifecycleExpiration, LifecycleRule, LifecycleRuleFilter, NoncurrentVersionExpiration, NoncurrentVersionTransition,
    Tag, Transition,
};
use crate::error::S3Error;
use crate::limits;

/// Reads what a client wants.
pub(super) fn read(wanted: &[LifecycleRule], minimum: Option<&str>, random: &Random) -> Result<Lifecycle, S3Error> {
    let varies = match minimum {
        None | Some(ALL_128K) => false,
        Some(VARIES) => true,
        Some(other) => {
            let text = format!("Invalid TransitionDefaultMinimumObjectSize found: {other}");
            return Err(invalid(text));
        }
    };
    if wanted.is_empty() || wanted.len() > limits::LIFECYCLE_RULES {
        return Err(S3Error::malformed_xml());
    }
    let rules = wanted.iter().map(|wanted| rule(wanted, random)).collect::<Result<Vec<Rule>, S3Error>>()?;
    if rules.iter().any(|rule| rule.filter.is_some()) && rules.iter().any(|rule| rule.filter.is_none()) {
        let text = "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.";
        return Err(S3Error::invalid_request(text));
    }
    for (index, rule) in rules.iter().enumerate() {
        if rules.iter().take(index).any(|before| before.id == rule.id) {
            return Err(invalid("Rule ID must be unique. Found same ID for one or more rules"));
        }
    }
    Ok(Lifecycle { generation: random.next_u64(), varies, rules })
}

fn invalid(text: impl Into<std::borrow::Cow<'static, str>>) -> S3Error {
    S3Error::new("InvalidArgument", 400, text)
}

fn rule(wanted: &LifecycleRule, random: &Random) -> Result<Rule, S3Error> {
    let id = match wanted.id.as_ref().filter(|id| !id.is_empty()) {
        None => STANDARD.encode(random.uuid_v4()),
        Some(id) if id.chars().count() > limits::ID_CHARS => {
            return Err(invalid("ID length should not exceed allowed limit of 255"));
        }
        Some(id) => id.clone(),
    };
    let enabled = match wanted.status.as_str() {
        "Enabled" => true,
        "Disabled" => false,
        _ => return Err(S3Error::malformed_xml()),
    };
    let filter = match (&wanted.prefix, &wanted.filter) {
        (Some(_), None) => None,
        (None, Some(wanted)) => Some(filter(wanted)?),
        _ => return Err(S3Error::malformed_xml()),
    };
    let abort = wanted.abort_incomplete_multipart_upload.as_ref();
    let rule = Rule {
        id,
        enabled,
        prefix: wanted.prefix.clone(),
        filter,
        expiration: wanted.expiration.as_ref().map(expiration).transpose()?,
        moves: wanted.transitions.iter().flatten().map(step).collect::<Result<_, _>>()?,
        noncurrent: wanted.noncurrent_version_expiration.as_ref().map(noncurrent).transpose()?,
        noncurrent_moves: wanted
            .noncurrent_version_transitions
            .iter()
            .flatten()
            .map(noncurrent_step)
            .collect::<Result<_, _>>()?,
        abort: abort
            .map(|abort| {
                let text = "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer";
                positive(abort.days_after_initiation.ok_or_else(S3Error::malformed_xml)?, text)
            })
            .transpose()?,
    };
    whole(&rule)?;
    Ok(rule)
}

/// What the parts of a rule must be like together.
fn whole(rule: &Rule) -> Result<(), S3Error> {
    let acts = rule.expiration.is_some() || rule.noncurrent.is_some() || rule.abort.is_some();
    if !acts && rule.moves.is_empty() && rule.noncurrent_moves.is_empty() {
        return Err(S3Error::invalid_request("At least one action needs to be specified in a rule"));
    }
    let selector = rule.selector();
    let marker = rule.expiration.as_ref().is_some_and(|expiration| expiration.marker.is_some());
    for (name, there) in
        [("ExpiredObjectDeleteMarker", marker), ("AbortIncompleteMultipartUpload", rule.abort.is_some())]
    {
        if there && selector.has_tags() {
            return Err(S3Error::invalid_request(format!("{name} cannot be specified with Tags.")));
        }
        if there && selector.has_sizes() {
            return Err(S3Error::invalid_request(format!("{name} cannot be specified with Object Size.")));
        }
    }
    let in_order = |name: &str, end: u32, step: u32| match end > step {
        true => Ok(()),
        false => {
            let prefix = selector.prefix;
            let text = format!(
                "'{name}' in the Expiration action for filter '(prefix={prefix})' must be greater than '{name}' in the \
                 Transition action"
            );
            Err(invalid(text))
        }
    };
    if let Some(expiration) = &rule.expiration {
        for step in &rule.moves {
            match (expiration.days, expiration.date, step.days, step.date) {
                (Some(end), _, Some(step), _) => in_order("Days", end, step)?,
                (_, Some(end), _, Some(step)) if end <= step => in_order("Date", 0, 0)?,
                (Some(_), _, _, Some(_)) | (_, Some(_), Some(_), _) => {
                    let prefix = selector.prefix;
                    let text = format!(
                        "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for \
                         filter '(prefix={prefix})'"
                    );
                    return Err(S3Error::invalid_request(text));
                }
                _ => {}
            }
        }
    }
    if let Some(expiration) = &rule.noncurrent {
        for step in &rule.noncurrent_moves {
            in_order("NoncurrentDays", expiration.days, step.days)?;
        }
    }
    Ok(())
}

fn filter(wanted: &LifecycleRuleFilter) -> Result<Filter, S3Error> {
    let mut given = Vec::new();
    given.extend(wanted.prefix.clone().map(Filter::Prefix));
    if let Some(Tag { key, value }) = &wanted.tag {
        check_tag(key, value)?;
        given.push(Filter::Tag(key.clone(), value.clone()));
    }
    given.extend(wanted.object_size_greater_than.map(size).transpose()?.map(Filter::Greater));
    given.extend(wanted.object_size_less_than.map(size).transpose()?.map(Filter::Less));
    if let Some(wanted) = &wanted.and {
        let tags = wanted.tags.as_deref().unwrap_or_default();
        for (index, Tag { key, value }) in tags.iter().enumerate() {
            check_tag(key, value)?;
            if tags.iter().take(index).any(|before| before.key == *key) {
                return Err(S3Error::invalid_request("Duplicate Tag Keys are not allowed."));
            }
        }
        let and = And {
            prefix: wanted.prefix.clone(),
            tags: tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            greater: wanted.object_size_greater_than.map(size).transpose()?,
            less: wanted.object_size_less_than.map(size).transpose()?,
        };
        let conditions = tags.len()
            + [and.prefix.is_some(), and.greater.is_some(), and.less.is_some()].iter().filter(|x| **x).count();
        if conditions < 2 {
            return Err(S3Error::malformed_xml());
        }
        if and.greater.zip(and.less).is_some_and(|(greater, less)| greater >= less) {
            let text = "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.";
            return Err(S3Error::invalid_request(text));
        }
        given.push(Filter::And(and));
    }
    if given.len() > 1 {
        return Err(S3Error::malformed_xml());
    }
    Ok(given.pop().unwrap_or(Filter::All))
}

fn check_tag(key: &str, value: &str) -> Result<(), S3Error> {
    if key.is_empty() || key.chars().count() > 128 {
        return Err(S3Error::new("InvalidTag", 400, "The TagKey you have provided is invalid").with("TagKey", key));
    }
    if value.chars().count() > 256 {
        let text = "The TagValue you have provided is invalid";
        return Err(S3Error::new("InvalidTag", 400, text).with("TagKey", key).with("TagValue", value));
    }
    Ok(())
}

fn size(bytes: i64) -> Result<u64, S3Error> {
    u64::try_from(bytes).map_err(|_| invalid("Object size must be zero or greater"))
}

fn positive(number: i32, text: &'static str) -> Result<u32, S3Error> {
    u32::try_from(number).ok().filter(|number| *number > 0).ok_or_else(|| invalid(text))
}

fn midnight(date: Timestamp) -> Result<u64, S3Error> {
    let whole = date.as_micros() == date.as_secs() * 1_000_000 && date.as_secs().is_multiple_of(DAY);
    if whole { Ok(date.as_secs()) } else { Err(invalid("'Date' must be at midnight GMT")) }
}

fn expiration(wanted: &LifecycleExpiration) -> Result<Expiration, S3Error> {
    let given = [wanted.date.is_some(), wanted.days.is_some(), wanted.expired_object_delete_marker.is_some()];
    if given.iter().filter(|given| **given).count() != 1 {
        return Err(S3Error::malformed_xml());
    }
    let text = "'Days' for Expiration action must be a positive integer";
    Ok(Expiration {
        date: wanted.date.map(midnight).transpose()?,
        days: wanted.days.map(|days| positive(days, text)).transpose()?,
        marker: wanted.expired_object_delete_marker,
    })
}

fn class(wanted: Option<&str>) -> Result<&str, S3Error> {
    wanted.filter(|class| rank(class) > 0).ok_or_else(S3Error::malformed_xml)
}

/// The classes for what is rarely read take only what is a month old.
fn old_enough(name: &str, action: &str, days: u32, class: &str) -> Result<(), S3Error> {
    if days >= 30 || !matches!(class, "STANDARD_IA" | "ONEZONE_IA") {
        return Ok(());
    }
    Err(invalid(format!("'{name}' in {action} action must be greater than or equal to 30 for storageClass '{class}'")))
}

fn step(wanted: &Transition) -> Result<Move, S3Error> {
    let class = class(wanted.storage_class.as_deref())?.to_owned();
    if wanted.date.is_some() == wanted.days.is_some() {
        return Err(S3Error::malformed_xml());
    }
    let days = wanted
        .days
        .map(|days| u32::try_from(days).map_err(|_| invalid("'Days' in Transition action must be nonnegative")));
    let days = days.transpose()?;
    if let Some(days) = days {
        old_enough("Days", "Transition", days, &class)?;
    }
    Ok(Move { date: wanted.date.map(midnight).transpose()?, days, class })
}

fn newer(wanted: Option<i32>, action: &str) -> Result<Option<u32>, S3Error> {
    let read = |number: i32| {
        u32::try_from(number)
            .ok()
            .filter(|_| (1..=limits::KEPT_VERSIONS).contains(&number))
            .ok_or_else(|| invalid(format!("'NewerNoncurrentVersions' for {action} action must be between 1 and 100")))
    };
    wanted.map(read).transpose()
}

fn noncurrent(wanted: &NoncurrentVersionExpiration) -> Result<Noncurrent, S3Error> {
    let text = "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer";
    let days = positive(wanted.noncurrent_days.ok_or_else(S3Error::malformed_xml)?, text)?;
    Ok(Noncurrent { days, newer: newer(wanted.newer_noncurrent_versions, "NoncurrentVersionExpiration")? })
}

fn noncurrent_step(wanted: &NoncurrentVersionTransition) -> Result<NoncurrentMove, S3Error> {
    let class = class(wanted.storage_class.as_deref())?.to_owned();
    let days = wanted.noncurrent_days.ok_or_else(S3Error::malformed_xml)?;
    let text = "'NoncurrentDays' in NoncurrentVersionTransition action must be nonnegative";
    let days = u32::try_from(days).map_err(|_| invalid(text))?;
    old_enough("NoncurrentDays", "NoncurrentVersionTransition", days, &class)?;
    let newer = newer(wanted.newer_noncurrent_versions, "NoncurrentVersionTransition")?;
    Ok(NoncurrentMove { days, newer, class })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{AbortIncompleteMultipartUpload, LifecycleRuleAndOperator};

    fn days(days: i32) -> LifecycleRule {
        LifecycleRule {
            status: "Enabled".to_owned(),
            filter: Some(LifecycleRuleFilter::default()),
            expiration: Some(LifecycleExpiration { days: Some(days), ..Default::default() }),
            ..Default::default()
        }
    }

    fn refusal(rules: &[LifecycleRule]) -> (String, String) {
        let error = read(rules, None, &Random::seeded(1)).unwrap_err();
        (error.code().to_owned(), error.message().to_owned())
    }

    #[test]
    fn good_rules_come_back_as_they_were() {
        let tag = |key: &str| Tag { key: key.to_owned(), value: "v".to_owned() };
        let and = LifecycleRuleAndOperator {
            prefix: Some("p".to_owned()),
            tags: Some(vec![tag("a"), tag("b")]),
            object_size_greater_than: Some(5),
            object_size_less_than: Some(50),
        };
        let rule = LifecycleRule {
            id: Some("mine".to_owned()),
            status: "Disabled".to_owned(),
            filter: Some(LifecycleRuleFilter { and: Some(and), ..Default::default() }),
            expiration: Some(LifecycleExpiration { days: Some(61), ..Default::default() }),
            transitions: Some(vec![Transition {
                days: Some(60),
                storage_class: Some("GLACIER".to_owned()),
                ..Default::default()
            }]),
            noncurrent_version_expiration: Some(NoncurrentVersionExpiration {
                noncurrent_days: Some(3),
                newer_noncurrent_versions: Some(2),
            }),
            ..Default::default()
        };
        let kept = read(std::slice::from_ref(&rule), Some(VARIES), &Random::seeded(1)).unwrap();
        assert_eq!((kept.rules[0].show(), kept.minimum().as_str()), (rule, VARIES));
        let named = read(&[days(1)], None, &Random::seeded(1)).unwrap();
        assert_eq!((named.rules[0].id.len(), named.minimum().as_str()), (48, ALL_128K));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let argument = |text: &str| ("InvalidArgument".to_owned(), text.to_owned());
        let request = |text: &str| ("InvalidRequest".to_owned(), text.to_owned());
        assert_eq!(refusal(&[days(0)]), argument("'Days' for Expiration action must be a positive integer"));
        let date = |at: u64| LifecycleRule {
            expiration: Some(LifecycleExpiration { date: Some(Timestamp::from_secs(at)), ..Default::default() }),
            ..days(1)
        };
        assert!(read(&[date(10 * DAY)], None, &Random::seeded(1)).is_ok());
        assert_eq!(refusal(&[date(10 * DAY + 1)]), argument("'Date' must be at midnight GMT"));
        let idle = LifecycleRule { expiration: None, ..days(1) };
        assert_eq!(refusal(&[idle]), request("At least one action needs to be specified in a rule"));
        let named = || LifecycleRule { id: Some("a".to_owned()), ..days(1) };
        let twice = argument("Rule ID must be unique. Found same ID for one or more rules");
        assert_eq!(refusal(&[named(), named()]), twice);
        let long = LifecycleRule { id: Some("a".repeat(256)), ..days(1) };
        assert_eq!(refusal(&[long]), argument("ID length should not exceed allowed limit of 255"));
        let first = LifecycleRule { filter: None, prefix: Some(String::new()), ..days(1) };
        assert_eq!(refusal(&[first, days(1)]).0, "InvalidRequest");
        let abort = LifecycleRule {
            filter: Some(LifecycleRuleFilter {
                tag: Some(Tag { key: "a".to_owned(), value: String::new() }),
                ..Default::default()
            }),
            abort_incomplete_multipart_upload: Some(AbortIncompleteMultipartUpload { days_after_initiation: Some(1) }),
            ..days(1)
        };
        assert_eq!(refusal(&[abort]), request("AbortIncompleteMultipartUpload cannot be specified with Tags."));
    }

    #[test]
    fn what_is_no_rule_is_malformed() {
        let cases = [
            LifecycleRule { status: "enabled".to_owned(), ..days(1) },
            LifecycleRule { filter: None, ..days(1) },
            LifecycleRule { prefix: Some(String::new()), ..days(1) },
            LifecycleRule {
                expiration: Some(LifecycleExpiration {
                    days: Some(1),
                    expired_object_delete_marker: Some(true),
                    ..Default::default()
                }),
                ..days(1)
            },
            LifecycleRule {
                filter: Some(LifecycleRuleFilter {
                    prefix: Some("a".to_owned()),
                    object_size_less_than: Some(1),
                    ..Default::default()
                }),
                ..days(1)
            },
            LifecycleRule { expiration: Some(LifecycleExpiration::default()), ..days(1) },
        ];
        for rule in cases {
            assert_eq!(refusal(std::slice::from_ref(&rule)).0, "MalformedXML", "{rule:?}");
        }
        assert_eq!(refusal(&[]).0, "MalformedXML");
        let many: Vec<LifecycleRule> = (0..1_001).map(|_| days(1)).collect();
        assert_eq!(refusal(&many).0, "MalformedXML");
        assert!(read(&many[..1_000], None, &Random::seeded(1)).is_ok());
    }

    #[test]
    fn moves_come_before_the_end() {
        let step = |days: i32, class: &str| Transition {
            days: Some(days),
            storage_class: Some(class.to_owned()),
            ..Default::default()
        };
        let rule = |end: i32, steps: Vec<Transition>| LifecycleRule { transitions: Some(steps), ..days(end) };
        assert!(
            read(&[rule(61, vec![step(30, "STANDARD_IA"), step(60, "GLACIER")])], None, &Random::seeded(1)).is_ok()
        );
        let early = refusal(&[rule(61, vec![step(29, "STANDARD_IA")])]).1;
        let want = "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'";
        assert_eq!(early, want);
        let late = refusal(&[rule(60, vec![step(60, "GLACIER")])]).1;
        assert!(late.ends_with("must be greater than 'Days' in the Transition action"), "{late}");
        assert_eq!(refusal(&[rule(60, vec![step(1, "STANDARD")])]).0, "MalformedXML");
    }
}
