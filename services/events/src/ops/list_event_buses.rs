//! ListEventBuses.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Events;
use crate::api::{EventBus, ListEventBusesRequest, ListEventBusesResponse};
use crate::error::EventsError;
use crate::limits;
use crate::names::{BusName, DEFAULT_BUS};
use crate::page::Page;

/// Lists buses in the order of their names, the default bus among them.
pub(crate) async fn list_event_buses(
    events: Arc<Events>,
    ctx: Context,
    input: ListEventBusesRequest,
) -> Result<ListEventBusesResponse, EventsError> {
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let wanted = input.name_prefix.as_deref().unwrap_or_default();
    let cells = BusName::cells(ctx.account(), ctx.region());
    let written = events.parts.store.cells(&[&cells, wanted].concat(), None, limits::BUSES + 2)?;
    // The list of names is not any one cell's: the answer waits for everything written so far.
    ctx.mark().observe(events.parts.store.appended());
    let mut names: Vec<String> = written.iter().filter_map(|cell| Some(BusName::from_cell(cell)?.name)).collect();
    if DEFAULT_BUS.starts_with(wanted) && !names.iter().any(|name| name == DEFAULT_BUS) {
        names.push(DEFAULT_BUS.to_owned());
        names.sort_unstable();
    }
    let mut buses = Vec::with_capacity(names.len());
    for name in names.into_iter().filter(|name| Some(name) > page.after.as_ref()) {
        let bus = BusName::given(&ctx, Some(&name))?;
        // A bus that was deleted just now is not in the list any more.
        let Some(settings) = events.settings(&ctx, &bus)? else { continue };
        buses.push(EventBus {
            arn: Some(bus.arn()),
            name: Some(name),
            creation_time: Some(settings.creation_time()),
            last_modified_time: Some(settings.last_modified_time()),
            description: settings.description,
            policy: settings.policy,
        });
    }
    let (buses, next_token) = page.take(buses.into_iter(), |bus| bus.name.as_deref().unwrap_or_default());
    Ok(ListEventBusesResponse { event_buses: Some(buses), next_token })
}
