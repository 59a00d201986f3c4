//! A repository's row, and what is said of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tradewind_clock::Timestamp;
use tradewind_cloud::Context;
use tradewind_store::{Record, Tx, View, decode, encode};

use crate::api;
use crate::error::EcrError;
use crate::keys;

/// How many tags a repository may have.
const TAGS: usize = 50;

/// A repository.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Repository {
    /// When it was made, in microseconds.
    pub(crate) created: u64,
    pub(crate) mutability: String,
    /// Tags that are exempt from the mutability: kinds and patterns.
    pub(crate) exclusions: Vec<(String, String)>,
    pub(crate) scan_on_push: bool,
    /// `AES256`, `KMS` or `KMS_DSSE`, and the key's ARN.
    pub(crate) encryption: (String, Option<String>),
    /// As it is printed.
    pub(crate) policy: Option<String>,
    /// As it is printed.
    pub(crate) lifecycle: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Record for Repository {
    const VERSION: u8 = 1;
}

/// Where a repository is, or shall be: in which registry, under which name.
pub(crate) struct Place<'a> {
    ctx: &'a Context,
    pub(crate) registry: String,
    pub(crate) name: String,
}

impl<'a> Place<'a> {
    pub(crate) fn new(ctx: &'a Context, registry: Option<String>, name: String) -> Place<'a> {
        Place { ctx, registry: registry.unwrap_or_else(|| ctx.account().to_owned()), name }
    }

    /// Of an ARN.
    pub(crate) fn of_arn(ctx: &'a Context, arn: &str) -> Result<Place<'a>, EcrError> {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let name = match parts.as_slice() {
            ["arn", _, "ecr", region, account, resource] if *region == ctx.region() => {
                resource.strip_prefix("repository/").map(|name| ((*account).to_owned(), name.to_owned()))
            }
            _ => None,
        };
        let (account, name) = name.ok_or_else(|| EcrError::invalid("resourceArn", "Invalid ARN"))?;
        Ok(Place::new(ctx, Some(account), name))
    }

    /// Whether it is in the caller's own registry, which is the only one a caller sees.
    fn is_own(&self) -> bool {
        self.registry == self.ctx.account()
    }

    pub(crate) fn find(&self, view: View<'_>) -> Result<Repository, EcrError> {
        let row = if self.is_own() { view.get(keys::repository(&self.name))? } else { None };
        row.map(|row| decode(&row)).transpose()?.ok_or_else(|| {
            let Place { name, registry, .. } = self;
            let text = format!("The repository with name '{name}' does not exist in the registry with id '{registry}'");
            EcrError::Coded("RepositoryNotFoundException", text)
        })
    }

    /// Refuses a name that is taken, and registries that are not the caller's.
    pub(crate) fn is_free(&self, view: View<'_>) -> Result<(), EcrError> {
        if !self.is_own() {
            return Err(EcrError::invalid("registryId", "must be the id of the caller's own registry"));
        }
        if view.get(keys::repository(&self.name))?.is_none() {
            return Ok(());
        }
        let text = format!(
            "The repository with name '{}' already exists in the registry with id '{}'",
            self.name, self.registry
        );
        Err(EcrError::Coded("RepositoryAlreadyExistsException", text))
    }

    /// Says that the repository is there and something of its is not.
    pub(crate) fn lacks(&self, code: &'static str, what: &str) -> EcrError {
        let Place { name, registry, .. } = self;
        let text =
            format!("{what} does not exist for the repository with name '{name}' in the registry with id '{registry}'");
        EcrError::Coded(code, text)
    }

    pub(crate) fn put(&self, tx: &mut Tx<'_>, repository: &Repository) {
        tx.put(keys::repository(&self.name), encode(repository));
    }

    pub(crate) fn delete(&self, tx: &mut Tx<'_>) {
        tx.delete(keys::repository(&self.name));
    }

    /// What an operation tells of it.
    pub(crate) fn told(&self, repository: &Repository) -> api::Repository {
        let (kind, key) = &repository.encryption;
        let (account, region) = (&self.registry, self.ctx.region());
        api::Repository {
            repository_arn: Some(format!("arn:aws:ecr:{region}:{account}:repository/{}", self.name)),
            registry_id: Some(self.registry.clone()),
            repository_name: Some(self.name.clone()),
            repository_uri: Some(format!("{account}.dkr.ecr.{region}.amazonaws.com/{}", self.name)),
            created_at: Some(Timestamp::from_micros(repository.created)),
            image_tag_mutability: Some(repository.mutability.clone()),
            image_tag_mutability_exclusion_filters: repository.exclusion_filters(),
            image_scanning_configuration: Some(repository.scanning()),
            encryption_configuration: Some(api::EncryptionConfiguration {
                encryption_type: kind.clone(),
                kms_key: key.clone(),
            }),
        }
    }
}

impl Repository {
    pub(crate) fn scanning(&self) -> api::ImageScanningConfiguration {
        api::ImageScanningConfiguration { scan_on_push: Some(self.scan_on_push) }
    }

    pub(crate) fn exclusion_filters(&self) -> Option<Vec<api::ImageTagMutabilityExclusionFilter>> {
        let filters = self.exclusions.iter().map(|(kind, filter)| api::ImageTagMutabilityExclusionFilter {
            filter_type: kind.clone(),
            filter: filter.clone(),
        });
        (!self.exclusions.is_empty()).then(|| filters.collect())
    }

    /// Sets whether tags may move, and which may all the same.
    pub(crate) fn set_mutability(
        &mut self,
        mutability: Option<String>,
        exclusions: Option<Vec<api::ImageTagMutabilityExclusionFilter>>,
    ) -> Result<(), EcrError> {
        let mutability = mutability.unwrap_or_else(|| "MUTABLE".to_owned());
        let exclusions = exclusions.unwrap_or_default();
        if mutability.ends_with("_WITH_EXCLUSION") == exclusions.is_empty() {
            let why = "must be given with MUTABLE_WITH_EXCLUSION and IMMUTABLE_WITH_EXCLUSION, and with nothing else";
            return Err(EcrError::invalid("imageTagMutabilityExclusionFilters", why));
        }
        self.mutability = mutability;
        self.exclusions = exclusions.into_iter().map(|one| (one.filter_type, one.filter)).collect();
        Ok(())
    }

    /// Adds tags and replaces those that are there.
    pub(crate) fn tag(&mut self, tags: Vec<api::Tag>) -> Result<(), EcrError> {
        for api::Tag { key, value } in tags {
            if key.is_empty() || key.len() > 128 || value.len() > 256 || key.to_ascii_lowercase().starts_with("aws:") {
                let text = "Invalid parameter at 'tags' failed to satisfy constraint: 'Invalid tag key or value'";
                return Err(EcrError::Coded("InvalidTagParameterException", text.to_owned()));
            }
            self.tags.insert(key, value);
        }
        if self.tags.len() > TAGS {
            let text = "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a repository is 50.";
            return Err(EcrError::Coded("TooManyTagsException", text.to_owned()));
        }
        Ok(())
    }
}
