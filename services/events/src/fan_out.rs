//! The rest of a fan-out that is too large for one transaction.
//!
//! PutEvents notes its deliveries in the transaction that takes the events in. A few large events with very many targets would
//! make that transaction as large as their product, so after [`limits::FAN_OUT_BYTES`] the rest is noted as one task, with the
//! events once and a list of the rules they matched. The task writes as much as fits again and goes on until all is noted.

use smallvec::SmallVec;
use tradewind_store::{Decoder, Encoder, StoreError, Tx};

use crate::bus::Bus;
use crate::keys;
use crate::limits;
use crate::names::BusName;
use crate::route::Routed;

const VERSION: u8 = 1;

/// Which of the events a rule matched, by their places.
pub(crate) type Places = SmallVec<[usize; 10]>;

/// What is still to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FanOut<'a> {
    pub(crate) forwarded: bool,
    /// Id, text and X-Ray header of each event.
    pub(crate) events: Vec<(&'a str, &'a str, Option<&'a str>)>,
    /// The rules that matched, by name. A rule that is gone when its turn comes is passed over.
    pub(crate) rules: Vec<(&'a str, Places)>,
    /// The first rule's targets up to this one have had theirs.
    pub(crate) after: Option<String>,
}

impl<'a> FanOut<'a> {
    pub(crate) fn encode(&self) -> bytes::Bytes {
        let size = 64 + self.events.iter().map(|(id, text, _)| id.len() + text.len() + 200).sum::<usize>();
        let mut encoder = Encoder::with_capacity(VERSION, size).bool(self.forwarded).varint(self.events.len() as u64);
        for (id, text, trace) in &self.events {
            encoder = encoder.str(id).str(text).option(*trace, Encoder::str);
        }
        encoder = encoder.option(self.after.as_deref(), Encoder::str).varint(self.rules.len() as u64);
        for (name, places) in &self.rules {
            encoder = encoder.str(name).varint(places.len() as u64);
            for place in places {
                encoder = encoder.varint(*place as u64);
            }
        }
        encoder.finish()
    }

    pub(crate) fn decode(payload: &'a [u8]) -> Result<FanOut<'a>, StoreError> {
        let mut decoder = Decoder::new("a fan-out", VERSION, payload)?;
        let mut fan_out = FanOut { forwarded: decoder.bool()?, events: Vec::new(), rules: Vec::new(), after: None };
        for _ in 0..decoder.varint()? {
            fan_out.events.push((decoder.str()?, decoder.str()?, decoder.option(Decoder::str)?));
        }
        fan_out.after = decoder.option(Decoder::str)?.map(str::to_owned);
        for _ in 0..decoder.varint()? {
            let name = decoder.str()?;
            let mut places = Places::new();
            for _ in 0..decoder.varint()? {
                places.push(usize::try_from(decoder.varint()?).unwrap_or(usize::MAX));
            }
            fan_out.rules.push((name, places));
        }
        decoder.end()?;
        Ok(fan_out)
    }

    fn event(&self, place: usize) -> Option<Routed<'a>> {
        let (id, text, trace) = *self.events.get(place)?;
        Some(Routed { id, text, parts: None, trace })
    }
}

impl Bus {
    /// Notes deliveries until the transaction is as large as it should become. Returns what is left.
    pub(crate) fn spread<'a>(&self, tx: &mut Tx<'_>, bus: &BusName, mut rest: FanOut<'a>) -> Option<FanOut<'a>> {
        let mut room = limits::FAN_OUT_BYTES;
        let mut done = 0;
        for (name, places) in &rest.rules {
            let events: SmallVec<[Routed<'a>; 10]> = places.iter().filter_map(|place| rest.event(*place)).collect();
            let after = rest.after.take();
            let Some(rule) = self.rule(name) else {
                done += 1;
                continue;
            };
            rest.after = rule.deliver(tx, bus, &events, rest.forwarded, after.as_deref(), &mut room);
            if rest.after.is_some() {
                break;
            }
            done += 1;
        }
        rest.rules.drain(..done);
        (!rest.rules.is_empty()).then_some(rest)
    }

    /// Notes the task for what is left.
    pub(crate) fn note_rest(tx: &mut Tx<'_>, rest: &FanOut<'_>) {
        tx.task(tx.now(), keys::FAN_OUT, rest.encode());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let fan_out = FanOut {
            forwarded: true,
            events: vec![("1", "{}", None), ("2", "{\"a\":1}", Some("Root=1"))],
            rules: vec![("r", [0, 1].into_iter().collect()), ("s", [1].into_iter().collect())],
            after: Some("t".to_owned()),
        };
        let bytes = fan_out.encode();
        assert_eq!(FanOut::decode(&bytes).expect("decodes"), fan_out);
        assert!(FanOut::decode(&bytes[..bytes.len() - 1]).is_err());
    }
}
