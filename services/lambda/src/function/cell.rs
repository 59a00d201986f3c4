//! The model of a function's cell.
//!
//! ```text
//! versions      0 is $LATEST, which is there exactly while the function is; published numbers are at most row.published
//! aliases       each points to versions that are there
//! policies, provisioned, urls, event_invokes, runtimes   nothing for qualifiers that are not there
//! built         what executors are handed: made when it is first needed, forgotten when the version changes
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_functions::Function;
use tradewind_store::{Model, Record, StoreError, Tx, View, decode, encode, prefix};

use super::rows::{AliasRow, EventInvokeRow, FunctionRow, ProvisionedRow, RuntimeRow, UrlRow, VersionRow};
use crate::error::LambdaError;
use crate::keys;
use crate::names::{FunctionRef, LATEST};
use crate::policy::Policy;
use crate::url::note_forget;

/// The number of `$LATEST` in rows and in the model.
pub(crate) const LATEST_NUMBER: u64 = 0;

/// A function with everything that belongs to it.
#[derive(Default)]
pub(crate) struct FunctionCell {
    row: FunctionRow,
    versions: BTreeMap<u64, VersionRow>,
    aliases: BTreeMap<String, AliasRow>,
    policies: BTreeMap<String, Policy>,
    provisioned: BTreeMap<String, ProvisionedRow>,
    urls: BTreeMap<String, UrlRow>,
    event_invokes: BTreeMap<String, EventInvokeRow>,
    runtimes: BTreeMap<u64, RuntimeRow>,
    pub(super) built: Mutex<BTreeMap<u64, Arc<Function>>>,
}

fn rows<R: Record, K: Ord>(
    view: &View<'_>,
    all: tradewind_store::Key,
    read: impl Fn(&[u8]) -> Result<K, StoreError>,
) -> Result<BTreeMap<K, R>, StoreError> {
    let mut found = BTreeMap::new();
    for row in view.scan(prefix(all)) {
        let (key, value) = row?;
        found.insert(read(&key)?, decode(&value)?);
    }
    Ok(found)
}

impl Model for FunctionCell {
    fn load(view: &View<'_>) -> Result<FunctionCell, StoreError> {
        let row = view.get(keys::function())?.map(|row| decode::<FunctionRow>(&row)).transpose()?;
        let cell = FunctionCell {
            row: row.unwrap_or_default(),
            versions: rows(view, keys::versions(), keys::read_number)?,
            aliases: rows(view, keys::aliases(), keys::read_name)?,
            policies: rows(view, keys::policies(), keys::read_name)?,
            provisioned: rows(view, keys::provisioned(), keys::read_name)?,
            urls: rows(view, keys::urls(), keys::read_name)?,
            event_invokes: rows(view, keys::event_invokes(), keys::read_name)?,
            runtimes: rows(view, keys::runtimes(), keys::read_number)?,
            built: Mutex::default(),
        };
        cell.check()?;
        Ok(cell)
    }
}

/// The number that a qualifier names, if it is a version's: `$LATEST` is 0.
pub(crate) fn version_number(qualifier: &str) -> Option<u64> {
    if qualifier == LATEST {
        return Some(LATEST_NUMBER);
    }
    let digits = !qualifier.is_empty() && qualifier.bytes().all(|byte| byte.is_ascii_digit());
    qualifier.parse().ok().filter(|number| digits && *number > 0)
}

/// A version's number as it is printed.
pub(crate) fn version_text(number: u64) -> String {
    if number == LATEST_NUMBER { LATEST.to_owned() } else { number.to_string() }
}

impl FunctionCell {
    /// Stops rather than lies: what the model's front page says must hold.
    fn check(&self) -> Result<(), StoreError> {
        let there = self.exists();
        let empty = self.versions.is_empty() && self.aliases.is_empty() && self.urls.is_empty();
        let orphans = !there && !empty;
        let unknown = self.versions.keys().any(|number| *number > self.row.published);
        let dangling = self.aliases.values().any(|alias| {
            let mut numbers = std::iter::once(&alias.version).chain(alias.weights.keys());
            numbers.any(|number| !self.versions.contains_key(number))
        });
        if orphans || unknown || dangling {
            return Err(StoreError::corrupt("the rows of a function contradict each other"));
        }
        Ok(())
    }

    /// Whether there is such a function.
    pub(crate) fn exists(&self) -> bool {
        self.versions.contains_key(&LATEST_NUMBER)
    }

    /// Refuses an operation on a function that is not there. A qualifier is not looked at.
    pub(crate) fn require(&self, at: &FunctionRef) -> Result<(), LambdaError> {
        if self.exists() { Ok(()) } else { Err(LambdaError::NoFunction(at.unqualified_arn())) }
    }

    /// The version that a reference means, its number with it; an alias counts for the version it points to.
    pub(crate) fn require_version(&self, at: &FunctionRef) -> Result<(u64, &VersionRow), LambdaError> {
        let number = match &at.qualifier {
            None => Some(LATEST_NUMBER),
            Some(qualifier) => {
                version_number(qualifier).or_else(|| self.aliases.get(qualifier).map(|alias| alias.version))
            }
        };
        let found = number.and_then(|number| Some((number, self.versions.get(&number)?)));
        found.ok_or_else(|| at.absent())
    }

    /// `$LATEST`, or the error that says the function is not there.
    pub(crate) fn latest(&self, at: &FunctionRef) -> Result<&VersionRow, LambdaError> {
        self.versions.get(&LATEST_NUMBER).ok_or_else(|| LambdaError::NoFunction(at.unqualified_arn()))
    }

    pub(crate) fn row(&self) -> &FunctionRow {
        &self.row
    }

    pub(crate) fn set_row(&mut self, tx: &mut Tx<'_>, row: FunctionRow) {
        tx.put(keys::function(), encode(&row));
        self.row = row;
    }

    /// All versions; `$LATEST` (0) first, then in the order of their numbers.
    pub(crate) fn versions(&self) -> &BTreeMap<u64, VersionRow> {
        &self.versions
    }

    pub(crate) fn version(&self, number: u64) -> Option<&VersionRow> {
        self.versions.get(&number)
    }

    pub(crate) fn set_version(&mut self, tx: &mut Tx<'_>, number: u64, row: VersionRow) {
        tx.put(keys::version(number), encode(&row));
        self.versions.insert(number, row);
        self.built.get_mut().remove(&number);
    }

    pub(crate) fn delete_version(&mut self, tx: &mut Tx<'_>, number: u64) -> Option<VersionRow> {
        tx.delete(keys::version(number));
        self.built.get_mut().remove(&number);
        self.versions.remove(&number)
    }

    pub(crate) fn aliases(&self) -> &BTreeMap<String, AliasRow> {
        &self.aliases
    }

    pub(crate) fn alias(&self, name: &str) -> Option<&AliasRow> {
        self.aliases.get(name)
    }

    pub(crate) fn set_alias(&mut self, tx: &mut Tx<'_>, name: &str, row: Option<AliasRow>) {
        set(tx, keys::alias(name), row.as_ref());
        keep(&mut self.aliases, name, row);
    }

    /// The policy of a qualifier; `""` is the function's own.
    pub(crate) fn policy(&self, qualifier: &str) -> Option<&Policy> {
        self.policies.get(qualifier)
    }

    pub(crate) fn set_policy(&mut self, tx: &mut Tx<'_>, qualifier: &str, policy: Option<Policy>) {
        set(tx, keys::policy(qualifier), policy.as_ref());
        keep(&mut self.policies, qualifier, policy);
    }

    /// Provisioned concurrency by qualifier.
    pub(crate) fn provisioned(&self) -> &BTreeMap<String, ProvisionedRow> {
        &self.provisioned
    }

    pub(crate) fn set_provisioned(&mut self, tx: &mut Tx<'_>, qualifier: &str, row: Option<ProvisionedRow>) {
        set(tx, keys::provisioned_of(qualifier), row.as_ref());
        keep(&mut self.provisioned, qualifier, row);
    }

    /// URLs by qualifier; `""` is the function's own.
    pub(crate) fn urls(&self) -> &BTreeMap<String, UrlRow> {
        &self.urls
    }

    /// Sets or takes away a URL; the index forgets one that is taken away.
    pub(crate) fn set_url(&mut self, tx: &mut Tx<'_>, qualifier: &str, row: Option<UrlRow>) {
        if let (Some(gone), None) = (self.urls.get(qualifier), &row) {
            note_forget(tx, &gone.id);
        }
        set(tx, keys::url(qualifier), row.as_ref());
        keep(&mut self.urls, qualifier, row);
    }

    /// Configurations of asynchronous invocation by qualifier; `$LATEST` is the function's own.
    pub(crate) fn event_invokes(&self) -> &BTreeMap<String, EventInvokeRow> {
        &self.event_invokes
    }

    pub(crate) fn set_event_invoke(&mut self, tx: &mut Tx<'_>, qualifier: &str, row: Option<EventInvokeRow>) {
        set(tx, keys::event_invoke(qualifier), row.as_ref());
        keep(&mut self.event_invokes, qualifier, row);
    }

    /// How a version's runtime is updated, if that was configured.
    pub(crate) fn runtime(&self, number: u64) -> Option<&RuntimeRow> {
        self.runtimes.get(&number)
    }

    pub(crate) fn set_runtime(&mut self, tx: &mut Tx<'_>, number: u64, row: Option<RuntimeRow>) {
        match &row {
            Some(row) => tx.put(keys::runtime(number), encode(row)),
            None => tx.delete(keys::runtime(number)),
        }
        match row {
            Some(row) => drop(self.runtimes.insert(number, row)),
            None => drop(self.runtimes.remove(&number)),
        }
    }

    /// Takes everything away that belongs to a qualifier which is about to go.
    pub(crate) fn forget_qualifier(&mut self, tx: &mut Tx<'_>, qualifier: &str) {
        if self.policies.contains_key(qualifier) {
            self.set_policy(tx, qualifier, None);
        }
        if self.provisioned.contains_key(qualifier) {
            self.set_provisioned(tx, qualifier, None);
        }
        if self.urls.contains_key(qualifier) {
            self.set_url(tx, qualifier, None);
        }
        if self.event_invokes.contains_key(qualifier) {
            self.set_event_invoke(tx, qualifier, None);
        }
        if let Some(number) = version_number(qualifier).filter(|number| self.runtimes.contains_key(number)) {
            self.set_runtime(tx, number, None);
        }
    }

    /// Deletes the function. Numbers that were given to versions stay given.
    pub(crate) fn clear(&mut self, tx: &mut Tx<'_>) {
        let published = self.row.published;
        if published == 0 {
            tx.drop_cell();
            *self = FunctionCell::default();
        } else {
            tx.clear();
            *self = FunctionCell::default();
            self.set_row(tx, FunctionRow { published, deleted: true, ..FunctionRow::default() });
        }
    }

    /// Whether a version's code or one of its layers is in this blob.
    pub(crate) fn names_blob(&self, blob: &[u8; 16]) -> bool {
        self.versions.values().any(|version| {
            version.code.blob == *blob || version.configuration.layers.iter().any(|layer| layer.code.blob == *blob)
        })
    }
}

fn set<R: Record>(tx: &mut Tx<'_>, key: tradewind_store::Key, row: Option<&R>) {
    match row {
        Some(row) => tx.put(key, encode(row)),
        None => tx.delete(key),
    }
}

fn keep<R>(map: &mut BTreeMap<String, R>, name: &str, row: Option<R>) {
    match row {
        Some(row) => drop(map.insert(name.to_owned(), row)),
        None => drop(map.remove(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualifiers_are_versions_or_aliases() {
        assert_eq!(version_number("$LATEST"), Some(0));
        assert_eq!(version_number("17"), Some(17));
        for alias in ["live", "0", "-1", "+1", "", "1a", "99999999999999999999999", "$LATEST.PUBLISHED"] {
            assert_eq!(version_number(alias), None, "{alias}");
        }
        assert_eq!((version_text(0), version_text(3)), ("$LATEST".to_owned(), "3".to_owned()));
    }
}
