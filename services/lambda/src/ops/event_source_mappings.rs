//! CreateEventSourceMapping, GetEventSourceMapping, UpdateEventSourceMapping, DeleteEventSourceMapping, ListEventSourceMappings.

use std::ops::Bound;
use std::sync::Arc;

use tradewind_cloud::Context;

use super::tags::check_tags;
use crate::Lambda;
use crate::api::{
    CreateEventSourceMappingRequest, DeleteEventSourceMappingRequest, EventSourceMappingConfiguration,
    GetEventSourceMappingRequest, ListEventSourceMappingsRequest, ListEventSourceMappingsResponse,
    UpdateEventSourceMappingRequest,
};
use crate::error::LambdaError;
use crate::mapping::{self, MappingRow, QueueArn, Settings};
use crate::names::FunctionRef;
use crate::page::Page;

/// Mappings of a page, also when a client asks for more.
const PAGE: usize = 100;

fn shape(lambda: &Lambda, ctx: &Context, uuid: &str, row: &MappingRow) -> EventSourceMappingConfiguration {
    row.shape(mapping::arn(ctx.account(), ctx.region(), uuid), uuid, lambda.mappings.problem(uuid))
}

/// Begins to read a queue for a function.
pub(crate) async fn create_event_source_mapping(
    lambda: Arc<Lambda>,
    ctx: Context,
    mut input: CreateEventSourceMappingRequest,
) -> Result<EventSourceMappingConfiguration, LambdaError> {
    let source = mapping::given(&ctx, input.event_source_arn.as_deref())?;
    let at = FunctionRef::given(&ctx, &input.function_name, None)?;
    let tags = input.tags.take().unwrap_or_default();
    check_tags(&tags)?;
    let row = Settings::of_create(input)?.new_row(&ctx, &source, at.arn())?;
    check(&lambda, &ctx, &source, &at).await?;
    let uuid = lambda.parts.random.uuid_v4();
    let row = MappingRow { tags, ..row };
    let cell = lambda.mappings_of(ctx.account(), ctx.region());
    let row = cell.write(ctx.mark(), |tx, mappings| mappings.create(tx, &uuid, row))?;
    Ok(shape(&lambda, &ctx, &uuid, &row))
}

/// Whether function and queue are there and fit together.
async fn check(lambda: &Lambda, ctx: &Context, source: &QueueArn, at: &FunctionRef) -> Result<(), LambdaError> {
    let resolved = lambda.resolve(ctx.mark(), at, &lambda.parts.random)?;
    mapping::check(lambda, ctx, source, resolved.function.timeout.as_secs()).await
}

/// One mapping.
pub(crate) async fn get_event_source_mapping(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetEventSourceMappingRequest,
) -> Result<EventSourceMappingConfiguration, LambdaError> {
    let cell = lambda.mappings_of(ctx.account(), ctx.region());
    let row = cell.read(ctx.mark(), |_, mappings| mappings.require(&input.uuid).cloned())?;
    Ok(shape(&lambda, &ctx, &input.uuid, &row))
}

/// Changes a mapping; what is not given stays.
pub(crate) async fn update_event_source_mapping(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UpdateEventSourceMappingRequest,
) -> Result<EventSourceMappingConfiguration, LambdaError> {
    let uuid = input.uuid.clone();
    let cell = lambda.mappings_of(ctx.account(), ctx.region());
    let before = cell.read(ctx.mark(), |_, mappings| mappings.require(&uuid).cloned())?;
    let source = mapping::given(&ctx, Some(&before.source))?;
    let function = input.function_name.as_deref().map(|name| FunctionRef::given(&ctx, name, None)).transpose()?;
    let at = match function {
        Some(at) => at,
        None => FunctionRef::from_arn(&before.function)
            .ok_or_else(|| LambdaError::Service("The mapping names a function that can't be any.".to_owned()))?,
    };
    let after = Settings::of_update(input)?.apply(MappingRow { function: at.arn(), ..before.clone() }, &source)?;
    // A mapping can be disabled also when its queue or its function is gone.
    if after.enabled || after.function != before.function {
        check(&lambda, &ctx, &source, &at).await?;
    }
    let row = cell.write(ctx.mark(), |tx, mappings| mappings.update(tx, &uuid, &before, after))?;
    lambda.mappings_changed(ctx.account(), ctx.region());
    Ok(shape(&lambda, &ctx, &uuid, &row))
}

/// Ends a mapping. It is gone when what is under way has ended.
pub(crate) async fn delete_event_source_mapping(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteEventSourceMappingRequest,
) -> Result<EventSourceMappingConfiguration, LambdaError> {
    let cell = lambda.mappings_of(ctx.account(), ctx.region());
    let row = cell.write(ctx.mark(), |tx, mappings| mappings.delete(tx, &input.uuid))?;
    lambda.mappings_changed(ctx.account(), ctx.region());
    Ok(shape(&lambda, &ctx, &input.uuid, &row))
}

/// Lists mappings in the order of their UUIDs: all, those of a source, or those of a function or of one of its qualifiers.
pub(crate) async fn list_event_source_mappings(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListEventSourceMappingsRequest,
) -> Result<ListEventSourceMappingsResponse, LambdaError> {
    let asked = input.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(PAGE);
    let page = Page { size: asked.min(PAGE), ..Page::asked(input.marker.as_deref(), None)? };
    let function = input.function_name.as_deref().map(|name| FunctionRef::given(&ctx, name, None)).transpose()?;
    let function = function.map(|at| at.arn());
    let after = page.after.clone().map_or(Bound::Unbounded, Bound::Excluded);
    let cell = lambda.mappings_of(ctx.account(), ctx.region());
    let (rows, next_marker) = cell.read(ctx.mark(), |_, mappings| {
        let wanted = mappings.rows().range((after, Bound::Unbounded)).filter(|(_, row)| {
            input.event_source_arn.as_ref().is_none_or(|arn| *arn == row.source)
                && function.as_ref().is_none_or(|arn| *arn == row.function)
        });
        let (rows, next_marker) = page.take(wanted, |(uuid, _)| (*uuid).clone());
        let rows: Vec<_> = rows.into_iter().map(|(uuid, row)| (uuid.clone(), row.clone())).collect();
        Ok::<_, LambdaError>((rows, next_marker))
    })?;
    let shapes = rows.iter().map(|(uuid, row)| shape(&lambda, &ctx, uuid, row));
    Ok(ListEventSourceMappingsResponse { next_marker, event_source_mappings: Some(shapes.collect()) })
}
