//! How calls name keys: by id, by ARN, by alias, by the alias's ARN.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id>

use tradewind_cloud::{Access, Context};

use crate::error::KmsError;

/// What names a key within its account and region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// By its id.
    Id(String),
    /// By an alias, with its prefix `alias/`.
    Alias(String),
}

/// A key as a call names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyRef {
    pub(crate) account: String,
    pub(crate) named: Named,
}

/// `arn:aws:kms:<region>:<account>:key/<id>`
pub(crate) fn key_arn(region: &str, account: &str, id: &str) -> String {
    ["arn:aws:kms:", region, ":", account, ":key/", id].concat()
}

/// `arn:aws:kms:<region>:<account>:alias/...`
pub(crate) fn alias_arn(region: &str, account: &str, name: &str) -> String {
    ["arn:aws:kms:", region, ":", account, ":", name].concat()
}

impl KeyRef {
    /// A key that may be named by an alias.
    pub(crate) fn any(ctx: &Context, text: &str) -> Result<KeyRef, KmsError> {
        let Some(rest) = text.strip_prefix("arn:") else {
            return Ok(KeyRef { account: ctx.account().to_owned(), named: Named::read(text)? });
        };
        let mut parts = rest.splitn(5, ':');
        let (Some(_), Some("kms"), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(KmsError::ForeignArn(ctx.region().to_owned()));
        };
        if region != ctx.region() || account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(KmsError::ForeignArn(ctx.region().to_owned()));
        }
        let named = match resource.strip_prefix("key/") {
            Some(id) => Named::Id(id.to_owned()),
            None if resource.starts_with("alias/") => Named::Alias(resource.to_owned()),
            None => return Err(KmsError::ForeignArn(ctx.region().to_owned())),
        };
        ctx.may_reach(account, || Access { action: ["kms:", ctx.operation()].concat(), resource: text.to_owned() })?;
        Ok(KeyRef { account: account.to_owned(), named })
    }

    /// A key that must be named by its id or its ARN.
    pub(crate) fn by_id(ctx: &Context, text: &str) -> Result<(String, String), KmsError> {
        match KeyRef::any(ctx, text)? {
            KeyRef { account, named: Named::Id(id) } => Ok((account, id)),
            KeyRef { named: Named::Alias(_), .. } if text.starts_with("arn:") => {
                Err(KmsError::InvalidArn("Key Aliases are not supported for this operation".to_owned()))
            }
            KeyRef { named: Named::Alias(_), .. } => Err(KmsError::InvalidKeyId(text.to_owned())),
        }
    }
}

impl Named {
    fn read(text: &str) -> Result<Named, KmsError> {
        if text.starts_with("alias/") {
            return Ok(Named::Alias(text.to_owned()));
        }
        if !is_key_id(text) {
            return Err(KmsError::InvalidKeyId(text.to_owned()));
        }
        Ok(Named::Id(text.to_owned()))
    }
}

/// A UUID, or the id of a multi-Region key: `mrk-` and 32 hexadecimal digits.
fn is_key_id(text: &str) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(rest) = text.strip_prefix("mrk-") {
        return rest.len() == 32 && hexadecimal(rest);
    }
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(|part| hexadecimal(part))
}

/// The 16 bytes of a key's id; none for ids of another form.
pub(crate) fn id_bytes(id: &str) -> Option<[u8; 16]> {
    hex::decode(id.replace('-', "")).ok()?.try_into().ok()
}

/// The id of 16 bytes.
pub(crate) fn id_text(bytes: &[u8; 16]) -> String {
    let text = hex::encode(bytes);
    let cut = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-")
}

/// Services for which AWS manages keys, as their aliases name them: `alias/aws/s3`.
const MANAGED: &[&str] = &[
    "acm",
    "backup",
    "cloud9",
    "codeartifact",
    "codecommit",
    "connect",
    "dms",
    "dynamodb",
    "ebs",
    "ecr",
    "elasticfilesystem",
    "es",
    "events",
    "fsx",
    "glue",
    "imagebuilder",
    "kafka",
    "kinesis",
    "kinesisvideo",
    "lambda",
    "lightsail",
    "mq",
    "rds",
    "redshift",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "timestream",
    "workspaces",
    "xray",
];

/// The service whose key an alias names, if AWS manages one for it.
pub(crate) fn managed_service(alias: &str) -> Option<&'static str> {
    let name = alias.strip_prefix("alias/aws/")?;
    MANAGED.iter().copied().find(|service| *service == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_go_there_and_back() {
        let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        assert_eq!(id_bytes(id).map(|bytes| id_text(&bytes)).as_deref(), Some(id));
        assert!(is_key_id(id) && is_key_id("mrk-1234abcd12ab34cd56ef1234567890ab"));
        for bad in ["", "x", "1234abcd-12ab-34cd-56ef-1234567890ag", "1234abcd12ab34cd56ef1234567890ab", "mrk-1"] {
            assert!(!is_key_id(bad), "{bad}");
        }
    }
}
