//! An event that waits for its function: the payload of a task `lambda/invoke`.

use bytes::Bytes;
use tradewind_store::{Decoder, Encoder, StoreError, TaskRun};

const VERSION: u8 = 1;

/// A response that is longer than this, in bytes, is not kept for the record of an event that grows too old.
pub(super) const KEPT_RESPONSE_BYTES: usize = 262_144;

/// One asynchronous invocation. Which function it is for says the cell that noted the task; when it was accepted, the task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Queued {
    /// The id that was answered to whoever invoked.
    pub(super) request_id: String,
    /// The version or alias that was invoked.
    pub(super) qualifier: Option<String>,
    /// The trace header it came with.
    pub(super) trace: Option<String>,
    /// How often the function has failed with it.
    pub(super) failures: u32,
    /// What the last of these failures answered.
    pub(super) last: Option<Response>,
    /// The event.
    pub(super) payload: Bytes,
}

/// What a function answered to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Response {
    /// The version that ran.
    pub(super) version: String,
    /// `Handled` or `Unhandled`, if it failed.
    pub(super) error: Option<&'static str>,
    /// Its answer; empty where it was too long to be kept.
    pub(super) payload: Bytes,
}

impl Queued {
    pub(super) fn encode(&self) -> Bytes {
        Encoder::with_capacity(VERSION, self.payload.len() + 300)
            .str(&self.request_id)
            .option(self.qualifier.as_deref(), Encoder::str)
            .option(self.trace.as_deref(), Encoder::str)
            .varint(u64::from(self.failures))
            .option(self.last.as_ref(), |encoder, last| {
                let handled = last.error == Some("Handled");
                encoder.str(&last.version).bool(handled).bytes(&last.payload)
            })
            .bytes(&self.payload)
            .finish()
    }

    /// Reads a task's payload; the event is a slice of it.
    pub(super) fn decode(run: &TaskRun) -> Result<Queued, StoreError> {
        let mut decoder = Decoder::new("a queued event", VERSION, &run.payload)?;
        let queued = Queued {
            request_id: decoder.str()?.to_owned(),
            qualifier: decoder.option(Decoder::str)?.map(str::to_owned),
            trace: decoder.option(Decoder::str)?.map(str::to_owned),
            failures: u32::try_from(decoder.varint()?).unwrap_or(u32::MAX),
            last: decoder.option(|decoder| {
                let version = decoder.str()?.to_owned();
                let error = Some(if decoder.bool()? { "Handled" } else { "Unhandled" });
                Ok(Response { version, error, payload: run.payload.slice_ref(decoder.bytes()?) })
            })?,
            payload: run.payload.slice_ref(decoder.bytes()?),
        };
        decoder.end()?;
        Ok(queued)
    }
}

#[cfg(test)]
mod tests {
    use tradewind_clock::Timestamp;
    use tradewind_store::TaskId;

    use super::*;

    fn run(payload: Bytes) -> TaskRun {
        TaskRun {
            id: TaskId::new(1),
            due: Timestamp::ZERO,
            kind: "lambda/invoke".to_owned(),
            payload,
            attempt: 0,
            created: Timestamp::ZERO,
            cell: String::new(),
        }
    }

    #[test]
    fn goes_both_ways() {
        let response = |error| Response {
            version: "7".to_owned(),
            error: Some(error),
            payload: Bytes::from("{\"errorMessage\":1}"),
        };
        for last in [None, Some(response("Handled")), Some(response("Unhandled"))] {
            let queued = Queued {
                request_id: "id".to_owned(),
                qualifier: last.as_ref().map(|_| "live".to_owned()),
                trace: Some("Root=1".to_owned()),
                failures: 2,
                last,
                payload: Bytes::from("{}"),
            };
            let bytes = queued.encode();
            assert_eq!(Queued::decode(&run(bytes.clone())).expect("decodes"), queued);
            for short in 0..bytes.len() {
                assert!(Queued::decode(&run(bytes.slice(..short))).is_err());
            }
        }
        assert!(matches!(Queued::decode(&run(Bytes::from_static(&[VERSION + 1]))), Err(StoreError::Newer { .. })));
    }
}
