//! UpdateFunctionCode, UpdateFunctionConfiguration.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::functions::numbered;
use crate::Lambda;
use crate::api::{FunctionCode, FunctionConfiguration, UpdateFunctionCodeRequest, UpdateFunctionConfigurationRequest};
use crate::error::LambdaError;
use crate::function::cell::LATEST_NUMBER;
use crate::function::code::admit;
use crate::function::configuration::Change;
use crate::function::describe;
use crate::function::resolve::key_prefix;
use crate::function::rows::VersionRow;
use crate::function::version::Updated;
use crate::names::{FunctionRef, LATEST};

/// The function of an operation that changes `$LATEST`.
pub(super) fn latest_of(ctx: &Context, name: &str) -> Result<FunctionRef, LambdaError> {
    let at = FunctionRef::given(ctx, name, None)?;
    match at.qualifier.as_deref() {
        None | Some(LATEST) => Ok(FunctionRef { qualifier: None, ..at }),
        Some(_) => {
            Err(LambdaError::invalid("Published versions can't be changed. Name the function without a qualifier."))
        }
    }
}

/// Gives a function other code.
pub(crate) async fn update_function_code(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UpdateFunctionCodeRequest,
) -> Result<FunctionConfiguration, LambdaError> {
    const OPERATION: &str = "UpdateFunctionCode";
    let at = latest_of(&ctx, &input.function_name)?;
    if input.publish_to.is_some() {
        return Err(LambdaError::not_built("PublishTo"));
    }
    // Asked before the package is read and written, so that refusals cost nothing.
    let present = lambda.function(&at).read(ctx.mark(), |_, function| {
        let latest = function.latest(&at)?;
        latest.must_be_settled(&at)?;
        latest.expect(input.revision_id.as_deref())?;
        Ok::<_, LambdaError>(latest.clone())
    })?;
    let code = FunctionCode {
        zip_file: input.zip_file,
        s3_bucket: input.s3_bucket,
        s3_key: input.s3_key,
        s3_object_version: input.s3_object_version,
        image_uri: input.image_uri,
        source_kms_key_arn: input.source_kms_key_arn,
    };
    let zip = lambda.source(&ctx, code, OPERATION).await?;
    let change = Change::of_architecture(input.architectures);
    if input.dry_run == Some(true) {
        let (_, code) = admit(zip).await?;
        let configuration = change.apply(&present.configuration)?;
        configuration.check_size(&code)?;
        return Ok(describe::whole(&at, LATEST_NUMBER, &VersionRow { configuration, code, ..present }));
    }
    let (code, blob) = lambda.keep_code(zip).await?;
    let publish = input.publish == Some(true);
    let updated = lambda.change(&at, ctx.mark(), |room, tx, function| {
        room.must_hold(code.size)?;
        let revision = input.revision_id.as_deref();
        let updated = function.update(tx, &at, revision, |row| {
            row.configuration = change.apply(&row.configuration)?;
            row.code = code.clone();
            Ok(())
        })?;
        if !publish {
            return Ok(updated);
        }
        let (number, row) = function.publish(tx, &at, None)?;
        Ok(Updated { number, row, ..updated })
    });
    let updated = updated?;
    blob.named();
    Ok(lambda.told(&at, updated))
}

/// Changes a function's settings; what is not given stays.
pub(crate) async fn update_function_configuration(
    lambda: Arc<Lambda>,
    ctx: Context,
    mut input: UpdateFunctionConfigurationRequest,
) -> Result<FunctionConfiguration, LambdaError> {
    let at = latest_of(&ctx, &input.function_name)?;
    lambda.check_runtime(input.runtime.as_deref()).await?;
    let layers = input.layers.take().map(|arns| lambda.find_layers(ctx.mark(), &at, arns)).transpose()?;
    let revision = input.revision_id.take();
    let updated = lambda.change(&at, ctx.mark(), |_, tx, function| {
        function.update(tx, &at, revision.as_deref(), |row| {
            let mut change = Change::of_update(&mut input, &row.configuration.logging)?;
            change.layers = layers;
            row.configuration = change.apply(&row.configuration)?;
            Ok(())
        })
    })?;
    Ok(lambda.told(&at, updated))
}

impl Lambda {
    /// Ends the instances of the build that is not run any more, and answers the version that came of it.
    fn told(&self, at: &FunctionRef, updated: Updated) -> FunctionConfiguration {
        self.executor.retire(&(key_prefix(at, Some(LATEST_NUMBER)) + &updated.retired));
        describe::whole(&numbered(at, updated.number), updated.number, &updated.row)
    }
}
