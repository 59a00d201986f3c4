//! What a bucket's owner wants to be told, as it is kept.

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

use super::kinds;
use crate::api::{
    EventBridgeConfiguration, FilterRule, LambdaFunctionConfiguration, NotificationConfiguration,
    NotificationConfigurationFilter, QueueConfiguration, S3KeyFilter,
};

/// Everything that is to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Notifications {
    pub(super) rules: Vec<Rule>,
    /// Whether everything goes to EventBridge too.
    pub(super) bridge: bool,
}

/// Which events of which objects go where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) to: To,
    pub(super) arn: String,
    /// With `s3:`.
    pub(super) events: Vec<String>,
    /// `Prefix` and `Suffix`, with their values; each at most once.
    pub(super) filter: Option<Vec<(String, String)>>,
}

/// What a destination is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum To {
    #[serde(rename = "q")]
    Queue,
    #[serde(rename = "f")]
    Function,
}

pub(super) const PREFIX: &str = "Prefix";
pub(super) const SUFFIX: &str = "Suffix";

impl Record for Notifications {
    const VERSION: u8 = 1;
}

impl Rule {
    /// What the key must begin or end with; nothing for whatever.
    pub(super) fn affix(&self, name: &str) -> &str {
        let rules = self.filter.as_deref().unwrap_or_default();
        rules.iter().find(|(rule, _)| rule == name).map_or("", |(_, value)| value)
    }

    /// Whether an event is to be told by this rule.
    pub(super) fn wants(&self, name: &str, key: &str) -> bool {
        self.events.iter().any(|event| kinds::means(event, name))
            && key.starts_with(self.affix(PREFIX))
            && key.ends_with(self.affix(SUFFIX))
    }

    fn shown_filter(&self) -> Option<NotificationConfigurationFilter> {
        let rules = self.filter.as_ref()?.iter();
        let rules = rules.map(|(name, value)| FilterRule { name: Some(name.clone()), value: Some(value.clone()) });
        Some(NotificationConfigurationFilter { key: Some(S3KeyFilter { filter_rules: Some(rules.collect()) }) })
    }
}

impl Notifications {
    /// Whether there is nothing to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty() && !self.bridge
    }

    /// As GetBucketNotificationConfiguration answers it.
    pub(super) fn show(&self) -> NotificationConfiguration {
        let of = |to: To| self.rules.iter().filter(move |rule| rule.to == to);
        let queues: Vec<_> = of(To::Queue)
            .map(|rule| QueueConfiguration {
                id: Some(rule.id.clone()),
                queue_arn: rule.arn.clone(),
                events: rule.events.clone(),
                filter: rule.shown_filter(),
            })
            .collect();
        let functions: Vec<_> = of(To::Function)
            .map(|rule| LambdaFunctionConfiguration {
                id: Some(rule.id.clone()),
                lambda_function_arn: rule.arn.clone(),
                events: rule.events.clone(),
                filter: rule.shown_filter(),
            })
            .collect();
        NotificationConfiguration {
            topic_configurations: None,
            queue_configurations: Some(queues).filter(|queues| !queues.is_empty()),
            lambda_function_configurations: Some(functions).filter(|functions| !functions.is_empty()),
            event_bridge_configuration: self.bridge.then_some(EventBridgeConfiguration {}),
        }
    }
}
