//! The model of the cell of an account and region: keys, aliases, grants, as their rows have them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_store::{Model, Record, StoreError, Tx, View, decode, encode, prefix};

use crate::error::KmsError;
use crate::key::KeyRecord;
use crate::keys;
use crate::names::{self, Named};

/// An alias. Times are in microseconds since the epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AliasRecord {
    /// The id of its key.
    pub(crate) target: String,
    pub(crate) created: u64,
    pub(crate) updated: u64,
}

impl Record for AliasRecord {
    const VERSION: u8 = 1;
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct GrantRecord {
    pub(crate) name: Option<String>,
    /// In microseconds since the epoch.
    pub(crate) created: u64,
    pub(crate) grantee: String,
    pub(crate) retiring: Option<String>,
    pub(crate) issuer: String,
    pub(crate) operations: Vec<String>,
    pub(crate) context_subset: Option<BTreeMap<String, String>>,
    pub(crate) context_equals: Option<BTreeMap<String, String>>,
}

impl Record for GrantRecord {
    const VERSION: u8 = 1;
}

/// Keys, aliases and grants of an account and region.
#[derive(Default)]
pub(crate) struct Region {
    pub(crate) keys: BTreeMap<String, KeyRecord>,
    pub(crate) aliases: BTreeMap<String, AliasRecord>,
    pub(crate) grants: BTreeMap<(String, String), GrantRecord>,
}

impl Model for Region {
    fn load(view: &View<'_>) -> Result<Region, StoreError> {
        let mut region = Region::default();
        for row in view.scan(prefix(keys::keys())) {
            let (key, value) = row?;
            region.keys.insert(keys::read_name(&key)?, decode(&value)?);
        }
        for row in view.scan(prefix(keys::aliases())) {
            let (key, value) = row?;
            region.aliases.insert(keys::read_name(&key)?, decode(&value)?);
        }
        for row in view.scan(prefix(keys::grants())) {
            let (key, value) = row?;
            region.grants.insert(keys::read_names(&key)?, decode(&value)?);
        }
        Ok(region)
    }
}

/// Where a region's cell stands: what ARNs are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) account: String,
    pub(crate) region: String,
}

impl Place {
    pub(crate) fn key_arn(&self, id: &str) -> String {
        names::key_arn(&self.region, &self.account, id)
    }

    pub(crate) fn alias_arn(&self, name: &str) -> String {
        names::alias_arn(&self.region, &self.account, name)
    }
}

impl Region {
    /// The key of this name, or the error that says it is not there.
    pub(crate) fn find(&self, place: &Place, named: &Named) -> Result<&KeyRecord, KmsError> {
        match named {
            Named::Id(id) => self.key(place, id),
            Named::Alias(name) => {
                let alias = self.aliases.get(name).ok_or_else(|| KmsError::NoAlias(place.alias_arn(name)))?;
                self.key(place, &alias.target)
            }
        }
    }

    /// The key of this id.
    pub(crate) fn key(&self, place: &Place, id: &str) -> Result<&KeyRecord, KmsError> {
        self.keys.get(id).ok_or_else(|| KmsError::NoKey(place.key_arn(id)))
    }

    /// Changes a key and writes it down.
    pub(crate) fn change<T>(
        &mut self,
        tx: &mut Tx<'_>,
        place: &Place,
        id: &str,
        change: impl FnOnce(&mut Tx<'_>, &mut KeyRecord) -> Result<T, KmsError>,
    ) -> Result<T, KmsError> {
        let mut key = self.key(place, id)?.clone();
        let done = change(tx, &mut key)?;
        self.put_key(tx, key);
        Ok(done)
    }

    pub(crate) fn put_key(&mut self, tx: &mut Tx<'_>, key: KeyRecord) {
        tx.put(keys::key(&key.id), encode(&key));
        self.keys.insert(key.id.clone(), key);
    }

    pub(crate) fn put_alias(&mut self, tx: &mut Tx<'_>, name: &str, alias: AliasRecord) {
        tx.put(keys::alias(name), encode(&alias));
        self.aliases.insert(name.to_owned(), alias);
    }

    pub(crate) fn put_grant(&mut self, tx: &mut Tx<'_>, names: (String, String), grant: GrantRecord) {
        tx.put(keys::grant(&names.0, &names.1), encode(&grant));
        self.grants.insert(names, grant);
    }

    /// Drops a grant; whether it was there.
    pub(crate) fn drop_grant(&mut self, tx: &mut Tx<'_>, names: &(String, String)) -> bool {
        tx.delete(keys::grant(&names.0, &names.1));
        self.grants.remove(names).is_some()
    }
}
