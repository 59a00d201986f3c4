//! Aliases: made, moved, weighted.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html>

use std::collections::BTreeMap;

use tradewind_store::Tx;

use super::cell::{FunctionCell, LATEST_NUMBER, version_number, version_text};
use super::rows::AliasRow;
use crate::api::{AliasConfiguration, AliasRoutingConfiguration};
use crate::error::LambdaError;
use crate::names::FunctionRef;

/// What a client sets; members that are none stay.
#[derive(Clone, Debug, Default)]
pub(crate) struct AliasChange {
    pub(crate) version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) routing: Option<AliasRoutingConfiguration>,
}

/// The function with an alias as its qualifier.
pub(crate) fn aliased(at: &FunctionRef, name: &str) -> FunctionRef {
    FunctionRef { qualifier: Some(name.to_owned()), ..at.clone() }
}

/// As it is answered.
pub(crate) fn describe(at: &FunctionRef, name: &str, row: &AliasRow) -> AliasConfiguration {
    let weights: BTreeMap<String, f64> =
        row.weights.iter().map(|(number, weight)| (version_text(*number), *weight)).collect();
    AliasConfiguration {
        alias_arn: Some(at.arn_of(name)),
        name: Some(name.to_owned()),
        function_version: Some(version_text(row.version)),
        description: Some(row.description.clone()),
        routing_config: (!weights.is_empty())
            .then_some(AliasRoutingConfiguration { additional_version_weights: Some(weights) }),
        revision_id: Some(row.revision.clone()),
    }
}

fn absent(at: &FunctionRef, name: &str) -> LambdaError {
    LambdaError::not_found(format!("Cannot find alias arn: {}", at.arn_of(name)))
}

impl FunctionCell {
    /// The alias, or the error that says it is not there.
    pub(crate) fn require_alias(&self, at: &FunctionRef, name: &str) -> Result<&AliasRow, LambdaError> {
        self.require(at)?;
        self.alias(name).ok_or_else(|| absent(at, name))
    }

    /// Makes an alias.
    pub(crate) fn create_alias(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        name: &str,
        change: AliasChange,
    ) -> Result<AliasRow, LambdaError> {
        self.require(at)?;
        if self.alias(name).is_some() {
            return Err(LambdaError::conflict(format!("Alias already exists: {}", at.arn_of(name))));
        }
        let blank = AliasRow {
            version: LATEST_NUMBER,
            description: String::new(),
            weights: BTreeMap::new(),
            revision: String::new(),
        };
        self.keep_alias(tx, at, name, blank, change)
    }

    /// Changes an alias.
    pub(crate) fn update_alias(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        name: &str,
        revision: Option<&str>,
        change: AliasChange,
    ) -> Result<AliasRow, LambdaError> {
        let row = self.require_alias(at, name)?.clone();
        if revision.is_some_and(|given| given != row.revision) {
            return Err(LambdaError::precondition(
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve \
                 the latest Revision Id",
            ));
        }
        self.keep_alias(tx, at, name, row, change)
    }

    fn keep_alias(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        name: &str,
        mut row: AliasRow,
        change: AliasChange,
    ) -> Result<AliasRow, LambdaError> {
        if let Some(version) = change.version {
            row.version = self.target(at, &version)?;
        }
        if let Some(description) = change.description {
            row.description = description;
        }
        if let Some(routing) = change.routing {
            row.weights = self.weights(at, routing)?;
        }
        if !row.weights.is_empty() && row.version == LATEST_NUMBER {
            return Err(LambdaError::invalid("$LATEST is not supported for an alias pointing to more than 1 version"));
        }
        if row.weights.contains_key(&row.version) {
            let number = row.version;
            return Err(LambdaError::invalid(format!(
                "Invalid function version {number}. Function version {number} is already included in routing configuration."
            )));
        }
        row.revision = tx.rng().uuid_v4();
        self.set_alias(tx, name, Some(row.clone()));
        Ok(row)
    }

    /// The number of a version that is there.
    fn target(&self, at: &FunctionRef, version: &str) -> Result<u64, LambdaError> {
        let number = version_number(version).filter(|number| self.version(*number).is_some());
        number.ok_or_else(|| aliased(at, version).absent())
    }

    fn weights(&self, at: &FunctionRef, routing: AliasRoutingConfiguration) -> Result<BTreeMap<u64, f64>, LambdaError> {
        let given = routing.additional_version_weights.unwrap_or_default();
        if given.len() > 1 {
            return Err(LambdaError::invalid("Number of items in AdditionalVersionWeights cannot be greater than 1"));
        }
        let mut weights = BTreeMap::new();
        for (version, weight) in given {
            weights.insert(self.target(at, &version)?, weight);
        }
        Ok(weights)
    }

    /// Takes an alias away with all that belongs to it. One that is not there is as good as deleted.
    pub(crate) fn delete_alias(&mut self, tx: &mut Tx<'_>, at: &FunctionRef, name: &str) -> Result<(), LambdaError> {
        self.require(at)?;
        if self.alias(name).is_some() {
            self.set_alias(tx, name, None);
            self.forget_qualifier(tx, name);
        }
        Ok(())
    }
}
