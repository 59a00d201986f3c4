//! LabelParameterVersion, UnlabelParameterVersion.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Ssm;
use crate::api::{
    LabelParameterVersionRequest, LabelParameterVersionResult, UnlabelParameterVersionRequest,
    UnlabelParameterVersionResult,
};
use crate::error::SsmError;
use crate::names::Named;

/// A version's number; none of ours is negative.
fn number(version: i64) -> u64 {
    u64::try_from(version).unwrap_or(0)
}

/// Puts labels at a version, away from where they were.
pub(crate) async fn label_parameter_version(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: LabelParameterVersionRequest,
) -> Result<LabelParameterVersionResult, SsmError> {
    let named = Named::read(&ctx, &input.name)?;
    ssm.cell(&named.account, ctx.region()).write(ctx.mark(), |tx, region| {
        let wanted = input.parameter_version.map(number);
        let (number, invalid) = region.change(tx, &named, |name, record| record.label(name, wanted, &input.labels))?;
        Ok(LabelParameterVersionResult { invalid_labels: Some(invalid), parameter_version: i64::try_from(number).ok() })
    })
}

/// Takes labels from a version.
pub(crate) async fn unlabel_parameter_version(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: UnlabelParameterVersionRequest,
) -> Result<UnlabelParameterVersionResult, SsmError> {
    let named = Named::read(&ctx, &input.name)?;
    ssm.cell(&named.account, ctx.region()).write(ctx.mark(), |tx, region| {
        let wanted = number(input.parameter_version);
        let (removed, invalid) =
            region.change(tx, &named, |name, record| record.unlabel(name, wanted, &input.labels))?;
        Ok(UnlabelParameterVersionResult { removed_labels: Some(removed), invalid_labels: Some(invalid) })
    })
}
