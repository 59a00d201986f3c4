//! The access keys that `--auth=verify` knows.

use std::fmt;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::ConfigError;

/// A secret that never shows itself: `Debug` prints its name only.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, for computing signatures.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// One access key, as a `[[keys]]` table of the configuration file or of the `--credentials` file names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// 16 to 128 word characters, as AWS has it.
    pub access_key_id: String,
    /// What requests are signed with.
    pub secret_access_key: Secret,
    /// The account the key belongs to, 12 digits; `000000000000` when absent.
    #[serde(default = "default_account")]
    pub account: String,
    /// The IAM user the key belongs to; absent for the account's root.
    pub user: Option<String>,
}

/// What a `--credentials` file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CredentialsFile {
    keys: Vec<Key>,
}

/// The known keys, by access key id.
#[derive(Clone, Debug, Default)]
pub struct Keys(FxHashMap<String, Key>);

fn default_account() -> String {
    super::DEFAULT_ACCOUNT.to_owned()
}

impl Key {
    /// The ARN of whoever holds the key.
    pub fn arn(&self) -> String {
        match &self.user {
            Some(user) => format!("arn:aws:iam::{}:user/{user}", self.account),
            None => format!("arn:aws:iam::{}:root", self.account),
        }
    }

    fn check(&self) -> Result<(), ConfigError> {
        let id = &self.access_key_id;
        let wrong = |what: &str| Err(ConfigError(format!("the access key {id:?}: {what}")));
        if !(16..=128).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return wrong("access_key_id must be 16 to 128 letters, digits or underscores");
        }
        if self.secret_access_key.reveal().is_empty() {
            return wrong("secret_access_key is empty");
        }
        if !super::is_account(&self.account) {
            return wrong("account must be 12 digits");
        }
        let user_is_fine = |user: &String| {
            (1..=64).contains(&user.len()) && user.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
        };
        if !self.user.as_ref().is_none_or(user_is_fine) {
            return wrong("user must be 1 to 64 letters, digits or _+=,.@-");
        }
        Ok(())
    }
}

impl Keys {
    /// The keys of the configuration file and of the credentials file together; an access key id may stand only once.
    pub(super) fn collect(configured: Vec<Key>, file: Option<&Path>) -> Result<Keys, ConfigError> {
        let mut keys = FxHashMap::default();
        let from_file = file.map(read_file).transpose()?.unwrap_or_default();
        for key in configured.into_iter().chain(from_file) {
            key.check()?;
            if let Some(double) = keys.insert(key.access_key_id.clone(), key) {
                return Err(ConfigError(format!("the access key {:?} is given twice", double.access_key_id)));
            }
        }
        Ok(Keys(keys))
    }

    /// The key of that id.
    pub fn find(&self, access_key_id: &str) -> Option<&Key> {
        self.0.get(access_key_id)
    }

    /// Whether no key is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn read_file(path: &Path) -> Result<Vec<Key>, ConfigError> {
    let text = super::read(path)?;
    // The parser's own message quotes the line it stumbled over, which may hold a secret.
    let file: CredentialsFile = toml::from_str(&text)
        .map_err(|error| ConfigError(format!("the credentials file {}: {}", path.display(), error.message())))?;
    Ok(file.keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> Key {
        Key {
            access_key_id: id.to_owned(),
            secret_access_key: Secret("wJalrXUtnFEMI/K7MDENG".to_owned()),
            account: "123456789012".to_owned(),
            user: Some("ann".to_owned()),
        }
    }

    #[test]
    fn a_key_belongs_to_a_user_or_to_the_root() {
        let user = key("AKIAIOSFODNN7EXAMPLE");
        assert_eq!(user.arn(), "arn:aws:iam::123456789012:user/ann");
        let root = Key { user: None, ..user };
        assert_eq!(root.arn(), "arn:aws:iam::123456789012:root");
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        assert!(!format!("{:?}", key("AKIAIOSFODNN7EXAMPLE")).contains("wJalr"));
    }

    #[test]
    fn wrong_and_double_keys_are_refused() {
        let good = key("AKIAIOSFODNN7EXAMPLE");
        assert!(Keys::collect(vec![good.clone()], None).is_ok());
        assert!(Keys::collect(vec![good.clone(), good.clone()], None).is_err());
        for wrong in [
            Key { access_key_id: "short".to_owned(), ..good.clone() },
            Key { account: "12".to_owned(), ..good.clone() },
            Key { user: Some("a/b".to_owned()), ..good.clone() },
            Key { secret_access_key: Secret(String::new()), ..good.clone() },
        ] {
            assert!(Keys::collect(vec![wrong], None).is_err());
        }
    }
}
