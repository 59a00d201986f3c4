//! PublishLayerVersion, GetLayerVersion, GetLayerVersionByArn, ListLayers, ListLayerVersions, DeleteLayerVersion.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    DeleteLayerVersionRequest, FunctionCode, GetLayerVersionByArnRequest, GetLayerVersionRequest,
    GetLayerVersionResponse, LayerVersionContentInput, LayerVersionContentOutput, LayerVersionsListItem,
    LayersListItem, ListLayerVersionsRequest, ListLayerVersionsResponse, ListLayersRequest, ListLayersResponse,
    PublishLayerVersionRequest, PublishLayerVersionResponse,
};
use crate::error::LambdaError;
use crate::layer::{LayerName, VersionRow};
use crate::page::Page;

/// How many cells are looked up at once while a page of layers is filled.
const CELLS: usize = 200;

/// Publishes a zip as the next version of a layer, which comes to be with its first version.
pub(crate) async fn publish_layer_version(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PublishLayerVersionRequest,
) -> Result<PublishLayerVersionResponse, LambdaError> {
    let layer = LayerName::given(&ctx, &input.layer_name)?;
    // The blob is durable before the row that names it.
    let (code, blob) = lambda.keep_code(content(&lambda, &ctx, input.content).await?).await?;
    let row = VersionRow {
        code,
        created: ctx.now().as_micros(),
        description: input.description.unwrap_or_default(),
        license: input.license_info,
        runtimes: input.compatible_runtimes,
        architectures: input.compatible_architectures,
    };
    let written = lambda.with_room(&layer.account, &layer.region, |room| {
        room.must_hold(row.code.size)?;
        let number = lambda.layer(&layer).write(ctx.mark(), |tx, model| model.publish(tx, row.clone()))?;
        room.replace_layer(0, row.code.size);
        Ok(number)
    });
    let number = written?;
    blob.named();
    Ok(published(lambda.shape(&ctx, &layer, number, &row)?))
}

/// The zip from the request, or from the bucket that it names.
async fn content(
    lambda: &Lambda,
    ctx: &Context,
    content: LayerVersionContentInput,
) -> Result<bytes::Bytes, LambdaError> {
    if content.zip_file.is_none() && content.s3_bucket.is_none() && content.s3_key.is_none() {
        return Err(LambdaError::invalid("Please provide a source for layer content."));
    }
    let code = FunctionCode {
        zip_file: content.zip_file,
        s3_bucket: content.s3_bucket,
        s3_key: content.s3_key,
        s3_object_version: content.s3_object_version,
        ..FunctionCode::default()
    };
    lambda.source(ctx, code, "PublishLayerVersion").await
}

/// Describes a version by its layer and number.
pub(crate) async fn get_layer_version(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetLayerVersionRequest,
) -> Result<GetLayerVersionResponse, LambdaError> {
    let (layer, number) = LayerName::given_version(&ctx, &input.layer_name, input.version_number)?;
    lambda.describe(&ctx, &layer, number)
}

/// Describes a version by its ARN.
pub(crate) async fn get_layer_version_by_arn(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetLayerVersionByArnRequest,
) -> Result<GetLayerVersionResponse, LambdaError> {
    let Some((layer, number)) = LayerName::version_from_arn(&input.arn) else {
        return Err(LambdaError::invalid("Layer Version Cannot be less than 1."));
    };
    layer.may_be_reached(&ctx, || input.arn.clone())?;
    lambda.describe(&ctx, &layer, number)
}

impl Lambda {
    fn describe(&self, ctx: &Context, layer: &LayerName, number: u64) -> Result<GetLayerVersionResponse, LambdaError> {
        let row =
            self.layer(layer).read(ctx.mark(), |_, model| Ok::<_, LambdaError>(model.require(number)?.row.clone()))?;
        self.shape(ctx, layer, number, &row)
    }

    /// A version as GetLayerVersion answers it.
    fn shape(
        &self,
        ctx: &Context,
        layer: &LayerName,
        number: u64,
        row: &VersionRow,
    ) -> Result<GetLayerVersionResponse, LambdaError> {
        let content = LayerVersionContentOutput {
            location: Some(self.location(ctx, &row.code)?),
            code_sha256: Some(row.code.printed_sha256()),
            code_size: Some(row.code.printed_size()),
            ..LayerVersionContentOutput::default()
        };
        Ok(GetLayerVersionResponse {
            content: Some(content),
            layer_arn: Some(layer.arn()),
            layer_version_arn: Some(layer.version_arn(number)),
            description: Some(row.description.clone()),
            created_date: Some(row.created_date()),
            version: Some(i64::try_from(number).unwrap_or(i64::MAX)),
            compatible_runtimes: row.runtimes.clone(),
            license_info: row.license.clone(),
            compatible_architectures: row.architectures.clone(),
        })
    }
}

/// The same members under the name of the other answer.
fn published(version: GetLayerVersionResponse) -> PublishLayerVersionResponse {
    PublishLayerVersionResponse {
        content: version.content,
        layer_arn: version.layer_arn,
        layer_version_arn: version.layer_version_arn,
        description: version.description,
        created_date: version.created_date,
        version: version.version,
        compatible_runtimes: version.compatible_runtimes,
        license_info: version.license_info,
        compatible_architectures: version.compatible_architectures,
    }
}

/// A version as lists have it.
fn item(layer: &LayerName, number: u64, row: &VersionRow) -> LayerVersionsListItem {
    LayerVersionsListItem {
        layer_version_arn: Some(layer.version_arn(number)),
        version: Some(i64::try_from(number).unwrap_or(i64::MAX)),
        description: Some(row.description.clone()),
        created_date: Some(row.created_date()),
        compatible_runtimes: row.runtimes.clone(),
        license_info: row.license.clone(),
        compatible_architectures: row.architectures.clone(),
    }
}

/// Lists the account's layers in the order of their names, each with its newest version that is for the runtime and the
/// architecture asked for. Layers without any are left out.
pub(crate) async fn list_layers(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListLayersRequest,
) -> Result<ListLayersResponse, LambdaError> {
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let (runtime, architecture) = (input.compatible_runtime.as_deref(), input.compatible_architecture.as_deref());
    let cells = LayerName::cells(ctx.account(), ctx.region());
    let mut after = page.after.as_ref().map(|name| [&cells, name.as_str()].concat());
    let mut layers = Vec::new();
    // The list of names is not any one cell's: the answer waits for everything written so far.
    ctx.mark().observe(lambda.parts.store.appended());
    while layers.len() <= page.size {
        let names = lambda.parts.store.cells(&cells, after.as_deref(), CELLS)?;
        let full = names.len() == CELLS;
        after = names.last().cloned();
        for layer in names.iter().filter_map(|cell| LayerName::from_cell(cell)) {
            let newest = lambda.layer(&layer).read(ctx.mark(), |_, model| {
                let mut versions = model.versions_below(None);
                let newest = versions.find(|(_, version)| version.row.is_for(runtime, architecture));
                Ok::<_, LambdaError>(newest.map(|(number, version)| item(&layer, number, &version.row)))
            })?;
            let Some(newest) = newest else { continue };
            layers.push(LayersListItem {
                layer_arn: Some(layer.arn()),
                layer_name: Some(layer.name),
                latest_matching_version: Some(newest),
            });
        }
        if !full {
            break;
        }
    }
    let (layers, next_marker) = page.take(layers.into_iter(), |layer| layer.layer_name.clone().unwrap_or_default());
    Ok(ListLayersResponse { next_marker, layers: Some(layers) })
}

/// Lists a layer's versions, the newest first. A layer that is not there has none.
pub(crate) async fn list_layer_versions(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListLayerVersionsRequest,
) -> Result<ListLayerVersionsResponse, LambdaError> {
    let layer = LayerName::given(&ctx, &input.layer_name)?;
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let below = page
        .after
        .as_deref()
        .map(|number| number.parse::<u64>().map_err(|_| LambdaError::invalid("The pagination marker is not valid.")));
    let below = below.transpose()?;
    let (runtime, architecture) = (input.compatible_runtime.as_deref(), input.compatible_architecture.as_deref());
    let (versions, next_marker) = lambda.layer(&layer).read(ctx.mark(), |_, model| {
        let versions = model.versions_below(below);
        let wanted = versions.filter(|(_, version)| version.row.is_for(runtime, architecture));
        let items = wanted.map(|(number, version)| item(&layer, number, &version.row));
        Ok::<_, LambdaError>(page.take(items, |item| item.version.unwrap_or_default().to_string()))
    })?;
    Ok(ListLayerVersionsResponse { next_marker, layer_versions: Some(versions) })
}

/// Deletes a version. Functions that have it keep it.
pub(crate) async fn delete_layer_version(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteLayerVersionRequest,
) -> Result<(), LambdaError> {
    let (layer, number) = LayerName::given_version(&ctx, &input.layer_name, input.version_number)?;
    lambda.with_room(&layer.account, &layer.region, |room| {
        let freed = lambda.layer(&layer).write(ctx.mark(), |tx, model| {
            let size = model.version(number).map_or(0, |version| version.row.code.size);
            model.delete(tx, number);
            Ok::<_, LambdaError>(size)
        })?;
        room.replace_layer(freed, 0);
        Ok(())
    })
}
