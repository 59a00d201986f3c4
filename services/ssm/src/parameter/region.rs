//! The model of the cell of an account and region: its parameters, without their values.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_store::{Model, StoreError, Tx, View, decode, encode, prefix};

use super::{ParameterRecord, Version};
use crate::error::SsmError;
use crate::keys;
use crate::names::Named;

/// The parameters of an account and region.
#[derive(Default)]
pub(crate) struct Region {
    pub(crate) parameters: BTreeMap<String, ParameterRecord>,
}

/// A version of a parameter with its value as it lies in the store.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) number: u64,
    pub(crate) version: Version,
    pub(crate) stored: Bytes,
}

impl Model for Region {
    fn load(view: &View<'_>) -> Result<Region, StoreError> {
        let mut region = Region::default();
        for row in view.scan(prefix(keys::parameters())) {
            let (key, value) = row?;
            region.parameters.insert(keys::read_name(&key)?, decode(&value)?);
        }
        Ok(region)
    }
}

impl Region {
    /// The parameter of a name, and its name.
    pub(crate) fn find(&self, named: &Named) -> Result<(&str, &ParameterRecord), SsmError> {
        let get = |name: &str| self.parameters.get_key_value(name).map(|(name, record)| (name.as_str(), record));
        let without_slash = || named.name.strip_prefix('/').filter(|_| named.by_arn).and_then(get);
        get(&named.name).or_else(without_slash).ok_or(SsmError::ParameterNotFound)
    }

    /// The version a name and its selector name, with its value.
    pub(crate) fn version(&self, view: &View<'_>, named: &Named) -> Result<Found, SsmError> {
        let (name, record) = self.find(named)?;
        let (number, version) = record
            .select(named.selector.as_deref())
            .ok_or_else(|| SsmError::no_version(name, named.selector.as_deref().unwrap_or_default()))?;
        Region::found(view, name, number, version)
    }

    /// A version with its value.
    pub(crate) fn found(view: &View<'_>, name: &str, number: u64, version: &Version) -> Result<Found, SsmError> {
        let stored = view.get_body(keys::value(name, number))?;
        let stored = stored.ok_or_else(|| StoreError::corrupt("a version without its value"))?;
        Ok(Found { name: name.to_owned(), number, version: version.clone(), stored })
    }

    /// Writes a parameter's settings down.
    pub(crate) fn put(&mut self, tx: &mut Tx<'_>, name: &str, record: ParameterRecord) {
        tx.put(keys::parameter(name), encode(&record));
        self.parameters.insert(name.to_owned(), record);
    }

    /// Changes a parameter's settings.
    pub(crate) fn change<T>(
        &mut self,
        tx: &mut Tx<'_>,
        named: &Named,
        change: impl FnOnce(&str, &mut ParameterRecord) -> Result<T, SsmError>,
    ) -> Result<T, SsmError> {
        let (name, record) = self.find(named)?;
        let (name, mut record) = (name.to_owned(), record.clone());
        let done = change(&name, &mut record)?;
        self.put(tx, &name, record);
        Ok(done)
    }

    /// Deletes a parameter with all its versions; whether it was there.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, name: &str) -> bool {
        let Some(record) = self.parameters.remove(name) else { return false };
        tx.delete(keys::parameter(name));
        for number in record.versions.keys() {
            tx.delete_body(keys::value(name, *number));
        }
        true
    }

    /// Deletes a parameter whose latest version has expired.
    pub(crate) fn expire(&mut self, tx: &mut Tx<'_>, name: &str) {
        let latest = self.parameters.get(name).and_then(ParameterRecord::latest);
        let now = tx.now().as_micros();
        if latest.is_some_and(|(_, version)| version.policies.iter().any(|policy| policy.expires <= now)) {
            self.delete(tx, name);
        }
    }
}
