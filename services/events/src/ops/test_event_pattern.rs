//! TestEventPattern.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_pattern::Pattern;

use crate::Events;
use crate::api::{TestEventPatternRequest, TestEventPatternResponse};
use crate::error::EventsError;
use crate::json;

/// What an event must have: "the following fields are mandatory".
const MANDATORY: [&str; 7] = ["id", "account", "source", "time", "region", "resources", "detail-type"];

/// Says whether a pattern matches an event.
pub(crate) async fn test_event_pattern(
    _: Arc<Events>,
    _: Context,
    input: TestEventPatternRequest,
) -> Result<TestEventPatternResponse, EventsError> {
    let pattern = Pattern::parse(&input.event_pattern).map_err(EventsError::InvalidPattern)?;
    let not_valid = || EventsError::invalid("Parameter Event is not valid.");
    let mut compact = Vec::with_capacity(input.event.len());
    json::compact(&input.event, &mut compact).map_err(|_| not_valid())?;
    let event = String::from_utf8(compact).map_err(|_| not_valid())?;
    if !event.starts_with('{') || !MANDATORY.iter().all(|name| json::member(&event, name).is_some()) {
        return Err(not_valid());
    }
    let result = pattern.matches(event.as_bytes()).map_err(|_| not_valid())?;
    Ok(TestEventPatternResponse { result: Some(result) })
}
