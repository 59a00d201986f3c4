//! Managed policies: the account's own, and AWS's.

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_store::{Record, Tx, View, decode, encode, prefix};

use crate::api;
use crate::aws_managed::{self, AwsPolicy};
use crate::error::IamError;
use crate::identity::{Identity, Kind, names_under};
use crate::keys;
use crate::tags::Tags;

/// A policy of the account's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) description: Option<String>,
    /// Seconds since the epoch.
    pub(crate) created: u64,
    pub(crate) updated: u64,
    pub(crate) tags: Tags,
    /// The number of the default version.
    pub(crate) default: u32,
    /// The number of the last version that was made; numbers are not used again.
    pub(crate) last: u32,
    /// In the order in which they were made; at least one, at most five.
    pub(crate) versions: Vec<Version>,
}

/// A version of a policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) number: u32,
    pub(crate) created: u64,
    /// As it was given.
    pub(crate) document: String,
}

impl Record for Policy {
    const VERSION: u8 = 1;
}

impl Policy {
    pub(crate) fn arn(&self, account: &str) -> String {
        ["arn:aws:iam::", account, ":policy", &self.path, &self.name].concat()
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) {
        tx.put(keys::named(keys::POLICY, &self.name), encode(self));
    }

    /// By `v3`.
    pub(crate) fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version_id(version.number) == id)
    }

    pub(crate) fn version_shape(&self, version: &Version, with_document: bool) -> api::PolicyVersion {
        api::PolicyVersion {
            document: with_document.then(|| crate::documents::escaped(&version.document)),
            version_id: Some(version_id(version.number)),
            is_default_version: Some(version.number == self.default),
            create_date: Some(Timestamp::from_secs(version.created)),
        }
    }
}

pub(crate) fn version_id(number: u32) -> String {
    format!("v{number}")
}

/// A policy of either kind.
#[derive(Clone, Debug)]
pub(crate) enum Managed {
    Own(Box<Policy>),
    Aws(&'static AwsPolicy),
}

impl Managed {
    /// Its answer's shape, without description and tags.
    pub(crate) fn shape(&self, view: View<'_>, account: &str) -> Result<api::Policy, IamError> {
        let (name, id, arn, path, version, created, updated) = match self {
            Managed::Own(own) => {
                let version = version_id(own.default);
                let arn = own.arn(account);
                (own.name.clone(), own.id.clone(), arn, own.path.clone(), version, own.created, own.updated)
            }
            Managed::Aws(aws) => {
                let id = tradewind_cloud::sessions::unique_id("ANPA", aws.arn);
                let (name, path) = (aws.name().to_owned(), aws.path().to_owned());
                (name, id, aws.arn.to_owned(), path, aws.version.to_owned(), aws.created, aws.updated)
            }
        };
        let count = |tag| Ok::<_, IamError>(i32::try_from(uses(view, tag, &arn)?.len()).unwrap_or(i32::MAX));
        Ok(api::Policy {
            policy_name: Some(name),
            policy_id: Some(id),
            path: Some(path),
            default_version_id: Some(version),
            attachment_count: Some(count(keys::ATTACHED)?),
            permissions_boundary_usage_count: Some(count(keys::BOUNDARY)?),
            is_attachable: Some(true),
            description: None,
            create_date: Some(Timestamp::from_secs(created)),
            update_date: Some(Timestamp::from_secs(updated)),
            tags: None,
            arn: Some(arn),
        })
    }
}

/// The name in an ARN of a policy of this account.
pub(crate) fn own_name<'a>(account: &str, arn: &'a str) -> Option<&'a str> {
    let rest = arn.strip_prefix("arn:aws:iam::")?.strip_prefix(account)?.strip_prefix(":policy/")?;
    rest.rsplit('/').next()
}

/// The policy of an ARN; none if it is not there.
pub(crate) fn find(view: View<'_>, account: &str, arn: &str) -> Result<Option<Managed>, IamError> {
    if let Some(aws) = aws_managed::find(arn) {
        return Ok(Some(Managed::Aws(aws)));
    }
    Ok(find_own(view, account, arn)?.map(|own| Managed::Own(Box::new(own))))
}

fn find_own(view: View<'_>, account: &str, arn: &str) -> Result<Option<Policy>, IamError> {
    let Some(name) = own_name(account, arn) else { return Ok(None) };
    let row = view.get(keys::named(keys::POLICY, name))?;
    let found = row.map(|row| decode::<Policy>(&row)).transpose()?;
    // Another path makes another ARN.
    Ok(found.filter(|policy| policy.arn(account) == arn))
}

/// The same, where it must be there.
pub(crate) fn existing(view: View<'_>, account: &str, arn: &str) -> Result<Managed, IamError> {
    check_arn(arn)?;
    find(view, account, arn)?.ok_or_else(|| IamError::NoSuchEntity(format!("Policy {arn} was not found.")))
}

/// One that the account may change.
pub(crate) fn existing_own(view: View<'_>, account: &str, arn: &str) -> Result<Policy, IamError> {
    match existing(view, account, arn)? {
        Managed::Own(own) => Ok(*own),
        // Nobody but AWS has the right to, whoever asks.
        Managed::Aws(_) => Err(IamError::NoSuchEntity(format!("Policy {arn} was not found."))),
    }
}

/// One that can be attached to an identity, or be its boundary.
pub(crate) fn attachable(view: View<'_>, account: &str, arn: &str) -> Result<Managed, IamError> {
    check_arn(arn)?;
    let missing = || IamError::NoSuchEntity(format!("Policy {arn} does not exist or is not attachable."));
    find(view, account, arn)?.ok_or_else(missing)
}

/// Whether it has the form of a policy's ARN.
pub(crate) fn check_arn(arn: &str) -> Result<(), IamError> {
    let good =
        arn.strip_prefix("arn:aws:iam::").and_then(|rest| rest.split_once(":policy/")).is_some_and(|(owner, _)| {
            owner == "aws" || (owner.len() == 12 && owner.bytes().all(|byte| byte.is_ascii_digit()))
        });
    if good { Ok(()) } else { Err(IamError::InvalidInput(format!("ARN {arn} is not valid.").into())) }
}

/// Who uses a policy, as what `tag` says: kinds and names in lower case.
pub(crate) fn uses(view: View<'_>, tag: u8, arn: &str) -> Result<Vec<(Kind, String)>, IamError> {
    let names = names_under(view, keys::uses(tag, arn))?;
    let split = |text: String| {
        let kind = text.bytes().next().and_then(Kind::of_tag)?;
        Some((kind, text.get(1..)?.to_owned()))
    };
    Ok(names.into_iter().filter_map(split).collect())
}

/// Notes, or strikes out, that an identity uses a policy.
pub(crate) fn note_use(tx: &mut Tx<'_>, tag: u8, arn: &str, identity: &Identity, uses: bool) {
    let key = keys::used(tag, arn, identity.kind, &identity.name);
    if uses { tx.put(key, vec![1]) } else { tx.delete(key) }
}

/// All of the account's own, by name.
pub(crate) fn all_own<'a>(view: View<'a>) -> impl Iterator<Item = Result<Policy, IamError>> + use<'a> {
    view.scan(prefix([keys::POLICY])).map(|row| Ok(decode::<Policy>(&row?.1)?))
}
