//! From events to the tasks that deliver them: the heart of PutEvents.

use smallvec::SmallVec;
use tradewind_pattern::EventParts;
use tradewind_store::Tx;

use crate::bus::Bus;
use crate::calendar::iso8601;
use crate::deliver::{Delivery, Item};
use crate::envelope::Event;
use crate::keys;
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
        for group in hits.chunk_by(|a, b| a.0 == b.0) {
            let Some(rule) = group.first().and_then(|(slot, _)| self.slot(*slot)) else { continue };
            let matched: SmallVec<[Routed<'_>; 10]> =
                group.iter().filter_map(|(_, index)| events.get(*index).copied()).collect();
            rule.deliver(tx, bus, &matched, forwarded);
        }
    }
}

impl Rule {
    /// Notes one task for each target, with the events in it.
    pub(crate) fn deliver(&self, tx: &mut Tx<'_>, bus: &BusName, events: &[Routed<'_>], forwarded: bool) {
        if self.targets.is_empty() {
            return;
        }
        let (now, rule_arn) = (tx.now(), bus.rule_arn(&self.name));
        let ingestion_time = iso8601(now);
        let surroundings = Surroundings { rule_arn: &rule_arn, rule_name: &self.name, ingestion_time: &ingestion_time };
        for (id, target) in &self.targets {
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
            tx.task(now, keys::DELIVER, delivery.encode());
        }
    }
}
