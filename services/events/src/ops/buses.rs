//! CreateEventBus, DescribeEventBus, UpdateEventBus, DeleteEventBus.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::tags::tag_map;
use crate::Events;
use crate::api::{
    CreateEventBusRequest, CreateEventBusResponse, DeadLetterConfig, DeleteEventBusRequest, DescribeEventBusRequest,
    DescribeEventBusResponse, LogConfig, UpdateEventBusRequest, UpdateEventBusResponse,
};
use crate::bus::Settings;
use crate::error::EventsError;
use crate::limits;
use crate::names::BusName;

/// Makes a custom bus.
pub(crate) async fn create_event_bus(
    events: Arc<Events>,
    ctx: Context,
    input: CreateEventBusRequest,
) -> Result<CreateEventBusResponse, EventsError> {
    if input.event_source_name.is_some() {
        return Err(EventsError::not_built("A partner event bus (EventSourceName)"));
    }
    if input.name.contains('/') {
        return Err(EventsError::invalid("Event bus name must not contain '/'."));
    }
    let configured = configured(input.kms_key_identifier, input.dead_letter_config, input.log_config)?;
    let settings = Settings {
        description: input.description.clone(),
        tags: tag_map(input.tags.unwrap_or_default())?,
        ..configured
    };
    let bus = BusName::given(&ctx, Some(&input.name))?;
    if !bus.is_default() {
        let prefix = BusName::cells(ctx.account(), ctx.region());
        let there = events.parts.store.cells(&prefix, None, limits::BUSES + 2)?;
        let custom = there.iter().filter(|cell| BusName::from_cell(cell).is_some_and(|bus| !bus.is_default())).count();
        if custom >= limits::BUSES && !there.contains(&bus.cell()) {
            return Err(EventsError::LimitExceeded);
        }
    }
    let (dead_letter, log) = (settings.dead_letter.clone(), settings.log.clone());
    events.bus(&bus).write(ctx.mark(), |tx, model| model.create(tx, &bus, settings))?;
    Ok(CreateEventBusResponse {
        event_bus_arn: Some(bus.arn()),
        description: input.description,
        kms_key_identifier: None,
        dead_letter_config: dead_letter.map(|arn| DeadLetterConfig { arn }),
        log_config: log.map(|(include_detail, level)| LogConfig { include_detail, level }),
    })
}

/// The settings of a bus that a client configures; those without an effect here are kept, those with one are refused.
fn configured(
    kms_key: Option<String>,
    dead_letter: Option<DeadLetterConfig>,
    log: Option<LogConfig>,
) -> Result<Settings, EventsError> {
    if kms_key.is_some_and(|key| !key.is_empty()) {
        return Err(EventsError::not_built("KmsKeyIdentifier of an event bus"));
    }
    if log.as_ref().and_then(|log| log.level.as_deref()).is_some_and(|level| level != "OFF") {
        return Err(EventsError::not_built("LogConfig with a Level other than OFF"));
    }
    Ok(Settings {
        dead_letter: dead_letter.map(|config| config.arn),
        log: log.map(|config| (config.include_detail, config.level)),
        ..Settings::default()
    })
}

/// Tells about a bus.
pub(crate) async fn describe_event_bus(
    events: Arc<Events>,
    ctx: Context,
    input: DescribeEventBusRequest,
) -> Result<DescribeEventBusResponse, EventsError> {
    let bus = BusName::given(&ctx, input.name.as_deref())?;
    let settings = events.settings(&ctx, &bus)?.ok_or_else(|| EventsError::NoBus(bus.name.clone()))?;
    Ok(DescribeEventBusResponse {
        arn: Some(bus.arn()),
        name: Some(bus.name),
        creation_time: Some(settings.creation_time()),
        last_modified_time: Some(settings.last_modified_time()),
        description: settings.description,
        kms_key_identifier: None,
        dead_letter_config: settings.dead_letter.map(|arn| DeadLetterConfig { arn }),
        policy: settings.policy,
        log_config: settings.log.map(|(include_detail, level)| LogConfig { include_detail, level }),
    })
}

impl Events {
    /// What a bus keeps about itself; none if it is not there. To look at the default bus is to use it.
    pub(super) fn settings(&self, ctx: &Context, bus: &BusName) -> Result<Option<Settings>, EventsError> {
        let cell = self.bus(bus);
        let settings = cell.read(ctx.mark(), |_, model| Ok::<_, EventsError>(model.settings().cloned()))?;
        if settings.is_some() || !bus.is_default() {
            return Ok(settings);
        }
        cell.write(ctx.mark(), |tx, model| {
            model.settle_default(tx, bus);
            Ok(model.settings().cloned())
        })
    }
}

/// Replaces the settings of a bus.
pub(crate) async fn update_event_bus(
    events: Arc<Events>,
    ctx: Context,
    input: UpdateEventBusRequest,
) -> Result<UpdateEventBusResponse, EventsError> {
    let configured = configured(input.kms_key_identifier, input.dead_letter_config, input.log_config)?;
    let bus = BusName::given(&ctx, input.name.as_deref())?;
    let settings = events.bus(&bus).write(ctx.mark(), |tx, model| {
        model.update(tx, &bus, |settings| {
            settings.description = input.description;
            settings.dead_letter = configured.dead_letter;
            settings.log = configured.log;
            Ok(())
        })?;
        Ok::<_, EventsError>(model.settings().cloned().unwrap_or_default())
    })?;
    Ok(UpdateEventBusResponse {
        arn: Some(bus.arn()),
        name: Some(bus.name),
        kms_key_identifier: None,
        description: settings.description,
        dead_letter_config: settings.dead_letter.map(|arn| DeadLetterConfig { arn }),
        log_config: settings.log.map(|(include_detail, level)| LogConfig { include_detail, level }),
    })
}

/// Deletes a custom bus without rules.
pub(crate) async fn delete_event_bus(
    events: Arc<Events>,
    ctx: Context,
    input: DeleteEventBusRequest,
) -> Result<(), EventsError> {
    let bus = BusName::given(&ctx, Some(&input.name))?;
    events.bus(&bus).write(ctx.mark(), |tx, model| model.delete(tx, &bus))
}
