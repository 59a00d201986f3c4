//! What STS asks IAM.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use tradewind_cloud::{Context, Origin, Principal};
use tradewind_wire::{Document, ErrorDocument};

use crate::Sts;
use crate::error::StsError;

/// A role, as far as sessions are concerned.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) id: String,
    /// The trust policy, as it was given.
    pub(crate) trust: String,
    /// Seconds.
    pub(crate) max_session: i64,
}

/// The role of an ARN; none if there is none of just that ARN.
pub(crate) async fn role(sts: &Sts, ctx: &Context, arn: &str) -> Result<Option<Role>, StsError> {
    let Some(found) = ask(sts, ctx, arn, "GetRole", "RoleName").await? else { return Ok(None) };
    let Some(role) = found.get("Role").filter(|role| text(role, "Arn") == arn) else { return Ok(None) };
    let trust = text(role, "AssumeRolePolicyDocument");
    Ok(Some(Role {
        id: text(role, "RoleId").to_owned(),
        trust: percent_decode_str(trust).decode_utf8_lossy().into_owned(),
        max_session: role.get("MaxSessionDuration").and_then(Document::as_i64).unwrap_or(3_600),
    }))
}

/// The unique id of the user of an ARN; none if IAM has no such user.
pub(crate) async fn user_id(sts: &Sts, ctx: &Context, arn: &str) -> Result<Option<String>, StsError> {
    let Some(found) = ask(sts, ctx, arn, "GetUser", "UserName").await? else { return Ok(None) };
    let user = found.get("User").filter(|user| text(user, "Arn") == arn);
    Ok(user.map(|user| text(user, "UserId").to_owned()))
}

/// Asks in the account of the ARN; none if there is no such thing, or no IAM.
async fn ask(
    sts: &Sts,
    ctx: &Context,
    arn: &str,
    operation: &str,
    member: &'static str,
) -> Result<Option<Document>, StsError> {
    let account = arn.split(':').nth(4).unwrap_or_default().to_owned();
    let name = arn.rsplit('/').next().unwrap_or_default();
    let principal = Principal::Service { name: "sts.amazonaws.com", source_arn: None };
    let origin = Origin { account, ..ctx.origin(principal) };
    let input = Document::Map(vec![(Cow::Borrowed(member), Document::from(name))]);
    match sts.parts.cloud.call(&origin, "iam", operation, input).await {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(StsError::inside(error)),
    }
}

/// A name that can't be one is not there either.
fn is_absence(error: &ErrorDocument) -> bool {
    ["NoSuchEntityException", "ValidationException", "NotImplementedException"].contains(&error.code.as_ref())
}

fn text<'a>(from: &'a Document, member: &str) -> &'a str {
    from.get(member).and_then(Document::as_str).unwrap_or_default()
}
