//! The record of a batch that was given up, for the destination of failures.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html>. It says where the records are, not what they
//! are: they stay in their stream until it forgets them.

use bytes::Bytes;
use serde_json::json;
use tradewind_clock::Timestamp;

/// Why a batch was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mapping) enum Reason {
    /// It was tried as often as it may be.
    RetryAttemptsExhausted,
    /// Its records are too old.
    RecordAgeExceeded,
}

/// Which records they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mapping) struct BatchInfo {
    pub(in crate::mapping) shard: String,
    pub(in crate::mapping) first: String,
    pub(in crate::mapping) last: String,
    pub(in crate::mapping) first_arrived: Timestamp,
    pub(in crate::mapping) last_arrived: Timestamp,
    pub(in crate::mapping) count: usize,
}

/// The function's last failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mapping) struct Failure {
    pub(in crate::mapping) request_id: String,
    pub(in crate::mapping) error: &'static str,
    pub(in crate::mapping) version: String,
}

/// A batch that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mapping) struct Discarded {
    pub(in crate::mapping) at: Timestamp,
    pub(in crate::mapping) reason: Reason,
    pub(in crate::mapping) invocations: u32,
    pub(in crate::mapping) failure: Option<Failure>,
    pub(in crate::mapping) batch: BatchInfo,
}

impl Discarded {
    /// As a destination is told; `info` is `KinesisBatchInfo` or `DDBStreamBatchInfo`.
    pub(in crate::mapping) fn write(&self, function: &str, stream: &str, info: &str) -> Bytes {
        let time = |at: Timestamp| at.format("%Y-%m-%dT%H:%M:%S%.3fZ");
        let condition = match self.reason {
            Reason::RetryAttemptsExhausted => "RetryAttemptsExhausted",
            Reason::RecordAgeExceeded => "RecordAgeExceeded",
        };
        let response = self.failure.as_ref().map(
            |failure| json!({"statusCode": 200, "executedVersion": failure.version, "functionError": failure.error}),
        );
        let mut record = json!({
            "requestContext": {
                "requestId": self.failure.as_ref().map(|failure| failure.request_id.as_str()),
                "functionArn": function,
                "condition": condition,
                "approximateInvokeCount": self.invocations,
            },
            "version": "1.0",
            "timestamp": time(self.at),
            info: {
                "shardId": self.batch.shard,
                "startSequenceNumber": self.batch.first,
                "endSequenceNumber": self.batch.last,
                "approximateArrivalOfFirstRecord": time(self.batch.first_arrived),
                "approximateArrivalOfLastRecord": time(self.batch.last_arrived),
                "batchSize": self.batch.count,
                "streamArn": stream,
            },
        });
        if let Some(response) = response {
            record["responseContext"] = response;
        }
        record.to_string().into()
    }
}
