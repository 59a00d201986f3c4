//! A new version of a parameter.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_store::Tx;

use super::{Kind, ParameterRecord, Policy, Region, Tier, Version};
use crate::error::SsmError;
use crate::{keys, limits};

/// What a call wants to put.
pub(crate) struct Put {
    pub(crate) name: String,
    /// None to keep the one that is there.
    pub(crate) kind: Option<Kind>,
    pub(crate) key: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) allowed_pattern: Option<String>,
    /// None to keep the one that is there; Intelligent-Tiering has been decided.
    pub(crate) tier: Option<Tier>,
    pub(crate) policies: Vec<Policy>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) overwrite: bool,
    pub(crate) user: String,
    /// The length of the value, in bytes.
    pub(crate) bytes: usize,
}

impl Put {
    /// The kind the value will have, beside what is there.
    pub(crate) fn kind_over(&self, before: Option<&ParameterRecord>) -> Result<Kind, SsmError> {
        let there = before.and_then(ParameterRecord::latest).map(|(_, version)| version.kind);
        if there.is_some() && !self.overwrite {
            return Err(SsmError::AlreadyExists);
        }
        match (self.kind, there) {
            (None, None) => Err(SsmError::invalid("A parameter type is required when you create a parameter.")),
            (Some(asked), Some(there)) if asked != there => Err(SsmError::Coded(
                "HierarchyTypeMismatchException",
                "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.".to_owned(),
            )),
            (Some(kind), _) | (None, Some(kind)) => Ok(kind),
        }
    }

    /// The tier the parameter will have.
    fn tier_over(&self, before: Option<&ParameterRecord>) -> Result<Tier, SsmError> {
        let there = before.and_then(ParameterRecord::latest).map_or(Tier::Standard, |(_, version)| version.tier);
        let tier = self.tier.unwrap_or(there);
        if tier < there {
            return Err(SsmError::invalid(
                "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
            ));
        }
        if tier == Tier::Standard && self.bytes > limits::STANDARD_BYTES {
            return Err(SsmError::invalid(
                "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html",
            ));
        }
        if self.bytes > limits::ADVANCED_BYTES {
            return Err(SsmError::invalid(
                "Advanced tier parameters support a maximum parameter value of 8192 characters.",
            ));
        }
        if tier == Tier::Standard && !self.policies.is_empty() {
            return Err(SsmError::invalid(
                "Parameter policies are supported for parameters of the advanced-parameter tier only.",
            ));
        }
        Ok(tier)
    }

    fn version(self, now: Timestamp, kind: Kind, tier: Tier) -> Version {
        Version {
            kind,
            key: self.key.filter(|_| kind == Kind::SecureString),
            modified: now.as_micros(),
            user: self.user,
            description: self.description,
            allowed_pattern: self.allowed_pattern,
            labels: BTreeSet::new(),
            tier,
            policies: self.policies,
        }
    }
}

impl Region {
    /// Puts a new version with its value as it is to lie in the store. `kind` is what the value was made for: should the
    /// parameter have become another one meanwhile, the call is refused.
    pub(crate) fn put_version(
        &mut self,
        tx: &mut Tx<'_>,
        put: Put,
        kind: Kind,
        stored: Bytes,
    ) -> Result<(u64, Tier), SsmError> {
        let before = self.parameters.get(&put.name);
        if put.kind_over(before)? != kind {
            let text = "There are concurrent updates for a resource that supports one update at a time.";
            return Err(SsmError::Coded("TooManyUpdates", text.to_owned()));
        }
        let tier = put.tier_over(before)?;
        if before.is_none() {
            self.room_for(tier)?;
        }
        let mut record = before.cloned().unwrap_or_default();
        let gone = record.make_room(&put.name)?;
        record.tags.extend(put.tags.clone());
        let number = record.latest().map_or(1, |(number, _)| number + 1);
        let name = put.name.clone();
        let version = put.version(tx.now(), kind, tier);
        if let Some(policy) = version.policies.first() {
            tx.task(Timestamp::from_micros(policy.expires), keys::EXPIRE, name.clone().into_bytes());
        }
        record.versions.insert(number, version);
        if let Some(gone) = gone {
            tx.delete_body(keys::value(&name, gone));
        }
        tx.put_body(keys::value(&name, number), stored);
        self.put(tx, &name, record);
        Ok((number, tier))
    }

    fn room_for(&self, tier: Tier) -> Result<(), SsmError> {
        let of_tier = |record: &&ParameterRecord| record.latest().is_some_and(|(_, version)| version.tier == tier);
        let limit = if tier == Tier::Standard { limits::STANDARD } else { limits::ADVANCED };
        // Counting is done only where the limit may have been reached.
        if self.parameters.len() < limit || self.parameters.values().filter(of_tier).count() < limit {
            return Ok(());
        }
        let text = "You have exceeded the number of parameters for this Amazon Web Services account. Delete one or more parameters and try again.";
        Err(SsmError::Coded("ParameterLimitExceeded", text.to_owned()))
    }
}

impl ParameterRecord {
    /// Drops the oldest version if there are as many as are kept; answers its number.
    fn make_room(&mut self, name: &str) -> Result<Option<u64>, SsmError> {
        if self.versions.len() < limits::VERSIONS {
            return Ok(None);
        }
        let Some((number, oldest)) = self.versions.first_key_value() else { return Ok(None) };
        if !oldest.labels.is_empty() {
            return Err(SsmError::Coded(
                "ParameterMaxVersionLimitExceeded",
                format!(
                    "You attempted to create a new version of {name} by calling the PutParameter API with the overwrite flag. Version {number}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again."
                ),
            ));
        }
        let number = *number;
        self.versions.remove(&number);
        Ok(Some(number))
    }
}
