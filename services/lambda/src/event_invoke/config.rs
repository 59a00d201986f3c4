//! The configuration of asynchronous invocation, and the decisions on a function's cell.

use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::destination;
use crate::api::{DestinationConfig, FunctionEventInvokeConfig, OnFailure, OnSuccess};
use crate::error::LambdaError;
use crate::function::cell::{FunctionCell, version_number};
use crate::function::rows::EventInvokeRow;
use crate::names::{FunctionRef, LATEST};

/// What a client sets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// `MaximumRetryAttempts`, checked by the model: 0 to 2.
    pub(crate) retries: Option<i32>,
    /// `MaximumEventAgeInSeconds`, checked by the model: 60 to 21,600.
    pub(crate) age: Option<i32>,
    pub(crate) destinations: Option<DestinationConfig>,
}

impl Change {
    /// Refuses destinations that can't be any, and changes of nothing.
    pub(crate) fn check(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        if self.retries.is_none() && self.age.is_none() && self.destinations.is_none() {
            let text = "You must specify at least one of error handling or destination setting.";
            return Err(LambdaError::invalid(text));
        }
        let function = at.unqualified_arn();
        for destination in self.on_success().into_iter().chain(self.on_failure()).flatten() {
            destination::check(destination, &function)?;
        }
        Ok(())
    }

    /// Outer none: it stays. Inner none: there is none.
    fn on_success(&self) -> Option<Option<&str>> {
        let given = self.destinations.as_ref()?.on_success.as_ref()?;
        Some(given.destination.as_deref().filter(|destination| !destination.is_empty()))
    }

    fn on_failure(&self) -> Option<Option<&str>> {
        let given = self.destinations.as_ref()?.on_failure.as_ref()?;
        Some(given.destination.as_deref().filter(|destination| !destination.is_empty()))
    }

    fn apply(&self, row: &mut EventInvokeRow, now: Timestamp) {
        let number = |given: i32| u32::try_from(given).unwrap_or_default();
        row.max_retries = self.retries.map(number).or(row.max_retries);
        row.max_age = self.age.map(number).or(row.max_age);
        if let Some(destination) = self.on_success() {
            row.on_success = destination.map(str::to_owned);
        }
        if let Some(destination) = self.on_failure() {
            row.on_failure = destination.map(str::to_owned);
        }
        row.modified = now.as_micros();
    }
}

/// The key of the configuration in the function's cell.
fn key(at: &FunctionRef) -> &str {
    at.qualifier.as_deref().unwrap_or(LATEST)
}

/// A configuration as it is answered. Members that were not set are absent, but for the destinations, which are empty.
pub(crate) fn shape(at: &FunctionRef, qualifier: &str, row: &EventInvokeRow) -> FunctionEventInvokeConfig {
    let number = |kept: u32| i32::try_from(kept).unwrap_or(i32::MAX);
    FunctionEventInvokeConfig {
        last_modified: Some(Timestamp::from_millis(row.modified / 1_000)),
        function_arn: Some(at.arn_of(qualifier)),
        maximum_retry_attempts: row.max_retries.map(number),
        maximum_event_age_in_seconds: row.max_age.map(number),
        destination_config: Some(DestinationConfig {
            on_success: Some(OnSuccess { destination: row.on_success.clone() }),
            on_failure: Some(OnFailure { destination: row.on_failure.clone() }),
        }),
    }
}

impl FunctionCell {
    /// Whether what the configuration is for is there.
    pub(crate) fn may_have_event_invoke(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        let qualifier = key(at);
        let there = match version_number(qualifier) {
            Some(number) => self.version(number).is_some(),
            None => self.alias(qualifier).is_some(),
        };
        if self.exists() && there {
            return Ok(());
        }
        Err(LambdaError::not_found(format!("The function {} doesn't exist.", at.arn_of(qualifier))))
    }

    /// The configuration, or the error that says that there is none.
    pub(crate) fn require_event_invoke(&self, at: &FunctionRef) -> Result<&EventInvokeRow, LambdaError> {
        self.event_invokes().get(key(at)).ok_or_else(|| {
            LambdaError::not_found(format!("The function {} doesn't have an EventInvokeConfig", at.arn_of(key(at))))
        })
    }

    /// Sets the configuration: what is not given has its default from now on.
    pub(crate) fn put_event_invoke(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        change: &Change,
    ) -> Result<FunctionEventInvokeConfig, LambdaError> {
        self.may_have_event_invoke(at)?;
        Ok(self.keep_event_invoke(tx, at, change, EventInvokeRow::default()))
    }

    /// Changes the configuration: what is not given stays.
    pub(crate) fn update_event_invoke(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        change: &Change,
    ) -> Result<FunctionEventInvokeConfig, LambdaError> {
        self.may_have_event_invoke(at)?;
        let row = self.require_event_invoke(at)?.clone();
        Ok(self.keep_event_invoke(tx, at, change, row))
    }

    fn keep_event_invoke(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        change: &Change,
        mut row: EventInvokeRow,
    ) -> FunctionEventInvokeConfig {
        change.apply(&mut row, tx.now());
        self.set_event_invoke(tx, key(at), Some(row.clone()));
        shape(at, key(at), &row)
    }

    /// The configuration as it is answered.
    pub(crate) fn describe_event_invoke(&self, at: &FunctionRef) -> Result<FunctionEventInvokeConfig, LambdaError> {
        self.may_have_event_invoke(at)?;
        Ok(shape(at, key(at), self.require_event_invoke(at)?))
    }

    /// Takes the configuration away: everything has its default from now on.
    pub(crate) fn delete_event_invoke(&mut self, tx: &mut Tx<'_>, at: &FunctionRef) -> Result<(), LambdaError> {
        self.may_have_event_invoke(at)?;
        self.require_event_invoke(at)?;
        self.set_event_invoke(tx, key(at), None);
        Ok(())
    }
}
