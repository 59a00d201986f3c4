//! A scheduled rule fires.

use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError, TaskId, Tx, encode};

use crate::bus::Bus;
use crate::calendar::iso8601;
use crate::envelope::{Event, Parts};
use crate::keys;
use crate::names::BusName;
use crate::route::Routed;

const VERSION: u8 = 1;

/// The payload of a task that fires a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Firing {
    pub(crate) rule: String,
    /// The time it fires for, in microseconds since the epoch.
    pub(crate) at: u64,
}

impl Firing {
    /// Notes the task.
    pub(crate) fn note(&self, tx: &mut Tx<'_>) -> TaskId {
        let payload = Encoder::new(VERSION).str(&self.rule).u64(self.at).finish();
        tx.task(Timestamp::from_micros(self.at), keys::SCHEDULE, payload)
    }

    pub(crate) fn decode(payload: &[u8]) -> Result<Firing, StoreError> {
        let mut decoder = Decoder::new("a firing", VERSION, payload)?;
        let firing = Firing { rule: decoder.str()?.to_owned(), at: decoder.u64()? };
        decoder.end()?;
        Ok(firing)
    }
}

impl Bus {
    /// Sends the "Scheduled Event" to the rule's targets and arms the rule again, in one transaction. A firing that the rule is
    /// no longer armed for, because it was changed or has fired already, does nothing; so a repeated task fires once.
    ///
    /// What passed while the server was down is made up for by this one event, whose `time` is the one it was due at.
    pub(crate) fn fire(&mut self, tx: &mut Tx<'_>, bus: &BusName, firing: &Firing) -> Result<(), StoreError> {
        let Some(rule) = self.rule(&firing.rule).filter(|rule| rule.row.next_fire == Some(firing.at)) else {
            return Ok(());
        };
        let at = Timestamp::from_micros(firing.at);
        let mut row = rule.row.clone();
        let next = row.schedule()?.and_then(|schedule| schedule.following(at, tx.now()));
        row.set_next(tx, &firing.rule, next.map(Timestamp::as_micros));
        tx.put(keys::rule(&firing.rule), encode(&row));

        let (id, time, resources) = (tx.rng().uuid_v4(), iso8601(at), [bus.rule_arn(&firing.rule)]);
        let parts = Parts {
            id: &id,
            detail_type: "Scheduled Event",
            source: "aws.events",
            account: &bus.account,
            time: &time,
            region: &bus.region,
            resources: &resources,
        };
        let event = Event::new(parts, "{}", None).map_err(|_| StoreError::corrupt("an empty detail is an object"))?;
        // Five targets and a small event: there is always room.
        rule.deliver(tx, bus, &[Routed::of(&event)], false, None, &mut { usize::MAX });
        if let Some(rule) = self.rule_mut(&firing.rule) {
            rule.row = row;
        }
        Ok(())
    }
}
