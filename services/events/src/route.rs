//! From events to the tasks that deliver them: the heart of PutEvents.

use std::ops::Bound;

use smallvec::SmallVec;
use tradewind_pattern::EventParts;
use tradewind_store::Tx;

use crate::bus::Bus;
use crate::calendar::iso8601;
use crate::deliver::{Delivery, Item};
use crate::envelope::Event;
use crate::fan_out::FanOut;
use crate::keys;
use crate::limits;
use crate::names::BusName;
use crate::rule::Rule;
use crate::transform::Surroundings;

/// An event on its way through a bus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Routed<'a> {
    pub(crate) id: &'a str,
    /// The whole envelope.
    pub(crate) text: &'a str,
    /// The same in parts, where they are at hand: matching need not read the envelope then.
    pub(crate) parts: Option<EventParts<'a>>,
    pub(crate) trace: Option<&'a str>,
}

impl<'a> Routed<'a> {
    pub(crate) fn of(event: &'a Event<'a>) -> Routed<'a> {
        Routed { id: event.id(), text: event.text(), parts: Some(event.parts()), trace: event.trace }
    }
}

impl Bus {
    /// Matches events against the rules and notes one task for every target of every rule that matched, with all its events in
    /// it. `forwarded` says that the events came from another bus.
    pub(crate) fn accept(&mut self, tx: &mut Tx<'_>, bus: &BusName, events: &[Routed<'_>], forwarded: bool) {
        if self.matcher.is_empty() {
            return;
        }
        let mut hits: SmallVec<[(u32, usize); 16]> = SmallVec::new();
        for (index, event) in events.iter().enumerate() {
            let found = match &event.parts {
                Some(parts) => self.matcher.matches_parts(parts, &mut self.scratch),
                None => self.matcher.matches(event.text.as_bytes(), &mut self.scratch),
            };
            match found {
                Ok(found) => hits.extend(found.iter().map(|slot| (*slot, index))),
                // The event was checked when it was taken in, so this is a mistake of ours and not of the sender.
                Err(error) => tracing::error!(event = event.id, %error, "an accepted event can't be matched"),
            }
        }
        hits.sort_unstable();
        let mut room = limits::FAN_OUT_BYTES;
        let mut done = 0;
        for group in hits.chunk_by(|a, b| a.0 == b.0) {
            let matched: SmallVec<[Routed<'_>; 10]> =
                group.iter().filter_map(|(_, index)| events.get(*index).copied()).collect();
            let rule = group.first().and_then(|(slot, _)| self.slot(*slot));
            let stopped = rule.and_then(|rule| rule.deliver(tx, bus, &matched, forwarded, None, &mut room));
            if stopped.is_some() {
                let left = hits.get(done..).unwrap_or_default();
                Bus::note_rest(tx, &self.left_over(left, events, forwarded, stopped));
                return;
            }
            done += group.len();
        }
    }

    fn left_over<'a>(
        &'a self,
        hits: &[(u32, usize)],
        events: &[Routed<'a>],
        forwarded: bool,
        after: Option<String>,
    ) -> FanOut<'a> {
        let rules = hits.chunk_by(|a, b| a.0 == b.0).filter_map(|group| {
            let rule = group.first().and_then(|(slot, _)| self.slot(*slot))?;
            Some((rule.name.as_str(), group.iter().map(|(_, index)| *index).collect()))
        });
        let events = events.iter().map(|event| (event.id, event.text, event.trace));
        FanOut { forwarded, events: events.collect(), rules: rules.collect(), after }
    }
}

impl Rule {
    /// Notes one task for each target behind `after`, with the events in it, until `room` bytes are written. Returns the target
    /// that was served last when it has stopped before the end, or when there is no room for the next rule.
    pub(crate) fn deliver(
        &self,
        tx: &mut Tx<'_>,
        bus: &BusName,
        events: &[Routed<'_>],
        forwarded: bool,
        after: Option<&str>,
        room: &mut usize,
    ) -> Option<String> {
        if self.targets.is_empty() {
            return None;
        }
        let (now, rule_arn) = (tx.now(), bus.rule_arn(&self.name));
        let ingestion_time = iso8601(now);
        let surroundings = Surroundings { rule_arn: &rule_arn, rule_name: &self.name, ingestion_time: &ingestion_time };
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        for (id, target) in self.targets.range::<str, _>((from, Bound::Unbounded)) {
            let items = events.iter().map(|event| {
                let input = target.transform.apply(event.text, &surroundings);
                // Dead letters hold the event itself, so it comes along where there is a place for them.
                let original = (input.is_some() && target.dead_letter().is_some()).then_some(event.text);
                Item {
                    id: event.id.into(),
                    message: input.map_or(event.text.into(), Into::into),
                    original: original.map(Into::into),
                    trace: event.trace.map(Into::into),
                }
            });
            let delivery = Delivery {
                rule_arn: rule_arn.as_str().into(),
                target_id: id.as_str().into(),
                target_arn: target.row.arn.as_str().into(),
                message_group: target.row.message_group().map(Into::into),
                dead_letter: target.dead_letter().map(Into::into),
                attempts: target.row.attempts(),
                deadline: now + target.row.age(),
                forwarded,
                items: items.collect(),
            };
            let payload = delivery.encode();
            *room = room.saturating_sub(payload.len());
            tx.task(now, keys::DELIVER, payload);
            if *room == 0 {
                return Some(id.clone());
            }
        }
        None
    }
}
