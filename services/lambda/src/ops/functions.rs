//! CreateFunction, GetFunction, GetFunctionConfiguration, ListFunctions, DeleteFunction.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_store::Watermark;

use super::tags::check_tags;
use crate::Lambda;
use crate::api::{
    Concurrency, CreateFunctionRequest, DeleteFunctionRequest, DeleteFunctionResponse, FunctionCodeLocation,
    FunctionConfiguration, GetFunctionConfigurationRequest, GetFunctionRequest, GetFunctionResponse,
    ListFunctionsRequest, ListFunctionsResponse,
};
use crate::error::LambdaError;
use crate::function::cell::{LATEST_NUMBER, version_number, version_text};
use crate::function::configuration::Change;
use crate::function::describe;
use crate::function::resolve::key_prefix;
use crate::function::rows::{Configuration, LayerUse};
use crate::layer::LayerName;
use crate::limits;
use crate::names::{FunctionRef, LATEST};
use crate::page::Page;

/// How many cells are looked up at once while a page of functions is filled.
const CELLS: usize = 200;

/// Makes a function. It is `Pending` in the answer, and active a moment later.
pub(crate) async fn create_function(
    lambda: Arc<Lambda>,
    ctx: Context,
    mut input: CreateFunctionRequest,
) -> Result<FunctionConfiguration, LambdaError> {
    let at = new_name(&ctx, &input.function_name)?;
    let runtime = input.runtime.clone();
    let mut change = Change::of_create(&mut input)?;
    lambda.check_runtime(runtime.as_deref()).await?;
    let tags = input.tags.unwrap_or_default();
    check_tags(&tags)?;
    change.layers = Some(lambda.find_layers(ctx.mark(), &at, input.layers.unwrap_or_default())?);
    let configuration = change.apply(&Configuration::default())?;
    // Asked before the package is written, so that refusals cost nothing.
    lambda.function(&at).read(ctx.mark(), |_, function| match function.exists() {
        true => Err(LambdaError::conflict(format!("Function already exist: {}", at.name))),
        false => Ok(()),
    })?;
    let (code, blob) = lambda.keep_code(lambda.source(&ctx, input.code, "CreateFunction").await?).await?;
    let publish = input.publish == Some(true);
    let made = lambda.change(&at, ctx.mark(), |room, tx, function| {
        room.must_hold(code.size)?;
        configuration.check_size(&code)?;
        let row = function.create(tx, &at, configuration, code.clone(), tags)?.clone();
        if publish { function.publish(tx, &at, None) } else { Ok((LATEST_NUMBER, row)) }
    });
    let (number, row) = made?;
    blob.named();
    // Also with a published version AWS answers the function's own ARN here.
    Ok(describe::whole(&at, number, &row))
}

/// The function with a published version as its qualifier; `$LATEST` is not named.
pub(super) fn numbered(at: &FunctionRef, number: u64) -> FunctionRef {
    let qualifier = (number != LATEST_NUMBER).then(|| version_text(number));
    FunctionRef { qualifier, ..at.clone() }
}

/// The name of a function that is to be made.
fn new_name(ctx: &Context, name: &str) -> Result<FunctionRef, LambdaError> {
    let at = FunctionRef::given(ctx, name, None)?;
    if at.name.chars().count() > limits::NAME_CHARS {
        let constraint = format!("Member must have length less than or equal to {}", limits::NAME_CHARS);
        return Err(LambdaError::constraint(&at.name, "functionName", &constraint));
    }
    if at.qualifier.as_deref().is_some_and(|qualifier| qualifier != LATEST) {
        return Err(LambdaError::invalid("A function is made without a qualifier in its name."));
    }
    Ok(FunctionRef { qualifier: None, ..at })
}

impl Lambda {
    /// The versions of layers that a configuration names.
    pub(super) fn find_layers(
        &self,
        mark: &Watermark,
        at: &FunctionRef,
        arns: Vec<String>,
    ) -> Result<Vec<LayerUse>, LambdaError> {
        if arns.len() > limits::LAYERS {
            return Err(LambdaError::invalid(format!("Cannot reference more than {} layers.", limits::LAYERS)));
        }
        let mut named: Vec<(LayerName, String)> = Vec::with_capacity(arns.len());
        let mut found = Vec::with_capacity(arns.len());
        for arn in arns {
            let absent = || LambdaError::invalid(format!("Layer version {arn} does not exist."));
            let (layer, _) = LayerName::version_from_arn(&arn).ok_or_else(absent)?;
            if layer.region != at.region {
                return Err(LambdaError::invalid(format!(
                    "Layers are not in the same region as the function. Layers are expected to be in region {}.",
                    at.region
                )));
            }
            if let Some((_, other)) = named.iter().find(|(other, _)| *other == layer) {
                return Err(LambdaError::invalid(format!(
                    "Two different versions of the same layer are not allowed to be referenced in the same function. {other} and {arn}"
                )));
            }
            found.push(self.layer_version(mark, &arn)?.ok_or_else(absent)?);
            named.push((layer, arn));
        }
        Ok(found)
    }
}

/// Describes a function, one of its versions or aliases, with a link to its package.
pub(crate) async fn get_function(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionRequest,
) -> Result<GetFunctionResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let (configuration, code, tags, reserved) = lambda.function(&at).read(ctx.mark(), |_, function| {
        let (number, row) = function.require_version(&at)?;
        let (tags, reserved) = (function.row().tags.clone(), function.row().reserved);
        Ok::<_, LambdaError>((describe::whole(&at, number, row), row.code.clone(), tags, reserved))
    })?;
    let location = FunctionCodeLocation {
        repository_type: Some("S3".to_owned()),
        location: Some(lambda.location(&ctx, &code)?),
        ..FunctionCodeLocation::default()
    };
    let reserved = reserved.map(|reserved| i32::try_from(reserved).unwrap_or(i32::MAX));
    Ok(GetFunctionResponse {
        configuration: Some(configuration),
        code: Some(location),
        tags: (!tags.is_empty()).then_some(tags),
        tags_error: None,
        concurrency: reserved.map(|reserved| Concurrency { reserved_concurrent_executions: Some(reserved) }),
    })
}

/// Describes a function, one of its versions or aliases.
pub(crate) async fn get_function_configuration(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionConfigurationRequest,
) -> Result<FunctionConfiguration, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        let (number, row) = function.require_version(&at)?;
        Ok(describe::whole(&at, number, row))
    })
}

/// Lists functions in the order of their names, with all their versions if that is asked for.
pub(crate) async fn list_functions(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListFunctionsRequest,
) -> Result<ListFunctionsResponse, LambdaError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let all = input.function_version.is_some();
    if input.master_region.is_some() {
        if !all {
            return Err(LambdaError::invalid("FunctionVersion must be set to ALL when MasterRegion is specified."));
        }
        // Functions of Lambda@Edge, replicated from another region: there are none here.
        return Ok(ListFunctionsResponse { next_marker: None, functions: Some(Vec::new()) });
    }
    let (mut after, done) = match page.after.as_deref().map(|marker| marker.split_once(':')) {
        Some(Some((name, number))) => (Some(name.to_owned()), number.parse().ok()),
        Some(None) => return Err(LambdaError::invalid("The pagination marker is not valid.")),
        None => (None, None),
    };
    let cells = FunctionRef::cells(ctx.account(), ctx.region());
    let mut found = Vec::new();
    // The list of names is not any one cell's: the answer waits for everything written so far.
    ctx.mark().observe(lambda.parts.store.appended());
    if let Some(name) = after.as_ref().filter(|_| all) {
        let (account, region) = (ctx.account().to_owned(), ctx.region().to_owned());
        let at = FunctionRef { account, region, name: name.clone(), qualifier: None };
        lambda.list_into(&ctx, &at, all, done, &mut found)?;
    }
    after = after.map(|name| [&cells, name.as_str()].concat());
    while found.len() <= page.size {
        let names = lambda.parts.store.cells(&cells, after.as_deref(), CELLS)?;
        let full = names.len() == CELLS;
        after = names.last().cloned();
        for at in names.iter().filter_map(|cell| FunctionRef::from_cell(cell)) {
            lambda.list_into(&ctx, &at, all, None, &mut found)?;
        }
        if !full {
            break;
        }
    }
    let (functions, next_marker) = page.take(found.into_iter(), |(name, number, _)| format!("{name}:{number}"));
    let functions = functions.into_iter().map(|(_, _, function)| function).collect();
    Ok(ListFunctionsResponse { next_marker, functions: Some(functions) })
}

impl Lambda {
    /// Adds a function to a list: `$LATEST`, or all versions after one.
    fn list_into(
        &self,
        ctx: &Context,
        at: &FunctionRef,
        all: bool,
        done: Option<u64>,
        found: &mut Vec<(String, u64, FunctionConfiguration)>,
    ) -> Result<(), LambdaError> {
        self.function(at).read(ctx.mark(), |_, function| {
            let versions = function.versions().iter().filter(|(number, _)| done.is_none_or(|done| **number > done));
            for (number, row) in versions.filter(|(number, _)| all || **number == LATEST_NUMBER) {
                let qualifier = all.then(|| version_text(*number));
                let told = describe::listed(&FunctionRef { qualifier, ..at.clone() }, *number, row);
                found.push((at.name.clone(), *number, told));
            }
            Ok(())
        })
    }
}

/// Deletes a function with everything that belongs to it, or one of its published versions.
pub(crate) async fn delete_function(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteFunctionRequest,
) -> Result<DeleteFunctionResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let retired = match at.qualifier.as_deref() {
        None => lambda.change(&at, ctx.mark(), |_, tx, function| {
            function.require(&at)?;
            function.remove(tx);
            Ok(Some(key_prefix(&at, None)))
        }),
        Some(LATEST) => Err(LambdaError::invalid("$LATEST version cannot be deleted without deleting the function.")),
        Some(qualifier) => match version_number(qualifier) {
            Some(number) => lambda.change(&at, ctx.mark(), |_, tx, function| {
                function.require(&at)?;
                let build = function.remove_version(tx, number)?;
                Ok(build.map(|build| key_prefix(&at, Some(number)) + &build))
            }),
            None => Err(LambdaError::invalid("Deletion of aliases is not currently supported.")),
        },
    }?;
    if let Some(retired) = retired {
        lambda.executor.retire(&retired);
        lambda.rewarm(&at).await?;
    }
    Ok(DeleteFunctionResponse { status_code: Some(204) })
}
