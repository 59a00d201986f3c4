//! The group's own row, and a stream's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_store::Record;

use crate::names::GroupName;

/// A group. Times are in milliseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupRecord {
    /// Which group of this name it is.
    pub(crate) id: u64,
    pub(crate) name: GroupName,
    pub(crate) created: u64,
    /// `STANDARD` or `INFREQUENT_ACCESS`.
    pub(crate) class: String,
    pub(crate) kms_key: Option<String>,
    pub(crate) protected: bool,
    /// In days.
    pub(crate) retention: Option<i32>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) metric_filters: BTreeMap<String, MetricFilterRecord>,
    pub(crate) subscriptions: BTreeMap<String, SubscriptionRecord>,
    /// Streams have had the ids below this one.
    pub(crate) next_stream: u64,
    /// Grows with every change of this row.
    pub(crate) revision: u64,
}

impl Record for GroupRecord {
    const VERSION: u8 = 1;
}

/// A metric filter as it was put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MetricFilterRecord {
    pub(crate) pattern: String,
    pub(crate) created: u64,
    pub(crate) metric_name: String,
    pub(crate) metric_namespace: String,
    pub(crate) metric_value: String,
    pub(crate) default_value: Option<f64>,
    pub(crate) dimensions: BTreeMap<String, String>,
    pub(crate) unit: Option<String>,
}

/// A subscription filter as it was put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SubscriptionRecord {
    pub(crate) pattern: String,
    pub(crate) destination: String,
    pub(crate) role: Option<String>,
    pub(crate) distribution: String,
    pub(crate) created: u64,
}

/// A stream. Times are in milliseconds since the epoch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StreamRecord {
    pub(crate) id: u64,
    pub(crate) created: u64,
    /// The latest time and arrival among events whose blocks are gone.
    pub(crate) gone: Option<(u64, u64)>,
}

impl Record for StreamRecord {
    const VERSION: u8 = 1;
}
