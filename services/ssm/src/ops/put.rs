//! PutParameter.

use std::sync::Arc;

use regex::Regex;
use tradewind_cloud::Context;

use super::tags::tag_map;
use crate::api::{PutParameterRequest, PutParameterResult};
use crate::error::SsmError;
use crate::parameter::{Kind, Policy, Put, Tier};
use crate::{Ssm, limits, names, value};

/// The key of SecureStrings where none is named.
const DEFAULT_KEY: &str = "alias/aws/ssm";

/// Makes a parameter, or a new version of one.
pub(crate) async fn put_parameter(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: PutParameterRequest,
) -> Result<PutParameterResult, SsmError> {
    let text = input.value.clone();
    let put = read(&ctx, input)?;
    let cell = ssm.own(&ctx);
    let kind = cell.read(ctx.mark(), |_, region| put.kind_over(region.parameters.get(&put.name)))?;
    if put.key.is_some() && kind != Kind::SecureString {
        return Err(SsmError::invalid("KeyId is only valid for parameters of type SecureString."));
    }
    let mut put = put;
    let stored = if kind == Kind::SecureString {
        let key = put.key.get_or_insert_with(|| DEFAULT_KEY.to_owned()).clone();
        let arn = names::arn(ctx.region(), ctx.account(), &put.name);
        ssm.encrypt(&ctx, &arn, &key, &text).await?
    } else {
        value::plain(&text)
    };
    let (version, tier) = cell.write(ctx.mark(), |tx, region| region.put_version(tx, put, kind, stored))?;
    let version = i64::try_from(version).ok();
    Ok(PutParameterResult { version, tier: Some(tier.name().to_owned()) })
}

fn read(ctx: &Context, input: PutParameterRequest) -> Result<Put, SsmError> {
    names::check_new(&input.name)?;
    check_value(&input)?;
    let overwrite = input.overwrite == Some(true);
    let tags = tag_map(input.tags.unwrap_or_default())?;
    if overwrite && !tags.is_empty() {
        return Err(SsmError::invalid(
            "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
        ));
    }
    let policies = input.policies.as_deref().map(Policy::read).transpose()?.unwrap_or_default();
    let bytes = input.value.len();
    let tier = match input.tier.as_deref() {
        Some("Standard") => Some(Tier::Standard),
        Some("Advanced") => Some(Tier::Advanced),
        // What fits into the standard tier goes there.
        Some(_) if bytes > limits::STANDARD_BYTES || !policies.is_empty() => Some(Tier::Advanced),
        _ => None,
    };
    Ok(Put {
        name: input.name,
        kind: input.r#type.as_deref().map(Kind::named),
        key: input.key_id,
        description: input.description,
        allowed_pattern: input.allowed_pattern,
        tier,
        policies,
        tags,
        overwrite,
        user: ctx.principal().arn(ctx.account()).unwrap_or_default(),
        bytes,
    })
}

fn check_value(input: &PutParameterRequest) -> Result<(), SsmError> {
    if input.value.is_empty() {
        return Err(SsmError::invalid(
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
        ));
    }
    match input.data_type.as_deref() {
        None | Some("" | "text") => {}
        Some(kind @ ("aws:ec2:image" | "aws:ssm:integration")) => {
            return Err(SsmError::not_built(&format!("The data type {kind}")));
        }
        Some(other) => {
            return Err(SsmError::invalid(format!(
                "The following data type is not supported: {other} (Data type names are all lowercase.)"
            )));
        }
    }
    let Some(pattern) = input.allowed_pattern.as_deref().filter(|pattern| !pattern.is_empty()) else { return Ok(()) };
    let Ok(regex) = Regex::new(pattern) else {
        let text = "The request does not meet the regular expression requirement.";
        return Err(SsmError::Coded("InvalidAllowedPatternException", text.to_owned()));
    };
    if regex.is_match(&input.value) {
        return Ok(());
    }
    let text = format!("Parameter value, cannot be validated against allowedPattern: {pattern}");
    Err(SsmError::Coded("ParameterPatternMismatchException", text))
}
