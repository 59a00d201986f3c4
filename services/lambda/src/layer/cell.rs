//! A layer: its versions and their policies.
//!
//! [`Layer`] is the model of the layer's cell; its rows stand in [`super::keys`].
//!
//! ```text
//! last       the highest number given so far; numbers are not given twice
//! versions   number -> the version and its policy; all numbers are at most `last`
//! ```

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Model, Record, StoreError, Tx, View, decode, encode, prefix};

use super::{LayerName, keys};
use crate::error::LambdaError;
use crate::function::rows::Code;
use crate::policy::{Grant, Kind, Policy};

/// How long after a deletion it is looked for the first time whether the version's zip can go: longer than any call that has
/// read the version just before can take to write a function that has it.
pub(super) const GRACE: Duration = Duration::from_secs(3_600);

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct LayerRow {
    last: u64,
}

impl Record for LayerRow {
    const VERSION: u8 = 1;
}

/// A version as it was published. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRow {
    pub(crate) code: Code,
    /// In microseconds since the epoch.
    pub(crate) created: u64,
    pub(crate) description: String,
    pub(crate) license: Option<String>,
    pub(crate) runtimes: Option<Vec<String>>,
    pub(crate) architectures: Option<Vec<String>>,
}

impl Record for VersionRow {
    const VERSION: u8 = 1;
}

impl VersionRow {
    /// As AWS prints it: `2026-01-02T03:04:05.678+0000`.
    pub(crate) fn created_date(&self) -> String {
        Timestamp::from_micros(self.created).format("%Y-%m-%dT%H:%M:%S%.3f+0000")
    }

    /// Whether the version says that it is for them.
    pub(crate) fn is_for(&self, runtime: Option<&str>, architecture: Option<&str>) -> bool {
        let has = |list: &Option<Vec<String>>, wanted: Option<&str>| {
            wanted.is_none_or(|wanted| list.as_ref().is_some_and(|list| list.iter().any(|item| item == wanted)))
        };
        has(&self.runtimes, runtime) && has(&self.architectures, architecture)
    }
}

/// The zip of a deleted version.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct ZipRow {
    pub(super) blob: [u8; 16],
}

impl Record for ZipRow {
    const VERSION: u8 = 1;
}

/// The payload of [`keys::FORGET`].
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Forget {
    pub(super) number: u64,
}

impl Record for Forget {
    const VERSION: u8 = 1;
}

/// A version in the model.
pub(crate) struct Version {
    pub(crate) row: VersionRow,
    pub(crate) policy: Option<Policy>,
}

/// The model of a layer's cell.
#[derive(Default)]
pub(crate) struct Layer {
    last: u64,
    versions: BTreeMap<u64, Version>,
}

impl Model for Layer {
    fn load(view: &View<'_>) -> Result<Layer, StoreError> {
        let row: Option<LayerRow> = view.get(keys::layer())?.map(|row| decode(&row)).transpose()?;
        let mut layer = Layer { last: row.map_or(0, |row| row.last), versions: BTreeMap::new() };
        for row in view.scan(prefix(keys::versions())) {
            let (key, value) = row?;
            let number = keys::read_version(&key)?;
            if number > layer.last {
                return Err(StoreError::corrupt(format_args!("layer version {number} was never given out")));
            }
            layer.versions.insert(number, Version { row: decode(&value)?, policy: None });
        }
        for row in view.scan(prefix(keys::policies())) {
            let (key, value) = row?;
            let number = keys::read_version(&key)?;
            let version = layer.versions.get_mut(&number);
            let version = version.ok_or_else(|| StoreError::corrupt("a policy without its layer version"))?;
            version.policy = Some(decode(&value)?);
        }
        Ok(layer)
    }
}

impl Layer {
    pub(crate) fn version(&self, number: u64) -> Option<&Version> {
        self.versions.get(&number)
    }

    /// The version, or the error that says it is not there, in the words of operations on versions.
    pub(crate) fn require(&self, number: u64) -> Result<&Version, LambdaError> {
        self.version(number).ok_or_else(|| LambdaError::not_found("The resource you requested does not exist."))
    }

    /// The same, in the words of operations on policies.
    pub(crate) fn require_for_policy(&self, name: &LayerName, number: u64) -> Result<&Version, LambdaError> {
        self.version(number).ok_or_else(|| {
            LambdaError::not_found(format!("Layer version {} does not exist.", name.version_arn(number)))
        })
    }

    /// The versions below a number, the newest first.
    pub(crate) fn versions_below(&self, below: Option<u64>) -> impl Iterator<Item = (u64, &Version)> {
        self.versions.range(..below.unwrap_or(u64::MAX)).rev().map(|(number, version)| (*number, version))
    }

    /// Gives the version its number and keeps it.
    pub(crate) fn publish(&mut self, tx: &mut Tx<'_>, row: VersionRow) -> Result<u64, LambdaError> {
        let number =
            self.last.checked_add(1).ok_or_else(|| LambdaError::Service("layer versions are used up".into()))?;
        tx.put(keys::layer(), encode(&LayerRow { last: number }));
        tx.insert(keys::version(number), encode(&row));
        self.last = number;
        self.versions.insert(number, Version { row, policy: None });
        Ok(number)
    }

    /// Deletes a version. One that is not there is as good as deleted. Functions that have it keep it.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, number: u64) {
        let Some(version) = self.versions.remove(&number) else { return };
        tx.delete(keys::version(number));
        if version.policy.is_some() {
            tx.delete(keys::policy(number));
        }
        tx.put(keys::zip(number), encode(&ZipRow { blob: version.row.code.blob }));
        let due = tx.now().plus(GRACE);
        tx.task(due, keys::FORGET, encode(&Forget { number }));
    }

    /// Adds a statement to a version's policy. Answers its text and the policy's revision.
    pub(crate) fn grant(
        &mut self,
        tx: &mut Tx<'_>,
        name: &LayerName,
        number: u64,
        expected: Option<&str>,
        grant: &Grant<'_>,
    ) -> Result<(String, String), LambdaError> {
        let present = self.require_for_policy(name, number)?.policy.as_ref();
        let (text, policy) = Policy::grant(present, Kind::Layer, expected, grant, tx.rng().uuid_v4())?;
        let revision = policy.revision.clone();
        self.set_policy(tx, number, Some(policy));
        Ok((text, revision))
    }

    /// Takes a statement out of a version's policy.
    pub(crate) fn revoke(
        &mut self,
        tx: &mut Tx<'_>,
        name: &LayerName,
        number: u64,
        expected: Option<&str>,
        sid: &str,
    ) -> Result<(), LambdaError> {
        let present = self.require_for_policy(name, number)?.policy.as_ref();
        let policy = Policy::revoke(present, Kind::Layer, expected, sid, tx.rng().uuid_v4())?;
        self.set_policy(tx, number, policy);
        Ok(())
    }

    fn set_policy(&mut self, tx: &mut Tx<'_>, number: u64, policy: Option<Policy>) {
        let Some(version) = self.versions.get_mut(&number) else { return };
        let key = keys::policy(number);
        match &policy {
            Some(policy) => tx.put(key, encode(policy)),
            None => tx.delete(key),
        }
        version.policy = policy;
    }
}
