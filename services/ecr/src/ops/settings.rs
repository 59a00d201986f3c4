//! PutImageTagMutability, PutImageScanningConfiguration.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Ecr;
use crate::api::{
    PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse, PutImageTagMutabilityRequest,
    PutImageTagMutabilityResponse,
};
use crate::error::EcrError;
use crate::repository::Place;

/// Sets whether a tag may be put on another image.
pub(crate) async fn put_image_tag_mutability(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: PutImageTagMutabilityRequest,
) -> Result<PutImageTagMutabilityResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let mut found = place.find(tx.view())?;
        found.set_mutability(Some(input.image_tag_mutability), input.image_tag_mutability_exclusion_filters)?;
        place.put(tx, &found);
        Ok(PutImageTagMutabilityResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            image_tag_mutability: Some(found.mutability.clone()),
            image_tag_mutability_exclusion_filters: found.exclusion_filters(),
        })
    })
}

/// Sets whether images would be scanned when they come.
pub(crate) async fn put_image_scanning_configuration(
    ecr: Arc<Ecr>,
    ctx: Context,
    input: PutImageScanningConfigurationRequest,
) -> Result<PutImageScanningConfigurationResponse, EcrError> {
    let place = Place::new(&ctx, input.registry_id, input.repository_name);
    ecr.own(&ctx).write(ctx.mark(), |tx, ()| {
        let mut found = place.find(tx.view())?;
        found.scan_on_push = input.image_scanning_configuration.scan_on_push.unwrap_or_default();
        place.put(tx, &found);
        Ok(PutImageScanningConfigurationResponse {
            registry_id: Some(place.registry.clone()),
            repository_name: Some(place.name.clone()),
            image_scanning_configuration: Some(found.scanning()),
        })
    })
}
