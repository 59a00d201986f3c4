//! Filters of ListSecrets and BatchGetSecretValue:
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html>.

use super::SecretRecord;
use crate::api::Filter;
use crate::error::SecretsManagerError;

/// What a list is to hold: secrets that pass every filter.
pub(crate) struct Wanted(Vec<(String, Vec<String>)>);

impl Wanted {
    /// Reads filters.
    pub(crate) fn read(filters: Option<Vec<Filter>>) -> Result<Wanted, SecretsManagerError> {
        let read = |filter: Filter| {
            let key = filter.key.ok_or_else(|| SecretsManagerError::parameter("Invalid filter key: null."))?;
            let values = filter.values.filter(|values| !values.is_empty());
            let missing = || SecretsManagerError::parameter(format!("Invalid filter values for key: {key}."));
            Ok((key.clone(), values.ok_or_else(missing)?))
        };
        filters.unwrap_or_default().into_iter().map(read).collect::<Result<_, _>>().map(Wanted)
    }

    /// Whether a secret passes.
    pub(crate) fn passes(&self, secret: &SecretRecord) -> bool {
        self.0.iter().all(|(key, values)| values.iter().any(|value| holds(secret, key, value)))
    }
}

/// Whether a secret has one of a filter's values; with an exclamation mark before it, whether it has it not.
fn holds(secret: &SecretRecord, key: &str, value: &str) -> bool {
    if let Some(unwanted) = value.strip_prefix('!') {
        return !holds(secret, key, unwanted);
    }
    let lower = |text: &str| text.to_lowercase();
    match key {
        "name" => secret.name.starts_with(value),
        "description" => {
            let description = secret.description.as_deref().map(lower).unwrap_or_default();
            lower(value).split_whitespace().all(|word| words(&description).any(|one| one.starts_with(word)))
        }
        "tag-key" => secret.tags.keys().any(|key| key.starts_with(value)),
        "tag-value" => secret.tags.values().any(|tag| tag.starts_with(value)),
        "all" => {
            let mut all = vec![lower(&secret.name), secret.description.as_deref().map(lower).unwrap_or_default()];
            all.extend(secret.tags.iter().flat_map(|(key, value)| [lower(key), lower(value)]));
            lower(value).split_whitespace().all(|word| all.iter().any(|text| text.contains(word)))
        }
        // No secret here is replicated or another service's.
        _ => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}
