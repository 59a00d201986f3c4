//! ARNs and names.

use tradewind_cloud::Context;

use crate::error::StatesError;

/// A machine or an activity, as calls name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    /// A version or an alias behind it.
    pub(crate) qualifier: Option<String>,
}

pub(crate) fn machine_arn(account: &str, region: &str, name: &str) -> String {
    ["arn:aws:states:", region, ":", account, ":stateMachine:", name].concat()
}

pub(crate) fn execution_arn(account: &str, region: &str, machine: &str, name: &str) -> String {
    ["arn:aws:states:", region, ":", account, ":execution:", machine, ":", name].concat()
}

pub(crate) fn activity_arn(account: &str, region: &str, name: &str) -> String {
    ["arn:aws:states:", region, ":", account, ":activity:", name].concat()
}

/// What stands behind `arn:aws:states:<region>:<account>:<kind>:`, in the caller's own account and region.
fn own<'a>(ctx: &Context, arn: &'a str, kind: &str) -> Result<&'a str, StatesError> {
    let parts: Vec<&str> = arn.splitn(7, ':').collect();
    match parts[..] {
        ["arn", _, "states", region, account, found, rest] if found == kind && !rest.is_empty() => {
            match (region, account) == (ctx.region(), ctx.account()) {
                true => Ok(rest),
                // Nothing of others is here.
                false => Err(StatesError::Coded(
                    "AccessDeniedException",
                    format!("User is not authorized to access this resource: {arn}"),
                )),
            }
        }
        _ => Err(StatesError::invalid_arn(arn)),
    }
}

/// A machine, maybe with a version or an alias.
pub(crate) fn machine(ctx: &Context, arn: &str) -> Result<Named, StatesError> {
    let rest = own(ctx, arn, "stateMachine")?;
    let (name, qualifier) = match rest.split_once(':') {
        Some((name, qualifier)) => (name, Some(qualifier.to_owned())),
        None => (rest, None),
    };
    Ok(Named { name: name.to_owned(), qualifier })
}

pub(crate) fn activity(ctx: &Context, arn: &str) -> Result<String, StatesError> {
    own(ctx, arn, "activity").map(str::to_owned)
}

/// The machine and the name of an execution.
pub(crate) fn execution(ctx: &Context, arn: &str) -> Result<(String, String), StatesError> {
    let rest = own(ctx, arn, "execution")?;
    let (machine, name) = rest.split_once(':').ok_or_else(|| StatesError::invalid_arn(arn))?;
    Ok((machine.to_owned(), name.to_owned()))
}

/// Whether a name may be given: no white space, brackets, wildcards, control characters and some others.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html>
pub(crate) fn check(name: &str) -> Result<(), StatesError> {
    let bad =
        |letter: char| letter.is_whitespace() || letter.is_control() || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(letter);
    match name.is_empty() || name.chars().count() > 80 || name.contains(bad) {
        true => Err(StatesError::invalid_name(name)),
        false => Ok(()),
    }
}

/// Whether a role's ARN has the right form.
pub(crate) fn check_role(arn: &str) -> Result<(), StatesError> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts[..] {
        ["arn", _, "iam", "", account, role] if account.len() == 12 && role.starts_with("role/") => Ok(()),
        _ => Err(StatesError::Coded("InvalidArn", format!("Invalid Role Arn: '{arn}'"))),
    }
}
