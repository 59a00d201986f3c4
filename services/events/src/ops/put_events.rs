//! PutEvents.
//!
//! Entries are checked one by one; what is wrong with one fails that one. The envelope of each event is written once, before the
//! bus's lock is taken; under it the events are matched and the deliveries noted, in one transaction a bus.

use std::sync::Arc;

use tradewind_cloud::{Context, Denied, Principal};
use tradewind_store::StoreError;

use crate::Events;
use crate::api::{PutEventsRequest, PutEventsRequestEntry, PutEventsResponse, PutEventsResultEntry};
use crate::calendar::iso8601;
use crate::envelope::{Event, Parts};
use crate::error::EventsError;
use crate::limits;
use crate::names::BusName;
use crate::route::Routed;

/// Takes events in.
pub(crate) async fn put_events(
    events: Arc<Events>,
    ctx: Context,
    input: PutEventsRequest,
) -> Result<PutEventsResponse, EventsError> {
    if input.endpoint_id.is_some() {
        return Err(EventsError::not_built("A global endpoint (EndpointId)"));
    }
    if input.entries.iter().map(size).sum::<usize>() > limits::ENTRIES_BYTES {
        return Err(EventsError::invalid("Total size of the entries in the request is over the limit."));
    }
    let now = iso8601(ctx.now());
    let ids: Vec<String> = input.entries.iter().map(|_| events.parts.random.uuid_v4()).collect();
    let times: Vec<Option<String>> = input.entries.iter().map(|entry| entry.time.map(iso8601)).collect();
    let mut results = Vec::with_capacity(input.entries.len());
    let mut accepted = Vec::with_capacity(input.entries.len());
    for (place, entry) in input.entries.iter().enumerate() {
        let time = times.get(place).and_then(Option::as_deref).unwrap_or(&now);
        let id = ids.get(place).map(String::as_str).unwrap_or_default();
        match take_in(&ctx, entry, id, time) {
            Ok(event) => {
                results.push(PutEventsResultEntry { event_id: Some(id.to_owned()), ..PutEventsResultEntry::default() });
                accepted.push((place, entry.event_bus_name.as_deref(), event));
            }
            Err((code, message)) => results.push(failure(code, message)),
        }
    }
    route(&events, &ctx, &accepted, &mut results)?;
    let failed = results.iter().filter(|result| result.event_id.is_none()).count();
    Ok(PutEventsResponse { failed_entry_count: i32::try_from(failed).ok(), entries: Some(results) })
}

type Refusal = (&'static str, String);

/// Checks an entry and writes its envelope.
fn take_in<'a>(
    ctx: &'a Context,
    entry: &'a PutEventsRequestEntry,
    id: &'a str,
    time: &'a str,
) -> Result<Event<'a>, Refusal> {
    let source = required("Source", entry.source.as_deref())?;
    let detail_type = required("DetailType", entry.detail_type.as_deref())?;
    let detail = required("Detail", entry.detail.as_deref())?;
    if source.starts_with("aws.") && !matches!(ctx.principal(), Principal::Service { .. }) {
        return Err(("NotAuthorizedForSourceException", "Not authorized for the source.".to_owned()));
    }
    if detail_type.chars().count() > limits::DETAIL_TYPE_CHARS {
        let limit = limits::DETAIL_TYPE_CHARS;
        return Err(invalid("DetailType", &format!("DetailType must not be longer than {limit} characters.")));
    }
    let parts = Parts {
        id,
        detail_type,
        source,
        account: ctx.account(),
        time,
        region: ctx.region(),
        resources: entry.resources.as_deref().unwrap_or_default(),
    };
    Event::new(parts, detail, entry.trace_header.as_deref())
        .map_err(|_| ("MalformedDetail", "Detail is malformed.".to_owned()))
}

fn required<'a>(name: &str, value: Option<&'a str>) -> Result<&'a str, Refusal> {
    let given = value.filter(|value| !value.is_empty());
    given.ok_or_else(|| invalid(name, &format!("{name} is a required argument.")))
}

fn invalid(name: &str, reason: &str) -> Refusal {
    ("InvalidArgument", format!("Parameter {name} is not valid. Reason: {reason}"))
}

fn failure(code: &str, message: String) -> PutEventsResultEntry {
    PutEventsResultEntry { event_id: None, error_code: Some(code.to_owned()), error_message: Some(message) }
}

/// An entry's size as AWS counts it, see <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html>.
fn size(entry: &PutEventsRequestEntry) -> usize {
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let resources = entry.resources.iter().flatten().map(String::len).sum::<usize>();
    let time = if entry.time.is_some() { 14 } else { 0 };
    time + text(&entry.source) + text(&entry.detail_type) + text(&entry.detail) + resources
}

/// One entry that passed: its place, the bus it names, its event.
type Accepted<'a> = (usize, Option<&'a str>, Event<'a>);

/// Hands the events to their buses, in one transaction a bus. An event for a bus that is not there is taken and goes nowhere, as
/// on AWS. When a bus's store fails after another bus has taken its events, its entries fail alone.
fn route(
    events: &Events,
    ctx: &Context,
    accepted: &[Accepted<'_>],
    results: &mut [PutEventsResultEntry],
) -> Result<(), EventsError> {
    for (name, bus) in buses(ctx, accepted)? {
        let mine: Vec<&Accepted<'_>> = accepted.iter().filter(|(_, other, _)| *other == name).collect();
        let routed: Vec<Routed<'_>> = mine.iter().map(|(_, _, event)| Routed::of(event)).collect();
        let done = events.bus(&bus).write(ctx.mark(), |tx, model| {
            model.accept(tx, &bus, &routed, false);
            Ok::<(), StoreError>(())
        });
        let Err(error) = done else { continue };
        if mine.len() == accepted.len() {
            return Err(error.into());
        }
        tracing::warn!(bus = bus.name, %error, "events could not be taken in");
        for (place, _, _) in mine {
            if let Some(result) = results.get_mut(*place) {
                *result = failure("InternalFailure", "Internal Service Failure".to_owned());
            }
        }
    }
    Ok(())
}

/// The buses that events name, each once and before any of them is written: a caller that may not reach one of them is refused
/// as a whole.
fn buses<'a>(ctx: &Context, accepted: &[Accepted<'a>]) -> Result<Vec<(Option<&'a str>, BusName)>, Denied> {
    let mut named: Vec<(Option<&str>, BusName)> = Vec::new();
    for (_, name, _) in accepted {
        if named.iter().all(|(other, _)| other != name) {
            named.push((*name, BusName::given(ctx, *name)?));
        }
    }
    Ok(named)
}
