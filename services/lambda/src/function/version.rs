//! Versions: made, updated, published, activated, deleted.
//!
//! ```text
//! CreateFunction ---> Pending ----------------------------> Active     by lambda/activate
//! PublishVersion ---> Pending --- with SnapStart: a template is initialised ---> Active, or Failed
//! Update...      ---> Active, updating -------------------> Active
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tradewind_store::{Record, Tx, encode};

use super::cell::{FunctionCell, LATEST_NUMBER, version_text};
use super::rows::{Code, Configuration, FunctionRow, State, VersionRow};
use crate::error::LambdaError;
use crate::names::FunctionRef;
use crate::{keys, url};

/// The payload of [`keys::ACTIVATE`]: which version, and which build of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Activation {
    pub(crate) number: u64,
    pub(crate) build: String,
}

impl Record for Activation {
    const VERSION: u8 = 1;
}

/// What an update came to.
pub(crate) struct Updated {
    /// The version as it is answered: `$LATEST`, or what was published.
    pub(crate) number: u64,
    pub(crate) row: VersionRow,
    /// The build of `$LATEST` that is not run any more.
    pub(crate) retired: String,
}

/// What only AWS-shaped clients ask for when they publish.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Publication<'a> {
    /// In the place of `$LATEST`'s own.
    pub(crate) description: Option<&'a str>,
    /// What the code of `$LATEST` is meant to be.
    pub(crate) code_sha256: Option<&'a str>,
    /// Which revision `$LATEST` is meant to have.
    pub(crate) revision: Option<&'a str>,
}

impl VersionRow {
    /// Refuses a change that was meant for another revision.
    pub(crate) fn expect(&self, revision: Option<&str>) -> Result<(), LambdaError> {
        match revision {
            Some(given) if given != self.revision => Err(LambdaError::precondition(
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve \
                 the latest Revision Id",
            )),
            _ => Ok(()),
        }
    }

    /// Refuses changes while the version is being made or updated.
    pub(crate) fn must_be_settled(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        if self.state == State::Pending {
            return Err(LambdaError::conflict(
                "The operation cannot be performed at this time. The function is currently in the following state: Pending",
            ));
        }
        if self.updating {
            return Err(LambdaError::conflict(format!(
                "The operation cannot be performed at this time. An update is in progress for resource: {}",
                at.unqualified_arn()
            )));
        }
        Ok(())
    }

    /// Stands for code and configuration together.
    fn digest(&self) -> String {
        // Maps and lists of text and numbers always become JSON.
        let configuration = serde_json::to_vec(&self.configuration).unwrap_or_default();
        hex::encode(Sha256::new().chain_update(&self.code.sha256).chain_update(configuration).finalize())
    }
}

fn activate_later(tx: &mut Tx<'_>, number: u64, build: &str) {
    let now = tx.now();
    tx.task(now, keys::ACTIVATE, encode(&Activation { number, build: build.to_owned() }));
}

impl FunctionCell {
    /// Makes the function.
    pub(crate) fn create(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        configuration: Configuration,
        code: Code,
        tags: BTreeMap<String, String>,
    ) -> Result<&VersionRow, LambdaError> {
        if self.exists() {
            return Err(LambdaError::conflict(format!("Function already exist: {}", at.name)));
        }
        let row = VersionRow {
            configuration,
            code,
            build: tx.rng().uuid_v4(),
            revision: tx.rng().uuid_v4(),
            modified: tx.now().as_micros(),
            state: State::Pending,
            failure: None,
            updating: false,
            origin: None,
        };
        let published = self.row().published;
        self.set_row(tx, FunctionRow { published, tags, ..FunctionRow::default() });
        activate_later(tx, LATEST_NUMBER, &row.build);
        self.set_version(tx, LATEST_NUMBER, row);
        self.latest(at)
    }

    /// Gives `$LATEST` other code or other settings; `change` says which.
    pub(crate) fn update(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        revision: Option<&str>,
        change: impl FnOnce(&mut VersionRow) -> Result<(), LambdaError>,
    ) -> Result<Updated, LambdaError> {
        let mut row = self.latest(at)?.clone();
        row.must_be_settled(at)?;
        row.expect(revision)?;
        let before = row.code.blob;
        change(&mut row)?;
        row.configuration.check_size(&row.code)?;
        let retired = std::mem::replace(&mut row.build, tx.rng().uuid_v4());
        row.revision = tx.rng().uuid_v4();
        row.modified = tx.now().as_micros();
        row.updating = true;
        activate_later(tx, LATEST_NUMBER, &row.build);
        self.set_version(tx, LATEST_NUMBER, row.clone());
        if row.code.blob != before {
            self.forget_code(tx, before);
        }
        Ok(Updated { number: LATEST_NUMBER, row, retired })
    }

    /// Publishes `$LATEST` for a client: only when it is settled and is what the client means.
    pub(crate) fn publish_for(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        wanted: Publication<'_>,
    ) -> Result<(u64, VersionRow), LambdaError> {
        let latest = self.latest(at)?;
        latest.must_be_settled(at)?;
        let present = latest.code.printed_sha256();
        if let Some(given) = wanted.code_sha256.filter(|given| !given.is_empty() && *given != present) {
            return Err(LambdaError::invalid(format!(
                "CodeSHA256 ({given}) is different from current CodeSHA256 in $LATEST ({present}). Please try again with the \
                 CodeSHA256 in $LATEST."
            )));
        }
        latest.expect(wanted.revision)?;
        self.publish(tx, at, wanted.description)
    }

    /// Publishes `$LATEST` as the next version, or answers the last one if nothing has changed since.
    pub(crate) fn publish(
        &mut self,
        tx: &mut Tx<'_>,
        at: &FunctionRef,
        description: Option<&str>,
    ) -> Result<(u64, VersionRow), LambdaError> {
        let mut latest = self.latest(at)?.clone();
        let origin = Some(latest.digest());
        let last = self.row().published;
        if let Some(row) = self.version(last).filter(|row| last != LATEST_NUMBER && row.origin == origin) {
            return Ok((last, row.clone()));
        }
        let number = last.checked_add(1).ok_or_else(|| LambdaError::Service("versions are used up".to_owned()))?;
        let mut row = VersionRow {
            build: tx.rng().uuid_v4(),
            revision: tx.rng().uuid_v4(),
            modified: tx.now().as_micros(),
            state: State::Pending,
            failure: None,
            updating: false,
            origin,
            ..latest.clone()
        };
        if let Some(description) = description {
            description.clone_into(&mut row.configuration.description);
        }
        self.set_row(tx, FunctionRow { published: number, ..self.row().clone() });
        activate_later(tx, number, &row.build);
        self.set_version(tx, number, row.clone());
        // A revision is also one of what was published from it.
        latest.revision = tx.rng().uuid_v4();
        self.set_version(tx, LATEST_NUMBER, latest);
        Ok((number, row))
    }

    /// Ends the making or the update of a version, well or with an error. False when that build is not there any more.
    pub(crate) fn activate(&mut self, tx: &mut Tx<'_>, which: &Activation, failure: Option<String>) -> bool {
        let Some(row) = self.version(which.number).filter(|row| row.build == which.build) else { return false };
        if row.state != State::Pending && !row.updating {
            return false;
        }
        let state = if failure.is_some() { State::Failed } else { State::Active };
        let row = VersionRow { state, failure, updating: false, ..row.clone() };
        self.set_version(tx, which.number, row);
        true
    }

    /// Deletes a published version. One that is not there is as good as deleted. Answers the build that is not run any more.
    pub(crate) fn remove_version(&mut self, tx: &mut Tx<'_>, number: u64) -> Result<Option<String>, LambdaError> {
        let names = |alias: &&String| {
            self.alias(alias).is_some_and(|row| row.version == number || row.weights.contains_key(&number))
        };
        let aliases: Vec<&str> = self.aliases().keys().filter(names).map(String::as_str).collect();
        if !aliases.is_empty() {
            return Err(LambdaError::conflict(format!(
                "Unable to delete version because the following aliases reference it: [{}]",
                aliases.join(", ")
            )));
        }
        if self.version(number).is_none() {
            return Ok(None);
        }
        let removed = self.delete_version(tx, number);
        self.forget_qualifier(tx, &version_text(number));
        if let Some(row) = &removed {
            self.forget_code(tx, row.code.blob);
        }
        Ok(removed.map(|row| row.build))
    }

    /// Deletes the function with all that belongs to it.
    pub(crate) fn remove(&mut self, tx: &mut Tx<'_>) {
        let blobs: BTreeSet<[u8; 16]> = self.versions().values().map(|row| row.code.blob).collect();
        let urls: Vec<String> = self.urls().values().map(|row| row.id.clone()).collect();
        self.clear(tx);
        for blob in blobs {
            self.forget_code(tx, blob);
        }
        for id in urls {
            url::note_forget(tx, &id);
        }
    }
}
