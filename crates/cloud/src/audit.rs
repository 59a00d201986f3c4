//! What is noted of every call.

use std::time::Duration;

/// One finished call.
#[derive(Debug)]
pub struct CallRecord<'a> {
    /// The service's short name.
    pub service: &'static str,
    /// The operation as listed, or `Unknown`: names from outside never become metric labels.
    pub operation: &'static str,
    /// The error's code; none for a success.
    pub error: Option<&'a str>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Whether another service made the call.
    pub internal: bool,
    /// From the call's arrival at the pipeline to its encoded answer, on the server's clock.
    pub took: Duration,
    /// The account called.
    pub account: &'a str,
    /// The region called.
    pub region: &'a str,
    /// The request id.
    pub request_id: &'a str,
}

/// Sees every call that went through the pipeline.
pub trait Audit: Send + Sync + 'static {
    /// Called after the answer is encoded and before it leaves. Must be quick and must not block.
    fn record(&self, call: &CallRecord<'_>);
}

/// Notes nothing.
pub(crate) struct Silent;

impl Audit for Silent {
    fn record(&self, _: &CallRecord<'_>) {}
}
