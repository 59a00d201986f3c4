//! Roles, users and groups: what policies are attached to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Record, StoreError, Tx, View, decode, encode, prefix};

use crate::api;
use crate::error::IamError;
use crate::keys;
use crate::tags::Tags;

/// What an identity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Kind {
    Role,
    User,
    Group,
}

impl Kind {
    /// The tag of its rows.
    pub(crate) const fn tag(self) -> u8 {
        match self {
            Kind::Role => b'r',
            Kind::User => b'u',
            Kind::Group => b'g',
        }
    }

    pub(crate) fn of_tag(tag: u8) -> Option<Kind> {
        [Kind::Role, Kind::User, Kind::Group].into_iter().find(|kind| kind.tag() == tag)
    }

    /// As ARNs and texts call it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Kind::Role => "role",
            Kind::User => "user",
            Kind::Group => "group",
        }
    }

    /// What its unique ids begin with.
    pub(crate) const fn id_prefix(self) -> &'static str {
        match self {
            Kind::Role => "AROA",
            Kind::User => "AIDA",
            Kind::Group => "AGPA",
        }
    }
}

/// A role, user or group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Identity {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// With a slash at both ends, or one slash alone.
    pub(crate) path: String,
    pub(crate) id: String,
    /// Seconds since the epoch.
    pub(crate) created: u64,
    /// Inline policies by name, as they were given.
    pub(crate) inline: BTreeMap<String, String>,
    /// ARNs of managed policies, in the order in which they were attached.
    pub(crate) attached: Vec<String>,
    /// The ARN of the permissions boundary.
    pub(crate) boundary: Option<String>,
    pub(crate) tags: Tags,
    /// What only roles have.
    pub(crate) role: Option<RolePart>,
    /// The groups a user is in, in the order in which it joined.
    pub(crate) groups: Vec<String>,
    /// The ids of a user's access keys.
    pub(crate) access_keys: Vec<String>,
}

/// What only roles have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RolePart {
    /// The trust policy, as it was given.
    pub(crate) trust: String,
    pub(crate) description: Option<String>,
    /// Seconds.
    pub(crate) max_session: i32,
    /// The service that it is linked to: only that may change it.
    pub(crate) linked: Option<String>,
}

impl Record for Identity {
    const VERSION: u8 = 1;
}

impl Identity {
    /// A fresh one, without anything.
    pub(crate) fn new(kind: Kind, name: String, path: Option<String>, tx: &Tx<'_>) -> Identity {
        Identity {
            kind,
            name,
            path: path.unwrap_or_else(|| "/".to_owned()),
            id: crate::ids::unique(kind.id_prefix(), tx.rng()),
            created: tx.now().as_secs(),
            inline: BTreeMap::new(),
            attached: Vec::new(),
            boundary: None,
            tags: Tags::default(),
            role: None,
            groups: Vec::new(),
            access_keys: Vec::new(),
        }
    }

    pub(crate) fn arn(&self, account: &str) -> String {
        ["arn:aws:iam::", account, ":", self.kind.word(), &self.path, &self.name].concat()
    }

    pub(crate) fn created_at(&self) -> Timestamp {
        Timestamp::from_secs(self.created)
    }

    /// Writes its row.
    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::named(self.kind.tag(), &self.name), encode(self));
    }

    pub(crate) fn boundary_shape(&self) -> Option<api::AttachedPermissionsBoundary> {
        self.boundary.as_ref().map(|arn| api::AttachedPermissionsBoundary {
            // The only value the published model has.
            permissions_boundary_type: Some("Policy".to_owned()),
            permissions_boundary_arn: Some(arn.clone()),
        })
    }

    pub(crate) fn attached_shapes(&self) -> Vec<api::AttachedPolicy> {
        let shape = |arn: &String| api::AttachedPolicy {
            policy_name: arn.rsplit('/').next().map(str::to_owned),
            policy_arn: Some(arn.clone()),
        };
        self.attached.iter().map(shape).collect()
    }

    pub(crate) fn inline_shapes(&self) -> Vec<api::PolicyDetail> {
        let shape = |(name, document): (&String, &String)| api::PolicyDetail {
            policy_name: Some(name.clone()),
            policy_document: Some(crate::documents::escaped(document)),
        };
        self.inline.iter().map(shape).collect()
    }

    /// Refuses a change of a role that belongs to a service.
    pub(crate) fn may_change(&self) -> Result<(), IamError> {
        match self.role.as_ref().and_then(|role| role.linked.as_ref()) {
            Some(_) => Err(IamError::UnmodifiableEntity(self.name.clone())),
            None => Ok(()),
        }
    }
}

/// By name, without regard to case.
pub(crate) fn find(view: View<'_>, kind: Kind, name: &str) -> Result<Option<Identity>, IamError> {
    let row = view.get(keys::named(kind.tag(), name))?;
    Ok(row.map(|row| decode(&row)).transpose()?)
}

/// The same, where it must be there.
pub(crate) fn existing(view: View<'_>, kind: Kind, name: &str) -> Result<Identity, IamError> {
    find(view, kind, name)?.ok_or_else(|| IamError::not_found(kind.word(), name))
}

/// All of a kind under a path, by name, with their places.
pub(crate) fn all<'a>(
    view: View<'a>,
    kind: Kind,
    path_prefix: Option<&str>,
) -> impl Iterator<Item = Result<(String, Identity), IamError>> + use<'a> {
    let under = path_prefix.unwrap_or("/").to_owned();
    view.scan(prefix([kind.tag()])).filter_map(move |row| match row.and_then(|(_, row)| decode::<Identity>(&row)) {
        Ok(found) if found.path.starts_with(&under) => Some(Ok((found.name.to_ascii_lowercase(), found))),
        Ok(_) => None,
        Err(error) => Some(Err(error.into())),
    })
}

/// The names in the rows under a key, which say who uses, is in or holds something.
pub(crate) fn names_under(view: View<'_>, key: impl AsRef<[u8]>) -> Result<Vec<String>, StoreError> {
    let key = key.as_ref();
    let mut names = Vec::new();
    for row in view.scan(prefix(key)) {
        let (row, _) = row?;
        names.push(String::from_utf8_lossy(row.get(key.len()..).unwrap_or_default()).into_owned());
    }
    Ok(names)
}
