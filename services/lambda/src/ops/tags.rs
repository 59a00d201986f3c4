//! TagResource, UntagResource, ListTags.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::{Access, Context};

use crate::Lambda;
use crate::api::{ListTagsRequest, ListTagsResponse, TagResourceRequest, UntagResourceRequest};
use crate::error::LambdaError;
use crate::limits;
use crate::mapping;
use crate::names::FunctionRef;

/// Lengths of tags, in characters: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html>.
const KEY_CHARS: usize = 128;
const VALUE_CHARS: usize = 256;

/// Refuses tags that can't be any, and too many of them.
pub(crate) fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), LambdaError> {
    if tags.len() > limits::TAGS {
        return Err(LambdaError::invalid("Number of tags exceeds resource tag limit."));
    }
    for (key, value) in tags {
        if key.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("aws:")) {
            return Err(LambdaError::invalid("aws: prefixed tag key names are not allowed for external use."));
        }
        if key.is_empty() || key.chars().count() > KEY_CHARS {
            return Err(LambdaError::invalid(format!("Tag keys must have 1 to {KEY_CHARS} characters.")));
        }
        if value.chars().count() > VALUE_CHARS {
            return Err(LambdaError::invalid(format!("Tag values must have at most {VALUE_CHARS} characters.")));
        }
    }
    Ok(())
}

/// The function that an ARN names.
fn tagged(ctx: &Context, arn: &str) -> Result<FunctionRef, LambdaError> {
    let Some(at) = FunctionRef::from_arn(arn) else {
        let kind = arn.split(':').nth(5).unwrap_or_default();
        return Err(LambdaError::not_built(&format!("A tag of a {kind}")));
    };
    if at.qualifier.is_some() {
        return Err(LambdaError::invalid(
            "Tags on function aliases and versions are not supported. Please specify either a function ARN or an event source \
             mapping ARN.",
        ));
    }
    ctx.may_reach(&at.account, || Access { action: ["lambda:", ctx.operation()].concat(), resource: at.arn() })?;
    if at.region != ctx.region() {
        return Err(LambdaError::not_found(format!(
            "Functions from '{}' are not reachable in this region ('{}')",
            at.region,
            ctx.region()
        )));
    }
    Ok(at)
}

/// Adds tags, or gives those of the same keys other values.
pub(crate) async fn tag_resource(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: TagResourceRequest,
) -> Result<(), LambdaError> {
    if input.tags.is_empty() {
        return Err(LambdaError::invalid("An error occurred and the request cannot be processed."));
    }
    if mapping::is_arn(&input.resource) {
        return lambda.change_mapping_tags(&ctx, &input.resource, |tags| {
            tags.extend(input.tags);
            check_tags(tags)
        });
    }
    let at = tagged(&ctx, &input.resource)?;
    lambda.retag(&ctx, &at, |tags| tags.extend(input.tags))
}

/// Takes tags away; keys that are not there do not matter.
pub(crate) async fn untag_resource(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UntagResourceRequest,
) -> Result<(), LambdaError> {
    if mapping::is_arn(&input.resource) {
        return lambda.change_mapping_tags(&ctx, &input.resource, |tags| {
            tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        });
    }
    let at = tagged(&ctx, &input.resource)?;
    lambda.retag(&ctx, &at, |tags| tags.retain(|key, _| !input.tag_keys.contains(key)))
}

impl Lambda {
    fn retag(
        &self,
        ctx: &Context,
        at: &FunctionRef,
        change: impl FnOnce(&mut BTreeMap<String, String>),
    ) -> Result<(), LambdaError> {
        self.function(at).write(ctx.mark(), |tx, function| {
            function.require(at)?;
            let mut row = function.row().clone();
            change(&mut row.tags);
            check_tags(&row.tags)?;
            function.set_row(tx, row);
            Ok(())
        })
    }
}

/// The tags of a resource.
pub(crate) async fn list_tags(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListTagsRequest,
) -> Result<ListTagsResponse, LambdaError> {
    if mapping::is_arn(&input.resource) {
        return Ok(ListTagsResponse { tags: Some(lambda.mapping_tags(&ctx, &input.resource)?) });
    }
    let at = tagged(&ctx, &input.resource)?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        Ok(ListTagsResponse { tags: Some(function.row().tags.clone()) })
    })
}
