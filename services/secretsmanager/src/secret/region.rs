//! The model of the cell of an account and region: its secrets, without their values.

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_store::{Model, StoreError, Tx, View, decode, encode, prefix};

use super::SecretRecord;
use crate::error::SecretsManagerError;
use crate::keys;
use crate::names::Named;

/// The secrets of an account and region.
#[derive(Default)]
pub(crate) struct Region {
    pub(crate) secrets: BTreeMap<String, SecretRecord>,
}

impl Model for Region {
    fn load(view: &View<'_>) -> Result<Region, StoreError> {
        let mut region = Region::default();
        for row in view.scan(prefix(keys::secrets())) {
            let (key, value) = row?;
            region.secrets.insert(keys::read_name(&key)?, decode(&value)?);
        }
        Ok(region)
    }
}

impl Region {
    /// The secret of an id.
    pub(crate) fn find(&self, named: &Named) -> Result<&SecretRecord, SecretsManagerError> {
        let get = |name: &str| self.secrets.get(name);
        if !named.by_arn {
            return get(&named.name).ok_or(SecretsManagerError::NotFound);
        }
        // With its six characters first, which must be the secret's own; then without.
        let whole = named.name.rsplit_once('-').and_then(|(name, _)| get(name));
        let whole = whole.filter(|secret| secret.arn.ends_with(&[":secret:", &named.name].concat()));
        whole.or_else(|| get(&named.name)).ok_or(SecretsManagerError::NotFound)
    }

    /// The value of a version as it lies in the store.
    pub(crate) fn stored(view: &View<'_>, name: &str, version: &str) -> Result<Bytes, SecretsManagerError> {
        let stored = view.get_body(keys::value(name, version))?;
        Ok(stored.ok_or_else(|| StoreError::corrupt("a version without its value"))?)
    }

    /// Writes a secret's settings down.
    pub(crate) fn put(&mut self, tx: &mut Tx<'_>, secret: SecretRecord) {
        tx.put(keys::secret(&secret.name), encode(&secret));
        self.secrets.insert(secret.name.clone(), secret);
    }

    /// Changes a secret that does not wait for its deletion.
    pub(crate) fn change<T>(
        &mut self,
        tx: &mut Tx<'_>,
        named: &Named,
        change: impl FnOnce(&mut Tx<'_>, &mut SecretRecord) -> Result<T, SecretsManagerError>,
    ) -> Result<T, SecretsManagerError> {
        let mut secret = self.find(named)?.clone();
        secret.not_deleted()?;
        let done = change(tx, &mut secret)?;
        self.put(tx, secret);
        Ok(done)
    }

    /// Deletes a secret with all its versions.
    pub(crate) fn delete(&mut self, tx: &mut Tx<'_>, name: &str) {
        let Some(secret) = self.secrets.remove(name) else { return };
        tx.delete(keys::secret(name));
        for version in secret.versions.keys() {
            tx.delete_body(keys::value(name, version));
        }
    }
}
