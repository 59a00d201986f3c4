//! Instance profiles: a role in a wrapper, for machines.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Record, Tx, View, decode, encode};

use crate::api;
use crate::error::IamError;
use crate::identity::{self, Kind};
use crate::keys;
use crate::tags::Tags;

/// An instance profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) id: String,
    /// Seconds since the epoch.
    pub(crate) created: u64,
    /// The name of the role in it.
    pub(crate) role: Option<String>,
    pub(crate) tags: Tags,
}

impl Record for Profile {
    const VERSION: u8 = 1;
}

impl Profile {
    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::named(keys::PROFILE, &self.name), encode(self));
    }

    /// Its answer's shape, without tags.
    pub(crate) fn shape(&self, view: View<'_>, account: &str) -> Result<api::InstanceProfile, IamError> {
        let role = self.role.as_ref().map(|role| identity::existing(view, Kind::Role, role)).transpose()?;
        Ok(api::InstanceProfile {
            path: self.path.clone(),
            instance_profile_name: self.name.clone(),
            instance_profile_id: self.id.clone(),
            arn: ["arn:aws:iam::", account, ":instance-profile", &self.path, &self.name].concat(),
            create_date: Timestamp::from_secs(self.created),
            roles: role.iter().map(|role| crate::ops::roles::brief(role, account)).collect(),
            tags: None,
        })
    }
}

/// By name, without regard to case.
pub(crate) fn find(view: View<'_>, name: &str) -> Result<Option<Profile>, IamError> {
    let row = view.get(keys::named(keys::PROFILE, name))?;
    Ok(row.map(|row| decode(&row)).transpose()?)
}

/// The same, where it must be there.
pub(crate) fn existing(view: View<'_>, name: &str) -> Result<Profile, IamError> {
    find(view, name)?.ok_or_else(|| IamError::NoSuchEntity(format!("Instance Profile {name} cannot be found.")))
}
