//! TagResource, UntagResource, ListTagsForResource: of buses and rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Events;
use crate::api::{
    ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, TagResourceResponse,
    UntagResourceRequest, UntagResourceResponse,
};
use crate::error::EventsError;
use crate::limits;
use crate::names::{BusName, rule_from_arn};

type Tags = BTreeMap<String, String>;

/// Tags as they are kept.
pub(super) fn tag_map(tags: Vec<Tag>) -> Result<Tags, EventsError> {
    let mut map = Tags::new();
    add(&mut map, tags)?;
    Ok(map)
}

fn add(map: &mut Tags, tags: Vec<Tag>) -> Result<(), EventsError> {
    map.extend(tags.into_iter().map(|tag| (tag.key, tag.value)));
    if map.len() > limits::TAGS { Err(EventsError::LimitExceeded) } else { Ok(()) }
}

/// What a tagged ARN names.
enum Resource {
    Bus(BusName),
    Rule(BusName, String),
}

impl Resource {
    fn read(ctx: &Context, arn: &str) -> Result<Resource, EventsError> {
        let bus = BusName::from_arn(arn).map(Resource::Bus);
        let rule = || rule_from_arn(arn).map(|(bus, rule)| Resource::Rule(bus, rule));
        let resource = bus.or_else(rule).ok_or_else(|| {
            EventsError::invalid(format!(
                "Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."
            ))
        })?;
        let (Resource::Bus(bus) | Resource::Rule(bus, _)) = &resource;
        bus.may_be_reached(ctx, || arn.to_owned())?;
        Ok(resource)
    }
}

impl Events {
    fn retag(
        &self,
        ctx: &Context,
        resource: &Resource,
        change: impl FnOnce(&mut Tags) -> Result<(), EventsError>,
    ) -> Result<(), EventsError> {
        match resource {
            Resource::Bus(bus) => self.bus(bus).write(ctx.mark(), |tx, model| model.retag(tx, bus, change)),
            Resource::Rule(bus, rule) => {
                self.bus(bus).write(ctx.mark(), |tx, model| model.retag_rule(tx, bus, rule, change))
            }
        }
    }
}

/// Adds tags and replaces those that are there.
pub(crate) async fn tag_resource(
    events: Arc<Events>,
    ctx: Context,
    input: TagResourceRequest,
) -> Result<TagResourceResponse, EventsError> {
    events.retag(&ctx, &Resource::read(&ctx, &input.resource_arn)?, |tags| add(tags, input.tags))?;
    Ok(TagResourceResponse {})
}

/// Takes tags away; keys that are not there are passed over.
pub(crate) async fn untag_resource(
    events: Arc<Events>,
    ctx: Context,
    input: UntagResourceRequest,
) -> Result<UntagResourceResponse, EventsError> {
    events.retag(&ctx, &Resource::read(&ctx, &input.resource_arn)?, |tags| {
        tags.retain(|key, _| !input.tag_keys.contains(key));
        Ok(())
    })?;
    Ok(UntagResourceResponse {})
}

/// Lists tags in the order of their keys.
pub(crate) async fn list_tags_for_resource(
    events: Arc<Events>,
    ctx: Context,
    input: ListTagsForResourceRequest,
) -> Result<ListTagsForResourceResponse, EventsError> {
    let tags = match Resource::read(&ctx, &input.resource_arn)? {
        Resource::Bus(bus) => events.bus(&bus).read(ctx.mark(), |_, model| {
            model.require(&bus)?;
            Ok::<_, EventsError>(model.settings().map(|settings| settings.tags.clone()).unwrap_or_default())
        })?,
        Resource::Rule(bus, rule) => events
            .bus(&bus)
            .read(ctx.mark(), |_, model| Ok::<_, EventsError>(model.require_rule(&bus, &rule)?.row.tags.clone()))?,
    };
    let tags = tags.into_iter().map(|(key, value)| Tag { key, value });
    Ok(ListTagsForResourceResponse { tags: Some(tags.collect()) })
}
