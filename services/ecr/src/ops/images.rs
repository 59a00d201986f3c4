//! ListImages, DescribeImages: of a registry that has none.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Ecr;
use crate::api::{DescribeImagesRequest, DescribeImagesResponse, ListImagesRequest, ListImagesResponse};
use crate::error::EcrError;
use crate::repository::Place;

/// Lists no images.
pub(crate) async fn list_images(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: ListImagesRequest,
) -> Result<ListImagesResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).read(ctx.mark(), |view, ()| place.find(*view))?;
    Ok(ListImagesResponse { image_ids: Some(Vec::new()), next_token: None })
}

/// Describes no images; one that is named is not there.
pub(crate) async fn describe_images(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: DescribeImagesRequest,
) -> Result<DescribeImagesResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).read(ctx.mark(), |view, ()| place.find(*view))?;
    let Some(first) = input.image_ids.unwrap_or_default().into_iter().next() else {
        return Ok(DescribeImagesResponse { image_details: Some(Vec::new()), next_token: None });
    };
    let word = |value: Option<String>| value.unwrap_or_else(|| "null".to_owned());
    let (digest, tag) = (word(first.image_digest), word(first.image_tag));
    let text = format!(
        "The image with imageId {{imageDigest:'{digest}', imageTag:'{tag}'}} does not exist within the repository with name '{}' in the registry with id '{}'",
        place.name, place.registry
    );
    Err(EcrError::Coded("ImageNotFoundException", text))
}
