//! Names of secrets and their ARNs, which end in a hyphen and six random characters.

use tradewind_clock::Random;
use tradewind_cloud::{Access, Context};

use crate::error::SecretsManagerError;

/// A secret as a call names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) account: String,
    /// A name; or what follows `secret:` in an ARN, which may or may not have the six characters.
    pub(crate) name: String,
    pub(crate) by_arn: bool,
}

impl Named {
    /// Reads a secret id: a name, an ARN, or an ARN without its last seven characters.
    pub(crate) fn read(ctx: &Context, id: &str) -> Result<Named, SecretsManagerError> {
        let Some(rest) = id.strip_prefix("arn:") else {
            return Ok(Named { account: ctx.account().to_owned(), name: id.to_owned(), by_arn: false });
        };
        let mut parts = rest.splitn(6, ':');
        let (Some(_), Some("secretsmanager"), Some(region), Some(account), Some("secret"), Some(name)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(SecretsManagerError::Coded("ValidationException", "Invalid ARN.".to_owned()));
        };
        if region != ctx.region() {
            return Err(SecretsManagerError::NotFound);
        }
        let action = ["secretsmanager:", ctx.operation()].concat();
        ctx.may_reach(account, || Access { action, resource: id.to_owned() })?;
        Ok(Named { account: account.to_owned(), name: name.to_owned(), by_arn: true })
    }
}

/// `arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>`
pub(crate) fn arn(ctx: &Context, account: &str, name: &str, suffix: &str) -> String {
    ["arn:aws:secretsmanager:", ctx.region(), ":", account, ":secret:", name, "-", suffix].concat()
}

/// Six random letters and digits.
pub(crate) fn suffix(random: &Random) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let letter = || ALPHABET.get(usize::try_from(random.below(62)).unwrap_or(0)).copied().unwrap_or(b'A');
    (0..6).map(|_| char::from(letter())).collect()
}

/// Holds the name of a secret that is to be made against the rules.
pub(crate) fn check_new(name: &str) -> Result<(), SecretsManagerError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+=.@-!".contains(&byte);
    if name.bytes().all(fits) {
        return Ok(());
    }
    let text =
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
    Err(SecretsManagerError::Coded("ValidationException", text.to_owned()))
}
