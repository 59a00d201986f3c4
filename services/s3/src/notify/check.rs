//! What a notification configuration must be like (Amazon S3 User Guide, "Configuring event notifications using object key name
//! filtering", and what the service answers).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tradewind_clock::Random;

use super::config::{Notifications, PREFIX, Rule, SUFFIX, To};
use super::destination;
use super::kinds;
use crate::api::{NotificationConfiguration, NotificationConfigurationFilter};
use crate::error::S3Error;
use crate::limits;

/// Reads what a client wants for a bucket in this region. Destinations are not looked for.
pub(super) fn read(
    wanted: &NotificationConfiguration,
    region: &str,
    random: &Random,
) -> Result<Notifications, S3Error> {
    if wanted.topic_configurations.as_ref().is_some_and(|topics| !topics.is_empty()) {
        let text = "Notifications to topics (TopicConfiguration) are not implemented";
        return Err(S3Error::new("NotImplemented", 501, text).with("Header", "TopicConfiguration"));
    }
    let mut rules = Vec::new();
    for queue in wanted.queue_configurations.iter().flatten() {
        rules.push(rule(To::Queue, &queue.id, &queue.queue_arn, &queue.events, &queue.filter, region, random)?);
    }
    for f in wanted.lambda_function_configurations.iter().flatten() {
        rules.push(rule(To::Function, &f.id, &f.lambda_function_arn, &f.events, &f.filter, region, random)?);
    }
    if rules.len() > limits::NOTIFICATIONS {
        return Err(S3Error::new(
            "InvalidArgument",
            400,
            "The number of event notification configurations exceeds 100",
        ));
    }
    for (index, rule) in rules.iter().enumerate() {
        for before in rules.iter().take(index) {
            apart(rule, before)?;
        }
    }
    Ok(Notifications { rules, bridge: wanted.event_bridge_configuration.is_some() })
}

fn rule(
    to: To,
    id: &Option<String>,
    arn: &str,
    events: &[String],
    wanted: &Option<NotificationConfigurationFilter>,
    region: &str,
    random: &Random,
) -> Result<Rule, S3Error> {
    destination::check(to, arn, region)?;
    if events.is_empty() {
        return Err(S3Error::malformed_xml());
    }
    if let Some(event) = events.iter().find(|event| !kinds::is_known(event)) {
        return Err(S3Error::invalid_argument("The event is not supported for notifications", "Event", event));
    }
    let id = match id.as_ref().filter(|id| !id.is_empty()) {
        None => STANDARD.encode(random.uuid_v4()),
        Some(id) if id.chars().count() > limits::ID_CHARS => {
            return Err(S3Error::invalid_argument("The ID must not be longer than 255 characters", "Id", id));
        }
        Some(id) => id.clone(),
    };
    let filter = wanted.as_ref().and_then(|wanted| wanted.key.as_ref());
    let filter = filter.map(|key| affixes(key.filter_rules.as_deref().unwrap_or_default())).transpose()?;
    Ok(Rule { id, to, arn: arn.to_owned(), events: events.to_vec(), filter })
}

fn affixes(rules: &[crate::api::FilterRule]) -> Result<Vec<(String, String)>, S3Error> {
    let mut read: Vec<(String, String)> = Vec::new();
    for rule in rules {
        let given = rule.name.as_deref().unwrap_or_default();
        let (name, twice) = if given.eq_ignore_ascii_case(PREFIX) {
            (PREFIX, "Cannot specify more than one prefix rule in a filter.")
        } else if given.eq_ignore_ascii_case(SUFFIX) {
            (SUFFIX, "Cannot specify more than one suffix rule in a filter.")
        } else {
            let text = "filter rule name must be either prefix or suffix";
            return Err(S3Error::invalid_argument(text, "FilterRule.Name", given));
        };
        let value = rule.value.clone().unwrap_or_default();
        if value.len() > limits::KEY_BYTES {
            let text = "Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation";
            return Err(S3Error::invalid_argument(text, "FilterRule.Value", &value));
        }
        if read.iter().any(|(before, _)| before == name) {
            return Err(S3Error::invalid_argument(twice, "FilterRule.Name", given));
        }
        read.push((name.to_owned(), value));
    }
    Ok(read)
}

/// Refuses two rules by one id, and two rules that want the same event of the same object.
fn apart(one: &Rule, other: &Rule) -> Result<(), S3Error> {
    if one.id == other.id {
        let text = "Same ID used for multiple configurations. IDs must be unique";
        return Err(S3Error::new("InvalidArgument", 400, text));
    }
    let events = one.events.iter().any(|a| other.events.iter().any(|b| kinds::overlap(a, b)));
    let (a, b) = (one.affix(PREFIX), other.affix(PREFIX));
    let prefixes = a.starts_with(b) || b.starts_with(a);
    let (a, b) = (one.affix(SUFFIX), other.affix(SUFFIX));
    let suffixes = a.ends_with(b) || b.ends_with(a);
    if !(events && prefixes && suffixes) {
        return Ok(());
    }
    let text = "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are \
                overlapping for the same event type.";
    Err(S3Error::new("InvalidArgument", 400, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{EventBridgeConfiguration, FilterRule, QueueConfiguration, S3KeyFilter, TopicConfiguration};

    const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:q";

    fn queue(id: Option<&str>, events: &[&str], rules: &[(&str, &str)]) -> QueueConfiguration {
        let rules = rules
            .iter()
            .map(|(name, value)| FilterRule { name: Some((*name).to_owned()), value: Some((*value).to_owned()) });
        let key = S3KeyFilter { filter_rules: Some(rules.collect()) };
        QueueConfiguration {
            id: id.map(str::to_owned),
            queue_arn: QUEUE.to_owned(),
            events: events.iter().map(|event| (*event).to_owned()).collect(),
            filter: Some(NotificationConfigurationFilter { key: Some(key) }),
        }
    }

    fn read_queues(queues: Vec<QueueConfiguration>) -> Result<Notifications, S3Error> {
        let wanted =
            NotificationConfiguration { queue_configurations: Some(queues), ..NotificationConfiguration::default() };
        read(&wanted, "us-east-1", &Random::seeded(1))
    }

    #[test]
    fn what_is_wanted_is_kept() {
        let read = read_queues(vec![queue(None, &["s3:ObjectCreated:*"], &[("prefix", "a/"), ("SUFFIX", ".png")])]);
        let read = read.unwrap();
        let rule = &read.rules[0];
        assert_eq!((rule.affix(PREFIX), rule.affix(SUFFIX), rule.id.len()), ("a/", ".png", 48));
        assert!(rule.wants("ObjectCreated:Put", "a/b.png"));
        assert!(!rule.wants("ObjectCreated:Put", "b/a/b.png"));
        assert!(!rule.wants("ObjectCreated:Put", "a/b.jpg"));
        assert!(!rule.wants("ObjectRemoved:Delete", "a/b.png"));
        let shown = read.show();
        assert_eq!(shown.queue_configurations.unwrap()[0].queue_arn, QUEUE);
        assert_eq!((shown.lambda_function_configurations, shown.event_bridge_configuration), (None, None));
    }

    #[test]
    fn overlaps_are_refused() {
        let pair = |a: (&str, &str, &str), b: (&str, &str, &str)| {
            let one = |(event, prefix, suffix): (&str, &str, &str)| {
                queue(None, &[event], &[("prefix", prefix), ("suffix", suffix)])
            };
            read_queues(vec![one(a), one(b)])
        };
        let (put, all, gone) = ("s3:ObjectCreated:Put", "s3:ObjectCreated:*", "s3:ObjectRemoved:*");
        assert!(pair((put, "a", ""), (put, "b", "")).is_ok());
        assert!(pair((put, "a", ".x"), (put, "a", ".y")).is_ok());
        assert!(pair((put, "", ""), (gone, "", "")).is_ok());
        for (a, b) in [
            ((put, "", ""), (all, "", "")),
            ((put, "a", ""), (put, "a/b", "")),
            ((put, "", ".jpg"), (put, "", "g")),
            ((put, "images/", ".jpg"), (all, "images/", ".jpg")),
        ] {
            let error = pair(a, b).unwrap_err();
            assert_eq!(error.code(), "InvalidArgument");
            assert!(error.message().starts_with("Configuration is ambiguously defined."), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = |queues| read_queues(queues).unwrap_err().message().to_owned();
        let put = &["s3:ObjectCreated:Put"][..];
        let unknown = text(vec![queue(None, &["s3:ObjectCreated:Get"], &[])]);
        assert_eq!(unknown, "The event is not supported for notifications");
        let name = text(vec![queue(None, put, &[("infix", "a")])]);
        assert_eq!(name, "filter rule name must be either prefix or suffix");
        let twice = text(vec![queue(None, put, &[("prefix", "a"), ("Prefix", "b")])]);
        assert_eq!(twice, "Cannot specify more than one prefix rule in a filter.");
        let long = text(vec![queue(None, put, &[("prefix", &"a".repeat(1_025))])]);
        assert!(long.starts_with("Size of filter rule value"), "{long}");
        let ids = text(vec![queue(Some("a"), put, &[]), queue(Some("a"), &["s3:ObjectRemoved:*"], &[])]);
        assert!(ids.starts_with("Same ID used"), "{ids}");
        assert_eq!(read_queues(vec![queue(None, &[], &[])]).unwrap_err().code(), "MalformedXML");
    }

    #[test]
    fn topics_are_refused_by_name_and_bridges_taken() {
        let topic = TopicConfiguration { topic_arn: "arn:aws:sns:us-east-1:1:t".to_owned(), ..Default::default() };
        let wanted = NotificationConfiguration { topic_configurations: Some(vec![topic]), ..Default::default() };
        let error = read(&wanted, "us-east-1", &Random::seeded(1)).unwrap_err();
        assert_eq!((error.code(), error.status()), ("NotImplemented", 501));
        assert!(error.message().contains("TopicConfiguration"));
        let bridge = NotificationConfiguration {
            event_bridge_configuration: Some(EventBridgeConfiguration {}),
            ..Default::default()
        };
        let read = read(&bridge, "us-east-1", &Random::seeded(1)).unwrap();
        assert!(read.bridge && read.rules.is_empty() && !read.is_empty());
    }
}
