//! The payload of a delivery task.

use std::borrow::Cow;

use bytes::Bytes;
use smallvec::SmallVec;
use tradewind_clock::Timestamp;
use tradewind_store::{Decoder, Encoder, StoreError};

const VERSION: u8 = 1;

/// Up to ten events for one target of one rule. It says all that delivering needs, as it stood when the events were taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivery<'a> {
    pub(crate) rule_arn: Cow<'a, str>,
    pub(crate) target_id: Cow<'a, str>,
    pub(crate) target_arn: Cow<'a, str>,
    /// `MessageGroupId` for a queue.
    pub(crate) message_group: Option<Cow<'a, str>>,
    /// The ARN of the dead-letter queue.
    pub(crate) dead_letter: Option<Cow<'a, str>>,
    /// Attempts after the first one.
    pub(crate) attempts: u32,
    /// When the events are too old.
    pub(crate) deadline: Timestamp,
    /// Whether the events came from another bus; they go to no further one.
    pub(crate) forwarded: bool,
    pub(crate) items: SmallVec<[Item<'a>; 10]>,
}

/// One event of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item<'a> {
    /// The event's id.
    pub(crate) id: Cow<'a, str>,
    /// What the target gets.
    pub(crate) message: Cow<'a, str>,
    /// The event itself, where the target gets something else and there is a dead-letter queue that would get the event.
    pub(crate) original: Option<Cow<'a, str>>,
    /// The X-Ray header.
    pub(crate) trace: Option<Cow<'a, str>>,
}

impl Delivery<'_> {
    pub(crate) fn encode(&self) -> Bytes {
        let texts = |item: &Item<'_>| {
            let optional = |text: &Option<Cow<'_, str>>| text.as_ref().map_or(0, |text| text.len() + 4);
            item.id.len() + item.message.len() + optional(&item.original) + optional(&item.trace) + 12
        };
        let size = 400 + self.items.iter().map(texts).sum::<usize>();
        let mut encoder = Encoder::with_capacity(VERSION, size)
            .str(&self.rule_arn)
            .str(&self.target_id)
            .str(&self.target_arn)
            .option(self.message_group.as_deref(), Encoder::str)
            .option(self.dead_letter.as_deref(), Encoder::str)
            .varint(u64::from(self.attempts))
            .u64(self.deadline.as_micros())
            .bool(self.forwarded)
            .varint(self.items.len() as u64);
        for item in &self.items {
            encoder = encoder
                .str(&item.id)
                .str(&item.message)
                .option(item.original.as_deref(), Encoder::str)
                .option(item.trace.as_deref(), Encoder::str);
        }
        encoder.finish()
    }
}

impl<'a> Delivery<'a> {
    pub(crate) fn decode(payload: &'a [u8]) -> Result<Delivery<'a>, StoreError> {
        let mut decoder = Decoder::new("a delivery", VERSION, payload)?;
        let mut delivery = Delivery {
            rule_arn: decoder.str()?.into(),
            target_id: decoder.str()?.into(),
            target_arn: decoder.str()?.into(),
            message_group: decoder.option(Decoder::str)?.map(Into::into),
            dead_letter: decoder.option(Decoder::str)?.map(Into::into),
            attempts: u32::try_from(decoder.varint()?).unwrap_or(u32::MAX),
            deadline: Timestamp::from_micros(decoder.u64()?),
            forwarded: decoder.bool()?,
            items: SmallVec::new(),
        };
        for _ in 0..decoder.varint()? {
            delivery.items.push(Item {
                id: decoder.str()?.into(),
                message: decoder.str()?.into(),
                original: decoder.option(Decoder::str)?.map(Into::into),
                trace: decoder.option(Decoder::str)?.map(Into::into),
            });
        }
        decoder.end()?;
        Ok(delivery)
    }
}

impl<'a> Item<'a> {
    /// What a dead-letter queue gets: the event.
    pub(crate) fn event(&self) -> &Cow<'a, str> {
        self.original.as_ref().unwrap_or(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let item = |id: &'static str, original: Option<&'static str>| Item {
            id: id.into(),
            message: "{\"a\":1}".into(),
            original: original.map(Into::into),
            trace: original.map(|_| "Root=1-2-3".into()),
        };
        let delivery = Delivery {
            rule_arn: "arn:rule".into(),
            target_id: "t".into(),
            target_arn: "arn:target".into(),
            message_group: Some("g".into()),
            dead_letter: None,
            attempts: 185,
            deadline: Timestamp::from_secs(86_400),
            forwarded: true,
            items: [item("1", None), item("2", Some("{}"))].into_iter().collect(),
        };
        let bytes = delivery.encode();
        assert_eq!(Delivery::decode(&bytes).map(|decoded| decoded.encode()).expect("decodes"), bytes);
        let decoded = Delivery::decode(&bytes).expect("decodes");
        assert_eq!((decoded.items[1].event().as_ref(), decoded.items[0].event().as_ref()), ("{}", "{\"a\":1}"));
        assert_eq!((decoded.message_group.as_deref(), decoded.dead_letter.is_none()), (Some("g"), true));
        assert!(Delivery::decode(&bytes[..bytes.len() - 1]).is_err());
        let newer = [&[VERSION + 1], &bytes[1..]].concat();
        assert!(matches!(Delivery::decode(&newer), Err(StoreError::Newer { .. })));
    }
}
