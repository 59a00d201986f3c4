//! AssumeRole.

use std::sync::Arc;

use tradewind_cloud::sessions::Bearer;
use tradewind_cloud::{Context, Principal};

use super::{issue, refuse_mfa};
use crate::Sts;
use crate::api::{AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser};
use crate::details::Details;
use crate::error::StsError;
use crate::iam::{self, Role};
use crate::trust::{self, Asker};

/// Seconds of a session where the caller names no number, and the most where it has a session itself.
const HOUR: i64 = 3_600;

/// Credentials of a role, for whoever may have them.
pub(crate) async fn assume_role(
    sts: Arc<Sts>,
    ctx: Context,
    input: AssumeRoleRequest,
) -> Result<AssumeRoleResponse, StsError> {
    let (role_arn, role_session_name) = (&input.role_arn, &input.role_session_name);
    let (account, name) =
        parse(role_arn).ok_or_else(|| StsError::Validation(format!("{role_arn} is invalid").into()))?;
    if input.provided_contexts.is_some() {
        return Err(StsError::NotSupported("ProvidedContexts"));
    }
    refuse_mfa(input.serial_number.as_deref(), input.token_code.as_deref())?;
    let source_identity = input.source_identity.clone();
    let details = Details::of(input.policy, input.policy_arns, input.tags, input.transitive_tag_keys, source_identity)?;
    if matches!(ctx.principal(), Principal::Root { .. }) {
        return Err(StsError::AccessDenied("Roles may not be assumed by root accounts.".into()));
    }
    let caller = ctx.principal().arn(ctx.account()).unwrap_or_else(|| "anonymous".to_owned());
    let role = iam::role(&sts, &ctx, role_arn).await?;
    let allowed =
        role.filter(|role| account == ctx.account() || may_cross(&ctx, role, &caller, input.external_id.as_deref()));
    let role = allowed.ok_or_else(|| StsError::not_authorized(&caller, role_arn))?;
    let seconds = duration(input.duration_seconds, &role, ctx.principal())?;
    let packed = details.pack()?;
    let credentials = issue(&sts, &ctx, Bearer::Role, role_arn, role_session_name, &packed.bytes, seconds)?;
    Ok(AssumeRoleResponse {
        credentials: Some(credentials),
        assumed_role_user: Some(AssumedRoleUser {
            assumed_role_id: [&role.id, ":", role_session_name].concat(),
            arn: format!("arn:aws:sts::{account}:assumed-role/{name}/{role_session_name}"),
        }),
        packed_policy_size: packed.size,
        source_identity: input.source_identity,
    })
}

/// The account and the name of a role's ARN.
fn parse(arn: &str) -> Option<(&str, &str)> {
    let (account, path) = arn.strip_prefix("arn:aws:iam::")?.split_once(":role/")?;
    let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some((account, name))
}

/// Whether the role lets a caller of another account in. Where authentication is off nobody is known and nobody is refused.
fn may_cross(ctx: &Context, role: &Role, caller: &str, external_id: Option<&str>) -> bool {
    let role_arn = match ctx.principal() {
        Principal::Account | Principal::Service { .. } => return true,
        Principal::AssumedRole { role_arn, .. } => Some(role_arn.as_str()),
        _ => None,
    };
    trust::lets_in(&role.trust, Asker { account: ctx.account(), arn: caller, role_arn, external_id })
}

fn duration(asked: Option<i32>, role: &Role, caller: &Principal) -> Result<i64, StsError> {
    let seconds = asked.map_or(HOUR, i64::from);
    if matches!(caller, Principal::AssumedRole { .. }) && seconds > HOUR {
        let text = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
        return Err(StsError::Validation(text.into()));
    }
    if seconds > role.max_session {
        let text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
        return Err(StsError::Validation(text.into()));
    }
    Ok(seconds)
}
