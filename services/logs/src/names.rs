//! Which group a call is about: names, ARNs, identifiers.

use serde::{Deserialize, Serialize};
use tradewind_cloud::Context;

use crate::error::LogsError;
use crate::keys;

/// A group's account, region and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct GroupName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl GroupName {
    /// A group of the account and region called.
    pub(crate) fn here(ctx: &Context, name: &str) -> GroupName {
        GroupName { account: ctx.account().to_owned(), region: ctx.region().to_owned(), name: name.to_owned() }
    }

    /// The group of a name or an identifier, one of which is given.
    pub(crate) fn given(ctx: &Context, name: Option<&str>, identifier: Option<&str>) -> Result<GroupName, LogsError> {
        match (name, identifier) {
            (Some(_), Some(_)) => {
                Err(LogsError::invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters."))
            }
            (Some(name), None) => Ok(GroupName::here(ctx, name)),
            (None, Some(identifier)) => GroupName::identified(ctx, identifier),
            (None, None) => Err(LogsError::invalid("Either logGroupName or logGroupIdentifier must be specified.")),
        }
    }

    /// The group of an identifier: a name or an ARN.
    pub(crate) fn identified(ctx: &Context, identifier: &str) -> Result<GroupName, LogsError> {
        if identifier.starts_with("arn:") {
            return GroupName::of_arn(ctx, identifier);
        }
        Ok(GroupName::here(ctx, identifier))
    }

    /// The group of an ARN, with or without `:*`. Groups of other accounts and regions are not seen from here.
    pub(crate) fn of_arn(ctx: &Context, arn: &str) -> Result<GroupName, LogsError> {
        let wrong = || LogsError::invalid(format!("Invalid resource ARN: {arn}"));
        let parts: Vec<&str> = arn.splitn(7, ':').collect();
        let ["arn", _, "logs", region, account, "log-group", name] = parts.as_slice() else { return Err(wrong()) };
        let name = name.strip_suffix(":*").unwrap_or(name);
        if name.is_empty() || name.contains([':', '*']) {
            return Err(wrong());
        }
        if *account != ctx.account() || *region != ctx.region() {
            return Err(LogsError::NoGroup);
        }
        Ok(GroupName::here(ctx, name))
    }

    pub(crate) fn cell(&self) -> String {
        keys::group_cell(&self.account, &self.region, &self.name)
    }

    /// The ARN without `:*`.
    pub(crate) fn arn(&self) -> String {
        let GroupName { account, region, name } = self;
        format!("arn:aws:logs:{region}:{account}:log-group:{name}")
    }
}
