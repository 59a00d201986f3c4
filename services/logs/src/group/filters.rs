//! Metric filters and subscription filters of a group.

use tradewind_store::{StoreError, Tx};

use super::Group;
use super::record::{GroupRecord, MetricFilterRecord, SubscriptionRecord};
use crate::error::LogsError;
use crate::limits::{METRIC_FILTERS, SUBSCRIPTION_FILTERS};
use crate::pattern::Pattern;
use std::sync::Arc;

/// A subscription filter that events are asked by.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    pub(crate) name: String,
    pub(crate) destination: String,
    pub(crate) pattern: Pattern,
}

/// Compiles a group's subscription filters. Their patterns were compiled when they were put.
pub(super) fn compile(record: &GroupRecord) -> Result<Vec<Subscription>, StoreError> {
    let compiled = record.subscriptions.iter().map(|(name, filter)| {
        let pattern = Pattern::parse(&filter.pattern).map_err(|error| {
            StoreError::corrupt(format_args!("the pattern of the subscription filter {name}: {error}"))
        })?;
        Ok(Subscription { name: name.clone(), destination: filter.destination.clone(), pattern })
    });
    compiled.collect()
}

impl Group {
    /// Sets a subscription filter.
    pub(crate) fn subscribe(
        &mut self,
        tx: &mut Tx<'_>,
        name: &str,
        mut filter: SubscriptionRecord,
    ) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        only_standard(&record, "Subscription filters")?;
        if let Some(before) = record.subscriptions.get(name) {
            filter.created = before.created;
        } else if record.subscriptions.len() >= SUBSCRIPTION_FILTERS {
            return Err(LogsError::LimitExceeded);
        }
        record.subscriptions.insert(name.to_owned(), filter);
        let compiled = compile(&record)?;
        self.write_record(tx, record);
        self.subscriptions = Arc::new(compiled);
        Ok(())
    }

    /// Takes a subscription filter away.
    pub(crate) fn unsubscribe(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        record.subscriptions.remove(name).ok_or_else(no_filter)?;
        let compiled = compile(&record)?;
        self.write_record(tx, record);
        self.subscriptions = Arc::new(compiled);
        Ok(())
    }

    /// Sets a metric filter.
    pub(crate) fn measure(
        &mut self,
        tx: &mut Tx<'_>,
        name: &str,
        mut filter: MetricFilterRecord,
    ) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        only_standard(&record, "Metric filters")?;
        if let Some(before) = record.metric_filters.get(name) {
            filter.created = before.created;
        } else if record.metric_filters.len() >= METRIC_FILTERS {
            return Err(LogsError::LimitExceeded);
        }
        record.metric_filters.insert(name.to_owned(), filter);
        self.write_record(tx, record);
        Ok(())
    }

    /// Takes a metric filter away.
    pub(crate) fn forget_metric(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<(), LogsError> {
        let mut record = self.record()?.clone();
        record.metric_filters.remove(name).ok_or_else(no_filter)?;
        self.write_record(tx, record);
        Ok(())
    }
}

fn no_filter() -> LogsError {
    LogsError::NotFound("The specified filter does not exist.".to_owned())
}

/// Groups of the infrequent-access class have no filters.
fn only_standard(record: &GroupRecord, what: &str) -> Result<(), LogsError> {
    if record.class == "STANDARD" {
        return Ok(());
    }
    Err(LogsError::InvalidOperation(format!("{what} are not supported for log groups of the class {}.", record.class)))
}
