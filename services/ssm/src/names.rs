//! Names of parameters, and what stands behind them in a call: `name:version`, `name:label`, or an ARN.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html>

use tradewind_cloud::{Access, Context};

use crate::error::SsmError;
use crate::limits;

/// AWS's text about a name with a wrong prefix or wrong characters.
const WRONG_NAME: &str = "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";

/// AWS's text about a path that can't be one.
const WRONG_PATH: &str = r#"The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_."#;

/// A parameter as a call names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) account: String,
    pub(crate) name: String,
    /// A version or a label.
    pub(crate) selector: Option<String>,
    /// Whether it was named by its ARN, which a name without a path shares with one in the root.
    pub(crate) by_arn: bool,
}

/// `arn:aws:ssm:<region>:<account>:parameter/<name>`; a name that is a path brings the slash.
pub(crate) fn arn(region: &str, account: &str, name: &str) -> String {
    let slash = if name.starts_with('/') { "" } else { "/" };
    ["arn:aws:ssm:", region, ":", account, ":parameter", slash, name].concat()
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/'))
}

impl Named {
    /// Reads a name that may have a selector or be an ARN.
    pub(crate) fn read(ctx: &Context, text: &str) -> Result<Named, SsmError> {
        if let Some(rest) = text.strip_prefix("arn:") {
            return Named::read_arn(ctx, text, rest);
        }
        let (name, selector) = split(text);
        if !is_plain(name) || name.is_empty() || name.to_ascii_lowercase().starts_with("ssm") {
            return Err(SsmError::invalid(WRONG_NAME));
        }
        let account = ctx.account().to_owned();
        Ok(Named { account, name: name.to_owned(), selector: selector.map(str::to_owned), by_arn: false })
    }

    fn read_arn(ctx: &Context, text: &str, rest: &str) -> Result<Named, SsmError> {
        let mut parts = rest.splitn(5, ':');
        let wrong = || SsmError::invalid(WRONG_NAME);
        let (Some(_), Some("ssm"), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let path = resource.strip_prefix("parameter").filter(|path| path.starts_with('/')).ok_or_else(wrong)?;
        if region != ctx.region() {
            return Err(SsmError::ParameterNotFound);
        }
        let action = ["ssm:", ctx.operation()].concat();
        ctx.may_reach(account, || Access { action, resource: text.to_owned() })?;
        let (path, selector) = split(path);
        Ok(Named {
            account: account.to_owned(),
            name: path.to_owned(),
            selector: selector.map(str::to_owned),
            by_arn: true,
        })
    }
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once(':') {
        Some((name, selector)) => (name, Some(selector)),
        None => (text, None),
    }
}

/// Holds the name of a parameter that is to be made against the rules.
pub(crate) fn check_new(name: &str) -> Result<(), SsmError> {
    let lower = name.trim_start_matches('/').to_ascii_lowercase();
    if lower.starts_with("aws") {
        return Err(SsmError::Coded("AccessDeniedException", format!("No access to reserved parameter name: {name}.")));
    }
    if lower.starts_with("ssm") || !is_plain(name) || name.ends_with('/') || name.contains("//") {
        return Err(SsmError::invalid(WRONG_NAME));
    }
    if name.contains('/') && !name.starts_with('/') {
        return Err(SsmError::invalid("Parameter name must be a fully qualified name."));
    }
    if name.len() > limits::NAME {
        return Err(SsmError::invalid(format!("Parameter name: can't be longer than {} characters.", limits::NAME)));
    }
    if name.matches('/').count() > limits::LEVELS {
        return Err(SsmError::Coded(
            "HierarchyLevelLimitExceededException",
            format!("A hierarchy can have a maximum of {} levels.", limits::LEVELS),
        ));
    }
    Ok(())
}

/// The prefix of the names below a path: `/a/` for `/a` and `/a/`.
pub(crate) fn below(path: &str) -> Result<String, SsmError> {
    if !path.starts_with('/') || !is_plain(path) || path.contains("//") {
        return Err(SsmError::invalid(WRONG_PATH));
    }
    Ok(if path.ends_with('/') { path.to_owned() } else { [path, "/"].concat() })
}

/// Whether a label can be one: it begins with no digit and neither `aws` nor `ssm`.
pub(crate) fn is_label(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    plain && !lower.starts_with("aws") && !lower.starts_with("ssm") && !label.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_have_one_slash() {
        assert_eq!(arn("r", "1", "/a/b"), "arn:aws:ssm:r:1:parameter/a/b");
        assert_eq!(arn("r", "1", "a"), "arn:aws:ssm:r:1:parameter/a");
    }

    #[test]
    fn which_names_there_can_be() {
        for good in ["a", "/a", "/a/b.c-d_e/9", &format!("{}/x", "/l".repeat(14))] {
            assert!(check_new(good).is_ok(), "{good}");
        }
        for bad in ["", "a b", "a:1", "ssm-x", "/SSM/x", "/aws/x", "awsome", "a/b", "/a//b", "/a/", &"/l".repeat(16)] {
            assert!(bad.is_empty() || check_new(bad).is_err(), "{bad}");
        }
    }
}
