//! Provisioned concurrency: decided on the function's cell, kept by the executor.
//!
//! What a cell says is what is wanted. [`Lambda::rewarm`] hands it to the executor after every change that may matter, and once for
//! all functions when the server starts.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_functions::{Function, InitKind};
use tradewind_store::{StoreError, Tx, Watermark};

use super::alias::aliased;
use super::cell::{FunctionCell, LATEST_NUMBER, version_number};
use super::concurrency::{Room, Share};
use super::rows::{ProvisionedRow, State};
use crate::Lambda;
use crate::error::LambdaError;
use crate::limits;
use crate::names::FunctionRef;

/// What the executor was asked to keep warm: by function's cell, then by key.
#[derive(Default)]
pub(crate) struct Warmed(Mutex<BTreeMap<String, BTreeMap<String, Arc<Function>>>>);

/// How far the provisioning of a qualifier has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) ready: u32,
    pub(crate) failed: bool,
}

impl FunctionCell {
    /// The number of the version that instances are provisioned for through a qualifier.
    fn provisionable(&self, at: &FunctionRef, qualifier: &str) -> Result<u64, LambdaError> {
        self.require(at)?;
        let number = match version_number(qualifier) {
            Some(number) => self.version(number).map(|_| number).ok_or_else(|| aliased(at, qualifier).absent())?,
            None => self.require_alias(at, qualifier)?.version,
        };
        if number == LATEST_NUMBER {
            let text = "Provisioned Concurrency Configs cannot be applied to unpublished function versions.";
            return Err(LambdaError::invalid(text));
        }
        Ok(number)
    }

    /// Provisions instances for a version or an alias.
    pub(crate) fn provision(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        qualifier: &str,
        instances: u32,
        room: &Room,
    ) -> Result<ProvisionedRow, LambdaError> {
        let number = self.provisionable(at, qualifier)?;
        if self.version(number).is_some_and(|version| version.configuration.snap_start) {
            return Err(LambdaError::invalid(
                "Provisioned Concurrency is not supported for SnapStart enabled functions.",
            ));
        }
        let others: Vec<&String> = self.provisioned().keys().filter(|other| *other != qualifier).collect();
        let version = number.to_string();
        if version_number(qualifier).is_none() && others.contains(&&version) {
            return Err(LambdaError::conflict(
                "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
            ));
        }
        let pointing = |other: &&&String| self.alias(other).is_some_and(|alias| alias.version == number);
        if version_number(qualifier).is_some() && others.iter().any(|other| pointing(&other)) {
            return Err(LambdaError::conflict("Version is pointed by a Provisioned Concurrency alias"));
        }
        self.must_fit(at, qualifier, instances, room)?;
        let row = ProvisionedRow { instances, modified: tx.now().as_micros() };
        self.set_provisioned(tx, qualifier, Some(row.clone()));
        Ok(row)
    }

    fn must_fit(&self, at: &FunctionRef, qualifier: &str, instances: u32, room: &Room) -> Result<(), LambdaError> {
        let others = self.provisioned().iter().filter(|(other, _)| *other != qualifier).map(|(_, row)| row.instances);
        let provisioned = others.fold(instances, u32::saturating_add);
        let share = self.share();
        if let Some(reserved) = share.reserved {
            if provisioned > reserved {
                return Err(LambdaError::invalid(
                    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
                ));
            }
            return Ok(());
        }
        let without = room.left_with(&at.name, Share { provisioned: 0, ..share });
        if provisioned > without {
            return Err(LambdaError::invalid(format!(
                "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{without}]."
            )));
        }
        if without - provisioned < limits::UNRESERVED {
            return Err(LambdaError::invalid(format!(
                "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum \
                 value of [{}].",
                limits::UNRESERVED
            )));
        }
        Ok(())
    }

    /// What is provisioned for a qualifier, or the error that says that nothing is.
    pub(crate) fn require_provisioned(
        &self,
        at: &FunctionRef,
        qualifier: &str,
    ) -> Result<&ProvisionedRow, LambdaError> {
        self.provisionable(at, qualifier)?;
        self.provisioned().get(qualifier).ok_or(LambdaError::NothingProvisioned)
    }

    /// Ends what is provisioned for a qualifier.
    pub(crate) fn unprovision(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        qualifier: &str,
    ) -> Result<(), LambdaError> {
        self.provisionable(at, qualifier)?;
        if self.provisioned().contains_key(qualifier) {
            self.set_provisioned(tx, qualifier, None);
        }
        Ok(())
    }

    /// The versions that instances are provisioned for and that can run, with how many.
    fn warm(&self, lambda: &Lambda, at: &FunctionRef) -> Result<Vec<(Arc<Function>, u32)>, StoreError> {
        let mut warm = Vec::new();
        if self.provisioned().is_empty() {
            return Ok(warm);
        }
        for (number, row) in self.versions().iter().filter(|(_, row)| row.state == State::Active) {
            let instances = self.provisioned_of(*number);
            if instances > 0 {
                let function = self.built(lambda, at, *number, row)?;
                warm.push((Arc::new(Function { init: InitKind::Provisioned, ..(*function).clone() }), instances));
            }
        }
        Ok(warm)
    }
}

impl Lambda {
    /// Has the executor keep warm what a function's cell says, and nothing else of the function.
    ///
    /// # Errors
    /// Those of the store, when what the cell says can't be made durable first.
    pub(crate) async fn rewarm(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        // Code of a client runs: what led to it must be durable.
        self.parts.store.settle(self.parts.store.appended()).await?;
        let mut warmed = self.warmed.0.lock();
        let wanted = self.function(at).read(&Watermark::new(), |_, function| function.warm(self, at))?;
        let mut before = warmed.remove(&at.cell()).unwrap_or_default();
        let mut now = BTreeMap::new();
        for (function, instances) in wanted {
            before.remove(&function.key);
            self.executor.keep_warm(function.clone(), instances);
            now.insert(function.key.clone(), function);
        }
        for gone in before.into_values() {
            self.executor.keep_warm(gone, 0);
        }
        if !now.is_empty() {
            warmed.insert(at.cell(), now);
        }
        Ok(())
    }

    /// Has the executor keep warm what the cells of all functions say.
    pub(crate) async fn rewarm_all(&self) -> Result<(), LambdaError> {
        const AT_ONCE: usize = 500;
        let mut after: Option<String> = None;
        loop {
            let names = self.parts.store.cells("lambda/", after.as_deref(), AT_ONCE)?;
            for at in names.iter().filter_map(|name| FunctionRef::from_cell(name)) {
                let provisioned = self
                    .function(&at)
                    .read(&Watermark::new(), |_, function| Ok::<_, LambdaError>(!function.provisioned().is_empty()))?;
                if provisioned {
                    self.rewarm(&at).await?;
                }
            }
            match names.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(()),
            }
            tokio::task::yield_now().await;
        }
    }

    /// How far the provisioning of a qualifier has come.
    pub(crate) fn progress(
        &self,
        at: &FunctionRef,
        function: &FunctionCell,
        qualifier: &str,
        row: &ProvisionedRow,
    ) -> Result<Progress, LambdaError> {
        let number = function.provisionable(at, qualifier)?;
        let Some(version) = function.version(number).filter(|version| version.state == State::Active) else {
            return Ok(Progress::default());
        };
        let built = function.built(self, at, number, version)?;
        let warm = self.executor.warm(&built.key);
        let ready = warm.ready.min(row.instances);
        Ok(Progress { ready, failed: ready < row.instances && warm.failure.is_some() })
    }
}
